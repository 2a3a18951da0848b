"""What was removed, and the way back."""

from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.i18n import formats, names
from clinic_app.i18n.labels import label
from clinic_app.services import trash
from clinic_app.services.trash import Removed
from clinic_app.ui import failures, icons, theme
from clinic_app.ui.context import Context
from clinic_app.ui.records_model import Column, RecordsModel
from clinic_app.ui.widgets.empty_state import EmptyState
from clinic_app.ui.widgets.message_bar import MessageBar
from clinic_app.ui.widgets.quiet_table import table_of


class BinDialog(QDialog):
    """The last removed first; several can be put back at once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self.setWindowTitle(self._("Bin"))
        self.resize(720, 460)
        self._messages = MessageBar(context.catalog, self)
        self.model = RecordsModel(self._columns(), self)
        self.table = table_of(self.model, self._("Removed records"), (140, 0, 140), 1, self)
        self._restore = QPushButton(icons.icon("undo", "muted"), self._("Put back"), self)
        self._restore.clicked.connect(self.restore)
        self._views = QStackedWidget(self)
        self._views.addWidget(self.table)
        text = self._("What you move to the bin stays here, and can be put back.")
        self._views.addWidget(EmptyState("bin", self._("The bin is empty"), text, (), self))
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.table.doubleClicked.connect(self.restore)
        self._refresh()

    @Slot()
    def restore(self) -> None:
        """Put the chosen records back where they were."""
        chosen = [self.model.record(index) for index in self.table.selectionModel().selectedRows()]
        try:
            for removed in chosen:
                self._context.database.do(trash.restore, removed.table, removed.id)
        except ClinicError as error:
            self._messages.show_message(failures.worded(self._context.catalog, error), kind="error")
        self._refresh()

    @Slot()
    def _on_chosen(self) -> None:
        self._restore.setEnabled(self.table.selectionModel().hasSelection())

    def _refresh(self) -> None:
        try:
            self.model.show(self._context.database.read(trash.content))
        except ClinicError as error:
            self._messages.show_message(failures.worded(self._context.catalog, error), kind="error")
        self._views.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._restore.setVisible(self.model.rowCount() > 0)
        self._on_chosen()

    def _columns(self) -> tuple[Column, ...]:
        _, language = self._, self._context.language
        kinds = {
            "cases": _("Case"),
            "enterprises": _("Enterprise"),
            "contacts": _("Contact"),
            "years": _("Fiscal year"),
            "problems": _("Problem"),
            "visits": _("Visit"),
            "recommendations": _("Recommendation"),
            "actions": _("Action"),
            "risks": _("Risk"),
            "referrals": _("Referral"),
            "opportunities": _("Partner opportunity"),
            "assessments": _("Scorecard"),
            "impacts": _("Indicator"),
            "follow_ups": _("Follow-up"),
            "attachments": _("Attachment"),
            "partners": _("Partner"),
            "memoranda": _("Memorandum"),
            "programmes": _("Support programme"),
        }

        def kind(removed: Removed) -> str:
            return kinds.get(removed.table, removed.table)

        def title(removed: Any) -> str:
            if removed.table == "partners":  # one that is not named yet goes by its country
                return names.country(self._context.catalog, removed.title)
            return " ".join(str(removed.title).split()) or subject(removed.subject)

        def subject(about: Enum | date | None) -> str:
            return formats.day(about, language) if isinstance(about, date) else label(self._context.catalog, about)

        return (
            Column(_("Kind"), kind),
            Column(_("Title"), title, tooltip=title),
            Column(_("Removed"), lambda removed: formats.moment(removed.deleted_at, language)),
        )

    def _lay_out(self) -> None:
        close = QPushButton(self._("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self._restore.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self._restore)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self._messages)
        layout.addWidget(self._views, 1)
        layout.addLayout(buttons)
