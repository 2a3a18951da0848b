"""The follow-up report: what has become of the plan, what it brought, and what comes next."""

from datetime import date

from reportlab.platypus import Spacer

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.impact import FollowUp, Impact
from clinic_app.domain.plan import Action, ActionStatus
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, section, told_under
from clinic_app.reports.desk import Desk, Story, area_spans, quoted, spans, words
from clinic_app.reports.sections.changes import changes
from clinic_app.reports.sections.closing import enterprise_signer, head_of_clinic, signature_row
from clinic_app.reports.sections.comparison import before_and_after
from clinic_app.reports.sections.head import figures, head
from clinic_app.reports.sections.summary import title_of
from clinic_app.reports.tables import Cell, Column, labelled, table, together
from clinic_app.reports.text.sanitise import isolate

_GROUPS = (
    ActionStatus.LATE, ActionStatus.RUNNING, ActionStatus.PLANNED, ActionStatus.FOLLOW_UP, ActionStatus.DONE,
    ActionStatus.DROPPED,
)  # fmt: skip
_OPEN = (ActionStatus.PLANNED, ActionStatus.RUNNING)


def story(desk: Desk, file: CaseFile) -> Story:
    """All chapters; those of which there is nothing say so in a line."""
    previous = desk.order.previous
    return [
        *head(desk, file),
        *_standing(desk, file),
        *actions(desk, file),
        *problems(desk, file),
        *before_and_after(desk, file),
        *indicators(desk, file),
        *calendar(desk, file),
        *_next(desk, file),
        *(changes(desk, previous, file) if previous else []),
        *_signatures(desk, file),
    ]


def status_on(action: Action, day: date) -> ActionStatus:
    """The status of an action on a day: one that is still open past its due day is late."""
    is_late = action.status in _OPEN and action.due_on is not None and action.due_on < day
    return ActionStatus.LATE if is_late else action.status


def _standing(desk: Desk, file: CaseFile) -> Story:
    """Since when, and the case in a few figures."""
    _, day = desk.catalog.text, desk.day
    statuses = [status_on(each, day) for each in file.actions]
    of_all = _("%(done)s of %(all)s")
    solved = sum(each.status.is_outcome for each in file.problems)
    late = sum(each.is_overdue(day) for each in file.follow_ups)
    shown = (
        (
            of_all % {"done": desk.number(statuses.count(ActionStatus.DONE)), "all": desk.number(len(statuses))},
            _("Actions done"),
        ),
        (desk.number(statuses.count(ActionStatus.LATE)), _("Actions late")),
        (
            of_all % {"done": desk.number(solved), "all": desk.number(len(file.problems))},
            _("Problems with an outcome"),
        ),
        (
            of_all
            % {
                "done": desk.number(sum(each.actual is not None for each in file.impacts)),
                "all": desk.number(len(file.impacts)),
            },
            _("Indicators measured"),
        ),
        (desk.number(late), _("Follow-ups overdue")),
    )
    return [words(desk, _since(desk, file), desk.sheet.body), *figures(desk, shown)]


def _since(desk: Desk, file: CaseFile) -> str:
    """What the report is told against: the version before, the closing, the plan, or the request."""
    _, language, case, previous = desk.catalog.text, desk.catalog.language, file.case, desk.order.previous
    if previous is not None:
        version, day = desk.number(previous.version), desk.day_of(previous.issued_at)
        wording = _("This report tells what has happened since version %(version)s of %(day)s.")
        return wording % {"version": version, "day": formats.both_days(day, language)}
    if case.closed_at is not None:
        wording, day = _("The case was closed on %(day)s."), desk.day_of(case.closed_at)
    elif case.plan_approved_on is not None:
        wording, day = _("The client approved the plan on %(day)s."), case.plan_approved_on
    else:
        wording, day = _("The request was received on %(day)s; no plan has been approved yet."), case.received_on
    return wording % {"day": formats.both_days(day, language)}


def actions(desk: Desk, file: CaseFile) -> Story:
    """What is late first, what is over last."""
    _, catalog, day = desk.catalog.text, desk.catalog, desk.day
    heading = chapter(desk, _("What has become of the plan"))
    if not file.actions:
        return [*heading, words(desk, _("There is no action yet."), desk.sheet.note)]
    order = {status: place for place, status in enumerate(_GROUPS)}
    numbered = sorted(enumerate(file.actions, 1), key=lambda pair: order[status_on(pair[1], day)])
    columns = (
        Column(_("No."), 0.8),
        Column(field(catalog, "what"), 4),
        Column(field(catalog, "responsible"), 2.2),
        Column(field(catalog, "due_on"), 1.7),
        Column(field(catalog, "indicator"), 2.4),
        Column(field(catalog, "status"), 2.1),
    )
    return [*heading, *table(desk, columns, [_action(desk, each, place) for place, each in numbered])]


def _action(desk: Desk, action: Action, place: int) -> list[Cell]:
    catalog, language, cell = desk.catalog, desk.catalog.language, desk.sheet.cell
    status = status_on(action, desk.day)
    look = desk.sheet.cell_strong if status is ActionStatus.LATE else cell
    what: Story = [quoted(desk, action.what, cell), *labelled(desk, [(field(catalog, "evidence"), action.evidence)])]
    measured: Story = [quoted(desk, action.indicator, cell)] if action.indicator.strip() else []
    measured += labelled(desk, [(field(catalog, "target"), action.target)])
    stands: Story = [words(desk, label(catalog, status), look)]
    stands += labelled(desk, [(field(catalog, "done_on"), formats.day(action.done_on, language))])
    return [
        desk.number(place),
        what,
        action.responsible,
        formats.day(action.due_on, language) or "–",
        measured,
        stands,
    ]


def problems(desk: Desk, file: CaseFile) -> Story:
    """Each problem with its status, and what it was in the version before."""
    _, catalog, decided, previous = desk.catalog.text, desk.catalog, file.decided_areas(), desk.order.previous
    heading = chapter(desk, _("Problems and outcome"))
    former = {each.id: each.status for each in previous.file.problems} if previous else {}
    rows: list[list[Cell]] = []
    for place, problem in enumerate(file.problems, 1):
        area, was = decided.get(problem.id), former.get(problem.id)
        named: Story = [quoted(desk, title_of(problem), desk.sheet.cell)]
        named += [spans(desk, area_spans(desk, area, desk.sheet.label), desk.sheet.label)] if area else []
        stands: Story = [words(desk, label(catalog, problem.status), desk.sheet.cell_strong)]
        stands += labelled(desk, [(_("before"), label(catalog, was))]) if was not in (None, problem.status) else []
        rows.append([desk.number(place), named, stands])
    columns = (Column(_("No."), 0.8), Column(_("Problem"), 7), Column(field(catalog, "status"), 3))
    told: Story = table(desk, columns, rows) if rows else []
    none = [] if rows else [words(desk, _("No problem has been recorded yet."), desk.sheet.note)]
    return [
        *heading,
        *none,
        *told,
        *told_under(desk, field(catalog, "outcome"), label(catalog, file.case.outcome)),
        *told_under(desk, field(catalog, "closing_note"), file.case.closing_note),
    ]


def indicators(desk: Desk, file: CaseFile) -> Story:
    """Each indicator with its three values; nothing is added up."""
    _, catalog = desk.catalog.text, desk.catalog
    heading = chapter(desk, _("Impact"))
    if not file.impacts:
        return [*heading, words(desk, _("No indicator has been recorded yet."), desk.sheet.note)]
    columns = (
        Column(field(catalog, "indicator"), 3.1),
        *(Column(field(catalog, name), 2.4, is_figure=True) for name in ("baseline", "target", "actual")),
        Column(field(catalog, "attribution"), 1.3, is_figure=True),
        Column(_("Grade of evidence"), 2.1),
    )
    return [*heading, *table(desk, columns, [_indicator(desk, file, each) for each in file.impacts])]


def _indicator(desk: Desk, file: CaseFile, impact: Impact) -> list[Cell]:
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    problem = next((title_of(each) for each in file.problems if each.id == impact.problem_id), "")
    named: Story = [quoted(desk, impact.indicator.strip() or label(catalog, impact.kind), desk.sheet.cell)]
    named += labelled(desk, [(field(catalog, "unit"), impact.unit), (_("Problem"), problem)])
    proved: Story = [words(desk, label(catalog, impact.evidence) or _("not recorded"), desk.sheet.cell)]
    confirmed = formats.day(impact.confirmed_on, language)
    proved += labelled(
        desk, [(field(catalog, "document"), impact.document), (field(catalog, "confirmed_on"), confirmed)]
    )
    small = desk.sheet.label.but(align=desk.sheet.figure.align)
    cells: list[Cell] = []
    for name in ("baseline", "target", "actual"):
        cell: Story = [quoted(desk, _number(desk, getattr(impact, name)) or "–", desk.sheet.figure)]
        day = formats.day(getattr(impact, f"{name}_on"), language)
        cell += [words(desk, day, small)] if day else []
        cells.append(cell)
        if name == "actual" and impact.change is not None:
            changed = f"{field(catalog, 'change')}: {_number(desk, impact.change)}"
            cell.append(words(desk, changed, small))
    return [named, *cells, formats.percent(impact.attribution, language) or "–", proved]


def _number(desk: Desk, value: float | None) -> str:
    return isolate(formats.number(value, desk.catalog.language), ltr=True)


def calendar(desk: Desk, file: CaseFile) -> Story:
    """When the firm was to be asked again, and what was found."""
    _, catalog = desk.catalog.text, desk.catalog
    heading = chapter(desk, _("Follow-up calendar"))
    if not file.follow_ups:
        return [*heading, words(desk, _("No follow-up has been planned yet."), desk.sheet.note)]
    columns = (
        Column(field(catalog, "due_on"), 1.7),
        Column(field(catalog, "done_on"), 1.7),
        Column(field(catalog, "status"), 1.5),
        Column(field(catalog, "findings"), 5.6),
    )
    listed = sorted(file.follow_ups, key=lambda each: each.due_on)
    return [*heading, *table(desk, columns, [_follow_up(desk, each) for each in listed])]


def _follow_up(desk: Desk, each: FollowUp) -> list[Cell]:
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    months = desk.catalog.plural("after %(n)s month", "after %(n)s months", each.months) % {
        "n": desk.number(each.months)
    }
    due: Story = [words(desk, formats.day(each.due_on, language), desk.sheet.cell)]
    due += [words(desk, months, desk.sheet.label)] if each.months else []
    is_over = each.is_overdue(desk.day)
    status = _("done") if each.done_on else _("overdue") if is_over else _("due")
    found: Story = [quoted(desk, each.findings, desk.sheet.cell)] if each.findings.strip() else []
    found += labelled(desk, [(field(catalog, "done_by"), each.done_by)])
    look = desk.sheet.cell_strong if is_over else desk.sheet.cell
    return [due, formats.day(each.done_on, language) or "–", [words(desk, status, look)], found or "–"]


def _next(desk: Desk, file: CaseFile) -> Story:
    _ = desk.catalog.text
    step = file.case.next_step.strip()
    return [
        *section(desk, field(desk.catalog, "next_step")),
        quoted(desk, step, desk.sheet.body) if step else words(desk, _("none recorded"), desk.sheet.note),
    ]


def _signatures(desk: Desk, file: CaseFile) -> Story:
    _, case = desk.catalog.text, file.case
    signing = [
        (_("Advisor"), case.advisor, case.centre),
        head_of_clinic(desk),
        enterprise_signer(desk, file),
    ]
    said = words(desk, _("We have read this report; the values marked as confirmed are right."), desk.sheet.body)
    return together([*chapter(desk, _("Signatures")), said, Spacer(1, 6), *signature_row(desk, signing)])
