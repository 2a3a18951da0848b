"""What is known of the enterprise beside the words: its scorecard and its facts, as evidence for areas."""

from collections.abc import Iterator, Sequence

from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.assessment import WEAK, instruments
from clinic_app.domain.evidence import SCORECARD, Evidence, rules
from clinic_app.domain.match import Contribution, Ground
from clinic_app.matching.model import AREAS

MOST = 1.0
"""What all contributions to one area together add to its log odds at most: words weigh more."""
STRONGEST = 8
"""So many contributions of an area count, the strongest: where all is weak, the side most asked about would win."""


def by_area(contributions: Sequence[Contribution]) -> list[float]:
    """What the contributions add to the log score of each area, in their order."""
    added = [0.0] * len(AREAS)
    for one in contributions:
        added[AREAS.index(one.area)] += one.weight
    return [min(weight, MOST) for weight in added]


def contributions(evidence: Evidence) -> tuple[Contribution, ...]:
    """What speaks for problem types, strongest first, then what nobody has answered, each with weight 0.

    Answers and facts that speak for nothing are left out, and all but the ``STRONGEST`` of an area. A scorecard
    item below 60 % speaks for the types it names, the more the lower it is; a fact does as the table of facts says.
    """
    found = [*_of_facts(evidence), *_of_items(evidence)]
    speaking = sorted((one for one in found if one.weight > 0), key=lambda one: -one.weight)
    kept = [one for area in AREAS for one in [each for each in speaking if each.area is area][:STRONGEST]]
    return (*sorted(kept, key=lambda one: -one.weight), *(one for one in found if one.value is None))


def relevant(given: Sequence[Contribution], likeliest: Sequence[Area]) -> tuple[Contribution, ...]:
    """All that speaks, and of what nobody has answered only what would speak for one of the ``likeliest`` areas."""
    return tuple(one for one in given if one.weight > 0 or one.key == SCORECARD or one.area in likeliest)


def _of_items(evidence: Evidence) -> Iterator[Contribution]:
    if evidence.items is None:
        yield Contribution(
            ground=Ground.SCORECARD, key=SCORECARD, area=Area.CLINICS_PROBLEM_SOLVING, type="", weight=0, value=None
        )
        return
    types = {code: item.types for each in instruments().values() for code, item in each.items.items()}
    for code, percent in evidence.items.items():
        kinds = types.get(code, ())
        strength = 0.0 if percent is None else max(0.0, (WEAK - percent) / WEAK)
        if percent is None or strength:
            for kind in kinds:
                weight = rules().item_weight * strength / len(kinds)
                yield _one(Ground.SCORECARD, code, kind, weight, percent)


def _of_facts(evidence: Evidence) -> Iterator[Contribution]:
    for key, rule in rules().facts.items():
        value = evidence.facts.get(key)
        strength = 0.0 if value is None else rule.strength(value)
        if value is None or strength:
            for kind, weight in rule.types.items():
                yield _one(Ground.FACT, key, kind, weight * strength, value)


def _one(ground: Ground, key: str, kind: str, weight: float, value: float | None) -> Contribution:
    rounded = None if value is None else round(value, 1)
    area = problem_types()[kind].area
    return Contribution(ground=ground, key=key, area=area, type=kind, weight=round(weight, 4), value=rounded)
