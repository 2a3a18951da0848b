"""What was learnt: the corrections, how often suggestions were overridden, and the rebuild."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.domain.correction import Correction, Overrides, Statistics
from clinic_app.domain.match import SuggestionKind
from clinic_app.errors import ClinicError
from clinic_app.i18n import formats
from clinic_app.i18n.labels import label, type_label
from clinic_app.services import corrections
from clinic_app.ui import failures, icons, theme
from clinic_app.ui.context import Context
from clinic_app.ui.learning.rebuild_page import RebuildPage
from clinic_app.ui.records_model import Column, RecordsModel
from clinic_app.ui.widgets.empty_state import EmptyState
from clinic_app.ui.widgets.message_bar import MessageBar
from clinic_app.ui.widgets.quiet_table import table_of


class _Line(NamedTuple):
    """One line of the statistics: what was suggested, and how it went."""

    name: str
    counted: Overrides


class LearningDialog(QDialog):
    """The newest correction first; several can be forgotten, or remembered again, at once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = _ = context.catalog.text
        self.setWindowTitle(_("What was learnt"))
        self.resize(1120, 560)
        self._messages = MessageBar(context.catalog, self)
        self.model = RecordsModel(self._columns(), self)
        self.table = table_of(self.model, _("Corrections"), (130, 240, 184, 184, 120, 140, 110), 1, self)
        self.counts = RecordsModel(self._count_columns(), self)
        self.forget = QPushButton(icons.icon("undo", "muted"), _("Forget"), self)
        self.remember = QPushButton(icons.icon("check", "muted"), _("Remember again"), self)
        self.rebuild_page = RebuildPage(context, self._show_failure, self)
        self._views, self._count_views = self._make_views()
        self.tabs = QTabWidget(self)
        self._lay_out()
        self.forget.clicked.connect(self.forget_chosen)
        self.remember.clicked.connect(self.remember_chosen)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self._refresh()

    @Slot()
    def forget_chosen(self) -> None:
        """Take the chosen corrections back."""
        self._turn(corrections.undo)

    @Slot()
    def remember_chosen(self) -> None:
        """Let the chosen corrections count again."""
        self._turn(corrections.redo)

    def _turn(self, verb: Any) -> None:
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        try:
            for row in rows:
                self._context.database.do(verb, self.model.record(self.model.index(row, 0)).id)
        except ClinicError as error:
            self._show_failure(error)
        self._refresh()
        for row in rows:
            self.table.selectRow(row)

    def _show_failure(self, error: Exception) -> None:
        self._messages.show_message(failures.worded(self._context.catalog, error), kind="error")

    @Slot()
    def _on_chosen(self) -> None:
        chosen = [self.model.record(index) for index in self.table.selectionModel().selectedRows()]
        self.forget.setEnabled(any(one.stands for one in chosen))
        self.remember.setEnabled(any(not one.stands for one in chosen))

    def _refresh(self) -> None:
        try:
            self.model.show(self._context.database.read(corrections.listed))
            self.counts.show(self._lines(self._context.database.read(corrections.statistics)))
        except ClinicError as error:
            self._show_failure(error)
        self._views.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._count_views.setCurrentIndex(0 if self.counts.rowCount() else 1)
        for button in (self.forget, self.remember):
            button.setVisible(self.model.rowCount() > 0)
        self.rebuild_page.refresh(has_corrections=self.model.rowCount() > 0)
        self._on_chosen()

    def _lines(self, found: Statistics) -> Sequence[_Line]:
        types = [_Line(type_label(self._context.catalog, code), counted) for code, counted in found.types]
        return [*types, *(_Line(self._area(area), counted) for area, counted in found.areas)]

    def _area(self, area: Area | None) -> str:
        return label(self._context.catalog, area if area is not None else SuggestionKind.OUT_OF_SCOPE)

    def _columns(self) -> tuple[Column, ...]:
        _, language = self._, self._context.language

        def words(one: Correction) -> str:
            return " ".join(one.text.split())

        def case(one: Correction) -> str:
            return formats.digits(one.case_number, language)

        def state(one: Correction) -> str:
            return _("Remembered") if one.stands else _("Forgotten")

        return (
            Column(_("Case"), case, tooltip=lambda one: one.case_title),
            Column(_("Text"), words, tooltip=words),
            Column(_("Suggested"), lambda one: self._area(one.suggested)),
            Column(_("Decided"), lambda one: self._area(one.area)),
            Column(_("Advisor"), lambda one: one.made_by, tooltip=lambda one: one.made_by),
            Column(_("When"), lambda one: formats.moment(one.made_at, language)),
            Column(_("State"), state),
        )

    def _count_columns(self) -> tuple[Column, ...]:
        _, language = self._, self._context.language

        def number(name: str) -> Any:
            return lambda line: formats.number(getattr(line.counted, name), language)

        return (
            Column(_("Suggested"), lambda line: line.name, tooltip=lambda line: line.name),
            Column(_("Decided"), number("decided"), is_number=True),
            Column(_("Overridden"), number("overridden"), is_number=True),
            Column(_("Another area"), number("other_area"), is_number=True),
            Column(_("Another problem type"), number("other_type"), is_number=True),
        )

    def _make_views(self) -> tuple[QStackedWidget, QStackedWidget]:
        _ = self._
        none = _("Decide a problem for another area than the suggested one: like texts will then be suggested there.")
        undecided = _("Once problems are decided, you see here which suggestions were not followed.")
        counts = table_of(self.counts, _("Overrides"), (360, 90, 100, 110, 160), 0, self)
        found = []
        for table, icon, title, text in (
            (self.table, "check", _("Nothing learnt yet"), none),
            (counts, "area", _("No problem has been decided yet."), undecided),
        ):
            views = QStackedWidget(self)
            views.addWidget(table)
            views.addWidget(EmptyState(icon, title, text, (), self))
            found.append(views)
        return found[0], found[1]

    def _lay_out(self) -> None:
        _ = self._
        log = QWidget(self)
        column = QVBoxLayout(log)
        column.addWidget(self._views, 1)
        buttons = QHBoxLayout()
        for button in (self.forget, self.remember):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.tabs.addTab(log, _("Corrections"))
        self.tabs.addTab(self._count_views, _("Overrides"))
        self.tabs.addTab(self.rebuild_page, _("Rebuild"))
        close = QPushButton(_("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self._messages)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)
