"""The case summary sheet: the whole case at a glance, on one page; what does not fit is counted."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.platypus import Spacer

from clinic_app.domain.areas import PartnerCountry
from clinic_app.domain.assessment import dimension_scores, instruments, overall
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import size_band
from clinic_app.domain.plan import ActionStatus
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.i18n.sectors import division_name, section_name
from clinic_app.reports.blocks import topic
from clinic_app.reports.desk import Desk, Story, area_spans, quoted, scale, spans
from clinic_app.reports.portfolio_figures import hours
from clinic_app.reports.sections.cases import status
from clinic_app.reports.sections.head import figures, head
from clinic_app.reports.sections.summary import title_of
from clinic_app.reports.tables import Cell, Column, Fact, facts, items, panel, table


class _Size(NamedTuple):
    """How many lines of each list, and how many characters of a text."""

    problems: int
    advice: int
    actions: int
    impacts: int
    longest: int


_SIZES = (
    _Size(8, 8, 8, 8, 420),
    _Size(6, 6, 6, 6, 420),
    _Size(6, 5, 6, 5, 260),
    _Size(5, 4, 5, 4, 260),
    _Size(5, 3, 4, 3, 160),
    _Size(5, 2, 3, 2, 160),
    _Size(4, 2, 3, 2, 120),
    _Size(4, 1, 2, 1, 120),
    _Size(3, 1, 2, 1, 120),
    _Size(2, 1, 1, 1, 120),
    _Size(1, 1, 1, 1, 90),
    _Size(1, 0, 1, 0, 60),
)
"""Tried from the first on until the sheet holds them."""
_NARROW = 44  # characters; a fact of more would take a line of its own
_TIGHT = [("TOPPADDING", (0, 1), (-1, -1), 1), ("BOTTOMPADDING", (0, 1), (-1, -1), 2)]
_URGENT = (ActionStatus.LATE, ActionStatus.RUNNING, ActionStatus.PLANNED, ActionStatus.FOLLOW_UP)


def story(desk: Desk, file: CaseFile) -> Story:
    """The sheet with as much of the lists as fits on a page."""
    for size in _SIZES:
        made = _sheet(desk, file, size)
        while isinstance(made[-1], Spacer):
            made.pop()
        if _height(desk, made) <= desk.height:
            break
    return made


def _height(desk: Desk, made: Story) -> float:
    """What the flowables need below each other."""
    heights = [part.wrap(desk.width, desk.height)[1] for part in made]
    spaces = [part.getSpaceBefore() + part.getSpaceAfter() for part in made]
    return float(sum(heights) + sum(spaces))


def _sheet(desk: Desk, file: CaseFile, size: _Size) -> Story:
    longest = size.longest
    return [
        *head(desk, file),
        *_figures(desk, file),
        *facts(desk, _facts(desk, file, longest), columns=4),
        *_request(desk, file, longest),
        *_problems(desk, file, size.problems, longest),
        *_advice(desk, file, size.advice, longest),
        *_actions(desk, file, size.actions, longest),
        *_impacts(desk, file, size.impacts, longest),
        *_next(desk, file, longest),
    ]


def short(text: str, longest: int) -> str:
    """The text in one line, or its first words and a sign that there are more."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    end = plain.rfind(" ", longest // 2, longest)
    return plain[: end if end > 0 else longest].rstrip() + " …"


def _figures(desk: Desk, file: CaseFile) -> Story:
    _, language = desk.catalog.text, desk.catalog.language
    done = sum(each.status is ActionStatus.DONE for each in file.actions)
    of_all = _("%(done)s of %(all)s") % {"done": desk.number(done), "all": desk.number(len(file.actions))}
    shown = [
        (desk.number(len(file.problems)), _("Problems")),
        (desk.number(len(file.decided_areas())), _("with a decided area")),
        (of_all, _("Actions done")),
        (formats.number(hours(file, "contact_hours"), language) or "–", _("Contact hours")),
    ]
    for each in sorted(file.assessments, key=lambda one: one.assessed_on)[-1:]:
        questions = instruments().get((each.instrument, each.version))
        scored = overall(dimension_scores(file.answers_of(each.id).values(), questions)) if questions else None
        shown.append((formats.percent(scored, language) or "–", _("Scorecard")))
    return figures(desk, shown)


def _facts(desk: Desk, file: CaseFile, longest: int) -> list[Fact]:
    _, catalog, case, firm = desk.catalog.text, desk.catalog, file.case, file.enterprise
    partner = "" if case.partner_country is PartnerCountry.NONE else label(catalog, case.partner_country)
    sector = division_name(catalog, firm.isic) or section_name(catalog, firm.isic)
    people = formats.number(firm.employees, catalog.language)
    band = label(catalog, size_band(firm.employees))
    place = _(", ").join(part for part in (firm.industrial_park, firm.province) if part.strip())
    known = [
        Fact(_("Stage"), label(catalog, case.stage)),
        Fact(_("Status"), status(desk, file)),
        Fact(field(catalog, "received_on"), formats.day(case.received_on, catalog.language)),
        Fact(field(catalog, "advisor"), case.advisor),
        Fact(field(catalog, "partner_country"), partner),
        Fact(field(catalog, "confidentiality"), label(catalog, case.confidentiality)),
        Fact(_("Sector"), sector),
        Fact(field(catalog, "employees"), f"{people} ({band})" if band else people),
        Fact(field(catalog, "unit_status"), label(catalog, firm.unit_status)),
        Fact(_("Location"), place),
        Fact(field(catalog, "products"), firm.products),
    ]
    return [Fact(fact.name, short(fact.value, min(max(longest // 4, 36), _NARROW)), fact.is_code) for fact in known]


def _request(desk: Desk, file: CaseFile, longest: int) -> Story:
    asked = short(file.case.request, longest)
    return panel(desk, [quoted(desk, asked, desk.sheet.cell)]) if asked else []


def _listed(desk: Desk, title: str, all_: int, rows: int) -> Story:
    """The heading of a list; when it is not whole, with how much of it is shown."""
    if rows >= all_:
        return topic(desk, title)
    shown = desk.catalog.text("%(title)s: %(shown)s of %(all)s")
    return topic(desk, shown % {"title": title, "shown": desk.number(rows), "all": desk.number(all_)})


def _table(desk: Desk, title: str, columns: Sequence[Column], body: Sequence[Sequence[Cell]], all_: int) -> Story:
    """A list of which not every line may be shown; nothing when it is empty."""
    return [*_listed(desk, title, all_, len(body)), *table(desk, columns, body, extra=_TIGHT)] if all_ else []


def _problems(desk: Desk, file: CaseFile, rows: int, longest: int) -> Story:
    """The most pressing first."""
    _, catalog, decided = desk.catalog.text, desk.catalog, file.decided_areas()
    numbered = sorted(enumerate(file.problems, 1), key=lambda pair: -(pair[1].priority or 0))
    body: list[list[Cell]] = []
    for place, problem in numbered[:rows]:
        area = decided.get(problem.id)
        named = area_spans(desk, area, desk.sheet.cell) if area else [("–", desk.sheet.cell)]
        title = short(title_of(problem), longest // 2)
        body.append(
            [
                desk.number(place),
                title,
                [spans(desk, named, desk.sheet.cell)],
                scale(desk, problem.priority) or "–",
                label(catalog, problem.status),
            ]
        )
    columns = (
        Column(_("No."), 0.7),
        Column(_("Problem"), 4.4),
        Column(_("Area"), 2.8),
        Column(field(catalog, "priority"), 1.4),
        Column(field(catalog, "status"), 1.6),
    )
    return _table(desk, _("Problems"), columns, body, len(file.problems))


def _advice(desk: Desk, file: CaseFile, rows: int, longest: int) -> Story:
    listed = sorted(file.recommendations, key=lambda each: not each.is_quick_win)
    if not listed:
        return []
    shown = items(desk, [short(each.title, longest // 2) for each in listed[:rows]])
    return [*_listed(desk, desk.catalog.text("Recommendations"), len(listed), rows), *shown]


def _actions(desk: Desk, file: CaseFile, rows: int, longest: int) -> Story:
    """What is late or running first, what is over last."""
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    order = {each: place for place, each in enumerate(_URGENT)}
    listed = sorted(file.actions, key=lambda each: order.get(each.status, len(order)))
    columns = (
        Column(field(catalog, "what"), 5),
        Column(field(catalog, "responsible"), 2.4),
        Column(field(catalog, "due_on"), 1.5),
        Column(field(catalog, "status"), 1.8),
    )
    body = [
        [
            short(each.what, longest // 2),
            short(each.responsible, longest // 6),
            formats.day(each.due_on, language) or "–",
            label(catalog, each.status),
        ]
        for each in listed[:rows]
    ]
    return _table(desk, _("Actions"), columns, body, len(listed))


def _impacts(desk: Desk, file: CaseFile, rows: int, longest: int) -> Story:
    """Indicators with their values; those measured first."""
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    listed = sorted(file.impacts, key=lambda each: each.actual is None)
    columns = (
        Column(field(catalog, "indicator"), 3.4),
        Column(field(catalog, "unit"), 1.2),
        *(Column(field(catalog, name), 2.1, is_figure=True) for name in ("baseline", "target", "actual")),
        Column(_("Grade of evidence"), 2),
    )
    body: list[Sequence[Cell]] = [
        [
            short(each.indicator, longest // 4) or label(catalog, each.kind),
            short(each.unit, 20),
            *(formats.number(getattr(each, name), language) or "–" for name in ("baseline", "target", "actual")),
            label(catalog, each.evidence) or "–",
        ]
        for each in listed[:rows]
    ]
    return _table(desk, _("Impact"), columns, body, len(listed))


def _next(desk: Desk, file: CaseFile, longest: int) -> Story:
    """What comes next: the step agreed on, and the follow-up that is due first."""
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    due = min((each.due_on for each in file.follow_ups if each.done_on is None), default=None)
    late = due is not None and due < desk.day
    day = formats.day(due, language)
    return facts(
        desk,
        [
            Fact(field(catalog, "next_step"), short(file.case.next_step, longest // 2)),
            Fact(_("Next follow-up"), f"{day} ({_('overdue')})" if late else day),
            Fact(field(catalog, "closing_note"), short(file.case.closing_note, longest // 2)),
        ],
    )
