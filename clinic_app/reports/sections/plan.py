"""Who does what by when, in a table and in time, what it costs, and who pays."""

from collections.abc import Mapping
from uuid import UUID

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.plan import Action, ActionStatus
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, figure, section
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.gantt import Gantt, Line, may_be_drawn
from clinic_app.reports.sections.money import currency_of, money, priced
from clinic_app.reports.tables import Cell, Column, Fact, amount, facts, labelled, table
from clinic_app.reports.text.sanitise import isolate
from clinic_app.reports.text.style import Align, TextStyle


def plan(desk: Desk, file: CaseFile) -> Story:
    """What it costs and who pays, the plan in time, the table of actions."""
    _, catalog, currency = desk.catalog.text, desk.catalog, currency_of(file)
    heading = [*chapter(desk, _("Action plan"), "plan"), *facts(desk, _budget(desk, file))]
    if not file.actions:
        return [*heading, words(desk, _("There is no action yet."), desk.sheet.note)]
    columns = (
        Column(_("No."), 0.85),
        Column(field(catalog, "what"), 3.8),
        Column(field(catalog, "responsible"), 2.1),
        Column(_("Start and due"), 1.75),
        Column(priced(catalog, field(catalog, "cost"), currency), 2.0, is_figure=True),
        Column(field(catalog, "indicator"), 2.4),
        Column(field(catalog, "status"), 1.85),
    )
    titles = {each.id: each.title for each in file.recommendations}
    rows = [_action(desk, titles, action, place) for place, action in enumerate(file.actions, 1)]
    return [
        *heading,
        *_approval(desk, file),
        *table(desk, columns, rows),
        *facts(desk, _totals(desk, file), columns=3),
        *_gantt(desk, file),
    ]


def _budget(desk: Desk, file: CaseFile) -> list[Fact]:
    """Budget and fee, and what of the fee the firm pays."""
    _, case, currency = desk.catalog.text, file.case, currency_of(file)
    paid = None if case.fee is None or case.copayment is None else case.fee * case.copayment / 100
    share = formats.percent(case.copayment, desk.catalog.language)
    return [
        Fact(field(desk.catalog, "budget"), money(desk, case.budget, currency)),
        Fact(field(desk.catalog, "fee"), money(desk, case.fee, currency)),
        Fact(field(desk.catalog, "copayment"), share),
        Fact(_("The client pays of the fee"), money(desk, paid, currency)),
        Fact(field(desk.catalog, "currency"), currency),
    ]


def _gantt(desk: Desk, file: CaseFile) -> Story:
    """The plan in time; what has no day at all is named."""
    _, language = desk.catalog.text, desk.catalog.language
    lines = [
        Line(desk.number(place), action.what, action.start_on, action.due_on, action.done_on, action.status)
        for place, action in enumerate(file.actions, 1)
    ]
    dated = [line for line in lines if line.days]
    if not may_be_drawn(dated):
        return []
    told = (f"{line.number}. {', '.join(formats.day(day, language) for day in line.days)}" for line in dated)
    alt = f"{_('The plan in time')}: {desk.catalog.text('; ').join(told)}"
    undated = desk.catalog.text(", ").join(line.number for line in lines if not line.days)
    note = _("Without a date: %(actions)s.") % {"actions": undated}
    return [
        *section(desk, _("The plan in time")),
        *figure(
            desk,
            Gantt(desk, dated, desk.day, alt),
            _("the actions in time; a check mark stands at the day of completion"),
        ),
        *([words(desk, note, desk.sheet.note)] if undated else []),
    ]


def _approval(desk: Desk, file: CaseFile) -> Story:
    _, case = desk.catalog.text, file.case
    if case.plan_approved_on is None:
        return [words(desk, _("The client has not approved the plan yet."), desk.sheet.note)]
    day = formats.both_days(case.plan_approved_on, desk.catalog.language)
    wording = _("The client approved the plan on %(day)s.") % {"day": day}
    return [words(desk, wording, desk.sheet.body)]


def _action(desk: Desk, titles: Mapping[UUID, str], action: Action, place: int) -> list[Cell]:
    catalog, language = desk.catalog, desk.catalog.language
    cell, small = desk.sheet.cell, desk.sheet.label
    advice = titles.get(action.recommendation_id, "") if action.recommendation_id else ""
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
    costs = [amount(desk, cost or "–")]
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


def _totals(desk: Desk, file: CaseFile) -> list[Fact]:
    """How far the plan has come, and the sums of what was answered."""
    _, language = desk.catalog.text, desk.catalog.language
    done = sum(action.status is ActionStatus.DONE for action in file.actions)
    costs = [action.cost for action in file.actions if action.cost is not None]
    hours = [action.hours for action in file.actions if action.hours is not None]
    return [
        Fact(_("Actions done"), f"{desk.number(done)} / {desk.number(len(file.actions))}"),
        Fact(_("Cost in all"), money(desk, sum(costs), currency_of(file)) if costs else ""),
        Fact(_("Hours in all"), formats.number(sum(hours), language) if hours else ""),
    ]
