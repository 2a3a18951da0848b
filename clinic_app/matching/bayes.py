"""Complement naive Bayes over words, word pairs and character sequences, in plain Python."""

import math
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from itertools import chain, pairwise

from clinic_app.domain.areas import Area, problem_types
from clinic_app.matching import words

AREAS = tuple(Area)
TYPES = tuple(problem_types())
AREA_OF_TYPE = tuple(AREAS.index(kind.area) for kind in problem_types().values())
TYPE_INDEX = {code: index for index, code in enumerate(TYPES)}
STRANGER = len(TYPES)
_SMOOTHING = 0.3

Bag = Mapping[str, int]


def bags(folded: Iterable[str], quiet: Container[str] = ()) -> tuple[Bag, Bag]:
    """The features of a text: its words and word pairs, and its character sequences, each with its count.
    Numbers and ``quiet`` words (the, of, and) are passed over: they would speak for whichever area uses them
    by chance.
    """
    telling = [word for word in folded if word not in quiet and not word.isdecimal()]
    by_word = Counter(f"={word}" for word in telling)
    by_word.update(f"{first} {second}" for first, second in pairwise(telling))
    return by_word, Counter(chain.from_iterable(map(words.grams, telling)))


class Bayes:
    """Counts of features per problem type, and of texts that belong to none; scores texts by them.

    Complement naive Bayes (Rennie et al. 2003): a class is scored by how badly a text fits everything else,
    which small and uneven classes stand better. Words and character sequences are each brought to length 1.
    """

    def __init__(self, documents: Iterable[tuple[tuple[Bag, Bag], int]]) -> None:
        """``documents`` are bags of features with the index of their problem type, or STRANGER."""
        read = list(documents)
        with_feature: Counter[str] = Counter()
        for both, _ in read:
            with_feature.update(both[0].keys())
            with_feature.update(both[1].keys())
        rarest = math.log(1 + len(read)) + 1
        self._rarity = {feature: rarest - math.log(1 + n) for feature, n in with_feature.items()}
        self._counts: list[dict[str, float]] = [{} for _ in range(STRANGER + 1)]
        for both, kind in read:
            for bag in both:
                self._add(bag, self._counts[kind])
        self._sum_up()
        self._area_memo: dict[str, tuple[float, ...]] = {}
        self._type_memo: dict[str, tuple[tuple[int, float], ...]] = {}

    def _add(self, bag: Bag, counts: dict[str, float]) -> None:
        rarity = self._rarity
        vector = {k: rarity[k] if n == 1 else rarity[k] * (1 + math.log(n)) for k, n in bag.items()}
        scale = 1 / (math.sqrt(sum(x * x for x in vector.values())) or 1.0)
        get = counts.get
        for feature, x in vector.items():
            counts[feature] = get(feature, 0.0) + x * scale

    def _sum_up(self) -> None:
        of_type = [sum(counts.values()) for counts in self._counts]
        smoothing = _SMOOTHING * len(self._rarity)
        self._all = sum(of_type[:STRANGER]) + smoothing
        self._strange = math.log(self._all / (of_type[STRANGER] + smoothing))
        of_area = [0.0] * len(AREAS)
        for kind, area in enumerate(AREA_OF_TYPE):
            of_area[area] += of_type[kind]
        self._log_outside = [math.log(self._all - total) for total in of_area]
        self._log_outside_type = [math.log(self._all - total) for total in of_type[:STRANGER]]

    def knows(self, word: str) -> bool:
        """True when a folded word was among the documents."""
        return f"={word}" in self._rarity

    def _of_types(self, feature: str) -> list[tuple[int, float]]:
        """The problem types that ``feature`` occurs in, each with its count."""
        counts = ((kind, self._counts[kind].get(feature)) for kind in range(STRANGER))
        return [(kind, count) for kind, count in counts if count is not None]

    def _area_weights(self, feature: str) -> tuple[float, ...]:
        """Rarity of ``feature``, its weight for each area, and its weight for being a stranger."""
        found = self._area_memo.get(feature)
        if found is None:
            inside = [0.0] * len(AREAS)
            for kind, count in self._of_types(feature):
                inside[AREA_OF_TYPE[kind]] += count
            everywhere = sum(inside) + _SMOOTHING
            strange = math.log((self._counts[STRANGER].get(feature, 0.0) + _SMOOTHING) / everywhere)
            outside = zip(self._log_outside, inside, strict=True)
            found = (
                self._rarity[feature],
                *(total - math.log(everywhere - mine) for total, mine in outside),
                strange + self._strange,
            )
            self._area_memo[feature] = found
        return found

    def _type_weights(self, feature: str) -> tuple[tuple[int, float], ...]:
        """What ``feature`` adds to the score of each problem type it occurs in."""
        found = self._type_memo.get(feature)
        if found is None:
            present = self._of_types(feature)
            everywhere = sum(count for _, count in present) + _SMOOTHING
            found = tuple((kind, -math.log1p(-count / everywhere)) for kind, count in present)
            self._type_memo[feature] = found
        return found

    def scores(self, both: tuple[Bag, Bag]) -> list[float]:
        """The log score of each area, in their order, and last that of being a stranger to all of them."""
        total = [0.0] * (len(AREAS) + 1)
        for bag in both:
            a = b = c = d = e = s = square = 0.0
            for feature, n in bag.items():
                if feature in self._rarity:
                    x, wa, wb, wc, wd, we, ws = self._area_weights(feature)
                    if n > 1:
                        x *= 1 + math.log(n)
                    square += x * x
                    a, b, c, d, e, s = a + x * wa, b + x * wb, c + x * wc, d + x * wd, e + x * we, s + x * ws
            if square:
                scale = 1 / math.sqrt(square)
                total = [t + scale * y for t, y in zip(total, (a, b, c, d, e, s), strict=True)]
        return total

    def type_scores(self, both: tuple[Bag, Bag]) -> list[float]:
        """The log score of each of the 60 problem types, in their order."""
        total = [0.0] * STRANGER
        for bag in both:
            vector = {k: self._rarity[k] * (1 + math.log(n)) for k, n in bag.items() if k in self._rarity}
            length = math.sqrt(sum(x * x for x in vector.values())) or 1.0
            mass = sum(vector.values())
            for kind, outside in enumerate(self._log_outside_type):
                total[kind] += mass * outside / length
            for feature, x in vector.items():
                for kind, weight in self._type_weights(feature):
                    total[kind] += x * weight / length
        return total
