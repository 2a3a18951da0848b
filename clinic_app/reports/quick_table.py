"""reportlab's table for cells of flowables in columns of given width: measured once, no state set for each cell."""

from copy import copy
from typing import Any

from reportlab.platypus import Table
from reportlab.platypus.tables import CellStyle, _setCellStyle

_ENDLESS = 1e9  # a height in which every row fits
_OF_CELLS = frozenset({"FONT", "VALIGN", "LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING"})


def _from_top(style: Any) -> Any:
    """The style for a cell that may be parted: reportlab gives the rest of one that stood in the middle paddings as
    high as a page, again and again."""
    made = copy(style)
    if made.valign == "MIDDLE":
        made.valign = "TOP"
    return made


class QuickTable(Table):  # type: ignore[misc]
    """A table whose row heights hang on nothing but its cells, which are flowables or empty.

    reportlab measures all cells anew whenever it asks for room, parts the table or draws it, and gives every
    cell a style object of its own. Here cells of one look share theirs.
    """

    _is_measured = False
    _cellStyles: list[list[Any]]  # noqa: N815 - reportlab's name

    def __init__(self, data: list[list[Any]], **options: Any) -> None:
        if options.get("cellStyles") is None:
            plain = CellStyle("")
            options["cellStyles"] = [[plain] * len(row) for row in data]
        super().__init__(data, **options)

    def _addCommand(self, command: Any) -> None:  # noqa: N802 - reportlab's name
        if command[0] not in _OF_CELLS or isinstance(command[1][1], str):
            super()._addCommand(command)
            return
        name, (left, top), (right, bottom), *values = command
        left, right, top, bottom = self.normCellRange(left, right, top, bottom)
        made: dict[int, Any] = {}
        for row in self._cellStyles[top : bottom + 1]:
            for column in range(left, right + 1):
                old = row[column]
                new = made.get(id(old))
                if new is None:
                    new = made[id(old)] = copy(old)
                    _setCellStyle([[new]], 0, 0, name, values)
                row[column] = new

    def _calc(self, width: float, height: float) -> None:
        """Measure everything, the first time."""
        if not self._is_measured:
            super()._calc(width, _ENDLESS)
            self._is_measured = True

    def split(self, width: float, height: float) -> list[Any]:
        """As reportlab does, which changes the styles of cells it parts."""
        if self.splitInRow:
            self._cellStyles = [[_from_top(style) for style in row] for row in self._cellStyles]
        parts: list[Any] = super().split(width, height)
        return parts

    def _listCellGeom(  # noqa: N802 - reportlab's names
        self,
        value: Any,
        width: float,
        style: Any,
        W: Any = None,  # noqa: N803
        H: Any = None,  # noqa: N803
        aH: float = 72000.0,  # noqa: N803
    ) -> tuple[float, float]:
        """Width and height of the flowables of a cell, and of each of them in the lists ``W`` and ``H``."""
        room = width - style.leftPadding - style.rightPadding
        if not value or isinstance(value, str) or room < 0:
            found: tuple[float, float] = super()._listCellGeom(value, width, style, W, H, aH)
            return found
        left = aH - style.topPadding - style.bottomPadding
        widest = total = 0.0
        for place, part in enumerate(value):
            wide, high = part.wrap(room, left)
            if W is not None:
                W.append(wide)
            if H is not None:
                H.append(high)
            widest = max(widest, wide)
            total += high
            if place:
                total += value[place - 1].getSpaceAfter() + part.getSpaceBefore()
        return widest, total

    def _drawCell(  # noqa: N802 - reportlab's name
        self, value: Any, style: Any, pos: tuple[float, float], size: tuple[float, float]
    ) -> None:
        """Draw the flowables of a cell one below the other."""
        if not value:
            return
        if isinstance(value, str) or style.alignment != "LEFT" or style.href or style.destination:
            super()._drawCell(value, style, pos, size)
            return
        (x, y), (width, height) = pos, size
        highs: list[float] = []
        whole = self._listCellGeom(value, width, style, H=highs, aH=height)[1]
        if style.valign == "TOP":
            y += height - style.topPadding
        elif style.valign == "BOTTOM":
            y += style.bottomPadding + whole
        else:
            y += (height + style.bottomPadding - style.topPadding + whole) / 2
        for place, (part, high) in enumerate(zip(value, highs, strict=True)):
            if place:
                y -= value[place - 1].getSpaceAfter() + part.getSpaceBefore()
            y -= high
            part.drawOn(self.canv, x + style.leftPadding, y)
