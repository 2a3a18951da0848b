"""The paragraph of every report: spans of text in, lines on the page out, cut between pages where it may be."""

from collections.abc import Sequence
from typing import Any
from weakref import ref

from clinic_app.reports.tagging import Words
from clinic_app.reports.text.drawing import LinePainter, base_line
from clinic_app.reports.text.layout import Line, break_lines, longest_word
from clinic_app.reports.text.runs import SPECIAL
from clinic_app.reports.text.sanitise import Substitutions, clean
from clinic_app.reports.text.style import Direction, Span, TextStyle

_CORNER = (0.0, 0.0)
_TOGETHER = 2  # lines that must stay together at the top and at the foot of a page


class Paragraph(Words):
    """Text for platypus and for the cells of its tables. Sizes in points.

    ``content`` is plain text in ``style``, or spans that each bring a style; it is never read as markup.
    Bidirectional controls must be paired within a span. Characters that cannot be printed are noted in
    ``substitutions``.

    ``beside`` may be set to the paragraphs of the same style that stand beside this one (the other cells of a
    row). The page looks the same, but whoever copies the whole row gets the words of both scripts in order.
    """

    def __init__(
        self,
        content: str | Sequence[Span],
        style: TextStyle,
        *,
        substitutions: Substitutions | None = None,
    ) -> None:
        super().__init__()
        spans: Sequence[Span] = [(content, style)] if isinstance(content, str) else content
        self._spans = tuple((clean(text, substitutions), look) for text, look in spans)
        self._substitutions = substitutions
        self._beside: Sequence[ref[Paragraph]] = ()
        self._lines_beside: Sequence[Sequence[Line]] = ()
        self._first = 0
        self._lines: tuple[Line, ...] = ()
        self._column = -1.0
        self._origin = _CORNER
        self.style = style
        self.spaceBefore = style.space_before
        self.spaceAfter = style.space_after
        self.keepWithNext = style.keep_with_next

    def minWidth(self) -> float:
        """Width of the widest word."""
        return longest_word(self._spans, self.style)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break into lines; returns the width taken and the height needed."""
        if width != self._column:
            self._lines = break_lines(self._spans, self.style, width)
            self._column = width
        self.width, self.height = width, len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list["Paragraph"]:
        """The part that fits into ``height`` and the rest; nothing when too little would stand alone."""
        self.wrap(width, height)
        total = len(self._lines)
        if height >= self.height:
            return [self]
        count = min(total - 1, int((height + 1e-6) // self.style.leading))
        if total - count < _TOGETHER:
            count = total - _TOGETHER
        if count < _TOGETHER:
            return []
        return [self._part(0, count), self._part(count, total)]

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:
        """Draw with the lower left corner at a place, without moving the canvas there when that can be spared."""
        is_plain = type(self).draw is Paragraph.draw and not _sW
        if not is_plain or any(line.traits & SPECIAL for line in self._lines):
            super().drawOn(canvas, x, y, _sW)
            return
        self._origin = x, y
        canvas.addLiteral("q")
        self._drawOn(canvas)
        canvas.addLiteral("Q")
        self._origin = _CORNER

    def draw(self) -> None:
        """Draw the lines; platypus has moved the origin to the lower left corner."""
        painter = LinePainter(self.canv, self._substitutions)
        x, y = self._origin
        y += self.height - base_line(self.style)
        painter.draw(self._lines, self.style, x, y, self._column, self._letters_beside())

    @property
    def lines(self) -> Sequence[Line]:
        """The lines as they were last broken."""
        return self._lines

    @property
    def beside(self) -> Sequence["Paragraph"]:
        """The paragraphs beside this one, as long as they are part of something."""
        return [other for other in [reference() for reference in self._beside] if other is not None]

    @beside.setter
    def beside(self, others: Sequence["Paragraph"]) -> None:
        # Paragraphs that held each other would outlive the page until Python's collector came by.
        self._beside = [ref(other) for other in others]
        self._lines_beside = ()

    def _columns_beside(self) -> Sequence[Sequence[Line]]:
        """The lines of each paragraph beside; a part knows those of when it was parted."""
        return self._lines_beside or [other.lines for other in self.beside]

    def _letters_beside(self) -> list[tuple[int, int]]:
        """For each line, the letters in the same line of the paragraphs beside."""
        columns = self._columns_beside()
        if not columns:
            return []
        found: list[tuple[int, int]] = []
        for number in range(self._first, self._first + len(self._lines)):
            left = right = 0
            for lines in columns:
                if number < len(lines):
                    add_left, add_right = lines[number].letters
                    left += add_left
                    right += add_right
            found.append((left, right))
        return found

    def _part(self, first: int, last: int) -> "Paragraph":
        """The paragraph of some of the lines, ready broken."""
        start = self._lines[first].start
        end = self._lines[last].start if last < len(self._lines) else None
        base = Direction.RTL if self._lines[first].base else Direction.LTR
        style = self.style
        if style.direction is Direction.AUTO and start and not self._begins_line(start):
            style = style.but(direction=base)
        part = Paragraph(_cut(self._spans, start, end), style, substitutions=self._substitutions)
        part._lines_beside, part._first = self._columns_beside(), self._first + first
        part._lines, part._column = self._lines[first:last], self._column
        part.tag, part.language, part.whole = self.tag, self.language, self.whole or self
        part.spaceBefore = self.spaceBefore if first == 0 else 0
        part.spaceAfter = self.spaceAfter if end is None else 0
        return part

    def _begins_line(self, offset: int) -> bool:
        return "".join([text for text, _ in self._spans])[offset - 1] == "\n"


def _cut(spans: Sequence[Span], start: int, end: int | None) -> list[Span]:
    """The spans between two offsets of the text they make up together, at least one."""
    found: list[Span] = []
    at = 0
    for text, style in spans:
        part = text[max(0, start - at) : None if end is None else max(0, end - at)]
        if part:
            found.append((part, style))
        at += len(text)
    return found or [("", spans[-1][1])]


def widest(paragraphs: Sequence[Any]) -> float:
    """Width of the widest word in any of the paragraphs, in points."""
    return max((paragraph.minWidth() for paragraph in paragraphs), default=0.0)
