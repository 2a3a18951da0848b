"""The page that shows all cases: search, filters, sorting, and what can be done with the chosen ones."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.summary import CaseQuery, CaseSort, CaseSummary
from clinic_app.errors import ClinicError
from clinic_app.i18n import formats, labels
from clinic_app.services import cases, trash
from clinic_app.storage.database import Changed, Database
from clinic_app.ui import failures, icons, theme
from clinic_app.ui.cases.delegate import CaseDelegate
from clinic_app.ui.cases.filters import FilterBar
from clinic_app.ui.cases.list_model import CasesModel, ListColumn
from clinic_app.ui.cases.table import CasesTable
from clinic_app.ui.changes import touches
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.jobs import Latest
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.empty_state import EmptyState
from clinic_app.ui.widgets.message_bar import MessageBar

_Answer = tuple[bytes, tuple[str, ...] | None]
_SETTLE_MS = 150


def read_list(database: Database, query: CaseQuery, *, with_advisors: bool) -> _Answer:
    """The packed ids of the cases asked for and, if wanted, the advisors there are. Runs on any thread."""
    return database.read(cases.packed_ids, query), database.read(cases.advisors) if with_advisors else None


class CasesPage(QWidget):
    """Shows and asks; what is wanted goes out as signals."""

    case_chosen = Signal(object)  # UUID
    new_wanted = Signal()
    import_wanted = Signal()
    samples_wanted = Signal()
    export_wanted = Signal(object, object)  # CaseQuery, list[UUID] (empty: the whole list)
    report_wanted = Signal(object)  # list[UUID]
    reports_wanted = Signal(object, object)  # CaseQuery, list[UUID]: of many in one go
    loaded = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self._model = CasesModel(self._columns(), self._fetch, self)
        self._model.failed.connect(self._on_failed)
        self.filters = FilterBar(context.catalog, self)
        self.table = CasesTable(self._model, self)
        self.table.setItemDelegate(CaseDelegate(context.catalog, self._model, self.table))
        self.table.setAccessibleName(self._("Cases"))
        self.messages = MessageBar(context.catalog, self)
        self._count = label("", self, role="muted")
        self._latest: Latest[_Answer] = Latest(context.jobs, done=self._on_answer, failed=self._on_failed)
        self._keeps_place = False
        self._has_changed = True
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._views = QStackedWidget(self)
        self._actions = self._make_actions()
        self._foot_buttons: list[QPushButton] = []
        self._lay_out()
        self._connect()
        self.reload()

    @property
    def query(self) -> CaseQuery:
        """What the list shows now, and in which order."""
        return self.filters.query(self.table.sort, descending=self.table.descending)

    def chosen_ids(self) -> list[UUID]:
        """The cases chosen in the list."""
        return self.table.chosen_ids()

    @Slot()
    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    @Slot()
    def reload(self) -> None:
        """Ask for the list anew, from the top."""
        self._keeps_place = False
        self._ask()

    def _fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, CaseSummary]:
        return self._context.database.read(cases.summaries, keys)

    def _ask(self) -> None:
        work = partial(read_list, self._context.database, self.query, with_advisors=self._has_changed)
        self._latest.ask(work)

    @Slot()
    def _refresh(self) -> None:
        self._keeps_place = True
        self._ask()

    def _on_answer(self, answer: _Answer) -> None:
        keys, advisors = answer
        if advisors is not None:
            self._has_changed = False
            self.filters.show_advisors(advisors)
        self.table.show_keys(keys, keep_place=self._keeps_place)
        is_empty = self._model.rowCount() == 0
        self._views.setCurrentIndex(0 if not is_empty else 1 if self.filters.is_empty else 2)
        self._on_chosen()
        self.loaded.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        known = isinstance(error, ClinicError)
        words = failures.worded(self._context.catalog, error)
        again = [(self._("Try again"), self.reload)] if known else []
        self.messages.show_message(words, kind="error", actions=again)

    @Slot(object)
    def _on_committed(self, changed: Changed) -> None:
        if touches(changed, "cases", "enterprises", "problems", "matches"):
            self._has_changed = True
            self._settling.start()

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.table.chosen_count()
        language, total = self._context.language, self._model.rowCount()
        words = self._context.catalog.plural("%(n)s case", "%(n)s cases", total) % {
            "n": formats.number(total, language)
        }
        if chosen > 1:
            words += self._(" · %(n)s chosen") % {"n": formats.number(chosen, language)}
        self._count.setText(words)
        for button in self._foot_buttons:
            button.setEnabled(chosen > 0)
        for action in self._actions:
            action.setEnabled(chosen > 0)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        if self.table.chosen_count():
            menu = QMenu(self)
            menu.addActions(self._actions)
            menu.popup(self.table.viewport().mapToGlobal(place))

    @Slot()
    def _on_search_entered(self) -> None:
        """From the search field Enter leads to the first case found; a second Enter opens it."""
        self.table.setFocus()
        if self.table.chosen_count() == 0 and self._model.rowCount():
            self.table.selectRow(0)

    @Slot()
    def _on_open(self) -> None:
        if (current := self.table.current_id()) is not None:
            self.case_chosen.emit(current)

    @Slot()
    def _on_report(self) -> None:
        self.report_wanted.emit(self.chosen_ids())

    @Slot()
    def _on_reports(self) -> None:
        self.reports_wanted.emit(self.query, self.chosen_ids())

    @Slot()
    def _on_export_chosen(self) -> None:
        self.export_wanted.emit(self.query, self.chosen_ids())

    @Slot()
    def _on_export(self) -> None:
        self.export_wanted.emit(self.query, [])

    @Slot()
    def _on_remove(self) -> None:
        keys = self.chosen_ids()
        if self._each(trash.remove, keys):
            words = self._context.catalog.plural(
                "%(n)s case was moved to the bin.", "%(n)s cases were moved to the bin.", len(keys)
            ) % {"n": formats.number(len(keys), self._context.language)}
            undo = (self._("Undo"), lambda: self._each(trash.restore, keys))
            self.messages.show_message(words, actions=[undo])

    def _each(self, verb: Callable[..., None], keys: list[UUID]) -> bool:
        try:
            for key in keys:
                self._context.database.do(verb, "cases", key)
        except ClinicError as error:
            self._on_failed(error)
            return False
        return True

    def _columns(self) -> tuple[ListColumn, ...]:
        catalog, language, _ = self._context.catalog, self._context.language, self._

        def areas(case: CaseSummary) -> str:
            named = _(", ").join(f"{area.number} {labels.label(catalog, area)}" for area in case.areas)
            is_suggestion = named and case.undecided >= case.problems
            return _("%(areas)s (suggested, not decided yet)") % {"areas": named} if is_suggestion else named

        def changed(case: CaseSummary) -> str:
            day = case.updated_at.astimezone().date()
            return formats.clock(case.updated_at, language) if day == today() else formats.day(day, language)

        def stage(case: CaseSummary) -> str:
            return labels.label(catalog, case.stage)

        def priority(case: CaseSummary) -> str:
            return formats.number(case.priority, language)

        return (
            ListColumn("number", _("Case"), lambda case: formats.digits(case.number, language), 118, CaseSort.NUMBER),
            ListColumn("title", _("Title"), lambda case: case.title, 300, CaseSort.TITLE),
            ListColumn("enterprise", _("Enterprise"), lambda case: case.enterprise, 180, CaseSort.ENTERPRISE),
            ListColumn("areas", _("Area"), areas, 168),
            ListColumn("stage", _("Stage"), stage, 136, CaseSort.STAGE),
            ListColumn("priority", _("Priority"), priority, 88, CaseSort.PRIORITY),
            ListColumn(
                "received", _("Received"), lambda case: formats.day(case.received_on, language), 92, CaseSort.RECEIVED
            ),
            ListColumn("advisor", _("Advisor"), lambda case: case.advisor, 116, CaseSort.ADVISOR),
            ListColumn("updated", _("Changed"), changed, 92, CaseSort.UPDATED),
        )

    def _make_actions(self) -> list[QAction]:
        _ = self._
        wanted = (
            (_("Open"), "open", self._on_open),
            (_("Report…"), "report", self._on_report),
            (_("Reports of these cases…"), "pages", self._on_reports),
            (_("Export selection…"), "export", self._on_export_chosen),
            (_("Move to bin"), "bin", self._on_remove),
        )
        made = []
        for words, icon, slot in wanted:
            action = QAction(icons.icon(icon, "muted"), words, self)
            action.triggered.connect(slot)
            made.append(action)
        return made

    def _lay_out(self) -> None:
        _ = self._
        for view in (self.table, self._nothing_yet(), self._nothing_found()):
            self._views.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.SMALL)
        layout.setSpacing(theme.MEDIUM)
        layout.addLayout(self._head())
        layout.addWidget(self.messages)
        layout.addWidget(self.filters)
        layout.addWidget(self._views, 1)
        layout.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        _ = self._
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(label(_("Cases"), self, role="title"))
        head.addStretch(1)
        for words, icon, slot, role in (
            (_("Import…"), "import", self.import_wanted, ""),
            (_("Export…"), "export", self._on_export, ""),
            (_("New case"), "add", self.new_wanted, "primary"),
        ):
            button = QPushButton(icons.icon(icon, "on-accent" if role else "muted"), words, self)
            button.setProperty("role", role)
            button.clicked.connect(slot)
            head.addWidget(button)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch(1)
        for action in self._actions:
            button = QPushButton(action.text(), self)
            button.setProperty("role", "quiet")
            button.clicked.connect(action.trigger)
            foot.addWidget(button)
            self._foot_buttons.append(button)
        return foot

    def _nothing_yet(self) -> EmptyState:
        _ = self._
        return EmptyState(
            "case",
            _("No cases yet"),
            _("Open the first case, take cases over from a table, or look around with twelve invented ones."),
            [
                (_("New case"), self.new_wanted.emit),
                (_("Import…"), self.import_wanted.emit),
                (_("Load sample cases"), self.samples_wanted.emit),
            ],
            self,
        )

    def _nothing_found(self) -> EmptyState:
        _ = self._
        return EmptyState(
            "search",
            _("Nothing found"),
            _("No case fits these words and filters."),
            [(_("Show all cases"), self.filters.clear)],
            self,
        )

    def _connect(self) -> None:
        self.filters.changed.connect(self.reload)
        self.filters.search.returnPressed.connect(self._on_search_entered)
        self.table.sort_changed.connect(self.reload)
        self.table.opened.connect(self.case_chosen)
        self.table.chosen.connect(self._on_chosen)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self._settling.timeout.connect(self._refresh)
        self._context.changes.committed.connect(self._on_committed)
