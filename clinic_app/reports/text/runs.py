"""What lines are made of: glyphs of one font and one direction, in a style."""

from collections.abc import Iterator
from itertools import groupby

from reportlab.lib.rl_accel import fp_str

from clinic_app.reports.text.characters import MIRROR, kinds_of
from clinic_app.reports.text.font import Glyph, Ink, ShapedFont
from clinic_app.reports.text.style import TextStyle

Key = tuple[int, str]
"""A glyph with its text as a reader turns it round."""

Operand = tuple[Key, str, str]
"""Such a key, and the moves before and after its code inside a TJ array."""

# Traits of pieces; those of a line are the traits of all its pieces together.
NOT_IN_LEFT, NOT_IN_RIGHT = 1, 2  # may not be written from left to right in a line of that direction
FLAT, RAISED, NESTED = 4, 8, 16  # levels 0, 1 and others
SPECIAL = 32  # there is more to do than to show glyphs
MIXED = 64  # several styles
_FIRST_FONT = 7  # above: one bit for each font


def is_of_one_font(traits: int) -> bool:
    """Whether pieces with these traits in all share their font and their style."""
    fonts = traits >> _FIRST_FONT
    return not fonts & (fonts - 1) and not traits & MIXED


class ShapedRun:
    """Glyphs of one font and one direction, in the order in which they stand from left to right.

    ``advance`` is in thousandths of the size. ``ink`` are glyphs that carry no text and are drawn as
    outlines. ``missing`` names the characters that stand as □. ``kinds`` is what readers take each glyph for,
    in logical order (see ``kinds_of``).
    """

    __slots__ = ("_keys", "_operands", "_stretches", "advance", "font", "glyphs", "ink", "kinds", "level", "missing")

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
        self.advance = sum([glyph[2] for glyph in glyphs]) * font.scale
        kinds = kinds_of("".join([glyph[1][0] for glyph in glyphs]))
        self.kinds = kinds[::-1] if level & 1 else kinds
        self._keys: tuple[Key, ...] | None = None
        self._operands: tuple[Operand, ...] | None = None
        self._stretches: tuple[tuple[str, int, int], ...] | None = None

    @property
    def operands(self) -> tuple[Operand, ...]:
        """What a TJ needs for each glyph, in the order of the glyphs; worked out once."""
        if self._operands is None:
            self._operands = tuple(self._worked_out())
        return self._operands

    def _worked_out(self) -> Iterator[Operand]:
        scale, natural, turned = self.font.scale, self.font.advance, self.level & 1
        for gid, source, advance, dx in self.glyphs:
            back = natural(gid) + dx - advance
            key = (gid, source.translate(MIRROR) if turned else source)
            yield key, f">{fp_str(-dx * scale)}<" if dx else "", f">{fp_str(back * scale)}<" if back else ""

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of all glyphs when none of them needs a move; else nothing."""
        if self._keys is None:
            needs_moves = any(before or after for _, before, after in self.operands)
            self._keys = () if needs_moves else tuple(key for key, _, _ in self.operands)
        return self._keys

    @property
    def stretches(self) -> tuple[tuple[str, int, int], ...]:
        """Kind, first and last glyph (counted from the left) of stretches of one kind, in logical order."""
        if self._stretches is None:
            self._stretches = tuple(self._stretched())
        return self._stretches

    def _stretched(self) -> Iterator[tuple[str, int, int]]:
        at, total = 0, len(self.glyphs)
        for kind, group in groupby(self.kinds):
            end = at + len(list(group))
            yield (kind, total - end, total - at) if self.level & 1 else (kind, at, end)
            at = end


class Piece:
    """A shaped run in a style: what a line is made of. Compared by identity, so that it is a cheap key.

    ``traits`` tells how it may be drawn so that readers copy it right; ``reads`` are its flags of
    ``reading.natural_order``.
    """

    __slots__ = ("font", "is_space", "level", "run", "style", "traits", "width")

    def __init__(self, run: ShapedRun, style: TextStyle, reads: int, *, is_space: bool = False) -> None:
        self.run = run
        self.font = run.font
        self.style = style
        self.level = run.level
        self.width = run.advance * style.size / 1000
        self.is_space = is_space
        special = run.ink or run.missing or style.underline or style.link
        self.traits = (
            (~reads & (NOT_IN_LEFT | NOT_IN_RIGHT))
            | (FLAT, RAISED, NESTED)[min(run.level, 2)]
            | (SPECIAL if special else 0)
            | (1 << (_FIRST_FONT + run.font.number))
        )
