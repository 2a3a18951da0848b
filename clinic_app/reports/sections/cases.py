"""A list of cases, one line each: the annex of the documents of many."""

from collections.abc import Sequence

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Standing
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter
from clinic_app.reports.desk import Desk, Story, quoted
from clinic_app.reports.tables import Cell, Column, table
from clinic_app.reports.text.sanitise import isolate


def case_list(desk: Desk, files: Sequence[CaseFile]) -> Story:
    """A chapter with all cases, by number."""
    _, catalog = desk.catalog.text, desk.catalog
    columns = (
        Column(_("Case number"), 2.1),
        Column(field(catalog, "name"), 3.6),
        Column(field(catalog, "received_on"), 1.7),
        Column(field(catalog, "province"), 1.8),
        Column(_("Areas"), 1.2),
        Column(_("Status"), 2.4),
    )
    rows = [_row(desk, file) for file in sorted(files, key=lambda each: each.case.number)]
    return [*chapter(desk, _("List of cases")), *table(desk, columns, rows)]


def _row(desk: Desk, file: CaseFile) -> list[Cell]:
    decided = set(file.decided_areas().values())
    areas = " ".join(desk.number(area.number) for area in Area if area in decided)
    return [
        isolate(file.case.number, ltr=True),
        [quoted(desk, file.enterprise.name, desk.sheet.cell), quoted(desk, file.case.title, desk.sheet.label)],
        formats.day(file.case.received_on, desk.catalog.language),
        file.enterprise.province or "–",
        areas or "–",
        status(desk, file),
    ]


def status(desk: Desk, file: CaseFile) -> str:
    """How a case stands in a few words: its outcome, or why it rests, or its stage."""
    case = file.case
    if case.outcome is not None:
        return label(desk.catalog, case.outcome)
    if case.standing is not Standing.OPEN:
        return label(desk.catalog, case.standing)
    return label(desk.catalog, case.stage)
