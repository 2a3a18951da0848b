"""Tables of recommendations, actions and risks."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.domain.plan import Action, ActionStatus, CostClass, Recommendation, Risk
from clinic_app.storage.tables.base import STRICT, Row, Tracked
from clinic_app.storage.tables.case import CaseRow
from clinic_app.storage.types import Coded


class RecommendationRow(Tracked, Row):
    """One recommendation."""

    __tablename__ = "recommendations"
    __table_args__ = (STRICT,)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    how: Mapped[str]
    rationale: Mapped[str]
    alternatives: Mapped[str]
    benefit: Mapped[str]
    cost: Mapped[CostClass | None] = mapped_column(Coded(CostClass))
    difficulty: Mapped[int | None]
    is_quick_win: Mapped[bool]
    problem_ids: Mapped[tuple[UUID, ...]]

    def record(self) -> Recommendation:
        """The row as a record."""
        return self.read(Recommendation)


class ActionRow(Tracked, Row):
    """One action of the plan."""

    __tablename__ = "actions"
    __table_args__ = (STRICT,)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    recommendation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(RecommendationRow.id, ondelete="SET NULL"), index=True
    )
    position: Mapped[int]
    what: Mapped[str]
    responsible: Mapped[str]
    supporter: Mapped[str]
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    hours: Mapped[float | None]
    cost: Mapped[int | None]
    indicator: Mapped[str]
    target: Mapped[str]
    status: Mapped[ActionStatus] = mapped_column(Coded(ActionStatus))
    done_on: Mapped[date | None]
    evidence: Mapped[str]

    def record(self) -> Action:
        """The row as a record."""
        return self.read(Action)


class RiskRow(Tracked, Row):
    """One risk of the plan."""

    __tablename__ = "risks"
    __table_args__ = (STRICT,)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    what: Mapped[str]
    likelihood: Mapped[int | None]
    damage: Mapped[int | None]
    response: Mapped[str]
    owner: Mapped[str]

    def record(self) -> Risk:
        """The row as a record."""
        return self.read(Risk)
