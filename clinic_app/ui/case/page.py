"""The case page: one case, in sections, saved as it is typed."""

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from clinic_app.domain.case import Case, CaseData, Stage, Standing
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.gates import Lack
from clinic_app.errors import ClinicError, GateClosed, NotFound
from clinic_app.i18n import formats
from clinic_app.services import casefile, cases
from clinic_app.ui import theme
from clinic_app.ui.case import sections
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.case_fields import make_case_form
from clinic_app.ui.case.header import CaseHeader
from clinic_app.ui.case.keeper import Keeper, Saver, Verbs
from clinic_app.ui.case.lacks import PLACES, SectionKey
from clinic_app.ui.case.problems import ProblemsSection
from clinic_app.ui.context import Context
from clinic_app.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from clinic_app.ui.case.sections import Section

_REFRESH_MS = 30


class CasePage(QWidget):
    """Alt and a digit turn to the sections. ``closed`` asks to go back to the list of cases."""

    closed = Signal()
    case_wanted = Signal(object)  # the id of another case

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._file: CaseFile | None = None
        self.header = CaseHeader(context.catalog, self)
        self.bar = MessageBar(context.catalog, self)
        self._undo = Bin(context, self.bar)
        self.form = make_case_form(context.catalog)
        self.form.setParent(self)
        self.keeper = Keeper(self.form, Verbs(data_class=CaseData, edit=self._edit), self)
        self._built: dict[SectionKey, Section] = {}
        self.tabs = QTabBar(self)
        self._stack = QStackedWidget(self)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MS)
        self._lay_out()
        self._connect()

    @property
    def file(self) -> CaseFile | None:
        """The case shown, as it was when last read."""
        return self._file

    @property
    def section(self) -> SectionKey:
        """The section turned to."""
        return tuple(SectionKey)[self.tabs.currentIndex()]

    def show_case(self, case_id: UUID) -> None:
        """Show a case; what was typed in the one before is saved first. Raises NotFound."""
        if not self.flush():
            return
        file = self._context.database.read(casefile.load, case_id)
        is_other = self._file is None or self._file.case.id != case_id
        if is_other:
            for keeper in self._keepers():
                keeper.leave()
            self.header.saved.clear()
            self.header.strip.hide()
            self.bar.hide()
            self.keeper.open(file.case)
        self._show(file)
        if is_other:
            self.go_to(SectionKey.PROBLEMS)
            problems = self.section_of(SectionKey.PROBLEMS)
            assert isinstance(problems, ProblemsSection)
            problems.focus_start()

    def flush(self) -> bool:
        """Save everything that was typed. False when something could not be written: then nothing may be closed."""
        if self._file is None:
            return True
        # every one of them: a full disk for one form must not keep the others from trying
        problems: QWidget | None = self._built.get(SectionKey.PROBLEMS)
        is_left = not isinstance(problems, ProblemsSection) or problems.leave()
        return all([is_left, *(keeper.save() for keeper in self._keepers())])

    @property
    def place(self) -> tuple[SectionKey, Any]:
        """The section turned to, and what is shown in it, in the section's own terms."""
        return self.section, getattr(self.section_of(self.section), "place", None)

    def return_to(self, place: tuple[SectionKey, Any]) -> None:
        """Turn to a section, and what was shown in it, again."""
        key, shown = place
        self.go_to(key)
        if shown is not None:
            self.section_of(key).turn_to(shown)  # type: ignore[attr-defined]  # those that tell a place

    def go_to(self, section: SectionKey, field: str = "") -> None:
        """Turn to a section, and bring the keyboard to a field of it."""
        self.section_of(section)
        self.tabs.setCurrentIndex(tuple(SectionKey).index(section))
        if field:
            self.section_of(section).go_to(field)

    def section_of(self, key: SectionKey) -> "Section":
        """A section of the page, made when it is first wanted: making all at once would be felt."""
        if key in self._built:
            return self._built[key]
        made = self._built[key] = sections.make(key, self._context, self._undo, self.form)
        if key is SectionKey.REPORT:
            made.report_wanted.connect(self.open_report)  # type: ignore[attr-defined]
        if isinstance(made, ProblemsSection):
            made.section_wanted.connect(self.go_to)
            made.case_wanted.connect(self.case_wanted)
        holder = self._stack.widget(tuple(SectionKey).index(key))
        assert holder is not None
        layout = holder.layout()
        assert layout is not None
        layout.addWidget(made)
        for keeper in made.keepers:
            self.header.saved.follow(keeper.autosave)
        if self._file is not None:
            made.show_case(self._file)
        return made

    def _keepers(self) -> tuple[Saver, ...]:
        own = (keeper for section in self._built.values() for keeper in section.keepers)
        return (self.keeper, *own)

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(self._context.catalog.text("Sections of the case"))
        for number, key in enumerate(SectionKey, start=1):
            self.tabs.addTab("")
            keys = f"Alt+{sections.key_of(number)}"
            self.tabs.setTabToolTip(number - 1, keys)
            holder = QWidget()
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(theme.LARGE, theme.SMALL, theme.MEDIUM, theme.SMALL)
            self._stack.addWidget(holder)
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.go_to, key))
        strip = QVBoxLayout()
        strip.setContentsMargins(theme.TIGHT, 0, theme.TIGHT, 0)
        strip.addWidget(self.tabs)
        bars = QVBoxLayout()
        bars.setContentsMargins(theme.LARGE, theme.TIGHT, theme.LARGE, 0)
        bars.addWidget(self.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(strip)
        layout.addLayout(bars)
        layout.addWidget(self._stack, 1)
        self._name_tabs()

    def _name_tabs(self) -> None:
        for place, key in enumerate(SectionKey):
            name, count = self._context.catalog.text(sections.TITLES[key]), sections.count(key, self._file)
            figure = formats.number(count, self._context.language)
            self.tabs.setTabText(place, f"{name} ({figure})" if count else name)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_section_changed)
        self._refresh.timeout.connect(self.reload)
        self._context.changes.committed.connect(self._on_committed)
        self.header.back_wanted.connect(self.closed)
        self.header.report_wanted.connect(self.open_report)
        self.header.stage_wanted.connect(self._on_stage_wanted)
        self.header.standing_wanted.connect(self._on_standing_wanted)
        self.header.strip.lack_chosen.connect(self._on_lack_chosen)
        self.header.saved.follow(self.keeper.autosave)

    def _show(self, file: CaseFile) -> None:
        self._file = file
        self.keeper.refresh((file.case,))
        self.header.show_case(file)
        for section in self._built.values():
            section.show_case(file)
        self._name_tabs()

    def _edit(self, case_id: UUID, data: CaseData) -> Case:
        return self._context.database.do(cases.edit, case_id, data)

    @Slot()
    def reload(self) -> None:
        """Read the case again, and show what is newer without touching what is being typed."""
        if self._file is None:
            return
        try:
            self._show(self._context.database.read(casefile.load, self._file.case.id))
        except NotFound:  # somebody moved the case to the bin
            self._file = None
            self.closed.emit()

    @Slot()
    def open_report(self) -> None:
        """Open the preview of the report."""
        from clinic_app.ui.reports.dialog import ReportDialog  # brings the PDF viewer along

        if self._file is not None and self.flush():
            dialog = ReportDialog(self._context, [self._file.case.id], self)
            self._context.dialogs.run(dialog)
            dialog.deleteLater()  # a report in memory is large, and the page stays

    @Slot(object)
    def _on_committed(self, _changed: object) -> None:
        if self._file is not None:
            self._refresh.start()

    @Slot(int)
    def _on_section_changed(self, place: int) -> None:
        self.flush()
        self.section_of(tuple(SectionKey)[place])
        self._stack.setCurrentIndex(place)

    @Slot(object)
    def _on_stage_wanted(self, stage: Stage) -> None:
        if self._file is None or not self.flush():
            return
        try:
            self._context.database.do(cases.advance, self._file.case.id, to=stage)
        except GateClosed:
            self.reload()
            self.header.open_gate()
        except ClinicError as error:
            self._undo.tell(error)

    @Slot(object)
    def _on_standing_wanted(self, standing: Standing) -> None:
        if self._file is None or not self.flush():
            return
        text, reason = self._context.catalog.text, ""
        if standing is not Standing.OPEN:
            asked = self._context.dialogs.ask_text(self, text("Why?"), yes=text("Set aside"))
            if asked is None:
                return
            reason = asked
        try:
            self._context.database.do(cases.set_standing, self._file.case.id, standing, reason=reason)
        except ClinicError as error:
            self._undo.tell(error)

    @Slot(object)
    def _on_lack_chosen(self, lack: Lack) -> None:
        place = PLACES[lack]
        self.go_to(place.section, place.field)
        if not place.field:
            self.section_of(place.section).go_to("")
