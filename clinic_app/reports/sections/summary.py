"""The whole case on one page: what was asked, what was found, what is advised, what comes next."""

import re
from typing import NamedTuple

from reportlab.platypus import CondPageBreak, PageBreak

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.plan import ActionStatus
from clinic_app.domain.problem import Problem
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import TITLE, chapter, told_under, topic
from clinic_app.reports.contents import Linked
from clinic_app.reports.desk import Desk, Story, area_spans, excerpt, quoted, scale, spans, words
from clinic_app.reports.sections.head import figures
from clinic_app.reports.sections.scores import score_figure
from clinic_app.reports.tables import Cell, Column, panel, table

_MOST = 5  # findings


class _Limits(NamedTuple):
    """How many characters of texts are shown that stand in full in their chapters, and recommendations a finding."""

    title: int
    request: int
    next_step: int
    advice: int


_TIGHTER = (_Limits(110, 360, 260, 2), _Limits(64, 240, 160, 1), _Limits(36, 160, 100, 1))


def summary(desk: Desk, file: CaseFile) -> Story:
    """The case on one page: texts are shortened until it holds them; in full they stand in their chapters."""
    told: Story = []
    for limits in _TIGHTER:
        told = _told(desk, file, limits)
        drawn = [part for part in told if not isinstance(part, CondPageBreak)]
        heights = [
            part.wrap(desk.width, desk.height)[1] + part.getSpaceBefore() + part.getSpaceAfter() for part in drawn
        ]
        if sum(heights) <= desk.height:
            break
    return [*told, PageBreak()]


def _told(desk: Desk, file: CaseFile, limits: _Limits) -> Story:
    _ = desk.catalog.text
    next_step, _is_whole = excerpt(file.case.next_step, limits.next_step)
    return [
        *chapter(desk, _("Executive summary"), "summary"),
        *figures(desk, _figures(desk, file)),
        *_request(desk, file, limits.request),
        *_findings(desk, file, limits),
        *told_under(desk, field(desk.catalog, "next_step"), next_step),
        *told_under(desk, field(desk.catalog, "outcome"), label(desk.catalog, file.case.outcome)),
    ]


def title_of(problem: Problem) -> str:
    """What a problem is called: its title, or the first sentence of its statement; not all of it when it is long."""
    said = problem.title.strip() or re.split(r"(?<=[.!?؟。])\s|\n", problem.statement.strip())[0]
    return excerpt(said, TITLE)[0]


def _figures(desk: Desk, file: CaseFile) -> list[tuple[str, str]]:
    """The case in five numbers."""
    _, language = desk.catalog.text, desk.catalog.language
    done = sum(action.status is ActionStatus.DONE for action in file.actions)
    hours = [visit.contact_hours for visit in file.visits if visit.contact_hours is not None]
    quick = sum(advice.is_quick_win for advice in file.recommendations)
    areas = (desk.number(len(file.decided_areas())), _("with a decided area"))
    second = score_figure(desk, file) or areas
    advised = desk.number(len(file.recommendations))
    quick_wins = _("%(n)s of them quick wins") % {"n": desk.number(quick)}
    return [
        (desk.number(len(file.problems)), _("Problems")),
        second,
        (advised, _(", ").join([_("Recommendations"), *([quick_wins] if quick else [])])),
        (
            _("%(done)s of %(all)s") % {"done": desk.number(done), "all": desk.number(len(file.actions))},
            _("Actions done"),
        ),
        (formats.number(sum(hours), language) if hours else "–", _("Contact hours")),
    ]


def _request(desk: Desk, file: CaseFile, most: int) -> Story:
    if not file.case.request.strip():
        return []
    _ = desk.catalog.text
    text, is_whole = excerpt(file.case.request, most)
    more = Linked(desk, _("In full in the chapter “The assignment”."), desk.sheet.label, "assignment")
    inside: Story = [quoted(desk, text, desk.sheet.quote), *([] if is_whole else [more])]
    return [*topic(desk, _("The request")), *panel(desk, inside)]


def _findings(desk: Desk, file: CaseFile, limits: _Limits) -> Story:
    """The most pressing problems, each with what is advised and what that is to bring."""
    if not file.problems:
        return [words(desk, desk.catalog.text("No problem has been recorded yet."), desk.sheet.note)]
    _, catalog = desk.catalog.text, desk.catalog
    numbered = list(enumerate(file.problems, 1))
    pressing = sorted(numbered, key=lambda each: -(each[1].priority or 0))[:_MOST]
    shown = sorted(pressing, key=lambda each: each[0])
    rows = [_finding(desk, file, place, limits) for place, _problem in shown]
    columns = (
        Column(_("No."), 0.65),
        Column(_("Finding"), 3.7),
        Column(_("Recommendation"), 3.4),
        Column(field(catalog, "benefit"), 2.6),
    )
    left = len(numbered) - len(rows)
    wording = catalog.plural(
        "%(n)s more problem stands in its chapter.", "%(n)s more problems stand in their chapter.", left
    )
    more = [Linked(desk, wording % {"n": desk.number(left)}, desk.sheet.note, "problems")] if left else []
    return [*topic(desk, _("Findings and recommendations")), *table(desk, columns, rows), *more]


def _finding(desk: Desk, file: CaseFile, place: int, limits: _Limits) -> list[Cell]:
    _, label_style = desk.catalog.text, desk.sheet.label
    problem = file.problems[place - 1]
    area = file.decided_areas().get(problem.id)
    title = excerpt(title_of(problem), limits.title)[0]
    found: list[object] = [Linked(desk, title, desk.sheet.cell_strong, f"problem-{place}")]
    found.append(_standing(desk, problem))
    if area:
        found.append(spans(desk, area_spans(desk, area, label_style), label_style))
    else:
        found.append(words(desk, _("no area decided yet"), label_style))
    advised = [
        (number, each) for number, each in enumerate(file.recommendations, 1) if problem.id in each.problem_ids
    ]
    advice: list[object] = [
        Linked(
            desk,
            f"{desk.number(number)}. {excerpt(each.title, limits.title)[0]}",
            desk.sheet.cell,
            f"advice-{number}",
        )
        for number, each in advised[: limits.advice]
    ]
    if len(advised) > limits.advice:
        advice.append(words(desk, f"+ {desk.number(len(advised) - limits.advice)}", label_style))
    benefit = next((each.benefit for _number, each in advised if each.benefit.strip()), "")
    return [
        desk.number(place),
        found,
        advice or [words(desk, _("no recommendation yet"), label_style)],
        excerpt(benefit, limits.title)[0] or "–",
    ]


def _standing(desk: Desk, problem: Problem) -> object:
    """Priority, or that it was not judged."""
    _ = desk.catalog.text
    dots = scale(desk, problem.priority) or _("not answered")
    return words(desk, f"{field(desk.catalog, 'priority')}: {dots}", desk.sheet.label)
