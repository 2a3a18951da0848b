"""Referrals and partners: whom the enterprise is sent on to, and what partners abroad are asked or offered."""

from PySide6.QtWidgets import QWidget

from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.referral import (
    Cooperation,
    OpportunityData,
    OpportunityKind,
    ReferralData,
    ReferralStatus,
    ReferralTarget,
)
from clinic_app.i18n import formats, labels, names
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.services import opportunities, referrals
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.case_records import CaseRecords, Kind, problem
from clinic_app.ui.case.countries import countries
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Saver
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Form
from clinic_app.ui.records_model import Column


def referral_columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the table of referrals."""
    return (
        Column(labels.field(catalog, "referral_target"), lambda each: labels.label(catalog, each.target)),
        Column(labels.field(catalog, "organisation"), lambda each: each.organisation),
        Column(labels.field(catalog, "purpose"), lambda each: " ".join(each.purpose.split())),
        Column(labels.field(catalog, "referred_on"), lambda each: formats.day(each.referred_on, catalog.language)),
        Column(labels.field(catalog, "status"), lambda each: labels.label(catalog, each.status)),
    )


REFERRALS = Kind(
    table="referrals",
    data_class=ReferralData,
    service=referrals,
    fields={
        "target": editors.one_of(ReferralTarget, optional=False),
        "organisation": editors.line,
        "purpose": editors.text,
        "programme": editors.line,
        "problem_id": problem,
        "referred_on": editors.day,
        "consent_on": editors.day,
        "status": editors.one_of(ReferralStatus, optional=False),
        "result": editors.text,
    },
    cells=(
        ("target", 2), ("organisation", 2), ("purpose", FULL), ("programme", 2), ("problem_id", 2), "referred_on",
        "consent_on", ("status", 2), ("result", FULL),
    ),
    columns=referral_columns,
    shares=(4, 5, 6, 3, 3),
    words=(
        N_("Add referral"), N_("New referral"), N_("Not referred to anybody yet."),
        N_("The referral was moved to the bin."),
    ),
    first_field="organisation",
    blank=lambda _file: ReferralData(target=ReferralTarget.BANK, referred_on=today()),
    captions={"target": "referral_target"},
)  # fmt: skip


def opportunity_columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the table of partner opportunities."""
    language = catalog.language
    return (
        Column(labels.field(catalog, "kind"), lambda each: labels.label(catalog, each.kind)),
        Column(labels.field(catalog, "title"), lambda each: each.title),
        Column(
            labels.field(catalog, "countries"),
            lambda each: " · ".join(names.country(catalog, code) for code in each.countries),
        ),
        Column(labels.field(catalog, "cooperation"), lambda each: labels.label(catalog, each.cooperation)),
        Column(labels.field(catalog, "valid_until"), lambda each: formats.day(each.valid_until, language)),
    )


OPPORTUNITIES = Kind(
    table="opportunities",
    data_class=OpportunityData,
    service=opportunities,
    fields={
        "kind": editors.one_of(OpportunityKind, optional=False),
        "title": editors.line,
        "summary": editors.text,
        "description": editors.long_text,
        "advantages": editors.text,
        "development_stage": editors.line,
        "rights_status": editors.line,
        "partner_sought": editors.text,
        "cooperation": editors.one_of(Cooperation),
        "countries": countries,
        "problem_id": problem,
        "opened_on": editors.day,
        "valid_until": editors.day,
    },
    cells=(
        ("kind", 2), ("cooperation", 2), ("title", FULL), ("countries", FULL), ("summary", FULL),
        ("description", FULL), ("advantages", 2), ("partner_sought", 2), ("development_stage", 2),
        ("rights_status", 2), ("problem_id", 2), "opened_on", "valid_until",
    ),
    columns=opportunity_columns,
    shares=(4, 6, 4, 4, 3),
    words=(
        N_("Add partner opportunity"), N_("New partner opportunity"), N_("No partner opportunity yet."),
        N_("The partner opportunity was moved to the bin."),
    ),
    first_field="title",
    blank=lambda _file: OpportunityData(kind=OpportunityKind.TECHNOLOGY_REQUEST, title="", opened_on=today()),
    hints={"summary": N_("What partners abroad read first. Do not name the enterprise.")},
)  # fmt: skip


class ReferralsSection(Scrolled):
    """Two tables with their forms."""

    def __init__(self, context: Context, undo: Bin, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = context.catalog.text
        self.referrals = CaseRecords(context, undo, REFERRALS)
        self.opportunities = CaseRecords(context, undo, OPPORTUNITIES)
        self.add_card(text("Referrals"), self.referrals)
        self.add_card(text("Partner opportunities"), self.opportunities)
        self.column.addStretch(1)
        self._case_id: object = None

    @property
    def keepers(self) -> tuple[Saver, ...]:
        """Who saves what is typed here."""
        return (self.referrals.keeper, self.opportunities.keeper)

    def show_case(self, file: CaseFile) -> None:
        """Show a case, or newer values of the one shown."""
        if file.case.id != self._case_id:
            self._case_id = file.case.id
            for editor in (self.referrals, self.opportunities):
                editor.keeper.close()
        self.referrals.show_case(file)
        self.opportunities.show_case(file)

    def go_to(self, field: str) -> None:
        """Bring the keyboard to the referrals or the partner opportunities."""
        editor = self.opportunities if field == "opportunities" else self.referrals
        editor.go_to("")
        self.ensureWidgetVisible(editor)
