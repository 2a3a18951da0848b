"""The list of cases: all ids in order, 16 bytes each; the rows themselves by pages, when they are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from clinic_app.domain.summary import CaseSort, CaseSummary
from clinic_app.errors import ClinicError
from clinic_app.ui.plain_text import plain_tooltip
from clinic_app.ui.records_model import RECORD_ROLE, ROOT, Index

PAGE = 128
CACHED_PAGES = 64
_KEY = 16
_DISPLAY = Qt.ItemDataRole.DisplayRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter

Fetch = Callable[[Sequence[UUID]], Mapping[UUID, CaseSummary]]


class ListColumn(NamedTuple):
    """One column: its heading, its words, how wide it starts, and what it sorts by, if it does."""

    key: str
    title: str
    text: Callable[[CaseSummary], str]
    width: int
    sort: CaseSort | None = None


class CasesModel(QAbstractTableModel):
    """Rows are fetched 128 at a time by ``fetch`` and the last 64 pages are kept."""

    failed = Signal(object)  # ClinicError: a page could not be read

    def __init__(self, columns: Sequence[ListColumn], fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._keys = b""
        self._pages: OrderedDict[int, list[CaseSummary | None]] = OrderedDict()

    def show_keys(self, keys: bytes) -> None:
        """Replace the whole list by ``pack``ed ids."""
        self.beginResetModel()
        self._keys = keys
        self._pages.clear()
        self.endResetModel()

    def key(self, row: int) -> UUID:
        """The id of the case in a row."""
        return UUID(bytes=self._keys[row * _KEY : (row + 1) * _KEY])

    def keys(self, first: int, last: int) -> list[UUID]:
        """The ids of the rows from ``first`` to ``last``, both included."""
        return [self.key(row) for row in range(first, last + 1)]

    def row_of(self, key: UUID) -> int:
        """The row of a case; -1 when it is not in the list."""
        place = self._keys.find(key.bytes)
        while place >= 0 and place % _KEY:
            place = self._keys.find(key.bytes, place + 1)
        return place // _KEY if place >= 0 else -1

    def summary(self, row: int) -> CaseSummary | None:
        """The case in a row; None when it vanished since the list was made, or cannot be read."""
        number, offset = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._read(number)
            if len(self._pages) > CACHED_PAGES:
                self._pages.popitem(last=False)
        return page[offset]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._keys) // _KEY

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _ALIGNMENT:
            return _LEADING
        if role not in (_DISPLAY, RECORD_ROLE, _TOOLTIP) or not index.isValid():
            return None
        summary = self.summary(index.row())
        if role == RECORD_ROLE or summary is None:
            return summary
        words = self.columns[index.column()].text(summary)
        return words if role == _DISPLAY else plain_tooltip(words)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        return _LEADING if role == _ALIGNMENT else None

    def _read(self, number: int) -> list[CaseSummary | None]:
        last = min((number + 1) * PAGE, self.rowCount()) - 1
        wanted = self.keys(number * PAGE, last)
        try:
            found = self._fetch(wanted)
        except ClinicError as error:
            self.failed.emit(error)
            return [None] * len(wanted)
        return [found.get(key) for key in wanted]
