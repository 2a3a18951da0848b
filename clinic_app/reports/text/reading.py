"""In which order the glyphs of a line are written into the page, so that readers copy the text as it was.

A PDF holds glyphs, not reading order. Readers of the pdfium family (Chrome and others) take the glyphs of a
text object in the order they were written, cut them where the direction changes, and turn round what is
right-to-left: a line of one direction comes back right, "SAP R3" or "1403-ISF-0012" inside a Persian line
does not. Others (poppler) go by the place of a glyph on the page and ignore the order in the file. So glyphs
are written in the order that undoes what the first kind does, each at its own place.

What cannot be had in all readers at once: pdfium exchanges brackets and quotation marks when it turns a line
round, poppler and pypdf do not, so that a bracket in a right-to-left line comes out right in pdfium and turned
round in the others (a text object of its own for each bracket changes nothing, pdfium turns whole lines). A
character beyond U+FFFF that pdfium turns is lost to it. Where the direction changes beside a bracket, pdfium puts
a blank in, because what follows there stands elsewhere on the line.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from clinic_app.reports.text.characters import kinds_of
from clinic_app.reports.text.runs import Piece

IN_LEFT, IN_RIGHT = 1, 2

_LEFTS, _RIGHTS = re.compile("L+"), re.compile("R+")


class Stretch(NamedTuple):
    """Glyphs ``start`` to ``end`` of a piece (from the left), and whether they are written turned round.

    What is turned has its brackets mirrored; glyphs of the piece at ``place`` in the line.
    """

    place: int
    start: int
    end: int
    turned: bool


def natural_order(word: str, levels: bytes) -> int:
    """Flags of a word: may it be written from left to right in a line read to the right, and in one to the left?

    ``IN_LEFT`` and ``IN_RIGHT``. When the flags of all words of a line have the one of its direction in common,
    nothing needs to be rearranged.
    """
    kinds = kinds_of(word)
    flags = 0
    if "R" not in kinds and not any(level & 1 for level in levels):
        flags |= IN_LEFT
    if "L" not in kinds and _turns_cleanly(kinds, levels):
        flags |= IN_RIGHT
    return flags


def _turns_cleanly(kinds: str, levels: bytes) -> bool:
    """Whether letters and neutrals run right to left, and digits and marks come one by one or left to right."""
    if levels.count(b"\x01") == len(levels) and "ww" not in kinds:
        return True
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
    return counts_of(kinds_of(text)) if text else (0, 0)


def counts_of(kinds: str) -> tuple[int, int]:
    """The same of a text that is sorted already."""
    return len(_LEFTS.findall(kinds)), len(_RIGHTS.findall(kinds))


def runs_rightwards(letters: tuple[int, int], beside: tuple[int, int]) -> bool:
    """Whether the reader takes a line for right-to-left: it goes by the majority of all that stands on it.

    ``letters`` counts the stretches of the line, ``beside`` those of what stands on the same line of the page
    (other cells of a row).
    """
    return letters[1] + beside[1] > letters[0] + beside[0]


def rearranged(pieces: Sequence[Piece], *, rightwards: bool) -> Iterable[Stretch]:
    """The glyphs of a line, its pieces in logical order, in the order to write them."""
    segments: list[tuple[str, list[tuple[int, int, int]]]] = []
    for place, piece in enumerate(pieces):
        for kind, start, end in piece.run.stretches:
            if segments and segments[-1][0] == kind:
                segments[-1][1].append((place, start, end))
            else:
                segments.append((kind, [(place, start, end)]))
    written: list[list[Stretch]] = []
    turned = rightwards
    for kind, parts in segments:
        if kind == "R" or (kind == "n" and turned):
            turned = True
            written.append([Stretch(*part, True) for part in reversed(parts)])
        else:
            turned = turned and kind == "w"
            written.append([Stretch(*part, False) for part in parts])
    return [part for parts in (reversed(written) if rightwards else written) for part in parts]
