"""Whole cases into the tables: what import and the sample cases share."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.text import squeeze
from clinic_app.services import trash
from clinic_app.services.cases import Numbering, is_taken, next_number
from clinic_app.storage.tables import (
    ActionRow,
    AnswerRow,
    AssessmentRow,
    AttachmentRow,
    CaseRow,
    ContactRow,
    EnterpriseRow,
    FollowUpRow,
    ImpactRow,
    MatchRow,
    OpportunityRow,
    ProblemRow,
    RecommendationRow,
    ReferralRow,
    RiskRow,
    VisitRow,
    YearFiguresRow,
)

# Parts of a case file by their table, owners before what refers to them. Issued reports stay with their ledger.
_PARTS: tuple[tuple[str, type[Any]], ...] = (
    ("contacts", ContactRow),
    ("years", YearFiguresRow),
    ("problems", ProblemRow),
    ("matches", MatchRow),
    ("visits", VisitRow),
    ("recommendations", RecommendationRow),
    ("actions", ActionRow),
    ("risks", RiskRow),
    ("referrals", ReferralRow),
    ("opportunities", OpportunityRow),
    ("assessments", AssessmentRow),
    ("answers", AnswerRow),
    ("impacts", ImpactRow),
    ("follow_ups", FollowUpRow),
    ("attachments", AttachmentRow),
)
_OF_ENTERPRISE = ("contacts", "years")


def known(session: Session, kind: type[Any], key: UUID) -> bool:
    """True when a row of that id is there, in the bin or out of it."""
    query = select(kind.id).where(kind.id == key).execution_options(with_bin=True)
    return session.scalars(query).first() is not None


def has_foreign_part(session: Session, file: CaseFile) -> bool:
    """True when a part of a new case bears the id of one that is there already, and so belongs to another case."""
    parts = ((kind, getattr(file, name)) for name, kind in _PARTS if name not in _OF_ENTERPRISE)
    return any(known(session, kind, record.id) for kind, records in parts for record in records)


def put(session: Session, file: CaseFile, *, numbering: Numbering) -> bool:
    """Keep a whole case under its own ids; False when the case is there already, which is left as it is.

    An enterprise that is there already is left as it is too, but taken out of the bin. A number that another
    case bears is replaced by the office's next one.
    """
    if known(session, CaseRow, file.case.id):
        return False
    is_new_firm = not known(session, EnterpriseRow, file.enterprise.id)
    if not is_new_firm:
        trash.restore(session, "enterprises", file.enterprise.id)
    if is_new_firm:
        folded = squeeze(f"{file.enterprise.name} {file.enterprise.name_latin}")
        session.add(_filled(EnterpriseRow(name_folded=folded), file.enterprise))
        session.flush()
    session.add(_case(session, file, numbering))
    session.flush()
    for name, kind in _PARTS:
        if name in _OF_ENTERPRISE and not is_new_firm:
            continue
        for record in getattr(file, name):
            row = _filled(kind(), record)
            if isinstance(row, ProblemRow) and (match := file.match_of(row.id)):
                row.area, row.is_decided = match.standing_area, match.is_decided
            session.add(row)
        session.flush()
    return True


def _case(session: Session, file: CaseFile, numbering: Numbering) -> CaseRow:
    row: CaseRow = _filled(CaseRow(), file.case)
    row.stage_order, row.title_folded = file.case.stage.order, squeeze(file.case.title)
    row.priority = max((problem.priority or 0 for problem in file.problems), default=0) or None
    if not row.number or is_taken(session, row.number):
        row.number = next_number(session, numbering, file.case.received_on)
    return row


def _filled(row: Any, record: Any) -> Any:
    """The row with every field of the record, the bookkeeping of its version apart."""
    for field in fields(record):
        if field.name == "suggestion":
            row.write_suggestion(record.suggestion)
        elif field.name != "revision":
            setattr(row, field.name, getattr(record, field.name))
    return row
