"""What an advisor does with the risks of a plan."""

from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app.domain.plan import Risk, RiskData
from clinic_app.services.records import add_child, children, edit_child
from clinic_app.storage.tables import RiskRow


def add(session: Session, case_id: UUID, data: RiskData) -> Risk:
    """A new risk. Raises NotFound, InvalidData."""
    return add_child(session, RiskRow, case_id, data).record()


def edit(session: Session, risk_id: UUID, data: RiskData) -> Risk:
    """Give a risk the values of ``data``. Raises NotFound, InvalidData."""
    return edit_child(session, RiskRow, risk_id, data).record()


def of_case(session: Session, case_id: UUID) -> tuple[Risk, ...]:
    """The risks of a case, as they were added."""
    return tuple(row.record() for row in children(session, RiskRow, case_id))
