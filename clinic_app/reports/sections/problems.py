"""Each problem: what it is, since when, how pressing, and what it comes from."""

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.problem import Problem
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label, type_label
from clinic_app.reports.blocks import chapter, section, told_under, topic
from clinic_app.reports.desk import Desk, Story, area_spans, quoted, scale, spans, words
from clinic_app.reports.sections.summary import title_of
from clinic_app.reports.styles import MUTED
from clinic_app.reports.tables import PANEL_PADDING, Fact, facts, items, panel


def problems(desk: Desk, file: CaseFile) -> Story:
    """All problems of the case, in the advisor's order."""
    _ = desk.catalog.text
    if not file.problems:
        note = words(desk, _("No problem has been recorded yet."), desk.sheet.note)
        return [*chapter(desk, _("Problems and their causes")), note]
    found = [part for place, problem in enumerate(file.problems, 1) for part in _problem(desk, file, problem, place)]
    return [*chapter(desk, _("Problems and their causes")), *found]


def _problem(desk: Desk, file: CaseFile, problem: Problem, place: int) -> Story:
    area = file.decided_areas().get(problem.id)
    kind = type_label(desk.catalog, problem.type_code) if problem.type_code else ""
    line = area_spans(desk, area, desk.sheet.label) if area else []
    if kind:
        line += [(("   " if line else "") + kind, desk.sheet.label)]
    return [
        *section(desk, f"{desk.number(place)}. {title_of(problem)}"),
        *([spans(desk, line, desk.sheet.label.but(space_after=4))] if line else []),
        *([quoted(desk, problem.statement, desk.sheet.body)] if problem.statement.strip() else []),
        *_symptoms(desk, problem),
        *facts(desk, _facts(desk, problem), columns=4),
        *told_under(desk, field(desk.catalog, "effect"), problem.effect),
        *told_under(desk, field(desk.catalog, "evidence"), problem.evidence),
        *_cause(desk, problem),
    ]


def _symptoms(desk: Desk, problem: Problem) -> Story:
    listed = [symptom for symptom in problem.symptoms if symptom.strip()]
    return [*topic(desk, field(desk.catalog, "symptoms")), *items(desk, listed)] if listed else []


def _facts(desk: Desk, problem: Problem) -> list[Fact]:
    _, catalog = desk.catalog.text, desk.catalog
    unknown = _("not answered")
    measured = ("severity", "urgency", "priority", "ease")
    return [
        *(Fact(field(catalog, name), scale(desk, getattr(problem, name)) or unknown) for name in measured),
        Fact(field(catalog, "status"), label(catalog, problem.status)),
        Fact(field(catalog, "since"), formats.day(problem.since, catalog.language) or unknown),
        Fact(field(catalog, "process"), problem.process),
        Fact(_("Reference of the sender"), problem.source_id, is_code=True),
    ]


def _cause(desk: Desk, problem: Problem) -> Story:
    """The root cause on a ground of its own, with the chain that leads to it."""
    _, catalog = desk.catalog.text, desk.catalog
    chain = [step for step in problem.cause_chain if step.strip()]
    known = [label(catalog, part) for part in (problem.cause_category, problem.cause_method) if part]
    if not (problem.root_cause.strip() or chain or known):
        return [words(desk, _("The root cause has not been analysed yet."), desk.sheet.note)]
    inside: Story = [words(desk, field(catalog, "root_cause"), desk.sheet.topic.but(space_before=0))]
    if problem.root_cause.strip():
        inside.append(quoted(desk, problem.root_cause, desk.sheet.strong))
    if known:
        inside.append(words(desk, " · ".join(known), desk.sheet.label.but(space_after=3)))
    if chain:
        inside.append(words(desk, field(catalog, "cause_chain"), desk.sheet.label))
        inside += items(desk, chain, numbered=True, width=desk.width - 2 * PANEL_PADDING)
    return panel(desk, inside, colour=MUTED)
