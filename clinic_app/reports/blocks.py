"""Headings of a document, with what must follow them on the same page."""

from typing import Any

from reportlab.platypus import CondPageBreak, PageBreak, Spacer
from reportlab.platypus.flowables import Flowable

from clinic_app.reports.beside import GAP, MARGIN, Told
from clinic_app.reports.desk import Desk, Story, direction_of, excerpt, other_language, quoted, words
from clinic_app.reports.styles import RULE
from clinic_app.reports.tables import Room, together
from clinic_app.reports.text.paragraph import Paragraph
from clinic_app.reports.text.sanitise import clean
from clinic_app.reports.text.style import Colour, TextStyle

TITLE = 200
"""Characters of a heading; a longer title goes on in the text."""
_HEADED = 48.0  # so much must stand below a heading
_SEEN = 24  # flowables a heading looks at: three headings in a row, and short lines below them


class Heading(Paragraph):
    """A heading that is also an entry of the outline, at ``level`` 0 to 2. Links lead to its ``key``."""

    def __init__(self, desk: Desk, text: str, style: TextStyle, level: int, key: str = "") -> None:
        self.title = clean(excerpt(text, TITLE)[0])
        direction = direction_of(text, is_rtl=desk.sheet.is_rtl)
        super().__init__(self.title, style.but(direction=direction), substitutions=desk.told)
        self.level = level
        self.tag = f"H{level + 1}"
        self.language = other_language(desk, text, direction)
        self._depth = level + (len(desk.order.languages) > 1)  # in the outline, below the entry of the language
        self.key = f"{desk.catalog.language}-{key}" if key else ""

    def put_number(self, desk: Desk, number: str) -> None:
        """Begin the heading with a number; before it is laid out."""
        super().__init__(f"{number}  {self.title}", self.style, substitutions=desk.told)

    def split(self, width: float, height: float) -> list[Paragraph]:
        """Headings stay whole."""
        self.wrap(width, height)
        return [self] if self.height <= height else []

    def draw(self) -> None:
        """Draw, and enter the outline."""
        left, top = self.canv.absolutePosition(0, self.height + 6)
        key = self.key or f"{self.canv.getPageNumber()}-{top:.0f}-{left:.0f}"
        self.canv.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        self.canv.addOutlineEntry(self.title, key, self._depth, closed=False)
        if hasattr(self.canv, "page_of"):
            self.canv.page_of[key] = self.canv.getPageNumber()
        super().draw()


class _Topic(Paragraph):
    """A small heading, one level below the heading above it."""

    tag = "H"


class Rule(Flowable):  # type: ignore[misc]
    """A line across the column; ``dash`` is the length of a dash and of the gap behind it."""

    def __init__(
        self, thickness: float = 0.6, colour: Colour = RULE, after: float = 6, *, dash: tuple[float, ...] = ()
    ) -> None:
        super().__init__()
        self._dash = dash
        self._thickness = thickness
        self._colour = colour
        self.spaceAfter = after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The whole width."""
        self.width = width
        return width, self._thickness

    def draw(self) -> None:
        """Draw it."""
        self.canv.setStrokeColorRGB(*self._colour)
        self.canv.setLineWidth(self._thickness)
        self.canv.setDash(*self._dash)
        self.canv.line(0, 0, self.width, 0)


class _HeadingRoom(CondPageBreak):  # type: ignore[misc]
    """Begins a new page when a heading would stand there without what it heads; see ``settled``."""

    def __init__(self, page_height: float) -> None:
        super().__init__(0)
        self._page_height = page_height
        self.following: Story = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure the headings and the beginning of what they head; takes no room itself."""
        needed = headed = kept = 0.0
        for part in self.following:
            if isinstance(part, PageBreak) or (headed and isinstance(part, Heading) and part.level == 0):
                break
            if isinstance(part, Room):  # what it keeps together must fit below the heading, or the heading moves too
                kept = max(kept, needed + part.wanted(width, height))
            if isinstance(part, CondPageBreak):
                continue
            high = _beginning(part, width, height)
            needed += high + part.getSpaceBefore() + part.getSpaceAfter()
            if not isinstance(part, (Heading, _Topic, Rule, Spacer)):
                headed += high
            if headed >= _HEADED:
                break
        self.height = min(max(needed, kept), self._page_height)
        taken: tuple[float, float] = super().wrap(width, height)
        return taken


def _beginning(part: Any, width: float, height: float) -> float:
    """How much of a flowable must stand below its heading."""
    whole: float = part.wrap(width, height)[1]
    if hasattr(part, "beginning"):
        return float(part.beginning(whole))
    return min(whole, 3 * part.style.leading) if isinstance(part, Paragraph) else whole


def settled(story: Story) -> Story:
    """The story with its headings told what follows them; to be called once, when it is complete."""
    for place, part in enumerate(story):
        if isinstance(part, _HeadingRoom):
            part.following = story[place + 1 : place + 1 + _SEEN]
    return story


def chapter(desk: Desk, title: str, key: str = "") -> Story:
    """A chapter's heading. Links lead to its ``key``, which is unlike that of any other heading."""
    style = desk.sheet.chapter
    return [
        _HeadingRoom(desk.height),
        Spacer(1, 14),
        Heading(desk, title, style, 0, key),
        Rule(1.2, desk.sheet.accent, 10),
    ]


def section(desk: Desk, title: str, key: str = "") -> Story:
    """A heading inside a chapter that is in the outline. Links lead to its ``key``."""
    return [_HeadingRoom(desk.height), Heading(desk, title, desk.sheet.section, 1, key)]


def subsection(desk: Desk, title: str, key: str = "") -> Story:
    """A heading inside a section. Links lead to its ``key``."""
    look = desk.sheet.strong.but(space_before=8, space_after=2)
    return [_HeadingRoom(desk.height), Heading(desk, title, look, 2, key)]


def rest_of_title(desk: Desk, title: str) -> Story:
    """The whole of a title too long to head anything, to be printed below the heading; else nothing."""
    return [] if excerpt(title, TITLE)[1] else [quoted(desk, title, desk.sheet.strong)]


def topic(desk: Desk, title: str) -> Story:
    """A small heading that is not in the outline."""
    return [_HeadingRoom(desk.height), _Topic(title, desk.sheet.topic, substitutions=desk.told)]


def figure(desk: Desk, drawn: Any, text: str) -> Story:
    """A picture on its own line, kept together with its number and what it shows."""
    return [Spacer(1, 4), *together([drawn, figure_caption(desk, text)]), Spacer(1, 4)]


def figure_caption(desk: Desk, text: str) -> Paragraph:
    """The number of the next figure, and what it shows; it stands right behind the picture."""
    desk.counted["figure"] += 1
    wording = desk.catalog.text("Figure %(number)s: %(caption)s")
    shown = wording % {"number": desk.number(desk.counted["figure"]), "caption": text}
    under = words(desk, shown, desk.sheet.caption)
    under.tag = "Caption"
    return under


def told_under(desk: Desk, title: str, text: str) -> Story:
    """A name in the margin with a text of people's beside it; nothing when the text is empty."""
    return beside(desk, title, [quoted(desk, text, desk.sheet.body)]) if text.strip() else []


def beside(desk: Desk, title: str, body: Story) -> Story:
    """A name in the margin with flowables beside it; nothing when there are none."""
    look = desk.sheet.topic.but(space_before=0, leading=desk.sheet.body.leading)
    name = _Topic(title, look, substitutions=desk.told)
    return [Told(name, body, is_rtl=desk.sheet.is_rtl)] if body else []


def beside_width(desk: Desk) -> float:
    """The width in points that ``beside`` leaves for what stands in it."""
    return desk.width - MARGIN - GAP
