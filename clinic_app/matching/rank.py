"""Score a text for the five areas and the problem types, by wording and by known terms."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clinic_app.matching import bayes, words
from clinic_app.matching.bayes import AREA_OF_TYPE, AREAS, STRANGER, TYPE_INDEX, Bag, Bayes
from clinic_app.matching.lexicon import Exemplar, Lexicon, Term
from clinic_app.matching.terms import Finder, Hit
from clinic_app.matching.words import Word

# Chosen on held-out statements of our own: 0.4 to 0.8 for the terms hardly differ; three types within the
# right area come out best with 0.4 and scores stretched threefold.
_TERMS_FOR_AREA, _TERMS_FOR_TYPE, _STRETCH_TYPES = 0.8, 0.4, 3.0
_NO_TERM = 0.8  # evidence every area is given before any term is found


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Log scores of a text: ``areas`` in their order, ``strange`` for belonging to none of them.

    ``mass`` is the weight of the known terms found per area, ``hits`` the terms, ``known`` the share of the
    words that count which the model has met or which are part of a term, 0 to 1.
    """

    areas: tuple[float, ...]
    strange: float
    mass: tuple[float, ...]
    hits: tuple[Hit, ...]
    known: float


class Model:
    """Terms and counts of one language."""

    def __init__(self, terms: Iterable[Term], statements: Iterable[Exemplar], quiet: frozenset[str]) -> None:
        """Every term counts as a small statement of its own; ``quiet`` words do not count at all."""
        terms = tuple(terms)
        self.finder = Finder(terms)
        self._quiet = quiet
        said = [(term.text, term.type) for term in terms]
        said += [(statement.text, statement.type) for statement in statements]
        documents = (
            (self.features(words.folded(text)), TYPE_INDEX[kind] if kind else STRANGER) for text, kind in said
        )
        self.bayes = Bayes(documents)

    def features(self, folded: Iterable[str]) -> tuple[Bag, Bag]:
        """What the counts know a text by."""
        return bayes.bags(folded, self._quiet)

    def is_quiet(self, word: str) -> bool:
        """True for a word that does not count: a stop word or a number."""
        return word in self._quiet or word.isdecimal()


def model(lexicon: Lexicon, quiet: frozenset[str]) -> Model:
    """The model of everything one language's lexicon holds."""
    return Model(lexicon.terms, (*lexicon.exemplars, *lexicon.strangers), quiet)


def score(text: Sequence[Word], models: Mapping[Model, float]) -> Scored:
    """Score the words of a text by several models, weighted by their shares, which sum to 1."""
    folded = [word.folded for word in text]
    pooled = [0.0] * (len(AREAS) + 1)
    hits: list[Hit] = []
    for one, share in models.items():
        pooled = [p + share * s for p, s in zip(pooled, one.bayes.scores(one.features(folded)), strict=True)]
        hits += one.finder.find(text)
    mass = [0.0] * len(AREAS)
    for term in {hit.term for hit in hits}:
        mass[AREAS.index(term.area)] += term.weight
    total = sum(mass) + _NO_TERM * len(AREAS)
    return Scored(
        areas=tuple(
            p + _TERMS_FOR_AREA * math.log((m + _NO_TERM) / total) for p, m in zip(pooled, mass, strict=False)
        ),
        strange=pooled[-1],
        mass=tuple(mass),
        hits=tuple(hits),
        known=_known(text, models, hits),
    )


def _known(text: Sequence[Word], models: Iterable[Model], hits: Iterable[Hit]) -> float:
    in_term = {place for hit in hits for place in range(hit.first, hit.last + 1)}
    telling = [
        place in in_term or any(one.bayes.knows(word.folded) for one in models)
        for place, word in enumerate(text)
        if place in in_term or not any(one.is_quiet(word.folded) for one in models)
    ]
    return sum(telling) / len(telling) if telling else 0.0


def probabilities(scores: Sequence[float]) -> list[float]:
    """Log scores as probabilities that sum to 1."""
    highest = max(scores)
    raised = [math.exp(score - highest) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]


def types(text: Sequence[Word], models: Mapping[Model, float], scored: Scored, areas: Sequence[float]) -> list[float]:
    """Probability of each of the 60 problem types: that of its area, shared out within the area."""
    folded = [word.folded for word in text]
    pooled = [0.0] * STRANGER
    for one, share in models.items():
        pooled = [p + share * s for p, s in zip(pooled, one.bayes.type_scores(one.features(folded)), strict=True)]
    mass = [_NO_TERM] * STRANGER
    for term in {hit.term for hit in scored.hits}:
        mass[TYPE_INDEX[term.type]] += term.weight
    pooled = [_STRETCH_TYPES * p + _TERMS_FOR_TYPE * math.log(m) for p, m in zip(pooled, mass, strict=True)]
    found = [0.0] * STRANGER
    for area, of_area in enumerate(areas):
        inside = [kind for kind in range(STRANGER) if AREA_OF_TYPE[kind] == area]
        for kind, share in zip(inside, probabilities([pooled[kind] for kind in inside]), strict=True):
            found[kind] = of_area * share
    return found
