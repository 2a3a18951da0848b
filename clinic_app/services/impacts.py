"""What an advisor does with the indicators of what a case is to bring."""

from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app.domain.impact import Impact, ImpactData
from clinic_app.services.records import add_child, children, edit_child
from clinic_app.storage.tables import ImpactRow


def add(session: Session, case_id: UUID, data: ImpactData) -> Impact:
    """A new indicator. Raises NotFound, InvalidData."""
    return add_child(session, ImpactRow, case_id, data).record()


def edit(session: Session, impact_id: UUID, data: ImpactData) -> Impact:
    """Give an indicator the values of ``data``. Raises NotFound, InvalidData."""
    return edit_child(session, ImpactRow, impact_id, data).record()


def of_case(session: Session, case_id: UUID) -> tuple[Impact, ...]:
    """The indicators of a case, as they were added."""
    return tuple(row.record() for row in children(session, ImpactRow, case_id))
