"""Ways through a long document: links to its headings, and the list of its chapters with their pages."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from reportlab.platypus.flowables import Flowable

from clinic_app.i18n.formats import digits
from clinic_app.reports.blocks import Heading
from clinic_app.reports.desk import Desk, Story, direction_of, other_language
from clinic_app.reports.styles import RULE
from clinic_app.reports.tagging import Tags, tags_of
from clinic_app.reports.text.drawing import Anchor, draw_text
from clinic_app.reports.text.paragraph import Paragraph
from clinic_app.reports.text.style import TextStyle

_DENSE = 0.9  # of the usual room between lines: entries are mostly of one line
_NUMBER, _PAGE = 26.0, 30.0  # width of the columns of numbers and of pages


class Linked(Paragraph):
    """A paragraph that leads to a heading of the same document."""

    def __init__(self, desk: Desk, text: str, style: TextStyle, key: str) -> None:
        direction = direction_of(text, is_rtl=desk.sheet.is_rtl)
        super().__init__(text, style.but(direction=direction), substitutions=desk.told)
        self._key = f"{desk.catalog.language}-{key}"
        self.language = other_language(desk, text, direction)

    def draw(self) -> None:
        """Draw, and lay the link over it."""
        self.canv.linkRect("", self._key, (0, 0, self.width, self.height), relative=1, thickness=0)
        super().draw()


class _Entry(Flowable):  # type: ignore[misc]
    """One line of the list: number, title, page; the whole line is a link."""

    def __init__(self, desk: Desk, number: str, heading: Heading) -> None:
        super().__init__()
        self._desk = desk
        self._style = desk.sheet.cell.but(leading=round(desk.sheet.cell.leading * _DENSE, 2))
        self._number = Paragraph(number, self._style.but(colour=desk.sheet.accent), substitutions=desk.told)
        self._number.tag = "Lbl"
        self._key = heading.key
        self._title = Linked(desk, heading.title, self._style, heading.key.partition("-")[2])
        self._title.tag = "Reference"
        self._number.beside, self._title.beside = (self._title,), (self._number,)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the title."""
        self.width = width
        self._number.wrap(_NUMBER, height)
        self.height = self._title.wrap(width - _NUMBER - _PAGE, height)[1] + 2.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line; the page comes when it is known."""
        is_rtl, top = self._desk.sheet.is_rtl, self.height - 1.0
        tags = tags_of(self.canv) or Tags()
        tags.begin_entry()
        self._number.drawOn(self.canv, self.width - _NUMBER if is_rtl else 0, top - self._number.height)
        self._title.drawOn(self.canv, _PAGE if is_rtl else _NUMBER, top - self._title.height)
        begun = tags.begin_words(self.canv, "P")
        self.canv.later(partial(self._page, y=top - self._style.leading * 0.68))
        tags.end_text(self.canv, begun)
        tags.end_entry()
        self.canv.setStrokeColorRGB(*RULE)
        self.canv.setLineWidth(0.3)
        self.canv.line(0, 0.5, self.width, 0.5)

    def _page(self, canvas: Any, y: float) -> None:
        page = digits(str(canvas.page_of[self._key]), self._desk.catalog.language)
        is_rtl = self._desk.sheet.is_rtl
        anchor = Anchor.LEFT if is_rtl else Anchor.RIGHT
        draw_text(canvas, 0 if is_rtl else self.width, y, page, self._style, anchor=anchor)


def contents(desk: Desk, chapters: Iterable[tuple[str, Heading]]) -> Story:
    """The chapters by number, each with the page it begins on."""
    return [_Entry(desk, number, heading) for number, heading in chapters]
