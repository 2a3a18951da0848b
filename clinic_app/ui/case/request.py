"""The request: what the client asks for in her or his own words, and how the clinic took it in."""

from PySide6.QtWidgets import QWidget

from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n.catalog import N_
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Keeper
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Form
from clinic_app.ui.widgets.card import Card

HINTS = {"request": N_("As it was said or written; it is printed word for word in the report.")}
GROUPS: tuple[tuple[str, tuple[str | tuple[str, int], ...]], ...] = (
    (N_("What is asked for"), (
        ("title", FULL), ("request", FULL), ("scope", 2), ("exclusions", 2), ("next_step", FULL),
    )),
    (N_("How it came in"), (
        "received_on", "channel", "referred_by", "contacted_on", "advisor", "centre", "programme", "partner_country",
    )),
    (N_("Fee and co-payment"), ("currency", "fee", "copayment")),
    (N_("Screening"), ("duplicates_checked", "triage", ("triage_note", 2))),
    (N_("Consent and confidentiality"), (
        "consent_on", "confidentiality", "story_consent_on", "conflict_declared_on", ("conflict_note", 2),
    )),
)  # fmt: skip


class RequestSection(Scrolled):
    """Fields of the case form, which the page owns and saves."""

    keepers: tuple[Keeper, ...] = ()

    def __init__(self, context: Context, undo: Bin, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        for title, cells in GROUPS:
            card = Card(context.catalog.text(title))
            card.body.addWidget(editors.grid(form, context.catalog, *cells, hints=HINTS))
            self.column.addWidget(card)
        self.column.addStretch(1)

    def show_case(self, file: CaseFile) -> None:
        """Nothing of its own to show: the form is filled by the page."""

    def go_to(self, field: str) -> None:
        """Bring the keyboard to a field."""
        self._form.focus(field or "request")
