"""Visits: who met whom, when, and the hours they took."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.visit import Visit, VisitData, VisitKind
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.services import visits
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.records_editor import RecordsEditor, Words
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Form
from clinic_app.ui.plain_text import label
from clinic_app.ui.records_model import Column
from clinic_app.ui.widgets.card import Card

HOURS = ("contact_hours", "preparation_hours", "travel_hours")
KINDS: Mapping[str, editors.Make] = {
    "visited_on": editors.day,
    "kind": editors.one_of(VisitKind, optional=False),
    "place": editors.line,
    "advisor": editors.line,
    "participants": editors.text,
    "contact_hours": editors.number,
    "preparation_hours": editors.number,
    "travel_hours": editors.number,
    "expenses": editors.whole,
    "notes": editors.long_text,
    "next_step": editors.text,
}


class VisitsSection(Scrolled):
    """A table of visits with their totals, and the form of the one chosen."""

    def __init__(self, context: Context, undo: Bin, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._file: CaseFile | None = None
        form = editors.make_form(VisitData, context.catalog, KINDS)
        verbs = Verbs(data_class=VisitData, add=self._add, edit=self._edit, blank=self._blank)
        self.keeper = Keeper(form, verbs, self)
        body = editors.grid(
            form, context.catalog, "visited_on", "kind", "place", "advisor", *HOURS, "expenses",
            ("participants", FULL), ("notes", FULL), ("next_step", FULL),
        )  # fmt: skip
        text = context.catalog.text
        words = Words(
            add=text("Add visit"), new=text("New visit"), empty=text("No visit yet."),
            removed=text("The visit was moved to the bin."),
        )  # fmt: skip
        self.editor = RecordsEditor(
            context.catalog, self.keeper, undo, table="visits", columns=columns(context.catalog), words=words,
            body=body, first_field="place", shares=(3, 3, 4, 4, 2, 2, 2),
        )  # fmt: skip
        self._totals = label("", role="muted", wraps=True)
        card = Card(text("Visits and sessions"))
        card.head.addWidget(self.editor.add_button)
        card.body.addWidget(self.editor)
        card.body.addWidget(self._totals)
        self.column.addWidget(card)
        self.column.addStretch(1)

    @property
    def keepers(self) -> tuple[Keeper, ...]:
        """Who saves what is typed here."""
        return (self.keeper,)

    def show_case(self, file: CaseFile) -> None:
        """Show a case, or newer values of the one shown."""
        if self._file is not None and self._file.case.id != file.case.id:
            self.keeper.close()
        self._file = file
        self.editor.show_records(file.visits)
        self._totals.setText(totals(self._context.catalog, file.visits))
        self._totals.setVisible(bool(file.visits))

    def go_to(self, field: str) -> None:
        """Bring the keyboard to a field of a visit, or to the button that adds one."""
        self.editor.go_to(field)

    def _blank(self) -> VisitData:
        advisor = self._file.case.advisor if self._file is not None else ""
        return VisitData(visited_on=today(), advisor=advisor)

    def _add(self, data: VisitData) -> Visit:
        assert self._file is not None
        return self._context.database.do(visits.add, self._file.case.id, data)

    def _edit(self, visit_id: UUID, data: VisitData) -> Visit:
        return self._context.database.do(visits.edit, visit_id, data)


def columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the table of visits."""
    language = catalog.language

    def hours(name: str) -> Column:
        title = labels.field(catalog, name)
        return Column(title, lambda visit: formats.number(getattr(visit, name), language), is_number=True)

    return (
        Column(labels.field(catalog, "visited_on"), lambda visit: formats.day(visit.visited_on, language)),
        Column(labels.field(catalog, "kind"), lambda visit: labels.label(catalog, visit.kind)),
        Column(labels.field(catalog, "place"), lambda visit: visit.place),
        Column(labels.field(catalog, "advisor"), lambda visit: visit.advisor),
        *(hours(name) for name in HOURS),
    )


def totals(catalog: Catalog, found: Iterable[Visit]) -> str:
    """The hours of all visits in one line, by kind and together."""
    sums = (
        {name: sum(getattr(visit, name) or 0.0 for visit in found) for name in HOURS}
        if (found := tuple(found))
        else {}
    )
    parts = [
        f"{labels.field(catalog, name)}: {formats.number(value, catalog.language)}" for name, value in sums.items()
    ]
    together = formats.number(sum(sums.values()), catalog.language)
    return "   ·   ".join((*parts, catalog.text("Hours altogether: %(hours)s") % {"hours": together}))
