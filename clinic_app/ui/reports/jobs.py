"""What the report windows have done off the GUI thread; the PDF libraries are imported there, not on the way."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_app import paths
from clinic_app.domain.casefile import ReportIssue
from clinic_app.errors import CannotWrite, UnreadableFile, cause
from clinic_app.services.terms import Terms, letterhead_of
from clinic_app.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from clinic_app.reports.document import RenderedReport
    from clinic_app.services.batch import BatchResult
    from clinic_app.services.ledger import Verification
    from clinic_app.services.progress import Progress
    from clinic_app.storage.database import Database
    from clinic_app.ui.reports.issue_dialog import Wishes

_LARGEST_PDF = 200_000_000  # bytes; a report of a thousand pages has a hundredth of it
_LARGEST_CERTIFICATE = 1_000_000


def draft(database: "Database", case_ids: Sequence[UUID], terms: Terms, settings: Settings) -> "RenderedReport":
    """The document as it would be issued now."""
    from clinic_app.services import reporting

    return reporting.draft(database, case_ids, terms, letterhead=letterhead_of(settings))


def issue(
    database: "Database", case_id: UUID, wishes: "Wishes", settings: Settings, path: Path
) -> "tuple[ReportIssue, tuple[RenderedReport, ...]]":
    """Number, write and enter the report. Raises CannotWrite, ReviewerNeeded, Stale, CannotSign.

    A passphrase that no copy could be locked with is told before anything is entered: UnusablePassphrase.
    """
    from clinic_app.reports import finish
    from clinic_app.services import reporting

    if wishes.mail_passphrase:
        finish.passphrase_of(wishes.mail_passphrase)
    certificate = None
    if wishes.certificate is not None:
        content = _read(wishes.certificate, _LARGEST_CERTIFICATE)
        certificate = reporting.Certificate(content=content, passphrase=wishes.passphrase)
    return reporting.issue(
        database,
        case_id,
        wishes.terms,
        letterhead=letterhead_of(settings),
        path=path,
        review_required=settings.review == "required",
        certificate=certificate,
    )


def lock(database: "Database", pdfs: Sequence[bytes], passphrase: str, path: Path) -> tuple[Path, ...]:
    """Write a copy of each PDF that opens with the passphrase only. Raises UnusablePassphrase and CannotWrite."""
    from clinic_app.services import reporting

    places = reporting.copy_paths(path, len(pdfs))
    locked = [reporting.for_mail(database, pdf, passphrase) for pdf in pdfs]
    return tuple(save(pdf, place) for pdf, place in zip(locked, places, strict=True))


def reprint(database: "Database", issue: ReportIssue) -> "tuple[Terms, tuple[RenderedReport, ...]]":
    """What was issued, byte for byte, and how it was ordered. Raises ReportLost."""
    from clinic_app.services import reporting

    copies = reporting.reprint(database, issue.id)
    languages = tuple(issue.language.split("+"))
    terms = Terms(kind=issue.kind, audience=issue.audience, languages=languages, copies=len(copies))
    return terms, copies


def save(pdf: bytes, path: Path) -> Path:
    """Write the PDF whole or not at all. Raises CannotWrite."""
    from clinic_app.services import reporting

    return reporting.save(path, pdf)


def save_for_viewer(pdf: bytes, name: str) -> Path:
    """Write the PDF where another program can read it: in the data folder, in place of the one before."""
    folder = _preview()
    forget_preview()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path=str(folder), reason=cause(error)) from error
    return save(pdf, folder / name)


def forget_preview() -> None:
    """Remove what was written for another program."""
    shutil.rmtree(_preview(), ignore_errors=True)


def _preview() -> Path:
    return paths.data_folder() / "preview"


def send_to_printer(pdfs: Sequence[bytes], printer: "QPrinter", current: int) -> int:
    """Print one or more documents; the number of sheets' sides sent comes back. ``current`` is the page looked at."""
    from clinic_app.ui.reports import printing

    return printing.print_pdfs(pdfs, printer, current)


def verify(database: "Database", path: Path) -> "Verification":
    """What the ledger says of a file. Raises UnreadableFile."""
    from clinic_app.services import reporting

    return database.read(reporting.verify, _read(path, _LARGEST_PDF))


def _read(path: Path, most: int) -> bytes:
    """A file of at most ``most`` bytes. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=cause(error)) from error
    if len(content) > most:
        raise UnreadableFile(path=str(path), reason="too-large")
    return content


def batch(
    database: "Database",
    case_ids: Sequence[UUID],
    terms: Terms,
    settings: Settings,
    *,
    target: Path,
    merged: bool,
    issue: bool,
    progress: "Progress",
) -> "BatchResult":
    """A document of each case, into a folder or bound into one file; or one document of them all, into that file.

    Raises Cancelled and CannotWrite with nothing kept.
    """
    from clinic_app.services import batch as batch_

    if terms.kind.is_of_many:
        rendered = draft(database, case_ids, terms, settings)
        progress.step()
        return batch_.BatchResult(
            files=(save(rendered.pdf, target),), pages=(rendered.pages,), substituted=rendered.substituted
        )
    return batch_.batch(
        database,
        case_ids,
        terms,
        letterhead=letterhead_of(settings),
        target=target,
        merged=merged,
        issue=issue,
        progress=progress,
        review_required=settings.review == "required",
    )
