"""The visit note: what was seen and advised on one visit, on two pages, to be signed before leaving."""

from collections.abc import Sequence

from reportlab.platypus import Spacer

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.plan import Action, ActionStatus, Recommendation
from clinic_app.domain.problem import Problem
from clinic_app.domain.visit import Visit
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import section, told_under
from clinic_app.reports.desk import Desk, Story, area_spans, quoted, spans, words
from clinic_app.reports.sections.closing import enterprise_signer, signature_row
from clinic_app.reports.sections.head import head
from clinic_app.reports.sections.summary import title_of
from clinic_app.reports.tables import Cell, Column, Fact, facts, items, labelled, panel, table, together

_VISITS = 2  # so many are all told; of more, the latest, and the days of the others
_FEW = 3  # so many problems and recommendations are all told in full
_QUICK = 2  # of more recommendations, so many quick wins are
_WHOLE = 130.0  # points; a problem up to this height is not parted
_OVER = (ActionStatus.DONE, ActionStatus.DROPPED)


def story(desk: Desk, file: CaseFile) -> Story:
    """The whole note; what is not there yet is said."""
    return [
        *head(desk, file),
        *_visits(desk, file),
        *_problems(desk, file),
        *_advice(desk, file),
        *_actions(desk, file),
        *_next(desk, file),
        *_signatures(desk, file),
    ]


def _visits(desk: Desk, file: CaseFile) -> Story:
    """When, where, with whom; of what was seen, every word of the visits told."""
    _, catalog = desk.catalog.text, desk.catalog
    held = sorted(file.visits, key=lambda each: each.visited_on, reverse=True)
    if not held:
        return [words(desk, _("No visit has been recorded yet."), desk.sheet.note)]
    shown = held if len(held) <= _VISITS else held[:1]
    told: Story = []
    for visit in shown:
        told += facts(desk, _visit(desk, visit), columns=3)
        told += told_under(desk, _("What was seen"), visit.notes)
    if others := held[len(shown) :]:
        days = _(", ").join(formats.day(each.visited_on, catalog.language) for each in others)
        told.append(words(desk, _("Earlier visits: %(days)s") % {"days": days}, desk.sheet.note))
    return told


def _visit(desk: Desk, visit: Visit) -> list[Fact]:
    catalog, language = desk.catalog, desk.catalog.language
    return [
        Fact(field(catalog, "visited_on"), formats.both_days(visit.visited_on, language)),
        Fact(field(catalog, "kind"), label(catalog, visit.kind)),
        Fact(field(catalog, "place"), visit.place),
        Fact(field(catalog, "advisor"), visit.advisor),
        Fact(field(catalog, "participants"), visit.participants),
        Fact(field(catalog, "contact_hours"), formats.number(visit.contact_hours, language)),
    ]


def _problems(desk: Desk, file: CaseFile) -> Story:
    """The request and the problems, in the owner's words."""
    _, asked = desk.catalog.text, file.case.request
    heading = section(desk, _("The problem in the owner's words"))
    told: Story = panel(desk, [quoted(desk, asked, desk.sheet.quote)]) if asked.strip() else []
    if not file.problems and not told:
        return [*heading, words(desk, _("No problem has been recorded yet."), desk.sheet.note)]
    is_short = len(file.problems) > _FEW
    listed = enumerate(file.problems, 1)
    return [
        *heading,
        *told,
        *(part for n, each in listed for part in _problem(desk, file, each, n, is_short=is_short)),
    ]


def _problem(desk: Desk, file: CaseFile, problem: Problem, place: int, *, is_short: bool) -> Story:
    """A problem with what is known of it; one of many only with its cause."""
    catalog, area = desk.catalog, file.decided_areas().get(problem.id)
    title, cell = title_of(problem), desk.sheet.cell
    inside: Story = [quoted(desk, f"{desk.number(place)}. {title}", desk.sheet.cell_strong)]
    if area and not is_short:
        inside.append(spans(desk, area_spans(desk, area, desk.sheet.label), desk.sheet.label))
    if problem.statement.strip() and problem.statement.strip() != title and not is_short:
        inside.append(quoted(desk, problem.statement, cell))
    known = ("root_cause",) if is_short else ("effect", "evidence", "root_cause")
    inside += labelled(desk, [(field(catalog, name), getattr(problem, name)) for name in known])
    return together([*inside, Spacer(1, 4)], limit=_WHOLE)


def _advice(desk: Desk, file: CaseFile) -> Story:
    """What can be done at once comes first; each with how to carry it out in this firm."""
    _ = desk.catalog.text
    heading = section(desk, _("One-point advice"))
    if not file.recommendations:
        return [*heading, words(desk, _("There is no recommendation yet."), desk.sheet.note)]
    listed = sorted(file.recommendations, key=lambda each: not each.is_quick_win)
    quick = sum(each.is_quick_win for each in listed)
    told = listed if len(listed) <= _FEW else listed[: max(1, min(quick, _QUICK))]
    return [
        *heading,
        *(part for each in told for part in _recommendation(desk, each)),
        *_more(desk, listed[len(told) :]),
    ]


def _more(desk: Desk, left: Sequence[Recommendation]) -> Story:
    """What else is advised, in a line each; the consultation report says how."""
    if not left:
        return []
    heading = words(desk, desk.catalog.text("Further advice, explained in the consultation report"), desk.sheet.label)
    return [heading, *items(desk, [each.title for each in left])]


def _recommendation(desk: Desk, advice: Recommendation) -> Story:
    _, catalog = desk.catalog.text, desk.catalog
    inside: Story = [quoted(desk, advice.title, desk.sheet.strong.but(space_after=1))]
    notes = [field(catalog, "is_quick_win")] if advice.is_quick_win else []
    notes += [label(catalog, advice.cost)] if advice.cost else []
    if notes:
        inside.append(words(desk, " · ".join(notes), desk.sheet.label))
    if advice.how.strip():
        inside.append(quoted(desk, advice.how, desk.sheet.cell))
    inside += labelled(desk, [(field(catalog, "benefit"), advice.benefit)])
    return panel(desk, inside)


def _actions(desk: Desk, file: CaseFile) -> Story:
    """Who does what by when; what is over is counted."""
    _, catalog = desk.catalog.text, desk.catalog
    heading = section(desk, _("Who does what by when"))
    if not file.actions:
        return [*heading, words(desk, _("There is no action yet."), desk.sheet.note)]
    columns = (
        Column(field(catalog, "what"), 4.4),
        Column(field(catalog, "responsible"), 2.4),
        Column(field(catalog, "due_on"), 1.7),
        Column(field(catalog, "indicator"), 3),
    )
    left = [each for each in file.actions if each.status not in _OVER]
    over = len(file.actions) - len(left)
    wording = desk.catalog.plural("%(n)s action is done or dropped.", "%(n)s actions are done or dropped.", over)
    note = [words(desk, wording % {"n": desk.number(over)}, desk.sheet.note)] if over else []
    return [*heading, *table(desk, columns, [_action(desk, each) for each in left]), *note]


def _action(desk: Desk, action: Action) -> Sequence[Cell]:
    catalog = desk.catalog
    measured: Story = [quoted(desk, action.indicator, desk.sheet.cell)] if action.indicator.strip() else []
    measured += labelled(desk, [(field(catalog, "target"), action.target)])
    return [action.what, action.responsible, formats.day(action.due_on, catalog.language) or "–", measured]


def _next(desk: Desk, file: CaseFile) -> Story:
    """The next step the latest visit agreed on, and that of the case where it says more."""
    held = sorted(file.visits, key=lambda each: each.visited_on)
    steps = [each.next_step for each in held[-1:]] + [file.case.next_step]
    told = list(dict.fromkeys(step.strip() for step in steps if step.strip()))
    return told_under(desk, field(desk.catalog, "next_step"), "\n".join(told))


def _signatures(desk: Desk, file: CaseFile) -> Story:
    """Both sides; the note says what it is worth."""
    _, case = desk.catalog.text, file.case
    said = _(
        "This note was read on the spot. The advice is free of any interest in suppliers, buyers or lenders; the "
        "firm decides on what it carries out."
    )
    signing = [
        (_("Advisor"), case.advisor, case.centre or desk.order.letterhead.clinic_name),
        enterprise_signer(desk, file),
    ]
    return together([Spacer(1, 6), words(desk, said, desk.sheet.note), *signature_row(desk, signing)])
