"""What the case is to bring and what it brought: indicators, sums by unit and evidence, the follow-up calendar."""

from collections import defaultdict

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import EvidenceGrade
from clinic_app.domain.impact import FOLLOW_UP_MONTHS, FollowUp, Impact, ImpactKind, follow_up_days
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, section
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.portfolio_figures import ImpactLine
from clinic_app.reports.portfolio_figures import impacts as impact_lines
from clinic_app.reports.sections.referrals import numbers_of
from clinic_app.reports.tables import Cell, Column, amount, labelled, table
from clinic_app.reports.text.sanitise import isolate
from clinic_app.reports.text.style import TextStyle

_Sum = tuple[ImpactKind, str]


def impact(desk: Desk, file: CaseFile) -> Story:
    """Indicators with baseline and target, the sums, and when the firm is asked again."""
    _ = desk.catalog.text
    none = words(desk, _("No indicator has been agreed yet."), desk.sheet.note)
    return [
        *chapter(desk, _("Expected impact and follow-up"), "impact"),
        *(_indicators(desk, file) or [none]),
        *_sums(desk, file),
        *_follow_ups(desk, file),
    ]


def _indicators(desk: Desk, file: CaseFile) -> Story:
    _, catalog = desk.catalog.text, desk.catalog
    columns = (
        Column(field(catalog, "indicator"), 5.0),
        Column(field(catalog, "baseline"), 1.8, is_figure=True),
        Column(field(catalog, "target"), 1.8, is_figure=True),
        Column(field(catalog, "actual"), 1.8, is_figure=True),
        Column(_("Owed to the clinic"), 1.8, is_figure=True),
        Column(field(catalog, "evidence"), 2.2),
    )
    return table(desk, columns, [_indicator(desk, file, each) for each in file.impacts])


def _indicator(desk: Desk, file: CaseFile, each: Impact) -> list[Cell]:
    catalog, language = desk.catalog, desk.catalog.language
    number = numbers_of(file).get(each.problem_id)
    about = [
        (field(catalog, "unit"), each.unit),
        (field(catalog, "problem_id"), desk.number(number) if number else ""),
        (field(catalog, "evidence_needed"), each.evidence_needed),
        (field(catalog, "document"), each.document),
        (field(catalog, "confirmed_on"), formats.day(each.confirmed_on, language)),
    ]
    name = [
        quoted(desk, label(catalog, each.kind), desk.sheet.cell_strong),
        *([quoted(desk, each.indicator, desk.sheet.cell)] if each.indicator.strip() else []),
        *labelled(desk, about),
    ]
    share = formats.percent(each.attribution, language)
    owed = [*_figure(desk, each.attributed), *([words(desk, share, _small(desk))] if share else [])]
    values = [
        [*_figure(desk, value), *([words(desk, formats.day(day, language), _small(desk))] if day else [])]
        for value, day in (
            (each.baseline, each.baseline_on),
            (each.target, each.target_on),
            (each.actual, each.actual_on),
        )
    ]
    return [name, *values, owed, label(catalog, each.evidence) or "–"]


def _figure(desk: Desk, value: float | None) -> list[object]:
    return [amount(desk, isolate(formats.number(value, desk.catalog.language), ltr=True) or "–")]


def _small(desk: Desk) -> TextStyle:
    return desk.sheet.label.but(align=desk.sheet.figure.align)


def _sums(desk: Desk, file: CaseFile) -> Story:
    """What is owed to the clinic, added up only within a kind, unit and evidence grade; percentages are averaged."""
    _, catalog = desk.catalog.text, desk.catalog
    sums: dict[_Sum, dict[EvidenceGrade | None, ImpactLine]] = defaultdict(dict)
    for line in impact_lines([file]):
        if line.attributed is not None:
            sums[line.kind, line.unit][line.grade] = line
    if not sums:
        return []
    grades: list[EvidenceGrade | None] = [*EvidenceGrade, None]
    grades = [grade for grade in grades if any(grade in found for found in sums.values())]
    rows: list[list[Cell]] = []
    for (kind, unit), found in sums.items():
        values = [
            averaged(desk, found[grade].attributed, is_rate=found[grade].is_rate) if grade in found else "–"
            for grade in grades
        ]
        rows.append([label(catalog, kind), isolate(unit) or "–", *values])
    columns = (
        Column(field(catalog, "kind"), 3),
        Column(field(catalog, "unit"), 1.4),
        *(Column(label(catalog, grade) or _("no evidence"), 1.8, is_figure=True) for grade in grades),
    )
    note = _("Change owed to the clinic; nothing is added up across kinds, units or grades of evidence.")
    return [*section(desk, _("Sums by evidence")), *table(desk, columns, rows), words(desk, note, desk.sheet.note)]


def averaged(desk: Desk, value: float | None, *, is_rate: bool) -> str:
    """A sum, or what is said to be a mean; a dash where it is not known."""
    shown = formats.number(value, desk.catalog.language)
    if not shown:
        return "–"
    return desk.catalog.text("mean %(value)s") % {"value": isolate(shown, ltr=True)} if is_rate else shown


def _follow_ups(desk: Desk, file: CaseFile) -> Story:
    """The calendar as it was made; before that, the rule."""
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    heading = section(desk, _("Follow-up calendar"))
    held = sorted(file.follow_ups, key=lambda each: each.due_on)
    if held:
        columns = (
            Column(field(catalog, "months"), 1.4, is_figure=True),
            Column(field(catalog, "due_on"), 2.6),
            Column(field(catalog, "done_on"), 1.8),
            Column(field(catalog, "findings"), 5),
        )
        return [*heading, *table(desk, columns, [_follow_up(desk, each) for each in held])]
    if file.case.closed_at is not None:
        due = follow_up_days(desk.day_of(file.case.closed_at))
        days = catalog.text("; ").join(formats.both_days(day, language) for _months, day in due)
        return [*heading, words(desk, _("The firm is asked again on: %(days)s") % {"days": days}, desk.sheet.body)]
    months = catalog.text(", ").join(desk.number(each) for each in FOLLOW_UP_MONTHS)
    said = _("The firm is asked again %(months)s months after the case is closed.") % {"months": months}
    return [*heading, words(desk, said, desk.sheet.body)]


def _follow_up(desk: Desk, each: FollowUp) -> list[Cell]:
    catalog, language = desk.catalog, desk.catalog.language
    found = [quoted(desk, each.findings, desk.sheet.cell)] if each.findings.strip() else []
    found += labelled(desk, [(field(catalog, "done_by"), each.done_by)])
    return [
        desk.number(each.months) if each.months else "–",
        formats.both_days(each.due_on, language),
        formats.day(each.done_on, language) or "–",
        found or "–",
    ]
