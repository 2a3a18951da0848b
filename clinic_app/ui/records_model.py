"""The table model of small lists: rows are records, columns are data."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clinic_app.ui.plain_text import plain_tooltip

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
RECORD_ROLE = Qt.ItemDataRole.UserRole
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_PICTURE = Qt.ItemDataRole.DecorationRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class Column(NamedTuple):
    """One column. ``title`` and ``text`` give words; ``sort_key`` makes it sortable; numbers stand trailing.

    ``picture`` gives a QPixmap that stands before the words.
    """

    title: str
    text: Callable[[Any], str]
    sort_key: Callable[[Any], Any] | None = None
    is_number: bool = False
    tooltip: Callable[[Any], str] | None = None
    picture: Callable[[Any], Any] | None = None


class RecordsModel(QAbstractTableModel):
    """Records with an ``id``, in the order given or sorted by a column's key."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._records: tuple[Any, ...] = ()

    def show(self, records: Sequence[Any]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._records = tuple(records)
        self.endResetModel()

    def record(self, index: Index) -> Any:
        """The record of a row, or None for no row."""
        return self._records[index.row()] if index.isValid() else None

    def row_of(self, record_id: UUID) -> int:
        """The row that shows a record; -1 when none does."""
        return next((row for row, record in enumerate(self._records) if record.id == record_id), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == _DISPLAY:
            return column.text(self._records[index.row()])
        if role == _ALIGNMENT:
            return _TRAILING if column.is_number else _LEADING
        if role == _PICTURE and column.picture is not None:
            return column.picture(self._records[index.row()])
        if role == RECORD_ROLE:
            return self._records[index.row()]
        if role == _TOOLTIP and column.tooltip is not None:
            return plain_tooltip(column.tooltip(self._records[index.row()]))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self._columns[section].title
        if role == _ALIGNMENT:
            return _TRAILING if self._columns[section].is_number else _LEADING
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = self._columns[column].sort_key if 0 <= column < len(self._columns) else None
        if key is None:
            return
        known = [record for record in self._records if key(record) is not None]
        unknown = [record for record in self._records if key(record) is None]
        known.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        self.show((*known, *unknown))
