"""Fit the confidence of the matcher on what models said of statements that nobody of their authors had written.

A batch holds what one author wrote. Each statement is answered by a model that was trained without the statements
of its batch and with half of the terms: a stranger's words will meet fewer of them. Texts by an author who has seen
neither statements nor terms settle how sure that makes it.
"""

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from build_scripts.lexicon import train
from build_scripts.lexicon.train import Recipe
from clinic_app.domain.areas import Area
from clinic_app.matching import calibrator, rank, words
from clinic_app.matching.calibrator import BIAS, Calibrator
from clinic_app.matching.evaluate import Labelled
from clinic_app.matching.lexicon import Exemplar, Lexicon
from clinic_app.matching.model import AREAS
from clinic_app.matching.rank import Language, Scored

_TERMS_KEPT, _SEED = 0.5, 2026
_LOST_IN_SCOPE = 0.01  # share of texts in scope that may be refused
_ABOUT_ANSWER = ("log_first", "log_second", "agreement", "mass", "rival_mass", "known", "size", "strange")
_ABOUT_SCOPE = ("strange", "mass", "known", "size")
_OF_LANGUAGE = ("fa", "ko")


class Answered(NamedTuple):
    """A statement as a model answered that had not read its batch."""

    statement: Exemplar
    scored: Scored
    size: int
    shares: Mapping[str, float]


def answered(read: Lexicon, quiet: frozenset[str], recipe: Recipe, batches: Sequence[str]) -> Iterator[Answered]:
    """Every statement of ``batches`` in one language, answered by a model without its batch and half the terms."""
    statements = [*read.exemplars, *read.strangers]
    chance = random.Random(f"{_SEED} {read.language}")
    for batch in batches:
        terms = [term for term in read.terms if chance.random() < _TERMS_KEPT]
        others = [one for one in statements if one.batch != batch]
        language = Language(train.train(terms, others, recipe).model(), quiet)
        yield from (_answer(language, one) for one in statements if one.batch == batch)


def _answer(language: Language, statement: Exemplar) -> Answered:
    text = words.split(statement.text)
    scored = rank.Scorer(statement.text, text, {language: 1.0}).scored()
    return Answered(statement, scored, len(text), {statement.language: 1.0})


def fit(rows: Sequence[Answered]) -> Calibrator:
    """Stretch, confidence and scope that fit the answers best."""
    in_scope = [row.statement.area is not None for row in rows]
    stretch = _stretch([row for row, yes in zip(rows, in_scope, strict=True) if yes])
    seen = [_features(row, stretch) for row in rows]
    right = [_is_acceptable(row) for row in rows]
    about_scope = logistic_weights(seen, in_scope, (*_ABOUT_SCOPE, *_OF_LANGUAGE))
    kept = sorted(calibrator.logistic(about_scope, f) for f, yes in zip(seen, in_scope, strict=True) if yes)
    return Calibrator(
        stretch=round(stretch, 3),
        acceptable=logistic_weights(seen, right, (*_ABOUT_ANSWER, *_OF_LANGUAGE)),
        in_scope=about_scope,
        in_scope_from=round(kept[int(len(kept) * _LOST_IN_SCOPE)], 4),
    )


def by_batch(rows: Sequence[Answered]) -> list[str]:
    """A line for each language and batch: how often a model without the batch (and with half the terms) was right."""
    groups: dict[tuple[str, str], list[Answered]] = {}
    for row in rows:
        if row.statement.area is not None:
            groups.setdefault((row.statement.language, row.statement.batch), []).append(row)
    lines = []
    for (language, batch), group in sorted(groups.items()):
        strict = sum(_order(row)[0] is row.statement.area for row in group) / len(group)
        acceptable = sum(_is_acceptable(row) for row in group) / len(group)
        top2 = sum(row.statement.area in _order(row)[:2] for row in group) / len(group)
        lines.append(
            f"{language} {batch} n={len(group)} strict={strict:.3f} acceptable={acceptable:.3f} top2={top2:.3f}"
        )
    return lines


def _order(row: Answered) -> list[Area]:
    return sorted(AREAS, key=lambda area: -row.scored.areas[AREAS.index(area)])


def _is_acceptable(row: Answered) -> bool:
    best = _order(row)[0]
    return best is row.statement.area or best in row.statement.also


def _features(row: Answered, stretch: float) -> dict[str, float]:
    ranking = rank.probabilities([stretch * score for score in row.scored.areas])
    return calibrator.features(row.scored, ranking, row.size, row.shares)


def settle(fitted: Calibrator, labelled: Sequence[Labelled], language: Callable[[str], Language]) -> Calibrator:
    """Stretch and shift the confidence (Platt 1999) to what it should be on ``labelled`` texts. No writer of
    statements has seen these: statements are harder than what is said every day, and name fewer second areas.
    """
    rows = []
    for one in labelled:
        text, shares = words.split(one.text), words.shares(one.text)
        scored = rank.Scorer(one.text, text, {language(name): share for name, share in shares.items()}).scored()
        said = Exemplar(text=one.text, type="", area=one.area, language=one.language, also=tuple(one.also))
        rows.append(Answered(said, scored, len(text), shares))
    seen = [_features(row, fitted.stretch) for row in rows]
    odds = [{BIAS: 1.0, "odds": sum(w * f[name] for name, w in fitted.acceptable.items())} for f in seen]
    platt = logistic_weights(odds, [_is_acceptable(row) for row in rows], ("odds",), ridge=0.1)
    acceptable = {name: round(platt["odds"] * weight, 4) for name, weight in fitted.acceptable.items()}
    acceptable[BIAS] = round(acceptable[BIAS] + platt[BIAS], 4)
    return replace(fitted, acceptable=acceptable)


def _stretch(rows: Sequence[Answered]) -> float:
    """The stretch under which the true areas are likeliest, of steps of 5 percent."""
    gold = [AREAS.index(row.statement.area) for row in rows if row.statement.area is not None]

    def surprise(stretch: float) -> float:
        rankings = (rank.probabilities([stretch * score for score in row.scored.areas]) for row in rows)
        return -sum(math.log(ranking[area]) for ranking, area in zip(rankings, gold, strict=True))

    return min((0.2 * 1.05**step for step in range(80)), key=surprise)


def logistic_weights(
    seen: Sequence[Mapping[str, float]], right: Sequence[bool], names: Sequence[str], ridge: float = 1.0
) -> dict[str, float]:
    """Weights of a logistic regression by Newton's method, the bias free and the others held by a ridge."""
    names = (BIAS, *names)
    matrix = np.array([[features[name] for name in names] for features in seen])
    gold = np.array(right, dtype=float)
    held = np.diag([0.0, *[ridge] * (len(names) - 1)])
    weights = np.zeros(len(names))
    for _ in range(30):
        chances = 1 / (1 + np.exp(-(matrix @ weights).clip(-30, 30)))
        slope = matrix.T @ (gold - chances) - held @ weights
        bend = (matrix * (chances * (1 - chances))[:, None]).T @ matrix + held
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(weight, 4) for name, weight in zip(names, weights.tolist(), strict=True)}
