"""The table of photos and papers with small pictures, and the form of the one chosen."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.attachment import Attachment, AttachmentData, AttachmentKind
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.i18n.file_reasons import FILE_REASONS
from clinic_app.services import attachments
from clinic_app.ui import colours, icons, theme
from clinic_app.ui.case import editors, paper_jobs
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.case_records import problem
from clinic_app.ui.case.direction import by_content
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.links import LinkBox
from clinic_app.ui.case.paper_jobs import Look
from clinic_app.ui.case.problem_list import heading
from clinic_app.ui.case.records_editor import RecordsEditor, Words
from clinic_app.ui.context import Context
from clinic_app.ui.plain_text import label
from clinic_app.ui.records_model import Column

KINDS: Mapping[str, editors.Make] = {
    "caption": editors.line,
    "kind": editors.one_of(AttachmentKind, optional=False),
    "taken_on": editors.day,
    "problem_id": problem,
    "in_report": editors.check(N_("Yes")),
}
_ROW, _SMALL, _LARGE = 56, QSize(66, 46), QSize(210, 160)


class PapersEditor(RecordsEditor):
    """Attachments of the case shown. ``add_wanted`` asks for files, ``open_wanted`` carries the one to be opened."""

    add_wanted = Signal()
    open_wanted = Signal(object)

    def __init__(self, context: Context, undo: Bin) -> None:
        self._context = context
        self._file: CaseFile | None = None
        self._looks: dict[str, Look | None] = {}
        self._pictures: dict[tuple[str, int], QPixmap] = {}
        catalog, text = context.catalog, context.catalog.text
        form = editors.make_form(AttachmentData, catalog, KINDS)
        self._picture = QLabel()
        self._told = label("", role="muted", wraps=True)
        self._trouble = label("", role="error", wraps=True)
        self.open_button = QPushButton(icons.icon("open", "accent"), text("Open"))
        cells = (("caption", FULL), "kind", "taken_on", "in_report", ("problem_id", FULL))
        body = self._make_body(editors.grid(form, catalog, *cells))
        words = Words(
            add=text("Add files…"), new="", empty=text("No photo and no paper yet."),
            removed=text("The file was moved to the bin."),
        )  # fmt: skip
        super().__init__(
            catalog, Keeper(form, Verbs(data_class=AttachmentData, edit=self._edit), body), undo,
            table="attachments", columns=self._columns(catalog), words=words, body=body, first_field="caption",
            shares=(7, 7, 3, 4, 2),
        )  # fmt: skip
        self._view.setIconSize(_SMALL)
        theme.set_role(self.add_button, "primary")
        self.add_button.setIcon(icons.icon("add", "on-accent"))
        self._view.set_row_height(_ROW)
        self._view.doubleClicked.connect(self._on_open)
        self.open_button.clicked.connect(self._on_open)
        self.keeper.current_changed.connect(self._show_paper)

    def show_case(self, file: CaseFile) -> None:
        """Show the files of a case, offer its problems, and have what is new looked at."""
        before, self._file = self._file, file
        if before is not None and (before.attachments, before.problems) == (file.attachments, file.problems):
            return
        box = self.keeper.form.widget("problem_id")
        assert isinstance(box, LinkBox)
        box.offer([(each.id, heading(each)) for each in file.problems])
        # not those of the case file: it leaves out links to what lies in the bin, and saving would cut them
        papers = self._context.database.read(attachments.of_case, file.case.id)
        self.show_records(papers)
        for paper in papers:
            if paper.sha256 not in self._looks:
                self._looks[paper.sha256] = None
                work = partial(paper_jobs.look_at, self._context.database, paper)
                self._context.jobs.start(work, done=self._on_looked, failed=self._undo.tell)

    def want(self, paper_id: UUID) -> None:
        """Show a file as soon as it is listed, if none is being described."""
        if not self.keeper.is_shown:
            self._wanted = paper_id
            self.show_records(self._records)  # it may be listed already

    @Slot()
    def begin(self) -> None:
        """A new one begins with a file."""
        self.add_wanted.emit()

    def picture(self, paper: Attachment, size: QSize) -> QPixmap:
        """The file in small: the picture, or a sign for its kind; a warning sign when it cannot be used."""
        key = (paper.sha256, size.width())
        look = self._looks.get(paper.sha256)
        if key in self._pictures:
            return self._pictures[key]
        if look is not None and look.image is not None:
            ratio = self.devicePixelRatioF()
            image = look.image.scaled(
                size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            drawn = QPixmap.fromImage(image)
            drawn.setDevicePixelRatio(ratio)
        else:
            is_broken = look is not None and bool(look.reason)
            name, tone = ("warning", "error") if is_broken else ("report", "muted")
            drawn = icons.pixmap(name, min(32, size.height()), colours.colour(tone, self.palette()))
        made = _centred(drawn, size) if size == _SMALL else drawn
        if look is not None:
            self._pictures[key] = made
        return made

    def trouble(self, paper: Attachment) -> str:
        """Why a file cannot be used, in words; empty when it can."""
        look = self._looks.get(paper.sha256)
        if look is None or not look.reason:
            return ""
        reason = FILE_REASONS.get(look.reason, "")
        return self._context.catalog.text(reason) if reason else look.reason

    def _make_body(self, grid: QWidget) -> QWidget:
        side = QVBoxLayout()
        side.setSpacing(theme.TIGHT)
        self._picture.setFixedWidth(_LARGE.width())
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        side.addWidget(self._picture)
        for part in (self._told, self._trouble):
            part.setFixedWidth(_LARGE.width())
            side.addWidget(part)
        side.addLayout(row)
        side.addStretch(1)
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.LARGE)
        layout.addLayout(side)
        layout.addWidget(grid, 1, Qt.AlignmentFlag.AlignTop)
        return body

    def _columns(self, catalog: Catalog) -> tuple[Column, ...]:
        return (
            Column(
                catalog.text("File"),
                lambda paper: by_content(paper.name),
                tooltip=lambda paper: paper.name,
                picture=lambda paper: self.picture(paper, _SMALL),
            ),
            Column(labels.field(catalog, "caption"), lambda paper: paper.caption),
            Column(labels.field(catalog, "kind"), lambda paper: labels.label(catalog, paper.kind)),
            Column(
                catalog.text("File size"),
                lambda paper: self.trouble(paper) or size_of(catalog, paper),
                tooltip=self.trouble,
            ),
            Column(catalog.text("Printed"), lambda paper: "✓" if paper.in_report else ""),
        )

    def _edit(self, paper_id: UUID, data: AttachmentData) -> Attachment:
        return self._context.database.do(attachments.edit, paper_id, data)

    def _on_looked(self, look: Look) -> None:
        self._looks[look.sha256] = look
        self._view.viewport().update()
        paper = self.keeper.record
        if paper is not None and paper.sha256 == look.sha256:
            self._show_paper(paper.id)

    @Slot(object)
    def _show_paper(self, _paper_id: UUID | None) -> None:
        paper = self.keeper.record
        if paper is None:
            return
        self._picture.setPixmap(self.picture(paper, _LARGE))
        self._told.setText(f"{by_content(paper.name)}\n{size_of(self._context.catalog, paper)}")
        words = self._context.catalog.text("This file cannot be shown or printed: %(reason)s.")
        trouble = self.trouble(paper)
        self._trouble.setText(words % {"reason": trouble} if trouble else "")
        self._trouble.setVisible(bool(trouble))
        self.open_button.setEnabled(not trouble)

    @Slot()
    def _on_open(self) -> None:
        if self.keeper.record is not None:
            self.open_wanted.emit(self.keeper.record)


def _centred(drawn: QPixmap, size: QSize) -> QPixmap:
    """A drawing in the middle of a clear ground, so that the names beside them stand in line."""
    ratio = drawn.devicePixelRatio()
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    used = drawn.deviceIndependentSize()
    painter.drawPixmap(QPointF((size.width() - used.width()) / 2, (size.height() - used.height()) / 2), drawn)
    painter.end()
    return made


def size_of(catalog: Catalog, paper: Attachment) -> str:
    """The size of a file in kB or MB."""
    kilobytes = max(1, round(paper.size / 1000))
    if kilobytes < 1000:
        return catalog.text("%(n)s kB") % {"n": formats.number(kilobytes, catalog.language)}
    return catalog.text("%(n)s MB") % {"n": formats.number(round(kilobytes / 1000, 1), catalog.language)}
