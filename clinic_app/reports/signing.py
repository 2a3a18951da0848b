"""Signatures with a certificate file (PAdES baseline B, ETSI EN 319 142-1), without asking anything of a network."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame

from clinic_app.errors import (
    CertificateExpired,
    CertificateLocked,
    CertificateUnfit,
    CertificateUnreadable,
    CertificateWithoutKey,
)
from clinic_app.i18n import formats
from clinic_app.reports.desk import Desk, desk_of, quoted, words
from clinic_app.reports.document import Order
from clinic_app.reports.tagging import Box
from clinic_app.reports.text.sanitise import Substitutions, isolate

# pyHanko and cryptography take a second to import: only who signs waits for them.

_STAMP = "stamp"  # places to sign are named destinations: fa-stamp-1, fa-stamp-2, ...
_SHORTEST_RSA = 2048  # bits
_CURVES = ("secp256r1", "secp384r1", "secp521r1")  # what PDF readers know


class Holder(NamedTuple):
    """Whose certificate it is, and the days on which it is valid."""

    name: str
    since: datetime
    until: datetime


def holder(certificate: bytes, passphrase: str) -> Holder:
    """Read a PKCS#12 file and see whether it can sign today. Raises ``CannotSign``."""
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    try:
        opened = pkcs12.load_pkcs12(certificate, passphrase.encode())
    except ValueError:
        raise (CertificateLocked if _is_pkcs12(certificate) else CertificateUnreadable) from None
    if opened.key is None or opened.cert is None:
        raise CertificateWithoutKey
    own = opened.cert.certificate
    since, until = own.not_valid_before_utc, own.not_valid_after_utc
    if not since <= datetime.now(UTC) <= until:
        raise CertificateExpired(since=since.date().isoformat(), until=until.date().isoformat())
    if not (_may_sign(own) and _is_known(opened.key)):
        raise CertificateUnfit
    names = own.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Holder(str(names[0].value) if names else own.subject.rfc4514_string(), since, until)


def _is_pkcs12(content: bytes) -> bool:
    from asn1crypto import pkcs12

    with suppress(ValueError, TypeError):
        return bool(pkcs12.Pfx.load(content, strict=True)["auth_safe"]["content_type"].native)
    return False


def _may_sign(certificate: Any) -> bool:
    """Whether the certificate is for signatures; one that does not say what it is for may sign."""
    from cryptography.x509 import ExtensionNotFound, KeyUsage

    try:
        usage = certificate.extensions.get_extension_for_class(KeyUsage).value
    except ExtensionNotFound:
        return True
    return bool(usage.digital_signature or usage.content_commitment)


def _is_known(key: Any) -> bool:
    """Whether PDF readers know the kind of key."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if isinstance(key, RSAPrivateKey):
        return key.key_size >= _SHORTEST_RSA
    return isinstance(key, EllipticCurvePrivateKey) and key.curve.name in _CURVES


def sign(
    pdf: bytes,
    certificate: bytes,
    passphrase: str,
    *,
    reason: str,
    place: str,
    appearance_pdf: bytes | None = None,
    page: int = -1,
    box: Box | None = None,
) -> bytes:
    """The PDF with a signature added behind it; its own bytes stay as they are, so this comes last.

    ``certificate`` is a PKCS#12 file. The signature shows the first page of ``appearance_pdf`` in ``box`` of ``page``
    (from 0, or from the end when negative); without a box it is not seen. Raises ``CannotSign``.
    """
    name = holder(certificate, passphrase).name
    from pyhanko.sign import fields, signers

    signer = signers.SimpleSigner.load_pkcs12_data(certificate, [], passphrase.encode())
    writer = _writer(pdf)
    number = 1 + len(list(fields.enumerate_sig_fields(writer)))
    field = f"Signature{number}"
    about = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=name,
        reason=reason or None,
        location=place or None,
    )
    spec = fields.SigFieldSpec(field, on_page=page, box=box)  # type: ignore[arg-type]
    tool = signers.PdfSigner(about, signer=signer, stamp_style=_style(appearance_pdf), new_field_spec=spec)
    file = BytesIO()
    tool.sign_pdf(writer, output=file)
    return file.getvalue()


def _writer(pdf: bytes) -> Any:
    """pyHanko's, which adds to a file; this one leaves alone what the file says about itself, in both places."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Writer(IncrementalPdfFileWriter):
        """Writes what is added."""

        def _update_meta(self) -> None:
            pass

    return Writer(BytesIO(pdf))


def _style(appearance_pdf: bytes | None) -> Any:
    """What pyHanko puts into the box: our page, which unlike its own text is right in every script."""
    if appearance_pdf is None:
        return None
    from pyhanko.pdf_utils import content, layout
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.stamp import StaticStampStyle

    source = BytesIO(appearance_pdf)

    class Page(content.PdfContent):
        """The first page of our file."""

        def render(self) -> bytes:
            """The operator that paints it."""
            shown = self._ensure_writer.import_page_as_xobject(PdfFileReader(source))
            self.resources.xobject["/Appearance"] = shown
            left, bottom, right, top = (float(edge) for edge in shown.get_object()["/BBox"])
            self.box = layout.BoxConstraints(width=right - left, height=top - bottom)
            return b"/Appearance Do"

    middle = layout.AxisAlignment.ALIGN_MID
    whole = layout.SimpleBoxLayoutRule(middle, middle)
    return StaticStampStyle(border_width=0, background=Page(), background_layout=whole, background_opacity=1.0)


def sign_in_place(
    pdf: bytes, certificate: bytes, passphrase: str, *, reason: str, place: str, language: str
) -> bytes:
    """The PDF signed in the first of its places to sign, with name, time, place and reason in our own letters.

    A document without such a place gets a signature that is not seen. Raises ``CannotSign``.
    """
    known = holder(certificate, passphrase)
    found = place_of(pdf)
    if found is None:
        return sign(pdf, certificate, passphrase, reason=reason, place=place)
    page, (left, bottom, right, top) = found
    desk = desk_of(Order(languages=(language,), printed_at=datetime.now(UTC)), language, Substitutions())
    shown = appearance(
        _told(desk, known.name, reason, place), width=right - left, height=top - bottom, font=desk.sheet.plain_font
    )
    return sign(
        pdf, certificate, passphrase, reason=reason, place=place, appearance_pdf=shown, page=page, box=found[1]
    )


def _told(desk: Desk, name: str, reason: str, place: str) -> list[Any]:
    """What a signature shows, the most important first."""
    when = formats.moment(desk.order.printed_at, desk.catalog.language)
    said = desk.catalog.text("Digitally signed by %(name)s") % {"name": isolate(name)}
    below = " · ".join(isolate(part) for part in (when, place) if part.strip())
    lines = [words(desk, said, desk.sheet.cell_strong), words(desk, below, desk.sheet.label)]
    return [*lines, quoted(desk, reason, desk.sheet.label)] if reason.strip() else lines


def stamp_key(desk: Desk) -> str:
    """The name of the next place to sign in a document."""
    desk.counted[_STAMP] += 1
    return f"{desk.catalog.language}-{_STAMP}-{desk.counted[_STAMP]}"


def place_of(pdf: bytes, number: int = 1) -> tuple[int, Box] | None:
    """Page (from 0) and box of a place to sign in one of our documents; None when there is none."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = {page.obj.objgen: place for place, page in enumerate(opened.pages)}
        for name, target in opened.Root.get("/Dests", {}).items():
            if name.endswith(f"-{_STAMP}-{number}"):
                left, bottom, right, top = (float(edge) for edge in list(target)[2:])
                return pages[target[0].objgen], (left, bottom, right, top)
    return None


def appearance(story: Sequence[Any], *, width: float, height: float, font: str) -> bytes:
    """One page of ``width`` by ``height`` points with what it holds of the flowables, to be shown as a signature.

    ``font`` is the name of an embedded font for where reportlab insists on one.
    """
    file = BytesIO()
    canvas = Canvas(file, pagesize=(width, height), invariant=1, initialFontName=font, pageCompression=1)
    frame = Frame(0, 0, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    frame.addFromList(list(story), canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()
