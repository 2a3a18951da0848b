"""Words remember where they stood, whatever the script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.matching import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Worn-out MACHINERY, 40 t", ["worn", "out", "machinery", "40", "t"]),
        ("ماشین\u200cآلات فرسودهٔ ما", ["ماشین", "الات", "فرسوده", "ما"]),
        ("كيفيت ۱۲٪", ["کیفیت", "12"]),
        ("설비가 낡았다", ["설비가", "낡았다"]),
        ("ＥＲＰ 도입", ["erp", "도입"]),
        ("robot🤖arm", ["robot", "arm"]),
        ("مَدرَسه ـــ کـــار", ["مدرسه", "کار"]),
        ("", []),
        (" \n—!? ", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert [word.folded for word in words.split(text)] == expected
    assert list(words.folded(text)) == expected


@given(st.text(max_size=200))
def test_offsets_are_those_of_the_text_as_given(text: str) -> None:
    end_before = 0
    for word in words.split(text):
        assert end_before <= word.start < word.end <= len(text)
        assert words.folded(text[word.start : word.end]) == (word.folded,)
        end_before = word.end


def test_decomposed_and_composed_letters_are_the_same_word() -> None:
    assert words.folded("\u1112\u1161\u11ab\u1100\u1173\u11af cafe\u0301") == words.folded("한글 café")


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("plain English", {"en"}),
        ("دستگاه CNC ما خراب است و قطعه ندارد", {"fa"}),
        ("PLC 고장으로 라인이 자주 섭니다", {"ko"}),
        ("창고 재고 관리 barcode system for the warehouse", {"ko", "en"}),
        ("1234 !!", {"en"}),
    ],
)
def test_languages_by_script(text: str, languages: set[str]) -> None:
    shares = words.shares(text)
    assert set(shares) == languages
    assert sum(shares.values()) == pytest.approx(1)


def test_grams_of_letters_and_syllables() -> None:
    assert words.grams("cnc") == (" cn", "cnc", "nc ", " cnc", "cnc ", " cnc ")
    assert words.grams("설비") == (" 설", "설비", "비 ", " 설비", "설비 ")
