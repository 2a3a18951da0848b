"""The frozen model: what each word, pair and character sequence says for each area and problem type; one file."""

import hashlib
import json
import math
import sys
import zipfile
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from clinic_app.domain.areas import Area, problem_types
from clinic_app.matching import words
from clinic_app.matching.lexicon import BadLexicon, Term

FILE = "model.zip"
AREAS = tuple(Area)
TYPES = tuple(problem_types())
AREA_OF_TYPE = tuple(AREAS.index(kind.area) for kind in problem_types().values())
TYPE_INDEX = {code: index for index, code in enumerate(TYPES)}
STRANGER = len(AREAS)
FIRST_TYPE = STRANGER + 1
COLUMNS = FIRST_TYPE + len(TYPES)
"""What a text is scored for: the areas, belonging to none of them, and the problem types, each against the others
of its area.
"""

_LEVELS = 127
_CACHED = 20_000


class Vote(NamedTuple):
    """What a feature adds to the areas with the stranger and to the types, and the square it adds to the length."""

    areas: tuple[float, ...]
    types: tuple[float, ...]
    square: float


_NO_VOTE = Vote((0.0,) * FIRST_TYPE, (0.0,) * len(TYPES), 0.0)


ASKED = "?"
"""Stands before the features of the last sentence, which count once more by themselves."""


def word_feature(word: str) -> str:
    """The feature of a folded word; all numbers are one word."""
    return "=0" if word.isdecimal() else f"={word}"


def pair_feature(first: str, second: str) -> str:
    """The feature of two neighbours."""
    return f"{word_feature(first)[1:]} {word_feature(second)[1:]}"


def gram_features(word: str) -> tuple[str, ...]:
    """The character sequences of a folded word; a number has none."""
    return () if word.isdecimal() else words.grams(word)


def features_of(text: str) -> tuple[list[str], ...]:
    """The features of a text in the three parts, with repetitions: words with pairs, character sequences, and words
    with pairs of the last sentence (only a mark when that is all there is).
    """
    read = words.split(text)
    folded = [word.folded for word in read]
    start = words.last_sentence(text, read)
    said = [*map(word_feature, folded), *(pair_feature(a, b) for a, b in pairwise(folded))]
    asked = [*map(word_feature, folded[start:]), *(pair_feature(a, b) for a, b in pairwise(folded[start:]))]
    return (
        said,
        list(chain.from_iterable(map(gram_features, folded))),
        [ASKED + f for f in asked] if start else [ASKED],
    )


class Model:
    """Of one language. A text's log score for a column is its bias plus, for each part of its features, the sum of
    their weights over the root of the sum of their squared rarities.
    """

    def __init__(
        self, features: Sequence[str], rarity: Sequence[float], weights: bytes, steps: Sequence[float],
        bias: Sequence[float], terms: Iterable[Term],
    ) -> None:  # fmt: skip
        """``weights`` holds COLUMNS bytes a feature, each the place in ``steps`` (256 numbers)."""
        self._place = dict(zip(features, range(len(features)), strict=True))
        self._rarity, self._weights, self._steps = rarity, weights, steps
        self.bias = tuple(bias)
        self.terms = tuple(terms)
        self.vote = lru_cache(_CACHED)(lambda feature: self._vote((feature,)))
        self.spelling = lru_cache(_CACHED)(lambda word: self._vote(gram_features(word)))

    def knows(self, word: str) -> bool:
        """True when a folded word was among the statements the model was made from."""
        return word_feature(word) in self._place

    def rarity(self, feature: str) -> float:
        """How rare a feature is, 0 when the model does not know it."""
        place = self._place.get(feature)
        return 0.0 if place is None else self._rarity[place]

    def _vote(self, features: Iterable[str]) -> Vote:
        found = [place for feature in features if (place := self._place.get(feature)) is not None]
        if not found:
            return _NO_VOTE
        steps, rows = self._steps, []
        for place in found:
            row, x = self._weights[place * COLUMNS : (place + 1) * COLUMNS], self._rarity[place]
            rows.append([steps[q] * x for q in row])
        summed = tuple(map(sum, zip(*rows, strict=True)))
        return Vote(summed[:FIRST_TYPE], summed[FIRST_TYPE:], sum(self._rarity[place] ** 2 for place in found))


Scaled = list[float]


class _Part:
    """The votes of one part of a text's features: by word from ``start`` on, and by pair."""

    def __init__(self, by_word: Sequence[Vote], by_pair: Sequence[Vote] = (), start: int = 0) -> None:
        self._by_word, self._by_pair, self._start = by_word, by_pair, start
        self.votes = (*by_word, *by_pair)
        self.areas = total(vote.areas for vote in self.votes) or _NO_VOTE.areas
        self.square = sum(vote.square for vote in self.votes)

    def without(self, gone: Collection[int]) -> Scaled:
        """What the areas get when the words ``gone`` vote no more, nor the pairs they stand in."""
        places = [place - self._start for place in gone if place >= self._start and self._by_word]
        if not places:
            return _scaled(self.areas, self.square)
        pairs = {pair for place in places for pair in (place - 1, place) if 0 <= pair < len(self._by_pair)}
        lost = [*(self._by_word[place] for place in places), *(self._by_pair[pair] for pair in pairs)]
        missing = total(vote.areas for vote in lost)
        left = [a - b for a, b in zip(self.areas, missing, strict=True)]
        return _scaled(left, self.square - sum(vote.square for vote in lost))

    def types(self) -> Scaled:
        """What the problem types get."""
        return _scaled(total(vote.types for vote in self.votes) or _NO_VOTE.types, self.square)


def total(rows: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """The sum of rows, column by column; empty when there is none."""
    return tuple(map(sum, zip(*rows, strict=True)))


def _scaled(weights: Sequence[float], square: float) -> Scaled:
    # What is left of a difference of equal sums is a rounding error, not a rarity: rarities are 1 or more.
    length = math.sqrt(square) if square > 0.5 else math.inf
    return [x / length for x in weights]


class Reading:
    """The words of a text as one model reads them; its scores, those of the areas also without some of the words."""

    def __init__(self, model: Model, folded: Sequence[str], start: int) -> None:
        """``start`` is the place of the first word of the last sentence."""
        self._bias = model.bias
        by_word = [word_feature(word) for word in folded]
        by_pair = [pair_feature(first, second) for first, second in pairwise(folded)]
        asked = _Part(
            [model.vote(ASKED + feature) for feature in by_word[start:]],
            [model.vote(ASKED + feature) for feature in by_pair[start:]],
            start,
        )
        self._parts = (
            _Part([*map(model.vote, by_word)], [*map(model.vote, by_pair)]),
            _Part([*map(model.spelling, folded)]),
            asked if start else _Part((), (model.vote(ASKED),)),
        )

    def areas(self, without: Collection[int] = ()) -> tuple[float, ...]:
        """The log scores of the areas and of the stranger, the words at the places ``without`` taken out."""
        return total([self._bias[:FIRST_TYPE], *(part.without(without) for part in self._parts)])

    def types(self) -> tuple[float, ...]:
        """The log score of each problem type."""
        return total([self._bias[FIRST_TYPE:], *(part.types() for part in self._parts)])


def steps(largest: float) -> list[float]:
    """The weights that the 256 bytes stand for: finer near zero, where most are. Byte 128 is zero."""
    return [math.copysign(((q - 128) / _LEVELS) ** 2, q - 128) * largest for q in range(256)]


class ModelFile:
    """The model file, opened; each language is read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        """Raises BadLexicon when the file is missing or damaged."""
        self._path = folder / FILE
        self._manifest = json.loads(self._member("manifest.json"))
        self.version = f"{self._manifest['version']}-{self._manifest['knowledge']}"

    def language(self, language: str) -> Model:
        """The model of a language (en, fa, ko). Raises BadLexicon when its part is damaged."""
        about: Mapping[str, Any] = self._manifest["languages"][language]
        part = {name: self._checked(f"{language}.{name}") for name in ("features", "rarity", "weights", "terms")}
        rarity = array("H")
        rarity.frombytes(part["rarity"])
        if sys.byteorder == "big":
            rarity.byteswap()
        return Model(
            features=part["features"].decode().split("\n"),
            rarity=[x / 1000 for x in rarity],
            weights=part["weights"],
            steps=steps(about["largest"]),
            bias=about["bias"],
            terms=_terms(part["terms"].decode(), language),
        )

    def _checked(self, name: str) -> bytes:
        content = self._member(name)
        if hashlib.sha256(content).hexdigest() != self._manifest["sha256"][name]:
            raise BadLexicon(file=FILE, line=0, problem=f"{name} is damaged")
        return content

    def _member(self, name: str) -> bytes:
        try:
            with zipfile.ZipFile(self._path) as archive:
                return archive.read(name)
        except FileNotFoundError:
            raise BadLexicon(file=FILE, line=0, problem="the file is missing") from None
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise BadLexicon(file=FILE, line=0, problem=f"not a model: {error}") from error


def _terms(text: str, language: str) -> list[Term]:
    lines = (line.split("\t") for line in text.split("\n") if line)
    kinds = problem_types()
    return [
        Term(text=words_, weight=int(weight), type=code, area=kinds[code].area, language=language)
        for code, weight, words_ in lines
    ]
