"""The ledger of issued reports: entering, finding, verifying, and printing one again with the same bytes."""

import hashlib
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from clinic_app.domain.casefile import Audience, CaseFile, ReportIssue, ReportKind
from clinic_app.domain.redaction import redact
from clinic_app.errors import Stale, UnreadableFile
from clinic_app.exchange import codec
from clinic_app.reports.document import IssueMark, Previous
from clinic_app.services import terms as terms_
from clinic_app.services.records import fetch
from clinic_app.services.terms import Imprint
from clinic_app.storage.tables import ReportRow
from clinic_app.storage.types import uuid7


def sha256(content: bytes) -> str:
    """The hash that the ledger knows a file by."""
    return hashlib.sha256(content).hexdigest()


def issued(session: Session, case_id: UUID) -> tuple[ReportIssue, ...]:
    """What was issued of a case, oldest first."""
    rows = session.scalars(select(ReportRow).where(ReportRow.case_id == case_id).order_by(ReportRow.id))
    return tuple(row.record() for row in rows)


def next_version(session: Session, number: str) -> int:
    """The version the next report of that number gets."""
    last = session.scalar(select(func.max(ReportRow.version)).where(ReportRow.number == number))
    return (last or 0) + 1


def previous(session: Session, case_id: UUID, kind: ReportKind, audience: Audience) -> Previous | None:
    """The last issued version of the same kind, as ``audience`` may read it; None when there is none.

    A follow-up that has no forerunner tells what changed since the last report of any kind.
    """
    of_case = select(ReportRow).where(ReportRow.case_id == case_id).order_by(ReportRow.version.desc())
    row = session.scalars(of_case.where(ReportRow.kind == kind)).first()
    if row is None and kind is ReportKind.FOLLOW_UP:
        row = session.scalars(of_case).first()
    return None if row is None else _as_previous(row, audience)


def _as_previous(row: ReportRow, audience: Audience) -> Previous | None:
    try:
        file = codec.from_json(row.snapshot.encode())
    except UnreadableFile:  # of a program that allowed what this one does not: nothing to compare with
        return None
    return Previous(version=row.version, issued_at=row.issued_at, file=redact(file, audience))


def enter(session: Session, file: CaseFile, mark: IssueMark, snapshot: str, imprint: Imprint) -> ReportIssue:
    """Enter a report in the ledger. Raises Stale when its version was given to another one meanwhile."""
    if next_version(session, mark.number) != mark.version:
        raise Stale
    row = ReportRow(
        id=uuid7(),
        case_id=file.case.id,
        number=mark.number,
        version=mark.version,
        kind=imprint.terms.kind,
        audience=imprint.terms.audience,
        language=imprint.terms.language,
        issued_at=mark.issued_at,
        issued_by=mark.by,
        reviewer=mark.reviewer,
        code=mark.code,
        terms=terms_.to_json(imprint),
        snapshot=snapshot,
        snapshot_sha256=sha256(snapshot.encode()),
        pdf_sha256=imprint.copies[0],
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
    """The verdict on a file, and the report it is or claims to be (empty, 0 and None when unknown)."""

    verdict: Verdict
    number: str = ""
    version: int = 0
    issue: ReportIssue | None = None


def verify(session: Session, content: bytes) -> Verification:
    """Compare a file with the ledger: genuine when the hash of it is known there, altered when only its number is.

    Every copy is known, and so is what was signed or encrypted of one with this program.
    """
    row = _known(session, sha256(content))
    if row is not None:
        return _verdict(Verdict.GENUINE, row)
    from clinic_app.reports.documents import claimed_issue

    claim = claimed_issue(content)
    if claim is None:
        return Verification(verdict=Verdict.UNKNOWN)
    row = session.scalars(select(ReportRow).filter_by(number=claim[0], version=claim[1])).first()
    return Verification(verdict=Verdict.UNKNOWN) if row is None else _verdict(Verdict.ALTERED, row)


def _known(session: Session, digest: str) -> ReportRow | None:
    is_known = or_(ReportRow.pdf_sha256 == digest, ReportRow.terms.contains(f'"{digest}"'))
    return session.scalars(select(ReportRow).where(is_known)).first()


def _verdict(verdict: Verdict, row: ReportRow) -> Verification:
    return Verification(verdict=verdict, number=row.number, version=row.version, issue=row.record())


def look_up(session: Session, code: str) -> ReportIssue | None:
    """The report on whose paper ``code`` is printed; None when there is none."""
    wanted = _bare(code)
    if not wanted:
        return None
    codes = session.execute(select(ReportRow.id, ReportRow.code).where(ReportRow.code != ""))
    key = next((key for key, known in codes if _bare(known) == wanted), None)
    return None if key is None else fetch(session, ReportRow, key).record()


def _bare(code: str) -> str:
    return "".join(char for char in code.upper() if char.isalnum())
