"""Pictures that float: where there is no room for one, the text behind it fills the page first."""

from typing import Any

from reportlab.platypus import CondPageBreak, Spacer
from reportlab.platypus.flowables import Flowable

from clinic_app.reports.desk import Story


class Floating(Flowable):  # type: ignore[misc]
    """A picture with its caption, and a table that belongs to it: above it, or across the page break around it."""

    def __init__(self, picture: Story, table: Any) -> None:
        super().__init__()
        self._picture = picture
        self._table = table

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """More than there is room for, so that ``split`` is asked what comes first."""
        drawn = [part for part in self._picture if not isinstance(part, CondPageBreak)]
        self._high: float = sum(part.wrap(width, height)[1] + part.getSpaceBefore() for part in drawn)
        self._table_high: float = self._table.wrap(width, height)[1]
        return width, height + 1

    def beginning(self, _whole: float) -> float:
        """How much of it must stand below a heading: the lesser of the two."""
        return min(self._high, float(self._table.beginning(self._table_high)))

    def split(self, width: float, height: float) -> list[Any]:
        """Picture and table in the order that leaves no gap."""
        self.wrap(width, height)
        first = Spacer(width, 0)
        if self._high <= height:
            return [first, *self._picture, self._table]
        if self._table_high <= height:
            return [first, self._table, *self._picture]
        parts = self._table.split(width, height)
        return [first, *parts[:1], *self._picture, *(parts[1:] or [self._table])]
