"""Tables of enterprises, their contacts and their yearly figures."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.domain.enterprise import (
    Contact,
    ContactRole,
    Enterprise,
    EvidenceGrade,
    LegalForm,
    Licence,
    UnitStatus,
    YearFigures,
)
from clinic_app.storage.tables.base import STRICT, Row, Tracked
from clinic_app.storage.types import Coded


class EnterpriseRow(Tracked, Row):
    """One enterprise. ``name_folded`` is the key of finding and sorting by name."""

    __tablename__ = "enterprises"
    __table_args__ = (STRICT,)
    UNTRACKED: ClassVar = Tracked.UNTRACKED | {"name_folded"}

    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)
    name_latin: Mapped[str]
    country: Mapped[str]
    legal_form: Mapped[LegalForm | None] = mapped_column(Coded(LegalForm))
    legal_id: Mapped[str] = mapped_column(index=True)
    legal_id_excuse: Mapped[str]
    registration_no: Mapped[str]
    economic_code: Mapped[str]
    licence: Mapped[Licence | None] = mapped_column(Coded(Licence))
    licence_no: Mapped[str]
    licence_on: Mapped[date | None]
    isic: Mapped[str]
    activity: Mapped[str]
    products: Mapped[str]
    nominal_capacity: Mapped[float | None]
    actual_output: Mapped[float | None]
    capacity_unit: Mapped[str]
    unit_status: Mapped[UnitStatus | None] = mapped_column(Coded(UnitStatus))
    idle_since: Mapped[date | None]
    province: Mapped[str]
    county: Mapped[str]
    industrial_park: Mapped[str]
    address: Mapped[str]
    postal_code: Mapped[str]
    website: Mapped[str]
    founded_year: Mapped[int | None]
    employees: Mapped[int | None]
    ownership: Mapped[str]
    is_family_firm: Mapped[bool | None]
    women_share: Mapped[float | None]
    foreign_share: Mapped[float | None]
    certificates: Mapped[str]
    markets: Mapped[str]
    export_countries: Mapped[str]
    notes: Mapped[str]

    def record(self) -> Enterprise:
        """The row as a record."""
        return self.read(Enterprise)


class ContactRow(Tracked, Row):
    """One person of an enterprise."""

    __tablename__ = "contacts"
    __table_args__ = (STRICT,)

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey(EnterpriseRow.id, ondelete="CASCADE"), index=True)
    name: Mapped[str]
    role: Mapped[ContactRole | None] = mapped_column(Coded(ContactRole))
    position: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    language: Mapped[str]
    is_primary: Mapped[bool]
    notes: Mapped[str]

    def record(self) -> Contact:
        """The row as a record."""
        return self.read(Contact)


class YearFiguresRow(Tracked, Row):
    """One fiscal year of an enterprise."""

    __tablename__ = "years"
    __table_args__ = (STRICT,)

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey(EnterpriseRow.id, ondelete="CASCADE"), index=True)
    year: Mapped[int]
    currency: Mapped[str]
    turnover: Mapped[int | None]
    export_value: Mapped[int | None]
    profit: Mapped[int | None]
    full_time: Mapped[int | None]
    part_time: Mapped[int | None]
    women: Mapped[int | None]
    research_spend: Mapped[int | None]
    training_hours: Mapped[int | None]
    investment: Mapped[int | None]
    energy_cost: Mapped[int | None]
    overdue_bank_debt: Mapped[int | None]
    tax_insurance_debt: Mapped[int | None]
    import_share: Mapped[float | None]
    inventory_days: Mapped[int | None]
    receivable_days: Mapped[int | None]
    scrap_share: Mapped[float | None]
    equipment_effectiveness: Mapped[float | None]
    machinery_age: Mapped[int | None]
    source: Mapped[str]
    evidence: Mapped[EvidenceGrade | None] = mapped_column(Coded(EvidenceGrade))

    def record(self) -> YearFigures:
        """The row as a record."""
        return self.read(YearFigures)
