"""Things that stand beside each other without a table: a name and its text, and facts in columns."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from clinic_app.reports.styles import RULE
from clinic_app.reports.text.paragraph import Paragraph

MARGIN = 96.0
"""Width of the column in which the names of texts stand."""
GAP = 12.0
"""Between that column and the text."""
_NARROW = 280.0  # a column narrower than this has the name above the text
_INLINE = 200.0  # a fact has its value behind its name in columns from this width on, below it in narrower ones
_FIRST_LINES = 3


class Told(Flowable):  # type: ignore[misc]
    """A name in the margin and what people wrote beside it; the name comes once, the text may run over pages.

    There is at least one flowable in ``body``.
    """

    def __init__(self, name: Paragraph | None, body: Sequence[Any], *, is_rtl: bool) -> None:
        super().__init__()
        self._name = name
        self._body = list(body)
        self._is_rtl = is_rtl
        self.spaceBefore = 2.0
        self.spaceAfter = 5.0
        first = self._body[0]
        if name is not None and isinstance(first, Paragraph):
            name.beside, first.beside = (first,), (name,)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the higher of the two."""
        self.width = width
        self._margin = MARGIN + GAP if width >= _NARROW else 0.0
        name = self._name.wrap(MARGIN if self._margin else width, height)[1] if self._name else 0.0
        self._above = 0.0 if self._margin else name
        column = width - self._margin
        self._heights = [part.wrap(column, height)[1] for part in self._body]
        spaces = sum(_space(place, part) for place, part in enumerate(self._body))
        self.height = max(name, self._above + sum(self._heights) + spaces)
        return self.width, self.height

    def beginning(self, whole: float) -> float:
        """How much of it must stand below a heading."""
        first = self._body[0]
        lines = _FIRST_LINES * first.style.leading if isinstance(first, Paragraph) else whole
        return min(whole, self._above + lines)

    def split(self, width: float, height: float) -> list[Any]:
        """What fits, with the name, and the rest without; nothing when too little would stand alone."""
        self.wrap(width, height)
        if self.height <= height:
            return [self]
        if self._name is not None and self._name.height > height:  # it may have more lines than there is room for
            return []
        first, rest = parted(self._body, width - self._margin, height - self._above)
        if not first or not rest:
            return []
        begun = Told(self._name, first, is_rtl=self._is_rtl)
        left = Told(None, rest, is_rtl=self._is_rtl)
        begun.spaceBefore, begun.spaceAfter = self.spaceBefore, 0.0
        left.spaceBefore, left.spaceAfter = 0.0, self.spaceAfter
        return [begun, left]

    def draw(self) -> None:
        """The name first, as it is read."""
        column = self.width - self._margin
        if self._name is not None:
            x = column + GAP if self._is_rtl and self._margin else 0.0
            self._name.drawOn(self.canv, x, self.height - self._name.height)
        y = self.height - self._above
        for place, (part, height) in enumerate(zip(self._body, self._heights, strict=True)):
            y -= height + _space(place, part)
            part.drawOn(self.canv, 0.0 if self._is_rtl else self._margin, y)


def _space(place: int, part: Any) -> float:
    """Room above a part of a column; none above the first."""
    return float(part.getSpaceBefore()) + 2.0 if place else 0.0


def parted(body: Sequence[Any], width: float, height: float) -> tuple[list[Any], list[Any]]:
    """The flowables of a column that fit into ``height``, and the rest."""
    room = height
    for place, part in enumerate(body):
        room -= _space(place, part)
        high = part.wrap(width, room)[1]
        if high > room:
            parts = part.split(width, room) if room > 0 else []
            if len(parts) < 2:
                return list(body[:place]), list(body[place:])
            return [*body[:place], parts[0]], [*parts[1:], *body[place + 1 :]]
        room -= high
    return list(body), []


class FactRow(Flowable):  # type: ignore[misc]
    """Short facts in ``columns`` of equal width, a hair line below. Each is a name and a value."""

    def __init__(self, pairs: Sequence[tuple[Paragraph, Paragraph]], columns: int, *, is_rtl: bool) -> None:
        super().__init__()
        self._pairs = pairs
        self._columns = columns
        self._is_rtl = is_rtl
        row = [part for pair in pairs for part in pair]
        for part in row:
            part.beside = [other for other in row if other is not part]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the highest fact."""
        self.width = width
        self._column = width / self._columns
        self._lead = MARGIN + GAP if self._column >= _INLINE else 0.0
        highest = 0.0
        for name, value in self._pairs:
            name_high = name.wrap((self._lead or self._column) - GAP, height)[1]
            value_high = value.wrap(self._column - self._lead - GAP, height)[1]
            highest = max(highest, max(name_high, value_high) if self._lead else name_high + value_high)
        self.height = highest + 5.0
        return self.width, self.height

    def draw(self) -> None:
        """The facts in reading order, then the line."""
        top = self.height - 2.0
        for place, (name, value) in enumerate(self._pairs):
            left = self.width - (place + 1) * self._column if self._is_rtl else place * self._column
            below = 0.0 if self._lead else name.height
            if self._is_rtl:
                name.drawOn(self.canv, left + self._column - name.width, top - name.height)
                value.drawOn(self.canv, left + GAP, top - below - value.height)
            else:
                name.drawOn(self.canv, left, top - name.height)
                value.drawOn(self.canv, left + self._lead, top - below - value.height)
        self.canv.setStrokeColorRGB(*RULE)
        self.canv.setLineWidth(0.3)
        self.canv.line(0, 0.5, self.width, 0.5)
