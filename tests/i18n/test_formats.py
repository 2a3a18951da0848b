"""Dates, digits and numbers, out to a reader and in from a keyboard."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.calendar import UnreadableDate, parse_date
from clinic_app.i18n import formats
from clinic_app.i18n.formats import UnreadableNumber, parse_number
from clinic_app.settings import LANGUAGES

DAY = date(2024, 8, 2)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12),
        ("-5", -5),
        ("+5", 5),
        ("12.5", "12.5"),
        (".5", "0.5"),
        ("5.", 5),
        ("007", 7),
        ("1,234", 1234),
        ("1,234,567", 1234567),
        ("1,234,567.89", "1234567.89"),
        ("12,34,567", 1234567),
        ("1.234.567", 1234567),
        ("1.234,5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("1.234", "1.234"),
        ("12,5", "12.5"),
        ("0,75", "0.75"),
        ("1,2345", "1.2345"),
        ("1 234 567", 1234567),
        ("1'234", 1234),
        ("1’234.5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u2009234", 1234),
        ("۱۲۳", 123),
        ("۱۲٫۵", "12.5"),
        ("۱۲/۵", "12.5"),
        ("۱٬۲۳۴٬۵۶۷٫۸", "1234567.8"),
        ("\u2212۵", -5),
        ("۱،۲۳۴", 1234),
        ("٣٫٥", "3.5"),
        ("３．５", "3.5"),
        ("１，２３４", 1234),
        ("\u2066-۵\u2069", -5),
        ("\u200f۱۲\u200e", 12),
        (" 12 ", 12),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, value: int | str) -> None:
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "x",
        "-",
        ".",
        ",",
        "--5",
        "+-5",
        "5-",
        "1e5",
        "1_000",
        "12.5.3",
        "1,2,3",
        "1403/05/12",
        "۱۴۰۳/۰۵/۱۲",
        "1.2,3.4",
        "1,234.567,8",
        "1,23,4",
        "5²",
        "½",
        "12kg",
        "0x1F",
        "NaN",
        "Infinity",
        "\x00",
    ],
)
def test_a_slip_is_not_read_as_some_number(typed: str) -> None:
    with pytest.raises(UnreadableNumber):
        parse_number(typed)


@pytest.mark.parametrize("typed", ["", " ", "\u200f", "\u00a0"])
def test_nothing_is_no_number(typed: str) -> None:
    assert parse_number(typed) is None


@given(st.text(max_size=12))
def test_any_text_is_a_number_nothing_or_refused(typed: str) -> None:
    try:
        found = parse_number(typed)
    except UnreadableNumber:
        return
    assert found is None or found.is_finite()


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(LANGUAGES))
def test_a_number_shown_with_all_its_decimals_is_read_again(value: Decimal, language: str) -> None:
    assert parse_number(formats.number(value, language, places=4)) == value


@pytest.mark.parametrize(
    ("value", "english", "persian"),
    [
        (None, "", ""),
        (0, "0", "۰"),
        (-0.001, "0", "۰"),
        (100, "100", "۱۰۰"),
        (1234.5, "1,234.5", "۱٬۲۳۴٫۵"),
        (-12.345, "-12.35", "\u2212۱۲٫۳۵"),
        (Decimal("0.10"), "0.1", "۰٫۱"),
        (10**15, "1,000,000,000,000,000", "۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰"),
    ],
)
def test_a_number_is_shown_as_the_reader_expects(value: float | None, english: str, persian: str) -> None:
    assert formats.number(value, "en") == formats.number(value, "ko") == english
    assert formats.number(value, "fa") == persian


def test_shares_and_fixed_decimals() -> None:
    assert (formats.percent(45.04, "en"), formats.percent(45.0, "fa"), formats.percent(None, "en")) == (
        "45%",
        "۴۵٪",
        "",
    )
    assert formats.number(2, "en", places=2) == "2.00"
    assert formats.number(-0.4, "en", places=0) == "0"


def test_a_day_is_shown_in_the_readers_calendar() -> None:
    assert [formats.day(DAY, language) for language in LANGUAGES] == ["2024-08-02", "۱۴۰۳/۰۵/۱۲", "2024-08-02"]
    assert [formats.long_day(DAY, language) for language in LANGUAGES] == [
        "2 August 2024",
        "۱۲ مرداد ۱۴۰۳",
        "2024년 8월 2일",
    ]
    assert formats.both_days(DAY, "fa") == "۱۲ مرداد ۱۴۰۳ (\u20662024-08-02\u2069)"
    assert formats.both_days(DAY, "en") == "2 August 2024 (1403/05/12)"
    assert {show(None, "fa") for show in (formats.day, formats.long_day, formats.both_days)} == {""}


@given(st.dates(date(1850, 1, 1), date(2150, 12, 31)), st.sampled_from(LANGUAGES))
def test_a_day_that_is_shown_is_read_again(day: date, language: str) -> None:
    assert parse_date(formats.day(day, language)) == day
    assert parse_date(f"\u2066{formats.day(day, language)}\u2069") == day


@pytest.mark.parametrize(
    "typed",
    [
        "2024-08-02",
        "2024/8/2",
        "2.8.2024",
        "02/08/2024",
        "20240802",
        "2024-08-02T09:30:00Z",
        "2024년 8월 2일",
        "1403/05/12",
        "1403-5-12",
        "12/5/1403",
        "14030512",
        "۱۴۰۳/۰۵/۱۲",
        "١٤٠٣/٠٥/١٢",
        "۲۰۲۴-۰۸-۰۲",
        "２０２４．８．２",
        "\u200f۱۴۰۳/۵/۱۲\u200f",
    ],
)
def test_a_day_is_read_in_every_script_and_calendar(typed: str) -> None:
    assert parse_date(typed.replace("．", ".")) == DAY


@pytest.mark.parametrize("typed", ["", "soon", "1403/13/01", "1403/12/31", "2023-02-29", "31/12/99", "0/0/0", "12.5"])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableDate):
        parse_date(typed)


def test_moments_are_local_and_in_the_script_of_the_reader() -> None:
    moment = datetime(2024, 8, 2, 9, 30, tzinfo=UTC)
    local = moment.astimezone()
    assert formats.clock(moment, "en") == local.strftime("%H:%M")
    assert formats.moment(moment, "fa").isascii() is False
    assert formats.moment(moment, "ko") == f"{local.date().isoformat()} {local.strftime('%H:%M')}"
