"""A checker that is not ours: Apache PDFBox's preflight, which knows PDF/A-1b, so the files are dressed as that.

Skipped where Java or its libraries are missing: on Debian libpdfbox2-java, libfontbox2-java, libcommons-logging-java,
libbcprov-java, libactivation-java and libjaxb-api-java; `CLINIC_JARS` names another folder that has them.
"""

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from clinic_app.domain.casefile import ReportKind
from clinic_app.reports.finish import finish
from clinic_app.reports.signing import sign_in_place
from tests.reports.cases import many, whole
from tests.reports.orders import MARK, printed
from tests.reports.printing import print_story
from tests.reports.test_signing import certificate_file

JARS = Path(os.environ.get("CLINIC_JARS", "/usr/share/java"))
NEEDED = ("pdfbox2", "fontbox2", "preflight", "xmpbox", "commons-logging", "bcprov", "javax.activation", "jaxb-api")
PATHS = [JARS / f"{name}.jar" for name in NEEDED]

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None or not all(path.exists() for path in PATHS), reason="no preflight on this machine"
)


def as_1b(pdf: bytes) -> bytes:
    """The same file with what part 1 of the standard asks for and part 2 does not: CIDSet, no packed objects."""
    file = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        metadata = opened.Root.Metadata
        metadata.write(metadata.read_bytes().replace(b"<pdfaid:part>2", b"<pdfaid:part>1"))
        for each in opened.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == Name.CIDFontType2:
                first, last = int(each.W[0]), int(each.W[0]) + len(each.W[1])
                used = bytearray(last // 8 + 1)
                for code in (0, *range(first, last)):
                    used[code // 8] |= 0x80 >> code % 8
                each.FontDescriptor.CIDSet = opened.make_stream(bytes(used))
        opened.save(file, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return file.getvalue()


def preflight(folder: Path, *files: bytes) -> str:
    """What is wrong with the files, one line each."""
    names = []
    for number, pdf in enumerate(files):
        names.append(folder / f"{number}.pdf")
        names[-1].write_bytes(as_1b(pdf))
    line = ["java", "-cp", os.pathsep.join(map(str, PATHS)), str(Path(__file__).with_name("Preflight.java")), *names]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("language", ["en", "fa", "ko", "fa+en"])
def test_every_document_passes(language: str, tmp_path: Path) -> None:
    files = [
        printed(list(many(6)) if kind.is_of_many else [whole()], kind, language, issue=issue).pdf
        for kind in ReportKind
        for issue in ([MARK, None] if kind.can_be_issued else [None])
    ]
    assert preflight(tmp_path, *files) == ""


def test_a_signed_report_passes(tmp_path: Path) -> None:
    plain = printed([whole()], ReportKind.CONSULTATION, "fa", issue=MARK).pdf
    signed = sign_in_place(plain, certificate_file(), "secret", reason="تأیید", place="اصفهان", language="fa")
    assert preflight(tmp_path, signed) == ""


def test_the_checker_finds_something(tmp_path: Path) -> None:
    plain = finish(print_story([], title="A"), language="en")
    with pikepdf.open(BytesIO(plain)) as opened:
        opened.docinfo["/Title"] = "B"
        opened.add_blank_page()
        opened.pages[0].obj.AA = pikepdf.Dictionary()
        file = BytesIO()
        opened.save(file)
    assert "Title" in preflight(tmp_path, file.getvalue())
