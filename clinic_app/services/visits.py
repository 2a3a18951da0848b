"""What an advisor does with visits."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.domain.visit import Visit, VisitData
from clinic_app.services.records import check, fetch
from clinic_app.storage.tables import CaseRow, VisitRow
from clinic_app.storage.types import uuid7


def add(session: Session, case_id: UUID, data: VisitData) -> Visit:
    """A new visit. Raises NotFound, InvalidData."""
    check(data)
    row = VisitRow(id=uuid7(), case_id=fetch(session, CaseRow, case_id).id)
    row.write(data)
    session.add(row)
    session.flush()
    return row.record()


def edit(session: Session, visit_id: UUID, data: VisitData) -> Visit:
    """Give a visit the values of ``data``. Raises NotFound, InvalidData."""
    check(data)
    row = fetch(session, VisitRow, visit_id)
    row.write(data)
    session.flush()
    return row.record()


def of_case(session: Session, case_id: UUID) -> tuple[Visit, ...]:
    """The visits of a case, earliest first."""
    query = select(VisitRow).where(VisitRow.case_id == case_id)
    return tuple(row.record() for row in session.scalars(query.order_by(VisitRow.visited_on, VisitRow.id)))
