"""The people of an enterprise: a table with inline add and edit."""

from collections.abc import Mapping
from uuid import UUID

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import Contact, ContactData, ContactRole
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.services import enterprises
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.direction import left_to_right
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.records_editor import RecordsEditor, Words
from clinic_app.ui.context import Context
from clinic_app.ui.records_model import Column

KINDS: Mapping[str, editors.Make] = {
    "name": editors.line,
    "role": editors.one_of(ContactRole),
    "position": editors.line,
    "phone": editors.line,
    "email": editors.line,
    "language": editors.language,
    "is_primary": editors.check(N_("Yes")),
    "notes": editors.text,
}


class ContactsEditor(RecordsEditor):
    """Contacts of the enterprise of the case shown."""

    def __init__(self, context: Context, undo: Bin) -> None:
        self._context = context
        self._firm_id: UUID | None = None
        catalog, text = context.catalog, context.catalog.text
        form = editors.make_form(ContactData, catalog, KINDS)
        body = editors.grid(
            form, catalog, "name", "role", "position", "phone", "email", "language", "is_primary", ("notes", FULL)
        )
        verbs = Verbs(data_class=ContactData, add=self._add, edit=self._edit, blank=lambda: ContactData(name=""))
        words = Words(
            add=text("Add contact"), new=text("New contact"), empty=text("Nobody is named yet."),
            removed=text("The contact was moved to the bin."),
        )  # fmt: skip
        super().__init__(
            catalog, Keeper(form, verbs, body), undo, table="contacts", columns=columns(catalog), words=words,
            body=body, first_field="name", shares=(4, 3, 3, 3, 4, 2),
        )  # fmt: skip

    def show_case(self, file: CaseFile) -> None:
        """Show the people of the case's enterprise."""
        self._firm_id = file.enterprise.id
        self.show_records(file.contacts)

    def _add(self, data: ContactData) -> Contact:
        assert self._firm_id is not None
        return self._context.database.do(enterprises.add_contact, self._firm_id, data)

    def _edit(self, contact_id: UUID, data: ContactData) -> Contact:
        return self._context.database.do(enterprises.edit_contact, contact_id, data)


def columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the table of people; numbers and addresses keep their own direction."""
    return (
        Column(labels.field(catalog, "name"), lambda contact: contact.name),
        Column(labels.field(catalog, "role"), lambda contact: labels.label(catalog, contact.role)),
        Column(labels.field(catalog, "position"), lambda contact: contact.position),
        Column(labels.field(catalog, "phone"), lambda contact: left_to_right(contact.phone)),
        Column(labels.field(catalog, "email"), lambda contact: left_to_right(contact.email)),
        Column(labels.field(catalog, "is_primary"), lambda contact: "✓" if contact.is_primary else ""),
    )
