"""What each part of the matcher is worth: models without it, on labelled texts that none of them has read."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from build_scripts.lexicon.train import Recipe, train
from clinic_app.domain.areas import Area
from clinic_app.matching import lexicon, rank, words
from clinic_app.matching.evaluate import Labelled
from clinic_app.matching.model import AREAS, features_of
from clinic_app.matching.rank import Language

_AREAS = Recipe(kinds=False)


class Variant(NamedTuple):
    """A model to compare: how it is trained, from which batches (all when empty), and whether with the terms."""

    recipe: Recipe = _AREAS
    batches: tuple[str, ...] = ()
    with_terms: bool = True


def _without_last_sentence(text: str) -> tuple[list[str], ...]:
    return features_of(text)[:2]


VARIANTS: Mapping[str, Variant] = {
    "as it ships": Variant(),
    "first batch of statements": Variant(batches=("first",)),
    "without the third authors": Variant(batches=("first", "by-type", "by-source")),
    "without the terms": Variant(with_terms=False),
    "without the last sentence": Variant(_AREAS._replace(features=_without_last_sentence)),
    "complement naive Bayes alone": Variant(_AREAS._replace(bayes=1.0)),
    "logistic regression alone": Variant(_AREAS._replace(bayes=0.0)),
    "no second areas taught": Variant(_AREAS._replace(shared=0.0)),
}


class Task(NamedTuple):
    """A variant to train on the files of a language in ``folder``, and the texts of that language to try it on."""

    folder: Path
    language: str
    variant: Variant
    labelled: tuple[Labelled, ...]


def table(folder: Path, labelled: Sequence[Labelled]) -> list[str]:
    """A line a variant: strict, acceptable and first two of the texts in scope, each by the model of its language."""
    in_scope = tuple(one for one in labelled if one.area is not None)
    lines = [f"{'':<30}{'strict':>8}{'acceptable':>12}{'first two':>11}   {len(in_scope)} texts"]
    tasks = [
        Task(folder, language, variant, tuple(one for one in in_scope if one.language == language))
        for variant in VARIANTS.values()
        for language in lexicon.LANGUAGES
    ]
    with ProcessPoolExecutor() as pool:
        counted = list(pool.map(count, tasks))
    for place, name in enumerate(VARIANTS):
        own = counted[place * len(lexicon.LANGUAGES) : (place + 1) * len(lexicon.LANGUAGES)]
        strict, acceptable, top2 = (sum(hits) / len(in_scope) for hits in zip(*own, strict=True))
        lines.append(f"{name:<30}{strict:>8.3f}{acceptable:>12.3f}{top2:>11.3f}")
    return lines


def _score(pair: tuple[float, Area]) -> float:
    return pair[0]


def count(task: Task) -> tuple[int, int, int]:
    """How many of the texts get their area, that or one another advisor would accept, and theirs among two."""
    read = lexicon.load(task.folder, task.language)
    batches = task.variant.batches
    said = [one for one in (*read.exemplars, *read.strangers) if not batches or one.batch in batches]
    trained = train(read.terms if task.variant.with_terms else (), said, task.variant.recipe)
    language = Language(trained.model(), frozenset())
    strict = acceptable = top2 = 0
    for one in task.labelled:
        scores = rank.Scorer(one.text, words.split(one.text), {language: 1.0}).scored().areas
        first, second = (area for _, area in sorted(zip((-x for x in scores), AREAS, strict=True), key=_score)[:2])
        strict += first is one.area
        acceptable += first is one.area or first in one.also
        top2 += one.area in (first, second)
    return strict, acceptable, top2
