"""A document before it leaves the house: choose it, look at it, print it, save it, issue it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clinic_app.domain.casefile import CaseFile, ReportIssue
from clinic_app.domain.summary import CaseSummary
from clinic_app.i18n import formats
from clinic_app.services import casefile, cases
from clinic_app.services.terms import Terms
from clinic_app.ui import theme
from clinic_app.ui.case.direction import left_to_right
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.context import Context
from clinic_app.ui.failures import worded
from clinic_app.ui.jobs import Latest
from clinic_app.ui.plain_text import label
from clinic_app.ui.reports import choices, jobs, review
from clinic_app.ui.reports.exits import Exits
from clinic_app.ui.reports.issue_dialog import IssueDialog
from clinic_app.ui.reports.issued_list import IssuedList
from clinic_app.ui.reports.memory import Memory
from clinic_app.ui.reports.options import Options
from clinic_app.ui.reports.outlet import Outlet, Shown
from clinic_app.ui.reports.passphrase_dialog import PassphraseDialog
from clinic_app.ui.widgets.empty_state import EmptyState
from clinic_app.ui.widgets.field import Field
from clinic_app.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from clinic_app.reports.document import RenderedReport

_SIZE = QSize(1180, 900)
_OPTIONS_WIDTH = 250
_CHOSEN_MS, _TYPED_MS = 60, 400  # how long a choice may still be followed by another one
_PAGES, _TROUBLE = 0, 1


class ReportDialog(QDialog):
    """Shows a draft of the first of ``case_ids``; several are chosen from a list at the top.

    What is shown is what is printed, saved and opened: the bytes of the draft, or those that were issued.
    """

    def __init__(self, context: Context, case_ids: Sequence[UUID], parent: QWidget | None = None) -> None:
        from clinic_app.ui.reports.viewer import PdfViewer  # brings QtPdf: not before somebody wants a report

        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self._memory = Memory(context.catalog)
        self._file: CaseFile | None = None
        self.shown: Shown | None = None
        found = context.database.read(cases.summaries, case_ids)
        self._cases = [found[case_id] for case_id in case_ids]
        self.setWindowTitle(self._("Report"))
        self.case_box = self._make_case_box()  # made in the order in which the Tab key goes through them
        self.options = Options(context.catalog, choices.OF_ONE, context.settings.paper, self)
        self.issued = IssuedList(context.catalog, self)
        self.bar = MessageBar(context.catalog, self)
        self.copy_box = QComboBox(self)
        self.copy_box.setAccessibleName(self._("Copy"))
        self.print_all_button = self._quiet(self._("Print all copies…"), self.print_all)
        self.back_button = self._quiet(self._("Back to the draft"), self.redraw)
        self.preview = PdfViewer(context.catalog, self)
        self.exits = Exits(context.catalog, self)
        self.busy, self.buttons = self.exits.busy, self.exits.buttons
        self.outlet = Outlet(context, self, self.bar, self.busy)
        self._drafts: Latest[tuple[Terms, RenderedReport]] = Latest(
            context.jobs, done=self._on_drawn, failed=self._on_not_drawn
        )
        self._settling = QTimer(self, singleShot=True)
        self.standing = label("", self, role="section")
        self.head = self._make_head()
        self._views = QStackedWidget(self)
        self.trouble = EmptyState("warning", "", "", [(self._("Try again"), self.redraw)], self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._recall()
        self._connect()
        self._on_case_changed()
        self.preview.view.setFocus()  # to read on with the keys at once

    @property
    def case(self) -> CaseSummary:
        """The case whose report is shown."""
        return self._cases[max(0, self.case_box.currentIndex())]

    @Slot()
    def redraw(self) -> None:
        """Draw the draft as it is wanted now."""
        self._settling.stop()
        self._show_nothing()
        terms = self.options.terms()
        work = partial(jobs.draft, self._context.database, (self.case.id,), terms, self._context.settings)
        self._drafts.ask(partial(_drawn, terms, work))

    def done(self, result: int) -> None:
        """Every way out comes by here."""
        self._drafts.forget()
        self._settling.stop()
        self.options.remember(self._memory, "dialog")
        self._memory.keep(
            zoom=self.preview.view.zoom_name,
            thumbnails="shown" if self.preview.thumbnails_button.isChecked() else "hidden",
            splitter=self.splitter.saveState(),
            size=self.saveGeometry(),
        )
        jobs.forget_preview()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.preview.search_bar.isHidden():
            self.preview.search_bar.close_bar()
        else:
            super().keyPressEvent(event)

    # What is shown

    @Slot()
    def _on_case_changed(self) -> None:
        self._read_case()
        self.redraw()

    def _read_case(self) -> None:
        self._file = self._context.database.read(casefile.load, self.case.id)
        self.issued.show_issues(self._file.issues)
        self.options.reviewer.setPlaceholderText(self._file.case.reviewer)
        self._tell_review()

    @Slot()
    def _on_changed(self) -> None:
        self._tell_review()
        self._wait_and_redraw(_CHOSEN_MS)

    @Slot()
    def _on_typed(self) -> None:
        self._tell_review()
        self._wait_and_redraw(_TYPED_MS)

    def _wait_and_redraw(self, milliseconds: int) -> None:
        self._drafts.forget()
        self._show_nothing()
        self._settling.start(milliseconds)

    def _tell_review(self) -> None:
        """The rule about reviewers is told while there is time to name one."""
        assert self._file is not None
        words = review.lack(self._context, self._file, self.options.terms())
        self.options.fields["reviewer"].show_message(words, is_warning=True)

    def _show_nothing(self) -> None:
        self.shown = None
        self.bar.hide()
        self._enable()
        self.head.hide()
        self.preview.view.show_notice(self._("Drawing the report…"))
        self.busy.begin(self._("Drawing the report…"))

    def _on_drawn(self, answer: "tuple[Terms, RenderedReport]") -> None:
        terms, rendered = answer
        self._show(Shown(terms=terms, number=self.case.number, copies=(rendered,)))

    def _on_not_drawn(self, error: Exception) -> None:
        self.busy.end()
        self.trouble.set_text(self._("The report could not be drawn"), worded(self._context.catalog, error))
        self.preview.clear()
        self._views.setCurrentIndex(_TROUBLE)

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self.preview.view.show_notice("")
        self.busy.end()
        self._views.setCurrentIndex(_PAGES)
        self._fill_copies(len(shown.copies))
        self._show_copy()
        self._tell_standing()
        self._enable()
        if substituted := shown.copies[0].substituted:
            words = self._("These characters are in no font and are printed as a box: %(list)s")
            listed = "  ".join(f"\u2068{char}\u2069 (U+{ord(char):04X})" for char in substituted)
            self.bar.show_message(words % {"list": listed}, kind="warning")

    def _fill_copies(self, count: int) -> None:
        language = self._context.language
        self.copy_box.blockSignals(True)
        self.copy_box.clear()
        for number in range(1, count + 1):
            counts = {"number": formats.number(number, language), "total": formats.number(count, language)}
            self.copy_box.addItem(self._("Copy %(number)s of %(total)s") % counts)
        self.copy_box.blockSignals(False)
        self.copy_box.setVisible(count > 1)
        self.print_all_button.setVisible(count > 1)

    @Slot()
    def _show_copy(self) -> None:
        if self.shown is not None:
            self.preview.show_pdf(self.shown.copies[max(0, self.copy_box.currentIndex())].pdf)

    def _tell_standing(self) -> None:
        """What was issued is told apart from a draft, which says so on each of its pages."""
        issue = self.shown.issue if self.shown is not None else None
        if issue is not None:
            self.standing.setText(self._("Issued: %(number)s, version %(version)s") % self._named(issue))
        self.head.setVisible(issue is not None)

    def _named(self, issue: ReportIssue) -> dict[str, str]:
        language = self._context.language
        number = left_to_right(formats.digits(issue.number, language))
        return {"number": number, "version": formats.number(issue.version, language)}

    def _enable(self) -> None:
        shown = self.shown
        can_be_issued = shown is not None and shown.issue is None and shown.terms.kind.can_be_issued
        self.exits.enable(is_shown=shown is not None, can_be_issued=can_be_issued)

    # Issuing, and what was issued

    @Slot()
    def ask_issue(self) -> None:
        """Explain what issuing means and what the case still lacks; then issue, if that is wanted."""
        assert self._file is not None
        if self.shown is None or not self.buttons["issue"].isEnabled():
            return
        asked = IssueDialog(self._context, self._file, self.shown.terms, self)
        if self._context.dialogs.run(asked):
            self.outlet.issue(self.case.id, self.case.number, asked.wishes(), self._on_issued)
        asked.deleteLater()

    def _on_issued(self, shown: Shown, path: Path) -> None:
        self._read_case()
        self._show(shown)
        self.outlet.tell_issued(shown, path)

    @Slot(object)
    def show_again(self, issue: ReportIssue) -> None:
        """Bring what was issued onto the screen, byte for byte."""
        self._drafts.forget()
        self._show_nothing()
        self.outlet.reprint(issue, self._show, self._on_not_drawn)

    # How it looks

    def _make_case_box(self) -> QComboBox:
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        for each in self._cases:
            box.addItem(f"{left_to_right(each.number)}  {each.title}")
        return box

    def _make_head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        for part in (self.standing, self.copy_box, self.print_all_button):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.back_button)
        head.hide()
        return head

    def _quiet(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("role", "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    @Slot()
    def print_pages(self) -> None:
        """Ask for a printer and send what is shown to it."""
        if self.shown is not None:
            self.outlet.print_copies(self.shown, [max(0, self.copy_box.currentIndex())], self.preview.page)

    @Slot()
    def print_all(self) -> None:
        """Ask for a printer and send every copy to it, one after the other."""
        if self.shown is not None:
            self.outlet.print_copies(self.shown, range(len(self.shown.copies)), self.preview.page)

    @Slot()
    def save(self) -> None:
        """Ask where, and write the PDF as it is shown."""
        if self.shown is not None:
            self.outlet.save(self.shown, max(0, self.copy_box.currentIndex()))

    @Slot()
    def save_locked(self) -> None:
        """Write every copy of what is shown so that it opens with a passphrase only."""
        if self.shown is None:
            return
        asked = PassphraseDialog(self._context.catalog, self)
        if self._context.dialogs.run(asked):
            self.outlet.save_locked(self.shown, asked.passphrase())
        asked.deleteLater()

    @Slot()
    def open_outside(self) -> None:
        """Show the PDF in the program the system has for it."""
        if self.shown is not None:
            self.outlet.open_outside(self.shown, max(0, self.copy_box.currentIndex()))

    def _lay_out(self) -> None:
        pane = Scrolled(self)
        pane.setMinimumWidth(_OPTIONS_WIDTH - 50)
        pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        several = Field(self._("Case"), self.case_box, self)
        several.setVisible(len(self._cases) > 1)
        for part in (several, self.options, self.issued):
            pane.column.addWidget(part)
        pane.column.addStretch(1)
        self._views.addWidget(self.preview)
        self._views.addWidget(self.trouble)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addWidget(self.bar)
        column.addWidget(self.head)
        column.addWidget(self._views, 1)
        self.splitter.addWidget(pane)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([_OPTIONS_WIDTH, _SIZE.width() - _OPTIONS_WIDTH])
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme.MEDIUM)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.exits)

    def _recall(self) -> None:
        self.options.recall(self._memory, "dialog")
        self.resize(_SIZE.boundedTo(self.screen().availableGeometry().size() * 0.95))
        self.restoreGeometry(self._memory.state("size"))
        self.splitter.restoreState(self._memory.state("splitter"))
        self.preview.view.set_zoom_name(self._memory.text("zoom", "width"))
        self.preview.thumbnails_button.setChecked(self._memory.text("thumbnails") == "shown")

    def _connect(self) -> None:
        self.case_box.currentIndexChanged.connect(self._on_case_changed)
        self.copy_box.currentIndexChanged.connect(self._show_copy)
        self.options.changed.connect(self._on_changed)
        self.options.typed.connect(self._on_typed)
        self.issued.wanted.connect(self.show_again)
        self.exits.print_wanted.connect(self.print_pages)
        self.exits.save_wanted.connect(self.save)
        self.exits.lock_wanted.connect(self.save_locked)
        self.exits.open_wanted.connect(self.open_outside)
        self.exits.issue_wanted.connect(self.ask_issue)
        self._settling.timeout.connect(self.redraw)
        for key, act in (("Ctrl+P", self.print_pages), ("Ctrl+S", self.save)):
            QShortcut(QKeySequence(key), self, act)


def _drawn(terms: Terms, work: "partial[RenderedReport]") -> "tuple[Terms, RenderedReport]":
    return terms, work()
