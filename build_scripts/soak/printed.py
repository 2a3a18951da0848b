"""What can be copied out of a PDF with pdfium, and which of its characters stand outside the margins."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2
from pypdfium2 import raw

from clinic_app.reports.page import FOOT, SIDE, TOP
from clinic_app.reports.text.characters import MIRROR, is_ignorable
from tests.reports.checking import stretches

_OVERHANG = 3.0  # points by which the ink of a letter may stand out of its line
_OVERHANG_OF_MARKS = 9.0  # of a mark that begins a line and has nothing to hang on
_INK = 0.01
_HEADER, _FOOTER = 46.0, 40.0  # of the margins above and below, what the lines around the text take
_TURNED = dict.fromkeys(MIRROR)  # brackets and quotation marks, which readers turn as the line runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The text of all pages, and one entry for each character that stands where none may."""

    text: str
    outside: tuple[str, ...]


def compared(text: str) -> Counter[str]:
    """How often each character stands in a text, marks once: no blanks, nothing invisible, no variants.

    pdfium writes compatibility forms and numbers in circles as ordinary letters and digits, and of equal glyphs
    that lie on each other, as a heap of marks does, it copies one.
    """
    text = unicodedata.normalize("NFKD", text.replace("\ufffe", "-"))  # pdfium's sign for a hyphen at a line end
    found: Counter[str] = Counter()
    for each, count in Counter(text.translate(_TURNED)).items():
        category = unicodedata.category(each)
        if category[0] == "M":
            count = 1
        if not (each.isspace() or is_ignorable(each)):
            for part in f"{unicodedata.numeric(each):g}" if category == "No" else each:
                found[part] += count
    return found


def written(pdf: bytes) -> str:
    """The text that a PDF says its glyphs stand for, in the order in which they are drawn."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return "".join(stretch.text for page in opened.pages for stretch in stretches(page))


def copy_of(pdf: bytes) -> Copy:
    """Read a PDF as pdfium does."""
    texts: list[str] = []
    outside: list[str] = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            textpage = page.get_textpage()
            texts.append(textpage.get_text_range().replace("\r\n", "\n"))
            width, height = page.get_size()
            outside += [f"page {number}: {each}" for each in _outside(textpage, width, height)]
            textpage.close()
            page.close()
    finally:
        document.close()
    return Copy(text="\n".join(texts), outside=tuple(outside))


def _outside(textpage: pypdfium2.PdfTextPage, width: float, height: float) -> list[str]:
    """The characters of a page whose boxes are not inside its margins."""
    sides = [ctypes.c_double() for _ in range(4)]
    places = [ctypes.byref(each) for each in sides]
    left, right, bottom, top = sides
    low, high = FOOT - _FOOTER, height - TOP + _HEADER
    found = []
    for index in range(textpage.count_chars()):
        raw.FPDFText_GetCharBox(textpage, index, *places)
        over = max(SIDE - left.value, right.value - (width - SIDE))
        has_ink = top.value - bottom.value > _INK and right.value - left.value > _INK
        if not has_ink or (over <= _OVERHANG and bottom.value >= low and top.value <= high):
            continue
        character = _character(textpage, index)
        is_mark = unicodedata.category(character)[0] == "M" and over <= _OVERHANG_OF_MARKS
        if not (is_mark or character.isspace() or is_ignorable(character)):
            box = " ".join(f"{each.value:.0f}" for each in sides)
            found.append(f"U+{ord(character):04X} at {box}")
    return found


def _character(textpage: pypdfium2.PdfTextPage, index: int) -> str:
    """The character at a place, or for half of a surrogate pair one like it: pdfium may turn the halves round.

    The first half stands for the first of its 1,024 characters, the second for nothing that is seen.
    """
    code = raw.FPDFText_GetUnicode(textpage, index)
    if 0xDC00 <= code <= 0xDFFF:
        return "\u200b"
    return chr(0x10000 + ((code - 0xD800) << 10) if 0xD800 <= code <= 0xDBFF else code)
