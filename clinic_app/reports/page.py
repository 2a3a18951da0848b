"""Sheets of paper: frame, header, footer with page x of y, the mark of a draft, and the finished bytes."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate

from clinic_app.i18n.formats import digits
from clinic_app.reports.document import Paper
from clinic_app.reports.finish import finish
from clinic_app.reports.styles import RULE, Sheet
from clinic_app.reports.tagging import Tags, with_decoration_marked
from clinic_app.reports.text.drawing import Anchor, draw_outlines, draw_text
from clinic_app.reports.text.sanitise import Substitutions
from clinic_app.reports.text.style import TextStyle

rl_config.useA85 = 0  # plain binary streams, a tenth smaller

SIDE, TOP, FOOT = 54.0, 70.0, 62.0  # margins in points

_FOOTER = "% footer"  # a comment in the page, replaced once the number of pages is known
_LATER = "% later"  # likewise, for what needs to know where something stands


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


def room(paper: Paper) -> tuple[float, float]:
    """Width and height in points that a sheet leaves for the text."""
    width, height = paper.size
    return width - 2 * SIDE, height - TOP - FOOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of pages of one look: a document is one, a bilingual one is two. A cover has no header.

    Whoever builds takes what is in ``story`` out of it, so that pages that are drawn leave no paragraphs behind.
    """

    story: list[Any]
    sheet: Sheet
    furniture: Furniture
    has_cover: bool


def build(parts: Sequence[Part], told: Substitutions, *, paper: Paper) -> tuple[bytes, int]:
    """Lay the parts out on pages; the finished file and the number of its pages. Same input, same bytes.

    The first part says what the file is called.
    """
    file = BytesIO()
    first = parts[0]
    template = BaseDocTemplate(
        file,
        pagesize=paper.size,
        title=first.furniture.title,
        author=first.furniture.author,
        keywords=first.furniture.keywords,
        creator="Clinic",
        producer="Clinic",
        subject=first.furniture.header_end,
        lang=first.furniture.language,
        initialFontName=first.sheet.plain_font,
        invariant=1,
    )
    press = _Press(first.furniture.printed_at, told, paper)
    press.is_of_several = len(parts) > 1
    story: list[Any] = []
    for place, part in enumerate(parts):
        template.addPageTemplates(press.templates(part, place))
        turn = [NextPageTemplate(_name(part, place)), PageBreak()] if place else []
        story += [*turn, *part.story]
        part.story.clear()
    with _without_collector():
        template.build(story, canvasmaker=press.canvas)
        del template.canv  # it holds all pages, and the template holds itself
        pdf = finish(file.getvalue(), language=first.furniture.language, tags=press.tags)
    return pdf, press.pages


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python's collector of cycles at rest: it would look at every word ever shaped, once a document or more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _name(part: Part, place: int) -> str:
    return f"cover-{place}" if part.has_cover else f"plain-{place}"


class _Press:
    """Draws what is the same on every page."""

    def __init__(self, printed_at: datetime, told: Substitutions, paper: Paper) -> None:
        self.pages = 0
        self.tags = Tags()
        self.is_of_several = False
        self._printed_at = printed_at
        self._told = told
        self._paper = paper
        self._width, self._height = paper.size
        self._part_of: list[Part] = []

    def templates(self, part: Part, place: int) -> list[PageTemplate]:
        """The page templates of a part, its first page first; a cover is one page."""
        room_ = room(self._paper)
        names = [f"cover-{place}", f"plain-{place}"] if part.has_cover else [f"plain-{place}"]
        made = []
        for name in names:
            frame = Frame(SIDE, FOOT, *room_, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
            draw = self._cover if name.startswith("cover") else self._plain
            made.append(PageTemplate(id=name, frames=[frame], onPage=partial(draw, part)))
        made[0].autoNextPageTemplate = f"plain-{place}" if part.has_cover else None
        return made

    def canvas(self, *arguments: Any, **options: Any) -> "_NumberedCanvas":
        """The canvas of this document."""
        canvas = _NumberedCanvas(self, *arguments, **options)
        moment = self._printed_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
        canvas.setDateFormatter(lambda *_: moment)
        return canvas

    def _cover(self, part: Part, canvas: Any, _template: Any) -> None:
        """The first page: a band of colour on the side where lines begin, no header."""
        self._begin(part)
        self._mark(part, canvas)
        canvas.setFillColorRGB(*part.sheet.accent)
        canvas.rect(self._width - 14 if part.sheet.is_rtl else 0, 0, 14, self._height, stroke=0, fill=1)
        canvas.addLiteral(_FOOTER)

    def _plain(self, part: Part, canvas: Any, _template: Any) -> None:
        """Every other page."""
        self._begin(part)
        self._mark(part, canvas)
        y = self._height - TOP + 24
        self._line(part, canvas, y + 9, part.furniture.header_start, part.furniture.header_end)
        canvas.setStrokeColorRGB(*RULE)
        canvas.setLineWidth(0.6)
        canvas.line(SIDE, y, self._width - SIDE, y)
        canvas.addLiteral(_FOOTER)

    def _begin(self, part: Part) -> None:
        self._part_of.append(part)
        if self.is_of_several:
            self.tags.begin_part(part.furniture.language)

    def footer(self, canvas: Any, page: int, pages: int) -> None:
        """Drawn at the very end, for every page."""
        self.pages = pages
        part = self._part_of[page - 1]
        numbers = part.furniture.page_of % {"page": page, "pages": pages}
        numbers = digits(numbers, part.furniture.language)
        self._line(part, canvas, FOOT - 30, part.furniture.footer, numbers)

    def _line(self, part: Part, canvas: Any, y: float, start: str, end: str) -> None:
        style: TextStyle = part.sheet.label
        left, right = (end, start) if part.sheet.is_rtl else (start, end)
        far = self._width - SIDE
        draw_text(canvas, SIDE, y, left, style, substitutions=self._told, beside=right)
        draw_text(canvas, far, y, right, style, anchor=Anchor.RIGHT, substitutions=self._told, beside=left)

    def _mark(self, part: Part, canvas: Any) -> None:
        """The mark of a draft, kept once in the file for each language and laid under every page."""
        mark = part.furniture.mark
        if not mark:
            return
        name = f"mark-{part.furniture.language}"
        if not canvas.hasForm(name):
            canvas.beginForm(name, 0, 0, self._width, self._height)
            canvas.translate(self._width / 2, self._height / 2)
            canvas.rotate(52)
            draw_outlines(canvas, 0, -30, mark, part.sheet.mark)
            canvas.endForm()
        canvas.doForm(name)


class _NumberedCanvas(Canvas):  # type: ignore[misc]
    """A canvas that fills in "page x of y" when it knows y."""

    def __init__(self, press: _Press, *arguments: Any, **options: Any) -> None:
        self._code: list[str] = []
        self._waiting: list[tuple[int, Callable[[Any], None]]] = []
        self.page_of: dict[str, int] = {}
        super().__init__(*arguments, **options)
        self._press = press
        self.tags = press.tags

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Close the page: what was not marked while it was drawn stands around the text."""
        self._code = with_decoration_marked(self._code)
        super().showPage()

    def later(self, draw: Callable[[Any], None]) -> None:
        """Leave a place here for what ``draw`` draws once ``page_of`` knows on which page everything stands."""
        self.addLiteral(f"{_LATER} {len(self._waiting)} ")
        self._waiting.append((self.getPageNumber(), draw))

    def save(self) -> None:
        """Close the last page, put in the footers, write the file."""
        if self._code:
            self.showPage()
        pages = self.getPageNumber() - 1
        for number in range(1, pages + 1):
            self._fill(number, _FOOTER, partial(self._press.footer, page=number, pages=pages))
        for place, (number, draw) in enumerate(self._waiting):
            self._fill(number, f"{_LATER} {place} ", draw)
        super().save()

    def _fill(self, number: int, mark: str, draw: Callable[[Any], None]) -> None:
        """Put what ``draw`` draws into the place of a mark on a finished page."""
        page = self._doc.idToObject[f"Page{number}"]
        kept, self._code = self._code, []
        draw(self)
        page.stream = page.stream.replace(mark, "\n".join(self._code), 1)
        self._code = kept
