"""Sheets of paper: frame, header, footer with page x of y, the mark of a draft, and the finished bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from clinic_app.reports.styles import ACCENT, RULE, Sheet
from clinic_app.reports.text.drawing import Anchor, draw_outlines, draw_text
from clinic_app.reports.text.sanitise import Substitutions
from clinic_app.reports.text.style import TextStyle

rl_config.useA85 = 0  # plain binary streams, a tenth smaller

PAGE_WIDTH, PAGE_HEIGHT = A4
SIDE, TOP, FOOT = 54.0, 70.0, 62.0
WIDTH = PAGE_WIDTH - 2 * SIDE
HEIGHT = PAGE_HEIGHT - TOP - FOOT

_MARK = "mark"
_FOOTER = "% footer"  # a comment in the page, replaced once the number of pages is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What stands around the text of every page, and what the file says about itself.

    ``page_of`` has the places ``%(page)s`` and ``%(pages)s``. ``mark`` is drawn large behind the text; empty
    for a report that counts. ``keywords`` are for programs. ``printed_at`` is aware.
    """

    language: str
    title: str
    author: str
    keywords: str
    header_start: str
    header_end: str
    footer: str
    page_of: str
    mark: str
    printed_at: datetime


def build(story: Sequence[Any], sheet: Sheet, furniture: Furniture, told: Substitutions) -> tuple[bytes, int]:
    """Lay the story out on A4 pages; the finished file and the number of its pages. Same input, same bytes."""
    file = BytesIO()
    template = BaseDocTemplate(
        file,
        pagesize=A4,
        title=furniture.title,
        author=furniture.author,
        keywords=furniture.keywords,
        creator="Clinic",
        producer="Clinic",
        subject=furniture.header_end,
        lang=furniture.language,
        initialFontName=sheet.plain_font,
        invariant=1,
    )
    frame = Frame(SIDE, FOOT, WIDTH, HEIGHT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    press = _Press(sheet, furniture, told)
    cover = PageTemplate(id="cover", frames=[frame], onPage=press.cover)
    plain = PageTemplate(id="plain", frames=[frame], onPage=press.plain)
    template.addPageTemplates([cover, plain])
    template.build(list(story), canvasmaker=press.canvas)
    return file.getvalue(), press.pages


class _Press:
    """Draws what is the same on every page."""

    def __init__(self, sheet: Sheet, furniture: Furniture, told: Substitutions) -> None:
        self.pages = 0
        self._sheet = sheet
        self._furniture = furniture
        self._told = told

    def canvas(self, *arguments: Any, **options: Any) -> "_NumberedCanvas":
        canvas = _NumberedCanvas(self, *arguments, **options)
        moment = self._furniture.printed_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
        canvas.setDateFormatter(lambda *_: moment)
        return canvas

    def cover(self, canvas: Any, _template: Any) -> None:
        """The first page: a band of colour on the side where lines begin, no header."""
        self._mark(canvas)
        canvas.setFillColorRGB(*ACCENT)
        canvas.rect(PAGE_WIDTH - 14 if self._sheet.is_rtl else 0, 0, 14, PAGE_HEIGHT, stroke=0, fill=1)
        canvas.addLiteral(_FOOTER)

    def plain(self, canvas: Any, _template: Any) -> None:
        """Every other page."""
        self._mark(canvas)
        y = PAGE_HEIGHT - TOP + 24
        self._line(canvas, y + 9, self._furniture.header_start, self._furniture.header_end)
        canvas.setStrokeColorRGB(*RULE)
        canvas.setLineWidth(0.6)
        canvas.line(SIDE, y, PAGE_WIDTH - SIDE, y)
        canvas.addLiteral(_FOOTER)

    def footer(self, canvas: Any, page: int, pages: int) -> None:
        """Drawn at the very end, for every page."""
        self.pages = pages
        numbers = self._furniture.page_of % {"page": page, "pages": pages}
        if self._sheet.is_rtl:
            numbers = numbers.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
        self._line(canvas, FOOT - 30, self._furniture.footer, numbers)

    def _line(self, canvas: Any, y: float, start: str, end: str) -> None:
        style: TextStyle = self._sheet.label
        left, right = (end, start) if self._sheet.is_rtl else (start, end)
        far = PAGE_WIDTH - SIDE
        draw_text(canvas, SIDE, y, left, style, substitutions=self._told, beside=right)
        draw_text(canvas, far, y, right, style, anchor=Anchor.RIGHT, substitutions=self._told, beside=left)

    def _mark(self, canvas: Any) -> None:
        """The mark of a draft, kept once in the file and laid under every page."""
        if not self._furniture.mark:
            return
        if not canvas.hasForm(_MARK):
            canvas.beginForm(_MARK, 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
            canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
            canvas.rotate(52)
            draw_outlines(canvas, 0, -30, self._furniture.mark, self._sheet.mark)
            canvas.endForm()
        canvas.doForm(_MARK)


class _NumberedCanvas(Canvas):  # type: ignore[misc]
    """A canvas that fills in "page x of y" when it knows y."""

    def __init__(self, press: _Press, *arguments: Any, **options: Any) -> None:
        self._code: list[str] = []
        super().__init__(*arguments, **options)
        self._press = press

    def save(self) -> None:
        """Close the last page, put in the footers, write the file."""
        if self._code:
            self.showPage()
        pages = self.getPageNumber() - 1
        for number in range(1, pages + 1):
            page = self._doc.idToObject[f"Page{number}"]
            kept, self._code = self._code, []
            self._press.footer(self, number, pages)
            page.stream = page.stream.replace(_FOOTER, "\n".join(self._code), 1)
            self._code = kept
        super().save()
