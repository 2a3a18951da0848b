"""Shaped lines as page operators: paragraphs, and single lines for headers, page numbers and charts."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import accumulate, chain, repeat
from typing import Any
from weakref import ref

from reportlab.lib.rl_accel import fp_str

from clinic_app.reports.text.bidi import reorder
from clinic_app.reports.text.characters import MIRROR
from clinic_app.reports.text.font import Ink, ShapedFont, key_of
from clinic_app.reports.text.layout import Line, break_lines
from clinic_app.reports.text.reading import Stretch, counts, rearranged, runs_rightwards
from clinic_app.reports.text.runs import (
    FLAT,
    NESTED,
    NOT_IN_LEFT,
    NOT_IN_RIGHT,
    RAISED,
    SPECIAL,
    Piece,
    is_of_one_font,
)
from clinic_app.reports.text.sanitise import Substitutions, clean
from clinic_app.reports.text.style import Align, Span, TextStyle

_LINK = re.compile("(?:https?://|mailto:)[^\\s\\x00-\\x1f]+", re.IGNORECASE)
_MEETING = re.compile(r"(-?[\d.]+)<>(-?[\d.]+)")
_UNSEEN = 1e-4  # points; smaller moves are rounding
_KEPT = "clinic_text"  # the attribute of a reportlab document under which this module keeps what it knows
_NOTHING_BESIDE = (0, 0)
_WIDEST_GAP = 1.2  # a blank of a justified line grows by at most so many times the size of the type


class Anchor(Enum):
    """Which point of a single line stands at the x that is given."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class _Operands(dict[Piece, str]):
    """What stands between the angle brackets of a TJ for each piece: codes, and moves where glyphs need them."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[ShapedFont, dict[str, str]] = {}

    def __missing__(self, piece: Piece) -> str:
        shown = self[piece] = piece.run.encoded(self.codes[piece.font])
        return shown


class _DocumentText:
    """What one document keeps of the pieces drawn in it, so that each is encoded once."""

    def __init__(self, document: Any) -> None:
        self._document = ref(document)
        self.operands = _Operands()
        self._looks: dict[tuple[ShapedFont, TextStyle], str] = {}

    def look(self, font: ShapedFont, style: TextStyle) -> str:
        """The operators that choose a font, its size and its colour."""
        known = self._looks.get((font, style))
        if known is None:
            used = font.in_document(self._document())
            self.operands.codes[font] = used.codes
            colour = " ".join([fp_str(part) for part in style.colour])
            known = self._looks[font, style] = f"/{used.internal_name} {fp_str(style.size)} Tf {colour} rg"
        return known


def _text_of(document: Any) -> _DocumentText:
    """What a reportlab document keeps for this module."""
    kept = getattr(document, _KEPT, None)
    if kept is None:
        kept = _DocumentText(document)
        setattr(document, _KEPT, kept)
    return kept


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
    painter, look = LinePainter(canvas, substitutions), style.but(align=Align.START)
    if line.traits & SPECIAL:
        canvas.saveState()
        painter.draw([line], look, x - shift, y, line.width, [counts(beside)])
        canvas.restoreState()
    else:  # nothing is set that reportlab would have to remember and take back
        canvas.addLiteral("q")
        painter.draw([line], look, x - shift, y, line.width, [counts(beside)])
        canvas.addLiteral("Q")
    return line.width


def draw_outlines(canvas: Any, x: float, y: float, text: str, style: TextStyle) -> None:
    """Paint one line around ``x`` as shapes: seen, but neither copied nor found (marks behind the text)."""
    line = _single_line(text, style, None)
    x -= line.width / 2
    painter = LinePainter(canvas)
    for index in _visual(line):
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
        self._substitutions = substitutions
        self._text = _text_of(canvas._doc)  # noqa: SLF001 - reportlab has no other way to the document
        self._code: list[str] = []
        self._look: tuple[ShapedFont, TextStyle] | None = None

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
        self._code, self._look = ["BT"], None
        special: list[tuple[Line, float, float, float]] = []
        for line, others in zip(lines, chain(beside, repeat(_NOTHING_BESIDE)), strict=False):
            if line.pieces:
                left, gap = _placing(line, style.align, x, width)
                rightwards = _is_read_rightwards(line, others)
                if line.traits & (NOT_IN_RIGHT if rightwards else NOT_IN_LEFT):
                    self._rearranged(line, left, y, gap, rightwards=rightwards)
                elif is_of_one_font(line.traits):
                    self._simple(line, left, y, gap)
                else:
                    self._natural(line, left, y, gap)
                if line.traits & SPECIAL:
                    special.append((line, left, y, gap))
            y -= style.leading
        self._code.append("ET")
        self._canvas.drawText(self)
        for line, left, base, gap in special:
            self._finish([line.pieces[place] for place in _visual(line)], left, base, gap)

    def _simple(self, line: Line, left: float, y: float, gap: float) -> None:
        """Append the operators of a line of one font and style, written from left to right."""
        pieces, operands = line.pieces, self._text.operands
        if line.traits & NESTED:
            pieces = tuple([pieces[place] for place in _visual(line)])
        elif line.traits & RAISED:
            pieces = pieces[::-1] if not line.traits & FLAT else tuple([pieces[place] for place in _visual(line)])
        self._begin(pieces[0], left, y)
        if gap:
            move = f">{fp_str(-gap * 1000 / pieces[0].style.size)}<"
            shown = "".join([operands[piece] + move if piece.is_space else operands[piece] for piece in pieces])
        else:
            shown = "".join([operands[piece] for piece in pieces])
        self._code.append(f"[{_tidy(shown)}]TJ" if ">" in shown else f"<{shown}>Tj")

    def _natural(self, line: Line, left: float, y: float, gap: float) -> None:
        """Append the operators of a line of several fonts or styles, written from left to right."""
        operands = self._text.operands
        pieces = [line.pieces[place] for place in _visual(line)]
        self._begin(pieces[0], left, y)
        shown: list[str] = []
        for piece in pieces:
            if self._look != (piece.font, piece.style):
                self._code.append(f"[{_tidy(''.join(shown))}]TJ {self._turn_to(piece)}")
                shown = []
            shown.append(operands[piece])
            if gap and piece.is_space:
                shown.append(f">{fp_str(-gap * 1000 / piece.style.size)}<")
        self._code.append(f"[{_tidy(''.join(shown))}]TJ")

    def _begin(self, piece: Piece, left: float, y: float) -> None:
        """Go to a place, in the font and style of a piece."""
        place = f"1 0 0 1 {fp_str(left, y)} Tm"
        look = self._look
        if look is None or look[0] is not piece.font or not _is_same(look[1], piece.style):
            place = f"{self._turn_to(piece)} {place}"
        self._code.append(place)

    def _turn_to(self, piece: Piece) -> str:
        """The operators that choose the font and style of a piece."""
        self._look = piece.font, piece.style
        return self._text.look(piece.font, piece.style)

    def _rearranged(self, line: Line, left: float, y: float, gap: float, *, rightwards: bool) -> None:
        """Append the operators of a line of mixed directions, one text object for each font and style."""
        pieces = line.pieces
        places, groups = [0.0] * len(pieces), [0] * len(pieces)
        x, group, before = left, -1, None
        for index in _visual(line):
            piece = pieces[index]
            if before is None or piece.font is not before.font or not _is_same(piece.style, before.style):
                group += 1
            places[index], groups[index], before = x, group, piece
            x += piece.width + (gap if piece.is_space else 0.0)
        written: list[list[Stretch]] = [[] for _ in range(group + 1)]
        for stretch in rearranged(pieces, rightwards=rightwards):
            written[groups[stretch.place]].append(stretch)
        for stretches in written:
            if stretches:
                self._stretches(pieces, stretches, places, y)

    def _stretches(self, pieces: Sequence[Piece], stretches: list[Stretch], places: list[float], y: float) -> None:
        """Append the operators of glyphs of one font and style, each stretch at its own place."""
        first = pieces[stretches[0].place]
        font, size = first.font, first.style.size
        look, scale = self._turn_to(first), font.scale * size / 1000
        shown: list[str] = []
        start: float | None = None
        pen = 0.0
        for at, codes, end in self._written(pieces, stretches, places, scale):
            if start is None:
                pen = start = at
            if abs(at - pen) > _UNSEEN:
                shown.append(f">{fp_str((pen - at) * 1000 / size)}<")
            shown.append(codes)
            pen = end
        self._code.append(f"{look} 1 0 0 1 {fp_str(start, y)} Tm [{_tidy(''.join(shown))}]TJ")

    def _written(
        self, pieces: Sequence[Piece], stretches: list[Stretch], places: list[float], scale: float
    ) -> Iterator[tuple[float, str, float]]:
        """Where each part of some stretches begins, its operand, and where the pen then stands."""
        operands = self._text.operands
        codes = operands.codes[pieces[stretches[0].place].font]
        for place, start, end, turned in stretches:
            run, at = pieces[place].run, places[place]
            glyphs = run.glyphs
            if turned == (run.level & 1) and end - start == len(glyphs):
                yield at, operands[pieces[place]], at + pieces[place].width
                continue
            ends = list(accumulate([glyph.advance for glyph in glyphs], initial=0))
            if turned == (run.level & 1):
                yield at + ends[start] * scale, run.part(start, end).encoded(codes), at + ends[end] * scale
                continue
            for index in range(end - 1, start - 1, -1):
                gid, source, _, dx = glyphs[index]
                target = at + (ends[index] + dx) * scale
                shown = codes[key_of(gid, source.translate(MIRROR) if turned else source)]
                yield target, shown, target + run.font.advance(gid) * scale

    def _finish(self, pieces: list[Piece], x: float, y: float, gap: float) -> None:
        """Paint the glyphs without text, then underlines and links; neighbours of a style share theirs."""
        start, style = x, None
        for piece in [*pieces, None]:
            if piece is not None and piece.run.missing and self._substitutions is not None:
                self._substitutions.note(piece.run.missing)
            if piece is None or style is None or not _is_same(piece.style, style):
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


def _is_same(style: TextStyle, other: TextStyle) -> bool:
    """Whether two styles are equal; nearly always they are one object."""
    return style is other or style == other


def _tidy(shown: str) -> str:
    """Strings and moves of a TJ: no empty strings, and moves that meet made one. Pdfium forgets moves there."""
    text = f"<{shown}>"
    while "<>" in text:
        text, count = _MEETING.subn(_summed, text)
        if not count:
            return text.replace("<>", "")
    return text


def _summed(moves: re.Match[str]) -> str:
    return str(fp_str(float(moves[1]) + float(moves[2])))


def _is_read_rightwards(line: Line, beside: tuple[int, int]) -> bool:
    """Whether readers take the line for one of right-to-left letters."""
    if beside == _NOTHING_BESIDE:
        if not line.traits & NOT_IN_LEFT:
            return False
        if not line.traits & NOT_IN_RIGHT:
            return any("R" in piece.run.kinds for piece in line.pieces)
    return runs_rightwards(line.letters, beside)


def _visual(line: Line) -> Sequence[int]:
    """The places of the pieces of a line from left to right."""
    levels = line.traits & (FLAT | RAISED | NESTED)
    if levels == FLAT:
        return range(len(line.pieces))
    if levels == RAISED:
        return range(len(line.pieces) - 1, -1, -1)
    return reorder([piece.level for piece in line.pieces])


def _placing(line: Line, align: Align, x: float, width: float) -> tuple[float, float]:
    """Where a line begins on the left, and what each of its blanks is widened by."""
    slack = width - line.width
    if align is Align.JUSTIFY and not line.last and slack > 0 and line.gaps:
        gap = slack / line.gaps
        if gap <= _WIDEST_GAP * line.pieces[0].style.size:
            return x, gap
    if align is Align.CENTRE:
        return x + slack / 2, 0.0
    if align is Align.LEFT:
        return x, 0.0
    if align is Align.RIGHT or (align is Align.END) == (line.base == 0):
        return x + slack, 0.0
    return x, 0.0
