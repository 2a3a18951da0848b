"""What every section works with: words, look, and paragraphs of ours and of other people's."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from clinic_app.domain.areas import Area
from clinic_app.i18n.catalog import Catalog, catalog
from clinic_app.i18n.formats import digits
from clinic_app.i18n.labels import label
from clinic_app.reports.document import Order
from clinic_app.reports.page import room
from clinic_app.reports.styles import AREA_COLOURS, Sheet, sheet
from clinic_app.reports.text.characters import bidi_classes
from clinic_app.reports.text.paragraph import Paragraph
from clinic_app.reports.text.sanitise import Substitutions
from clinic_app.reports.text.style import Align, Direction, Span, TextStyle

Story = list[Any]

_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z]{3}")
# Of bidirectional classes, blanks (W) and nothing else part words; what is left when the others are taken out.
_NO_WORD, _LEFT_WORDS, _RIGHT_WORDS = re.compile("[^LRAW]+"), re.compile("L+"), re.compile("R+|A+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every section needs at hand: the words, the look, what was ordered, and the room on a page in points.

    What could not be printed is noted in ``told``, how many figures have a number in ``counted``.
    """

    catalog: Catalog
    sheet: Sheet
    told: Substitutions
    order: Order
    width: float
    height: float
    counted: Counter[str] = field(default_factory=Counter)

    @property
    def zone(self) -> tzinfo | None:
        """The time zone of every day and hour told: that of the order, wherever it is printed again."""
        return self.order.printed_at.tzinfo

    @property
    def day(self) -> date:
        """The day the document stands for: of its issue, or of its printing."""
        return self.day_of(self.order.issue.issued_at if self.order.issue else self.order.printed_at)

    def day_of(self, moment: datetime) -> date:
        """The day on which a moment (aware) fell."""
        return moment.astimezone(self.zone).date()

    def number(self, value: int) -> str:
        """A small whole number in the digits of the language."""
        return digits(str(value), self.catalog.language)


def desk_of(order: Order, language: str, told: Substitutions) -> Desk:
    """The desk for the part of an order that is in ``language``."""
    width, height = room(order.paper)
    look = sheet(language, order.letterhead.colour)
    return Desk(catalog=catalog(language), sheet=look, told=told, order=order, width=width, height=height)


def direction_of(text: str, *, is_rtl: bool) -> Direction:
    """The direction of a text by the majority of its words; without words, that of the document."""
    letters = _NO_WORD.sub("", bidi_classes(text))
    left, right = len(_LEFT_WORDS.findall(letters)), len(_RIGHT_WORDS.findall(letters))
    return Direction.RTL if right > left or (right == left and is_rtl) else Direction.LTR


def words(desk: Desk, text: str, style: TextStyle) -> Paragraph:
    """A paragraph in our own words, in the language of the document."""
    return Paragraph(text, style, substitutions=desk.told)


def spans(desk: Desk, content: Sequence[Span], style: TextStyle) -> Paragraph:
    """A paragraph of several styles."""
    return Paragraph(content, style, substitutions=desk.told)


def quoted(desk: Desk, text: str, style: TextStyle) -> Paragraph:
    """A paragraph of what people wrote: it runs in its own direction, on the document's side of the page."""
    direction = direction_of(text, is_rtl=desk.sheet.is_rtl)
    if style.align is Align.JUSTIFY and (direction is Direction.RTL) is not desk.sheet.is_rtl:
        style = style.but(align=desk.sheet.start)  # its last line would stand on the other side
    made = Paragraph(text, style.but(direction=direction), substitutions=desk.told)
    made.language = other_language(desk, text, direction)
    return made


def other_language(desk: Desk, text: str, direction: Direction) -> str:
    """The language of a text where it is not that of the document; else empty."""
    found = language_of(text, direction)
    return "" if found == desk.catalog.language else found


def language_of(text: str, direction: Direction) -> str:
    """The language that a text of ours is most likely in, by its letters; empty when it has no word."""
    if direction is Direction.RTL:
        return "fa"
    return "ko" if _HANGUL.search(text) else "en" if _LATIN.search(text) else ""


def area_spans(desk: Desk, area: Area, style: TextStyle) -> list[Span]:
    """A square in the colour of the area, its number and its name."""
    words_ = f"{desk.number(area.number)} {label(desk.catalog, area)}"
    return [("■\u00a0", style.but(colour=AREA_COLOURS[area])), (words_, style)]


def scale(desk: Desk, value: int | None, top: int = 5) -> str:
    """A value of a scale as dots and as a number; empty when it is not answered."""
    if value is None:
        return ""
    filled = max(0, min(value, top))
    return "●" * filled + "○" * (top - filled) + f" {desk.number(value)}"


def excerpt(text: str, most: int) -> tuple[str, bool]:
    """Whole sentences of the beginning, or whole words, and whether that is all."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text, True
    ends = [found.end() for found in re.finditer(r"[.!?؟。]\s", text[:most])]
    end = ends[-1] if ends and ends[-1] > most // 3 else text.rfind(" ", 0, most)
    return text[: end if end > 0 else most].rstrip() + " …", False
