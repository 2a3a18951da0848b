"""About the scorecard shown: when it was filled in, by whom, on what occasion."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_app.domain.assessment import Assessment, AssessmentData, Occasion
from clinic_app.i18n.catalog import N_
from clinic_app.services import assessments
from clinic_app.ui import icons
from clinic_app.ui.case import editors
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.context import Context
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.card import Card

KINDS = {
    "assessed_on": editors.day,
    "occasion": editors.one_of(Occasion, optional=False),
    "respondent": editors.line,
    "assessor": editors.line,
    "notes": editors.text,
}
_RULES = (
    N_("Each statement is judged from 0 (not at all) to 4 (fully, systematically, proven)."),
    N_("“Not applicable” takes an item out of the count; “Not seen” says that nobody could tell. Neither is a zero."),
    N_("Every side of the firm weighs the same, whatever its number of items."),
)


class ScorecardHead(Scrolled):
    """The form of one scorecard; ``start_wanted`` asks for the questions."""

    start_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        catalog, text = context.catalog, context.catalog.text
        form = editors.make_form(AssessmentData, catalog, KINDS)
        self.keeper = Keeper(form, Verbs(data_class=AssessmentData, edit=self._edit), self)
        card = Card(text("Scorecard"))
        remove = QPushButton(icons.icon("bin", "muted"), text("Remove"))
        remove.setProperty("role", "quiet")
        remove.clicked.connect(self.remove_wanted)
        card.head.addWidget(remove)
        cells = ("assessed_on", "occasion", "respondent", "assessor", ("notes", FULL))
        card.body.addWidget(editors.grid(form, catalog, *cells))
        self.start_button = QPushButton(icons.icon("open", "on-accent"), text("Go to the questions"))
        self.start_button.setProperty("role", "primary")
        self.start_button.clicked.connect(self.start_wanted)
        row = QHBoxLayout()
        row.addWidget(self.start_button)
        row.addStretch(1)
        card.body.addLayout(row)
        rules = Card(text("How it is scored"))
        for words in _RULES:
            rules.body.addWidget(label(text(words), role="muted", wraps=True))
        for each in (card, rules):
            self.column.addWidget(each)
        self.column.addStretch(1)

    def _edit(self, card_id: UUID, data: AssessmentData) -> Assessment:
        return self._context.database.do(assessments.edit, card_id, data)
