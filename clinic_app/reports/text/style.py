"""How a stretch of text looks: fonts in order of preference, size, colour, direction, alignment."""

from dataclasses import dataclass, field, fields, replace
from enum import Enum
from functools import lru_cache
from typing import Any

from clinic_app.reports.text.font import ShapedFont

Colour = tuple[float, float, float]
"""Red, green, blue, each 0 to 1."""

BLACK: Colour = (0.0, 0.0, 0.0)


def colour(code: str) -> Colour:
    """The colour of a code like ``#1F6FB2``. Raises ValueError."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return round(red, 4), round(green, 4), round(blue, 4)


class Align(Enum):
    """Where lines shorter than the column stand; start is the right side of right-to-left text.

    Left and right are sides of the page, whatever the text.
    """

    START = "start"
    END = "end"
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"
    JUSTIFY = "justify"

    __hash__ = object.__hash__  # Enum's own is written in Python, and every change of a style asks for it


class Direction(Enum):
    """Base direction of a paragraph; auto goes by its first letter."""

    LTR = "ltr"
    RTL = "rtl"
    AUTO = "auto"

    __hash__ = object.__hash__

    @property
    def level(self) -> int | None:
        """Paragraph level of UAX#9."""
        return {Direction.LTR: 0, Direction.RTL: 1, Direction.AUTO: None}[self]


class FontStack:
    """Fonts in order of preference: each character is drawn with the first that has it.

    ``rightwards`` serves paragraphs that turn out to run from right to left, Latin words in them included.
    """

    def __init__(self, *fonts: ShapedFont, rightwards: "FontStack | None" = None) -> None:
        self.fonts = fonts
        self.rightwards = rightwards
        self._picked: dict[str, ShapedFont | None] = {}
        self._of_first: set[str] = set()

    def pick(self, cluster: str) -> ShapedFont | None:
        """The first font that draws the character and the marks on it, None when there is none."""
        if cluster not in self._picked:
            self._picked[cluster] = next((font for font in self.fonts if font.covers(cluster)), None)
        return self._picked[cluster]

    def is_of_first(self, text: str) -> bool:
        """Whether the first font draws each character on its own."""
        if not self._of_first.issuperset(text):
            self._of_first.update([character for character in text if self.pick(character) is self.first])
        return self._of_first.issuperset(text)

    @property
    def first(self) -> ShapedFont:
        """The font that gives the line its measures."""
        return self.fonts[0]

    def with_box(self) -> ShapedFont:
        """The font that draws □ for characters no font has. Raises LookupError."""
        for font in self.fonts:
            if font.box:
                return font
        raise LookupError("no font of the stack has U+25A1")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """Look of a paragraph, or of a span inside one; sizes in points.

    A span's own ``leading``, ``align``, ``direction`` and spaces have no effect: those are the paragraph's.
    ``tabular`` gives every digit the same width. ``link`` is an address that becomes clickable when it is
    http, https or mailto.
    """

    stack: FontStack
    size: float = 10.0
    leading: float = 16.0
    colour: Colour = BLACK
    align: Align = Align.START
    direction: Direction = Direction.AUTO
    tabular: bool = False
    underline: bool = False
    link: str = ""
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        # Styles are keys of every cache, so the hash is worked out once.
        values = tuple(getattr(self, each.name) for each in fields(self) if each.compare)
        object.__setattr__(self, "_hash", hash(values))

    def __hash__(self) -> int:
        return self._hash

    def rightwards(self) -> "TextStyle":
        """The style for text that runs from right to left."""
        return self if self.stack.rightwards is None else self.but(stack=self.stack.rightwards)

    def but(self, **changes: Any) -> "TextStyle":
        """The same style with some fields changed; the same changes give the very same style again."""
        return _changed(self, tuple(changes.items()))


@lru_cache(maxsize=4096)
def _changed(style: TextStyle, changes: tuple[tuple[str, Any], ...]) -> TextStyle:
    return replace(style, **dict(changes))


Span = tuple[str, TextStyle]
"""A stretch of text in one style; a paragraph is a sequence of them. Text is never markup."""
