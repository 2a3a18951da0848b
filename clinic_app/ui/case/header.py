"""The head of the case page: whose case it is, where it stands, and whether everything is saved."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from clinic_app.domain.case import Stage, Standing
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.gates import missing
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.case.direction import by_content, left_to_right
from clinic_app.ui.case.gate_strip import GateStrip
from clinic_app.ui.case.stage_bar import StageBar
from clinic_app.ui.plain_text import label, without_mnemonic
from clinic_app.ui.widgets.elided_label import ElidedLabel
from clinic_app.ui.widgets.save_label import SaveLabel


class CaseHeader(QFrame):
    """Shows; what is wanted goes out as signals: a stage, a standing, the report, or back to the list."""

    back_wanted = Signal()
    report_wanted = Signal()
    stage_wanted = Signal(object)
    standing_wanted = Signal(object)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._next: Stage | None = None
        self.setProperty("role", "bar")
        self.saved = SaveLabel(catalog, self)
        self._title = ElidedLabel("", self, role="page-title")
        self._about = ElidedLabel("", self, role="muted")
        self._standing = label("", self, role="warning")
        self._stages = StageBar(catalog, self)
        self._lacks = QPushButton(self)
        self._lacks.setProperty("role", "quiet")
        self._lacks.setIcon(icons.icon("warning", "warning"))
        self._lacks.clicked.connect(self._on_lacks_pressed)
        self.next_button = QPushButton(self)
        self.next_button.clicked.connect(self._on_next_pressed)
        self._menu = QMenu(self)
        self.strip = GateStrip(catalog, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, theme.SMALL)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(self._top())
        layout.addLayout(self._stage_row())
        layout.addWidget(self.strip)

    def show_case(self, file: CaseFile) -> None:
        """Show the case as it is now."""
        text, case = self._catalog.text, file.case
        self._title.set_text(case.title)
        parts = (
            left_to_right(formats.digits(case.number, self._catalog.language)),
            by_content(file.enterprise.name),
            by_content(case.advisor),
        )
        self._about.set_text("   ·   ".join(part for part in parts if part))
        self._show_standing(file)
        self._stages.show_stage(case.stage)
        self._next = next((stage for stage in Stage if stage.order == case.stage.order + 1), None)
        self.next_button.setVisible(self._next is not None)
        self.next_button.setText(
            without_mnemonic(text("Next: %(stage)s") % {"stage": labels.label(self._catalog, self._next)})
        )
        self._show_gate(file)
        self._fill_menu(file)

    def open_gate(self) -> None:
        """Show the list of what is missing."""
        self.strip.show()

    def _show_standing(self, file: CaseFile) -> None:
        case = file.case
        is_aside = case.standing is not Standing.OPEN
        day = formats.day(case.wake_on, self._catalog.language)
        words = [labels.label(self._catalog, case.standing), case.standing_reason, day]
        self._standing.setText(" – ".join(part for part in words if part) if is_aside else "")
        self._standing.setVisible(is_aside)

    def _show_gate(self, file: CaseFile) -> None:
        lacks = missing(file, self._next) if self._next is not None else ()
        was_open = not self.strip.isHidden()
        self.strip.show_lacks(lacks, self._next or file.case.stage)
        self.strip.setVisible(was_open and bool(lacks))
        self._lacks.setVisible(bool(lacks))
        words = self._catalog.plural("%(n)s thing missing", "%(n)s things missing", len(lacks))
        self._lacks.setText(words % {"n": formats.number(len(lacks), self._catalog.language)})
        theme.set_role(self.next_button, "" if lacks else "primary")

    def _fill_menu(self, file: CaseFile) -> None:
        text = self._catalog.text
        self._menu.clear()
        for stage in Stage:
            if stage.order < file.case.stage.order:
                words = text("Back to: %(stage)s") % {"stage": labels.label(self._catalog, stage)}
                self._entry(words).triggered.connect(lambda _=False, stage=stage: self.stage_wanted.emit(stage))
        self._menu.addSeparator()
        for standing in Standing:
            if standing is not file.case.standing:
                words = text("Reopen") if standing is Standing.OPEN else labels.label(self._catalog, standing) + "…"
                self._entry(words).triggered.connect(
                    lambda _=False, standing=standing: self.standing_wanted.emit(standing)
                )

    def _entry(self, words: str) -> QAction:
        return self._menu.addAction(without_mnemonic(words))

    def _top(self) -> QHBoxLayout:
        text = self._catalog.text
        back = QToolButton(self)
        back.setIcon(icons.icon("back"))
        back.setToolTip(text("Back to the list of cases"))
        back.setAccessibleName(text("Back to the list of cases"))
        back.clicked.connect(self.back_wanted)
        report = QPushButton(icons.icon("report"), text("Report…"), self)
        report.clicked.connect(self.report_wanted)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._about)
        row = QHBoxLayout()
        row.setSpacing(theme.MEDIUM)
        row.addWidget(back)
        row.addLayout(names, 1)
        row.addWidget(self._standing)
        row.addWidget(self.saved)
        row.addWidget(report)
        return row

    def _stage_row(self) -> QHBoxLayout:
        more = QToolButton(self)
        more.setIcon(icons.icon("more"))
        more.setToolTip(self._catalog.text("Other stages and side exits"))
        more.setAccessibleName(self._catalog.text("Other stages and side exits"))
        more.setMenu(self._menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self._stages, 1)
        row.addWidget(self._lacks)
        row.addWidget(self.next_button)
        row.addWidget(more)
        return row

    @Slot()
    def _on_lacks_pressed(self) -> None:
        self.strip.setVisible(self.strip.isHidden())

    @Slot()
    def _on_next_pressed(self) -> None:
        if self._next is not None:
            self.stage_wanted.emit(self._next)
