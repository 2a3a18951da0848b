"""What every use case does with a row: find it or say so, check what it is given, keep children in order."""

from dataclasses import Field
from typing import Any, ClassVar, Protocol, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clinic_app.domain.records import FieldError
from clinic_app.errors import InvalidData, NotFound
from clinic_app.storage.tables import (
    ActionRow,
    AssessmentRow,
    AttachmentRow,
    CaseRow,
    FollowUpRow,
    ImpactRow,
    OpportunityRow,
    ProblemRow,
    RecommendationRow,
    ReferralRow,
    RiskRow,
    VisitRow,
)
from clinic_app.storage.tables.base import Tracked
from clinic_app.storage.types import uuid7

T = TypeVar("T", bound=Tracked)

Child: TypeAlias = (
    VisitRow | RiskRow | ReferralRow | OpportunityRow | AssessmentRow | ImpactRow | FollowUpRow | AttachmentRow
)
"""What hangs on a case and has no place of its own among its like."""
C = TypeVar("C", bound=Child)


class Checked(Protocol):
    """A data class that knows its own rules."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def errors(self) -> list[FieldError]: ...


def fetch(session: Session, kind: type[T], key: UUID) -> T:
    """The row of that id. Raises NotFound, also for one that lies in the bin."""
    row = session.get(kind, key)
    if row is None or row.deleted_at is not None:
        raise NotFound(what=kind.__name__.removesuffix("Row").lower(), id=str(key))
    return row


def check(data: Checked) -> None:
    """Raise InvalidData when a rule is broken; a warning never stops a save."""
    broken = [error for error in data.errors() if not error.warning]
    if broken:
        raise InvalidData(errors=broken)


def next_position(session: Session, kind: type[ProblemRow | RecommendationRow | ActionRow], case_id: UUID) -> int:
    """The place behind the last of a case, counted from 1; a removed one keeps its place."""
    query = select(func.max(kind.position)).where(kind.case_id == case_id)
    last = session.scalar(query.execution_options(with_bin=True))
    return (last or 0) + 1


def add_child(session: Session, kind: type[C], case_id: UUID, data: Checked, **known: object) -> C:
    """A new row of a case, filled with ``data`` and ``known``. Raises NotFound, InvalidData."""
    check(data)
    row = kind(id=uuid7(), case_id=fetch(session, CaseRow, case_id).id, **known)
    _fill(session, row, data)
    session.add(row)
    session.flush()
    return row


def edit_child(session: Session, kind: type[C], key: UUID, data: Checked) -> C:
    """Give a row of a case the values of ``data``. Raises NotFound, InvalidData."""
    check(data)
    row = fetch(session, kind, key)
    _fill(session, row, data)
    session.flush()
    return row


def children(session: Session, kind: type[C], case_id: UUID, *order: Any) -> list[C]:
    """The rows of a case, by ``order`` and then as they were added."""
    query = select(kind).where(kind.case_id == case_id)
    return list(session.scalars(query.order_by(*order, kind.id)))


def _fill(session: Session, row: Child, data: Checked) -> None:
    """Write ``data``; a problem it newly speaks of must be one of the same case. Raises NotFound."""
    problem_id: UUID | None = getattr(data, "problem_id", None)
    is_new = problem_id != getattr(row, "problem_id", None)
    if is_new and problem_id is not None and fetch(session, ProblemRow, problem_id).case_id != row.case_id:
        raise NotFound(what="problem", id=str(problem_id))
    row.write(data)
