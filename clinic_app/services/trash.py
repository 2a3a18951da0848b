"""Removing without losing: what is removed lies in the bin until it is taken out again.

What hangs on a removed record goes out of sight with it and keeps its own state. An enterprise that still has
cases stays; a record that is taken out brings back what it hangs on, or nobody could see it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.errors import NotFound, StillUsed
from clinic_app.services import problems
from clinic_app.storage.tables import (
    ActionRow,
    AssessmentRow,
    AttachmentRow,
    CaseRow,
    ContactRow,
    EnterpriseRow,
    FollowUpRow,
    ImpactRow,
    MemorandumRow,
    OpportunityRow,
    PartnerRow,
    ProblemRow,
    ProgrammeRow,
    RecommendationRow,
    ReferralRow,
    RiskRow,
    VisitRow,
    YearFiguresRow,
)

_KINDS: dict[str, Any] = {
    kind.__tablename__: kind
    for kind in (
        CaseRow,
        EnterpriseRow,
        ContactRow,
        YearFiguresRow,
        ProblemRow,
        VisitRow,
        RecommendationRow,
        ActionRow,
        RiskRow,
        ReferralRow,
        OpportunityRow,
        AssessmentRow,
        ImpactRow,
        FollowUpRow,
        AttachmentRow,
        PartnerRow,
        MemorandumRow,
        ProgrammeRow,
    )
}
_TITLES = (
    "title", "caption", "name", "what", "statement", "indicator", "organisation", "purpose", "country", "notes",
    "year",
)  # fmt: skip
_SUBJECTS = ("kind", "target", "occasion", "due_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """One record in the bin; ``table`` and ``id`` restore it. ``subject`` tells what has no title of its own."""

    table: str
    id: UUID
    title: str
    deleted_at: datetime
    subject: Enum | date | None = None


def remove(session: Session, table: str, record_id: UUID) -> None:
    """Put a record into the bin. Raises NotFound, and StillUsed for an enterprise that has cases in the list."""
    row = _row(session, _KINDS[table], record_id)
    if isinstance(row, EnterpriseRow) and has_cases(session, row.id):
        raise StillUsed(name=row.name)
    row.deleted_at = row.deleted_at or datetime.now(UTC)
    _settle(session, row)


def restore(session: Session, table: str, record_id: UUID) -> None:
    """Take a record out of the bin, exactly as it was, and with it what it hangs on. Raises NotFound."""
    row = _row(session, _KINDS[table], record_id)
    row.deleted_at = None
    if case_id := getattr(row, "case_id", None):
        restore(session, CaseRow.__tablename__, case_id)
    if firm_id := getattr(row, "enterprise_id", None):
        restore(session, EnterpriseRow.__tablename__, firm_id)
    if partner_id := getattr(row, "partner_id", None):
        restore(session, PartnerRow.__tablename__, partner_id)
    _settle(session, row)


def has_cases(session: Session, enterprise_id: UUID) -> bool:
    """True when a case of the enterprise is out of the bin."""
    return session.scalars(select(CaseRow.id).where(CaseRow.enterprise_id == enterprise_id)).first() is not None


def content(session: Session) -> tuple[Removed, ...]:
    """What lies in the bin, the last removed first."""
    found = []
    for table, kind in _KINDS.items():
        query = select(kind).where(kind.deleted_at.is_not(None)).execution_options(with_bin=True)
        found += [
            Removed(
                table=table, id=row.id, title=_title(row), deleted_at=row.deleted_at, subject=_first(row, _SUBJECTS)
            )
            for row in session.scalars(query)
        ]
    return tuple(sorted(found, key=lambda removed: removed.deleted_at, reverse=True))


def _row(session: Session, kind: Any, record_id: UUID) -> Any:
    query = select(kind).where(kind.id == record_id).execution_options(with_bin=True)
    row = session.scalars(query).first()
    if row is None:
        raise NotFound(what=kind.__tablename__, id=str(record_id))
    return row


def _settle(session: Session, row: Any) -> None:
    session.flush()
    if isinstance(row, ProblemRow):
        problems.refresh_priority(session, row.case_id)


def _title(row: Any) -> str:
    return str(_first(row, _TITLES) or "")[:200]


def _first(row: Any, names: tuple[str, ...]) -> Any:
    return next((value for name in names if (value := getattr(row, name, None))), None)
