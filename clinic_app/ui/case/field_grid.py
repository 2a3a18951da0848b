"""Fields side by side, as many as the width allows: one grid for a wide screen and a narrow one."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_app.ui import theme

FULL = 99
"""A span that takes the whole row."""


class FieldGrid(QWidget):
    """Places its children in rows of equal columns, in reading order, and again when the width changes."""

    def __init__(
        self, parent: QWidget | None = None, *, least: int = 190, most: int = 4, fills: bool = False
    ) -> None:
        """``least`` is the narrowest column in device-independent pixels, ``most`` the number of columns.

        With ``fills`` the last child of a line takes the columns that are left.
        """
        super().__init__(parent)
        self._least, self._most, self._fills = least, most, fills
        self._cells: list[tuple[QWidget, int]] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.MEDIUM)
        self._grid.setVerticalSpacing(theme.SMALL)

    def add(self, child: QWidget, span: int = 1) -> None:
        """Put ``child`` behind the others, ``span`` columns wide (or as wide as there are columns)."""
        self._cells.append((child, span))
        self._columns = 0
        self._place(max(1, self._fitting(self.width())))

    def clear(self) -> None:
        """Take all children out and delete them."""
        for child, _ in self._cells:
            self._grid.removeWidget(child)
            child.hide()
            child.deleteLater()
        self._cells.clear()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self._fitting(event.size().width()))

    def _fitting(self, width: int) -> int:
        needed = (child.minimumSizeHint().width() for child, span in self._cells if span == 1)
        least = max(self._least, max(needed, default=0))  # a scale of five buttons must not lose the fifth
        return max(1, min(self._most, (width + theme.MEDIUM) // (least + theme.MEDIUM)))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        for place, line in enumerate(self._lines(columns)):
            column = 0
            for child, wide in line:
                # the last of a line takes what is left of it, so that no line ends in a hole
                wide = columns - column if (child, wide) == line[-1] and self._fills else wide
                self._grid.addWidget(child, place, column, 1, wide, Qt.AlignmentFlag.AlignTop)
                column += wide
        self._columns = columns

    def _lines(self, columns: int) -> list[list[tuple[QWidget, int]]]:
        lines: list[list[tuple[QWidget, int]]] = [[]]
        for child, span in self._cells:
            wide = min(span, columns)
            if sum(taken for _, taken in lines[-1]) + wide > columns:
                lines.append([])
            lines[-1].append((child, wide))
        return lines
