"""Tables of impact indicators and follow-ups."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.domain.enterprise import EvidenceGrade
from clinic_app.domain.impact import FollowUp, Impact, ImpactKind
from clinic_app.storage.tables.base import STRICT, Row, Tracked
from clinic_app.storage.tables.case import CaseRow, ProblemRow
from clinic_app.storage.types import Coded


class ImpactRow(Tracked, Row):
    """One indicator of what a case is to bring."""

    __tablename__ = "impacts"
    __table_args__ = (STRICT,)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    problem_id: Mapped[UUID | None] = mapped_column(ForeignKey(ProblemRow.id, ondelete="SET NULL"), index=True)
    kind: Mapped[ImpactKind] = mapped_column(Coded(ImpactKind))
    indicator: Mapped[str]
    unit: Mapped[str]
    baseline: Mapped[float | None]
    baseline_on: Mapped[date | None]
    target: Mapped[float | None]
    target_on: Mapped[date | None]
    evidence_needed: Mapped[str]
    actual: Mapped[float | None]
    actual_on: Mapped[date | None]
    attribution: Mapped[float | None]
    evidence: Mapped[EvidenceGrade | None] = mapped_column(Coded(EvidenceGrade))
    document: Mapped[str]
    confirmed_on: Mapped[date | None]

    def record(self) -> Impact:
        """The row as a record."""
        return self.read(Impact)


class FollowUpRow(Tracked, Row):
    """One follow-up."""

    __tablename__ = "follow_ups"
    __table_args__ = (STRICT,)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    due_on: Mapped[date]
    months: Mapped[int]
    done_on: Mapped[date | None]
    done_by: Mapped[str]
    findings: Mapped[str]

    def record(self) -> FollowUp:
        """The row as a record."""
        return self.read(FollowUp)
