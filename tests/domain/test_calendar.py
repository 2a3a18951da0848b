"""Days in two calendars, as people type them."""

from datetime import date, timedelta

import pytest

from clinic_app.domain.calendar import UnreadableDate, fiscal_year, from_jalali, parse_date, to_jalali

TWELFTH_OF_MORDAD = date(2024, 8, 2)


@pytest.mark.parametrize(
    "text",
    [
        "1403/05/12",
        "۱۴۰۳/۰۵/۱۲",
        "١٤٠٣/٠٥/١٢",
        "1403-5-12",
        "14030512",
        "12/05/1403",
        "2024-08-02",
        "2024-08-02T14:03:00Z",
        "2/8/2024",
        "02.08.2024",
        "2024년 8월 2일",
        " ２０２４-０８-０２ ",
    ],
)
def test_one_day_is_read_however_it_is_written(text: str) -> None:
    assert parse_date(text) == TWELFTH_OF_MORDAD


@pytest.mark.parametrize(
    "text", ["", "soon", "1404/12/30", "2023-02-29", "2024-13-01", "32/1/2024", "5/12", "0012/01/01"]
)
def test_what_is_no_day_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UnreadableDate):
        parse_date(text)


def test_every_jalali_day_from_1206_to_1498_comes_back() -> None:
    day, last = from_jalali(1206, 1, 1), from_jalali(1498, 12, 29)
    while day <= last:
        assert from_jalali(*to_jalali(day)) == day
        day += timedelta(days=1)


def test_the_jalali_year_turns_in_march() -> None:
    assert fiscal_year(date(2024, 3, 19), "jalali") == 1402
    assert fiscal_year(date(2024, 3, 20), "jalali") == 1403
    assert fiscal_year(date(2024, 3, 19), "gregorian") == 2024
