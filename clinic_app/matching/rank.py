"""Score a text for the five areas and the problem types, by wording and by known terms."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clinic_app.matching import bayes, words
from clinic_app.matching.bayes import AREA_OF_TYPE, AREAS, STRANGER, TYPE_INDEX, Bayes
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

    ``mass`` is the weight of the known terms found per area, ``hits`` the terms, ``known`` the share of words
    that the model has met or that are part of a term, 0 to 1.
    """

    areas: tuple[float, ...]
    strange: float
    mass: tuple[float, ...]
    hits: tuple[Hit, ...]
    known: float


class Model:
    """Terms and counts of one language."""

    def __init__(self, terms: Iterable[Term], statements: Iterable[Exemplar]) -> None:
        terms = tuple(terms)
        self.finder = Finder(terms)
        documents: list[tuple[Sequence[str], int]] = [
            (words.folded(term.text), TYPE_INDEX[term.type]) for term in terms
        ]
        for statement in statements:
            kind = TYPE_INDEX[statement.type] if statement.type else STRANGER
            documents.append((words.folded(statement.text), kind))
        self.bayes = Bayes(documents)


def model(lexicon: Lexicon) -> Model:
    """The model of everything one language's lexicon holds."""
    return Model(lexicon.terms, (*lexicon.exemplars, *lexicon.strangers))


def score(text: Sequence[Word], models: Mapping[Model, float]) -> Scored:
    """Score the words of a text by several models, weighted by their shares, which sum to 1."""
    features = bayes.bags([word.folded for word in text])
    pooled = [0.0] * (len(AREAS) + 1)
    hits: list[Hit] = []
    for one, share in models.items():
        pooled = [p + share * s for p, s in zip(pooled, one.bayes.scores(features), strict=True)]
        hits += one.finder.find(text)
    mass = [0.0] * len(AREAS)
    for term in {hit.term for hit in hits}:
        mass[AREAS.index(term.area)] += term.weight
    total = sum(mass) + _NO_TERM * len(AREAS)
    return Scored(
        areas=tuple(
            p + _TERMS_FOR_AREA * math.log((m + _NO_TERM) / total)
            for p, m in zip(pooled, mass, strict=False)
        ),
        strange=pooled[-1],
        mass=tuple(mass),
        hits=tuple(hits),
        known=_known(text, models, hits),
    )


def _known(text: Sequence[Word], models: Iterable[Model], hits: Iterable[Hit]) -> float:
    in_term = {place for hit in hits for place in range(hit.first, hit.last + 1)}
    known = sum(
        place in in_term or any(one.bayes.knows(word.folded) for one in models)
        for place, word in enumerate(text)
    )
    return known / len(text) if text else 0.0


def probabilities(scores: Sequence[float], stretch: float = 1.0) -> list[float]:
    """Log scores, multiplied by ``stretch``, as probabilities that sum to 1."""
    highest = max(scores)
    raised = [math.exp(stretch * (score - highest)) for score in scores]
    return [one / sum(raised) for one in raised]


def types(
    text: Sequence[Word], models: Mapping[Model, float], scored: Scored, areas: Sequence[float]
) -> list[float]:
    """Probability of each of the 60 problem types: that of its area, shared out within the area."""
    features = bayes.bags([word.folded for word in text])
    pooled = [0.0] * STRANGER
    for one, share in models.items():
        pooled = [p + share * s for p, s in zip(pooled, one.bayes.type_scores(features), strict=True)]
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
