"""The floor: the page operators of Clinic's own report written again, the same glyphs embedded, streams packed.

What is left out is everything that decides where a glyph stands: text, fonts, lines, tables, pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from build_scripts.benchmark.engines import clinic
from build_scripts.benchmark.reports_content import Report
from clinic_app.reports.text import font as fonts
from clinic_app.reports.text.embed import embed_font


class Drawn(NamedTuple):
    """A report as its last steps get it: operators of each page, and what each font has to embed."""

    pages: list[str]
    embedded: list[tuple[Any, Any, int, str]]


def prepare() -> None:
    """Load the fonts and styles."""
    clinic.prepare()


def ready(reports: Sequence[Report]) -> Drawn:
    """Draw the reports, which is not part of the floor, and keep what they came to."""
    embedded: list[tuple[Any, Any, int, str]] = []

    def keep(font: Any, glyphs: Any, base: int, document: Any, name: str) -> None:
        embedded.append((font, list(glyphs), base, name))
        embed_font(font, glyphs, base, document, name)

    vars(fonts)["embed_font"] = keep
    try:
        content = clinic.draw(reports)
    finally:
        vars(fonts)["embed_font"] = embed_font
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = [page.Contents.read_bytes().decode("latin-1") for page in pdf.pages]
    return Drawn(pages, embedded)


def draw(drawn: Drawn) -> bytes:
    """Write the file again."""
    file = BytesIO()
    canvas = Canvas(file, pageCompression=1, invariant=1, initialFontName=drawn.embedded[0][0].name)
    for page in drawn.pages:
        canvas.addLiteral(page)
        canvas.showPage()
    for font, glyphs, base, name in drawn.embedded:
        embed_font(font, glyphs, base, canvas._doc, name)  # noqa: SLF001 - reportlab has no other way
    canvas.save()
    return file.getvalue()
