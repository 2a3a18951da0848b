"""Text that a spreadsheet might run is shielded in CSV, and reading back gives exactly what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.exchange.formula import shield, unshield

STARTS = "=+-@＝＋－＠\t\r\n"
_texts = st.text() | st.builds(str.__add__, st.text(alphabet="'" + STARTS + " ", max_size=6), st.text(max_size=10))


@given(_texts)
def test_reading_back_gives_what_was_written(text: str) -> None:
    assert unshield(shield(text)) == text


@given(_texts)
def test_no_shielded_text_starts_a_formula(text: str) -> None:
    assert not shield(text).startswith(tuple(STARTS))
    assert not shield(text).lstrip().startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.parametrize("text", ["=1+1", "+98 21", "-5", "@SUM(A1)", "\t=1", "＝cmd", "  =1", "'=1", "\r=1", "\n@a"])
def test_what_might_run_gets_an_apostrophe(text: str) -> None:
    assert shield(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "'quoted'", "12", "کاشی", "1-2", "’=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert shield(text) == text
    assert unshield(text) == text


def test_an_apostrophe_of_the_users_own_is_not_taken_away() -> None:
    assert unshield("'tis") == "'tis"
    assert unshield("''=1") == "'=1"
