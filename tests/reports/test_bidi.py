"""Levels and order on sentences as they come in reports."""

import pytest

from clinic_app.reports.text.bidi import paragraph_levels, reorder, resolve_levels
from clinic_app.reports.text.sanitise import isolate


def shown(text: str, base: int | None = 1) -> str:
    """The text from left to right as it stands on paper, before mirroring."""
    _, levels = resolve_levels(text, base)
    marks = "\u2066\u2067\u2068\u2069"
    return "".join(text[index] for index in reorder(levels) if text[index] not in marks)


def test_digits_of_a_persian_date_stay_in_order() -> None:
    assert shown("تاریخ ۱۴۰۳/۰۵/۱۲") == "۱۴۰۳/۰۵/۱۲ خیرات"


def test_a_latin_name_stays_in_order_inside_persian() -> None:
    assert shown("با SAP R3 کار") == "راک SAP R3 اب"


def test_a_phone_number_is_torn_without_isolate_and_whole_with_it() -> None:
    phone = "+98 21 8877-6655"
    assert phone not in shown(f"تلفن {phone} است")
    assert phone in shown(f"تلفن {isolate(phone, ltr=True)} است")


def test_a_negative_number_keeps_its_sign_in_front_when_isolated() -> None:
    assert shown(f"سود {isolate('-12.5')} بود") == "دوب -12.5 دوس"


def test_brackets_go_with_what_stands_between_them() -> None:
    _, levels = resolve_levels("(abc) ب", 0)
    assert levels[:5] == bytes(5)


@pytest.mark.parametrize(("text", "base"), [("abc ب", 0), ("۱۲ ب", 1), ("12!", 0), ("", 0), ("\u2067ب\u2069 a", 0)])
def test_the_first_letter_decides_where_no_direction_is_given(text: str, base: int) -> None:
    assert paragraph_levels(text, None)[0] == base


def test_nesting_deeper_than_the_limit_is_harmless() -> None:
    for opening in ("\u202b", "\u2067", "("):
        levels = resolve_levels(opening * 5000 + "ب1a", None)[1]
        assert len(levels) == 5003
        assert max(levels) <= 126
