"""What an advisor does with follow-ups."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.domain.impact import FollowUp, FollowUpData, follow_up_days
from clinic_app.services.records import add_child, children, edit_child
from clinic_app.storage.tables import FollowUpRow


def add(session: Session, case_id: UUID, data: FollowUpData) -> FollowUp:
    """A new follow-up. Raises NotFound, InvalidData."""
    return add_child(session, FollowUpRow, case_id, data).record()


def edit(session: Session, follow_up_id: UUID, data: FollowUpData) -> FollowUp:
    """Give a follow-up the values of ``data``. Raises NotFound, InvalidData."""
    return edit_child(session, FollowUpRow, follow_up_id, data).record()


def of_case(session: Session, case_id: UUID) -> tuple[FollowUp, ...]:
    """The follow-ups of a case, the next due first."""
    return tuple(row.record() for row in children(session, FollowUpRow, case_id, FollowUpRow.due_on))


def plan(session: Session, case_id: UUID, closed_on: date) -> tuple[FollowUp, ...]:
    """Enter the calendar of a case that was closed on that day; all follow-ups come back.

    One that is there for the same number of months stays as it is, and one in the bin stays there. Raises NotFound.
    """
    query = select(FollowUpRow.months).where(FollowUpRow.case_id == case_id).execution_options(with_bin=True)
    there = set(session.scalars(query))
    for months, due_on in follow_up_days(closed_on):
        if months not in there:
            add(session, case_id, FollowUpData(due_on=due_on, months=months))
    return of_case(session, case_id)
