"""Drafting, issuing and verifying reports: the ledger of what left the house."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clinic_app.domain.casefile import Audience, CaseFile, ReportIssue, ReportKind
from clinic_app.errors import CannotWrite, Stale, cause
from clinic_app.exchange import codec
from clinic_app.paths import replacing
from clinic_app.reports.document import IssueMark, Letterhead, Order, RenderedReport
from clinic_app.services import casefile
from clinic_app.settings import Settings
from clinic_app.storage.database import Database
from clinic_app.storage.tables import ReportRow
from clinic_app.storage.types import uuid7


def letterhead_of(settings: Settings) -> Letterhead:
    """What the clinic prints about itself."""
    return Letterhead(
        clinic_name=settings.clinic_name,
        address=settings.clinic_address,
        phone=settings.clinic_phone,
        head=settings.clinic_head,
    )


def draft(database: Database, case_id: UUID, *, language: str, letterhead: Letterhead) -> RenderedReport:
    """The report as it would be issued now, marked DRAFT on every page; enters no ledger."""
    file = database.read(casefile.load, case_id)
    return _render(file, language, letterhead, issue=None, printed_at=datetime.now(UTC))


def issue(
    database: Database, case_id: UUID, *, language: str, letterhead: Letterhead, path: Path | None = None
) -> tuple[ReportIssue, RenderedReport]:
    """Give the report its number and next version, write it to ``path``, and enter it in the ledger.

    The user issues it; while she has given no name, the case's advisor. Nothing is entered when the file
    could not be written, and no file bears a version that was not entered. Raises CannotWrite, and Stale when
    the same version was issued elsewhere meanwhile.
    """
    file = database.read(casefile.load, case_id)
    now = datetime.now(UTC)
    mark = IssueMark(
        number=file.case.number,
        version=database.read(_next_version, file.case.number),
        issued_at=now,
        by=database.actor or file.case.advisor,
    )
    rendered = _render(file, language, letterhead, issue=mark, printed_at=now)
    if path is None:
        return database.do(_enter, file, mark, language, rendered.pdf), rendered
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as part:
            part.write_bytes(rendered.pdf)
            return database.do(_enter, file, mark, language, rendered.pdf), rendered
    except OSError as error:
        raise CannotWrite(path=str(path), reason=cause(error)) from error


def _render(
    file: CaseFile, language: str, letterhead: Letterhead, *, issue: IssueMark | None, printed_at: datetime
) -> RenderedReport:
    from clinic_app.reports import documents  # 0.2 s of PDF libraries, and only when something is printed

    order = Order(languages=(language,), issue=issue, letterhead=letterhead, printed_at=printed_at)
    return documents.render([file], order)


def _next_version(session: Session, number: str) -> int:
    last = session.scalar(select(func.max(ReportRow.version)).where(ReportRow.number == number))
    return (last or 0) + 1


def _enter(session: Session, file: CaseFile, mark: IssueMark, language: str, pdf: bytes) -> ReportIssue:
    if _next_version(session, mark.number) != mark.version:
        raise Stale
    snapshot = codec.to_json(file).decode()
    row = ReportRow(
        id=uuid7(),
        case_id=file.case.id,
        number=mark.number,
        version=mark.version,
        kind=ReportKind.CONSULTATION,
        audience=Audience.FULL,
        language=language,
        issued_at=mark.issued_at,
        issued_by=mark.by,
        snapshot=snapshot,
        snapshot_sha256=hashlib.sha256(snapshot.encode()).hexdigest(),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
    )
    session.add(row)
    session.flush()
    return row.record()


class Verdict(Enum):
    """What can be said of a PDF that claims to be a report of this clinic."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The verdict on a file, and the report it is or claims to be (empty and 0 when unknown)."""

    verdict: Verdict
    number: str = ""
    version: int = 0


def verify(session: Session, content: bytes) -> Verification:
    """Compare a PDF with the ledger: genuine when its hash stands there, altered when only its number does."""
    digest = hashlib.sha256(content).hexdigest()
    row = session.scalars(select(ReportRow).where(ReportRow.pdf_sha256 == digest)).first()
    if row is not None:
        return Verification(verdict=Verdict.GENUINE, number=row.number, version=row.version)
    from clinic_app.reports.documents import claimed_issue

    claim = claimed_issue(content)
    if claim is None:
        return Verification(verdict=Verdict.UNKNOWN)
    number, version = claim
    row = session.scalars(select(ReportRow).filter_by(number=number, version=version)).first()
    verdict = Verdict.ALTERED if row is not None else Verdict.UNKNOWN
    known = Verification(verdict=verdict)
    return known if row is None else replace(known, number=number, version=version)
