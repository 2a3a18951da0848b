"""The scorecard: the questionnaire as data, an assessment and its answers, and what the answers add up to."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from clinic_app import errors, paths
from clinic_app.domain.records import FieldError, plausible, within

HIGHEST = 4
"""Answers go from 0 (not at all) to this (fully, systematically, proven)."""
WEAK = 60.0
"""Below this percentage an item is a weakness and brings its advice."""
STRONG = 80.0
"""From this percentage on an item is a strength."""


class Occasion(Enum):
    """Why a scorecard is filled in."""

    BASELINE = "baseline"
    FOLLOW_UP = "follow_up"


class Blank(Enum):
    """Why an item has no score. Neither is ever a 0."""

    NOT_APPLICABLE = "not_applicable"
    NOT_SEEN = "not_seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement to be judged. Texts are by language code (en, fa, ko).

    ``look_for`` says which document or place shows it, ``anchors`` what the scores 0 and 4 mean, ``advice`` what to
    do first when it is weak; ``types`` are the codes of the problem types it speaks for. A reversed item states
    something bad; a context-only item is asked and told, and never scored.
    """

    code: str
    dimension: str
    text: Mapping[str, str]
    look_for: Mapping[str, str]
    anchors: Mapping[int, Mapping[str, str]]
    advice: Mapping[str, str]
    types: tuple[str, ...]
    is_reversed: bool = False
    is_context: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One side of the firm, an axis of the radar."""

    code: str
    label: Mapping[str, str]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A questionnaire of a version that never changes once answers to it exist."""

    code: str
    version: str
    label: Mapping[str, str]
    dimensions: tuple[Dimension, ...]

    @property
    def items(self) -> Mapping[str, Item]:
        """All items by code, in the order they are asked."""
        return {item.code: item for dimension in self.dimensions for item in dimension.items}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentData:
    """What the advisor may edit of one filling-in of a scorecard."""

    assessed_on: date
    instrument: str = "clinic-scorecard"
    version: str = "1"
    occasion: Occasion = Occasion.BASELINE
    respondent: str = ""
    assessor: str = ""
    notes: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        is_known = (self.instrument, self.version) in instruments()
        unknown = [] if is_known else [FieldError("instrument", "unknown-instrument")]
        return [*plausible("assessed_on", self.assessed_on), *unknown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(AssessmentData):
    """A saved assessment."""

    id: UUID
    case_id: UUID
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerData:
    """What the advisor may edit. ``score`` is 0 to 4, or None with the reason in ``blank`` (None: not yet asked)."""

    item: str
    score: int | None = None
    blank: Blank | None = None
    comment: str = ""
    evidence: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong. A score together with a reason for having none is a contradiction."""
        is_known = any(self.item in each.items for each in instruments().values())
        is_both = self.score is not None and self.blank is not None
        return [
            *([] if is_known else [FieldError("item", "unknown-item")]),
            *within("score", self.score, 0, HIGHEST),
            *([FieldError("blank", "contradiction")] if is_both else []),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(AnswerData):
    """A saved answer."""

    id: UUID
    assessment_id: UUID
    case_id: UUID
    revision: int = 1


class DimensionScore(NamedTuple):
    """How a dimension stands, 0 to 100; None when nothing of it was answered.

    ``asked`` counts the scored items without the not-applicable ones, ``answered`` those of them with a score.
    """

    dimension: str
    percent: float | None
    answered: int
    asked: int


class Weakness(NamedTuple):
    """An item under ``WEAK``, with the answer that says so; what to do is ``item.advice``."""

    item: Item
    percent: float
    answer: AnswerData


class Strength(NamedTuple):
    """An item at or above ``STRONG``, with the answer that says so."""

    item: Item
    percent: float
    answer: AnswerData


class Change(NamedTuple):
    """A dimension before and after, in percent; None where that time nothing of it was answered."""

    dimension: str
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        """Percentage points gained (negative: lost); None when one of the two is missing."""
        return None if self.before is None or self.after is None else self.after - self.before


@cache
def instruments() -> Mapping[tuple[str, str], Instrument]:
    """Every questionnaire of the data file, by code and version."""
    text = (paths.resources() / "scorecard.json").read_text("utf-8")
    found = (_instrument(entry) for entry in json.loads(text)["instruments"])
    return {(each.code, each.version): each for each in found}


def instrument(code: str = "clinic-scorecard", version: str = "1") -> Instrument:
    """The questionnaire of that code and version. Raises NotFound."""
    if (code, version) not in instruments():
        raise errors.NotFound(id=f"{code} {version}")
    return instruments()[code, version]


def _instrument(entry: dict[str, Any]) -> Instrument:
    dimensions = (
        Dimension(
            code=each["code"],
            label=each["label"],
            items=tuple(_item(each["code"], item) for item in each["items"]),
        )
        for each in entry["dimensions"]
    )
    return Instrument(
        code=entry["code"], version=entry["version"], label=entry["label"], dimensions=tuple(dimensions)
    )


def _item(dimension: str, entry: dict[str, Any]) -> Item:
    return Item(
        code=entry["code"],
        dimension=dimension,
        text=entry["text"],
        look_for=entry["look_for"],
        anchors={int(score): words for score, words in entry["anchors"].items()},
        advice=entry["advice"],
        types=tuple(entry["types"]),
        is_reversed=entry.get("reversed", False),
        is_context=entry.get("context", False),
    )


def percent(item: Item, answer: AnswerData | None) -> float | None:
    """How good an answer is, 0 to 100, reversed items turned round; None when there is nothing to be scored."""
    if item.is_context or answer is None or answer.score is None:
        return None
    share = 100 * answer.score / HIGHEST
    return 100 - share if item.is_reversed else share


def dimension_scores(answers: Iterable[AnswerData], instrument: Instrument) -> tuple[DimensionScore, ...]:
    """The mean of each dimension's answered items, in the order of the instrument."""
    given = _by_item(answers)
    return tuple(_dimension_score(dimension, given) for dimension in instrument.dimensions)


def _dimension_score(dimension: Dimension, given: Mapping[str, AnswerData]) -> DimensionScore:
    asked = [item for item in dimension.items if not item.is_context and not _is_exempt(given.get(item.code))]
    found = [value for item in asked if (value := percent(item, given.get(item.code))) is not None]
    return DimensionScore(dimension.code, _mean(found), len(found), len(asked))


def overall(scores: Iterable[DimensionScore]) -> float | None:
    """The mean of the dimensions that have answers: each weighs the same, whatever its number of items."""
    return _mean([score.percent for score in scores if score.percent is not None])


def weaknesses(answers: Iterable[AnswerData], instrument: Instrument) -> tuple[Weakness, ...]:
    """The items under ``WEAK``, weakest first, equals in the order they are asked."""
    weak = (Weakness(*each) for each in _scored(answers, instrument) if each[1] < WEAK)
    return tuple(sorted(weak, key=lambda each: each.percent))


def strengths(answers: Iterable[AnswerData], instrument: Instrument) -> tuple[Strength, ...]:
    """The items at or above ``STRONG``, strongest first, equals in the order they are asked."""
    strong = (Strength(*each) for each in _scored(answers, instrument) if each[1] >= STRONG)
    return tuple(sorted(strong, key=lambda each: -each.percent))


def comparison(baseline: Iterable[DimensionScore], follow_up: Iterable[DimensionScore]) -> tuple[Change, ...]:
    """Each dimension before and after, in the order of the baseline, then what only the follow-up asked."""
    before = {score.dimension: score.percent for score in baseline}
    after = {score.dimension: score.percent for score in follow_up}
    return tuple(Change(code, before.get(code), after.get(code)) for code in before | after)


def _by_item(answers: Iterable[AnswerData]) -> Mapping[str, AnswerData]:
    return {answer.item: answer for answer in answers}


def _scored(answers: Iterable[AnswerData], instrument: Instrument) -> Iterable[tuple[Item, float, AnswerData]]:
    given = _by_item(answers)
    for code, item in instrument.items.items():
        answer = given.get(code)
        value = percent(item, answer)
        if answer is not None and value is not None:
            yield item, value, answer


def _is_exempt(answer: AnswerData | None) -> bool:
    return answer is not None and answer.blank is Blank.NOT_APPLICABLE


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
