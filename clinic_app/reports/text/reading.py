"""In which order the glyphs of a line are written into the page, so that readers copy the text as it was.

A PDF holds glyphs, not reading order. Readers of the pdfium family (Chrome and others) take the glyphs of a
text object in the order they were written, cut them where the direction changes, and turn round what is
right-to-left: a line of one direction comes back right, "SAP R3" or "1403-ISF-0012" inside a Persian line
does not. Others (poppler) go by the place of a glyph on the page and ignore the order in the file. So glyphs
are written in the order that undoes what the first kind does, each at its own place.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional

from clinic_app.reports.text.characters import MIRROR
from clinic_app.reports.text.font import Glyph
from clinic_app.reports.text.runs import Piece

IN_LEFT, IN_RIGHT, IS_RIGHT = 1, 2, 4

_KINDS = {"L": "L", "R": "R", "AL": "R"} | dict.fromkeys(("EN", "AN", "NSM", "CS", "ES", "ET", "BN"), "w")


class Placed(NamedTuple):
    """A glyph of a line: its origin, in points from the left end of the line, its piece, its text object."""

    x: float
    glyph: Glyph
    piece: Piece
    group: int


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """L and R for letters, w for what follows its neighbours (digits, marks), n for neutrals."""
    return _KINDS.get(bidirectional(character), "n")


def natural_order(word: str, levels: bytes) -> int:
    """Flags of a word: may it be written from left to right in a line of left (right) words only?

    ``IN_LEFT``, ``IN_RIGHT`` and ``IS_RIGHT`` for a word with right-to-left letters. When the flags of all
    words of a line have one of the first two in common, nothing needs to be rearranged.
    """
    kinds = "".join([_kind(character) for character in word])
    flags = 0
    if "R" not in kinds and not any(level & 1 for level in levels):
        flags |= IN_LEFT
    if "L" not in kinds and _turns_cleanly(kinds, levels):
        flags |= IN_RIGHT | (IS_RIGHT if "R" in kinds else 0)
    return flags


def _turns_cleanly(kinds: str, levels: bytes) -> bool:
    """Whether letters and neutrals run right to left, and digits and marks come one by one or left to right."""
    at = 0
    for kind, group in groupby(kinds):
        length = len(list(group))
        odd = {level & 1 for level in levels[at : at + length]}
        if odd != ({0} if kind == "w" and length > 1 else {1}) and not (kind == "w" and length == 1):
            return False
        at += length
    return True


def counts(text: str) -> tuple[int, int]:
    """How many stretches of left-to-right and of right-to-left letters a text has."""
    kinds = [kind for kind, _ in groupby(map(_kind, text))]
    return kinds.count("L"), kinds.count("R")


def is_natural(pieces: Iterable[Piece], beside: tuple[int, int]) -> bool:
    """Whether writing the line from left to right is right already; ``beside`` as for ``rearranged``."""
    common, seen = IN_LEFT | IN_RIGHT, 0
    for piece in pieces:
        common &= piece.reads
        seen |= piece.reads
    left, right = beside
    if common & IN_LEFT and not right:
        return True
    return bool(common & IN_RIGHT and not left and (right or seen & IS_RIGHT))


def rearranged(placed: Sequence[Sequence[Placed]], beside: tuple[int, int]) -> list[Placed]:
    """The glyphs of a line in the order to write them, brackets as the reader expects them there.

    ``placed`` are the glyphs of each piece from left to right, pieces in logical order. ``beside`` counts
    the stretches of left-to-right and right-to-left letters that stand on the same line of the page
    (other cells of a row): the reader goes by the majority.
    """
    logical: list[Placed] = []
    for glyphs in placed:
        logical += reversed(glyphs) if glyphs and glyphs[0].piece.level & 1 else glyphs
    segments: list[tuple[str, list[Placed]]] = []
    for each in logical:
        kind = _kind(each.glyph.source[0])
        if segments and segments[-1][0] == kind:
            segments[-1][1].append(each)
        else:
            segments.append((kind, [each]))
    kinds = [kind for kind, _ in segments]
    rightwards = kinds.count("R") + beside[1] > kinds.count("L") + beside[0]
    written = list(_as_turned(segments, rightwards))
    return [each for part in (reversed(written) if rightwards else written) for each in part]


def _as_turned(segments: list[tuple[str, list[Placed]]], turned: bool) -> Iterable[list[Placed]]:
    """Each stretch as the reader wants to find it: turned round and mirrored, or as it is."""
    for kind, glyphs in segments:
        if kind == "R" or (kind == "n" and turned):
            turned = True
            yield [mirrored(each) for each in reversed(glyphs)]
        else:
            turned = turned and kind == "w"
            yield glyphs


def mirrored(each: Placed) -> Placed:
    """The same glyph, with the text that becomes right when a reader turns it round."""
    source = each.glyph.source.translate(MIRROR)
    return each if source == each.glyph.source else each._replace(glyph=each.glyph._replace(source=source))
