"""Strengths and weaknesses of the firm, what comes from outside, and how the consultation was done."""

from PySide6.QtWidgets import QWidget

from clinic_app.domain.case import CaseData
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.ui.case import editors
from clinic_app.ui.case.case_fields import SWOT
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.forms import Form
from clinic_app.ui.widgets.card import Card

_GROUPS: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    (N_("Strengths, weaknesses, opportunities, threats"), tuple((name, 2) for name in SWOT)),
    (N_("Surroundings"), (("external_factors", FULL),)),
    (N_("Method and limits"), (("method", FULL), ("assumptions", 2), ("not_supplied", 2))),
)
FIELDS = tuple(name for _title, cells in _GROUPS for name, _span in cells)
HINTS = {
    **dict.fromkeys(SWOT, N_("One per line.")),
    "external_factors": N_("Prices, rules, sanctions, season: what the firm cannot change."),
    "not_supplied": N_("What the firm was asked for and did not give."),
}


class AnalysisPage(Scrolled):
    """Fields of the case form, which the page of the case owns and saves."""

    def __init__(self, catalog: Catalog, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for title, cells in _GROUPS:
            card = Card(catalog.text(title))
            card.body.addWidget(editors.grid(form, catalog, *cells, hints=HINTS))
            self.column.addWidget(card)
        self.column.addStretch(1)
