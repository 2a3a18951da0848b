"""The chain of causes: every answer to "why?" a link, from what is seen down to what it comes from."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.styles import TINT, WHITE
from clinic_app.reports.text.paragraph import Paragraph
from clinic_app.reports.text.style import Align, Colour

_RAIL = 26.0  # width of the column of numbers
_DOT = 7.5
_PAD = 4.0
_GAP = 5.0
_ROOT_PAD = 7.0


class _Step(Flowable):  # type: ignore[misc]
    """A link: a number on the rail, and the text beside it; the rail goes on to the next link."""

    def __init__(self, desk: Desk, mark: str, body: Sequence[Paragraph], *, is_last: bool, is_root: bool) -> None:
        super().__init__()
        self._desk = desk
        self._mark = mark
        self._body = list(body)
        self._is_last = is_last
        self._is_root = is_root
        self.spaceAfter = 0.0

    @property
    def _pad(self) -> float:
        return _ROOT_PAD if self._is_root else _PAD

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the text, with room for the arrow below it."""
        self.width = width
        column = width - _RAIL - 2 * self._pad
        self._text_height = sum(part.wrap(column, height)[1] for part in self._body)
        self.height = self._text_height + 2 * self._pad + (2.0 if self._is_last else _GAP)
        return self.width, self.height

    def beginning(self, whole: float) -> float:
        """How much of it must stand below a heading."""
        return min(whole, 3 * self._body[0].style.leading + 2 * self._pad)

    def split(self, width: float, height: float) -> list[Any]:
        """A text that runs over the page goes on below its own rail."""
        column, room = width - _RAIL - 2 * self._pad, height - 2 * self._pad - _GAP
        for place, part in enumerate(self._body):
            high = part.wrap(column, room)[1]
            if high > room:
                parts = part.split(column, room)
                if len(parts) < 2:
                    return []
                first = self._part(self._mark, [*self._body[:place], parts[0]], is_last=False)
                return [first, self._part("", [parts[1], *self._body[place + 1 :]], is_last=self._is_last)]
            room -= high
        return []

    def _part(self, mark: str, body: Sequence[Paragraph], *, is_last: bool) -> "_Step":
        return _Step(self._desk, mark, body, is_last=is_last, is_root=self._is_root)

    def draw(self) -> None:
        """The rail and its number, the ground of the root, the text."""
        is_rtl, foot = self._desk.sheet.is_rtl, 2.0 if self._is_last else _GAP
        self._rail(self.width - _RAIL / 2 if is_rtl else _RAIL / 2)
        left, column = (0.0 if is_rtl else _RAIL), self.width - _RAIL
        self.canv.setFillColorRGB(*(TINT if self._is_root else WHITE))
        if self._is_root:
            self.canv.setStrokeColorRGB(*self._desk.sheet.accent)
            self.canv.setLineWidth(0.9)
            self.canv.roundRect(left, foot, column, self.height - foot, 3, stroke=1, fill=1)
        y = self.height - self._pad
        for part in self._body:
            y -= part.height
            part.drawOn(self.canv, left + self._pad, y)

    def _rail(self, x: float) -> None:
        canvas, accent = self.canv, self._desk.sheet.accent
        leading = self._body[0].style.leading
        middle = self.height - self._pad - leading / 2
        canvas.setStrokeColorRGB(*accent)
        canvas.setLineWidth(0.9)
        if not self._is_last:
            top = middle - _DOT if self._mark else self.height
            below = -(leading / 2 + _PAD - _DOT)
            canvas.line(x, top, x, below)
            canvas.lines([(x - 2.6, below + 3.4, x, below), (x + 2.6, below + 3.4, x, below)])
        if not self._mark:
            return
        ground: Colour = accent if self._is_root else WHITE
        canvas.setFillColorRGB(*ground)
        canvas.circle(x, middle, _DOT, stroke=1, fill=1)
        style = self._desk.sheet.cell_strong.but(colour=WHITE if self._is_root else accent, align=Align.CENTRE)
        number = words(self._desk, self._mark, style)
        _, height = number.wrap(2 * _DOT, leading)
        number.drawOn(canvas, x - _DOT, middle - height / 2)


def chain(desk: Desk, steps: Sequence[str], root: Sequence[Paragraph]) -> Story:
    """The answers to "why?" in order, each a numbered link, and at the end the root cause on a ground of its own."""
    links: Story = []
    for place, step in enumerate(steps, 1):
        text = quoted(desk, step, desk.sheet.cell)
        is_last = place == len(steps) and not root
        links.append(_Step(desk, desk.number(place), [text], is_last=is_last, is_root=False))
    if root:
        links.append(_Step(desk, "!", root, is_last=True, is_root=True))
    return links
