"""What an advisor does with scorecards and their answers."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.domain.assessment import Answer, AnswerData, Assessment, AssessmentData, instrument
from clinic_app.domain.records import FieldError
from clinic_app.errors import InvalidData
from clinic_app.services.records import add_child, check, children, edit_child, fetch
from clinic_app.storage.tables import AnswerRow, AssessmentRow
from clinic_app.storage.types import uuid7


def add(session: Session, case_id: UUID, data: AssessmentData) -> Assessment:
    """A new scorecard without answers. Raises NotFound, InvalidData."""
    return add_child(session, AssessmentRow, case_id, data).record()


def edit(session: Session, assessment_id: UUID, data: AssessmentData) -> Assessment:
    """Give a scorecard the values of ``data``. Raises NotFound, InvalidData."""
    return edit_child(session, AssessmentRow, assessment_id, data).record()


def of_case(session: Session, case_id: UUID) -> tuple[Assessment, ...]:
    """The scorecards of a case, earliest first."""
    return tuple(row.record() for row in children(session, AssessmentRow, case_id, AssessmentRow.assessed_on))


def answer(session: Session, assessment_id: UUID, data: AnswerData) -> Answer | None:
    """Keep the answer to one question; one that says nothing is taken back, and None comes back.

    Raises NotFound, InvalidData, also for a question of another questionnaire.
    """
    check(data)
    card = fetch(session, AssessmentRow, assessment_id)
    if data.item not in instrument(card.instrument, card.version).items:
        raise InvalidData(errors=[FieldError("item", "unknown-item")])
    query = select(AnswerRow).filter_by(assessment_id=assessment_id, item=data.item)
    row = session.scalars(query.execution_options(with_bin=True)).first()
    if _says_nothing(data):
        if row is not None:
            row.deleted_at = row.deleted_at or datetime.now(UTC)
            session.flush()
        return None
    if row is None:
        row = AnswerRow(id=uuid7(), case_id=card.case_id, assessment_id=assessment_id)
        session.add(row)
    if row.deleted_at is not None:
        row.deleted_at = None
    row.write(data)
    session.flush()
    return row.record()


def _says_nothing(data: AnswerData) -> bool:
    return data.score is None and data.blank is None and not (data.comment.strip() or data.evidence.strip())


def answers(session: Session, assessment_id: UUID) -> tuple[Answer, ...]:
    """The answers of a scorecard, as they were first given."""
    query = select(AnswerRow).where(AnswerRow.assessment_id == assessment_id).order_by(AnswerRow.id)
    return tuple(row.record() for row in session.scalars(query))
