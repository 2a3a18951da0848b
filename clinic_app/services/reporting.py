"""Drafting and issuing reports; with ``ledger`` and ``terms`` all there is to order of them."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app.domain.casefile import CaseFile, ReportIssue
from clinic_app.domain.redaction import redact
from clinic_app.domain.text import squeeze
from clinic_app.errors import CannotIssue, CannotWrite, ReviewerNeeded, cause
from clinic_app.exchange import codec
from clinic_app.paths import replacing
from clinic_app.reports.document import IssueMark, Letterhead, Order, Previous, RenderedReport
from clinic_app.services import casefile, ledger
from clinic_app.services.ledger import Verdict, Verification, issued, look_up, sha256, verify
from clinic_app.services.terms import Imprint, Terms, letterhead_of, reviewer_of
from clinic_app.storage.database import Database

__all__ = [
    "Terms",
    "Verdict",
    "Verification",
    "copy_paths",
    "draft",
    "issue",
    "issued",
    "letterhead_of",
    "look_up",
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
    if len(files) != 1 or terms.kind.is_of_many:
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
    order = _order(terms, letterhead, basis.previous, printed_at=datetime.now(UTC))
    return _render(basis.files, order)


def issue(
    database: Database,
    case_id: UUID,
    terms: Terms,
    *,
    letterhead: Letterhead,
    path: Path | None = None,
    review_required: bool = False,
) -> tuple[ReportIssue, tuple[RenderedReport, ...]]:
    """Give the report its number and next version, write its copies (see ``copy_paths``), enter it in the ledger.

    The user issues it; while she has given no name, the case's advisor. Nothing is entered when a file could not be
    written, and no file bears a version that was not entered. Raises CannotIssue for a kind that nobody signs,
    ReviewerNeeded, CannotWrite, and Stale when the same version was issued elsewhere meanwhile.
    """
    if not terms.kind.can_be_issued:
        raise CannotIssue(kind=terms.kind)
    basis = database.read(_basis, (case_id,), terms)
    (file,) = basis.files
    snapshot = codec.to_json(file).decode()
    mark = _mark(database, file, basis.version, terms)
    if review_required:
        _demand_reviewer(file, mark)
    order = _order(terms, letterhead, basis.previous, printed_at=mark.issued_at, issue=mark)
    copies = tuple(_render(basis.files, replace(order, copy=n + 1)) for n in range(terms.copies))
    imprint = _imprint(terms, order, copies)
    try:
        with _written(path, copies):
            return database.do(ledger.enter, file, mark, snapshot, imprint), copies
    except OSError as error:
        raise CannotWrite(path=str(path), reason=cause(error)) from error


def _mark(database: Database, file: CaseFile, version: int, terms: Terms) -> IssueMark:
    return IssueMark(
        number=file.case.number,
        version=version,
        issued_at=datetime.now(UTC),
        by=database.actor or file.case.advisor,
        reviewer=reviewer_of(terms, file),
    )


def _demand_reviewer(file: CaseFile, mark: IssueMark) -> None:
    authors = {squeeze(name) for name in (file.case.advisor, mark.by)}
    if squeeze(mark.reviewer) in authors | {""}:
        raise ReviewerNeeded(number=mark.number)


def _order(
    terms: Terms,
    letterhead: Letterhead,
    previous: Previous | None,
    *,
    printed_at: datetime,
    issue: IssueMark | None = None,
) -> Order:
    return Order(
        kind=terms.kind,
        audience=terms.audience,
        languages=terms.languages,
        printed_at=printed_at,
        letterhead=letterhead,
        issue=issue,
        paper=terms.paper,
        copies=terms.copies,
        with_annexes=terms.with_annexes,
        previous=previous,
    )


def _imprint(terms: Terms, order: Order, copies: Sequence[RenderedReport]) -> Imprint:
    first = copies[0]
    return Imprint(
        terms=terms,
        letterhead=order.letterhead,
        previous=order.previous.version if order.previous else 0,
        pages=first.pages,
        substituted=first.substituted,
        copies=tuple(sha256(copy.pdf) for copy in copies),
    )


def copy_paths(path: Path, copies: int) -> tuple[Path, ...]:
    """Where ``issue`` writes each copy: one is ``path``, several are numbered before its suffix."""
    if copies == 1:
        return (path,)
    return tuple(path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(1, copies + 1))


@contextlib.contextmanager
def _written(path: Path | None, copies: Sequence[RenderedReport]) -> Iterator[None]:
    """The copies lie beside their places while the block runs, and take them when it ends well."""
    with contextlib.ExitStack() as parts:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            for place, copy in zip(copy_paths(path, len(copies)), copies, strict=True):
                parts.enter_context(replacing(place)).write_bytes(copy.pdf)
        yield


def _render(files: Sequence[CaseFile], order: Order) -> RenderedReport:
    from clinic_app.reports import documents  # 0.2 s of PDF libraries, and only when something is printed

    return documents.render([redact(file, order.audience) for file in files], order)
