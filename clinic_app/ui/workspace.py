"""The pages of an open clinic file, and the dialogs that lead from one to another.

Each page but the first and each dialog is imported when it is wanted, so that the list is there at once.
"""

import importlib
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from clinic_app.domain.summary import CaseQuery
from clinic_app.errors import ClinicError
from clinic_app.i18n import formats
from clinic_app.storage.database import Database
from clinic_app.ui import failures
from clinic_app.ui.cases.page import CasesPage
from clinic_app.ui.context import Context

if TYPE_CHECKING:
    from clinic_app.ui.case.lacks import SectionKey
    from clinic_app.ui.case.page import CasePage

    Place = tuple[UUID, tuple[SectionKey, UUID | None]]


_WARMING = threading.Lock()  # two threads that import one circle of modules can meet a half made one


def _warm_up() -> None:
    """Import, while nobody waits, what the other pages and dialogs stand on."""
    with _WARMING:
        importlib.import_module("clinic_app.services.transfer")
        importlib.import_module("clinic_app.services.matches")


def _load_samples(database: Database) -> int:
    from clinic_app.services import samples  # brings the whole report along

    return samples.load(database)


def _remove_samples(database: Database) -> int:
    from clinic_app.services import samples

    return samples.remove(database)


class Workspace(QStackedWidget):
    """Built anew, at the same place, when language, theme or file change."""

    told = Signal(str, str)  # kind of message, words

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self.cases = CasesPage(context, self)
        self._case: CasePage | None = None
        self._case_id: UUID | None = None
        self.addWidget(self.cases)
        self.cases.case_chosen.connect(self.show_case)
        self.cases.new_wanted.connect(self.new_case)
        self.cases.import_wanted.connect(self.import_files)
        self.cases.export_wanted.connect(self._export)
        self.cases.report_wanted.connect(self._report)
        self.cases.reports_wanted.connect(self._reports)
        self.cases.samples_wanted.connect(self.load_samples)
        self.cases.loaded.connect(self._on_loaded, Qt.ConnectionType.SingleShotConnection)

    @property
    def context(self) -> Context:
        """What the pages were handed."""
        return self._context

    @property
    def case_id(self) -> UUID | None:
        """The case on the screen; None when the list is."""
        return self._case_id

    @property
    def place(self) -> "Place | None":
        """The case on the screen, and the section and problem turned to; None when the list is."""
        if self._case is None or self._case_id is None:
            return None
        return self._case_id, self._case.place

    def return_to(self, place: "Place") -> None:
        """Turn to a case again, and to the same place in it."""
        case_id, within = place
        self.show_case(case_id)
        if self._case is not None and self._case_id == case_id:
            self._case.return_to(within)

    def flush(self) -> bool:
        """Save what is typed. False when something could not be saved."""
        return self._case is None or self._case.flush()

    @Slot(object)
    def show_case(self, case_id: UUID) -> None:
        """Turn to a case. A case that is gone, or a file that cannot be read, is said in a message."""
        page = self._case_page()
        try:
            page.show_case(case_id)
        except ClinicError as error:
            self.tell_failure(error)
            return
        if page.file is not None:  # the one before, when what was typed in it could not be saved
            self._case_id = page.file.case.id
            self.setCurrentWidget(page)

    @Slot()
    def show_list(self) -> None:
        """Turn to the list, with the case that was shown chosen in it."""
        if not self.flush():
            return
        last, self._case_id = self._case_id, None
        self.setCurrentWidget(self.cases)
        if last is not None:
            self.cases.table.choose([last], last)
        self.cases.table.setFocus()

    @Slot()
    def focus_search(self) -> None:
        """Turn to the list and put the cursor into its search field."""
        self.show_list()
        if self._case_id is None:
            self.cases.focus_search()

    @Slot()
    def new_case(self) -> None:
        """Ask whose case it is and what it is about, and turn to it."""
        from clinic_app.ui.enterprises.new_case_dialog import NewCaseDialog

        dialog = NewCaseDialog(self._context, self)
        if self._context.dialogs.run(dialog) and dialog.case_id is not None:
            self.show_case(dialog.case_id)

    def import_files(self, files: Sequence[Path] = ()) -> None:
        """Take cases over from tables of others."""
        from clinic_app.ui.transfer.import_dialog import ImportDialog

        self._context.dialogs.run(ImportDialog(self._context, files, self))

    @Slot()
    def export(self) -> None:
        """Write the cases of the list, or the chosen ones, to a file."""
        self._export(self.cases.query, self.cases.chosen_ids())

    @Slot()
    def report(self) -> None:
        """Print the case on the screen, or those chosen in the list."""
        chosen = [self._case_id] if self._case_id is not None else self.cases.chosen_ids()
        if chosen:
            self._report(chosen)
        else:
            self.told.emit("info", self._("Choose one or more cases in the list first."))

    @Slot()
    def reports(self) -> None:
        """Print many cases in one go: those chosen in the list, or all that it shows."""
        self._reports(self.cases.query, self.cases.chosen_ids())

    @Slot()
    def verify_report(self) -> None:
        """Say whether a PDF, or a code printed on paper, is one of ours."""
        from clinic_app.ui.reports.verify_dialog import VerifyDialog

        self._run(VerifyDialog(self._context, self))

    @Slot()
    def open_partners(self) -> None:
        """Show the register of partners, memoranda and programmes."""
        from clinic_app.ui.partners.dialog import RegisterDialog

        if self.flush():
            self._run(RegisterDialog(self._context, self))

    @Slot()
    def open_learning(self) -> None:
        """Show what was learnt from the decisions."""
        from clinic_app.ui.learning.dialog import LearningDialog

        if self.flush():
            self._run(LearningDialog(self._context, self))

    @Slot()
    def open_bin(self) -> None:
        """Show what was removed."""
        from clinic_app.ui.trash.dialog import BinDialog

        self._context.dialogs.run(BinDialog(self._context, self))

    @Slot()
    def load_samples(self) -> None:
        """Add the invented cases."""
        self._start(_load_samples, self._on_samples_loaded)

    @Slot()
    def remove_samples(self) -> None:
        """Move the invented cases to the bin."""
        self._start(_remove_samples, self._on_samples_removed)

    @Slot(object)
    def tell_failure(self, error: Exception) -> None:
        """Say what went wrong in the words of the user."""
        self.told.emit("error", failures.worded(self._context.catalog, error))

    @Slot()
    def _on_loaded(self) -> None:
        self._context.jobs.think(_warm_up, done=lambda _: None, failed=self.tell_failure)

    def _case_page(self) -> "CasePage":
        with _WARMING:
            from clinic_app.ui.case.page import CasePage

        if self._case is None:
            self._case = CasePage(self._context, self)
            self._case.closed.connect(self.show_list)
            self._case.case_wanted.connect(self.show_case)
            self.addWidget(self._case)
        return self._case

    def _export(self, query: CaseQuery, keys: list[UUID]) -> None:
        from clinic_app.ui.transfer.export_dialog import ExportDialog

        if self.flush():
            self._context.dialogs.run(ExportDialog(self._context, query, keys, self))

    @Slot(object)
    def _report(self, case_ids: list[UUID]) -> None:
        from clinic_app.ui.reports.dialog import ReportDialog

        if self.flush():
            self._run(ReportDialog(self._context, case_ids, self))

    @Slot(object, object)
    def _reports(self, query: CaseQuery, keys: list[UUID]) -> None:
        from clinic_app.ui.reports.batch_dialog import BatchDialog

        if self.flush():
            self._run(BatchDialog(self._context, query, keys, self))

    def _run(self, dialog: QDialog) -> None:
        """Show a dialog and let go of it: pages and pictures are large."""
        self._context.dialogs.run(dialog)
        dialog.deleteLater()

    def _start(self, work: Callable[[Database], int], done: Callable[[int], None]) -> None:
        self._context.jobs.start(partial(work, self._context.database), done=done, failed=self.tell_failure)

    def _on_samples_loaded(self, count: int) -> None:
        catalog = self._context.catalog
        words = catalog.plural("%(n)s sample case added.", "%(n)s sample cases added.", count)
        self.told.emit("success", words % {"n": formats.number(count, catalog.language)})

    def _on_samples_removed(self, count: int) -> None:
        catalog = self._context.catalog
        words = catalog.plural("%(n)s sample case removed.", "%(n)s sample cases removed.", count)
        self.told.emit("success", words % {"n": formats.number(count, catalog.language)})
