"""What an advisor does with sheets for partners abroad."""

from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app.domain.referral import Opportunity, OpportunityData
from clinic_app.services.records import add_child, children, edit_child
from clinic_app.storage.tables import OpportunityRow


def add(session: Session, case_id: UUID, data: OpportunityData) -> Opportunity:
    """A new opportunity. Raises NotFound, InvalidData."""
    return add_child(session, OpportunityRow, case_id, data).record()


def edit(session: Session, opportunity_id: UUID, data: OpportunityData) -> Opportunity:
    """Give an opportunity the values of ``data``. Raises NotFound, InvalidData."""
    return edit_child(session, OpportunityRow, opportunity_id, data).record()


def of_case(session: Session, case_id: UUID) -> tuple[Opportunity, ...]:
    """The opportunities of a case, as they were added."""
    return tuple(row.record() for row in children(session, OpportunityRow, case_id))
