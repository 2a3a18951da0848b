"""Cases in from tables of others: choose files, see what would come in and what not, take it in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import N_
from clinic_app.services import transfer
from clinic_app.services.cases import Numbering
from clinic_app.services.progress import Progress
from clinic_app.services.transfer import IntakeResult
from clinic_app.ui import failures, theme
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.jobs import Relay
from clinic_app.ui.plain_text import label
from clinic_app.ui.transfer.refusal_table import RefusalTable
from clinic_app.ui.widgets.busy_bar import BusyBar
from clinic_app.ui.widgets.empty_state import EmptyState
from clinic_app.ui.widgets.message_bar import MessageBar

SUFFIXES = (".csv", ".xlsx", ".ods", ".json", ".jsonl")


class ImportDialog(QDialog):
    """First a dry run, then, when the user says so, the import itself; both can be stopped.

    What else is brought in by tables has a dialog of its own that says what, and how: ``TITLE``, ``HELP``, ``work``.
    """

    TITLE = N_("Import cases")
    HELP = N_(
        "Tables (.xlsx, .ods, .csv) with one row per problem, or case files (.json, .jsonl). "
        "Nothing is written before you have seen what would come in."
    )
    HANDS_BACK = True
    """Whether the refused rows can be saved as a workbook, to be put right and read again."""

    def __init__(self, context: Context, files: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self._files: tuple[Path, ...] = ()
        self._result: IntakeResult | None = None
        self._relay: Relay | None = None
        self.setWindowTitle(self._(self.TITLE))
        self.setAcceptDrops(True)
        self.resize(980, 560)
        self._messages = MessageBar(context.catalog, self)
        self._drop = self._drop_place()
        self._names = label("", self, role="section")
        self._summary = label("", self, wraps=True)
        self._table = RefusalTable(context.catalog, self)
        self._busy = BusyBar(context.catalog, self)
        self._choose = self._button(self._("Choose files…"), self._on_choose)
        self._save_list = self._button(self._("Save the list of refusals…"), self._on_save_list)
        self._close = self._button(self._("Close"), self.close)
        self._take = self._button(self._("Import"), self._on_take, role="primary")
        self._lay_out()
        self._show_step()
        if files:
            self.look_at(files)

    @property
    def outcome(self) -> IntakeResult | None:
        """What the last run, dry or real, came to."""
        return self._result

    @property
    def summary(self) -> str:
        """What is said about it."""
        return self._summary.text()

    def look_at(self, files: Sequence[Path]) -> None:
        """Find out, without writing, what the files would bring."""
        self._files = tuple(files)
        self._names.setText(", ".join(path.name for path in self._files))
        self._run(self._("Reading…"), dry_run=True)

    def take_in(self) -> None:
        """Import what the dry run found sound."""
        self._run(self._("Importing…"), dry_run=False)

    def reject(self) -> None:
        """Stop what is running, and close: Esc, the button and the window's frame all come here."""
        if self._relay is not None:
            self._relay.cancel()
        super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._relay is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.look_at(files)

    def _run(self, words: str, *, dry_run: bool) -> None:
        self._relay = Relay(self)
        self._result = None
        self._messages.hide()
        self._busy.begin(words, self._relay)
        self._show_step()
        work = self.work(self._files, dry_run=dry_run, progress=self._relay.progress)
        self._context.jobs.start(work, done=partial(self._on_done, dry_run), failed=self._on_failed)

    def work(self, files: Sequence[Path], *, dry_run: bool, progress: Progress) -> Callable[[], IntakeResult]:
        """What a worker is to do with the files."""
        settings = self._context.settings
        return partial(
            transfer.intake,
            self._context.database,
            files,
            numbering=Numbering(prefix=settings.office_prefix, calendar=settings.calendar),
            today=today(),
            dry_run=dry_run,
            progress=progress,
        )

    def _on_done(self, dry_run: bool, result: IntakeResult) -> None:
        self._result = result
        self._end()
        self._summary.setText(self._worded(result, dry_run=dry_run))
        doubts = transfer.told(self._context.catalog, replace(result, refused=result.doubts))
        self._table.show_refusals(transfer.told(self._context.catalog, result), doubts)
        can_be_taken = dry_run and result.added + result.changed > 0 and not result.is_cancelled
        self._take.setVisible(can_be_taken)
        if can_be_taken:
            self._take.setFocus()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._messages.show_message(failures.worded(self._context.catalog, error), kind="error")

    def _end(self) -> None:
        self._relay = None
        self._busy.end()
        self._show_step()

    def _worded(self, result: IntakeResult, *, dry_run: bool) -> str:
        catalog, n = self._context.catalog, result.added + result.changed
        if dry_run:
            first = catalog.plural("%(n)s row can be imported.", "%(n)s rows can be imported.", n)
        else:
            first = catalog.plural("%(n)s row was imported.", "%(n)s rows were imported.", n)
        sentences = [(first, n)]
        if n := result.unchanged:
            sentences.append((catalog.plural("%(n)s is known already.", "%(n)s are known already.", n), n))
        if n := len(result.doubts):
            sentences.append((catalog.plural("%(n)s deserves a look.", "%(n)s deserve a look.", n), n))
        if n := len({(refusal.file, refusal.row) for refusal in result.refused}):
            sentences.append((catalog.plural("%(n)s row was refused:", "%(n)s rows were refused:", n), n))
        words = [sentence % {"n": formats.number(n, catalog.language)} for sentence, n in sentences]
        if result.is_cancelled:
            words.insert(0, self._("Stopped. What was imported so far stays; importing again goes on from there."))
        return " ".join(words)

    def _show_step(self) -> None:
        is_running, has_result = self._relay is not None, self._result is not None
        has_refusals = self._result is not None and bool(self._result.refused)
        self._drop.setVisible(not is_running and not has_result)
        self._names.setVisible(bool(self._files))
        self._summary.setVisible(has_result)
        self._table.setVisible(has_refusals or (self._result is not None and bool(self._result.doubts)))
        self._save_list.setVisible(has_refusals and self.HANDS_BACK)
        self._choose.setVisible(not is_running)
        self._take.setVisible(False)

    @Slot()
    def _on_choose(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        filters = ";;".join(
            (self._("Tables and case files (%(patterns)s)") % {"patterns": patterns}, self._("All files (*)"))
        )
        if files := self._context.dialogs.open_files(self, self._("Choose files to import"), filters=filters):
            self.look_at(files)

    @Slot()
    def _on_take(self) -> None:
        self.take_in()

    @Slot()
    def _on_save_list(self) -> None:
        path = self._context.dialogs.save_file(
            self, self._("Save the list of refusals"), suggested="refused.xlsx", filters=self._("Workbooks (*.xlsx)")
        )
        if path is None or self._result is None:
            return
        try:
            transfer.write_refusals(self._context.catalog, self._result, path.with_suffix(".xlsx"))
        except ClinicError as error:
            self._messages.show_message(failures.worded(self._context.catalog, error), kind="error")
        else:
            words = self._("The list was saved: %(path)s") % {"path": path.with_suffix(".xlsx")}
            self._messages.show_message(words, kind="success")

    def _button(self, words: str, act: object, *, role: str = "") -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _drop_place(self) -> QFrame:
        place = QFrame(self)
        place.setProperty("role", "drop")
        layout = QVBoxLayout(place)
        title = self._("Drop files here, or choose them")
        layout.addWidget(EmptyState("import", title, self._(self.HELP), (), place))
        return place

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._save_list)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self._messages)
        layout.addWidget(self._names)
        layout.addWidget(self._busy)
        layout.addWidget(self._summary)
        layout.addWidget(self._drop, 1)
        layout.addWidget(self._table, 1)
        layout.addLayout(buttons)
