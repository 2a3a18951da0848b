"""Tables of referrals and partner opportunities."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.domain.referral import (
    Cooperation,
    Opportunity,
    OpportunityKind,
    Referral,
    ReferralStatus,
    ReferralTarget,
)
from clinic_app.storage.tables.base import STRICT, Row, Tracked
from clinic_app.storage.tables.case import CaseRow, ProblemRow
from clinic_app.storage.types import Coded


class ReferralRow(Tracked, Row):
    """One referral."""

    __tablename__ = "referrals"
    __table_args__ = (STRICT,)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    problem_id: Mapped[UUID | None] = mapped_column(ForeignKey(ProblemRow.id, ondelete="SET NULL"), index=True)
    target: Mapped[ReferralTarget] = mapped_column(Coded(ReferralTarget))
    organisation: Mapped[str]
    purpose: Mapped[str]
    programme: Mapped[str]
    referred_on: Mapped[date | None]
    consent_on: Mapped[date | None]
    status: Mapped[ReferralStatus] = mapped_column(Coded(ReferralStatus))
    result: Mapped[str]

    def record(self) -> Referral:
        """The row as a record."""
        return self.read(Referral)


class OpportunityRow(Tracked, Row):
    """One sheet for partners abroad."""

    __tablename__ = "opportunities"
    __table_args__ = (STRICT,)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    problem_id: Mapped[UUID | None] = mapped_column(ForeignKey(ProblemRow.id, ondelete="SET NULL"), index=True)
    kind: Mapped[OpportunityKind] = mapped_column(Coded(OpportunityKind))
    title: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str]
    advantages: Mapped[str]
    development_stage: Mapped[str]
    rights_status: Mapped[str]
    partner_sought: Mapped[str]
    cooperation: Mapped[Cooperation | None] = mapped_column(Coded(Cooperation))
    countries: Mapped[tuple[str, ...]]
    opened_on: Mapped[date | None]
    valid_until: Mapped[date | None]

    def record(self) -> Opportunity:
        """The row as a record."""
        return self.read(Opportunity)
