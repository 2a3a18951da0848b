"""A new case: whose it is, what it is called, and the request in the client's words."""

from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clinic_app.domain.case import CaseData, Channel
from clinic_app.errors import ClinicError
from clinic_app.i18n import labels
from clinic_app.services import cases, enterprises
from clinic_app.services.cases import Numbering
from clinic_app.ui import failures, forms, theme
from clinic_app.ui.clock import today
from clinic_app.ui.composition import commit_composition
from clinic_app.ui.context import Context
from clinic_app.ui.enterprises.chooser import EnterpriseChooser
from clinic_app.ui.widgets.card import Card
from clinic_app.ui.widgets.date_field import DateField
from clinic_app.ui.widgets.message_bar import MessageBar
from clinic_app.ui.widgets.text_edit import GrowingTextEdit


class NewCaseDialog(QDialog):
    """Accepted once the case is saved; ``case_id`` names it then."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self.case_id: UUID | None = None
        self.setWindowTitle(self._("New case"))
        self.chooser = EnterpriseChooser(context, self)
        self.title, self.request = QLineEdit(self), GrowingTextEdit(self, least=5, most=9)
        self._form = self._make_form()
        self._messages = MessageBar(context.catalog, self)
        self._lay_out()
        self.resize(900, 540)
        self.chooser.name.setFocus()

    @Slot()
    def save(self) -> None:
        """Make the enterprise, if it is new, and the case; close when both are saved."""
        commit_composition()
        data = self._form.read()
        errors = [*data.errors(), *self._form.unreadable()]
        self._form.show_errors(data.errors())
        is_firm_sound = self.chooser.show_errors()
        if not is_firm_sound or errors:
            (self._form.widget(errors[0].field) if is_firm_sound else self.chooser.name).setFocus()
            return
        try:
            self._save(data)
        except ClinicError as error:
            self._messages.show_message(failures.worded(self._context.catalog, error), kind="error")
            return
        self.accept()

    def _save(self, data: CaseData) -> None:
        database, settings = self._context.database, self._context.settings
        if self.chooser.enterprise is None:
            # Chosen at once: should the case fail, the next try must not make the enterprise twice.
            self.chooser.choose(database.do(enterprises.add, self.chooser.data()))
        assert self.chooser.enterprise is not None
        numbering = Numbering(prefix=settings.office_prefix, calendar=settings.calendar)
        self.case_id = database.do(cases.open_case, self.chooser.enterprise.id, data, numbering=numbering).id

    def _make_form(self) -> forms.Form[CaseData]:
        catalog = self._context.catalog
        channel = QComboBox(self)
        forms.offer(channel, Channel, lambda each: labels.label(catalog, each), empty=self._("Not answered"))
        form = forms.Form(
            CaseData,
            catalog,
            self,
            title=forms.line(self.title),
            request=forms.text(self.request),
            received_on=forms.day(DateField(catalog, self)),
            channel=forms.choice(channel),
            advisor=forms.line(QLineEdit(self)),
        )
        form.fill(CaseData(title="", received_on=today(), advisor=self._context.settings.advisor))
        return form

    def _lay_out(self) -> None:
        case = Card(self._("Case"), self)
        grid = QGridLayout()
        grid.setSpacing(theme.MEDIUM)
        grid.addWidget(self._form.row("title"), 0, 0, 1, 2)
        grid.addWidget(self._form.row("request"), 1, 0, 1, 2)
        grid.addWidget(self._form.row("received_on"), 2, 0)
        grid.addWidget(self._form.row("channel"), 2, 1)
        grid.addWidget(self._form.row("advisor"), 3, 0, 1, 2)
        case.body.addLayout(grid)
        case.body.addStretch(1)
        cancel, save = QPushButton(self._("Cancel"), self), QPushButton(self._("Open case"), self)
        save.setProperty("role", "primary")
        save.setDefault(True)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self.save)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self._messages)
        cards = QHBoxLayout()
        cards.setSpacing(theme.MEDIUM)
        cards.addWidget(self.chooser, 1)
        cards.addWidget(case, 1)
        layout.addLayout(cards, 1)
        layout.addLayout(buttons)
