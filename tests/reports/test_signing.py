"""Signatures: valid in the eyes of poppler and of pyHanko, shown in our own letters, and never over a network."""

import re
import shutil
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

import pikepdf
import pypdfium2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from clinic_app.errors import (
    CertificateExpired,
    CertificateLocked,
    CertificateUnfit,
    CertificateUnreadable,
    CertificateWithoutKey,
    ClinicError,
)
from clinic_app.i18n.catalog import catalog
from clinic_app.i18n.labels import error_text
from clinic_app.reports.document import Order
from clinic_app.reports.documents import render
from clinic_app.reports.finish import finish
from clinic_app.reports.signing import appearance, holder, place_of, sign, sign_in_place
from clinic_app.reports.text.paragraph import Paragraph
from tests.factories import NOW, casefile
from tests.reports.checking import archive_faults
from tests.reports.printing import PERSIAN, VAZIRMATN, print_story, text_of

ROOT = Path(__file__).resolve().parents[2]
NAME = "لیلا کریمی"
KEY = rsa.generate_private_key(65537, 2048)
BOX = (100.0, 100.0, 300.0, 160.0)


def certificate_file(
    key: Any = KEY, *, since: int = -1, until: int = 365, signs: bool = True, passphrase: str = "secret"
) -> bytes:
    """A PKCS#12 file of a person of our making; days count from today."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(signs, signs, not signs, False, False, False, False, False, False)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=since))
        .not_valid_after(now + timedelta(days=until))
        .add_extension(usage, critical=True)
        .sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    lock: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        lock = serialization.BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(NAME.encode(), key, built, None, lock)


@pytest.fixture(scope="module")
def report() -> bytes:
    return finish(print_story([Paragraph("گزارش نهایی", PERSIAN)], title="گزارش"), language="fa")


@pytest.fixture(scope="module")
def signed(report: bytes) -> bytes:
    lines = [Paragraph(f"امضای دیجیتال: {NAME}", PERSIAN), Paragraph("PAdES ۱۴۰۴", PERSIAN)]
    shown = appearance(lines, width=200, height=60, font=VAZIRMATN.name)
    return sign(
        report, certificate_file(), "secret", reason="تأیید", place="اصفهان", appearance_pdf=shown, page=0, box=BOX
    )


def signature_of(pdf: bytes) -> dict[str, str]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        value = opened.Root.AcroForm.Fields[-1].V
        return {name[1:]: str(value[name]) for name in value.keys() if name not in ("/Contents", "/ByteRange")}  # noqa: SIM118


def test_the_report_itself_is_not_touched(report: bytes, signed: bytes) -> None:
    assert signed.startswith(report)
    assert "گزارش نهایی" in text_of(signed)


def test_it_is_a_baseline_signature_with_reason_and_place(signed: bytes) -> None:
    said = signature_of(signed)
    assert (said["SubFilter"], said["Filter"]) == ("/ETSI.CAdES.detached", "/Adobe.PPKLite")
    assert (said["Reason"], said["Location"], said["Name"]) == ("تأیید", "اصفهان", NAME)


def test_it_stays_fit_for_an_archive(signed: bytes) -> None:
    assert archive_faults(signed) == []


def test_it_is_shown_in_our_own_letters(signed: bytes) -> None:
    with pypdfium2.PdfDocument(signed) as document:
        document.init_forms()
        picture = document[0].render(scale=2, grayscale=True).to_pil()
    height = picture.height
    around = picture.crop((200, height - 320, 600, height - 200))
    assert around.getextrema()[0] < 100
    with pikepdf.open(BytesIO(signed)) as opened:
        shown = opened.pages[0].obj.Annots[-1].AP.N.Resources.XObject["/Appearance"]
        assert [str(font.Subtype) for font in shown.Resources.Font.values()] == ["/Type0"]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_report_is_signed_where_its_first_signer_signs(language: str) -> None:
    order = Order(languages=(language,), printed_at=NOW)
    plain = render([casefile()], order).pdf
    found = place_of(plain)
    assert found is not None
    assert place_of(plain, 2) not in (None, found)
    once = sign_in_place(plain, certificate_file(), "secret", reason="r", place="p", language=language)
    assert once.startswith(plain)
    assert archive_faults(once) == []
    with pikepdf.open(BytesIO(once)) as opened:
        shown = opened.pages[found[0]].obj.Annots[-1]
        assert [round(float(edge)) for edge in shown.Rect] == [round(edge) for edge in found[1]]


def test_a_document_without_a_place_to_sign_is_signed_unseen(report: bytes) -> None:
    assert place_of(report) is None
    once = sign_in_place(report, certificate_file(), "secret", reason="r", place="p", language="ko")
    assert once.startswith(report)
    assert signature_of(once)["Reason"] == "r"


def poppler(pdf: bytes, folder: Path) -> str:
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not there")
@pytest.mark.parametrize("key", [KEY, ec.generate_private_key(ec.SECP256R1())], ids=["rsa", "ec"])
def test_poppler_finds_it_valid(report: bytes, key: Any, tmp_path: Path) -> None:
    once = sign(report, certificate_file(key), "secret", reason="", place="")
    assert poppler(once, tmp_path).count("Signature is Valid") == 1
    assert "Total document signed" in poppler(once, tmp_path)
    twice = sign(once, certificate_file(), "secret", reason="", place="")
    assert poppler(twice, tmp_path).count("Signature is Valid") == 2
    at = report.index(b"endobj")
    broken = once[:at] + b"eNdobj" + once[at + 6 :]
    assert "Signature is Valid" not in poppler(broken, tmp_path)


def test_pyhanko_finds_it_whole(signed: bytes) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    found = PdfFileReader(BytesIO(signed)).embedded_signatures[0]
    own = found.signer_cert
    context = ValidationContext(trust_roots=[own], allow_fetching=False)
    status = validate_pdf_signature(found, context, skip_diff=True)
    assert status.intact
    assert status.valid
    assert status.trusted


def test_nothing_goes_over_a_network(report: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a connection was tried")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    assert sign(report, certificate_file(), "secret", reason="", place="").startswith(report)


def test_only_who_signs_waits_for_the_libraries_of_signatures() -> None:
    code = (
        "import sys, clinic_app.reports.documents, clinic_app.reports.signing; "
        "print({'pyhanko', 'cryptography', 'asn1crypto', 'aiohttp', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "set()"


def test_whose_certificate_it_is_can_be_asked() -> None:
    known = holder(certificate_file(), "secret")
    assert known.name == NAME
    assert known.since < datetime.now(UTC) < known.until
    assert holder(certificate_file(passphrase=""), "").name == NAME


def without_key() -> bytes:
    own = pkcs12.load_pkcs12(certificate_file(), b"secret").cert
    assert own is not None
    return pkcs12.serialize_key_and_certificates(
        None, None, None, [own.certificate], serialization.BestAvailableEncryption(b"secret")
    )


@pytest.mark.parametrize(
    ("content", "passphrase", "error"),
    [
        (b"", "secret", CertificateUnreadable),
        (b"no certificate", "secret", CertificateUnreadable),
        (certificate_file()[:500], "secret", CertificateUnreadable),
        (certificate_file(), "other", CertificateLocked),
        (certificate_file(), "", CertificateLocked),
        (without_key(), "secret", CertificateWithoutKey),
        (certificate_file(since=-9, until=-2), "secret", CertificateExpired),
        (certificate_file(since=2), "secret", CertificateExpired),
        (certificate_file(signs=False), "secret", CertificateUnfit),
        (certificate_file(rsa.generate_private_key(65537, 1024)), "secret", CertificateUnfit),
        (certificate_file(ed25519.Ed25519PrivateKey.generate()), "secret", CertificateUnfit),
    ],
    ids=["empty", "foreign", "cut", "wrong", "none", "no-key", "over", "early", "use", "short", "kind"],
)
def test_what_is_wrong_is_told(report: bytes, content: bytes, passphrase: str, error: type[ClinicError]) -> None:
    with pytest.raises(error) as caught:
        sign(report, content, passphrase, reason="", place="")
    said = error_text(catalog("en"), caught.value)
    assert said.endswith(".")
    assert re.search(r"\d{4}-\d\d-\d\d", said) or error is not CertificateExpired
