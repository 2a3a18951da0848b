"""The report section: to the preview, what was issued already, and how the case ended."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.direction import left_to_right
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Keeper
from clinic_app.ui.case.records_table import RecordsTable
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.choices import LANGUAGE_NAMES
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Form
from clinic_app.ui.plain_text import label
from clinic_app.ui.records_model import Column, RecordsModel
from clinic_app.ui.widgets.card import Card


class ReportSection(Scrolled):
    """``report_wanted`` opens the preview; the other fields belong to the case form."""

    report_wanted = Signal()
    keepers: tuple[Keeper, ...] = ()

    def __init__(self, context: Context, undo: Bin, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = context.catalog.text
        self._form = form
        self.open_button = QPushButton(icons.icon("report", "on-accent"), text("Preview, print or issue…"))
        self.open_button.setProperty("role", "primary")
        self.open_button.clicked.connect(self.report_wanted)
        self._none = label(text("No report has been issued yet."), role="muted")
        self._model = RecordsModel(columns(context.catalog), self)
        self._view = RecordsTable(self._model, (4, 4, 2, 3, 4, 4), text("Issued reports"))
        report = Card(text("Reports"))
        words = text(
            "The consultation report and what goes with it: visit note, follow-up report, case sheet, blank forms, "
            "copies for the client and the ministry; in English, Persian or Korean."
        )
        report.body.addWidget(label(words, role="muted", wraps=True))
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        report.body.addLayout(row)
        issued = Card(text("Issued reports"))
        issued.body.addWidget(self._none)
        issued.body.addWidget(self._view)
        closing = Card(text("Signature and outcome"))
        closing.body.addWidget(
            editors.grid(
                form,
                context.catalog,
                "reviewer",
                "reviewed_on",
                "report_signed_on",
                "outcome",
                ("closing_note", FULL),
            )
        )
        for card in (report, issued, closing):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def show_case(self, file: CaseFile) -> None:
        """Show the ledger of a case."""
        self._model.show(tuple(reversed(file.issues)))
        self._none.setVisible(not file.issues)
        self._view.setVisible(bool(file.issues))
        self._view.fit(len(file.issues))

    def go_to(self, field: str) -> None:
        """Bring the keyboard to a field, or to the button that opens the preview."""
        if self._form.shows(field):
            self._form.focus(field)
        else:
            self.open_button.setFocus()


def _languages(codes: str) -> str:
    """ "fa+en" as those who speak them call them."""
    return " + ".join(LANGUAGE_NAMES.get(code, code) for code in codes.split("+"))


def columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the ledger."""
    language = catalog.language
    return (
        Column(catalog.text("Number"), lambda issue: left_to_right(formats.digits(issue.number, language))),
        Column(catalog.text("Kind"), lambda issue: labels.label(catalog, issue.kind)),
        Column(catalog.text("Version"), lambda issue: formats.number(issue.version, language)),
        Column(catalog.text("Language"), lambda issue: _languages(issue.language)),
        Column(catalog.text("Issued at"), lambda issue: formats.moment(issue.issued_at, language)),
        Column(catalog.text("Issued by"), lambda issue: issue.issued_by),
    )
