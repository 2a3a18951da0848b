"""What the scorecard and the figures say of an enterprise, and the table of what each speaks for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from clinic_app import paths
from clinic_app.domain import assessment
from clinic_app.domain.assessment import Answer, Assessment, Blank
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import Enterprise, UnitStatus, YearFigures
from clinic_app.domain.match import Contribution, Suggestion

SCORECARD = "scorecard"
"""The key that stands for a scorecard nobody has filled in."""
SHOWN = 8
"""So many lines of what speaks, and of what nobody has answered, are shown; the rest is counted."""
_RECENT = 3  # fiscal years: what is older says little of today
_PARTLY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRule:
    """When a fact speaks for problem types, and how much it adds to the log odds of their areas.

    It begins to speak past ``start`` with half its weight and reaches the whole at ``full``, which lies below
    ``start`` for what is bad when it is small. ``types`` holds the weights by type code, ``label`` the name by
    language code; ``unit`` is percent, years, months, days, hours, money or state.
    """

    key: str
    unit: str
    start: float
    full: float
    types: Mapping[str, float]
    label: Mapping[str, str]

    def strength(self, value: float) -> float:
        """The share of the weights, 0 to 1, that a value brings."""
        way = (value - self.start) / (self.full - self.start)
        return 0.0 if way <= 0 else 0.5 + 0.5 * min(way, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The table: a fact a line, and what a scorecard item at 0 % adds, shared out among its types."""

    version: str
    item_weight: float
    facts: Mapping[str, FactRule]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known beside the words: numbers by key, None where nobody has answered.

    ``items`` are percentages of the newest scorecard, those not applicable left out; None without a scorecard.
    """

    items: Mapping[str, float | None] | None
    facts: Mapping[str, float | None]


class Told(NamedTuple):
    """What to show of a suggestion's evidence, and how many keys more there are of each kind."""

    speaking: tuple[tuple[Contribution, ...], ...]
    more_speaking: int
    unanswered: tuple[Contribution, ...]
    more_unanswered: int


@cache
def rules() -> Rules:
    """The table of the data file."""
    found = json.loads((paths.resources() / "evidence.json").read_text("utf-8"))
    facts = (
        FactRule(
            key=each["key"],
            unit=each["unit"],
            start=each["from"],
            full=each["full"],
            types=each["types"],
            label=each["label"],
        )
        for each in found["facts"]
    )
    return Rules(version=found["version"], item_weight=found["item_weight"], facts={rule.key: rule for rule in facts})


def of_case(file: CaseFile, on: date) -> Evidence:
    """What a case file holds beside the words, as of a day."""
    return gather(file.enterprise, file.years, file.assessments, file.answers, on)


def gather(
    enterprise: Enterprise,
    years: Sequence[YearFigures],
    assessments: Sequence[Assessment],
    answers: Iterable[Answer],
    on: date,
) -> Evidence:
    """What the records hold beside the words, as of a day; of several scorecards the newest."""
    newest = max(assessments, key=lambda card: (card.assessed_on, card.id), default=None)
    given = {} if newest is None else {each.item: each for each in answers if each.assessment_id == newest.id}
    return Evidence(
        items=None if newest is None else _items(newest, given),
        facts={**_of_enterprise(enterprise, on), **_of_years(years)},
    )


def told(suggestion: Suggestion) -> Told:
    """What to show of a suggestion's evidence, each key once with all it speaks for.

    What speaks for one of the two likeliest areas comes first, then the strongest.
    """
    likeliest = {score.area for score in suggestion.ranking[:2]}
    by_key: dict[tuple[str, str], list[Contribution]] = {}
    for one in suggestion.contributions:
        by_key.setdefault((one.ground.value, one.key), []).append(one)
    speaking = [tuple(group) for group in by_key.values() if group[0].value is not None]
    speaking.sort(
        key=lambda group: (not any(one.area in likeliest for one in group), -sum(one.weight for one in group))
    )
    open_ = [group[0] for group in by_key.values() if group[0].value is None]
    return Told(
        tuple(speaking[:SHOWN]), max(0, len(speaking) - SHOWN), tuple(open_[:SHOWN]), max(0, len(open_) - SHOWN)
    )


def _items(card: Assessment, given: Mapping[str, Answer]) -> dict[str, float | None]:
    asked = assessment.instrument(card.instrument, card.version).items
    return {
        code: assessment.percent(item, given.get(code))
        for code, item in asked.items()
        if not item.is_context and not (code in given and given[code].blank is Blank.NOT_APPLICABLE)
    }


def _of_enterprise(firm: Enterprise, on: date) -> dict[str, float | None]:
    status = firm.unit_status
    standing = {UnitStatus.IDLE: 1.0, UnitStatus.SEMI_ACTIVE: _PARTLY}.get(status, 0.0) if status else None
    idle: float | None = None
    if standing == 0.0:
        idle = 0.0  # a working unit is not asked since when it stands idle
    elif firm.idle_since is not None and firm.idle_since <= on:
        idle = (on.year - firm.idle_since.year) * 12.0 + on.month - firm.idle_since.month
    return {"unit_status": standing, "idle_months": idle, "capacity_use": firm.capacity_use}


_FIGURES = (
    "machinery_age", "equipment_effectiveness", "scrap_share", "import_share", "research_spend", "training_hours",
    "export_share", "overdue_bank_debt", "tax_insurance_debt", "receivable_days", "inventory_days",
)  # fmt: skip
_SHARES = {"energy_share": "energy_cost", "profit_margin": "profit"}


def _of_years(years: Sequence[YearFigures]) -> dict[str, float | None]:
    """Each figure from the newest of the last fiscal years that has it."""
    newest = max((each.year for each in years), default=0)
    recent = sorted((each for each in years if each.year > newest - _RECENT), key=lambda each: -each.year)
    found: dict[str, float | None] = {key: _first(getattr(each, key) for each in recent) for key in _FIGURES}
    for key, name in _SHARES.items():
        found[key] = _first(_share(getattr(each, name), each.turnover) for each in recent)
    found["turnover_change"] = _first(_change(each, recent) for each in recent)
    return found


def _change(year: YearFigures, years: Sequence[YearFigures]) -> float | None:
    """Turnover against the year before, in percent, of the same currency."""
    before = next((each for each in years if each.year == year.year - 1 and each.currency == year.currency), None)
    if before is None or year.turnover is None:
        return None
    return _share(year.turnover - (before.turnover or 0), before.turnover)


def _share(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else 100 * part / whole


def _first(values: Iterable[float | None]) -> float | None:
    found = next((value for value in values if value is not None), None)
    return None if found is None else float(found)
