"""When the advisor met the firm, and the hours it took."""

from collections.abc import Iterable

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.visit import Visit
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import section
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.sections.money import currency_of, priced
from clinic_app.reports.styles import TINT
from clinic_app.reports.tables import Cell, Column, labelled, table
from clinic_app.reports.text.sanitise import isolate
from clinic_app.reports.text.style import Align

_HOURS = ("contact_hours", "preparation_hours", "travel_hours")
_SHARES = (1.35, 1.75, 1.25)  # of the width, so that no heading is cut


def visits(desk: Desk, file: CaseFile) -> Story:
    """The table of sessions, with totals of what was answered."""
    _, catalog = desk.catalog.text, desk.catalog
    heading = section(desk, _("Visits and hours"))
    if not file.visits:
        return [*heading, words(desk, _("No visit has been recorded yet."), desk.sheet.note)]
    columns = (
        Column(field(catalog, "visited_on"), 1.7),
        Column(_("Session"), 6),
        *(Column(field(catalog, name), share, is_figure=True) for name, share in zip(_HOURS, _SHARES, strict=True)),
        Column(priced(catalog, field(catalog, "expenses"), currency_of(file)), 1.7, is_figure=True),
    )
    rows = [_visit(desk, visit) for visit in sorted(file.visits, key=lambda each: each.visited_on)]
    last = [
        ("BACKGROUND", (0, -1), (-1, -1), TINT),
        ("LINEABOVE", (0, -1), (-1, -1), 0.8, desk.sheet.accent),
    ]
    return [*heading, *table(desk, columns, [*rows, _totals(desk, file.visits)], extra=last)]


def _visit(desk: Desk, visit: Visit) -> list[Cell]:
    catalog, language = desk.catalog, desk.catalog.language
    first = isolate(visit.place) if visit.place.strip() else ""
    kind = " · ".join(part for part in (label(catalog, visit.kind), first) if part)
    session: list[object] = [words(desk, kind, desk.sheet.cell_strong)]
    if visit.notes.strip():
        session.append(quoted(desk, visit.notes, desk.sheet.cell))
    more = ("advisor", "participants", "next_step")
    session += labelled(desk, [(field(catalog, name), getattr(visit, name)) for name in more])
    return [
        formats.day(visit.visited_on, language),
        session,
        *(formats.number(getattr(visit, name), language) or "–" for name in _HOURS),
        formats.number(visit.expenses, language) or "–",
    ]


def _totals(desk: Desk, held: Iterable[Visit]) -> list[Cell]:
    language = desk.catalog.language
    sums: list[Cell] = []
    for name in (*_HOURS, "expenses"):
        known = [value for value in (getattr(visit, name) for visit in held) if value is not None]
        total = formats.number(sum(known), language) if known else "–"
        style = desk.sheet.cell_strong.but(align=Align.RIGHT, tabular=desk.sheet.figure.tabular)
        sums.append([words(desk, total, style)])
    return ["", [words(desk, desk.catalog.text("Total"), desk.sheet.cell_strong)], *sums]
