"""Is this paper one of ours? By its file, or by the code printed on it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.casefile import ReportIssue
from clinic_app.i18n import formats
from clinic_app.services import ledger
from clinic_app.services.ledger import Verdict
from clinic_app.ui import colours, icons, theme
from clinic_app.ui.case.direction import by_content, left_to_right
from clinic_app.ui.context import Context
from clinic_app.ui.failures import worded
from clinic_app.ui.plain_text import label
from clinic_app.ui.reports import choices, jobs
from clinic_app.ui.widgets.busy_bar import BusyBar
from clinic_app.ui.widgets.field import Field

if TYPE_CHECKING:
    from clinic_app.services.ledger import Verification

_LOOKS = {
    Verdict.GENUINE: ("check", "success"),
    Verdict.ALTERED: ("warning", "error"),
    Verdict.UNKNOWN: ("info", "warning"),
}


class VerifyDialog(QDialog):
    """A file is chosen or dropped; a code is typed as it stands on the paper, with or without its dashes."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self.setWindowTitle(self._("Verify a report"))
        self.setMinimumWidth(520)
        self.setAcceptDrops(True)
        self.file_button = QPushButton(self._("Choose a PDF file…"), self)
        self.code = QLineEdit(self)
        self.code_button = QPushButton(self._("Look up"), self)
        self.busy = BusyBar(context.catalog, self)
        self._panel = QFrame(self)
        self._picture = QLabel(self._panel)
        self.verdict = label("", self._panel, wraps=True)
        self.details = label("", self._panel, role="muted", wraps=True)
        self._lay_out()
        self.file_button.clicked.connect(self._on_choose)
        self.code_button.clicked.connect(self.look_up)
        self.code.returnPressed.connect(self.look_up)

    def verify(self, path: Path) -> None:
        """Compare a file with the ledger."""
        self._panel.hide()
        self.busy.begin(self._("Comparing with the ledger…"))
        work = partial(jobs.verify, self._context.database, path)
        self._context.jobs.start(work, done=partial(self._on_verified, path), failed=self._on_failed)

    @Slot()
    def look_up(self) -> None:
        """Find the report on whose paper the code is printed."""
        code = self.code.text().strip()
        if not code:
            return
        issue = self._context.database.read(ledger.look_up, code)
        if issue is None:
            words = self._("Unknown: no report of this clinic file has this code.")
            self._tell(*_LOOKS[Verdict.UNKNOWN], words, "")
            return
        words = self._("The code belongs to report %(number)s, version %(version)s.")
        hint = self._("The code says which report the paper claims to be. Compare the paper with the report itself.")
        self._tell(
            "info", "success", words % self._named(issue.number, issue.version), f"{self._about(issue)}\n{hint}"
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (path := _dropped(event)) is not None:
            event.acceptProposedAction()
            self.verify(path)

    @Slot()
    def _on_choose(self) -> None:
        filters = ";;".join((self._("PDF documents") + " (*.pdf)", self._("All files (*)")))
        path = self._context.dialogs.open_file(self, self._("Verify a report"), filters=filters)
        if path is not None:
            self.verify(path)

    def _on_verified(self, path: Path, found: "Verification") -> None:
        self.busy.end()
        words = {
            Verdict.GENUINE: self._("Genuine: this is report %(number)s, version %(version)s."),
            Verdict.ALTERED: self._(
                "Altered: report %(number)s, version %(version)s, looked different when it was issued."
            ),
            Verdict.UNKNOWN: self._("Unknown: this file was not issued from this clinic file."),
        }[found.verdict]
        about = self._about(found.issue) if found.issue is not None else ""
        details = "\n".join(part for part in (left_to_right(path.name), about) if part)
        self._tell(*_LOOKS[found.verdict], words % self._named(found.number, found.version), details)

    def _on_failed(self, error: Exception) -> None:
        self.busy.end()
        self._tell("warning", "error", worded(self._context.catalog, error), "")

    def _named(self, number: str, version: int) -> dict[str, str]:
        language = self._context.language
        shown = left_to_right(formats.digits(number, language))
        return {"number": shown, "version": formats.number(version, language)}

    def _about(self, issue: ReportIssue) -> str:
        catalog = self._context.catalog
        parts = (
            choices.kind_words(catalog, issue.kind),
            choices.audience_words(catalog, issue.audience),
            choices.language_words(issue.language.split("+")),
            formats.moment(issue.issued_at, catalog.language),
            by_content(issue.issued_by),
        )
        return " · ".join(part for part in parts if part)

    def _tell(self, icon: str, tone: str, words: str, details: str) -> None:
        self._picture.setPixmap(icons.pixmap(icon, 32, colours.colour(tone, self.palette())))
        self.verdict.setText(words)
        self.details.setText(details)
        self.details.setVisible(bool(details))
        self._panel.setProperty("kind", {"success": "success", "error": "error"}.get(tone, "warning"))
        self._panel.style().unpolish(self._panel)
        self._panel.style().polish(self._panel)
        self._panel.show()
        self.adjustSize()

    def _lay_out(self) -> None:
        self._panel.setProperty("role", "message")
        inside = QHBoxLayout(self._panel)
        inside.setSpacing(theme.MEDIUM)
        inside.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self.verdict)
        words.addWidget(self.details)
        inside.addLayout(words, 1)
        self._panel.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        hint = self._(
            "The file of a report, as it was sent or received: the ledger knows it byte for byte. "
            "Choose it, or drop it here."
        )
        layout.addWidget(label(hint, self, wraps=True))
        row = QHBoxLayout()
        row.addWidget(self.file_button)
        row.addStretch(1)
        layout.addLayout(row)
        code = QHBoxLayout()
        code.setSpacing(theme.SMALL)
        code.addWidget(Field(self._("Or the verification code printed on it"), self.code, self), 1)
        code.addWidget(self.code_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(code)
        layout.addWidget(self._panel)
        layout.addWidget(self.busy)
        layout.addStretch(1)
        close = QPushButton(self._("Close"), self)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)
        for button in (self.file_button, self.code_button, close):
            button.setAutoDefault(False)


def _dropped(event: QDropEvent) -> Path | None:
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if len(urls) == 1 else None
