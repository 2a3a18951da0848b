"""The action plan: who does what by when, and how one will see that it worked."""

from collections.abc import Mapping
from uuid import UUID

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.plan import Action, ActionData, ActionStatus
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.services import plans
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.links import LinkBox, link
from clinic_app.ui.case.records_editor import RecordsEditor, Words
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Bind
from clinic_app.ui.records_model import Column


def _recommendation(catalog: Catalog) -> Bind:
    return link(LinkBox(catalog.text("Not linked"), catalog.text("A recommendation that was removed")))


KINDS: Mapping[str, editors.Make] = {
    "what": editors.text,
    "recommendation_id": _recommendation,
    "responsible": editors.line,
    "supporter": editors.line,
    "start_on": editors.day,
    "due_on": editors.day,
    "hours": editors.number,
    "cost": editors.whole,
    "indicator": editors.line,
    "target": editors.line,
    "status": editors.one_of(ActionStatus, optional=False),
    "done_on": editors.day,
    "evidence": editors.text,
}


class ActionsEditor(RecordsEditor):
    """Actions of the case shown."""

    def __init__(self, context: Context, undo: Bin) -> None:
        self._context = context
        self._file: CaseFile | None = None
        catalog, text = context.catalog, context.catalog.text
        form = editors.make_form(ActionData, catalog, KINDS)
        body = editors.grid(
            form, catalog, ("what", FULL), ("recommendation_id", 2), "responsible", "supporter", "start_on", "due_on",
            "status", "done_on", ("indicator", 2), ("target", 2), "hours", "cost", ("evidence", 2),
        )  # fmt: skip
        verbs = Verbs(data_class=ActionData, add=self._add, edit=self._edit, blank=lambda: ActionData(what=""))
        words = Words(
            add=text("Add action"), new=text("New action"), empty=text("No action yet."),
            removed=text("The action was moved to the bin."),
        )  # fmt: skip
        super().__init__(
            catalog, Keeper(form, verbs, body), undo, table="actions", columns=columns(catalog), words=words,
            body=body, first_field="what", shares=(8, 4, 3, 4, 3, 3),
        )  # fmt: skip

    def show_case(self, file: CaseFile) -> None:
        """Show the actions of a case, and offer its recommendations."""
        self._file = file
        box = self.keeper.form.widget("recommendation_id")
        assert isinstance(box, LinkBox)
        box.offer([(advice.id, advice.title) for advice in file.recommendations])
        # not those of the case file: it leaves out links to what lies in the bin, and saving would cut them
        self.show_records(self._context.database.read(plans.actions, file.case.id))

    def _add(self, data: ActionData) -> Action:
        assert self._file is not None
        return self._context.database.do(plans.add_action, self._file.case.id, data)

    def _edit(self, action_id: UUID, data: ActionData) -> Action:
        return self._context.database.do(plans.edit_action, action_id, data)


def columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the table of actions."""
    language = catalog.language
    return (
        Column(labels.field(catalog, "what"), lambda action: " ".join(action.what.split())),
        Column(labels.field(catalog, "responsible"), lambda action: action.responsible),
        Column(labels.field(catalog, "due_on"), lambda action: formats.day(action.due_on, language)),
        Column(labels.field(catalog, "indicator"), lambda action: action.indicator),
        Column(labels.field(catalog, "target"), lambda action: action.target),
        Column(labels.field(catalog, "status"), lambda action: labels.label(catalog, action.status)),
    )
