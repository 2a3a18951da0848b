"""Folding: what people read as the same compares the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.text import ascii_digits, clean, fold, squeeze


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كيفيت", "کیفیت"),
        ("شركة", "شرکه"),
        ("مُدیریّت", "مدیریت"),
        ("بـــازار", "بازار"),
        ("۱۴۰۳", "1403"),
        ("١٤٠٣", "1403"),
        ("آموزش", "اموزش"),
        ("ＥＲＰ", "erp"),
        ("İSTANBUL", "istanbul"),
        ("ılık", "ilik"),
        ("Müller", "muller"),
        ("중소기업", "중소기업"),
    ],
)
def test_variants_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_joined_word_and_one_with_zwnj_squeeze_apart_like_words() -> None:
    assert squeeze("ماشین\u200cآلات") == squeeze("ماشین  آلات")


def test_ascii_digits_leaves_everything_else() -> None:
    assert ascii_digits("۰۹۱۲-x٣") == "0912-x3"


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_a_file_cannot_hold(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()
    assert "\x00" not in once


def test_newlines_and_tabs_survive_cleaning() -> None:
    assert clean("a\r\nb\tc\x07\rd\ud800") == "a\nb\tc\nd\ufffd"
