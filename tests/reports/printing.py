"""Printing flowables to a PDF in memory and reading it back, for the tests of the reports."""

import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from reportlab.platypus import SimpleDocTemplate

from clinic_app import paths
from clinic_app.reports.text.font import ShapedFont
from clinic_app.reports.text.style import Direction, FontStack, TextStyle

_FOLDER = paths.resources() / "fonts"
VAZIRMATN = ShapedFont("TestVazirmatn", _FOLDER / "Vazirmatn-Regular.ttf")
VAZIRMATN_BOLD = ShapedFont("TestVazirmatnBold", _FOLDER / "Vazirmatn-Bold.ttf")
PRETENDARD = ShapedFont("TestPretendard", _FOLDER / "Pretendard-Regular.ttf")

_RIGHTWARDS = FontStack(VAZIRMATN, PRETENDARD)
PERSIAN = TextStyle(stack=_RIGHTWARDS, size=11, leading=19, direction=Direction.RTL)
PERSIAN_BOLD = PERSIAN.but(stack=FontStack(VAZIRMATN_BOLD, PRETENDARD))
KOREAN = TextStyle(stack=FontStack(PRETENDARD, VAZIRMATN, rightwards=_RIGHTWARDS), size=11, leading=17)


def print_story(story: Sequence[Any], **options: Any) -> bytes:
    """The PDF of flowables on A4 pages."""
    file = BytesIO()
    template = SimpleDocTemplate(file, invariant=1, initialFontName=VAZIRMATN.name, **options)
    template.build(list(story))
    return file.getvalue()


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page as pdfium copies it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """The text of all pages as pdfium copies it."""
    return "\n".join(pages_of(pdf))


def poppler_text_of(pdf: bytes, folder: Path) -> str | None:
    """The text as poppler copies it, without the direction marks it adds; None where poppler is missing."""
    if shutil.which("pdftotext") is None:
        return None
    path = folder / "printed.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    return "".join(
        character for character in done.stdout.decode() if character not in "\u202a\u202b\u202c\u2066\u2067\u2069"
    )
