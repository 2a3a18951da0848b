"""What every use case does with a row: find it or say so, check what it is given, keep children in order."""

from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clinic_app.domain.records import FieldError
from clinic_app.errors import InvalidData, NotFound
from clinic_app.storage.tables import ActionRow, ProblemRow, RecommendationRow
from clinic_app.storage.tables.base import Tracked

T = TypeVar("T", bound=Tracked)


class Checked(Protocol):
    """Data that knows its own rules."""

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
