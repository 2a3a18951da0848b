"""The whole case on one page: what was asked, what was found, what is advised, what comes next."""

import re

from reportlab.platypus import PageBreak, Spacer

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.plan import ActionStatus
from clinic_app.domain.problem import Problem
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, told_under, topic
from clinic_app.reports.desk import Desk, Story, area_spans, quoted, scale, spans, words
from clinic_app.reports.styles import RULE
from clinic_app.reports.tables import Cell, Column, grid, panel, table

_EXCERPT = 420  # characters of the request; the whole of it has a chapter


def summary(desk: Desk, file: CaseFile) -> Story:
    """One page, unless there is more to say than a page holds."""
    _ = desk.catalog.text
    return [
        *chapter(desk, _("Summary")),
        *_figures(desk, file),
        *_request(desk, file),
        *_findings(desk, file),
        *told_under(desk, field(desk.catalog, "next_step"), file.case.next_step),
        *_outcome(desk, file),
        PageBreak(),
    ]


def title_of(problem: Problem) -> str:
    """What a problem is called: its title, or the first sentence of its statement."""
    return problem.title.strip() or re.split(r"(?<=[.!?؟。])\s|\n", problem.statement.strip())[0]


def _figures(desk: Desk, file: CaseFile) -> Story:
    """The case in five numbers."""
    _, language = desk.catalog.text, desk.catalog.language
    done = sum(action.status is ActionStatus.DONE for action in file.actions)
    hours = [visit.contact_hours for visit in file.visits if visit.contact_hours is not None]
    shown = [
        (desk.number(len(file.problems)), _("Problems")),
        (desk.number(len(file.decided_areas())), _("with a decided area")),
        (desk.number(len(file.recommendations)), _("Recommendations")),
        (
            _("%(done)s of %(all)s") % {"done": desk.number(done), "all": desk.number(len(file.actions))},
            _("Actions done"),
        ),
        (formats.number(sum(hours), language) if hours else "–", _("Contact hours")),
    ]
    big = desk.sheet.chapter.but(space_after=0)
    cells: list[Cell] = [[words(desk, value, big), words(desk, name, desk.sheet.label)] for value, name in shown]
    style = [("LINEBELOW", (0, 0), (-1, 0), 0.6, RULE), ("BOTTOMPADDING", (0, 0), (-1, -1), 8)]
    row = cells[::-1] if desk.sheet.is_rtl else cells
    return [grid(desk, [row], [desk.width / 5] * 5, style), Spacer(1, 6)]


def _request(desk: Desk, file: CaseFile) -> Story:
    if not file.case.request.strip():
        return []
    _ = desk.catalog.text
    text, is_whole = _excerpt(file.case.request)
    note = [] if is_whole else [words(desk, _("In full in the chapter “The request”."), desk.sheet.label)]
    return [*topic(desk, _("The request")), *panel(desk, [quoted(desk, text, desk.sheet.quote), *note])]


def _excerpt(text: str) -> tuple[str, bool]:
    """Whole sentences of the beginning, and whether that is all."""
    text = " ".join(text.split())
    if len(text) <= _EXCERPT:
        return text, True
    ends = [found.end() for found in re.finditer(r"[.!?؟。]\s", text[:_EXCERPT])]
    end = ends[-1] if ends and ends[-1] > _EXCERPT // 3 else text.rfind(" ", 0, _EXCERPT)
    return text[: end if end > 0 else _EXCERPT].rstrip() + " …", False


def _findings(desk: Desk, file: CaseFile) -> Story:
    if not file.problems:
        return []
    _, decided = desk.catalog.text, file.decided_areas()
    rows: list[list[Cell]] = []
    for place, problem in enumerate(file.problems, 1):
        area = decided.get(problem.id)
        advice = [each.title for each in file.recommendations if problem.id in each.problem_ids]
        found: list[object] = [quoted(desk, title_of(problem), desk.sheet.cell_strong)]
        if area:
            found.append(spans(desk, area_spans(desk, area, desk.sheet.label), desk.sheet.label))
        else:
            found.append(words(desk, _("no area decided yet"), desk.sheet.label))
        advised: list[object] = [quoted(desk, each, desk.sheet.cell) for each in advice]
        none = [words(desk, _("no recommendation yet"), desk.sheet.label)]
        rows.append([desk.number(place), found, scale(desk, problem.priority) or "–", advised or none])
    columns = (
        Column(_("No."), 0.65),
        Column(_("Finding"), 4),
        Column(field(desk.catalog, "priority"), 1.3),
        Column(_("Recommendation"), 4),
    )
    return [*topic(desk, _("Findings and recommendations")), *table(desk, columns, rows)]


def _outcome(desk: Desk, file: CaseFile) -> Story:
    if file.case.outcome is None:
        return []
    wording = label(desk.catalog, file.case.outcome)
    return [*topic(desk, field(desk.catalog, "outcome")), words(desk, wording, desk.sheet.body)]
