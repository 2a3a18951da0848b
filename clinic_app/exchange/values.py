"""One cell of a table to one value: digits of any script, dates of two calendars, choices in three languages."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TypeVar

from clinic_app.domain import calendar
from clinic_app.domain.areas import PartnerCountry
from clinic_app.domain.text import ascii_digits, clean
from clinic_app.exchange import vocabulary
from clinic_app.exchange.columns import Cell
from clinic_app.i18n import formats

_E = TypeVar("_E", bound=Enum)

_SERIALS = range(20_000, 80_001)  # 1954 to 2119 as spreadsheets count days
_SERIAL_ORIGIN = date(1899, 12, 30)
_JALALI_YEARS = range(1200, 1600)
_COUNTED = re.compile(r"(.*?)\s*([^\W\d_]+)\.?")
_ONE_YEAR = re.compile(r"\D{0,12}(\d{4})\D{0,12}")
_YEAR = re.compile(r"(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})(?:\s*[-/.년]\s*(\d{1,2})\s*월?)?\s*년?")
_OF_FIVE = re.compile(r"([1-5])\s*(?:/|از|of|중)\s*5|5점?\s*중\s*([1-5])점?")


class BadValue(ValueError):
    """The cell does not hold what its column asks for; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def text(cell: Cell) -> str:
    """The cell as clean, trimmed text; a whole number without its ".0", a date in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell).strip().strip("\ufeff").strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def digits(cell: Cell) -> str:
    """Text of an identifier or a telephone: as written, digits as 0-9."""
    return ascii_digits(text(cell))


def whole(cell: Cell) -> int | None:
    """A whole number, with a word for people behind it or not. Codes: "unreadable-number", "not-whole"."""
    if isinstance(cell, bool | date | time | timedelta):
        raise BadValue("unreadable-number")
    written = text(cell)
    counted = _COUNTED.fullmatch(written)
    if counted and vocabulary.meaning("people", counted[2]):
        written = counted[1]
    try:
        found = formats.parse_number(written)
    except formats.UnreadableNumber as error:
        raise BadValue("unreadable-number") from error
    if found is None:
        return None
    if found != found.to_integral_value():
        raise BadValue("not-whole")
    if abs(found) >= 2**63:
        raise BadValue("out-of-range")
    return int(found)


def year(cell: Cell) -> int | None:
    """A year of either calendar, taken also out of a date. Code: "unreadable-year"."""
    if isinstance(cell, date):
        return cell.year
    written = digits(cell)
    if not written:
        return None
    found = _ONE_YEAR.fullmatch(written) or (_YEAR.search(written) if _is_day(written) else None)
    if found is None:
        raise BadValue("unreadable-year")
    return int(found[1])


def _is_day(written: str) -> bool:
    try:
        calendar.parse_date(written)
    except calendar.UnreadableDate:
        return False
    return True


def day(cell: Cell) -> date | None:
    """A day: a true date of the sheet, the number a spreadsheet counts it by, or text. Code: "unreadable-date".

    A "true" date in the years 1200 to 1599 is a Jalali one that a spreadsheet took for Gregorian.
    """
    if isinstance(cell, date):
        found = cell.date() if isinstance(cell, datetime) else cell
        return _jalali(found) if found.year in _JALALI_YEARS else found
    if isinstance(cell, bool | time | timedelta):
        raise BadValue("unreadable-date")
    written = text(cell)
    if not written:
        return None
    if not isinstance(cell, str) and written.isdecimal() and int(written) in _SERIALS:
        return _SERIAL_ORIGIN + timedelta(days=int(written))
    try:
        return calendar.parse_date(written)
    except calendar.UnreadableDate as error:
        raise BadValue("unreadable-date") from error


def _jalali(found: date) -> date:
    try:
        return calendar.from_jalali(found.year, found.month, found.day)
    except calendar.UnreadableDate as error:
        raise BadValue("unreadable-date") from error


def beginning(cell: Cell) -> date | None:
    """A day since which something is so; a month or a year alone means its first day. Code: "unreadable-date"."""
    found = _YEAR_MONTH.fullmatch(digits(cell))
    return day(f"{found[1]}/{found[2] or 1}/1" if found else cell)


def level(cell: Cell) -> int | None:
    """1 to 5 as a number, "4/5", or a word from very low to very high. Codes: "unknown-level", "out-of-range"."""
    written = digits(cell)
    if not written:
        return None
    if found := _OF_FIVE.fullmatch(written):
        return int(found[1] or found[2])
    try:
        number = formats.parse_number(written)
    except formats.UnreadableNumber as error:
        named = vocabulary.meaning("level", written)
        if named is None:
            raise BadValue("unknown-level") from error
        return int(named)
    if number is None or number not in range(1, 6):
        raise BadValue("out-of-range")
    return int(number)


def choice(section: str, kind: type[_E]) -> Callable[[Cell], _E | None]:
    """A reader of one choice by its code or by a word of the section. Code: "unknown-choice"."""

    def read(cell: Cell) -> _E | None:
        written = text(cell)
        if not written:
            return None
        found = vocabulary.meaning(section, written)
        if found is None:
            raise BadValue("unknown-choice")
        return kind(found)

    return read


def country(cell: Cell) -> str:
    """ISO code of a country given by code or name; empty when the cell is. Code: "unknown-country"."""
    written = text(cell)
    if not written:
        return ""
    found = vocabulary.country(written)
    if found is None:
        raise BadValue("unknown-country")
    return found


def partner_country(cell: Cell) -> PartnerCountry | None:
    """A partner of the memorandum by code or name; any other country is OTHER. Code: "unknown-country"."""
    written = text(cell)
    if not written:
        return None
    named = vocabulary.meaning("partner_country", written)
    if named is None and vocabulary.country(written) is None:
        raise BadValue("unknown-country")
    return PartnerCountry(named) if named else PartnerCountry.OTHER
