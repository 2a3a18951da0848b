"""What lines are made of: glyphs of one font and one direction, in a style."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from reportlab.lib.rl_accel import fp_str

from clinic_app.reports.text.characters import ANY_MIRRORED, MIRROR, kinds_of
from clinic_app.reports.text.font import Glyph, Ink, ShapedFont, key_of
from clinic_app.reports.text.style import TextStyle

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

    __slots__ = (
        "_keys",
        "_parts",
        "_pattern",
        "_stretches",
        "advance",
        "font",
        "glyphs",
        "ink",
        "kinds",
        "level",
        "missing",
    )

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
        self._keys: tuple[str, ...] | None = None
        self._pattern = ""
        self._parts: dict[tuple[int, int], ShapedRun] = {}
        self._stretches: tuple[tuple[str, int, int], ...] | None = None

    def encoded(self, codes: Mapping[str, str]) -> str:
        """What stands between the angle brackets of a TJ: the codes, and moves where a glyph stands off its place."""
        if self._keys is None:
            self._keys = tuple(self._worked_out())
            self._pattern = self._moves()
        shown = map(codes.__getitem__, self._keys)
        return self._pattern % tuple(shown) if self._pattern else "".join(shown)

    def _worked_out(self) -> Iterator[str]:
        """The glyphs with their texts as a reader turns them round."""
        is_turned = self.level & 1 and ANY_MIRRORED.search("".join([glyph[1] for glyph in self.glyphs]))
        for gid, source, _, _ in self.glyphs:
            yield key_of(gid, source.translate(MIRROR) if is_turned else source)

    def _moves(self) -> str:
        """A pattern with the moves between the codes; empty when no glyph needs one."""
        scale, natural = self.font.scale, self.font.advance
        found, before, moved = [], 0, False
        for gid, _, advance, dx in self.glyphs:
            move = before - dx
            found.append(f">{fp_str(move * scale)}<%s" if move else "%s")
            before = natural(gid) + dx - advance
            moved = moved or bool(move)
        if before:
            found.append(f">{fp_str(before * scale)}<")
        return "".join(found) if moved or before else ""

    def part(self, start: int, end: int) -> "ShapedRun":
        """The glyphs from ``start`` to ``end``, counted from the left."""
        if end - start == len(self.glyphs):
            return self
        part = self._parts.get((start, end))
        if part is None:
            part = self._parts[start, end] = ShapedRun(self.font, self.level, self.glyphs[start:end])
        return part

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
