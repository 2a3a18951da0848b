"""How like two texts are: the cosine of their features, found among thousands by an inverted index."""

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import chain, pairwise
from uuid import UUID

from clinic_app.matching.model import Model, gram_features, pair_feature, word_feature

_UNKNOWN = 8.0  # the rarity of what the frozen model never met: names and the like, as rare as its rarest
_BUDGET = 12_000  # entries walked per text: the rarest features first, for the commonest tell nothing
_CANDIDATES = 24


class Index:
    """Texts of one language. Words with pairs and character sequences count half each, like in the frozen model."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._ids: dict[UUID, int] = {}
        self._numbered: list[UUID] = []
        self._places: dict[str, int] = {}
        self._entries: list[tuple[array[int], array[float]]] = []  # of a feature: texts, weights
        self._texts: list[tuple[array[int], array[float]]] = []  # of a text: features, weights

    def add(self, name: UUID, folded: Sequence[str]) -> None:
        """Take in a text as its folded words; one that is there already is left as it is."""
        if name in self._ids:
            return
        number = self._ids[name] = len(self._numbered)
        self._numbered.append(name)
        row = (array("I"), array("f"))
        for feature, weight in self._features(folded):
            place = self._places.setdefault(feature, len(self._places))
            if place == len(self._entries):
                self._entries.append((array("I"), array("f")))
            self._entries[place][0].append(number)
            self._entries[place][1].append(weight)
            row[0].append(place)
            row[1].append(weight)
        self._texts.append(row)

    def similar(self, folded: Sequence[str], among: Container[UUID], most: int) -> list[tuple[float, UUID]]:
        """Up to ``most`` of the texts named in ``among`` with their cosines, highest and then newest first."""
        found = ((self._places.get(feature), weight) for feature, weight in self._features(folded))
        asked = {place: weight for place, weight in found if place is not None}
        rough = ((score, n) for n, score in self._rough(asked).items() if self._numbered[n] in among)
        exact = [(self._cosine(n, asked), n) for _, n in heapq.nlargest(_CANDIDATES, rough)]
        return [(score, self._numbered[n]) for score, n in sorted(exact, reverse=True)[:most]]

    def _rough(self, asked: dict[int, float]) -> dict[int, float]:
        """The cosines by the rarest features alone, by number of the text."""
        scores: dict[int, float] = {}
        left = _BUDGET
        for place in sorted(asked, key=lambda place: len(self._entries[place][0])):
            numbers, weights = self._entries[place]
            left -= len(numbers)
            if left < 0 and scores:
                break
            weight = asked[place]
            for number, other in zip(numbers, weights, strict=True):
                scores[number] = scores.get(number, 0.0) + weight * other
        return scores

    def _cosine(self, number: int, asked: dict[int, float]) -> float:
        places, weights = self._texts[number]
        return sum(asked[place] * weight for place, weight in zip(places, weights, strict=True) if place in asked)

    def _features(self, folded: Sequence[str]) -> Iterator[tuple[str, float]]:
        """Each feature of a text with its weight; the squares of the weights sum to 1."""
        said = Counter((*map(word_feature, folded), *(pair_feature(a, b) for a, b in pairwise(folded))))
        spelt = Counter(chain.from_iterable(map(gram_features, folded)))
        parts = [(mark, part) for mark, part in (("=", said), ("~", spelt)) if part]
        for mark, part in parts:
            row = {feature: n * (self._model.rarity(feature) or _UNKNOWN) for feature, n in part.items()}
            length = math.sqrt(len(parts) * sum(x * x for x in row.values()))
            yield from ((mark + feature, weight / length) for feature, weight in row.items())
