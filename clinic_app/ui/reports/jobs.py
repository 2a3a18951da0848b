"""What the report windows have done off the GUI thread; the PDF libraries are imported there, not on the way."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_app import paths
from clinic_app.domain.casefile import ReportIssue
from clinic_app.domain.text import fold
from clinic_app.errors import CannotWrite, UnreadableFile, cause
from clinic_app.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from sqlalchemy.orm import Session

    from clinic_app.reports.document import RenderedReport
    from clinic_app.services.ledger import Verification
    from clinic_app.services.terms import Terms
    from clinic_app.storage.database import Database
    from clinic_app.ui.reports.issue_dialog import Wishes

LARGEST_PDF = 200_000_000  # bytes; a report of a thousand pages has a hundredth of it


def draft(database: "Database", case_ids: Sequence[UUID], terms: "Terms", settings: Settings) -> "RenderedReport":
    """The document as it would be issued now."""
    from clinic_app.services import reporting

    return reporting.draft(database, case_ids, terms, letterhead=reporting.letterhead_of(settings))


def next_version(session: "Session", number: str) -> int:
    """The version the next report of that number gets."""
    from clinic_app.services import ledger

    return ledger.next_version(session, number)


def issue(
    database: "Database", case_id: UUID, wishes: "Wishes", settings: Settings, path: Path
) -> "tuple[ReportIssue, tuple[RenderedReport, ...]]":
    """Number, write and enter the report. Raises CannotWrite, ReviewerNeeded, Stale, CannotSign."""
    from clinic_app.services import reporting

    return reporting.issue(
        database,
        case_id,
        wishes.terms,
        letterhead=reporting.letterhead_of(settings),
        path=path,
        review_required=settings.review == "required",
    )


def reprint(database: "Database", issue: ReportIssue) -> "tuple[Terms, tuple[RenderedReport, ...]]":
    """What was issued, byte for byte, and how it was ordered. Raises ReportLost."""
    from clinic_app.services import reporting
    from clinic_app.services.terms import Terms

    copies = reporting.reprint(database, issue.id)
    languages = tuple(issue.language.split("+"))
    terms = Terms(kind=issue.kind, audience=issue.audience, languages=languages, copies=len(copies))
    return terms, copies


def save(pdf: bytes, path: Path) -> Path:
    """Write the PDF whole or not at all. Raises CannotWrite."""
    try:
        paths.write_atomically(path, pdf)
    except OSError as error:
        raise CannotWrite(path=str(path), reason=cause(error)) from error
    return path


def save_for_viewer(pdf: bytes, name: str) -> Path:
    """Write the PDF where another program can read it: in the data folder, in place of the one before."""
    folder = paths.data_folder() / "preview"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path=str(folder), reason=cause(error)) from error
    return save(pdf, folder / name)


def forget_preview() -> None:
    """Remove what was written for another program."""
    shutil.rmtree(paths.data_folder() / "preview", ignore_errors=True)


def send_to_printer(pdfs: Sequence[bytes], printer: "QPrinter", current: int) -> int:
    """Print one or more documents; the number of sheets' sides sent comes back. ``current`` is the page looked at."""
    from clinic_app.ui.reports import printing

    return printing.print_pdfs(pdfs, printer, current)


def verify(database: "Database", path: Path) -> "Verification":
    """What the ledger says of a file. Raises UnreadableFile."""
    from clinic_app.services import reporting

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_PDF + 1)
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=cause(error)) from error
    if len(content) > LARGEST_PDF:
        raise UnreadableFile(path=str(path), reason="too-large")
    return database.read(reporting.verify, content)


def file_name(number: str, terms: "Terms", version: int | None = None) -> str:
    """A name every file system takes: number, kind, language, and the version once it is issued."""
    safe = "".join(char if char.isalnum() or char in "-_" else "-" for char in fold(number).upper())
    mark = f"v{version}" if version is not None else "draft"
    return f"{safe}-{terms.kind.value.replace('_', '-')}-{terms.language}-{mark}.pdf"
