"""Problems and their causes: what weighs most, then each problem with its evidence and the chain to its root."""

from collections import defaultdict
from collections.abc import Sequence

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.problem import Problem
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label, type_label
from clinic_app.reports.blocks import beside, beside_width, chapter, figure, rest_of_title, section, told_under, topic
from clinic_app.reports.chain import chain
from clinic_app.reports.desk import Desk, Story, area_spans, quoted, scale, spans, words
from clinic_app.reports.fishbone import Bone, Fishbone
from clinic_app.reports.pareto import Effect, Pareto
from clinic_app.reports.sections.money import money
from clinic_app.reports.sections.summary import title_of
from clinic_app.reports.tables import Fact, facts, items

_MOST_NUMBERS = 9  # of problems at a bone
_LEAST_BONES = 2  # kinds of cause, for a fishbone to say something


def problems(desk: Desk, file: CaseFile) -> Story:
    """What weighs most, then all problems of the case, in the advisor's order."""
    _ = desk.catalog.text
    heading = chapter(desk, _("Problems and their causes"), "problems")
    if not file.problems:
        return [*heading, words(desk, _("No problem has been recorded yet."), desk.sheet.note)]
    found = [part for place, problem in enumerate(file.problems, 1) for part in _problem(desk, file, problem, place)]
    return [*heading, *_pareto(desk, file.problems), *_fishbone(desk, file), *found]


def _pareto(desk: Desk, listed: Sequence[Problem]) -> Story:
    """Effects in one unit against each other, a chart for each unit; what has no measured effect is named."""
    _ = desk.catalog.text
    by_unit: dict[str, list[Effect]] = defaultdict(list)
    unmeasured = []
    for place, problem in enumerate(listed, 1):
        if problem.effect_amount is None:
            unmeasured.append(desk.number(place))
        else:
            effect = Effect(desk.number(place), title_of(problem), problem.effect_amount)
            by_unit[problem.effect_unit.strip()].append(effect)
    told: Story = []
    for unit, effects in by_unit.items():
        if len(effects) < 2 or not any(each.amount for each in effects):
            continue
        amounts = (f"{each.number} {money(desk, each.amount, unit)}" for each in effects)
        alt = f"{_('Measured effect')}: {desk.catalog.text('; ').join(amounts)}"
        caption = _("problems by measured effect per year, greatest first; the line adds them up, dashed: 80 %")
        told += figure(desk, Pareto(desk, effects, unit, alt), caption)
    if not told:
        return []
    without = _("Without a measured effect: %(problems)s.") % {"problems": desk.catalog.text(", ").join(unmeasured)}
    note = [words(desk, without, desk.sheet.note)] if unmeasured else []
    return [*section(desk, _("What weighs most")), *told, *note]


def _fishbone(desk: Desk, file: CaseFile) -> Story:
    """The kinds of cause as bones, each with the problems whose root lies there."""
    _, catalog = desk.catalog.text, desk.catalog
    numbers: dict[str, list[str]] = defaultdict(list)
    for place, problem in enumerate(file.problems, 1):
        if problem.cause_category is not None:
            numbers[label(catalog, problem.cause_category)].append(desk.number(place))
    if len(numbers) < _LEAST_BONES:
        return []
    bones = [Bone(name, _listed(desk, found)) for name, found in numbers.items()]
    alt = catalog.text("; ").join(f"{bone.name}: {bone.problems}" for bone in bones)
    drawn = Fishbone(desk, bones, _("Problems"), alt)
    return figure(desk, drawn, _("kinds of cause, each with the numbers of the problems that come from it"))


def _listed(desk: Desk, numbers: Sequence[str]) -> str:
    """The numbers of problems, or how many they are when there is no room for them."""
    if len(numbers) <= _MOST_NUMBERS:
        return desk.catalog.text(", ").join(numbers)
    return desk.catalog.plural("%(n)s problem", "%(n)s problems", len(numbers)) % {"n": desk.number(len(numbers))}


def _problem(desk: Desk, file: CaseFile, problem: Problem, place: int) -> Story:
    area = file.decided_areas().get(problem.id)
    kind = type_label(desk.catalog, problem.type_code) if problem.type_code else ""
    line = area_spans(desk, area, desk.sheet.label) if area else []
    if kind:
        line += [(("   " if line else "") + kind, desk.sheet.label)]
    return [
        *section(desk, f"{desk.number(place)}. {title_of(problem)}", f"problem-{place}"),
        *rest_of_title(desk, problem.title),
        *([spans(desk, line, desk.sheet.label.but(space_after=4))] if line else []),
        *([quoted(desk, problem.statement, desk.sheet.body)] if problem.statement.strip() else []),
        *facts(desk, _scales(desk, problem), columns=4),
        *facts(desk, _facts(desk, problem), columns=2),
        *_symptoms(desk, problem),
        *_effect(desk, problem),
        *told_under(desk, field(desk.catalog, "evidence"), problem.evidence),
        *_cause(desk, problem),
    ]


def _symptoms(desk: Desk, problem: Problem) -> Story:
    listed = items(desk, [each for each in problem.symptoms if each.strip()], width=beside_width(desk))
    return beside(desk, field(desk.catalog, "symptoms"), listed[:-1])


def _effect(desk: Desk, problem: Problem) -> Story:
    """What it costs in a year, where it was measured, and what was said of it."""
    measured = money(desk, problem.effect_amount, problem.effect_unit)
    unit = "" if measured else problem.effect_unit
    body: Story = []
    if measured:
        a_year = desk.catalog.text("%(amount)s per year") % {"amount": measured}
        body.append(words(desk, a_year, desk.sheet.strong.but(space_after=0)))
    body += [quoted(desk, text, desk.sheet.body) for text in (problem.effect, unit) if text.strip()]
    return beside(desk, field(desk.catalog, "effect"), body)


def _scales(desk: Desk, problem: Problem) -> list[Fact]:
    unknown = desk.catalog.text("not answered")
    measured = ("severity", "urgency", "priority", "ease")
    return [Fact(field(desk.catalog, name), scale(desk, getattr(problem, name)) or unknown) for name in measured]


def _facts(desk: Desk, problem: Problem) -> list[Fact]:
    _, catalog = desk.catalog.text, desk.catalog
    return [
        Fact(field(catalog, "status"), label(catalog, problem.status)),
        Fact(field(catalog, "since"), formats.day(problem.since, catalog.language) or _("not answered")),
        Fact(field(catalog, "process"), problem.process),
        Fact(_("Reference of the sender"), problem.source_id, is_code=True),
    ]


def _cause(desk: Desk, problem: Problem) -> Story:
    """The chain of answers to "why?", with the root cause at its end."""
    _, catalog = desk.catalog.text, desk.catalog
    steps = [step for step in problem.cause_chain if step.strip()]
    known = [label(catalog, part) for part in (problem.cause_category, problem.cause_method) if part]
    if not (problem.root_cause.strip() or steps or known):
        return [words(desk, _("The root cause has not been analysed yet."), desk.sheet.note)]
    root = []
    if problem.root_cause.strip() or known:
        title = " · ".join((field(catalog, "root_cause"), *known))
        root.append(words(desk, title, desk.sheet.label))
    if problem.root_cause.strip():
        root.append(quoted(desk, problem.root_cause, desk.sheet.cell_strong))
    heading = field(catalog, "cause_chain") if steps else field(catalog, "root_cause")
    return [*topic(desk, heading), *chain(desk, steps, root)]
