"""One TrueType file: shaped by HarfBuzz, drawn by reportlab, one code per glyph and character it stands for."""

from functools import cached_property
from itertools import count
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple
from unicodedata import normalize
from weakref import WeakKeyDictionary

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics

from clinic_app.reports.text.embed import FontProgram, embed_font

# Of the 65,536 codes this many may go to a glyph that stands for many characters (□, the space); the rest
# stays free, so that every glyph of a font gets at least one.
_SHARED_CODES = 30_000
# Each font of a document counts from another number: pdfium takes overlapping single glyphs of two fonts for
# one when their codes are the same, and drops the second.
_CODES_APART = 0x0800
_BOX = "\u25a1"


_numbers = count()


class Glyph(NamedTuple):
    """One glyph of a shaped run, in font units; ``source`` is what a reader gets when copying it."""

    gid: int
    source: str
    advance: int
    dx: int = 0


class Ink(NamedTuple):
    """A glyph that is painted and carries no text; its place in font units from the start of its run."""

    gid: int
    x: int
    y: int


def key_of(gid: int, source: str) -> str:
    """A glyph and the text it stands for in one string, the same object each time: it is looked up very often."""
    return intern(chr(gid) + source)


class _Codes(dict[str, str]):
    """The two-byte code, in hexadecimal, of each glyph with its text (``key_of``); given out as it is asked for."""

    def __init__(self, base: int) -> None:
        super().__init__({key_of(0, ""): f"{base:04X}"})
        self._base = base
        self._first: dict[int, str] = {}

    def __missing__(self, key: str) -> str:
        gid = ord(key[0])
        if len(self) >= _SHARED_CODES and gid in self._first:
            return self._first[gid]  # the glyph stays right, only copying it gives another character
        code = self[key] = f"{self._base + len(self):04X}"
        self._first.setdefault(gid, code)
        return code

    def glyphs(self) -> list[tuple[int, str]]:
        """Each glyph with its text, in the order of their codes."""
        return [(ord(key[0]), key[1:]) for key in self]


class DocumentFont:
    """What one document has used of a font: its name in the file, and the codes given out so far."""

    def __init__(self, internal_name: str, base: int) -> None:
        self.internal_name = internal_name
        self.base = base
        self.codes = _Codes(base)


class _FaceNames:
    """The part of reportlab's face protocol that its canvas and tables read."""

    def __init__(self, name: str, ascent: float, descent: float) -> None:
        self.name = name.encode()
        self.ascent = ascent
        self.descent = descent


class _PathPen:
    """Takes a glyph's outline from HarfBuzz as PDF path operators."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self._at = (0.0, 0.0)

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        self.operators += [f"{x:.2f} {y:.2f}" for x, y in points]
        self.operators.append(operator)
        if points:
            self._at = points[-1]

    def moveTo(self, point: tuple[float, float]) -> None:
        self._add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        self._add("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._add("c", *points)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (x1, y1), (x2, y2) = self._at, control, end
        first = (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3)
        self._add("c", first, (x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3), end)

    def closePath(self) -> None:
        self._add("h")


class ShapedFont:
    """A font file, registered with reportlab under ``name``; measures are thousandths of the size.

    The attributes with camel-case or leading-underscore names are reportlab's font protocol. Through it the
    font also serves plain reportlab calls (``drawString``, table strings) for text that needs no shaping.
    Raises OSError when the file cannot be read.
    """

    def __init__(self, name: str, path: Path) -> None:
        self.fontName = self.name = name
        self.number = next(_numbers)
        self._multiByte = self._dynamicFont = 1
        self.shapable = False
        self._path = path
        self._documents: WeakKeyDictionary[Any, DocumentFont] = WeakKeyDictionary()
        self._gids: dict[str, int] = {}
        self._advances: dict[int, int] = {}
        self._outlines: dict[int, str] = {}
        self.substitutionFonts: list[Any] = []
        pdfmetrics.registerFont(self)

    @cached_property
    def hb_face(self) -> Any:
        """The font file as HarfBuzz holds it; read on first use."""
        return hb.Face(hb.Blob(self._path.read_bytes()))

    @cached_property
    def hb_font(self) -> Any:
        """HarfBuzz's font at its natural scale, one unit per font unit."""
        return hb.Font(self.hb_face)

    @cached_property
    def scale(self) -> float:
        """Thousandths of the size per font unit."""
        return 1000 / float(self.hb_face.upem)

    @cached_property
    def ascent(self) -> float:
        """Height of the tallest letters over the base line."""
        return float(self.hb_font.get_font_extents("ltr").ascender * self.scale)

    @cached_property
    def descent(self) -> float:
        """Depth of the deepest letters under the base line, a negative number."""
        return float(self.hb_font.get_font_extents("ltr").descender * self.scale)

    @cached_property
    def cap_height(self) -> float:
        """Height of a capital letter."""
        tag = hb.OTMetricsTag.CAP_HEIGHT
        return float(self.hb_font.get_metric_position_with_fallback(tag) * self.scale)

    @cached_property
    def face(self) -> _FaceNames:
        """For reportlab."""
        return _FaceNames(self.name, self.ascent, self.descent)

    @cached_property
    def space(self) -> int:
        """Glyph of the space."""
        return self.gid(" ")

    @cached_property
    def box(self) -> int:
        """Glyph of □, 0 when the font has none."""
        return self.gid(_BOX)

    def gid(self, character: str) -> int:
        """Glyph of a character on its own, 0 when the font has none."""
        gid = self._gids.get(character)
        if gid is None:
            gid = self._gids[character] = int(self.hb_font.get_nominal_glyph(ord(character)) or 0)
        return gid

    def advance(self, gid: int) -> int:
        """Natural advance of a glyph, in font units."""
        advance = self._advances.get(gid)
        if advance is None:
            advance = self._advances[gid] = int(self.hb_font.get_glyph_h_advance(gid))
        return advance

    def outline(self, gid: int) -> str:
        """Path operators of a glyph in font units, to be filled."""
        path = self._outlines.get(gid)
        if path is None:
            pen = _PathPen()
            self.hb_font.draw_glyph_with_pen(gid, pen)
            path = self._outlines[gid] = " ".join(pen.operators)
        return path

    def covers(self, cluster: str) -> bool:
        """Whether the font can draw the character together with the marks on it."""
        if all(self.gid(character) for character in cluster):
            return True
        return all(self.gid(character) for character in normalize("NFC", cluster))

    def in_document(self, document: Any) -> DocumentFont:
        """The codes of this font in a reportlab document, which from now on embeds it."""
        used = self._documents.get(document)
        if used is None:
            number = len(document.fontMapping)
            internal_name = f"F{number + 1}"
            used = self._documents[document] = DocumentFont(internal_name, _CODES_APART * min(number, 8))
            document.fontMapping[self.name] = "/" + internal_name
            document.delayedFonts.append(self)
        return used

    # ------------------------------------------------------------ reportlab's font protocol

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """Width of unshaped text in points."""
        return sum(self.advance(self.gid(character)) for character in text) * size * self.scale / 1000

    def splitString(self, text: str, document: Any, encoding: str = "utf8") -> list[tuple[int, bytes]]:
        """The codes of unshaped text, as one piece."""
        used = self.in_document(document)
        return [
            (0, bytes.fromhex("".join([used.codes[key_of(self.gid(character), character)] for character in text])))
        ]

    def getSubsetInternalName(self, subset: int, document: Any) -> str:
        """Name of the font in the page's resources."""
        return "/" + self.in_document(document).internal_name

    def addObjects(self, document: Any) -> None:
        """Write the font into the document; reportlab calls this once, at the end."""
        used = self._documents.pop(document)
        program = FontProgram(
            face=self.hb_face,
            name=self.name,
            scale=self.scale,
            ascent=self.ascent,
            descent=self.descent,
            cap_height=self.cap_height,
            advance=self.advance,
        )
        embed_font(program, used.codes.glyphs(), used.base, document, used.internal_name)
