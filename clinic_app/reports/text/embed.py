"""A used font as PDF objects: Type0, Identity-H, the glyphs used and nothing else, exact ToUnicode."""

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import uharfbuzz as hb
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfdoc

# Tables that a PDF reader has no use for: layout is done, names and hints are not read.
_DROPPED = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "kern", "cmap", "STAT", "DSIG", "gasp")
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
_CMAP_BLOCK = 100  # entries a block may have at most


class FontProgram(NamedTuple):
    """A font file as it is embedded; measures in thousandths of the size, ``scale`` of them a font unit."""

    face: Any
    name: str
    scale: float
    ascent: float
    descent: float
    cap_height: float
    advance: Callable[[int], int]


Glyphs = Sequence[tuple[int, str]]
"""The glyphs in the order of their codes, each with the text it stands for."""


def embed_font(font: FontProgram, glyphs: Glyphs, base: int, document: Any, internal_name: str) -> None:
    """Add the font object with these glyphs, whose codes begin at ``base``, to a reportlab document."""
    program, renumbered = _subset(font, {gid for gid, _ in glyphs})
    digest = hashlib.sha256(program).digest()
    base_name = "".join([chr(65 + byte % 26) for byte in digest[:6]]) + "+" + _postscript_name(font)
    name, array, dictionary = pdfdoc.PDFName, pdfdoc.PDFArray, pdfdoc.PDFDictionary
    descendant = dictionary(
        {
            "Type": name("Font"),
            "Subtype": name("CIDFontType2"),
            "BaseFont": name(base_name),
            "CIDSystemInfo": dictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": document.Reference(_descriptor(font, base_name, program, document)),
            "DW": 1000,
            "W": f"[{base} [{' '.join([str(fp_str(font.advance(gid) * font.scale)) for gid, _ in glyphs])}]]",
            "CIDToGIDMap": _stream(
                bytes(2 * base) + b"".join([renumbered.get(gid, 0).to_bytes(2, "big") for gid, _ in glyphs]),
                document,
            ),
        }
    )
    whole = dictionary(
        {
            "Type": name("Font"),
            "Subtype": name("Type0"),
            "BaseFont": name(base_name),
            "Encoding": name("Identity-H"),
            "DescendantFonts": array([document.Reference(descendant)]),
            "ToUnicode": _stream(_to_unicode(glyphs, base), document),
        }
    )
    reference = document.Reference(whole, internal_name)
    document.idToObject["BasicFonts"].dict[internal_name] = reference


def _subset(font: FontProgram, gids: set[int]) -> tuple[bytes, dict[int, int]]:
    """The font program with these glyphs only, and their new numbers by the old ones."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(gids)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    plan = hb.SubsetPlan(font.face, wanted)
    mapping = plan.old_to_new_glyph_mapping
    program = bytes(plan.execute().blob.data)
    return program, {gid: mapping[gid] for gid in gids if gid in mapping}


def _postscript_name(font: FontProgram) -> str:
    found = font.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or font.name
    return re.sub("[^A-Za-z0-9-]", "", str(found))


def _descriptor(font: FontProgram, base_name: str, program: bytes, document: Any) -> Any:
    head = bytes(font.face.reference_table("head").data)
    box = [round(int.from_bytes(head[at : at + 2], "big", signed=True) * font.scale) for at in range(36, 44, 2)]
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": pdfdoc.PDFName(base_name),
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray(box),
            "ItalicAngle": 0,
            "Ascent": round(font.ascent),
            "Descent": round(font.descent),
            "CapHeight": round(font.cap_height),
            "StemV": 140 if "Bold" in base_name else 80,
            "FontFile2": _stream(program, document, Length1=len(program)),
        }
    )


def _to_unicode(glyphs: Glyphs, base: int) -> bytes:
    """The character map by which a reader turns codes back into text; codes without text get none."""
    entries = [
        f"<{code:04X}> <{source.encode('utf-16-be').hex().upper()}>"
        for code, (_, source) in enumerate(glyphs, base)
        if source
    ]
    lines = [_CMAP_HEAD]
    for start in range(0, len(entries), _CMAP_BLOCK):
        block = entries[start : start + _CMAP_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, _CMAP_TAIL]).encode()


def _stream(content: bytes, document: Any, **entries: int) -> Any:
    stream = pdfdoc.PDFStream()
    stream.content = content
    for key, value in entries.items():
        stream.dictionary[key] = value
    if document.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return document.Reference(stream)
