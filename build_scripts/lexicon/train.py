"""Train the model of a language from its terms and statements, and pack all of them into the model file."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import scipy.sparse

from build_scripts.lexicon import linear
from build_scripts.lexicon.linear import Matrix, Numbers
from clinic_app.matching.lexicon import Exemplar, Term
from clinic_app.matching.model import (
    AREA_OF_TYPE,
    AREAS,
    COLUMNS,
    FIRST_TYPE,
    STRANGER,
    TYPE_INDEX,
    TYPES,
    Model,
    features_of,
    steps,
)

VERSION = "2026.2"
Features = Callable[[str], tuple[list[str], ...]]


class Recipe(NamedTuple):
    """How a model is made. The values were chosen on statements of batches the model had not read.

    ``looseness`` and ``smoothing`` are those of the two classifiers, ``bayes`` the part of the second one,
    ``shared`` how much of a statement goes to the areas another advisor might give it, ``term`` what a term of
    weight 3 counts against a statement, ``kinds`` whether the problem types are learnt too, ``features`` what a
    text is taken apart into.
    """

    looseness: float = 5.0
    smoothing: float = 0.3
    bayes: float = 0.5
    shared: float = 0.3
    term: float = 1.0
    kinds: bool = True
    features: Features = features_of


class Trained(NamedTuple):
    """A model with whole numbers for its weights: ``rarity`` in thousandths, ``weights`` a row a feature."""

    features: list[str]
    rarity: list[int]
    weights: bytes
    largest: float
    bias: list[float]
    terms: tuple[Term, ...]

    def model(self) -> Model:
        """The model as the program makes it from the file."""
        return Model(
            features=self.features,
            rarity=[x / 1000 for x in self.rarity],
            weights=self.weights,
            steps=steps(self.largest),
            bias=self.bias,
            terms=self.terms,
        )


def train(terms: Sequence[Term], statements: Sequence[Exemplar], recipe: Recipe = Recipe()) -> Trained:  # noqa: B008
    """Train on terms and statements of one language. Every term counts as a small statement of its own."""
    everything: list[Term | Exemplar] = [*terms, *statements]
    said = [recipe.features(one.text) for one in everything]
    parts, names, rarity = _parts(said)
    matrix = scipy.sparse.hstack(parts).tocsr()
    targets = _targets(everything, recipe.shared)
    importance = np.array([recipe.term * term.weight / 3 for term in terms] + [1.0] * len(statements))
    weights, bias = np.zeros((len(names), COLUMNS)), np.zeros(COLUMNS)
    _pool(matrix, targets, importance, recipe, weights[:, :FIRST_TYPE], bias[:FIRST_TYPE])
    if not recipe.kinds:
        return _rounded(names, rarity, weights, bias, tuple(terms))
    kinds = np.array([TYPE_INDEX.get(one.type, -1) for one in everything])
    for area in range(len(AREAS)):
        inside = [kind for kind in range(len(TYPES)) if AREA_OF_TYPE[kind] == area]
        rows = np.flatnonzero(np.isin(kinds, inside))
        if not len(rows):
            continue
        own = np.eye(len(inside))[kinds[rows] - inside[0]]
        columns = slice(FIRST_TYPE + inside[0], FIRST_TYPE + inside[-1] + 1)
        _pool(matrix[rows], own, importance[rows], recipe, weights[:, columns], bias[columns])
    return _rounded(names, rarity, weights, bias, tuple(terms))


def _parts(said: Sequence[tuple[list[str], ...]]) -> tuple[list[Matrix], list[str], list[float]]:
    """The parts of the features, each of length 1; the features' names; their rarities."""
    parts, names, rarity = [], [], []
    for part in range(len(said[0])):
        place: dict[str, int] = {}
        counted = linear.counts((one[part] for one in said), place, grow=True)
        rare = np.round(linear.rarities(counted), 3)
        parts.append(linear.weighed(counted, rare))
        names += list(place)
        rarity += rare.tolist()
    return parts, names, rarity


def _targets(statements: Sequence[Term | Exemplar], shared: float) -> Numbers:
    targets = np.zeros((len(statements), FIRST_TYPE))
    for row, one in zip(targets, statements, strict=True):
        also = one.also if isinstance(one, Exemplar) else ()
        row[STRANGER if one.area is None else AREAS.index(one.area)] = 1 - shared * bool(also)
        for area in also:
            row[AREAS.index(area)] += shared / len(also)
    return targets


def _pool(
    matrix: Matrix, targets: Numbers, importance: Numbers, recipe: Recipe, weights: Numbers, bias: Numbers
) -> None:
    """Write the pool of both classifiers, brought to one spread, into ``weights`` and ``bias``."""
    used = np.flatnonzero(matrix.getnnz(axis=0))  # of some problem types hardly half the features
    narrow = matrix[:, used]
    slopes, level = linear.logistic(narrow, targets, importance, recipe.looseness)
    others = linear.complement_bayes(narrow, targets, importance, recipe.smoothing)
    one = (1 - recipe.bayes) / linear.spread(narrow @ slopes)
    two = recipe.bayes / linear.spread(narrow @ others)
    weights[used] = one * slopes + two * others
    bias[:] = one * (level - level.mean())


def _rounded(
    names: list[str], rarity: list[float], weights: Numbers, bias: Numbers, terms: tuple[Term, ...]
) -> Trained:
    largest = round(float(np.abs(weights).max()), 6)
    levels = np.round(127 * np.sqrt(np.abs(weights) / largest)) * np.sign(weights) + 128
    return Trained(
        features=names,
        rarity=[round(1000 * x) for x in rarity],
        weights=levels.clip(1, 255).astype(np.uint8).tobytes(),
        largest=largest,
        bias=[round(x, 6) for x in bias.tolist()],
        terms=terms,
    )


def pack(trained: Mapping[str, Trained], knowledge: str) -> bytes:
    """The model file: a zip with a manifest and four members a language; equal models give equal bytes."""
    members: dict[str, bytes] = {}
    for language, one in trained.items():
        terms = (f"{term.type}\t{term.weight}\t{term.text}\n" for term in one.terms)
        members |= {
            f"{language}.features": "\n".join(one.features).encode(),
            f"{language}.rarity": np.array(one.rarity, dtype="<u2").tobytes(),
            f"{language}.weights": one.weights,
            f"{language}.terms": "".join(terms).encode(),
        }
    manifest = {
        "version": VERSION,
        "knowledge": knowledge,
        "languages": {name: {"largest": one.largest, "bias": one.bias} for name, one in trained.items()},
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in members.items()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in {"manifest.json": json.dumps(manifest, indent=1).encode(), **members}.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
