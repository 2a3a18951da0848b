"""Tables of the register: partners, their memoranda and their programmes."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.domain.areas import Area
from clinic_app.domain.partner import Memorandum, MemorandumStatus, Partner, PartnerRole, Programme
from clinic_app.storage.tables.base import STRICT, Row, Tracked
from clinic_app.storage.types import Coded, CodedList


class PartnerRow(Tracked, Row):
    """One partner."""

    __tablename__ = "partners"
    __table_args__ = (STRICT,)

    name: Mapped[str]
    country: Mapped[str]
    role: Mapped[PartnerRole | None] = mapped_column(Coded(PartnerRole))
    contact_name: Mapped[str]
    contact_phone: Mapped[str]
    contact_email: Mapped[str]
    website: Mapped[str]
    notes: Mapped[str]

    def record(self) -> Partner:
        """The row as a record."""
        return self.read(Partner)


class MemorandumRow(Tracked, Row):
    """One memorandum."""

    __tablename__ = "memoranda"
    __table_args__ = (STRICT,)

    partner_id: Mapped[UUID] = mapped_column(ForeignKey(PartnerRow.id, ondelete="CASCADE"), index=True)
    title: Mapped[str]
    status: Mapped[MemorandumStatus] = mapped_column(Coded(MemorandumStatus))
    dated_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    areas: Mapped[tuple[Area, ...]] = mapped_column(CodedList(Area))
    notes: Mapped[str]

    def record(self) -> Memorandum:
        """The row as a record."""
        return self.read(Memorandum)


class ProgrammeRow(Tracked, Row):
    """One programme."""

    __tablename__ = "programmes"
    __table_args__ = (STRICT,)

    partner_id: Mapped[UUID] = mapped_column(ForeignKey(PartnerRow.id, ondelete="CASCADE"), index=True)
    memorandum_id: Mapped[UUID | None] = mapped_column(ForeignKey(MemorandumRow.id, ondelete="SET NULL"), index=True)
    name: Mapped[str]
    areas: Mapped[tuple[Area, ...]] = mapped_column(CodedList(Area))
    eligibility: Mapped[str]
    contact: Mapped[str]
    notes: Mapped[str]

    def record(self) -> Programme:
        """The row as a record."""
        return self.read(Programme)
