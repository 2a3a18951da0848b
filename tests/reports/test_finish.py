"""The finished file: fit for an archive, the same bytes every time, and locked when it is to be mailed."""

import hashlib
import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from reportlab.pdfgen.canvas import Canvas

from clinic_app.errors import UnusablePassphrase
from clinic_app.reports.finish import encrypted, finish, passphrase_of
from clinic_app.reports.icc import srgb
from clinic_app.reports.text.paragraph import Paragraph
from tests.reports.checking import archive_faults
from tests.reports.printing import KOREAN, PERSIAN, print_story, text_of

STORY = [Paragraph("گزارش «نهایی» v2 در ۱۴۰۳", PERSIAN), Paragraph("최종 보고서 A & B", KOREAN)]


def raw(**about: str) -> bytes:
    return print_story(list(STORY), **{"title": "Report", "author": "Somebody", **about})


def test_it_is_fit_for_an_archive() -> None:
    assert archive_faults(finish(raw(), language="fa")) == []


def test_the_checker_sees_what_an_archive_refuses() -> None:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(10, 10, "Helvetica is not embedded")
    canvas.setFillColorCMYK(1, 0, 0, 0)
    canvas.linkURL("https://example.com", (0, 0, 10, 10))
    canvas.save()
    with pikepdf.open(BytesIO(finish(file.getvalue(), language="en"))) as pdf:
        pdf.Root.AA = pikepdf.Dictionary()
        pdf.docinfo["/Title"] = "something else"
        del pdf.Root.OutputIntents
        pdf.pages[0].obj.Annots[0].F = 2
        changed = BytesIO()
        pdf.pages[0].obj.Contents = pdf.make_stream(b"1 0 0 0 k q")
        pdf.save(changed)
    faults = " · ".join(archive_faults(changed.getvalue()))
    for fault in ("catalogue has /AA", "not one output intent", "/Title differs", "operator k", "not printed"):
        assert fault in faults
    assert "no composite font" in faults
    assert "q without Q" in faults


def test_equal_input_gives_equal_bytes_and_other_input_another_id() -> None:
    one, other = finish(raw(), language="fa"), finish(raw(title="Other"), language="fa")
    assert one == finish(raw(), language="fa")
    with pikepdf.open(BytesIO(one)) as left, pikepdf.open(BytesIO(other)) as right:
        assert bytes(left.trailer.ID[0]) != bytes(right.trailer.ID[0])


def test_it_can_be_finished_twice() -> None:
    once = finish(raw(), language="fa")
    assert archive_faults(finish(once, language="fa")) == []
    assert text_of(finish(once, language="fa")) == text_of(raw())


@pytest.mark.parametrize("language", ["fa", "en", "ko"])
def test_readers_are_told_the_language_and_to_show_the_title(language: str) -> None:
    with pikepdf.open(BytesIO(finish(raw(), language=language))) as pdf:
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize("language", ["fa", "en", "ko"])
def test_the_text_is_copied_as_before(language: str) -> None:
    assert text_of(finish(raw(), language=language)) == text_of(raw())


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_title_says_the_same_in_both_places(title: str) -> None:
    assert archive_faults(finish(raw(title=title, author=title + "<&>"), language="en")) == []


def test_the_colours_never_change() -> None:
    assert hashlib.sha256(srgb()).hexdigest().startswith("ca78758016161a6e")


def test_the_colours_are_those_of_the_screen() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb()))
    every = Image.frombytes("RGB", (256, 1), bytes(range(256)) * 3)
    turned = ImageCms.profileToProfile(every, profile, ImageCms.createProfile("sRGB"))
    assert turned is not None
    assert max(abs(a - b) for a, b in zip(every.tobytes(), turned.tobytes(), strict=True)) <= 1


@pytest.mark.parametrize("passphrase", ["secret", "گذرواژه ۱۲۳", "암호 12", "ünï cödé", "x" * 127])
def test_a_locked_file_opens_with_its_passphrase_only(passphrase: str) -> None:
    locked = encrypted(finish(raw(), language="fa"), passphrase)
    with pikepdf.open(BytesIO(locked), password=passphrase) as pdf:
        assert pdf.encryption.R == 6
        assert pdf.encryption.stream_method.name == "aesv3"
        assert all(pdf.allow)
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()
    for wrong in ("", passphrase[:-1]):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(locked), password=wrong)
    with pypdfium2.PdfDocument(locked, password=passphrase) as document:
        assert "گزارش" in document[0].get_textpage().get_text_range()


def test_nothing_of_the_text_shows_through_the_lock() -> None:
    locked = encrypted(finish(raw(title="A very secret title"), language="fa"), "secret")
    for shape in ("utf-8", "utf-16-be"):
        assert "very secret".encode(shape) not in locked


@pytest.mark.parametrize(
    "passphrase",
    ["", "x" * 128, "گذر" * 43, "می\u200cشود", "a\u00a0b", "e\u0301", "a\nb", "\ufb01", "soft\u00adhyphen"],
)
def test_a_passphrase_that_readers_spell_differently_is_refused(passphrase: str) -> None:
    with pytest.raises(UnusablePassphrase):
        passphrase_of(passphrase)
    with pytest.raises(UnusablePassphrase):
        encrypted(raw(), passphrase)


def test_links_are_printed() -> None:
    pdf = finish(print_story([Paragraph("x", PERSIAN.but(link="https://example.com"))]), language="fa")
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert [int(each.F) for each in opened.pages[0].obj.Annots] == [4]


def test_dates_are_the_same_moment() -> None:
    with pikepdf.open(BytesIO(finish(raw(), language="en"))) as pdf:
        stored = str(pdf.docinfo["/CreationDate"])
        told = re.search(rb"<xmp:CreateDate>([^<]+)<", pdf.Root.Metadata.read_bytes())
    assert told is not None
    assert re.sub(r"\D", "", stored)[:14] == re.sub(r"\D", "", told[1].decode())[:14]
