"""What an advisor does with the problems of a case."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.domain.problem import Problem, ProblemData, priority
from clinic_app.services.records import check, fetch, next_position
from clinic_app.storage.tables import CaseRow, ProblemRow
from clinic_app.storage.types import uuid7


def add(session: Session, case_id: UUID, data: ProblemData, *, source_id: str = "") -> Problem:
    """A new problem at the end of a case. Raises NotFound, InvalidData."""
    check(data)
    fetch(session, CaseRow, case_id)
    row = ProblemRow(
        id=uuid7(),
        case_id=case_id,
        position=next_position(session, ProblemRow, case_id),
        source_id=source_id,
        is_decided=False,
    )
    row.write(data)
    session.add(row)
    session.flush()
    refresh_priority(session, case_id)
    return row.record()


def edit(session: Session, problem_id: UUID, data: ProblemData) -> Problem:
    """Give a problem the values of ``data``. Raises NotFound, InvalidData."""
    check(data)
    row = fetch(session, ProblemRow, problem_id)
    row.write(data)
    session.flush()
    refresh_priority(session, row.case_id)
    return row.record()


def get(session: Session, problem_id: UUID) -> Problem:
    """One problem. Raises NotFound."""
    return fetch(session, ProblemRow, problem_id).record()


def of_case(session: Session, case_id: UUID) -> tuple[Problem, ...]:
    """The problems of a case, in their order."""
    return tuple(row.record() for row in _rows(session, case_id))


def move(session: Session, problem_id: UUID, *, position: int) -> tuple[Problem, ...]:
    """Put a problem at a place (from 1) and close up the others; the new order comes back."""
    moved = fetch(session, ProblemRow, problem_id)
    rows = [row for row in _rows(session, moved.case_id) if row is not moved]
    rows.insert(max(0, position - 1), moved)
    for place, row in enumerate(rows, start=1):
        row.position = place
    session.flush()
    return tuple(row.record() for row in rows)


def refresh_priority(session: Session, case_id: UUID) -> None:
    """Give the case, in the bin or out of it, the highest priority among its problems: lists are sorted by it."""
    answers = select(ProblemRow.severity, ProblemRow.urgency).where(ProblemRow.case_id == case_id)
    found = [rank for answer in session.execute(answers) if (rank := priority(*answer))]
    case = session.get_one(CaseRow, case_id, execution_options={"with_bin": True})
    case.priority = max(found, default=None)
    session.flush()


def _rows(session: Session, case_id: UUID) -> list[ProblemRow]:
    query = select(ProblemRow).where(ProblemRow.case_id == case_id)
    return list(session.scalars(query.order_by(ProblemRow.position, ProblemRow.id)))
