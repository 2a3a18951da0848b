"""The consultation report before it leaves the house: look at it, print it, save it, issue it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.casefile import ReportIssue
from clinic_app.domain.summary import CaseSummary
from clinic_app.errors import ClinicError
from clinic_app.i18n import formats
from clinic_app.services import casefile, cases
from clinic_app.settings import LANGUAGES
from clinic_app.ui import icons, theme
from clinic_app.ui.case import report_jobs
from clinic_app.ui.case.direction import left_to_right
from clinic_app.ui.case.issue_strip import IssueStrip
from clinic_app.ui.choices import LANGUAGE_NAMES
from clinic_app.ui.context import Context
from clinic_app.ui.failures import worded
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.busy_bar import BusyBar
from clinic_app.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from clinic_app.reports.document import RenderedReport

_SIZE = QSize(980, 900)


class ReportDialog(QDialog):
    """Shows a draft of the first of ``case_ids``; several are chosen from a list at the top."""

    def __init__(self, context: Context, case_ids: Sequence[UUID], parent: QWidget | None = None) -> None:
        from clinic_app.ui.case.pdf_preview import PdfPreview  # brings QtPdf: not before somebody wants a report

        super().__init__(parent)
        self._context = context
        self._rendered: RenderedReport | None = None
        self._issue: ReportIssue | None = None
        self._asked = 0
        found = context.database.read(cases.summaries, case_ids)
        self._cases = [found[case_id] for case_id in case_ids]
        self.setWindowTitle(context.catalog.text("Consultation report"))
        self.resize(_SIZE.boundedTo(self.screen().availableGeometry().size() * 0.95))
        self.preview = PdfPreview(context.catalog, self)
        self.case_box = self._make_case_box()
        self.language_box = self._make_language_box()
        self.bar = MessageBar(context.catalog, self)
        self.busy = BusyBar(context.catalog, self)
        self.strip = IssueStrip(context.catalog, self)
        self.strip.confirmed.connect(self._on_issue_confirmed)
        self.buttons = self._make_buttons()
        self._lay_out()
        self.redraw()

    @property
    def case(self) -> CaseSummary:
        """The case whose report is shown."""
        return self._cases[max(0, self.case_box.currentIndex())]

    @property
    def language(self) -> str:
        """The language of the report."""
        return str(self.language_box.currentData())

    @Slot()
    def redraw(self) -> None:
        """Draw the draft again: another case or another language was chosen."""
        self._asked += 1
        self._issue = None
        self._set_rendered(None)
        self.strip.hide()
        self.bar.hide()
        self.busy.begin(self._context.catalog.text("Drawing the report…"))
        work = partial(report_jobs.draft, self._context.database, self.case.id, self.language, self._context.settings)
        number = self._asked
        self._context.jobs.start(work, done=partial(self._on_drawn, number), failed=partial(self._on_failed, number))

    def closeEvent(self, event: QCloseEvent) -> None:
        report_jobs.forget_preview()
        super().closeEvent(event)

    def _make_case_box(self) -> QComboBox:
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        for each in self._cases:
            box.addItem(f"{left_to_right(each.number)}  {each.title}")
        box.currentIndexChanged.connect(self.redraw)
        return box

    def _make_language_box(self) -> QComboBox:
        box = QComboBox(self)
        for code in LANGUAGES:
            box.addItem(LANGUAGE_NAMES[code], code)
        box.setCurrentIndex(box.findData(self._context.language))
        box.currentIndexChanged.connect(self.redraw)
        return box

    def _make_buttons(self) -> dict[str, QPushButton]:
        text = self._context.catalog.text
        made = {}
        for name, icon, words, act in (
            ("print", "print", text("Print…"), self.print_pages),
            ("save", "save", text("Save PDF…"), self.save),
            ("open", "open", text("Open in PDF viewer"), self.open_outside),
            ("issue", "check", text("Issue…"), self.ask_issue),
        ):
            button = QPushButton(icons.icon(icon, "on-accent" if name == "issue" else "text"), words, self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            made[name] = button
        made["issue"].setProperty("role", "primary")
        return made

    def _lay_out(self) -> None:
        text = self._context.catalog.text
        top = QHBoxLayout()
        top.setSpacing(theme.SMALL)
        for words, box in ((text("Case"), self.case_box), (text("Language of the report"), self.language_box)):
            caption = label(words, self, role="caption")
            caption.setBuddy(box)
            caption.setVisible(box is not self.case_box or len(self._cases) > 1)
            top.addWidget(caption)
            top.addWidget(box)
        self.case_box.setVisible(len(self._cases) > 1)
        top.addStretch(1)
        top.addWidget(self.preview.controls)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SMALL)
        for name in ("print", "save", "open"):
            foot.addWidget(self.buttons[name])
        foot.addWidget(self.busy, 1)
        foot.addStretch(1)
        foot.addWidget(self.buttons["issue"])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.strip)
        layout.addLayout(foot)

    @Slot()
    def print_pages(self) -> None:
        """Ask for a printer and send the pages to it."""
        if self._rendered is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._file_name())
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self._rendered.pages)
        if self._context.dialogs.run(dialog):
            work = partial(report_jobs.send_to_printer, self._rendered.pdf, printer)
            self._start(self._context.catalog.text("Sending to the printer…"), work, self._on_printed)

    @Slot()
    def save(self) -> None:
        """Ask where, and write the PDF as it is shown."""
        if self._rendered is not None and (path := self._ask_path()) is not None:
            work = partial(report_jobs.save, self._rendered.pdf, path)
            self._start(self._context.catalog.text("Saving…"), work, self._on_saved)

    @Slot()
    def open_outside(self) -> None:
        """Show the PDF in the program the system has for it."""
        if self._rendered is not None:
            work = partial(report_jobs.save_for_viewer, self._rendered.pdf, self._file_name())
            self._start(self._context.catalog.text("Saving…"), work, self._on_ready_for_viewer)

    @Slot()
    def ask_issue(self) -> None:
        """Explain what issuing means, and what the case still lacks."""
        self.strip.ask(self._context.database.read(casefile.load, self.case.id))

    @Slot()
    def _on_issue_confirmed(self) -> None:
        path = self._ask_path()
        if path is None:
            return
        work = partial(
            report_jobs.issue, self._context.database, self.case.id, self.language, self._context.settings, path
        )
        self._start(self._context.catalog.text("Issuing the report…"), work, partial(self._on_issued, path))

    def _ask_path(self) -> Path | None:
        text = self._context.catalog.text
        filters = text("PDF documents") + " (*.pdf)"
        return self._context.dialogs.save_file(
            self, text("Save the report"), suggested=self._file_name(), filters=filters
        )

    def _file_name(self) -> str:
        version = self._issue.version if self._issue is not None else None
        return report_jobs.file_name(self.case.number, self.language, version)

    def _start(self, words: str, work: Any, done: Any) -> None:
        self.busy.begin(words)
        self._context.jobs.start(work, done=done, failed=partial(self._on_failed, self._asked))

    def _set_rendered(self, rendered: "RenderedReport | None") -> None:
        self._rendered = rendered
        for name, button in self.buttons.items():
            button.setEnabled(rendered is not None and (name != "issue" or self._issue is None))
        if rendered is not None:
            self.busy.end()
            self.preview.show_pdf(rendered.pdf)

    def _on_drawn(self, number: int, rendered: "RenderedReport") -> None:
        if number != self._asked:
            return
        self._set_rendered(rendered)
        if rendered.substituted:
            words = self._context.catalog.text("These characters are in no font and are printed as a box: %(list)s")
            listed = "  ".join(f"{char} (U+{ord(char):04X})" for char in rendered.substituted)
            self.bar.show_message(words % {"list": listed}, kind="warning")

    def _on_failed(self, number: int, error: Exception) -> None:
        if number != self._asked:
            return
        self.busy.end()
        self.bar.show_message(worded(self._context.catalog, error), kind="error")
        if not isinstance(error, ClinicError):
            raise error  # a fault of the program: the log must have it

    def _on_printed(self, pages: int) -> None:
        self.busy.end()
        words = self._context.catalog.plural(
            "%(n)s page sent to the printer.", "%(n)s pages sent to the printer.", pages
        )
        self.bar.show_message(words % {"n": formats.number(pages, self._context.language)}, kind="success")

    def _on_saved(self, path: Path) -> None:
        self.busy.end()
        words = self._context.catalog.text("Saved as %(path)s") % {"path": left_to_right(str(path))}
        self.bar.show_message(words, kind="success", actions=[self._folder_action(path)])

    def _on_ready_for_viewer(self, path: Path) -> None:
        self.busy.end()
        if not self._context.dialogs.open_outside(path):
            words = self._context.catalog.text("There is no program for PDF files on this machine.")
            self.bar.show_message(words, kind="warning")

    def _on_issued(self, path: Path, answer: "tuple[ReportIssue, RenderedReport]") -> None:
        self._issue, rendered = answer
        self._set_rendered(rendered)
        self.strip.hide()
        details = {
            "number": left_to_right(formats.digits(self._issue.number, self._context.language)),
            "version": formats.number(self._issue.version, self._context.language),
            "path": left_to_right(str(path)),
        }
        words = self._context.catalog.text("Issued as %(number)s, version %(version)s, and saved as %(path)s")
        self.bar.show_message(words % details, kind="success", actions=[self._folder_action(path)])

    def _folder_action(self, path: Path) -> tuple[str, Any]:
        return self._context.catalog.text("Open folder"), partial(self._context.dialogs.open_outside, path.parent)
