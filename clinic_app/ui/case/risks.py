"""Risks: what may go wrong with the plan, how likely and how bad it is, and what is done about it."""

from clinic_app.domain.plan import RiskData
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.services import risks
from clinic_app.ui.case import editors
from clinic_app.ui.case.case_records import Kind
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.records_model import Column


def columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the table of risks."""
    language = catalog.language

    def scale(name: str) -> Column:
        title = labels.field(catalog, name)
        return Column(title, lambda risk: formats.number(getattr(risk, name), language) or "–", is_number=True)

    return (
        Column(labels.field(catalog, "risk"), lambda risk: " ".join(risk.what.split())),
        scale("likelihood"),
        scale("damage"),
        scale("weight"),
        Column(labels.field(catalog, "response"), lambda risk: " ".join(risk.response.split())),
        Column(labels.field(catalog, "owner"), lambda risk: risk.owner),
    )


RISKS = Kind(
    table="risks",
    data_class=RiskData,
    service=risks,
    fields={
        "what": editors.text,
        "likelihood": editors.scale,
        "damage": editors.scale,
        "response": editors.text,
        "owner": editors.line,
    },
    cells=(("what", FULL), "likelihood", "damage", ("owner", 2), ("response", FULL)),
    columns=columns,
    shares=(7, 2, 2, 2, 6, 3),
    words=(N_("Add risk"), N_("New risk"), N_("No risk yet."), N_("The risk was moved to the bin.")),
    first_field="what",
    blank=lambda _file: RiskData(what=""),
    captions={"what": "risk"},
)
