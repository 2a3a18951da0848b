"""The printed code: read back by a decoder that is not ours, and never ambiguous to the eye."""

import hashlib
import re

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.reports.desk import desk_of
from clinic_app.reports.document import IssueMark, Order
from clinic_app.reports.qr import Square, matrix, verification, verification_code
from clinic_app.reports.text.sanitise import Substitutions
from tests.factories import NOW
from tests.reports.printing import print_story, text_of

CONTENT = "CLINIC 1403-ESF-0012 v2 7K3M-2QXD-94TB"
DIGEST = hashlib.sha256(b"a snapshot").hexdigest()


def read(pdf: bytes, *, scale: float = 2.0) -> list[str]:
    """The QR codes on the first page, as ZXing reads them from a grey picture of it."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=scale, grayscale=True).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture) if found.valid]


@pytest.mark.parametrize("content", [CONTENT, "CLINIC ۱۴۰۳-۰۰۱۲ v2 7K3M", "가나다 1403", "A", "x" * 400])
def test_a_decoder_reads_what_was_printed(content: str) -> None:
    assert read(print_story([Square(content, "")]), scale=4) == [content]


def test_it_is_read_from_a_copy_of_a_copy() -> None:
    assert read(print_story([Square(CONTENT, "")]), scale=1.25) == [CONTENT]


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_square_and_code_stand_beside_each_other(language: str) -> None:
    issue = IssueMark(number="1403-ESF-0012", version=2, issued_at=NOW, by="Leila", code="7K3M-2QXD-94TB")
    desk = desk_of(Order(languages=(language,), printed_at=NOW, issue=issue), language, Substitutions())
    pdf = print_story(verification(desk))
    assert read(pdf) == ["1403-ESF-0012 v2 7K3M-2QXD-94TB"]
    assert "7K3M-2QXD-94TB" in text_of(pdf)


def test_the_square_is_as_large_as_its_kind_says() -> None:
    rows = matrix(CONTENT)
    assert (len(rows) - 17) % 4 == 0
    assert {len(row) for row in rows} == {len(rows)}


def test_the_largest_square_holds_what_it_should() -> None:
    assert len(matrix("x" * 1579)) == 173


def test_too_much_for_a_square_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        matrix("x" * 3000)


@given(st.text(), st.integers(1, 999), st.text())
def test_codes_have_no_letter_that_looks_like_another(number: str, version: int, snapshot: str) -> None:
    code = verification_code(number, version, snapshot)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code)


def test_codes_differ_by_number_version_and_snapshot() -> None:
    others = [("1403-ESF-0012", 2, DIGEST), ("1403-ESF-0012", 3, DIGEST), ("1403-ESF-0013", 2, DIGEST)]
    others += [("1403-ESF-0012", 2, DIGEST[::-1])]
    assert len({verification_code(*each) for each in others}) == 4


def test_the_code_of_a_report_never_changes() -> None:
    assert verification_code("1403-ESF-0012", 2, DIGEST) == "B0B4-RMDH-5Y0K"
