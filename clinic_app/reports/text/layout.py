"""Lines out of text: levels of the whole paragraph first, then words filled in reading order."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from clinic_app.reports.text.bidi import paragraph_levels
from clinic_app.reports.text.characters import is_boundary
from clinic_app.reports.text.font import ShapedFont
from clinic_app.reports.text.reading import counts
from clinic_app.reports.text.runs import Piece
from clinic_app.reports.text.shaping import pieces_of, space_of
from clinic_app.reports.text.style import Span, TextStyle

_BLANKS = " \t\u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
_TOKEN = re.compile(f"[{_BLANKS}]|[^{_BLANKS}]+")
_BLANK = re.compile(f"[{_BLANKS}]")
_SPLIT = re.compile(f"[{_BLANKS}\n]+")
# Where a word may be parted although it has no blank: after a dash between words, between ideographs.
_MAY_PART = re.compile("[–—\u3040-\u30ff\u3400-\u9fff]")
_PARTING = re.compile(r"(?<=\w\w[–—])(?=[^\W\d])|(?<=[\u3040-\u30ff\u3400-\u9fff])(?=[\u3040-\u30ff\u3400-\u9fff])")
_LONGEST = 200  # a word is shaped in parts of at most so many characters, so that its cost stays linear
_LONGEST_CLUSTER = 32  # more marks than that on one letter may be parted from it
_GOOD_CUTS = frozenset("-/–—?&=.,;:_@+\\")
_SLACK = 1e-6
_CACHED_TEXT = 120


class Line:
    """One line: its pieces in logical order, natural width, and how it ends.

    ``start`` is the offset of its first character in the paragraph. ``last`` marks the end of a paragraph or
    of a line the writer ended: it is never justified.
    """

    __slots__ = ("_letters", "base", "last", "pieces", "start", "width")

    def __init__(self, pieces: tuple[Piece, ...], width: float, start: int, base: int, last: bool) -> None:
        self.pieces = pieces
        self.width = width
        self.start = start
        self.base = base
        self.last = last
        self._letters: tuple[int, int] | None = None

    @property
    def letters(self) -> tuple[int, int]:
        """How many stretches of left-to-right and of right-to-left letters the line has."""
        if self._letters is None:
            turned = (piece.run.glyphs[::-1] if piece.level & 1 else piece.run.glyphs for piece in self.pieces)
            self._letters = counts("".join([glyph.source for glyphs in turned for glyph in glyphs]))
        return self._letters


def break_lines(spans: Sequence[Span], style: TextStyle, width: float) -> tuple[Line, ...]:
    """Fill lines of ``width`` points with cleaned text. There is always at least one line.

    A word wider than the line is cut, where it can be after a slash or the like, and never inside what a
    reader takes for one character.
    """
    if len(spans) == 1 and len(spans[0][0]) <= _CACHED_TEXT:
        return _break_short(spans[0], style, width)
    return _break(spans, style, width)


def longest_word(spans: Sequence[Span], style: TextStyle) -> float:
    """Width of the widest stretch without a blank, in points."""
    words = [(word, look) for text, look in spans for word in _SPLIT.split(text) if word]
    return max((line.width for word in words for line in break_lines([word], style, math.inf)), default=0.0)


@lru_cache(maxsize=8192)
def _break_short(span: Span, style: TextStyle, width: float) -> tuple[Line, ...]:
    return _break((span,), style, width)


def _break(spans: Sequence[Span], style: TextStyle, width: float) -> tuple[Line, ...]:
    whole = "".join([text for text, _ in spans])
    lines: list[Line] = []
    offset = 0
    for text in whole.split("\n"):
        base, levels = paragraph_levels(text, style.direction.level)
        looks = [(part, look.rightwards()) for part, look in spans] if base else spans
        shaper = _Shaper(text, levels, looks, offset)
        lines += _Filler(shaper, width, base).fill()
        offset += len(text) + 1
    return tuple(lines)


class _Shaper:
    """Any stretch of one paragraph as pieces, whatever styles it runs through."""

    def __init__(self, text: str, levels: bytes, spans: Sequence[Span], offset: int) -> None:
        self.text = text
        self.levels = levels
        self.offset = offset
        self._spans = spans
        self._ends = [end - offset for end in accumulate(len(span) for span, _ in spans)]

    def word(self, start: int, end: int) -> tuple[float, tuple[Piece, ...]]:
        """Width and pieces of a word."""
        if len(self._spans) == 1:
            return pieces_of(self._spans[0][1], self.text[start:end], self.levels[start:end])
        return self.part(start, end, start, end)

    def part(self, start: int, end: int, first: int, last: int) -> tuple[float, tuple[Piece, ...]]:
        """Width and pieces of a part of the word from ``first`` to ``last``, joined to the rest of it."""
        width = 0.0
        pieces: list[Piece] = []
        for left, right, style in self._stretches(start, end):
            levels = self.levels[left:right]
            before, after = self.text[max(first, left - 4) : left], self.text[right : min(last, right + 4)]
            add, found = pieces_of(style, self.text[left:right], levels, before, after)
            width += add
            pieces += found
        return width, tuple(pieces)

    def blank(self, at: int) -> Piece:
        """The piece of one blank."""
        style = self._style_at(at)
        return space_of(style, self.levels[at], self.text[at], style.stack.first)

    def _style_at(self, at: int) -> TextStyle:
        if len(self._spans) == 1:
            return self._spans[0][1]
        return next(style for _, _, style in self._stretches(at, at + 1))

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int, TextStyle]]:
        for stop, (_, style) in zip(self._ends, self._spans, strict=True):
            if stop > start:
                yield start, min(stop, end), style
                start = stop
            if start >= end:
                return


class _Filler:
    """Greedy filling of the lines of one paragraph."""

    def __init__(self, shaper: _Shaper, width: float, base: int) -> None:
        self._shaper = shaper
        self._room = width + _SLACK
        self._base = base
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._width = 0.0
        self._start = 0
        self._blanks: list[Piece] = []
        self._blank_width = 0.0

    def fill(self) -> list[Line]:
        """The lines of the paragraph, at least one."""
        text = self._shaper.text
        parted = _MAY_PART.search(text) is not None
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            if end == start + 1 and _BLANK.match(text, start):
                blank = self._shaper.blank(start)
                self._blanks.append(blank)
                self._blank_width += blank.width
            elif parted and _PARTING.search(text, start, end):
                cuts = [cut.start() for cut in _PARTING.finditer(text, start, end)]
                for left, right in zip([start, *cuts], [*cuts, end], strict=True):
                    self._add(left, right)
            else:
                self._add(start, end)
        self._close(last=True)
        return self._lines

    def _add(self, start: int, end: int) -> None:
        if end - start > _LONGEST:
            self._pour(start, end)
            return
        width, pieces = self._shaper.word(start, end)
        if self._width + self._blank_width + width > self._room:
            if self._pieces:
                self._close()
            if width > self._room:
                self._pour(start, end)
                return
        self._take(start, width, pieces)

    def _take(self, start: int, width: float, pieces: tuple[Piece, ...]) -> None:
        """Put pieces on the line. Blanks at the start are kept only where the writer began a line."""
        if not pieces:  # a word of nothing but direction controls
            return
        if self._blanks and (self._pieces or not self._lines):
            if self._pieces and (font := self._pieces[-1].run.font) is pieces[0].run.font:
                self._match_blanks(font)
            self._pieces += self._blanks
            self._width += self._blank_width
        if not self._pieces:
            self._start = start
        self._blanks, self._blank_width = [], 0.0
        self._pieces += pieces
        self._width += width

    def _match_blanks(self, font: ShapedFont) -> None:
        """Blanks between words of another font are of that font: one text object, copied in one piece."""
        if all(blank.run.font is font for blank in self._blanks):
            return
        self._blanks = [
            space_of(blank.style, blank.level, blank.run.glyphs[0].source, font) for blank in self._blanks
        ]
        self._blank_width = sum(blank.width for blank in self._blanks)

    def _close(self, *, last: bool = False) -> None:
        start = self._start if self._lines else 0
        line = Line(tuple(self._pieces), self._width, self._shaper.offset + start, self._base, last)
        self._lines.append(line)
        self._pieces, self._width = [], 0.0
        self._blanks, self._blank_width = [], 0.0

    def _pour(self, first: int, last: int) -> None:
        """Fill lines with a word wider than a line, as many characters on each as it holds."""
        if self._pieces:
            self._close()
        start = first
        while start < last:
            limit = last if last - start <= _LONGEST else self._boundary(start + _LONGEST, start)
            cut = self._fitting(start, limit, first, last)
            if cut == start:
                if self._pieces:
                    self._close()
                    continue
                cut = self._next_boundary(start, limit)
            width, pieces = self._shaper.part(start, cut, first, last)
            self._take(start, width, pieces)
            start = cut
            if cut < limit:
                self._close()

    def _fitting(self, start: int, limit: int, first: int, last: int) -> int:
        """The farthest good place to cut such that the part before it fits on the line."""
        low, high = start, limit
        room = self._room - self._width
        while low < high:
            middle = (low + high + 1) // 2
            if self._shaper.part(start, middle, first, last)[0] <= room:
                low = middle
            else:
                high = middle - 1
        if low == limit:
            return limit
        text = self._shaper.text
        for cut in range(low, start + (low - start) // 2, -1):
            if text[cut - 1] in _GOOD_CUTS and text[cut].isalnum():
                return cut
        return self._boundary(low, start)

    def _boundary(self, at: int, start: int) -> int:
        """The last place not after ``at`` that parts two characters of a reader."""
        text = self._shaper.text
        for back in range(_LONGEST_CLUSTER):
            if at - back <= start or at - back >= len(text) or is_boundary(text, at - back):
                return max(start, at - back)
        return at

    def _next_boundary(self, start: int, limit: int) -> int:
        text = self._shaper.text
        end = min(limit, start + _LONGEST_CLUSTER)
        return next((at for at in range(start + 1, end) if is_boundary(text, at)), end)
