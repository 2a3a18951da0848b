"""The last touch on a PDF: what an archive (PDF/A-2b) and a reading program ask of the file, and a lock on it."""

import re
import secrets
import stringprep
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from unicodedata import normalize
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name

from clinic_app.errors import UnusablePassphrase
from clinic_app.reports.icc import srgb
from clinic_app.reports.structure import write_structure
from clinic_app.reports.tagging import Box, Tags

_PRINTED = 4  # the flag of an annotation that shows on paper too
_EVERYTHING = pikepdf.Permissions(modify_assembly=True)
_LONGEST_PASSPHRASE = 127  # bytes; ISO 32000-2, 7.6.4.3.3
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
_CONFORMS = '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">' + (
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>"
)
# Each namespace is declared where it is used: some checkers read no other form.
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{conforms}
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{Author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Subject}</rdf:li></rdf:Alt></dc:description></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{Producer}</pdf:Producer>
<pdf:Keywords>{Keywords}</pdf:Keywords></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>{Creator}</xmp:CreatorTool>
<xmp:CreateDate>{CreationDate}</xmp:CreateDate><xmp:ModifyDate>{ModDate}</xmp:ModifyDate></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_TEXTS = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")
_DATES = ("CreationDate", "ModDate")


def finish(pdf: bytes, *, language: str, tags: Tags | None = None) -> bytes:
    """The file as PDF/A-2b (ISO 19005-2), tagged when its ``tags`` are given. Same input, same bytes.

    Title, author and the like are those the file already names.
    """
    with pikepdf.open(BytesIO(pdf)) as opened:
        _name_filters(opened)
        known = _settle_information(opened)
        _write_metadata(opened, known, language)
        _write_colours(opened)
        opened.Root.Lang = language
        # No Direction here: pdfium then copies every Latin or Korean line of the file with its words turned round.
        opened.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _settle_annotations(opened)
        if tags is not None:
            write_structure(opened, tags.root)
            _write_places(opened, tags.places)
        return _saved(opened, deterministic_id=True)


def encrypted(pdf: bytes, passphrase: str) -> bytes:
    """A copy that opens with the passphrase only (AES-256, revision 6); whoever opens it may do everything.

    It is no PDF/A any more: an archive must not need a key. Raises ``UnusablePassphrase``.
    """
    user = passphrase_of(passphrase)
    with pikepdf.open(BytesIO(pdf)) as opened:
        metadata = opened.Root.get("/Metadata")
        if metadata is not None:
            metadata.write(metadata.read_bytes().replace(_CONFORMS.encode(), b""))
        lock = pikepdf.Encryption(owner=secrets.token_urlsafe(32), user=user, R=6, allow=_EVERYTHING)
        return _saved(opened, encryption=lock)


def passphrase_of(passphrase: str) -> str:
    """The passphrase, when every reader takes the same letters for it (SASLprep leaves it as it is).

    Raises ``UnusablePassphrase`` when it is empty, too long, or has signs that some readers change.
    """
    kept = "".join(each for each in passphrase if not stringprep.in_table_b1(each))
    same = normalize("NFKC", kept) == passphrase and passphrase.isprintable()
    if not passphrase or not same or len(passphrase.encode("utf-8", "replace")) > _LONGEST_PASSPHRASE:
        raise UnusablePassphrase
    return passphrase


def _saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    file = BytesIO()
    pdf.save(
        file,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
        **options,
    )
    return file.getvalue()


def _settle_information(pdf: pikepdf.Pdf) -> dict[str, str]:
    """What the file says about itself, each on one line and fit for XML; written back, so that both places agree."""
    about = pdf.docinfo
    known = {name: _line(str(about.get(f"/{name}", ""))) for name in (*_TEXTS, *_DATES)}
    for name in list(about.keys()):
        del about[name]
    for name, value in known.items():
        if value:
            about[f"/{name}"] = value
    return known


def _line(text: str) -> str:
    kept = [each for each in text if each >= " " and each not in "\ufffe\uffff"]
    return " ".join("".join(each if each != "\x7f" else " " for each in kept).split())


def _write_metadata(pdf: pikepdf.Pdf, known: dict[str, str], language: str) -> None:
    values = {name: escape(value) for name, value in known.items()}
    values |= {name: _date(known[name]) for name in _DATES}
    stream = pdf.make_stream(_XMP.format(conforms=_CONFORMS, language=language, **values).encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream


def _date(value: str) -> str:
    """An XMP date from a PDF date, which is always in UTC here; empty when there is none."""
    found = _DATE.match(value)
    return datetime(*map(int, found.groups())).isoformat() + "+00:00" if found else ""  # type: ignore[arg-type]  # noqa: DTZ001


def _write_colours(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(srgb())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB IEC 61966-2-1",
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])


def _write_places(pdf: pikepdf.Pdf, places: Mapping[str, tuple[int, Box]]) -> None:
    """Named destinations: a page, and the box to be shown of it."""
    if places:
        pages = [page.obj for page in pdf.pages]
        pdf.Root.Dests = Dictionary(
            {
                f"/{name}": Array([pages[page - 1], Name.FitR, *map(_points, box)])
                for name, (page, box) in places.items()
            }
        )


def _points(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")


def _name_filters(pdf: pikepdf.Pdf) -> None:
    """Name the packing of a stream where it is a list of one: what is in a list would be packed anew on saving."""
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream):
            packing = each.get("/Filter")
            if isinstance(packing, Array) and len(packing) == 1:
                each.Filter = packing[0]


def _settle_annotations(pdf: pikepdf.Pdf) -> None:
    """Links show on paper as on the screen, which for a link means not at all."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            annotation.F = _PRINTED
