"""Lines out of text: levels of the whole paragraph first, then words filled in reading order."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from clinic_app.reports.text.bidi import paragraph_levels
from clinic_app.reports.text.characters import is_boundary
from clinic_app.reports.text.font import ShapedFont
from clinic_app.reports.text.reading import counts_of
from clinic_app.reports.text.runs import MIXED, Piece
from clinic_app.reports.text.shaping import Word, spaces_of, word_of, words_of
from clinic_app.reports.text.style import Span, TextStyle

_BLANKS = " \t\u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
_TOKEN = re.compile(f"[{_BLANKS}]|[^{_BLANKS}]+")
_BLANK = re.compile(f"[{_BLANKS}]")
_SPLIT = re.compile(f"[{_BLANKS}\n]+")
# Where a word may be parted although it has no blank: after a dash between words, between ideographs.
_MAY_PART = re.compile("[–—\u3040-\u30ff\u3400-\u9fff]")
_PARTING = re.compile(r"(?<=\w\w[–—])(?=[^\W\d])|(?<=[\u3040-\u30ff\u3400-\u9fff])(?=[\u3040-\u30ff\u3400-\u9fff])")
# What the quick way through a paragraph leaves to the thorough one.
_NOT_PLAIN = re.compile("^ |  |[\\t\u1680\u2000-\u2006\u2008-\u200b\u205f–—\u3000-\u30ff\u3400-\u9fff]")
_LONGEST = 200  # a word is shaped in parts of at most so many characters, so that its cost stays linear
_LONGEST_CLUSTER = 32  # more marks than that on one letter may be parted from it
_GOOD_CUTS = frozenset("-/–—?&=.,;:_@+\\")
_SLACK = 1e-6
_CACHED_TEXT = 120


class Line:
    """One line: its pieces in logical order, natural width, and how it ends.

    ``start`` is the offset of its first character in the paragraph. ``last`` marks the end of a paragraph or
    of a line the writer ended: it is never justified. ``traits`` are those of all its pieces, ``gaps`` counts
    its blanks.
    """

    __slots__ = ("_letters", "base", "gaps", "last", "pieces", "start", "traits", "width")

    def __init__(
        self, pieces: list[Piece], width: float, start: int, base: int, *, last: bool, traits: int, gaps: int
    ) -> None:
        self.pieces = tuple(pieces)
        self.width = width
        self.start = start
        self.base = base
        self.last = last
        self.traits = traits
        self.gaps = gaps
        self._letters: tuple[int, int] | None = None

    @property
    def letters(self) -> tuple[int, int]:
        """How many stretches of left-to-right and of right-to-left letters the line has."""
        if self._letters is None:
            self._letters = counts_of("".join([piece.run.kinds for piece in self.pieces]))
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
        lines += (
            _plain_lines(text, levels, looks, offset, width, base)
            or _Filler(_Shaper(text, levels, looks, offset), width, base).fill()
        )
        offset += len(text) + 1
    return tuple(lines)


def _plain_lines(text: str, levels: bytes, spans: Sequence[Span], offset: int, width: float, base: int) -> list[Line]:
    """What ``_Filler`` gives, in less time, for words of one style that fit; nothing when it is not like that."""
    style = spans[0][1]
    if len(spans) > 1 or _NOT_PLAIN.search(text):
        return []
    words, spaces, first = words_of(style), spaces_of(style), style.stack.first
    room, length = width + _SLACK, len(levels)
    lines: list[Line] = []
    pieces: list[Piece] = []
    blanks: dict[int, Piece] = {}
    blank: Piece | None = None
    used = gap = 0.0
    traits = gaps = begin = start = 0
    for token in text.split(" "):
        end = start + len(token)
        if token:
            wide, found, flags = words[token, levels[start:end]]
            if not found or wide > room or end - start > _LONGEST:
                return []
            if used + gap + wide > room:
                lines.append(Line(pieces, used, begin + offset, base, last=False, traits=traits, gaps=gaps))
                pieces, used, gap, traits, gaps, begin, blank = [], 0.0, 0.0, 0, 0, start, None
            if blank is not None:
                if (font := found[0].font) is not first and pieces[-1].font is font:
                    blank = spaces[blank.level, font]
                pieces.append(blank)
                used, traits, gaps = used + blank.width, traits | blank.traits, gaps + 1
            pieces += found
            used, traits = used + wide, traits | flags
        if end < length:
            blank = blanks.get(levels[end]) or blanks.setdefault(levels[end], spaces[levels[end], first])
            gap = blank.width
        start = end + 1
    lines.append(Line(pieces, used, begin + offset, base, last=True, traits=traits, gaps=gaps))
    return lines


class _Shaper:
    """Any stretch of one paragraph as pieces, whatever styles it runs through."""

    def __init__(self, text: str, levels: bytes, spans: Sequence[Span], offset: int) -> None:
        self.text = text
        self.levels = levels
        self.offset = offset
        self._spans = spans
        self._ends = [end - offset for end in accumulate(len(span) for span, _ in spans)]

    def word(self, start: int, end: int) -> Word:
        """A word of the paragraph."""
        if len(self._spans) == 1:
            return words_of(self._spans[0][1])[self.text[start:end], self.levels[start:end]]
        return self.part(start, end, start, end)

    def part(self, start: int, end: int, first: int, last: int) -> Word:
        """A part of the word from ``first`` to ``last``, joined to the rest of it."""
        width, traits = 0.0, MIXED if len(self._spans) > 1 else 0
        pieces: list[Piece] = []
        for left, right, style in self._stretches(start, end):
            levels = self.levels[left:right]
            before, after = self.text[max(first, left - 4) : left], self.text[right : min(last, right + 4)]
            text = self.text[left:right]
            found = word_of(style, text, levels, before, after) if before or after else words_of(style)[text, levels]
            width += found.width
            traits |= found.traits
            pieces += found.pieces
        return Word(width, tuple(pieces), traits)

    def blank(self, at: int, font: ShapedFont | None = None) -> Piece:
        """The piece of one blank, in the first font of its style when none is asked for."""
        style = self._style_at(at)
        return spaces_of(style, self.text[at])[self.levels[at], font or style.stack.first]

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
        self._traits = 0
        self._start = 0
        self._blanks: list[int] = []
        self._blank_width = 0.0

    def fill(self) -> list[Line]:
        """The lines of the paragraph, at least one."""
        text = self._shaper.text
        parted = _MAY_PART.search(text) is not None
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            if end == start + 1 and _BLANK.match(text, start):
                self._blanks.append(start)
                self._blank_width += self._shaper.blank(start).width
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
        word = self._shaper.word(start, end)
        if self._width + self._blank_width + word.width > self._room:
            self._turn()
            if word.width > self._room:
                self._pour(start, end)
                return
        self._take(start, word)

    def _take(self, start: int, word: Word) -> None:
        """Put a word on the line. Blanks at the start are kept only where the writer began a line."""
        if not word.pieces:  # nothing but direction controls
            return
        if self._blanks and (self._pieces or not self._lines):
            font = word.pieces[0].font
            # Blanks between words of another font are of that font: one text object, copied in one piece.
            blank_font = font if self._pieces and self._pieces[-1].font is font else None
            for blank in [self._shaper.blank(at, blank_font) for at in self._blanks]:
                self._pieces.append(blank)
                self._width += blank.width
                self._traits |= blank.traits
        if not self._pieces:
            self._start = start
        self._blanks, self._blank_width = [], 0.0
        self._pieces += word.pieces
        self._width += word.width
        self._traits |= word.traits

    def _turn(self) -> None:
        """Go on at the beginning of a line, without an indentation that leaves no room for the word."""
        if self._pieces:
            self._close()
        self._blanks, self._blank_width = [], 0.0

    def _close(self, *, last: bool = False) -> None:
        start = self._shaper.offset + (self._start if self._lines else 0)
        gaps = sum([piece.is_space for piece in self._pieces])
        line = Line(self._pieces, self._width, start, self._base, last=last, traits=self._traits, gaps=gaps)
        self._lines.append(line)
        self._pieces, self._width, self._traits = [], 0.0, 0
        self._blanks, self._blank_width = [], 0.0

    def _pour(self, first: int, last: int) -> None:
        """Fill lines with a word wider than a line, as many characters on each as it holds."""
        self._turn()
        start = first
        while start < last:
            limit = last if last - start <= _LONGEST else self._boundary(start + _LONGEST, start)
            cut = self._fitting(start, limit, first, last)
            if cut == start:
                if self._pieces:
                    self._close()
                    continue
                cut = self._next_boundary(start, limit)
            self._take(start, self._shaper.part(start, cut, first, last))
            start = cut
            if cut < limit:
                self._close()

    def _fitting(self, start: int, limit: int, first: int, last: int) -> int:
        """The farthest good place to cut such that the part before it fits on the line."""
        low, high = start, limit
        room = self._room - self._width
        while low < high:
            middle = (low + high + 1) // 2
            if self._shaper.part(start, middle, first, last).width <= room:
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
