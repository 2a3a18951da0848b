"""The memorandum report: cases by area, partner country and status, for the next meeting of the two sides.

What the two sides have agreed on is not in the case files, so it is never told: each country has a line for it, to be
filled in by hand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from reportlab.platypus import Spacer

from clinic_app.domain.areas import Area, PartnerCountry, problem_types
from clinic_app.domain.case import Outcome, Standing
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.referral import Opportunity
from clinic_app.i18n import formats, names
from clinic_app.i18n.catalog import N_
from clinic_app.i18n.labels import field, label, type_label
from clinic_app.reports.bar_list import Bar, bar_list
from clinic_app.reports.blocks import chapter, section
from clinic_app.reports.desk import Desk, Story, area_spans, quoted, spans, words
from clinic_app.reports.forms import lines
from clinic_app.reports.portfolio_figures import is_closed
from clinic_app.reports.sections.cases import status
from clinic_app.reports.sections.head import figures, head
from clinic_app.reports.styles import TINT
from clinic_app.reports.tables import Cell, Column, labelled, table, together
from clinic_app.reports.text.sanitise import isolate

COUNTRIES = (
    PartnerCountry.SOUTH_KOREA,
    PartnerCountry.AUSTRIA,
    PartnerCountry.GERMANY,
    PartnerCountry.TURKEY,
    PartnerCountry.OTHER,
    PartnerCountry.NONE,
)
_NAMED = frozenset({"KR", "AT", "DE", "TR"})


class Status(Enum):
    """How a case stands, as coarsely as a joint meeting asks."""

    RUNNING = "running"
    WAITING = "waiting"
    SOLVED = "solved"
    UNSOLVED = "unsolved"


_STATUS = {
    Status.RUNNING: N_("In progress"),
    Status.WAITING: N_("On hold"),
    Status.SOLVED: N_("Solved or being carried out"),
    Status.UNSOLVED: N_("Ended otherwise"),
}
_GOOD = frozenset({Outcome.SOLVED, Outcome.PARTLY_SOLVED, Outcome.IMPLEMENTING})


def status_of(file: CaseFile) -> Status:
    """The column of the matrix a case stands in."""
    case = file.case
    if case.outcome is not None:
        return Status.SOLVED if case.outcome in _GOOD else Status.UNSOLVED
    if case.standing is Standing.OPEN:
        return Status.UNSOLVED if is_closed(file) else Status.RUNNING
    return Status.WAITING if case.standing is Standing.ON_HOLD else Status.UNSOLVED


def areas_of(file: CaseFile) -> Sequence[Area | None]:
    """The rows of the matrix a case stands in: each area decided for one of its problems, else the undecided one."""
    decided = set(file.decided_areas().values())
    return [area for area in Area if area in decided] or [None]


def story(desk: Desk, files: Sequence[CaseFile]) -> Story:
    """The whole report; with no case it still has a page for each country."""
    found = {country: [file for file in files if file.case.partner_country is country] for country in COUNTRIES}
    offered = _opportunities(files, desk.day)
    return [
        *head(desk),
        *_overview(desk, found, files),
        *(part for country in COUNTRIES for part in _country(desk, country, found[country], offered[country])),
    ]


def _overview(desk: Desk, found: Mapping[PartnerCountry, Sequence[CaseFile]], files: Sequence[CaseFile]) -> Story:
    """Areas down, countries across."""
    _, language = desk.catalog.text, desk.catalog.language
    partnered = [file for file in files if file.case.partner_country is not PartnerCountry.NONE]
    shown = (
        (len(files), _("Cases")),
        (len(partnered), _("with a partner country")),
        (sum(len(file.opportunities) for file in files), _("Partner opportunities")),
        (sum(status_of(file) is Status.SOLVED for file in files), _("Solved or being carried out")),
    )
    columns = [Column(_("Area"), 3), *(Column(label(desk.catalog, each), 1.6, is_figure=True) for each in COUNTRIES)]
    cells = {country: Counter(area for file in found[country] for area in areas_of(file)) for country in COUNTRIES}
    rows = [[_area(desk, area), *(_count(desk, cells[each][area]) for each in COUNTRIES)] for area in (*Area, None)]
    rows.append([_total(desk), *(_count(desk, len(found[country])) for country in COUNTRIES)])
    return [
        *figures(desk, [(formats.number(value, language), name) for value, name in shown]),
        *chapter(desk, _("Cases by area and partner country")),
        *table(desk, columns, rows, extra=_LAST),
        words(desk, _counted_once(desk), desk.sheet.note),
    ]


_LAST = [("BACKGROUND", (0, -1), (-1, -1), TINT)]


def _counted_once(desk: Desk) -> str:
    return desk.catalog.text(
        "A case with problems in several areas counts in each of them, and once in the line of all cases."
    )


def _area(desk: Desk, area: Area | None) -> Cell:
    if area is None:
        return desk.catalog.text("no area decided yet")
    return [spans(desk, area_spans(desk, area, desk.sheet.cell), desk.sheet.cell)]


def _total(desk: Desk) -> Cell:
    return [words(desk, desk.catalog.text("All cases"), desk.sheet.cell_strong)]


def _count(desk: Desk, value: int) -> str:
    return formats.number(value, desk.catalog.language) if value else "–"


def _country(
    desk: Desk, country: PartnerCountry, files: Sequence[CaseFile], offered: Sequence[tuple[CaseFile, Opportunity]]
) -> Story:
    """One country: its matrix, its cases, what is offered to it and asked of it, and who needs training."""
    _ = desk.catalog.text
    heading: Story = chapter(desk, label(desk.catalog, country))
    if country not in (PartnerCountry.NONE, PartnerCountry.OTHER):
        agreed = _("State of the agreement with this country (to be filled in):")
        heading += [words(desk, agreed, desk.sheet.cell), *lines(desk, 1), Spacer(1, 6)]
    if not files and not offered:
        return together([*heading, words(desk, _("No case and no open opportunity is recorded."), desk.sheet.note)])
    return [
        *together([*heading, *_matrix(desk, files)]),
        *_cases(desk, files),
        *_offered(desk, offered),
        *_training(desk, files),
    ]


def _matrix(desk: Desk, files: Sequence[CaseFile]) -> Story:
    """Areas down, status across."""
    if not files:
        return []
    _ = desk.catalog.text
    found = Counter((area, status_of(file)) for file in files for area in areas_of(file))
    columns = [
        Column(_("Area"), 3),
        *(Column(_(_STATUS[each]), 1.7, is_figure=True) for each in Status),
        Column(_("Total"), 1.2, is_figure=True),
    ]
    rows: list[list[Cell]] = []
    for area in (*Area, None):
        counts = [found[area, each] for each in Status]
        rows.append([_area(desk, area), *(_count(desk, value) for value in (*counts, sum(counts)))])
    whole = Counter(status_of(file) for file in files)
    rows.append([_total(desk), *(_count(desk, value) for value in (*(whole[each] for each in Status), len(files)))])
    return table(desk, columns, rows, extra=_LAST)


def _cases(desk: Desk, files: Sequence[CaseFile]) -> Story:
    """The cases of each line of the matrix."""
    if not files:
        return []
    _, catalog = desk.catalog.text, desk.catalog
    columns = (
        Column(_("Case number"), 2),
        Column(field(catalog, "name"), 3.4),
        Column(_("Problem type"), 3),
        Column(_("Status"), 2.2),
    )
    told: Story = []
    for area in (*Area, None):
        inside = [file for file in sorted(files, key=lambda each: each.case.number) if area in areas_of(file)]
        if inside:
            title = f"{desk.number(area.number)} {label(catalog, area)}" if area else _("no area decided yet")
            told += [*section(desk, title), *table(desk, columns, [_row(desk, file, area) for file in inside])]
    return told


def _row(desk: Desk, file: CaseFile, area: Area | None) -> list[Cell]:
    decided = file.decided_areas()
    codes = {problem.type_code for problem in file.problems if decided.get(problem.id) is area and problem.type_code}
    kinds = [words(desk, type_label(desk.catalog, code), desk.sheet.cell) for code in sorted(codes)]
    return [
        isolate(file.case.number, ltr=True),
        [quoted(desk, file.enterprise.name, desk.sheet.cell), quoted(desk, file.case.title, desk.sheet.label)],
        kinds or "–",
        [
            words(desk, status(desk, file), desk.sheet.cell),
            *labelled(desk, [(field(desk.catalog, "next_step"), file.case.next_step)]),
        ],
    ]


Offer = tuple[CaseFile, Opportunity]


def _opportunities(files: Sequence[CaseFile], day: date) -> Mapping[PartnerCountry, Sequence[Offer]]:
    """The opportunities that are not out of date, by the countries they name; those that name none under none."""
    found: dict[PartnerCountry, list[Offer]] = {country: [] for country in COUNTRIES}
    for file in files:
        for each in file.opportunities:
            if each.valid_until is not None and each.valid_until < day:
                continue
            codes = {code.strip().upper() for code in each.countries if code.strip()}
            named = [PartnerCountry(code) for code in sorted(codes & _NAMED)]
            named += [PartnerCountry.OTHER] if codes - _NAMED else []
            for country in named or [PartnerCountry.NONE]:
                found[country].append((file, each))
    return found


def _offered(desk: Desk, offered: Sequence[Offer]) -> Story:
    if not offered:
        return []
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    rows: list[list[Cell]] = []
    for file, each in offered:
        sought = [
            quoted(desk, each.title, desk.sheet.cell_strong),
            *([quoted(desk, each.summary, desk.sheet.cell)] if each.summary.strip() else []),
            *labelled(
                desk,
                [
                    (field(catalog, "partner_sought"), each.partner_sought),
                    (field(catalog, "cooperation"), label(catalog, each.cooperation)),
                    (
                        field(catalog, "countries"),
                        _(", ").join(names.country(catalog, code) for code in each.countries),
                    ),
                ],
            ),
        ]
        rows.append(
            [
                label(catalog, each.kind),
                sought,
                isolate(file.case.number, ltr=True),
                formats.day(each.opened_on, language) or _("not published yet"),
                formats.day(each.valid_until, language) or "–",
            ]
        )
    columns = (
        Column(field(catalog, "kind"), 1.8),
        Column(_("Offer or request"), 4.2),
        Column(_("Case number"), 2),
        Column(field(catalog, "opened_on"), 1.6),
        Column(field(catalog, "valid_until"), 1.6),
    )
    return [*section(desk, _("Open offers and requests")), *table(desk, columns, rows)]


def _training(desk: Desk, files: Sequence[CaseFile]) -> Story:
    """Problems whose kind is a lack of training, by kind."""
    kinds = problem_types()
    found = Counter(
        problem.type_code
        for file in files
        for problem in file.problems
        if (kind := kinds.get(problem.type_code)) and kind.area is Area.EDUCATION_TRAINING
    )
    if not found:
        return []
    _ = desk.catalog.text
    bars = [Bar(type_label(desk.catalog, code), found[code]) for code in sorted(found, key=lambda c: (-found[c], c))]
    drawn = bar_list(desk, _("Problem type"), bars, figure=_("Problems"))
    return together([*section(desk, _("Training needs")), *drawn])
