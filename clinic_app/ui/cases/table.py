"""The table of cases: sorted by a click on a heading, chosen by id, opened by Enter or a double click."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from clinic_app.domain.summary import CaseSort
from clinic_app.ui import theme
from clinic_app.ui.cases.list_model import CasesModel
from clinic_app.ui.records_model import Index

_NEWEST_FIRST = frozenset({CaseSort.UPDATED, CaseSort.RECEIVED, CaseSort.PRIORITY, CaseSort.NUMBER})


class CasesTable(QTableView):
    """Keeps the chosen cases chosen when the list is read again."""

    opened = Signal(object)  # UUID
    chosen = Signal()
    sort_changed = Signal()

    def __init__(self, model: CasesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases = model
        self.sort = CaseSort.UPDATED
        self.descending = True
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setMinimumSectionSize(60)
        for place, column in enumerate(model.columns):
            self.setColumnWidth(place, column.width)
            if column.key == "title":
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._mark_sort()
        head.sectionClicked.connect(self._on_heading)
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().selectionChanged.connect(self.chosen)

    def show_keys(self, keys: bytes, *, keep_place: bool) -> None:
        """Show another list; the chosen cases that are in it stay chosen, and the view where it was if asked."""
        chosen, current = self.chosen_ids(), self.current_id()
        place = self.verticalScrollBar().value()
        self._cases.show_keys(keys)
        self.choose(chosen, current)
        self.verticalScrollBar().setValue(place if keep_place else 0)

    def chosen_ids(self) -> list[UUID]:
        """The ids of the chosen cases, in the order of the list."""
        return [key for first, last in sorted(self._ranges()) for key in self._cases.keys(first, last)]

    def chosen_count(self) -> int:
        """How many cases are chosen; quick also when it is all of them."""
        return sum(last - first + 1 for first, last in self._ranges())

    def current_id(self) -> UUID | None:
        """The case the keyboard is on."""
        index = self.currentIndex()
        return self._cases.key(index.row()) if index.isValid() else None

    def choose(self, keys: Iterable[UUID], current: UUID | None = None) -> None:
        """Choose cases by id, as far as they are in the list."""
        selection, last = QItemSelection(), self._cases.columnCount() - 1
        for row in (self._cases.row_of(key) for key in keys):
            if row >= 0:
                selection.select(self._cases.index(row, 0), self._cases.index(row, last))
        row = self._cases.row_of(current) if current is not None else -1
        if row >= 0:
            index = self._cases.index(row, 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current_id()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
        else:
            super().keyPressEvent(event)

    def _ranges(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.count()))
        return [(part.top(), part.bottom()) for part in parts]

    @Slot(object)
    def _on_opened(self, index: Index) -> None:
        self.opened.emit(self._cases.key(index.row()))

    @Slot(int)
    def _on_heading(self, place: int) -> None:
        wanted = self._cases.columns[place].sort
        if wanted is not None:
            self.descending = not self.descending if wanted is self.sort else wanted in _NEWEST_FIRST
            self.sort = wanted
            self.sort_changed.emit()
        self._mark_sort()

    def _mark_sort(self) -> None:
        place = next(place for place, column in enumerate(self._cases.columns) if column.sort is self.sort)
        order = Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(place, order)
