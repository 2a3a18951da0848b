"""Case summaries out: which cases, in which form, in which language."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from clinic_app.domain.summary import CaseQuery
from clinic_app.errors import Cancelled
from clinic_app.i18n import formats
from clinic_app.services import transfer
from clinic_app.settings import LANGUAGES
from clinic_app.ui import failures, theme
from clinic_app.ui.choices import LANGUAGE_NAMES
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.jobs import Relay
from clinic_app.ui.widgets.busy_bar import BusyBar
from clinic_app.ui.widgets.field import Field
from clinic_app.ui.widgets.message_bar import MessageBar


class ExportDialog(QDialog):
    """Offers the chosen cases first when there are any, else the list as it is filtered."""

    def __init__(
        self, context: Context, query: CaseQuery, keys: Sequence[UUID], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self._query = query
        self._keys = list(keys)
        self._relay: Relay | None = None
        self.written: Path | None = None
        self.setWindowTitle(self._("Export cases"))
        self.setMinimumWidth(520)
        self._messages = MessageBar(context.catalog, self)
        self._busy = BusyBar(context.catalog, self)
        self.scope = QButtonGroup(self)
        self.form, self.language = QComboBox(self), QComboBox(self)
        for suffix, words in self._forms().items():
            self.form.addItem(words, suffix)
        for name in LANGUAGES:
            self.language.addItem(LANGUAGE_NAMES[name], name)
        self.language.setCurrentIndex(self.language.findData(context.language))
        self._close = QPushButton(self._("Close"), self)
        self._save = QPushButton(self._("Save as…"), self)
        self._lay_out()
        self._close.clicked.connect(self.close)
        self._save.clicked.connect(self._on_save)

    def reject(self) -> None:
        """Stop what is running, and close: Esc, the button and the window's frame all come here."""
        if self._relay is not None:
            self._relay.cancel()
        super().reject()

    def _forms(self) -> dict[str, str]:
        return {
            ".xlsx": self._("Workbook (.xlsx)"),
            ".csv": self._("Table as text (.csv)"),
            ".json": self._("Whole cases as data (.json)"),
        }

    @Slot()
    def _on_save(self) -> None:
        suffix: str = self.form.currentData()
        filters = f"{self.form.currentText().partition(' (')[0]} (*{suffix})"
        path = self._context.dialogs.save_file(
            self, self._("Export cases"), suggested=f"cases-{today().isoformat()}{suffix}", filters=filters
        )
        if path is not None:
            self._start(path if path.suffix.lower() == suffix else path.with_name(path.name + suffix))

    def _start(self, path: Path) -> None:
        self._relay = Relay(self)
        self._busy.begin(self._("Exporting…"), self._relay)
        self._save.setEnabled(False)
        self._messages.hide()
        work = partial(
            transfer.export,
            self._context.database,
            path,
            query=self._query,
            keys=self._keys if self.scope.checkedId() == 0 else None,
            language=self.language.currentData(),
            progress=self._relay.progress,
        )
        self._context.jobs.start(work, done=partial(self._on_done, path), failed=self._on_failed)

    def _on_done(self, path: Path, count: int) -> None:
        self._end()
        self.written = path
        words = self._context.catalog.plural("%(n)s case written: %(path)s", "%(n)s cases written: %(path)s", count)
        shown = words % {"n": formats.number(count, self._context.language), "path": path}
        dialogs = self._context.dialogs
        opener = (self._("Open"), partial(dialogs.open_outside, path))
        folder = (self._("Show in folder"), partial(dialogs.open_outside, path.parent))
        self._messages.show_message(shown, kind="success", actions=[opener, folder])
        self._close.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        kind = "info" if isinstance(error, Cancelled) else "error"
        self._messages.show_message(failures.worded(self._context.catalog, error), kind=kind)

    def _end(self) -> None:
        self._relay = None
        self._busy.end()
        self._save.setEnabled(True)

    def _scope_buttons(self) -> list[QRadioButton]:
        chosen = len(self._keys)
        words = self._context.catalog.plural("The %(n)s chosen case", "The %(n)s chosen cases", chosen)
        selection = QRadioButton(words % {"n": formats.number(chosen, self._context.language)}, self)
        plain = CaseQuery(sort=self._query.sort, descending=self._query.descending)
        whole = self._("All cases") if self._query == plain else self._("All cases of the list as it is filtered")
        everything = QRadioButton(whole, self)
        for number, button in enumerate((selection, everything)):
            self.scope.addButton(button, number)
        selection.setVisible(chosen > 0)
        (selection if chosen else everything).setChecked(True)
        return [selection, everything]

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self._messages)
        for button in self._scope_buttons():
            layout.addWidget(button)
        grid = QGridLayout()
        grid.setSpacing(theme.MEDIUM)
        grid.addWidget(Field(self._("Kind of file"), self.form, self), 0, 0)
        grid.addWidget(Field(self._("Language of headings and words"), self.language, self), 0, 1)
        layout.addLayout(grid)
        layout.addWidget(self._busy)
        layout.addStretch(1)
        self._save.setProperty("role", "primary")
        self._save.setDefault(True)
        self._close.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._save)
        layout.addLayout(buttons)
