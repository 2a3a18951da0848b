"""The enterprise: identity, licence, production, place, ownership, its people and its yearly figures."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import Enterprise, EnterpriseData, LegalForm, Licence, UnitStatus, size_band
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import N_
from clinic_app.services import enterprises
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.people import ContactsEditor
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.case.years import YearsEditor
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Form
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.card import Card

KINDS: Mapping[str, editors.Make] = {
    "name": editors.line,
    "name_latin": editors.line,
    "country": editors.country,
    "legal_form": editors.one_of(LegalForm),
    "legal_id": editors.line,
    "legal_id_excuse": editors.line,
    "registration_no": editors.line,
    "economic_code": editors.line,
    "licence": editors.one_of(Licence),
    "licence_no": editors.line,
    "licence_on": editors.day,
    "isic": editors.line,
    "activity": editors.text,
    "products": editors.text,
    "nominal_capacity": editors.number,
    "actual_output": editors.number,
    "capacity_unit": editors.line,
    "unit_status": editors.one_of(UnitStatus),
    "idle_since": editors.day,
    "province": editors.line,
    "county": editors.line,
    "industrial_park": editors.line,
    "address": editors.text,
    "postal_code": editors.line,
    "website": editors.line,
    "founded_year": editors.year,
    "employees": editors.whole,
    "ownership": editors.text,
    "is_family_firm": editors.yes_no_unknown,
    "women_share": editors.number,
    "foreign_share": editors.number,
    "certificates": editors.text,
    "markets": editors.text,
    "export_countries": editors.text,
    "notes": editors.text,
}
GROUPS: tuple[tuple[str, tuple[str | tuple[str, int], ...]], ...] = (
    (N_("Identity"), (
        ("name", 2), ("name_latin", 2), "country", "legal_form", "legal_id", "legal_id_excuse", "registration_no",
        "economic_code", "founded_year", "employees",
    )),
    (N_("Licence and production"), (
        "licence", "licence_no", "licence_on", "isic", ("activity", 2), ("products", 2), "nominal_capacity",
        "actual_output", "capacity_unit", "unit_status", "idle_since", ("certificates", 3),
    )),
    (N_("Location"), (
        "province", "county", "industrial_park", "postal_code", ("address", 3), "website",
    )),
    (N_("Ownership and markets"), (
        ("ownership", 2), "is_family_firm", "women_share", "foreign_share", ("markets", 2), ("export_countries", 1),
        ("notes", FULL),
    )),
)  # fmt: skip


class EnterpriseSection(Scrolled):
    """All that is known of the enterprise; it may be shared with other cases of the same firm."""

    def __init__(self, context: Context, undo: Bin, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._firm_id: UUID | None = None
        text = context.catalog.text
        self.form = editors.make_form(EnterpriseData, context.catalog, KINDS)
        self.form.setParent(self)
        self.keeper = Keeper(self.form, Verbs(data_class=EnterpriseData, edit=self._edit), self)
        self.people = ContactsEditor(context, undo)
        self.years = YearsEditor(context, undo)
        self._capacity = label("", role="muted")
        self._size = label("", role="muted")
        for title, cells in GROUPS:
            card = Card(text(title))
            card.body.addWidget(editors.grid(self.form, context.catalog, *cells))
            self.column.addWidget(card)
            if title == GROUPS[0][0]:
                card.head.addWidget(self._size)
                self._add_card(text("Contacts"), self.people)
            elif "nominal_capacity" in cells:
                card.head.addWidget(self._capacity)
        self._add_card(text("Figures by fiscal year"), self.years)
        self.column.addStretch(1)
        self.form.changed.connect(self._on_changed)

    @property
    def keepers(self) -> tuple[Keeper, ...]:
        """Who saves what is typed here."""
        return (self.keeper, self.people.keeper, self.years.keeper)

    def show_case(self, file: CaseFile) -> None:
        """Show the enterprise of a case, or newer values of it."""
        if file.enterprise.id != self._firm_id:
            for keeper in self.keepers:
                keeper.close()
            self._firm_id = file.enterprise.id
            self.keeper.open(file.enterprise)
        self.keeper.refresh((file.enterprise,))
        self.people.show_case(file)
        self.years.show_case(file)
        self._on_changed()

    def go_to(self, field: str) -> None:
        """Bring the keyboard to a field, to the people, or to the figures."""
        if field in ("contacts", "years"):
            table = self.people if field == "contacts" else self.years
            table.go_to("")
            self.ensureWidgetVisible(table)
        else:
            self.form.focus(field or "name")

    def _add_card(self, title: str, table: "ContactsEditor | YearsEditor") -> None:
        card = Card(title)
        card.head.addWidget(table.add_button)
        card.body.addWidget(table)
        self.column.addWidget(card)

    def _edit(self, firm_id: UUID, data: EnterpriseData) -> Enterprise:
        return self._context.database.do(enterprises.edit, firm_id, data)

    @Slot()
    def _on_changed(self) -> None:
        catalog, data = self._context.catalog, self.form.read()
        self._size.setText(labels.label(catalog, size_band(data.employees)))
        share = formats.percent(data.capacity_use, catalog.language)
        self._capacity.setText(catalog.text("Capacity in use: %(share)s") % {"share": share} if share else "")
