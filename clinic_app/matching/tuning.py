"""What a rebuild learns from the corrections: small changes to what the frozen model's features say for the areas."""

import math
import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from clinic_app.domain.areas import Area
from clinic_app.matching.model import AREAS, Model, gram_features, pair_feature, total, word_feature
from clinic_app.matching.rank import probabilities

_EPOCHS = 4
_RATE = 0.3
_DECAY = 0.005  # of a weight, towards zero, each time it is looked at
_LEAST = 0.01  # weights smaller than this are not kept
_DIGITS = 4

Weights = Mapping[str, tuple[float, ...]]
_NOTHING = (0.0,) * len(AREAS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """By language, what each feature adds to the five areas; ``name`` stands in the rules of an answer.

    Only features that the frozen model knows are in it: a word that it has not met stays in its case.
    """

    name: str
    weights: Mapping[str, Weights]

    def to_json(self) -> dict[str, Any]:
        """The weights as plain lists."""
        return {
            spoken: {feature: list(row) for feature, row in sorted(weights.items())}
            for spoken, weights in sorted(self.weights.items())
        }

    def read(self, folded: Sequence[str], models: Mapping[str, tuple[Model, float]]) -> "Tuned":
        """What it adds to a text. ``models`` gives the frozen model and the share of each language of the text."""
        by_word = [_NOTHING] * len(folded)
        by_pair = [_NOTHING] * max(0, len(folded) - 1)
        for spoken, (model, share) in models.items():
            weights = self.weights.get(spoken)
            if weights:
                parts = places_of(folded, model)
                for place, feature, x in parts:
                    row = weights.get(feature)
                    if row is not None:
                        kept = by_word if place >= 0 else by_pair
                        at = place if place >= 0 else -1 - place
                        kept[at] = tuple(a + share * x * b for a, b in zip(kept[at], row, strict=True))
        return Tuned(by_word, by_pair)


class Tuned:
    """A text as a tuning reads it."""

    def __init__(self, by_word: Sequence[tuple[float, ...]], by_pair: Sequence[tuple[float, ...]]) -> None:
        self._by_word, self._by_pair = by_word, by_pair

    def added(self, gone: Collection[int] = ()) -> tuple[float, ...]:
        """What is added to the log scores of the areas, without the words at the places ``gone``."""
        said = (row for place, row in enumerate(self._by_word) if place not in gone)
        paired = (row for place, row in enumerate(self._by_pair) if not {place, place + 1} & set(gone))
        return total([_NOTHING, *said, *paired])[: len(AREAS)]


def from_json(name: str, content: Mapping[str, Any]) -> Tuning:
    """The tuning that ``to_json`` wrote. Raises KeyError, TypeError or ValueError when it is something else."""
    weights = {
        spoken: {feature: tuple(map(float, row)) for feature, row in rows.items()} for spoken, rows in content.items()
    }
    if any(len(row) != len(AREAS) for rows in weights.values() for row in rows.values()):
        raise ValueError("a weight for each area")
    return Tuning(name=name, weights=weights)


def places_of(folded: Sequence[str], model: Model) -> list[tuple[int, str, float]]:
    """Each feature the model knows: the word it stands in (or -1 - place of a pair), its name, its share of the text.

    Words with pairs and character sequences have the length 1 each.
    """
    said = [(place, word_feature(word)) for place, word in enumerate(folded)]
    said += [(-1 - place, pair_feature(a, b)) for place, (a, b) in enumerate(pairwise(folded))]
    spelt = [(place, gram) for place, word in enumerate(folded) for gram in gram_features(word)]
    found = []
    for part in (said, spelt):
        known = [(place, feature, x) for place, feature in part if (x := model.rarity(feature))]
        counts: defaultdict[str, float] = defaultdict(float)
        for _, feature, x in known:
            counts[feature] += x
        length = math.sqrt(sum(x * x for x in counts.values())) or 1.0
        found += [(place, feature, x / length) for place, feature, x in known]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text to learn from: its folded words, its language, the frozen log scores of the areas, and its area.

    A reminder is one of our own statements: it holds back the weights of the words it shares with the others.
    """

    folded: tuple[str, ...]
    language: str
    scores: tuple[float, ...]
    area: Area
    is_reminder: bool = False


def learn(examples: Iterable[Example], model: Callable[[str], Model], name: str) -> Tuning:
    """Weights learnt by stochastic gradient on the cross entropy of the areas, the same for the same examples.

    The order of ``examples`` counts, and is mixed by a fixed seed; the frozen scores are never changed.
    """
    prepared = [(one, [(f, x) for _, f, x in places_of(one.folded, model(one.language))]) for one in examples]
    weights: defaultdict[str, dict[str, list[float]]] = defaultdict(dict)
    for one, features in prepared:
        if not one.is_reminder:
            weights[one.language].update((feature, [0.0] * len(AREAS)) for feature, _ in features)
    order = random.Random(20260)
    for _ in range(_EPOCHS):
        order.shuffle(prepared)
        for one, features in prepared:
            _step(weights[one.language], one, features)
    return Tuning(name=name, weights={spoken: _kept(rows) for spoken, rows in weights.items()})


def _step(rows: dict[str, list[float]], one: Example, features: Sequence[tuple[str, float]]) -> None:
    scores = list(one.scores)
    for feature, x in features:
        if feature in rows:
            scores = [a + x * b for a, b in zip(scores, rows[feature], strict=True)]
    gaps = probabilities(scores)
    gaps[AREAS.index(one.area)] -= 1.0
    if max(map(abs, gaps)) < 0.02:  # it is right already: nothing to learn
        return
    for feature, x in features:
        if (row := rows.get(feature)) is not None:
            for area, gap in enumerate(gaps):
                row[area] -= _RATE * x * gap + _DECAY * row[area]


def _kept(rows: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, ...]]:
    return {
        feature: tuple(round(x, _DIGITS) for x in row)
        for feature, row in sorted(rows.items())
        if max(map(abs, row)) >= _LEAST
    }
