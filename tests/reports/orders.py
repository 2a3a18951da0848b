"""Orders for the tests of the documents, and what came of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from clinic_app.domain.casefile import CaseFile, ReportKind
from clinic_app.reports.document import IssueMark, Letterhead, Order, RenderedReport
from clinic_app.reports.documents import render
from tests.factories import NOW
from tests.reports.printing import text_of
from tests.reports.test_case_report import squeezed

LANGUAGES = ("en", "fa", "ko")
PRINTED = datetime(2024, 8, 2, 12, 0, tzinfo=UTC)
MARK = IssueMark(number="1403-ESF-0001", version=2, issued_at=NOW, by="Leila Karimi", code="7K3M-2QXD-94TB")
CLINIC = Letterhead(clinic_name="Clinic Isfahan", head="Maryam Rezaei", footer="clinic.example")


def printed(files: Sequence[CaseFile], kind: ReportKind, language: str = "en", **more: Any) -> RenderedReport:
    """The document of that kind."""
    languages = tuple(language.split("+"))
    return render(files, Order(kind=kind, languages=languages, printed_at=PRINTED, letterhead=CLINIC, **more))


def said(files: Sequence[CaseFile], kind: ReportKind, language: str = "en", **more: Any) -> str:
    """What the document says, blanks squeezed."""
    return squeezed(text_of(printed(files, kind, language, **more).pdf))
