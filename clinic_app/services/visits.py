"""What an advisor does with visits."""

from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app.domain.visit import Visit, VisitData
from clinic_app.services.records import add_child, children, edit_child
from clinic_app.storage.tables import VisitRow


def add(session: Session, case_id: UUID, data: VisitData) -> Visit:
    """A new visit. Raises NotFound, InvalidData."""
    return add_child(session, VisitRow, case_id, data).record()


def edit(session: Session, visit_id: UUID, data: VisitData) -> Visit:
    """Give a visit the values of ``data``. Raises NotFound, InvalidData."""
    return edit_child(session, VisitRow, visit_id, data).record()


def of_case(session: Session, case_id: UUID) -> tuple[Visit, ...]:
    """The visits of a case, earliest first."""
    return tuple(row.record() for row in children(session, VisitRow, case_id, VisitRow.visited_on))
