"""What can be seen of PDF/A-2b and of tagging by reading a file: each function names what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Name

_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "INLINE IMAGE"}
_SHOWING = {"Tj", "TJ"}
_NOT_ALLOWED = {"k", "K", "ri", "'", '"'}  # CMYK without its own output intent; what our text never uses
_IN = {"Table": {"TR", "Caption"}, "TR": {"TH", "TD"}, "L": {"LI"}, "LI": {"Lbl", "LBody"}}
_IN |= {"TOC": {"TOCI"}, "TOCI": {"Lbl", "Reference", "P"}}
_KINDS = {
    "Document",
    "Sect",
    "H1",
    "H2",
    "H3",
    "P",
    "Figure",
    "Caption",
    "Link",
    "TH",
    "TD",
    "Lbl",
    "LBody",
    "Reference",
} | set(_IN)
_ACTIONS = {"/GoTo", "/URI"}
_BLENDS = {"/Normal", "/Compatible"}


class Stretch(NamedTuple):
    """A painting operator of a page: the marks around it (the number where it has one), and its text."""

    marks: tuple[tuple[str, int | None], ...]
    operator: str
    text: str


class Reading:
    """One file, opened to be looked at."""

    def __init__(self, pdf: bytes) -> None:
        self.content = pdf
        self.pdf = pikepdf.open(BytesIO(pdf))
        self.faults: list[str] = []

    def fault(self, text: str, *, when: bool) -> None:
        """Note a fault when there is one."""
        if when:
            self.faults.append(text)


def archive_faults(pdf: bytes) -> list[str]:
    """What keeps a file from being PDF/A-2b, as far as can be told from its objects (ISO 19005-2, clause 6)."""
    reading = Reading(pdf)
    _check_file(reading)
    _check_metadata(reading)
    for each in reading.pdf.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            _check_object(reading, each)
    for page in reading.pdf.pages:
        _check_page(reading, page)
    return sorted(set(reading.faults))


def _check_file(reading: Reading) -> None:
    pdf, root = reading.pdf, reading.pdf.Root
    reading.fault("no version 1.x", when=not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", reading.content))
    reading.fault("no ID", when="/ID" not in pdf.trailer)
    reading.fault("encrypted", when=pdf.is_encrypted)
    for name in ("/AA", "/OpenAction", "/Collection", "/NeedsRendering"):
        reading.fault(f"catalogue has {name}", when=name in root)
    for name in ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations"):
        reading.fault(f"names have {name}", when=name in root.get("/Names", {}))
    intents = [each for each in root.get("/OutputIntents", ()) if each.S == Name.GTS_PDFA1]
    reading.fault("not one output intent", when=len(intents) != 1)
    for each in intents:
        profile = each.DestOutputProfile.read_bytes()
        sound = (
            profile[36:40] == b"acsp" and profile[16:20] == b"RGB " and len(profile) == int.from_bytes(profile[:4])
        )
        reading.fault("no RGB profile", when=not sound or each.DestOutputProfile.N != 3)


def _check_metadata(reading: Reading) -> None:
    reading.fault("metadata is packed", when="/Filter" in reading.pdf.Root.Metadata)
    with reading.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True) as found:
        known = {
            "Title": found.get("dc:title"),
            "Author": (found.get("dc:creator") or [None])[0],
            "Subject": found.get("dc:description"),
            "Keywords": found.get("pdf:Keywords"),
            "Creator": found.get("xmp:CreatorTool"),
            "Producer": found.get("pdf:Producer"),
        }
        dates = {"CreationDate": found.get("xmp:CreateDate"), "ModDate": found.get("xmp:ModifyDate")}
        reading.fault("not marked 2B", when=(found.get("pdfaid:part"), found.get("pdfaid:conformance")) != ("2", "B"))
    for name, value in reading.pdf.docinfo.items():
        if name[1:] in dates:
            digits = re.sub(r"\D", "", str(value))[:14]
            same = re.sub(r"\D", "", str(dates[name[1:]]))[:14] == digits
        else:
            same = known.get(name[1:]) == str(value)
        reading.fault(f"{name} differs between information and metadata", when=not same)


def _check_object(reading: Reading, each: Any) -> None:
    kind, subtype = each.get("/Type"), each.get("/Subtype")
    if isinstance(each, pikepdf.Stream):
        filters = each.get("/Filter", [])
        packed = {str(one) for one in (filters if isinstance(filters, pikepdf.Array) else [filters])}
        reading.fault(f"packed as {packed}", when=bool(packed & {"/LZWDecode", "/Crypt"}))
        reading.fault("stream of another file", when="/F" in each or "/FFilter" in each)
    if subtype == Name.Image:
        for name in ("/Alternates", "/OPI"):
            reading.fault(f"image has {name}", when=name in each)
        reading.fault("image is smoothed", when=bool(each.get("/Interpolate", False)))
        reading.fault("image in CMYK", when="CMYK" in str(each.get("/ColorSpace", "")))
    if kind == Name.Annot:
        _check_annotation(reading, each)
    if kind == Name.Font and subtype in (Name.Type0, Name.TrueType, Name.Type1, Name.Type3):
        _check_font(reading, each)
    if kind == Name.ExtGState or ("/ca" in each and "/BM" in each):
        reading.fault("transfer function", when="/TR" in each or each.get("/TR2", Name.Default) != Name.Default)
        reading.fault("blend mode", when=str(each.get("/BM", "/Normal")) not in _BLENDS)


def _check_annotation(reading: Reading, each: Any) -> None:
    flags = int(each.get("/F", 0))
    reading.fault(f"annotation {each.Subtype}", when=each.Subtype not in (Name.Link, Name.Widget))
    reading.fault("annotation is not printed", when=not flags & 4 or bool(flags & 0b100011))
    action = each.get("/A")
    reading.fault("forbidden action", when=action is not None and str(action.S) not in _ACTIONS)


def _check_font(reading: Reading, font: Any) -> None:
    name = str(font.get("/BaseFont", "?"))
    if font.Subtype != Name.Type0:
        reading.faults.append(f"{name} is no composite font")
        return
    below = font.DescendantFonts[0]
    reading.fault(f"{name} is not embedded", when="/FontFile2" not in below.FontDescriptor)
    reading.fault(f"{name} has no subset name", when=not re.match(r"/[A-Z]{6}\+", name))
    reading.fault(f"{name} has no ToUnicode", when="/ToUnicode" not in font)
    reading.fault(f"{name} has no CIDToGIDMap", when="/CIDToGIDMap" not in below)
    reading.fault(f"{name} is of another order", when=str(font.Encoding) != "/Identity-H")


def _check_page(reading: Reading, page: Any) -> None:
    reading.fault("page has AA", when="/AA" in page.obj)
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        depth += {"q": 1, "Q": -1}.get(word, 0)
        reading.fault("q more than 28 deep", when=depth > 28)
        reading.fault(f"operator {word}", when=word in _NOT_ALLOWED)
        for each in operands:
            long = isinstance(each, pikepdf.String) and len(bytes(each)) > 32767
            reading.fault("string too long", when=long)
    reading.fault("q without Q", when=depth != 0)
    for stretch in stretches(page):
        reading.fault("text without a glyph", when="\0" in stretch.text)


def stretches(page: Any) -> Iterator[Stretch]:
    """What a page paints, in its order. A character without a glyph is a NUL."""
    resources = page.obj.Resources.get("/Font", {})
    fonts = {name: _Codes(font) for name, font in resources.items() if "/ToUnicode" in font}
    marks: list[tuple[str, int | None]] = []
    font = None
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word in ("BDC", "BMC"):
            number = operands[1].get("/MCID") if word == "BDC" else None
            marks.append((str(operands[0])[1:], None if number is None else int(number)))
        elif word == "EMC":
            marks.pop()
        elif word == "Tf":
            font = fonts.get(str(operands[0]))
        elif word in _PAINTING:
            shown = list(operands[0]) if word == "TJ" else list(operands)
            text = "".join(font.text(bytes(each)) for each in shown if isinstance(each, pikepdf.String) and font)
            yield Stretch(tuple(marks), word, text if word in _SHOWING else "")
    if marks:
        raise AssertionError("a mark is not closed")


class _Codes:
    """The codes of a font: what they stand for, and which of them have a glyph."""

    def __init__(self, font: Any) -> None:
        below = font.DescendantFonts[0]
        glyphs = below.CIDToGIDMap.read_bytes()
        self._glyphs = [int.from_bytes(glyphs[at : at + 2]) for at in range(0, len(glyphs), 2)]
        table = font.ToUnicode.read_bytes().decode()
        self._texts = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for code, text in re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", table)
        }

    def text(self, codes: bytes) -> str:
        numbers = [int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)]
        return "".join(self._texts.get(code, "") if self._glyphs[code] else "\0" for code in numbers)


class Node(NamedTuple):
    """An element of the structure tree as it is in the file."""

    kind: str
    alt: str
    language: str
    text: str
    kids: tuple[Node, ...]
    attributes: dict[str, str]

    def walk(self) -> Iterator[Node]:
        """The element and all that is in it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    @property
    def whole_text(self) -> str:
        """The text of the element and of all that is in it."""
        return " ".join(node.text for node in self.walk() if node.text)


def tree_of(pdf: bytes) -> Node:
    """The structure tree with the text that its numbers point to."""
    opened = pikepdf.open(BytesIO(pdf))
    texts: dict[tuple[Any, int], str] = {}
    for page in opened.pages:
        for stretch in stretches(page):
            for _kind, number in stretch.marks:
                if number is not None:
                    key = (page.obj.objgen, number)
                    texts[key] = texts.get(key, "") + stretch.text
    return _node(opened.Root.StructTreeRoot.K, texts)


def _node(element: Any, texts: dict[tuple[Any, int], str]) -> Node:
    kids, own = [], []
    for kid in _list(element.get("/K")):
        if isinstance(kid, int):
            own.append(texts.get((element.Pg.objgen, kid), ""))
        elif kid.get("/Type") == Name.MCR:
            own.append(texts.get((kid.Pg.objgen, int(kid.MCID)), ""))
        elif kid.get("/Type") != Name.OBJR:
            kids.append(_node(kid, texts))
    alt, language = str(element.get("/Alt", "")), str(element.get("/Lang", ""))
    return Node(str(element.S)[1:], alt, language, " ".join(own), tuple(kids), _attributes(element))


def _attributes(element: Any) -> dict[str, str]:
    return {name[1:]: str(value) for name, value in element.get("/A", {}).items()}


def _list(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def tag_faults(pdf: bytes) -> list[str]:
    """What is wrong with the tags of a file (ISO 32000-1, 14.7 and 14.8; some rules of ISO 14289-1)."""
    reading = Reading(pdf)
    root = reading.pdf.Root
    reading.fault("not marked as tagged", when=not root.get("/MarkInfo", {}).get("/Marked", False))
    reading.fault("no language", when=not str(root.get("/Lang", "")))
    reading.fault("title is not shown", when=not root.ViewerPreferences.get("/DisplayDocTitle", False))
    numbers = root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    reading.fault("numbers are not in order", when=list(parents) != sorted(parents))
    for place, page in enumerate(reading.pdf.pages):
        _check_marks(reading, page, place, parents)
    _check_tree(reading, tree_of(pdf))
    return sorted(set(reading.faults))


def _check_marks(reading: Reading, page: Any, place: int, parents: dict[int, Any]) -> None:
    reading.fault("no Tabs", when=page.obj.get("/Tabs") != Name.S)
    owners = parents[int(page.obj.StructParents)]
    found: set[int] = set()
    for stretch in stretches(page):
        reading.fault(f"page {place + 1} paints {stretch.operator} without a mark", when=not stretch.marks)
        numbers = [number for _, number in stretch.marks if number is not None]
        reading.fault("marks inside each other", when=len(stretch.marks) > 1)
        found.update(numbers)
    reading.fault("marks that belong to nothing", when=any(number >= len(owners) for number in found))
    for number, owner in enumerate(owners):
        mine = [
            int(kid) if isinstance(kid, int) else int(kid.get("/MCID", -1))
            for kid in _list(owner.K)
            if isinstance(kid, int) or kid.get("/Type") == Name.MCR
        ]
        reading.fault(f"element does not know its mark {number}", when=number not in mine)
    for annotation in page.obj.get("/Annots", ()):
        if annotation.Subtype == Name.Link:
            owner = parents.get(int(annotation.get("/StructParent", -1)))
            reading.fault("link without an element", when=owner is None or Name.Link != owner.S)


def _check_tree(reading: Reading, tree: Node) -> None:
    level = 0
    for node in tree.walk():
        reading.fault(f"unknown kind {node.kind}", when=node.kind not in _KINDS)
        reading.fault("picture without words", when=node.kind == "Figure" and not node.alt)
        reading.fault("picture without its place", when=node.kind == "Figure" and "BBox" not in node.attributes)
        reading.fault("head of a column without scope", when=node.kind == "TH" and "Scope" not in node.attributes)
        for kid in node.kids:
            reading.fault(f"{kid.kind} in {node.kind}", when=kid.kind not in _IN.get(node.kind, _KINDS))
        if re.fullmatch("H[1-6]", node.kind):
            reading.fault(f"{node.kind} below H{level}", when=int(node.kind[1]) > level + 1)
            level = int(node.kind[1])
        if node.kind == "Table":
            widths = {sum(_columns(cell) for cell in row.kids) for row in node.kids if row.kind == "TR"}
            reading.fault(f"rows of different width {sorted(widths)}", when=len(widths) > 1)


def _columns(cell: Node) -> int:
    return int(cell.attributes.get("ColSpan", 1))


def decoration_of(pdf: bytes) -> str:
    """The text that is marked as no part of the content: headers, footers, repeated heads of tables."""
    opened = pikepdf.open(BytesIO(pdf))
    return "\n".join(
        stretch.text
        for page in opened.pages
        for stretch in stretches(page)
        if stretch.text and any(kind == "Artifact" for kind, _ in stretch.marks)
    )
