"""The ways out of the house: printer, file, another program, the ledger, and the ledger once more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clinic_app.domain.casefile import ReportIssue
from clinic_app.i18n import formats
from clinic_app.services import ledger
from clinic_app.services.terms import Terms, copy_paths, file_name
from clinic_app.ui.case.direction import left_to_right
from clinic_app.ui.context import Context
from clinic_app.ui.failures import worded
from clinic_app.ui.reports import jobs
from clinic_app.ui.reports.issue_dialog import Wishes
from clinic_app.ui.widgets.busy_bar import BusyBar
from clinic_app.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from clinic_app.reports.document import RenderedReport

_LOCKED = "-locked.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A document as it stands on the screen: a draft, or every copy of what was issued."""

    terms: Terms
    number: str
    copies: "tuple[RenderedReport, ...]"
    issue: ReportIssue | None = None

    def name(self, copy: int = 0) -> str:
        """The name proposed for a file of it."""
        version = self.issue.version if self.issue is not None else None
        path = Path(file_name(self.number, self.terms, version))
        return copy_paths(path, len(self.copies))[copy].name


class Outlet(QObject):
    """Asks what must be asked, has the work done off the screen's thread, and tells how it ended."""

    def __init__(self, context: Context, window: QWidget, bar: MessageBar, busy: BusyBar) -> None:
        super().__init__(window)
        self._context = context
        self._ = context.catalog.text
        self._window = window
        self._bar = bar
        self._busy = busy

    def print_copies(self, shown: Shown, copies: Sequence[int], page: int) -> None:
        """Ask for a printer and send some of the copies to it. ``page`` is the one looked at, 0 for the first."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        from clinic_app.ui.reports import printing

        printer = printing.printer_for(shown.terms.paper, shown.name())
        dialog = QPrintDialog(printer, self._window)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage)
        dialog.setMinMax(1, max(shown.copies[copy].pages for copy in copies))
        if self._context.dialogs.run(dialog):
            pdfs = [shown.copies[copy].pdf for copy in copies]
            work = partial(jobs.send_to_printer, pdfs, printer, page)
            self._start(self._("Sending to the printer…"), work, self._on_printed)
        dialog.deleteLater()

    def save(self, shown: Shown, copy: int) -> None:
        """Ask where, and write the bytes that are shown."""
        if (path := self._ask_path(shown.name(copy))) is not None:
            self._start(self._("Saving…"), partial(jobs.save, shown.copies[copy].pdf, path), self._on_saved)

    def open_outside(self, shown: Shown, copy: int) -> None:
        """Show the PDF in the program the system has for it."""
        work = partial(jobs.save_for_viewer, shown.copies[copy].pdf, shown.name(copy))
        self._start(self._("Saving…"), work, self._on_ready_for_viewer)

    def save_locked(self, shown: Shown, passphrase: str, path: Path | None = None) -> None:
        """Write copies of what is shown that open with the passphrase only, asking where unless it is known."""
        if path is None:
            path = self._ask_path(shown.name().removesuffix(".pdf") + _LOCKED)
        if path is not None:
            pdfs = [copy.pdf for copy in shown.copies]
            work = partial(jobs.lock, self._context.database, pdfs, passphrase, path)
            self._start(self._("Saving…"), work, self._on_locked)

    def issue(self, case_id: UUID, number: str, wishes: Wishes, done: Callable[[Shown, Path], object]) -> None:
        """Ask where, and issue: nothing is entered without its file. ``done`` gets what to show and where it lies."""
        database = self._context.database
        version = database.read(ledger.next_version, number)
        path = self._ask_path(file_name(number, wishes.terms, version))
        if path is None:
            return
        work = partial(jobs.issue, database, case_id, wishes, self._context.settings, path)
        self._start(self._("Issuing the report…"), work, partial(self._on_issued, number, wishes, path, done))

    def tell_issued(self, shown: Shown, path: Path) -> None:
        """Say that a report was issued, and what may be wanted next."""
        assert shown.issue is not None
        details = {
            "number": left_to_right(formats.digits(shown.issue.number, self._context.language)),
            "version": formats.number(shown.issue.version, self._context.language),
            "path": left_to_right(str(path)),
        }
        told = self._("Issued as %(number)s, version %(version)s, and saved as %(path)s")
        self._bar.show_message(told % details, kind="success", actions=[self._folder(path)])

    def reprint(
        self, issue: ReportIssue, done: Callable[[Shown], object], failed: Callable[[Exception], object]
    ) -> None:
        """Bring back what was issued, byte for byte."""
        self._busy.begin(self._("Reading…"))
        work = partial(jobs.reprint, self._context.database, issue)
        self._context.jobs.start(work, done=partial(self._on_reprinted, issue, done), failed=failed)

    def _on_reprinted(
        self,
        issue: ReportIssue,
        done: Callable[[Shown], object],
        answer: "tuple[Terms, tuple[RenderedReport, ...]]",
    ) -> None:
        terms, copies = answer
        done(Shown(terms=terms, number=issue.number, copies=copies, issue=issue))

    def _ask_path(self, suggested: str) -> Path | None:
        filters = self._("PDF documents") + " (*.pdf)"
        title = self._("Save the report")
        path = self._context.dialogs.save_file(self._window, title, suggested=suggested, filters=filters)
        return path if path is None or path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")

    def _start(self, words: str, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._busy.begin(words)
        self._context.jobs.start(work, done=done, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._busy.end()
        self._bar.show_message(worded(self._context.catalog, error), kind="error")

    def _on_printed(self, pages: int) -> None:
        self._busy.end()
        words = self._context.catalog.plural(
            "%(n)s page sent to the printer.", "%(n)s pages sent to the printer.", pages
        )
        self._bar.show_message(words % {"n": formats.number(pages, self._context.language)}, kind="success")

    def _on_saved(self, path: Path) -> None:
        self._busy.end()
        words = self._("Saved as %(path)s") % {"path": left_to_right(str(path))}
        self._bar.show_message(words, kind="success", actions=[self._folder(path)])

    def _on_locked(self, paths: Sequence[Path]) -> None:
        self._busy.end()
        words = self._("The copy that opens with the passphrase was saved as %(path)s")
        told = words % {"path": left_to_right(str(paths[0]))}
        self._bar.show_message(told, kind="success", actions=[self._folder(paths[0])])

    def _folder(self, path: Path) -> tuple[str, Callable[[], object]]:
        return self._("Open folder"), partial(self._context.dialogs.open_outside, path.parent)

    def _on_ready_for_viewer(self, path: Path) -> None:
        self._busy.end()
        if not self._context.dialogs.open_outside(path):
            words = self._("There is no program for PDF files on this machine.")
            self._bar.show_message(words, kind="warning")

    def _on_issued(
        self,
        number: str,
        wishes: Wishes,
        path: Path,
        done: Callable[[Shown, Path], object],
        answer: "tuple[ReportIssue, tuple[RenderedReport, ...]]",
    ) -> None:
        self._busy.end()
        issue, copies = answer
        shown = Shown(terms=wishes.terms, number=number, copies=copies, issue=issue)
        done(shown, path)
        if wishes.mail_passphrase:
            self.save_locked(shown, wishes.mail_passphrase, path.with_name(path.stem + _LOCKED))
