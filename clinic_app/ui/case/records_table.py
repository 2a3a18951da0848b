"""A small table: whole rows are chosen, the columns share the width, the height follows the rows."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from clinic_app.ui.records_model import RecordsModel

_ROW = 32
_MOST_ROWS = 8


class RecordsTable(QTableView):
    """``shares`` are the widths of the columns in proportion to each other."""

    def __init__(
        self,
        model: RecordsModel,
        shares: Sequence[int],
        name: str,
        parent: QWidget | None = None,
        *,
        most: int = _MOST_ROWS,
    ) -> None:
        """It scrolls when there are more than ``most`` rows."""
        super().__init__(parent)
        self._shares = tuple(shares)
        self._most, self._row_height = most, _ROW
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setHighlightSections(False)

    def set_row_height(self, height: int) -> None:
        """Give every row this height, in device-independent pixels."""
        self._row_height = height
        self.verticalHeader().setDefaultSectionSize(height)

    def fit(self, rows: int) -> None:
        """As high as ``rows`` rows, up to a limit; then it scrolls."""
        self.setFixedHeight(
            self.horizontalHeader().sizeHint().height() + min(rows, self._most) * self._row_height + 4
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        for column, share in enumerate(self._shares):
            self.setColumnWidth(column, width * share // sum(self._shares))
