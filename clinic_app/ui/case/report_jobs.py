"""What the report dialog has done off the GUI thread; the PDF libraries are imported there, not on the way."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_app import paths
from clinic_app.domain.casefile import ReportIssue
from clinic_app.domain.text import fold
from clinic_app.errors import CannotWrite, cause
from clinic_app.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from clinic_app.reports.document import RenderedReport
    from clinic_app.storage.database import Database


def draft(database: "Database", case_id: UUID, language: str, settings: Settings) -> "RenderedReport":
    """The report as it would be issued now."""
    from clinic_app.services import reporting

    terms = reporting.Terms(languages=(language,))
    return reporting.draft(database, (case_id,), terms, letterhead=reporting.letterhead_of(settings))


def issue(
    database: "Database", case_id: UUID, language: str, settings: Settings, path: Path
) -> "tuple[ReportIssue, RenderedReport]":
    """Number, write and enter the report. Raises CannotWrite."""
    from clinic_app.services import reporting

    terms = reporting.Terms(languages=(language,))
    letterhead = reporting.letterhead_of(settings)
    issued, copies = reporting.issue(database, case_id, terms, letterhead=letterhead, path=path)
    return issued, copies[0]


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


def send_to_printer(pdf: bytes, printer: "QPrinter") -> int:
    """Print; the number of pages sent comes back."""
    from clinic_app.ui.case import printing

    return printing.print_pdf(pdf, printer)


def file_name(number: str, language: str, version: int | None = None) -> str:
    """A name every file system takes: number, language, and the version once it is issued."""
    safe = "".join(char if char.isalnum() or char in "-_" else "-" for char in fold(number).upper())
    mark = f"v{version}" if version is not None else "draft"
    return f"{safe}-{language}-{mark}.pdf"
