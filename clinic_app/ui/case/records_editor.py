"""A table of records and, below it, the form of the one chosen: add, change and remove without a dialog."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.keeper import Keeper
from clinic_app.ui.case.records_table import RecordsTable
from clinic_app.ui.plain_text import label
from clinic_app.ui.records_model import Column, RecordsModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the buttons and messages say, already in the language of the screen."""

    add: str
    new: str
    empty: str
    removed: str


class RecordsEditor(QWidget):
    """Knows no clinic word: columns, form and wording are handed in. ``table`` is where a removed one came from."""

    def __init__(
        self,
        catalog: Catalog,
        keeper: Keeper,
        undo: Bin,
        *,
        table: str,
        columns: Sequence[Column],
        words: Words,
        body: QWidget,
        first_field: str,
        shares: Sequence[int],
    ) -> None:
        """``shares`` are the widths of the columns in proportion to each other."""
        super().__init__()
        self.keeper = keeper
        self._undo = undo
        self._table = table
        self._words = words
        self._first_field = first_field
        self._records: tuple[Any, ...] = ()
        self._wanted: UUID | None = None
        self.add_button = QPushButton(icons.icon("add", "accent"), words.add)
        self.add_button.setProperty("role", "quiet")
        self.add_button.clicked.connect(self.begin)
        self._empty = label(words.empty, self, role="muted", wraps=True)
        self._model = RecordsModel(columns, self)
        self._view = RecordsTable(self._model, shares, words.add, self)
        self._view.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self._heading = label("", self, role="caption")
        self._editor = self._make_editor(catalog, body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        for part in (self._empty, self._view, self._editor):
            layout.addWidget(part)
        keeper.current_changed.connect(self._on_current_changed)
        keeper.saved.connect(self._on_saved)
        self._on_current_changed(None)
        self.show_records(())

    def show_records(self, records: Sequence[Any]) -> None:
        """Show newer rows; the row being edited stays chosen and keeps what is being typed."""
        self.keeper.refresh(records)
        if tuple(records) != self._records:
            self._records = tuple(records)
            self._model.show(self._records)
        self._view.setVisible(bool(self._records))
        self._empty.setVisible(not self._records and not self.keeper.is_shown)
        self._view.fit(len(self._records))
        if self._wanted is not None and self._model.row_of(self._wanted) >= 0:
            record, self._wanted = self._records[self._model.row_of(self._wanted)], None
            self.keeper.open(record)
        self._mark()

    @Slot()
    def begin(self) -> None:
        """Start a new record."""
        if self.keeper.begin():
            self.keeper.form.focus(self._first_field)
            QTimer.singleShot(0, self, self._bring_into_sight)  # once the form below the table has its place

    def go_to(self, field: str = "") -> None:
        """Bring the keyboard here: to a field of the first record, or to the button that adds one."""
        if field and self._records and not self.keeper.is_shown:
            self.keeper.open(self._records[0])
        if field and self.keeper.is_shown:
            self.keeper.form.focus(field)
        else:
            (self._view if self._records else self.add_button).setFocus()

    @Slot()
    def remove(self) -> None:
        """Move the record shown to the bin."""
        record_id = self.keeper.record_id
        if record_id is None or (
            self.keeper.leave()
            and self._undo.remove(self._table, record_id, self._words.removed, restored=self._on_restored)
        ):
            self.keeper.close()
            # else the keyboard would fall to the first button of the window, which changes the language
            (self._view if any(each.id != record_id for each in self._records) else self.add_button).setFocus()

    def _make_editor(self, catalog: Catalog, body: QWidget) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("role", "sunken")
        remove = QPushButton(icons.icon("bin", "muted"), catalog.text("Remove"))
        remove.setProperty("role", "quiet")
        remove.clicked.connect(self.remove)
        done = QPushButton(catalog.text("Done"))
        done.clicked.connect(self._on_done)
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(remove)
        head.addWidget(done)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.MEDIUM)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(head)
        layout.addWidget(body)
        return frame

    @Slot(QModelIndex, QModelIndex)
    def _on_row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        record = self._model.record(current)
        if record is not None and record.id != self.keeper.record_id and not self.keeper.open(record):
            self._mark()

    @Slot(object)
    def _on_current_changed(self, record_id: UUID | None) -> None:
        self._editor.setVisible(self.keeper.is_shown)
        self._empty.setVisible(not self._records and not self.keeper.is_shown)
        self._heading.setText(self._words.new if record_id is None else "")
        self._mark()

    @Slot(object)
    def _on_saved(self, _record: object) -> None:
        self._heading.clear()

    @Slot()
    def _on_done(self) -> None:
        if self.keeper.leave():
            self.keeper.close()
            (self._view if self._records else self.add_button).setFocus()

    @Slot()
    def _bring_into_sight(self) -> None:
        """On a small screen the form lies below what is shown of the page."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self._editor, 0, theme.SMALL)
            area.ensureWidgetVisible(self.keeper.form.widget(self._first_field), 0, 2 * theme.WIDE)

    def _on_restored(self, record_id: UUID) -> None:
        self._wanted = record_id
        self.go_to()
        if self._model.row_of(record_id) >= 0:  # read again already
            self.show_records(self._records)

    def _mark(self) -> None:
        """Show in the table which record the form holds."""
        record_id = self.keeper.record_id
        row = -1 if record_id is None else self._model.row_of(record_id)
        selection = self._view.selectionModel()
        selection.blockSignals(True)
        if row < 0:
            selection.clear()
        else:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            selection.setCurrentIndex(self._model.index(row, 0), flags)
        selection.blockSignals(False)
        self._view.viewport().update()
