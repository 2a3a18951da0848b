"""What may go wrong with the plan, what it rests on, and what the firm did not supply."""

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.plan import Risk
from clinic_app.i18n.labels import field
from clinic_app.reports.blocks import chapter, told_under
from clinic_app.reports.desk import Desk, Story, quoted, scale, words
from clinic_app.reports.tables import Cell, Column, labelled, table


def risks(desk: Desk, file: CaseFile) -> Story:
    """Risks, heaviest first, assumptions, and the data that are missing."""
    _, catalog = desk.catalog.text, desk.catalog
    columns = (
        Column(field(catalog, "risk"), 3.8),
        Column(field(catalog, "likelihood"), 1.5),
        Column(field(catalog, "damage"), 1.5),
        Column(field(catalog, "weight"), 1.0, is_figure=True),
        Column(field(catalog, "response"), 4.2),
    )
    ordered = sorted(file.risks, key=lambda each: -(each.weight or 0))
    none = words(desk, _("No risk has been recorded."), desk.sheet.note)
    supplied = file.case.not_supplied.strip() or _("none recorded")
    return [
        *chapter(desk, _("Risks and assumptions"), "risks"),
        *(table(desk, columns, [_risk(desk, each) for each in ordered]) or [none]),
        *told_under(desk, field(catalog, "assumptions"), file.case.assumptions),
        *told_under(desk, field(catalog, "not_supplied"), supplied),
    ]


def _risk(desk: Desk, risk: Risk) -> list[Cell]:
    answer = [quoted(desk, risk.response, desk.sheet.cell)] if risk.response.strip() else []
    answer += labelled(desk, [(field(desk.catalog, "owner"), risk.owner)])
    return [
        risk.what,
        scale(desk, risk.likelihood) or "–",
        scale(desk, risk.damage) or "–",
        desk.number(risk.weight) if risk.weight else "–",
        answer or "–",
    ]
