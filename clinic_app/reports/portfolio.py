"""The portfolio summary: many cases counted, each chart with its figures, what is not known said as such."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Outcome, Stage, Standing
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import EvidenceGrade, SizeBand, size_band
from clinic_app.domain.visit import Visit
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.i18n.sectors import division_name, section_name
from clinic_app.reports import portfolio_figures as count
from clinic_app.reports.bar_list import Bar, bar_list
from clinic_app.reports.blocks import chapter, section
from clinic_app.reports.desk import Desk, Story, words
from clinic_app.reports.sections.cases import case_list
from clinic_app.reports.sections.head import figures, head
from clinic_app.reports.sections.impact import averaged
from clinic_app.reports.tables import Cell, Column, Fact, facts, table, together

_HOURS = ("contact_hours", "preparation_hours", "travel_hours")
_WHOLE = 260.0  # points; a chart up to this height is not parted between pages
_BANDS = (30, 60, 90, 180, 365)  # days from the request to the closing


def story(desk: Desk, files: Sequence[CaseFile]) -> Story:
    """The whole summary; with no case it says so."""
    _ = desk.catalog.text
    if not files:
        return [*head(desk), words(desk, _("No case is in this selection."), desk.sheet.body)]
    return [
        *head(desk),
        *_overview(desk, files),
        *_problems(desk, files),
        *_progress(desk, files),
        *_enterprises(desk, files),
        *_effort(desk, files),
        *_impact(desk, files),
        *(case_list(desk, files) if desk.order.with_annexes else []),
    ]


def _overview(desk: Desk, files: Sequence[CaseFile]) -> Story:
    _, language = desk.catalog.text, desk.catalog.language
    days = [file.case.received_on for file in files]
    period = _("%(first)s to %(last)s") % {
        "first": formats.long_day(min(days), language),
        "last": formats.long_day(max(days), language),
    }
    closed = sum(count.is_closed(file) for file in files)
    shown = (
        (len(files), _("Cases")),
        (len({file.enterprise.id for file in files}), _("Enterprises")),
        (closed, _("Cases closed")),
        (sum(len(file.problems) for file in files), _("Problems")),
        (sum(len(file.visits) for file in files), _("Visits")),
    )
    told = [(formats.number(value, language), name) for value, name in shown]
    return [*facts(desk, [Fact(_("Requests received"), period)], columns=1), *figures(desk, told)]


def _bars(desk: Desk, members: Iterable[Enum], found: Counter[Any], missing: str = "") -> list[Bar]:
    """One bar a member of a vocabulary, in its order; at the end those without, when ``missing`` names them."""
    bars = [Bar(label(desk.catalog, member), found[member]) for member in members]
    return [*bars, Bar(missing, found[None], is_rest=True)] if missing else bars


def _problems(desk: Desk, files: Sequence[CaseFile]) -> Story:
    _ = desk.catalog.text
    found = count.by_area(files)
    bars = [Bar(f"{desk.number(area.number)} {label(desk.catalog, area)}", found[area]) for area in Area]
    bars.append(Bar(_("no area decided yet"), found[None], is_rest=True))
    bare = sum(not file.problems for file in files)
    note = desk.catalog.plural(
        "%(n)s case has no problem recorded yet.", "%(n)s cases have no problem recorded yet.", bare
    )
    return together(
        [
            *chapter(desk, _("Problems by area of cooperation")),
            *bar_list(desk, _("Area"), bars, figure=_("Problems"), whole=sum(found.values())),
            *([words(desk, note % {"n": desk.number(bare)}, desk.sheet.note)] if bare else []),
        ]
    )


def _progress(desk: Desk, files: Sequence[CaseFile]) -> Story:
    _, catalog, whole = desk.catalog.text, desk.catalog, len(files)
    stages = count.counted(files, lambda file: file.case.stage)
    standings = count.counted(files, lambda file: file.case.standing)
    outcomes = count.counted(files, lambda file: file.case.outcome)
    heading = chapter(desk, _("How far the cases have come"))
    ended = _bars(desk, Outcome, outcomes, _("not recorded"))
    return [
        *together([*heading, *_chart(desk, _("Stage"), _bars(desk, Stage, stages), whole)], limit=_WHOLE),
        *together(_chart(desk, _("Standing"), _bars(desk, Standing, standings), whole), limit=_WHOLE),
        *together(_chart(desk, field(catalog, "outcome"), ended, whole), limit=_WHOLE),
        *together(_closing(desk, files), limit=_WHOLE),
    ]


def _chart(desk: Desk, title: str, bars: Sequence[Bar], whole: int) -> Story:
    """Cases by something, under a heading of its own."""
    return [*section(desk, title), *bar_list(desk, title, bars, figure=desk.catalog.text("Cases"), whole=whole)]


def _closing(desk: Desk, files: Sequence[CaseFile]) -> Story:
    """How many days the closed cases took."""
    _ = desk.catalog.text
    taken = [(file, count.closing_days(file, desk.zone)) for file in files]
    days = [value for _file, value in taken if value is not None]
    unknown = sum(count.is_closed(file) and value is None for file, value in taken)
    bars, low = [], 0
    for top in _BANDS:
        name = _("%(low)s to %(high)s days") % {"low": desk.number(low), "high": desk.number(top)}
        bars.append(Bar(name, sum(low <= value <= top for value in days)))
        low = top + 1
    more = _("more than %(days)s days") % {"days": desk.number(_BANDS[-1])}
    bars += [Bar(more, sum(value > _BANDS[-1] for value in days)), Bar(_("not recorded"), unknown, is_rest=True)]
    if not days and not unknown:
        return []
    return [
        *section(desk, _("From the request to the closing")),
        *bar_list(desk, _("Time taken"), bars, figure=_("Cases"), whole=len(days) + unknown),
        *_measures(desk, [(_("Days"), count.spread(days))]),
    ]


def _measures(desk: Desk, lines: Sequence[tuple[str, count.Span | None]]) -> Story:
    """Least, middle and most of what is known."""
    _, language = desk.catalog.text, desk.catalog.language
    rows: list[list[Cell]] = [
        [
            name,
            *(formats.number(value, language) for value in (of.known, of.total, of.least, of.middle, of.most)),
        ]
        for name, of in lines
        if of is not None
    ]
    heads = (_("Cases with figures"), _("Total"), _("Least"), _("Median"), _("Most"))
    return table(desk, [Column("", 3), *(Column(each, 1.5, is_figure=True) for each in heads)], rows)


def _enterprises(desk: Desk, files: Sequence[CaseFile]) -> Story:
    _, catalog, whole = desk.catalog.text, desk.catalog, len(files)
    provinces = count.counted(files, lambda file: " ".join(file.enterprise.province.split()))
    sectors = count.counted(files, lambda file: section_name(catalog, file.enterprise.isic))
    divisions = count.counted(files, lambda file: division_name(catalog, file.enterprise.isic))
    divisions.pop("", None)
    sizes = count.counted(files, lambda file: size_band(file.enterprise.employees))
    heading, branch = chapter(desk, _("Enterprises")), _("Branch of manufacturing")
    bands = _bars(desk, SizeBand, sizes, _("not recorded"))
    return [
        *together(
            [*heading, *_chart(desk, field(catalog, "province"), _ranked(desk, provinces), whole)], limit=_WHOLE
        ),
        *together(_chart(desk, _("Sector"), _ranked(desk, sectors), whole), limit=_WHOLE),
        *(together(_chart(desk, branch, _ranked(desk, divisions), whole), limit=_WHOLE) if divisions else []),
        *together(_chart(desk, _("Size"), bands, whole), limit=_WHOLE),
    ]


def _ranked(desk: Desk, found: Counter[str]) -> list[Bar]:
    """The most frequent first, equals by name; those without a name at the end."""
    order = sorted((name for name in found if name), key=lambda name: (-found[name], name))
    return [
        *(Bar(name, found[name]) for name in order),
        Bar(desk.catalog.text("not recorded"), found[""], is_rest=True),
    ]


def _effort(desk: Desk, files: Sequence[CaseFile]) -> Story:
    """When requests came in, and the hours they took."""
    _, catalog = desk.catalog.text, desk.catalog
    arrived = count.counted(files, lambda file: count.month_of(file.case.received_on, catalog.language))
    bars = [Bar(_month(desk, month), cases) for month, cases in count.months(arrived)]
    visits = [visit for file in files for visit in file.visits]
    lines = [
        (
            field(catalog, name),
            count.spread(value for file in files if (value := count.hours(file, name)) is not None),
        )
        for name in _HOURS
    ]
    charted = bar_list(desk, _("Received"), bars, figure=_("Cases"), most=len(bars))
    measured = _measures(desk, lines)
    return [
        *together([*chapter(desk, _("Requests and hours")), *section(desk, _("Requests by month")), *charted]),
        *(section(desk, _("Hours per case")) if measured or visits else []),
        *measured,
        *_silent(desk, visits),
    ]


def _silent(desk: Desk, visits: Sequence[Visit]) -> Story:
    """How many visits have no hours at all: they are in no sum."""
    silent = sum(all(getattr(visit, name) is None for name in _HOURS) for visit in visits)
    if not silent:
        return []
    wording = desk.catalog.plural(
        "Hours are not recorded for %(n)s of %(all)s visits.",
        "Hours are not recorded for %(n)s of %(all)s visits.",
        silent,
    )
    told = wording % {"n": desk.number(silent), "all": desk.number(len(visits))}
    return [words(desk, told, desk.sheet.note)]


def _month(desk: Desk, month: count.Month | int) -> str:
    if isinstance(month, int):
        return desk.number(month)
    year, number = month
    return formats.digits(
        f"{year:04}/{number:02}" if desk.sheet.is_rtl else f"{year:04}-{number:02}", desk.catalog.language
    )


def _impact(desk: Desk, files: Sequence[CaseFile]) -> Story:
    """Indicators by kind, unit and grade of evidence; nothing is added across them."""
    _, catalog = desk.catalog.text, desk.catalog
    heading = chapter(desk, _("Impact by grade of evidence"))
    lines = count.impacts(files)
    if not lines:
        return [*heading, words(desk, _("No indicator has been recorded yet."), desk.sheet.note)]
    explained = _(
        "Values of different units or grades are never added up. The change is that from the baseline to the value "
        "measured last; percentages are averaged."
    )
    columns = (
        Column(field(catalog, "indicator"), 2.6),
        Column(field(catalog, "unit"), 1.2),
        Column(_("Grade of evidence"), 2.2),
        Column(_("Measured"), 1.3, is_figure=True),
        Column(field(catalog, "change"), 2.1, is_figure=True),
        Column(_("Owed to the clinic"), 2.1, is_figure=True),
    )
    rows: list[list[Cell]] = []
    for line in lines:
        measured = _("%(done)s of %(all)s") % {
            "done": desk.number(line.known),
            "all": desk.number(line.indicators),
        }
        rows.append(
            [
                label(catalog, line.kind),
                line.unit or "–",
                label(catalog, line.grade) or _("not recorded"),
                measured,
                averaged(desk, line.change, is_rate=line.is_rate),
                averaged(desk, line.attributed, is_rate=line.is_rate),
            ]
        )
    return [*heading, words(desk, explained, desk.sheet.note), *table(desk, columns, rows), *_grades(desk, files)]


def _grades(desk: Desk, files: Sequence[CaseFile]) -> Story:
    """How well the indicators are supported."""
    _ = desk.catalog.text
    found = Counter(each.evidence for file in files for each in file.impacts if each.actual is not None)
    bars = _bars(desk, EvidenceGrade, found, _("not recorded"))
    whole = sum(found.values())
    title = _("Grade of evidence")
    return together(bar_list(desk, title, bars, figure=_("Indicators measured"), whole=whole)) if whole else []
