"""The register of partners in a window: who they are, what was agreed with them, and what they offer."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.i18n import formats
from clinic_app.services import partner_sheets, partners
from clinic_app.ui import failures, icons, theme
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.changes import touches
from clinic_app.ui.context import Context
from clinic_app.ui.partners.editors import PartnersEditor
from clinic_app.ui.widgets.empty_state import EmptyState
from clinic_app.ui.widgets.message_bar import MessageBar
from clinic_app.ui.widgets.save_label import SaveLabel

if TYPE_CHECKING:
    from clinic_app.storage.database import Changed

TABLES = ("partners", "memoranda", "programmes")


class RegisterDialog(QDialog):
    """What is typed is saved as in the case; what is removed can be put back at once, or from the bin later."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self.setWindowTitle(self._("Partners and programmes"))
        self.resize(980, 720)
        self.bar = MessageBar(context.catalog, self)
        self.editor = PartnersEditor(context, Bin(context, self.bar))
        self._saved = SaveLabel(context.catalog, self)
        for keeper in self.editor.keepers:
            self._saved.follow(keeper.autosave)
        self._import = self._button(self._("Import…"), "import", self.import_table)
        self._export = self._button(self._("Export…"), "export", self.export)
        self._views = QStackedWidget(self)
        self._empty, self._page = self._make_empty(), Scrolled(self)
        self._page.column.addWidget(self.editor)
        self._page.column.addStretch(1)
        self._views.addWidget(self._page)
        self._views.addWidget(self._empty)
        self._lay_out()
        self.editor.keeper.current_changed.connect(self._show_view)
        context.changes.committed.connect(self._on_committed)
        self._reload()

    @property
    def is_empty(self) -> bool:
        """True while the register holds nothing and the way to begin is shown."""
        return self._views.currentWidget() is self._empty

    @Slot()
    def load_founding(self) -> None:
        """Enter the partners that the founding text names."""
        try:
            self._context.database.do(partners.load_founding, self._context.language)
        except ClinicError as error:
            self._on_failed(error)

    @Slot()
    def import_table(self) -> None:
        """Take partners over from a table, after a look at what would come in."""
        from clinic_app.ui.partners.import_dialog import PartnerImportDialog

        if self._flush():
            dialog = PartnerImportDialog(self._context, (), self)
            self._context.dialogs.run(dialog)
            dialog.deleteLater()

    @Slot()
    def export(self) -> None:
        """Write the register to a workbook, a CSV or a JSON file of the user's choice."""
        if not self._flush():
            return
        kinds = (self._("Workbooks (*.xlsx)"), self._("Tables as text (*.csv)"), self._("Data for programs (*.json)"))
        title = self._("Export partners")
        path = self._context.dialogs.save_file(self, title, suggested="partners.xlsx", filters=";;".join(kinds))
        if path is not None:
            path = path if path.suffix else path.with_suffix(".xlsx")
            work = partial(partner_sheets.write, self._context.database, path, self._context.catalog)
            self._context.jobs.start(work, done=partial(self._on_written, path), failed=self._on_failed)

    def done(self, result: int) -> None:
        """Close, once everything typed is saved, or the user gives up what could not be."""
        question = self._("Not everything could be saved. Close all the same?")
        words = self._("Close without saving")
        if self._flush() or self._context.dialogs.ask(self, question, yes=words, is_loss=True):
            super().done(result)

    def _on_written(self, path: Path, count: int) -> None:
        catalog = self._context.catalog
        words = catalog.plural("%(n)s row was written: %(path)s", "%(n)s rows were written: %(path)s", count)
        said = words % {"n": formats.number(count, catalog.language), "path": path}
        self.bar.show_message(said, kind="success")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.bar.show_message(failures.worded(self._context.catalog, error), kind="error")

    def _flush(self) -> bool:
        """Save what is typed, all of it even when one part cannot be written. False when something could not."""
        saved = [keeper.save() for keeper in self.editor.keepers]
        return all(saved)

    @Slot(object)
    def _on_committed(self, changed: "Changed") -> None:
        if touches(changed, *TABLES):
            self._reload()

    def _reload(self) -> None:
        try:
            self.editor.show_register(self._context.database.read(partners.register))
        except ClinicError as error:
            self._on_failed(error)
        self._show_view()

    @Slot()
    def _show_view(self) -> None:
        is_empty = not self.editor.has_records and not self.editor.keeper.is_shown
        self._views.setCurrentWidget(self._empty if is_empty else self._page)
        for button in (self.editor.add_button, self._import, self._export):
            button.setHidden(is_empty)  # the empty page has its own
        self._export.setEnabled(self.editor.has_records)

    def _make_empty(self) -> EmptyState:
        text = self._(
            "Write down who the clinic works with, what was agreed, and which programmes an enterprise can use. "
            "A decided problem then shows what covers its area."
        )
        choices = [
            (self._("Load the founding partners"), self.load_founding),
            (self._("Add partner"), self.editor.begin),
            (self._("Import…"), self.import_table),
        ]
        return EmptyState("people", self._("No partner written down yet"), text, choices, self)

    def _button(self, words: str, icon: str, act: object) -> QPushButton:
        button = QPushButton(icons.icon(icon, "muted"), words, self)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(self.editor.add_button)
        head.addStretch(1)
        head.addWidget(self._saved)
        head.addWidget(self._import)
        head.addWidget(self._export)
        close = QPushButton(self._("Close"), self)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self.bar)
        layout.addLayout(head)
        layout.addWidget(self._views, 1)
        layout.addLayout(foot)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a field must not press one
