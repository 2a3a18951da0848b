"""What an advisor does with referrals."""

from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app.domain.referral import Referral, ReferralData
from clinic_app.services.records import add_child, children, edit_child
from clinic_app.storage.tables import ReferralRow


def add(session: Session, case_id: UUID, data: ReferralData) -> Referral:
    """A new referral. Raises NotFound, InvalidData."""
    return add_child(session, ReferralRow, case_id, data).record()


def edit(session: Session, referral_id: UUID, data: ReferralData) -> Referral:
    """Give a referral the values of ``data``. Raises NotFound, InvalidData."""
    return edit_child(session, ReferralRow, referral_id, data).record()


def of_case(session: Session, case_id: UUID) -> tuple[Referral, ...]:
    """The referrals of a case, as they were added."""
    return tuple(row.record() for row in children(session, ReferralRow, case_id))
