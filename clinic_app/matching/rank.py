"""Score a text for the five areas and the problem types, by the models of its languages and by known terms."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from clinic_app.matching import words
from clinic_app.matching.model import AREA_OF_TYPE, AREAS, STRANGER, TYPE_INDEX, TYPES, Model, Reading
from clinic_app.matching.terms import Finder, Hit
from clinic_app.matching.words import Word

_TERMS_FOR_TYPE = 0.4
_NO_TERM = 0.8  # evidence every type is given before any term is found


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Log scores of a text: ``areas`` in their order, ``strange`` for belonging to none of them, ``types`` in theirs.

    ``mass`` is the weight of the known terms found per area, ``hits`` the terms, ``known`` the share of the
    words that count which the model has met or which are part of a term, 0 to 1.
    """

    areas: tuple[float, ...]
    strange: float
    types: tuple[float, ...]
    mass: tuple[float, ...]
    hits: tuple[Hit, ...]
    known: float


class Language:
    """What the program knows of one language: its model and its terms; ``quiet`` words are no evidence."""

    def __init__(self, model: Model, quiet: frozenset[str]) -> None:
        self.model = model
        self.finder = Finder(model.terms)
        self.quiet = quiet


class Scorer:
    """A text read by several languages, weighted by their shares, which sum to 1."""

    def __init__(self, text: str, read: Sequence[Word], languages: Mapping[Language, float]) -> None:
        """``read`` are the words of ``text``."""
        self.read = read
        self._languages = languages
        folded, start = [word.folded for word in read], words.last_sentence(text, read)
        self._readings = [(Reading(one.model, folded, start), share) for one, share in languages.items()]

    def scored(self) -> Scored:
        """The scores of the whole text."""
        areas = _pooled((reading.areas(), share) for reading, share in self._readings)
        hits = [hit for one in self._languages for hit in one.finder.find(self.read)]
        mass = [0.0] * len(AREAS)
        for term in {hit.term for hit in hits}:
            mass[AREAS.index(term.area)] += term.weight
        return Scored(
            areas=areas[:STRANGER],
            strange=areas[STRANGER],
            types=_pooled((reading.types(), share) for reading, share in self._readings),
            mass=tuple(mass),
            hits=tuple(hits),
            known=self._known(hits),
        )

    def areas_without(self, gone: Collection[int]) -> tuple[float, ...]:
        """The log scores of the areas when the words at the places ``gone`` are taken out."""
        return _pooled((reading.areas(gone), share) for reading, share in self._readings)[:STRANGER]

    def _known(self, hits: Iterable[Hit]) -> float:
        in_term = {place for hit in hits for place in range(hit.first, hit.last + 1)}
        telling = [
            place in in_term or any(one.model.knows(word.folded) for one in self._languages)
            for place, word in enumerate(self.read)
            if place in in_term or not any(is_quiet(word.folded, one.quiet) for one in self._languages)
        ]
        return sum(telling) / len(telling) if telling else 0.0


def is_quiet(word: str, quiet: frozenset[str]) -> bool:
    """True for a word that says nothing by itself: a stop word or a number."""
    return word in quiet or word.isdecimal()


def _pooled(scores: Iterable[tuple[Sequence[float], float]]) -> tuple[float, ...]:
    weighted = [[share * x for x in row] for row, share in scores]
    return tuple(map(sum, zip(*weighted, strict=True)))


def probabilities(scores: Sequence[float]) -> list[float]:
    """Log scores as probabilities that sum to 1."""
    highest = max(scores)
    raised = [math.exp(score - highest) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]


def types(scored: Scored, areas: Sequence[float]) -> list[float]:
    """Probability of each of the 60 problem types: that of its area, shared out within the area."""
    mass = [_NO_TERM] * len(TYPES)
    for term in {hit.term for hit in scored.hits}:
        mass[TYPE_INDEX[term.type]] += term.weight
    pooled = [p + _TERMS_FOR_TYPE * math.log(m) for p, m in zip(scored.types, mass, strict=True)]
    found = [0.0] * len(TYPES)
    for area, of_area in enumerate(areas):
        inside = [kind for kind, its_area in enumerate(AREA_OF_TYPE) if its_area == area]
        for kind, share in zip(inside, probabilities([pooled[kind] for kind in inside]), strict=True):
            found[kind] = of_area * share
    return found
