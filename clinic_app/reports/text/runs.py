"""What lines are made of: glyphs of one font and one direction, in a style."""

from clinic_app.reports.text.font import Glyph, Ink, ShapedFont
from clinic_app.reports.text.style import TextStyle


class ShapedRun:
    """Glyphs of one font and one direction, in the order in which they stand from left to right.

    ``advance`` is in thousandths of the size. ``ink`` are glyphs that carry no text and are drawn as
    outlines. ``missing`` names the characters that stand as □.
    """

    __slots__ = ("advance", "font", "glyphs", "ink", "level", "missing")

    def __init__(
        self,
        font: ShapedFont,
        level: int,
        glyphs: tuple[Glyph, ...],
        ink: tuple[Ink, ...] = (),
        missing: str = "",
    ) -> None:
        self.font = font
        self.level = level
        self.glyphs = glyphs
        self.ink = ink
        self.missing = missing
        self.advance = sum(glyph.advance for glyph in glyphs) * font.scale


class Piece:
    """A shaped run in a style: what a line is made of. Compared by identity, so that it is a cheap key.

    ``reads`` tells how it may be drawn so that readers copy it right, see ``reading.natural_order``.
    """

    __slots__ = ("is_space", "level", "reads", "run", "style", "width")

    def __init__(self, run: ShapedRun, style: TextStyle, reads: int, *, is_space: bool = False) -> None:
        self.run = run
        self.style = style
        self.level = run.level
        self.width = run.advance * style.size / 1000
        self.reads = reads
        self.is_space = is_space
