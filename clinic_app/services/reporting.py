"""Drafting and issuing reports; with ``ledger`` and ``terms`` all there is to order of them."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app.domain.casefile import Audience, CaseFile, ReportIssue
from clinic_app.domain.redaction import leaks, redact
from clinic_app.errors import CannotIssue, CannotWrite, NotRedacted, ReviewerNeeded, cause
from clinic_app.exchange import codec
from clinic_app.paths import replacing, write_atomically
from clinic_app.reports.document import IssueMark, Letterhead, Previous, RenderedReport
from clinic_app.services import casefile, ledger, press
from clinic_app.services.ledger import (
    Verdict,
    Verification,
    for_mail,
    issued,
    locked,
    look_up,
    reprint,
    sha256,
    verify,
)
from clinic_app.services.terms import (
    Certificate,
    Imprint,
    Terms,
    copy_paths,
    issuer_of,
    letterhead_of,
    may_review,
    offset_of,
    order_of,
    reviewer_of,
)
from clinic_app.storage import attachments as store
from clinic_app.storage.database import Database

__all__ = [
    "Certificate",
    "Terms",
    "Verdict",
    "Verification",
    "copy_paths",
    "draft",
    "for_mail",
    "issue",
    "issued",
    "letterhead_of",
    "locked",
    "look_up",
    "reprint",
    "save",
    "verify",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """What is printed, all of one moment: the cases whole, the next version, and the one before."""

    files: tuple[CaseFile, ...]
    version: int = 0
    previous: Previous | None = None


def _basis(session: Session, case_ids: Sequence[UUID], terms: Terms) -> _Basis:
    files = tuple(casefile.load(session, key) for key in case_ids)
    if len(files) != 1 or not terms.kind.can_be_issued:
        return _Basis(files=files)
    case = files[0].case
    return _Basis(
        files=files,
        version=ledger.next_version(session, case.number),
        previous=ledger.previous(session, case.id, terms.kind, terms.audience),
    )


def draft(database: Database, case_ids: Sequence[UUID], terms: Terms, *, letterhead: Letterhead) -> RenderedReport:
    """The document as it would be issued now, marked DRAFT on every page; enters no ledger.

    One case; any number of them for a document of many; or none for blank forms. Raises NotFound.
    """
    basis = database.read(_basis, case_ids, terms)
    order = order_of(terms, letterhead, basis.previous, printed_at=datetime.now().astimezone())
    return press.rendered(database, basis.files, order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A report ready to be issued: its case, the copies to hand out, and what the ledger will say of them."""

    file: CaseFile
    mark: IssueMark
    snapshot: str
    imprint: Imprint
    copies: tuple[RenderedReport, ...]


def issue(
    database: Database,
    case_id: UUID,
    terms: Terms,
    *,
    letterhead: Letterhead,
    path: Path | None = None,
    review_required: bool = False,
    certificate: Certificate | None = None,
    passphrase: str = "",
) -> tuple[ReportIssue, tuple[RenderedReport, ...]]:
    """Give the report its number and next version, write its copies (see ``copy_paths``), enter it in the ledger.

    The user issues it; while she has given no name, the case's advisor. Nothing is entered when a file could not be
    written, and no file bears a version that was not entered. With a passphrase the files written, not those that
    come back, are locked. Raises what ``prepared`` raises, UnusablePassphrase, CannotWrite, and Stale when the same
    version was issued elsewhere meanwhile.
    """
    ready = prepared(
        database,
        case_id,
        terms,
        letterhead=letterhead,
        review_required=review_required,
        certificate=certificate,
    )
    paths = copy_paths(path, terms.copies) if path else ()
    return entered(database, ready, paths, passphrase=passphrase), ready.copies


def prepared(
    database: Database,
    case_id: UUID,
    terms: Terms,
    *,
    letterhead: Letterhead,
    review_required: bool = False,
    certificate: Certificate | None = None,
) -> Prepared:
    """The report as it will be issued, printed and signed, but not entered yet.

    Raises CannotIssue for a kind that nobody signs, ReviewerNeeded, NotRedacted, and CannotSign.
    """
    if not terms.kind.can_be_issued:
        raise CannotIssue(kind=terms.kind)
    basis = database.read(_basis, (case_id,), terms)
    (file,) = basis.files
    snapshot = codec.to_json(file).decode()
    mark = _mark(database, file, basis.version, terms, snapshot)
    if review_required:
        _demand_reviewer(file, mark)
    if terms.audience is Audience.MINISTRY and leaks(file, redact(file, terms.audience)):
        raise NotRedacted(number=mark.number)
    printed_at = mark.issued_at.astimezone()  # to where this machine stands
    order = order_of(terms, letterhead, basis.previous, printed_at=printed_at, issue=mark)
    plain = tuple(press.rendered(database, basis.files, replace(order, copy=n + 1)) for n in range(terms.copies))
    copies = tuple(_signed(copy, certificate, order.languages[0]) for copy in plain) if certificate else plain
    imprint = Imprint(
        terms=terms,
        letterhead=letterhead,
        logo=sha256(letterhead.logo) if letterhead.logo else "",
        previous=basis.previous.version if basis.previous else 0,
        offset=offset_of(printed_at),
        pages=plain[0].pages,
        substituted=plain[0].substituted,
        copies=tuple(sha256(copy.pdf) for copy in copies),
        unsigned=tuple(sha256(copy.pdf) for copy in plain) if certificate else (),
    )
    return Prepared(file=file, mark=mark, snapshot=snapshot, imprint=imprint, copies=copies)


def entered(database: Database, ready: Prepared, paths: Sequence[Path] = (), *, passphrase: str = "") -> ReportIssue:
    """Keep the copies beside the clinic file, write each to its path, and enter the report. Raises as ``issue``.

    With a passphrase what is written is locked with it, and what is kept is not.
    """
    contents = [locked(copy.pdf, passphrase) if passphrase else copy.pdf for copy in ready.copies]
    for copy in ready.copies:
        store.keep(database.path, copy.pdf)
    if ready.imprint.logo:
        store.keep(database.path, ready.imprint.letterhead.logo)
    derived = tuple(map(sha256, contents)) if passphrase else ()
    imprint = replace(ready.imprint, derived=derived)
    try:
        with _written(paths, contents):
            return database.do(ledger.enter, ready.file, ready.mark, ready.snapshot, imprint)
    except OSError as error:
        raise CannotWrite(path=str(paths[0]), reason=cause(error)) from error


def _mark(database: Database, file: CaseFile, version: int, terms: Terms, snapshot: str) -> IssueMark:
    from clinic_app.reports.qr import verification_code

    number = file.case.number
    return IssueMark(
        number=number,
        version=version,
        issued_at=datetime.now(UTC),
        by=issuer_of(file, database.actor),
        reviewer=reviewer_of(terms, file),
        code=verification_code(number, version, sha256(snapshot.encode())),
    )


def _demand_reviewer(file: CaseFile, mark: IssueMark) -> None:
    if not may_review(mark.reviewer, file, mark.by):
        raise ReviewerNeeded(number=mark.number)


def _signed(report: RenderedReport, certificate: Certificate, language: str) -> RenderedReport:
    from clinic_app.reports import signing

    pdf = signing.sign_in_place(
        report.pdf,
        certificate.content,
        certificate.passphrase,
        reason=certificate.reason,
        place=certificate.place,
        language=language,
    )
    return replace(report, pdf=pdf)


def save(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all, into a folder that is made when missing. Raises CannotWrite."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        raise CannotWrite(path=str(path), reason=cause(error)) from error
    return path


@contextlib.contextmanager
def _written(paths: Sequence[Path], contents: Sequence[bytes]) -> Iterator[None]:
    """The copies lie beside their places while the block runs, and take them when it ends well."""
    with contextlib.ExitStack() as parts:
        for place, content in zip(paths, contents, strict=False):
            place.parent.mkdir(parents=True, exist_ok=True)
            parts.enter_context(replacing(place)).write_bytes(content)
        yield
