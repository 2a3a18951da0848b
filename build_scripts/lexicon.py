"""Check the lexicon files, and fit the confidence of the matcher: ``python -m build_scripts.lexicon check|fit``.

The fit never sees a text that the matcher is judged by. Every statement is answered by a model that has not
read it and knows only half of the terms: the terms were written by the same people as the statements, and a
stranger's words will meet fewer of them.
"""

import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from clinic_app import paths
from clinic_app.domain.areas import problem_types
from clinic_app.matching import calibrator, lexicon, rank, words
from clinic_app.matching.bayes import AREAS
from clinic_app.matching.calibrator import BIAS, Calibrator
from clinic_app.matching.lexicon import Exemplar, Lexicon
from clinic_app.matching.rank import Scored

FOLDER = paths.resources() / "lexicon"
_FOLDS, _ROUNDS, _TERMS_KEPT, _SEED = 5, 2, 0.5, 2026
_LOST_IN_SCOPE = 0.01  # share of texts in scope that may be refused
_ABOUT_ANSWER = ("log_first", "log_second", "agreement", "mass", "rival_mass", "known", "size", "strange")
_ABOUT_SCOPE = ("strange", "mass", "known")
_OF_LANGUAGE = ("fa", "ko")
_LEAST_TERMS, _LEAST_EXEMPLARS = 8, 6


class Answered(NamedTuple):
    """A statement as a model answered that had not read it. ``area`` is None when it is out of scope."""

    scored: Scored
    area: int | None
    size: int
    shares: Mapping[str, float]


def check(folder: Path) -> list[str]:
    """What is thin in the files; a broken one raises BadLexicon, which names the line."""
    notes = []
    for language in lexicon.LANGUAGES:
        read = lexicon.load(folder, language)
        terms = Counter(term.type for term in read.terms)
        exemplars = Counter(exemplar.type for exemplar in read.exemplars)
        print(
            f"{language}: {len(read.terms)} terms, {len(read.exemplars)} exemplars, {len(read.strangers)} strangers"
        )
        notes += [
            f"{language} {code}: {terms[code]} terms, {exemplars[code]} exemplars"
            for code in problem_types()
            if terms[code] < _LEAST_TERMS or exemplars[code] < _LEAST_EXEMPLARS
        ]
    return notes


def answered(read: Lexicon, quiet: frozenset[str], seed: int) -> Iterator[Answered]:
    """Every statement of one language, each answered by a model without it and with part of the terms."""
    chance = random.Random(f"{seed} {read.language}")
    statements = [*read.exemplars, *read.strangers]
    folds = [chance.randrange(_FOLDS) for _ in statements]
    for fold in range(_FOLDS):
        kept = [s for s, place in zip(statements, folds, strict=True) if place != fold]
        terms = [term for term in read.terms if chance.random() < _TERMS_KEPT]
        model = rank.Model(terms, kept, quiet)
        held_out = [s for s, place in zip(statements, folds, strict=True) if place == fold]
        yield from (_answer(model, statement) for statement in held_out)


def _answer(model: rank.Model, statement: Exemplar) -> Answered:
    text = words.split(statement.text)
    area = None if statement.area is None else AREAS.index(statement.area)
    shares = {statement.language: 1.0}
    return Answered(rank.score(text, {model: 1.0}), area, len(text), shares)


def fit(folder: Path) -> Calibrator:
    """Fit stretch, confidence and scope on all statements of ``folder``."""
    rows = [
        row
        for language in lexicon.LANGUAGES
        for seed in range(_ROUNDS)
        for row in answered(lexicon.load(folder, language), lexicon.stop_words(folder), _SEED + seed)
    ]
    stretch = _stretch([row for row in rows if row.area is not None])
    seen = [_features(row, stretch) for row in rows]
    right = [row.area == _best(row.scored.areas) for row in rows]
    in_scope = [row.area is not None for row in rows]
    about_scope = logistic_weights(seen, in_scope, (*_ABOUT_SCOPE, *_OF_LANGUAGE))
    kept = sorted(calibrator.logistic(about_scope, f) for f, yes in zip(seen, in_scope, strict=True) if yes)
    return Calibrator(
        version="2026.1",
        stretch=round(stretch, 3),
        acceptable=logistic_weights(seen, right, (*_ABOUT_ANSWER, *_OF_LANGUAGE)),
        in_scope=about_scope,
        in_scope_from=round(kept[int(len(kept) * _LOST_IN_SCOPE)], 4),
    )


def _best(scores: Sequence[float]) -> int:
    return max(range(len(scores)), key=scores.__getitem__)


def _features(row: Answered, stretch: float) -> dict[str, float]:
    ranking = rank.probabilities([stretch * score for score in row.scored.areas])
    return calibrator.features(row.scored, ranking, row.size, row.shares)


def _stretch(rows: Sequence[Answered]) -> float:
    """The stretch under which the true areas are likeliest, of steps of 5 percent."""

    def surprise(stretch: float) -> float:
        rankings = (rank.probabilities([stretch * score for score in row.scored.areas]) for row in rows)
        return -sum(math.log(ranking[row.area or 0]) for ranking, row in zip(rankings, rows, strict=True))

    return min((0.2 * 1.05**step for step in range(80)), key=surprise)


def logistic_weights(
    seen: Sequence[Mapping[str, float]], right: Sequence[bool], names: Sequence[str], ridge: float = 1.0
) -> dict[str, float]:
    """Weights of a logistic regression by Newton's method, the bias free and the others held by a ridge."""
    names = (BIAS, *names)
    matrix = [[features[name] for name in names] for features in seen]
    weights = [0.0] * len(names)
    for _ in range(30):
        slope = [0.0 if i == 0 else -ridge * w for i, w in enumerate(weights)]
        bend = [[ridge * (i == j and i > 0) for j in range(len(names))] for i in range(len(names))]
        for row, yes in zip(matrix, right, strict=True):
            p = calibrator.logistic(dict(zip(names, weights, strict=True)), dict(zip(names, row, strict=True)))
            for i, x in enumerate(row):
                slope[i] += (yes - p) * x
                for j, y in enumerate(row):
                    bend[i][j] += p * (1 - p) * x * y
        step = _solve(bend, slope)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return {name: round(weight, 4) for name, weight in zip(names, weights, strict=True)}


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a small system of linear equations by elimination with pivoting."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for k in range(len(rows)):
            if k != i and rows[k][i]:
                factor = rows[k][i]
                rows[k] = [x - factor * y for x, y in zip(rows[k], rows[i], strict=True)]
    return [row[-1] for row in rows]


def main(arguments: Sequence[str]) -> int:
    """``check`` the files, or ``fit`` the calibrator and write it beside them."""
    if list(arguments) not in (["check"], ["fit"]):
        print("usage: python -m build_scripts.lexicon check|fit", file=sys.stderr)
        return 2
    for note in check(FOLDER):
        print(f"thin: {note}")
    if arguments[0] == "fit":
        fitted = fit(FOLDER)
        content = {name: getattr(fitted, name) for name in Calibrator.__slots__}
        paths.write_atomically(FOLDER / calibrator.FILE, (json.dumps(content, indent=2) + "\n").encode())
        print(json.dumps(content, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
