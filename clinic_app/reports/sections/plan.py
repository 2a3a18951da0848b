"""What the firm is advised to do, and who does what by when."""

from collections.abc import Sequence

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.plan import Action, ActionStatus, Recommendation
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, section, told_under
from clinic_app.reports.desk import Desk, Story, quoted, scale, words
from clinic_app.reports.sections.summary import title_of
from clinic_app.reports.tables import Cell, Column, Fact, facts, labelled, table
from clinic_app.reports.text.sanitise import isolate
from clinic_app.reports.text.style import Align, TextStyle


def recommendations(desk: Desk, file: CaseFile) -> Story:
    """Each recommendation with its grounds and how to carry it out."""
    _ = desk.catalog.text
    heading = chapter(desk, _("Recommendations"))
    if not file.recommendations:
        return [*heading, words(desk, _("There is no recommendation yet."), desk.sheet.note)]
    listed = enumerate(file.recommendations, 1)
    return [*heading, *(part for place, each in listed for part in _recommendation(desk, file, each, place))]


def _recommendation(desk: Desk, file: CaseFile, advice: Recommendation, place: int) -> Story:
    _, catalog = desk.catalog.text, desk.catalog
    solved = [
        f"{desk.number(number)}. {title_of(problem)}"
        for number, problem in enumerate(file.problems, 1)
        if problem.id in advice.problem_ids
    ]
    known = [
        Fact(field(catalog, "cost"), label(catalog, advice.cost)),
        Fact(field(catalog, "difficulty"), scale(desk, advice.difficulty)),
        Fact(field(catalog, "is_quick_win"), _("Yes") if advice.is_quick_win else ""),
        Fact(field(catalog, "problem_ids"), "\n".join(solved)),
    ]
    return [
        *section(desk, f"{desk.number(place)}. {advice.title}"),
        *told_under(desk, field(catalog, "how"), advice.how),
        *told_under(desk, field(catalog, "rationale"), advice.rationale),
        *told_under(desk, field(catalog, "alternatives"), advice.alternatives),
        *told_under(desk, field(catalog, "benefit"), advice.benefit),
        *facts(desk, known, columns=3),
    ]


def plan(desk: Desk, file: CaseFile) -> Story:
    """The table of actions, with what it costs in all."""
    _, catalog = desk.catalog.text, desk.catalog
    heading = chapter(desk, _("Action plan"))
    if not file.actions:
        return [*heading, words(desk, _("There is no action yet."), desk.sheet.note)]
    columns = (
        Column(_("No."), 0.85),
        Column(field(catalog, "what"), 3.8),
        Column(field(catalog, "responsible"), 2.1),
        Column(_("Start and due"), 1.75),
        Column(field(catalog, "cost"), 2.0, is_figure=True),
        Column(field(catalog, "indicator"), 2.4),
        Column(field(catalog, "status"), 1.85),
    )
    rows = [_action(desk, file, action, place) for place, action in enumerate(file.actions, 1)]
    return [*heading, *_approval(desk, file), *table(desk, columns, rows), *_totals(desk, file)]


def _approval(desk: Desk, file: CaseFile) -> Story:
    _, case = desk.catalog.text, file.case
    if case.plan_approved_on is None:
        return [words(desk, _("The client has not approved the plan yet."), desk.sheet.note)]
    day = formats.both_days(case.plan_approved_on, desk.catalog.language)
    wording = _("The client approved the plan on %(day)s.") % {"day": day}
    return [words(desk, wording, desk.sheet.body)]


def _action(desk: Desk, file: CaseFile, action: Action, place: int) -> list[Cell]:
    catalog, language = desk.catalog, desk.catalog.language
    cell, small = desk.sheet.cell, desk.sheet.label
    advice = next((each.title for each in file.recommendations if each.id == action.recommendation_id), "")
    what = [
        *_stack(desk, (action.what, cell), (advice, small)),
        *labelled(desk, [(field(catalog, "evidence"), action.evidence)]),
    ]
    who = [
        *_stack(desk, (action.responsible, cell)),
        *labelled(desk, [(field(catalog, "supporter"), action.supporter)]),
    ]
    days = [
        quoted(desk, formats.day(day, language), cell) for day in (action.start_on, action.due_on) if day is not None
    ]
    hours = f"{field(catalog, 'hours')}: {formats.number(action.hours, language)}" if action.hours is not None else ""
    cost = isolate(formats.number(action.cost, language))
    costs = [quoted(desk, cost or "–", desk.sheet.figure)]
    costs += [quoted(desk, hours, small.but(align=Align.RIGHT))] if hours else []
    measured = [
        *_stack(desk, (action.indicator, cell)),
        *labelled(desk, [(field(catalog, "target"), action.target)]),
    ]
    status = [
        *_stack(desk, (label(catalog, action.status), cell)),
        *labelled(desk, [(field(catalog, "done_on"), formats.day(action.done_on, language))]),
    ]
    return [desk.number(place), what, who, days, costs, measured, status]


def _stack(desk: Desk, *parts: tuple[str, TextStyle]) -> list[object]:
    """The texts that are there, below each other."""
    return [quoted(desk, text, style) for text, style in parts if text.strip()]


def _totals(desk: Desk, file: CaseFile) -> Story:
    """How far the plan has come, and the sums of what was answered."""
    _, language = desk.catalog.text, desk.catalog.language
    done = sum(action.status is ActionStatus.DONE for action in file.actions)
    costs = [action.cost for action in file.actions if action.cost is not None]
    hours = [action.hours for action in file.actions if action.hours is not None]
    currency = _currency(file)
    money = f"{formats.number(sum(costs), language)} {currency}".strip() if costs else ""
    known: Sequence[Fact] = (
        Fact(_("Actions done"), f"{desk.number(done)} / {desk.number(len(file.actions))}"),
        Fact(_("Cost in all"), money),
        Fact(_("Hours in all"), formats.number(sum(hours), language) if hours else ""),
    )
    return facts(desk, known, columns=3)


def _currency(file: CaseFile) -> str:
    """The case's currency: that of the last fiscal year."""
    newest = max(file.years, key=lambda each: each.year, default=None)
    return newest.currency if newest else ""
