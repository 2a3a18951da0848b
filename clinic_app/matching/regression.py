"""Our own statements: a pinned file that a rebuild must not get wrong, and others that it is reminded of."""

import hashlib
import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clinic_app import paths
from clinic_app.domain.areas import Area
from clinic_app.matching import lexicon
from clinic_app.matching.lexicon import BadLexicon

FILE = "regression.jsonl"
MOST_LOST = 0.01
"""The part of the pinned statements that a rebuild may get wrong beyond those that were wrong before."""

_PINNED, _REPLAYED = 20, 40  # of each area and language


class Statement(NamedTuple):
    """A text, its language and its area."""

    text: str
    language: str
    area: Area


@cache
def pinned(folder: Path | None = None) -> tuple[Statement, ...]:
    """The statements of the pinned file. Raises BadLexicon when it is missing or damaged."""
    try:
        lines = ((folder or _folder()) / FILE).read_text("utf-8").splitlines()
        entries = [json.loads(line) for line in lines]
        return tuple(Statement(entry["text"], entry["lang"], Area(entry["area"])) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadLexicon(file=FILE, line=0, problem=f"not a list of statements: {error!r}") from error


@cache
def replayed(language: str, folder: Path | None = None) -> tuple[Statement, ...]:
    """Forty statements of each area in a language, none of them pinned: always the same for the same lexicon."""
    taken = {one.text for one in pinned(folder)}
    return tuple(one for group in _drawn(language, folder) for one in group if one.text not in taken)


def draw(folder: Path | None = None) -> str:
    """The content of a pinned file made anew: twenty statements of each area and language."""
    found = [one for language in lexicon.LANGUAGES for group in _drawn(language, folder) for one in group[:_PINNED]]
    entries = ({"text": one.text, "lang": one.language, "area": one.area.value} for one in found)
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)


def _drawn(language: str, folder: Path | None) -> list[list[Statement]]:
    """The first of each area, in the order of the hashes of their texts."""
    groups: defaultdict[Area, list[Statement]] = defaultdict(list)
    for one in lexicon.load(folder or _folder(), language).exemplars:
        if one.area is not None and not one.also:
            groups[one.area].append(Statement(one.text, language, one.area))
    return [sorted(groups[area], key=_hashed)[: _PINNED + _REPLAYED] for area in Area]


def _hashed(one: Statement) -> str:
    return hashlib.sha256(one.text.encode()).hexdigest()


def _folder() -> Path:
    return paths.resources() / "lexicon"
