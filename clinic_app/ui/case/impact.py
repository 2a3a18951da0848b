"""Impact and follow-up: what the case is to bring and brought, and when the enterprise is asked again."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import EvidenceGrade
from clinic_app.domain.impact import FollowUp, FollowUpData, ImpactData, ImpactKind
from clinic_app.errors import ClinicError
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.services import follow_ups, impacts
from clinic_app.ui import icons
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.case_records import CaseRecords, Kind, problem
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Saver
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Form
from clinic_app.ui.plain_text import label
from clinic_app.ui.records_model import Column


def impact_columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the table of indicators; what is not known is a dash, never a zero."""
    language = catalog.language

    def value(name: str) -> Column:
        title = labels.field(catalog, name)
        return Column(title, lambda each: formats.number(getattr(each, name), language) or "–", is_number=True)

    return (
        Column(labels.field(catalog, "indicator"), lambda each: each.indicator or labels.label(catalog, each.kind)),
        Column(labels.field(catalog, "unit"), lambda each: each.unit),
        *(value(name) for name in ("baseline", "target", "actual")),
        Column(
            labels.field(catalog, "attribution"),
            lambda each: formats.percent(each.attribution, language) or "–",
            is_number=True,
        ),
        Column(labels.field(catalog, "evidence"), lambda each: labels.label(catalog, each.evidence)),
    )


IMPACTS = Kind(
    table="impacts",
    data_class=ImpactData,
    service=impacts,
    fields={
        "kind": editors.one_of(ImpactKind, optional=False),
        "indicator": editors.line,
        "unit": editors.line,
        "problem_id": problem,
        "baseline": editors.number,
        "baseline_on": editors.day,
        "target": editors.number,
        "target_on": editors.day,
        "evidence_needed": editors.text,
        "actual": editors.number,
        "actual_on": editors.day,
        "attribution": editors.number,
        "evidence": editors.one_of(EvidenceGrade),
        "document": editors.line,
        "confirmed_on": editors.day,
    },
    cells=(
        ("kind", 2), ("indicator", 2), "unit", ("problem_id", 3), "baseline", "baseline_on", "target", "target_on",
        "actual", "actual_on", "attribution", "evidence", ("document", 3), "confirmed_on", ("evidence_needed", FULL),
    ),
    columns=impact_columns,
    shares=(6, 3, 3, 3, 3, 4, 4),
    words=(
        N_("Add indicator"), N_("New indicator"), N_("No indicator yet."), N_("The indicator was moved to the bin."),
    ),
    first_field="kind",
    blank=lambda _file: ImpactData(kind=ImpactKind.JOBS_CREATED),
    hints={"unit": N_("A currency, %, t, FTE …"), "attribution": N_("How much of the change the clinic may claim.")},
)  # fmt: skip


def state_of(catalog: Catalog, each: FollowUp, on: date) -> str:
    """Where a follow-up stands on a day: done, due, or overdue."""
    if each.done_on is not None:
        return catalog.text("done")
    return catalog.text("overdue") if each.is_overdue(on) else catalog.text("due")


def follow_up_columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the calendar of follow-ups."""
    language = catalog.language
    return (
        Column(
            labels.field(catalog, "months"),
            lambda each: formats.number(each.months, language) if each.months else "–",
            is_number=True,
        ),
        Column(labels.field(catalog, "due_on"), lambda each: formats.day(each.due_on, language)),
        Column(labels.field(catalog, "status"), lambda each: state_of(catalog, each, today())),
        Column(labels.field(catalog, "done_on"), lambda each: formats.day(each.done_on, language)),
        Column(labels.field(catalog, "done_by"), lambda each: each.done_by),
        Column(labels.field(catalog, "findings"), lambda each: " ".join(each.findings.split())),
    )


FOLLOW_UPS = Kind(
    table="follow_ups",
    data_class=FollowUpData,
    service=follow_ups,
    fields={
        "due_on": editors.day,
        "months": editors.whole,
        "done_on": editors.day,
        "done_by": editors.line,
        "findings": editors.long_text,
    },
    cells=("due_on", "months", "done_on", "done_by", ("findings", FULL)),
    columns=follow_up_columns,
    shares=(3, 3, 3, 3, 4, 8),
    words=(
        N_("Add follow-up"), N_("New follow-up"), N_("No follow-up yet."), N_("The follow-up was moved to the bin."),
    ),
    first_field="due_on",
    blank=lambda _file: FollowUpData(due_on=today()),
    hints={"months": N_("0 for one outside the calendar.")},
)  # fmt: skip


class ImpactSection(Scrolled):
    """The table of indicators, and the calendar of follow-ups with a button that enters all of it."""

    def __init__(self, context: Context, undo: Bin, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._undo = undo
        self._file: CaseFile | None = None
        text = context.catalog.text
        self.impacts = CaseRecords(context, undo, IMPACTS)
        self.follow_ups = CaseRecords(context, undo, FOLLOW_UPS)
        self.plan_button = QPushButton(icons.icon("calendar", "accent"), text("Plan 3, 6, 12, 24 and 36 months"))
        self.plan_button.setText(formats.digits(self.plan_button.text(), context.language))
        self.plan_button.setProperty("role", "quiet")
        self.plan_button.clicked.connect(self._on_plan)
        self._when = label("", role="hint", wraps=True)
        self.add_card(text("Impact"), self.impacts)
        card = self.add_card(text("Follow-ups"), self.follow_ups)
        card.head.insertWidget(card.head.count() - 1, self.plan_button)
        card.body.addWidget(self._when)
        self.column.addStretch(1)

    @property
    def keepers(self) -> tuple[Saver, ...]:
        """Who saves what is typed here."""
        return (self.impacts.keeper, self.follow_ups.keeper)

    def show_case(self, file: CaseFile) -> None:
        """Show a case, or newer values of the one shown."""
        if self._file is None or self._file.case.id != file.case.id:
            self.impacts.keeper.close()
            self.follow_ups.keeper.close()
        self._file = file
        self.impacts.show_case(file)
        self.follow_ups.show_case(file)
        closed_on = _closed_on(file)
        catalog = self._context.catalog
        words = (
            catalog.text("Counted from the day the case was closed: %(day)s")
            % {"day": formats.day(closed_on, catalog.language)}
            if closed_on is not None
            else catalog.text("The calendar is counted from the day the case is closed.")
        )
        self.plan_button.setEnabled(closed_on is not None)
        self.plan_button.setToolTip(words)
        self._when.setText(words)

    def go_to(self, field: str) -> None:
        """Bring the keyboard to the indicators or the follow-ups."""
        editor = self.follow_ups if field == "follow_ups" else self.impacts
        editor.go_to("")
        self.ensureWidgetVisible(editor)

    @Slot()
    def _on_plan(self) -> None:
        closed_on = _closed_on(self._file) if self._file is not None else None
        if self._file is None or closed_on is None or not self.follow_ups.keeper.save():
            return
        try:
            self._context.database.do(follow_ups.plan, self._file.case.id, closed_on)
        except ClinicError as error:
            self._undo.tell(error)


def _closed_on(file: CaseFile) -> date | None:
    """The day the case was closed, as the clock on the wall had it."""
    return file.case.closed_at.astimezone().date() if file.case.closed_at is not None else None
