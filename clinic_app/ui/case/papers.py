"""Photos and papers: brought in by button, drop or paste, looked at, described, and printed in the report."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, Qt, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.attachment import Attachment
from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.storage import media
from clinic_app.ui import theme
from clinic_app.ui.case import paper_jobs
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.direction import left_to_right
from clinic_app.ui.case.keeper import Saver
from clinic_app.ui.case.papers_editor import PapersEditor
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.context import Context
from clinic_app.ui.failures import worded
from clinic_app.ui.forms import Form
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.card import Card

_SHOWN_SUFFIXES = ("PNG", "JPEG", "PDF", "XLSX", "DOCX", "ODS", "ODT", "CSV", "TXT")


class PapersSection(QWidget):
    """Files may be dropped anywhere on it; Ctrl+V takes what was copied, unless a text field has the keyboard."""

    def __init__(self, context: Context, undo: Bin, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._undo = undo
        self._file: CaseFile | None = None
        self._waiting = 0
        self._refused: list[str] = []
        text = context.catalog.text
        self.editor = PapersEditor(context, undo)
        self.editor.add_wanted.connect(self.choose)
        self.editor.open_wanted.connect(self.open_outside)
        self._busy = label("", role="muted")
        self._busy.hide()
        self._area = self._make_area()
        card = Card(text("Photos and papers"))
        card.head.addWidget(self._busy)
        card.body.addWidget(self._area)
        card.body.addWidget(self.editor)
        page = Scrolled()
        page.column.addWidget(card)
        page.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setAcceptDrops(True)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)

    @property
    def keepers(self) -> tuple[Saver, ...]:
        """Who saves what is typed here."""
        return (self.editor.keeper,)

    def show_case(self, file: CaseFile) -> None:
        """Show a case, or newer values of the one shown."""
        if self._file is None or self._file.case.id != file.case.id:
            self.editor.keeper.close()
        self._file = file
        self.editor.show_case(file)

    def go_to(self, field: str) -> None:
        """Bring the keyboard to the files, or to the button that adds one."""
        self.editor.go_to(field)

    @Slot()
    def choose(self) -> None:
        """Have files picked, and add them."""
        text = self._context.catalog.text
        patterns = " ".join(f"*{suffix}" for suffix in media.SUFFIXES)
        filters = f"{text('Photos and papers')} ({patterns})"
        self.add(self._context.dialogs.open_files(self, text("Choose photos and papers"), filters=filters))

    @Slot()
    def paste(self) -> None:
        """Add what was copied: files, or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and not self._take(data):
            self._undo.say(self._context.catalog.text("Nothing was copied that can be added here."))

    def add(self, files: Sequence[Path]) -> None:
        """Add files to the case, one after the other; what cannot be taken is said by its name."""
        for path in files:
            self._start(partial(paper_jobs.add_file, self._context.database, self._case_id(), path))

    @Slot(object)
    def open_outside(self, paper: Attachment) -> None:
        """Show a private copy in the program the system has for it."""
        work = partial(paper_jobs.lend, self._context.database, paper)
        self._context.jobs.start(work, done=self._on_lent, failed=self._undo.tell)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._mark(is_over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(is_over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(is_over=False)
        if self._take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)  # never moved away from where they came from
            event.accept()

    def _make_area(self) -> QFrame:
        text, language = self._context.catalog.text, self._context.language
        frame = QFrame()
        frame.setProperty("role", "drop")
        words = label(text("Drop photos and papers here, paste them with Ctrl+V, or choose them."), wraps=True)
        kinds = text("%(kinds)s, up to %(size)s MB each") % {
            "kinds": left_to_right(", ".join(_SHOWN_SUFFIXES)),
            "size": formats.number(media.MOST_BYTES // 2**20, language),
        }
        told = QVBoxLayout()
        told.setSpacing(theme.TIGHT)
        told.addWidget(words)
        told.addWidget(label(kinds, role="hint", wraps=True))
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        row.setSpacing(theme.MEDIUM)
        row.addLayout(told, 1)
        row.addWidget(self.editor.add_button)
        return frame

    def _mark(self, *, is_over: bool) -> None:
        self._area.setProperty("over", is_over)
        self._area.style().unpolish(self._area)
        self._area.style().polish(self._area)

    def _case_id(self) -> UUID:
        assert self._file is not None
        return self._file.case.id

    def _take(self, data: QMimeData) -> bool:
        if files := _files(data):
            self.add(files)
            return True
        image = data.imageData() if data.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        name = f"picture-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.png"
        self._start(partial(paper_jobs.add_image, self._context.database, self._case_id(), name, image))
        return True

    def _start(self, work: "partial[Attachment]") -> None:
        if not self._waiting:
            self._refused.clear()
            self._undo.hush()
        self._waiting += 1
        self._show_waiting()
        self._context.jobs.start(work, done=self._on_added, failed=self._on_refused)

    def _show_waiting(self) -> None:
        catalog, n = self._context.catalog, self._waiting
        words = catalog.plural("%(n)s file is being added…", "%(n)s files are being added…", n)
        self._busy.setText(words % {"n": formats.number(n, catalog.language)})
        self._busy.setVisible(n > 0)

    def _on_added(self, paper: Attachment) -> None:
        self.editor.want(paper.id)
        self._on_settled()

    def _on_refused(self, error: Exception) -> None:
        self._refused.append(worded(self._context.catalog, error))
        self._on_settled()

    def _on_settled(self) -> None:
        self._waiting -= 1
        self._show_waiting()
        if self._refused and not self._waiting:
            self._undo.say("\n".join(self._refused), kind="error")

    def _on_lent(self, path: Path) -> None:
        if not self._context.dialogs.open_outside(path):
            self._undo.say(self._context.catalog.text("There is no program for this kind of file on this machine."))


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
