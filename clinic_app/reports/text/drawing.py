"""Shaped lines as page operators: paragraphs, and single lines for headers, page numbers and charts."""

import re
from collections.abc import Sequence
from enum import Enum
from itertools import chain, repeat
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.lib.rl_accel import fp_str

from clinic_app.reports.text.bidi import reorder
from clinic_app.reports.text.font import DocumentFont, Ink, ShapedFont
from clinic_app.reports.text.layout import Line, break_lines
from clinic_app.reports.text.reading import Placed, counts, is_natural, rearranged
from clinic_app.reports.text.runs import Piece
from clinic_app.reports.text.sanitise import Substitutions, clean
from clinic_app.reports.text.style import Align, Span, TextStyle

_LINK = re.compile("(?:https?://|mailto:)[^\\s\\x00-\\x1f]+", re.IGNORECASE)
_UNSEEN = 1e-4  # points; smaller moves are rounding
_WIDEST_GAP = 1.2  # a blank of a justified line grows by at most so many times the size of the type


class Anchor(Enum):
    """Which point of a single line stands at the x that is given."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class _DocumentText:
    """What one document keeps of the pieces drawn in it, so that each is encoded once."""

    def __init__(self) -> None:
        self.operands: dict[Piece, str] = {}
        self.fonts: dict[ShapedFont, DocumentFont] = {}


_documents: WeakKeyDictionary[Any, _DocumentText] = WeakKeyDictionary()


def measure(text: str | Sequence[Span], style: TextStyle) -> float:
    """Width of the text on one line, in points."""
    return _single_line(text, style, None).width


def draw_text(
    canvas: Any,
    x: float,
    y: float,
    text: str | Sequence[Span],
    style: TextStyle,
    *,
    anchor: Anchor = Anchor.LEFT,
    substitutions: Substitutions | None = None,
    beside: str = "",
) -> float:
    """Draw one line with its base line at ``y``; returns its width in points. Line ends become blanks.

    ``beside`` is what else is drawn on that line of the page.
    """
    line = _single_line(text, style, substitutions)
    shift = {Anchor.LEFT: 0.0, Anchor.MIDDLE: line.width / 2, Anchor.RIGHT: line.width}[anchor]
    canvas.saveState()
    painter = LinePainter(canvas, substitutions)
    painter.draw([line], style.but(align=Align.START), x - shift, y, line.width, [counts(beside)])
    canvas.restoreState()
    return line.width


def draw_outlines(canvas: Any, x: float, y: float, text: str, style: TextStyle) -> None:
    """Paint one line around ``x`` as shapes: seen, but neither copied nor found (marks behind the text)."""
    line = _single_line(text, style, None)
    x -= line.width / 2
    painter = LinePainter(canvas)
    for index in _visual(line.pieces):
        piece = line.pieces[index]
        pen, ink = 0, list(piece.run.ink)
        for gid, _, advance, dx in piece.run.glyphs:
            ink.append(Ink(gid, pen + dx, 0))
            pen += advance
        painter.paint(piece, ink, x, y)
        x += piece.width


def base_line(style: TextStyle) -> float:
    """Distance from the top of a line to its base line, in points: the letters stand in its middle."""
    font = style.stack.first
    height = (font.ascent - font.descent) * style.size / 1000
    return (style.leading - height) / 2 + font.ascent * style.size / 1000


def is_link(address: str) -> bool:
    """Whether the address may become a link: http, https and mailto only."""
    return _LINK.fullmatch(address) is not None


def _single_line(text: str | Sequence[Span], style: TextStyle, substitutions: Substitutions | None) -> Line:
    spans: Sequence[Span] = [(text, style)] if isinstance(text, str) else text
    cleaned = [(clean(part, substitutions).replace("\n", " "), look) for part, look in spans]
    return break_lines(cleaned, style, 1e9)[0]


class LinePainter:
    """Draws lines on one canvas; notes the characters that had to be drawn as □."""

    def __init__(
        self,
        canvas: Any,
        substitutions: Substitutions | None = None,
    ) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # noqa: SLF001 - reportlab has no other way to the document
        self._substitutions = substitutions
        self._beside = (0, 0)
        if self._document not in _documents:
            _documents[self._document] = _DocumentText()
        self._kept = _documents[self._document]
        self._code: list[str] = []

    def getCode(self) -> str:
        """The operators of what was drawn."""
        return "\n".join(self._code)

    def draw(
        self,
        lines: Sequence[Line],
        style: TextStyle,
        x: float,
        y: float,
        width: float,
        beside: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Draw lines into a column at ``x`` of ``width``; the first base line lies at ``y``.

        ``beside`` counts, for each line, the letters that stand beside it on the page (``Line.letters``).
        """
        self._code = ["BT"]
        finishing: list[tuple[list[Piece], float, float, float]] = []
        for line, self._beside in zip(lines, chain(beside, repeat((0, 0))), strict=False):
            order = _visual(line.pieces)
            pieces = [line.pieces[index] for index in order]
            if not pieces:
                y -= style.leading
                continue
            left, gap = _placing(line, style.align, x, width)
            if is_natural(pieces, self._beside):
                self._code.append(f"1 0 0 1 {fp_str(left)} {fp_str(y)} Tm")
                self._natural(pieces, gap)
            else:
                self._rearranged(line.pieces, order, left, y, gap)
            if any(piece.run.ink or piece.style.underline or piece.style.link for piece in pieces):
                finishing.append((pieces, left, y, gap))
            y -= style.leading
        self._code.append("ET")
        self._canvas.drawText(self)
        for pieces, left, base, gap in finishing:
            self._finish(pieces, left, base, gap)

    def _natural(self, pieces: list[Piece], gap: float) -> None:
        """Append the operators of a line that is written from left to right."""
        operands = self._kept.operands
        shown: list[str] = []
        font: ShapedFont | None = None
        style: TextStyle | None = None
        for piece in pieces:
            if piece.run.font is not font or (piece.style is not style and piece.style != style):
                style, font = piece.style, piece.run.font
                shown.append("]TJ " + self._set(font, style) + " [")
            operand = operands.get(piece)
            if operand is None:
                operand = operands[piece] = self._encode(piece)
            shown.append(operand)
            if gap and piece.is_space:
                shown.append(fp_str(-gap * 1000 / piece.style.size))
        self._code.append(("[" + "".join(shown) + "]TJ").replace("><", "").replace("[]TJ ", ""))

    def _rearranged(self, pieces: Sequence[Piece], order: Sequence[int], left: float, y: float, gap: float) -> None:
        """Append the operators of a line of mixed directions, one text object for each font and style."""
        placed: list[list[Placed]] = [[] for _ in pieces]
        groups: list[list[Placed]] = []
        x, before = left, None
        for index in order:
            piece = pieces[index]
            if before is None or piece.run.font is not before.run.font or piece.style != before.style:
                groups.append([])
            at, scale = x, piece.run.font.scale * piece.style.size / 1000
            for glyph in piece.run.glyphs:
                placed[index].append(Placed(at, glyph, piece, len(groups) - 1))
                at += glyph.advance * scale
            x += piece.width + (gap if piece.is_space else 0.0)
            before = piece
        for each in rearranged(placed, self._beside):
            groups[each.group].append(each)
        for group in groups:
            if group:
                self._code.append(self._moving(group, y))

    def _moving(self, group: list[Placed], y: float) -> str:
        """The operators of glyphs of one font and style, each at its own place."""
        piece = group[0].piece
        font, size = piece.run.font, piece.style.size
        codes, scale = self._used(font).codes, font.scale * size / 1000
        self._note(piece)
        pen = group[0].x
        shown = [f"{self._set(font, piece.style)} 1 0 0 1 {fp_str(pen)} {fp_str(y)} Tm [<"]
        for x, glyph, owner, _ in group:
            if owner.run.missing:
                self._note(owner)
            target = x + glyph.dx * scale
            if abs(target - pen) > _UNSEEN:
                shown.append(f">{fp_str((pen - target) * 1000 / size)}<")
            shown.append(codes[glyph.gid, glyph.source])
            pen = target + font.advance(glyph.gid) * scale
        return "".join(shown).replace("<>", "") + ">]TJ"

    def _set(self, font: ShapedFont, style: TextStyle) -> str:
        red, green, blue = style.colour
        name = self._used(font).internal_name
        return f"/{name} {fp_str(style.size)} Tf {fp_str(red)} {fp_str(green)} {fp_str(blue)} rg"

    def _used(self, font: ShapedFont) -> DocumentFont:
        used = self._kept.fonts.get(font)
        if used is None:
            used = self._kept.fonts[font] = font.in_document(self._document)
        return used

    def _note(self, piece: Piece) -> None:
        if piece.run.missing and self._substitutions is not None:
            self._substitutions.note(piece.run.missing)

    def _encode(self, piece: Piece) -> str:
        """Operands of TJ for a piece: codes, and moves wherever a glyph stands off its natural place."""
        self._note(piece)
        codes = self._used(piece.run.font).codes
        parts = [f"{before}{codes[key]}{after}" for key, before, after in piece.run.operands]
        return ("<" + "".join(parts) + ">").replace("<>", "")

    def _finish(self, pieces: list[Piece], x: float, y: float, gap: float) -> None:
        """Paint the glyphs without text, then underlines and links; neighbours of a style share theirs."""
        start, style = x, None
        for piece in [*pieces, None]:
            if piece is None or piece.style != style:
                if style is not None and x > start:
                    self._mark(style, start, x, y)
                if piece is None:
                    return
                start, style = x, piece.style
            if piece.run.ink:
                self.paint(piece, piece.run.ink, x, y)
            x += piece.width + (gap if piece.is_space else 0.0)

    def paint(self, piece: Piece, ink: Sequence[Ink], x: float, y: float) -> None:
        """Fill the outlines of glyphs of a piece that begins at ``x`` on the base line ``y``."""
        font = piece.run.font
        scale = font.scale * piece.style.size / 1000
        code = ["q", " ".join(fp_str(part) for part in piece.style.colour) + " rg"]
        for gid, dx, dy in ink:
            place = f"{fp_str(x + dx * scale)} {fp_str(y + dy * scale)}"
            code.append(f"q {scale:.6f} 0 0 {scale:.6f} {place} cm {font.outline(gid)} f Q")
        self._code = [*code, "Q"]
        self._canvas.drawText(self)

    def _mark(self, style: TextStyle, left: float, right: float, y: float) -> None:
        if style.underline:
            self._canvas.setStrokeColorRGB(*style.colour)
            self._canvas.setLineWidth(style.size * 0.05)
            self._canvas.line(left, y - style.size * 0.14, right, y - style.size * 0.14)
        if is_link(style.link):
            area = (left, y - style.size * 0.25, right, y + style.size * 0.9)
            self._canvas.linkURL(style.link, area, relative=1)


def _visual(pieces: Sequence[Piece]) -> Sequence[int]:
    """The places of the pieces of a line from left to right."""
    levels = [piece.level for piece in pieces]
    if not levels or max(levels) == 0:
        return range(len(levels))
    if min(levels) == max(levels):
        return range(len(levels) - 1, -1, -1) if levels[0] & 1 else range(len(levels))
    return reorder(levels)


def _placing(line: Line, align: Align, x: float, width: float) -> tuple[float, float]:
    """Where a line begins on the left, and what each of its blanks is widened by."""
    slack = width - line.width
    if align is Align.JUSTIFY and not line.last and slack > 0:
        gaps = sum(1 for piece in line.pieces if piece.is_space)
        size = line.pieces[0].style.size if line.pieces else 0.0
        if gaps and slack / gaps <= _WIDEST_GAP * size:
            return x, slack / gaps
    if align is Align.CENTRE:
        return x + slack / 2, 0.0
    sides = {Align.LEFT: False, Align.RIGHT: True, Align.END: line.base == 0}
    return (x + slack if sides.get(align, line.base == 1) else x), 0.0
