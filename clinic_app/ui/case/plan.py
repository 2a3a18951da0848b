"""The plan: recommendations, the actions that follow from them, what may go wrong, and the client's approval."""

from PySide6.QtWidgets import QWidget

from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.ui.case import editors
from clinic_app.ui.case.actions import ActionsEditor
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.case_records import CaseRecords
from clinic_app.ui.case.keeper import Saver
from clinic_app.ui.case.recommendations import RecommendationsEditor
from clinic_app.ui.case.risks import RISKS
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Form
from clinic_app.ui.widgets.card import Card


class PlanSection(Scrolled):
    """Three tables with their forms, and budget and approval, which belong to the case form."""

    def __init__(self, context: Context, undo: Bin, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = context.catalog.text
        self._form = form
        self._case_id: object = None
        self.advice = RecommendationsEditor(context, undo)
        self.measures = ActionsEditor(context, undo)
        self.risks = CaseRecords(context, undo, RISKS)
        self.add_card(text("Recommendations"), self.advice)
        self.add_card(text("Action plan"), self.measures)
        self.add_card(text("Risks"), self.risks)
        approval = Card(text("Budget and approval by the client"))
        approval.body.addWidget(
            editors.grid(form, context.catalog, "budget", "plan_approved_on", ("plan_approved_by", 2))
        )
        self.column.addWidget(approval)
        self.column.addStretch(1)

    @property
    def keepers(self) -> tuple[Saver, ...]:
        """Who saves what is typed here."""
        return (self.advice.keeper, self.measures.keeper, self.risks.keeper)

    def show_case(self, file: CaseFile) -> None:
        """Show a case, or newer values of the one shown."""
        if file.case.id != self._case_id:
            for editor in (self.advice, self.measures, self.risks):
                editor.keeper.close()
            self._case_id = file.case.id
        self.advice.show_case(file)
        self.measures.show_case(file)
        self.risks.show_case(file)

    def go_to(self, field: str) -> None:
        """Bring the keyboard to the recommendations, the actions, the risks or the approval."""
        if self._form.shows(field):
            self._form.focus(field)
            return
        editor = {"actions": self.measures, "risks": self.risks}.get(field, self.advice)
        editor.go_to("")
        self.ensureWidgetVisible(editor)
