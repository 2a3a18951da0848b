"""Documents of many cases in one go: into a folder, a file each, or bound into one."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from clinic_app.domain.casefile import ReportIssue
from clinic_app.errors import CannotWrite, ClinicError, DatabaseError, NotFound, cause
from clinic_app.i18n.catalog import catalog
from clinic_app.i18n.labels import label
from clinic_app.paths import write_atomically
from clinic_app.reports.document import Letterhead, RenderedReport
from clinic_app.services import cases, reporting
from clinic_app.services.progress import Progress
from clinic_app.services.reporting import Prepared
from clinic_app.services.terms import Certificate, Terms, copy_paths, file_name
from clinic_app.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """The files written, and how many pages each has; what was entered in the ledger; what was refused, name of the
    case and why; and the characters that no font had."""

    files: tuple[Path, ...] = ()
    pages: tuple[int, ...] = ()
    issues: tuple[ReportIssue, ...] = ()
    refused: tuple[tuple[str, ClinicError], ...] = ()
    substituted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is to be done with each case."""

    database: Database
    terms: Terms
    letterhead: Letterhead
    issue: bool
    review_required: bool
    certificate: Certificate | None
    passphrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """A case's document in the waiting room: its copies are files, ``report`` is the first without bytes."""

    number: str
    parts: tuple[Path, ...]
    report: RenderedReport
    ready: Prepared | None = None

    def copies(self) -> tuple[RenderedReport, ...]:
        """The copies with their bytes."""
        return tuple(replace(self.report, pdf=part.read_bytes()) for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """A case's document where it was put, and its entry in the ledger."""

    waiting: _Waiting
    paths: tuple[Path, ...]
    issue: ReportIssue | None


def batch(
    database: Database,
    case_ids: Sequence[UUID],
    terms: Terms,
    *,
    letterhead: Letterhead,
    target: Path,
    merged: bool,
    issue: bool,
    progress: Progress,
    review_required: bool = False,
    certificate: Certificate | None = None,
    passphrase: str = "",
) -> BatchResult:
    """Print a document of each case into the folder ``target``, or with ``merged`` into the one file of that name.

    A case that is refused is named and left out. Files in the folder are never replaced: "name (2).pdf". With
    ``issue`` each gets its version and is entered by itself; a merged file holds them, but is none of them.
    Everything is printed before anything is kept: raises Cancelled with nothing changed; CannotWrite; DatabaseError.
    """
    case_ids = list(dict.fromkeys(case_ids))
    progress.total = len(case_ids)
    job = _Job(
        database=database,
        terms=terms,
        letterhead=letterhead,
        issue=issue,
        review_required=review_required,
        certificate=certificate,
        passphrase=passphrase,
    )
    return _run(job, case_ids, target, progress, merged=merged)


def _run(job: _Job, case_ids: Sequence[UUID], target: Path, progress: Progress, *, merged: bool) -> BatchResult:
    refused: list[tuple[str, ClinicError]] = []
    folder = target.parent if merged else target
    with _waiting_room(folder) as room:
        waiting: list[_Waiting] = []
        for place, key in enumerate(case_ids):
            with _refusing(_name(job.database, key), refused):
                waiting.append(_print(job, key, room / str(place)))
            progress.step()
        done: list[_Done] = []
        for each in waiting:
            with _refusing(each.number, refused):
                done.append(_hand_out(job, each, None if merged else folder))
        if merged and done:
            reporting.save(target, _locked(job, _bound([each.waiting for each in done], job.terms)))
    return _result(done, refused, target if merged else None)


def _result(done: Sequence[_Done], refused: Sequence[tuple[str, ClinicError]], merged: Path | None) -> BatchResult:
    files = [(path, each.waiting.report.pages) for each in done for path in each.paths]
    if merged is not None and done:
        files = [(merged, sum(each.waiting.report.pages * len(each.waiting.parts) for each in done))]
    told = dict.fromkeys(char for each in done for char in each.waiting.report.substituted)
    return BatchResult(
        files=tuple(path for path, _ in files),
        pages=tuple(pages for _, pages in files),
        issues=tuple(each.issue for each in done if each.issue),
        refused=tuple(refused),
        substituted=tuple(told),
    )


def _print(job: _Job, key: UUID, stem: Path) -> _Waiting:
    ready: Prepared | None = None
    copies: tuple[RenderedReport, ...]
    if job.issue:
        ready = reporting.prepared(
            job.database,
            key,
            job.terms,
            letterhead=job.letterhead,
            review_required=job.review_required,
            certificate=job.certificate,
        )
        copies, number = ready.copies, ready.mark.number
    else:
        copies = (reporting.draft(job.database, (key,), job.terms, letterhead=job.letterhead),)
        number = _name(job.database, key)
    parts = tuple(stem.with_name(f"{stem.name}-{place}") for place in range(len(copies)))
    for part, copy in zip(parts, copies, strict=True):
        _set_aside(part, copy.pdf)
    return _Waiting(
        number=number,
        parts=parts,
        report=replace(copies[0], pdf=b""),
        ready=ready and replace(ready, copies=()),
    )


def _hand_out(job: _Job, each: _Waiting, folder: Path | None) -> _Done:
    """Enter it when it is issued, and put its copies where they belong."""
    copies, issue = each.copies(), None
    paths: tuple[Path, ...] = ()
    if folder is not None:
        version = each.ready.mark.version if each.ready else None
        paths = _free(folder / file_name(each.number, job.terms, version), len(copies))
    if each.ready:
        ready = replace(each.ready, copies=copies)
        issue = reporting.entered(job.database, ready, paths, passphrase=job.passphrase)
    else:
        for path, copy in zip(paths, copies, strict=False):
            reporting.save(path, _locked(job, copy.pdf))
    return _Done(waiting=each, paths=paths, issue=issue)


def _locked(job: _Job, pdf: bytes) -> bytes:
    return reporting.for_mail(job.database, pdf, job.passphrase) if job.passphrase else pdf


def _free(path: Path, copies: int) -> tuple[Path, ...]:
    """Where the copies go: the path, or the first "name (2).pdf" of which none is taken."""
    number, places = 1, copy_paths(path, copies)
    while any(place.exists() for place in places):
        number += 1
        places = copy_paths(path.with_name(f"{path.stem} ({number}){path.suffix}"), copies)
    return places


def _bound(done: Sequence[_Waiting], terms: Terms) -> bytes:
    from clinic_app.reports.binding import bound

    language = terms.languages[0]
    documents = [(each.number, part.read_bytes()) for each in done for part in each.parts]
    return bound(documents, language=language, title=label(catalog(language), terms.kind))


@contextlib.contextmanager
def _waiting_room(folder: Path) -> Iterator[Path]:
    """A temporary folder on its disk, gone afterwards with all that is in it, and a new ``folder`` left empty too."""
    try:
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        room = tempfile.TemporaryDirectory(prefix=".clinic-", dir=folder, ignore_cleanup_errors=True)
    except OSError as error:
        raise CannotWrite(path=str(folder), reason=cause(error)) from error
    try:
        with room as name:
            yield Path(name)
    finally:
        if is_new:
            with contextlib.suppress(OSError):  # it holds what was made
                folder.rmdir()


def _set_aside(part: Path, content: bytes) -> None:
    """Into the waiting room, of which nobody knows: what the disk refuses is told of the folder it is in."""
    try:
        write_atomically(part, content)
    except OSError as error:
        raise CannotWrite(path=str(part.parent.parent), reason=cause(error)) from error


@contextlib.contextmanager
def _refusing(name: str, refused: list[tuple[str, ClinicError]]) -> Iterator[None]:
    """Note what refuses one case; what is wrong with the disk or the clinic file stops all."""
    try:
        yield
    except (DatabaseError, CannotWrite):
        raise
    except ClinicError as error:
        refused.append((name, error))


def _name(database: Database, key: UUID) -> str:
    try:
        return database.read(cases.get, key).number
    except NotFound:
        return str(key)
