"""Tables of scorecards and their answers."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.domain.assessment import Answer, Assessment, Blank, Occasion
from clinic_app.storage.tables.base import STRICT, Row, Tracked
from clinic_app.storage.tables.case import CaseRow
from clinic_app.storage.types import Coded


class AssessmentRow(Tracked, Row):
    """One filling-in of a scorecard."""

    __tablename__ = "assessments"
    __table_args__ = (STRICT,)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    assessed_on: Mapped[date]
    instrument: Mapped[str]
    version: Mapped[str]
    occasion: Mapped[Occasion] = mapped_column(Coded(Occasion))
    respondent: Mapped[str]
    assessor: Mapped[str]
    notes: Mapped[str]

    def record(self) -> Assessment:
        """The row as a record."""
        return self.read(Assessment)


class AnswerRow(Tracked, Row):
    """One answer of a scorecard. An item has one row, also while that lies in the bin."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("assessment_id", "item"), STRICT)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey(AssessmentRow.id, ondelete="CASCADE"))
    item: Mapped[str]
    score: Mapped[int | None]
    blank: Mapped[Blank | None] = mapped_column(Coded(Blank))
    comment: Mapped[str]
    evidence: Mapped[str]

    def record(self) -> Answer:
        """The row as a record."""
        return self.read(Answer)
