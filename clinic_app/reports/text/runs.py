"""What lines are made of: glyphs of one font and one direction, in a style."""

from reportlab.lib.rl_accel import fp_str

from clinic_app.reports.text.characters import MIRROR
from clinic_app.reports.text.font import Glyph, Ink, ShapedFont
from clinic_app.reports.text.style import TextStyle

Operand = tuple[tuple[int, str], str, str]
"""Glyph with its text as a reader turns it round, and the moves before and after it inside a TJ array."""


class ShapedRun:
    """Glyphs of one font and one direction, in the order in which they stand from left to right.

    ``advance`` is in thousandths of the size. ``ink`` are glyphs that carry no text and are drawn as
    outlines. ``missing`` names the characters that stand as □.
    """

    __slots__ = ("_operands", "advance", "font", "glyphs", "ink", "level", "missing")

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
        self._operands: tuple[Operand, ...] = ()

    @property
    def operands(self) -> tuple[Operand, ...]:
        """What a TJ needs for each glyph, in the order of the glyphs; worked out once."""
        if not self._operands:
            self._operands = tuple(self._operand(glyph) for glyph in self.glyphs)
        return self._operands

    def _operand(self, glyph: Glyph) -> Operand:
        gid, source, advance, dx = glyph
        back = (self.font.advance(gid) + dx - advance) * self.font.scale
        before = f">{fp_str(-dx * self.font.scale)}<" if dx else ""
        return (
            (gid, source.translate(MIRROR) if self.level & 1 else source),
            before,
            f">{fp_str(back)}<" if back else "",
        )


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
