"""What an advisor does with recommendations and the action plan."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.domain.plan import Action, ActionData, Recommendation, RecommendationData
from clinic_app.services.records import check, fetch, next_position
from clinic_app.storage.tables import ActionRow, CaseRow, RecommendationRow
from clinic_app.storage.types import uuid7


def add_recommendation(session: Session, case_id: UUID, data: RecommendationData) -> Recommendation:
    """A new recommendation at the end of a case's. Raises NotFound, InvalidData."""
    check(data)
    fetch(session, CaseRow, case_id)
    row = RecommendationRow(id=uuid7(), case_id=case_id, position=next_position(session, RecommendationRow, case_id))
    row.write(data)
    session.add(row)
    session.flush()
    return row.record()


def edit_recommendation(session: Session, recommendation_id: UUID, data: RecommendationData) -> Recommendation:
    """Give a recommendation the values of ``data``. Raises NotFound, InvalidData."""
    check(data)
    row = fetch(session, RecommendationRow, recommendation_id)
    row.write(data)
    session.flush()
    return row.record()


def recommendations(session: Session, case_id: UUID) -> tuple[Recommendation, ...]:
    """The recommendations of a case, in their order."""
    query = select(RecommendationRow).where(RecommendationRow.case_id == case_id)
    rows = session.scalars(query.order_by(RecommendationRow.position, RecommendationRow.id))
    return tuple(row.record() for row in rows)


def add_action(session: Session, case_id: UUID, data: ActionData) -> Action:
    """A new action at the end of a case's plan. Raises NotFound, InvalidData."""
    check(data)
    fetch(session, CaseRow, case_id)
    row = ActionRow(id=uuid7(), case_id=case_id, position=next_position(session, ActionRow, case_id))
    row.write(data)
    session.add(row)
    session.flush()
    return row.record()


def edit_action(session: Session, action_id: UUID, data: ActionData) -> Action:
    """Give an action the values of ``data``. Raises NotFound, InvalidData."""
    check(data)
    row = fetch(session, ActionRow, action_id)
    row.write(data)
    session.flush()
    return row.record()


def actions(session: Session, case_id: UUID) -> tuple[Action, ...]:
    """The actions of a case, in their order."""
    query = select(ActionRow).where(ActionRow.case_id == case_id)
    rows = session.scalars(query.order_by(ActionRow.position, ActionRow.id))
    return tuple(row.record() for row in rows)
