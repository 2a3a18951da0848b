"""A small table: whole rows are chosen, the columns share the width, the height follows the rows."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from clinic_app.ui.records_model import RecordsModel
from clinic_app.ui.widgets.quiet_table import quiet

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
        quiet(self, name, _ROW)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

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
        for column, width in enumerate(self._widths(self.viewport().width())):
            self.setColumnWidth(column, width)

    def _widths(self, width: int) -> list[int]:
        """The width in proportion to the shares, and none narrower than its heading while there is room."""
        head = self.horizontalHeader()
        least = [head.sectionSizeHint(column) for column in range(len(self._shares))]
        raised: set[int] = set()
        while True:
            rest = width - sum(least[column] for column in raised)
            shares = sum(share for column, share in enumerate(self._shares) if column not in raised)
            found = [
                least[column] if column in raised else rest * share // max(1, shares)
                for column, share in enumerate(self._shares)
            ]
            narrow = {column for column, each in enumerate(found) if each < least[column]}
            if not narrow or sum(least) > width:
                return [width * share // sum(self._shares) for share in self._shares] if narrow else found
            raised |= narrow
