"""The ledger of issued reports: entering, finding, verifying, and printing one again with the same bytes."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta, timezone
from enum import Enum
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from clinic_app.domain.casefile import Audience, CaseFile, ReportIssue, ReportKind
from clinic_app.domain.redaction import redact
from clinic_app.domain.text import ascii_digits
from clinic_app.errors import ReportLost, Stale, UnreadableFile
from clinic_app.exchange import codec
from clinic_app.reports.document import IssueMark, Previous, RenderedReport
from clinic_app.services import press
from clinic_app.services import terms as terms_
from clinic_app.services.records import fetch
from clinic_app.services.terms import Imprint
from clinic_app.storage import attachments as store
from clinic_app.storage.database import Database
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
    """The report that a file of that hash is: a copy, or what was made of one."""
    is_near = or_(ReportRow.pdf_sha256 == digest, ReportRow.terms.contains(f'"{digest}"'))
    for row in session.scalars(select(ReportRow).where(is_near).order_by(ReportRow.id)):
        imprint = terms_.from_json(row.terms)
        files = (*imprint.copies, *imprint.unsigned, *imprint.derived) if imprint else ()
        if digest in (row.pdf_sha256, *files):
            return row
    return None


def _verdict(verdict: Verdict, row: ReportRow) -> Verification:
    return Verification(verdict=verdict, number=row.number, version=row.version, issue=row.record())


def look_up(session: Session, code: str) -> ReportIssue | None:
    """The report on whose paper ``code`` is printed, in whatever case and grouping it was typed.

    None when there is none, or when the entry it stands in is not what it was when the code was made.
    """
    from clinic_app.reports.qr import verification_code

    wanted = _bare(code)
    codes = session.execute(select(ReportRow.id, ReportRow.code).where(ReportRow.code != ""))
    key = next((key for key, known in codes if _bare(known) == wanted), None)
    if key is None:
        return None
    row = fetch(session, ReportRow, key)
    made = verification_code(row.number, row.version, sha256(row.snapshot.encode()))
    return row.record() if _bare(made) == wanted else None


def _bare(code: str) -> str:
    """Letters and digits, those that look alike as one: the code has no I, L or O."""
    signs = "".join(char for char in ascii_digits(code).upper() if char.isalnum())
    return signs.translate(str.maketrans("OIL", "011"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A ledger entry with all that was kept for printing it again."""

    issue: ReportIssue
    imprint: Imprint | None
    snapshot: str
    previous: Previous | None


def reprint(database: Database, issue_id: UUID) -> tuple[RenderedReport, ...]:
    """The copies of an issued report as they were handed out, byte for byte: as they were kept, or printed again.

    Raises NotFound, and ReportLost when they are not kept any more and printing gives other bytes.
    """
    entry = database.read(_entry, issue_id)
    imprint = entry.imprint
    digests = imprint.copies if imprint else (entry.issue.pdf_sha256,)
    kept = [store.find(database.path, digest) for digest in digests]
    if imprint is not None and None in kept:
        kept = [copy.pdf for copy in _printed_again(database, entry, imprint)]
    copies = tuple(pdf for pdf in kept if pdf is not None)
    if tuple(map(sha256, copies)) != digests:
        raise ReportLost(number=entry.issue.number, version=entry.issue.version)
    for pdf in copies:
        store.keep(database.path, pdf)
    pages, substituted = (imprint.pages, imprint.substituted) if imprint else (0, ())
    return tuple(RenderedReport(pdf=pdf, pages=pages, substituted=substituted) for pdf in copies)


def _entry(session: Session, issue_id: UUID) -> _Entry:
    row = fetch(session, ReportRow, issue_id)
    imprint = terms_.from_json(row.terms)
    before = None
    if imprint and imprint.previous:
        query = select(ReportRow).filter_by(number=row.number, version=imprint.previous)
        found = session.scalars(query).first()
        before = _as_previous(found, row.audience) if found else None
    return _Entry(issue=row.record(), imprint=imprint, snapshot=row.snapshot, previous=before)


def _printed_again(database: Database, entry: _Entry, imprint: Imprint) -> list[RenderedReport]:
    issue = entry.issue
    try:
        file = codec.from_json(entry.snapshot.encode())
    except UnreadableFile:
        return []
    mark = IssueMark(
        number=issue.number,
        version=issue.version,
        issued_at=issue.issued_at,
        by=issue.issued_by,
        reviewer=issue.reviewer,
        code=issue.code,
    )
    logo = store.find(database.path, imprint.logo) if imprint.logo else None
    letterhead = replace(imprint.letterhead, logo=logo or b"")
    zone = timezone(timedelta(minutes=imprint.offset))
    printed_at = issue.issued_at.astimezone(zone)
    order = terms_.order_of(imprint.terms, letterhead, entry.previous, printed_at=printed_at, issue=mark)
    numbers = range(1, imprint.terms.copies + 1)
    return [press.rendered(database, (file,), replace(order, copy=number)) for number in numbers]


def for_mail(database: Database, pdf: bytes, passphrase: str) -> bytes:
    """The file locked with a passphrase; when it was issued, the locked one is known to the ledger as well.

    Raises UnusablePassphrase.
    """
    made = locked(pdf, passphrase)
    if database.read(verify, pdf).verdict is Verdict.GENUINE:
        database.do(_derive, sha256(pdf), sha256(made))
    return made


def locked(pdf: bytes, passphrase: str) -> bytes:
    """The file as it opens with the passphrase only. Raises UnusablePassphrase."""
    from clinic_app.reports.finish import encrypted

    return encrypted(pdf, passphrase)


def _derive(session: Session, original: str, made: str) -> None:
    row = _known(session, original)
    imprint = terms_.from_json(row.terms) if row else None
    if row is not None and imprint is not None:
        row.terms = terms_.to_json(replace(imprint, derived=(*imprint.derived, made)))
