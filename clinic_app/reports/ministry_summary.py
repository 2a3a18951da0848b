"""The ministry summary: a case told to the ministry in a few pages, of a case file that is already redacted.

It has no chapter of the firm's own words, no grounds, no contacts and no annexes, and the clinic alone signs it.
"""

from clinic_app.domain.areas import PartnerCountry
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import size_band
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label, type_label
from clinic_app.i18n.sectors import division_name, section_name
from clinic_app.reports.blocks import chapter
from clinic_app.reports.desk import Desk, Story, area_spans, quoted, scale, spans, words
from clinic_app.reports.follow_up import actions, calendar, indicators
from clinic_app.reports.portfolio_figures import hours
from clinic_app.reports.qr import verification
from clinic_app.reports.sections.cases import status
from clinic_app.reports.sections.closing import head_of_clinic, signature_row
from clinic_app.reports.sections.comparison import before_and_after
from clinic_app.reports.sections.cover import cover
from clinic_app.reports.sections.head import figures
from clinic_app.reports.sections.summary import title_of
from clinic_app.reports.tables import Cell, Column, Fact, facts, labelled, table, together

_HOURS = ("contact_hours", "preparation_hours", "travel_hours")


def story(desk: Desk, file: CaseFile) -> Story:
    """Cover, the case in figures, what was found and advised, what it brings."""
    return [
        *cover(desk, file),
        *_case(desk, file),
        *_problems(desk, file),
        *_advice(desk, file),
        *actions(desk, file),
        *(before_and_after(desk, file) if file.assessments else []),
        *indicators(desk, file),
        *calendar(desk, file),
        *_signatures(desk, file),
    ]


def _case(desk: Desk, file: CaseFile) -> Story:
    """The enterprise by its kind, the case by its state."""
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    case, firm, unknown = file.case, file.enterprise, desk.catalog.text("not recorded")
    partner = "" if case.partner_country is PartnerCountry.NONE else label(catalog, case.partner_country)
    shown = [
        (desk.number(len(file.problems)), _("Problems")),
        (desk.number(len(file.recommendations)), _("Recommendations")),
        (desk.number(len(file.visits)), _("Visits")),
        *((formats.number(hours(file, name), language) or "–", field(catalog, name)) for name in _HOURS),
    ]
    known = [
        Fact(_("Sector"), division_name(catalog, firm.isic) or section_name(catalog, firm.isic) or unknown),
        Fact(_("Size"), label(catalog, size_band(firm.employees)) or unknown),
        Fact(field(catalog, "province"), firm.province or unknown),
        Fact(field(catalog, "unit_status"), label(catalog, firm.unit_status) or unknown),
        Fact(field(catalog, "legal_form"), label(catalog, firm.legal_form)),
        Fact(field(catalog, "channel"), label(catalog, case.channel)),
        Fact(field(catalog, "programme"), case.programme),
        Fact(field(catalog, "partner_country"), partner),
        Fact(_("Stage"), label(catalog, case.stage)),
        Fact(_("Status"), status(desk, file)),
    ]
    return [*chapter(desk, _("The case")), *figures(desk, shown), *facts(desk, known)]


def _problems(desk: Desk, file: CaseFile) -> Story:
    """A line a problem: kind, area, how pressing, cause, and what became of it."""
    _, catalog, decided = desk.catalog.text, desk.catalog, file.decided_areas()
    heading = chapter(desk, _("Problems and their causes"))
    if not file.problems:
        return [*heading, words(desk, _("No problem has been recorded yet."), desk.sheet.note)]
    rows: list[list[Cell]] = []
    for place, problem in enumerate(file.problems, 1):
        area = decided.get(problem.id)
        kind = type_label(catalog, problem.type_code) if problem.type_code else ""
        named: Story = [quoted(desk, title_of(problem), desk.sheet.cell_strong)]
        named += [words(desk, kind, desk.sheet.label)] if kind else []
        named += [spans(desk, area_spans(desk, area, desk.sheet.label), desk.sheet.label)] if area else []
        cause: Story = [quoted(desk, problem.root_cause, desk.sheet.cell)] if problem.root_cause.strip() else []
        cause += labelled(desk, [(field(catalog, "effect"), problem.effect)])
        rows.append(
            [
                desk.number(place),
                named,
                scale(desk, problem.priority) or "–",
                cause or "–",
                label(catalog, problem.status),
            ]
        )
    columns = (
        Column(_("No."), 0.7),
        Column(_("Problem"), 3.6),
        Column(field(catalog, "priority"), 1.3),
        Column(field(catalog, "root_cause"), 3.6),
        Column(field(catalog, "status"), 1.6),
    )
    return [*heading, *table(desk, columns, rows)]


def _advice(desk: Desk, file: CaseFile) -> Story:
    """A line a recommendation."""
    _, catalog = desk.catalog.text, desk.catalog
    heading = chapter(desk, _("Recommendations"))
    if not file.recommendations:
        return [*heading, words(desk, _("There is no recommendation yet."), desk.sheet.note)]
    rows: list[list[Cell]] = []
    for place, each in enumerate(file.recommendations, 1):
        quick = [words(desk, field(catalog, "is_quick_win"), desk.sheet.label)] if each.is_quick_win else []
        rows.append(
            [
                desk.number(place),
                [quoted(desk, each.title, desk.sheet.cell), *quick],
                label(catalog, each.cost) or "–",
                each.benefit or "–",
            ]
        )
    columns = (
        Column(_("No."), 0.7),
        Column(_("Recommendation"), 4.6),
        Column(field(catalog, "cost"), 1.6),
        Column(field(catalog, "benefit"), 3.6),
    )
    return [*heading, *table(desk, columns, rows)]


def _signatures(desk: Desk, file: CaseFile) -> Story:
    """Advisor and head of the clinic, and the code that proves the paper."""
    _ = desk.catalog.text
    signing = [
        (_("Advisor"), file.case.advisor, file.case.centre),
        head_of_clinic(desk),
    ]
    said = _("This summary does not name the enterprise; its figures are rounded.")
    note = words(desk, said, desk.sheet.body)
    return together([*chapter(desk, _("Signatures")), note, *signature_row(desk, signing), *verification(desk)])
