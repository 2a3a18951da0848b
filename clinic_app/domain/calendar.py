"""Days: Jalali and Gregorian, and dates as people type them in any script."""

import re
from datetime import date, datetime

import jdatetime

from clinic_app.domain.text import ascii_digits

_PARTS = re.compile(r"(\d{1,4})\s*[-/.\u066b年년]\s*(\d{1,2})\s*[-/.\u066b月월]\s*(\d{1,4})\s*[日일.]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DIRECTION = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]")  # come along with pasted dates
_JALALI_YEARS = range(1200, 1600)


class UnreadableDate(ValueError):
    """The text is no date that exists."""


def to_jalali(day: date) -> tuple[int, int, int]:
    """Year, month and day of the Jalali calendar."""
    found = jdatetime.date.fromgregorian(date=day)
    return found.year, found.month, found.day


def from_jalali(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Jalali day. Raises UnreadableDate when there is no such day."""
    try:
        found: date = jdatetime.date(year, month, day).togregorian()
    except ValueError as error:
        raise UnreadableDate(f"{year}/{month}/{day}") from error
    return found


def parse_date(text: str) -> date:
    """A day as people write it: ISO, Jalali (1403/05/12) or Gregorian with the day first (12.5.2024).

    A year of 1200 to 1599 is Jalali; digits of any script; separators - / . and the Korean words. A time of
    day behind an ISO date is dropped. Raises UnreadableDate.
    """
    plain = _DIRECTION.sub("", ascii_digits(text)).strip()
    plain = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$", "", plain)
    found = _COMPACT.fullmatch(plain) or _PARTS.fullmatch(plain)
    if found is None:
        raise UnreadableDate(text)
    first, month, last = (int(part) for part in found.groups())
    year, day = (last, first) if last > 31 else (first, last)
    if year in _JALALI_YEARS:
        return from_jalali(year, month, day)
    if year < 1000:
        raise UnreadableDate(text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableDate(text) from error


def fiscal_year(day: date, calendar: str) -> int:
    """The year of ``day`` in ``calendar``, "jalali" or "gregorian"."""
    return to_jalali(day)[0] if calendar == "jalali" else day.year


def today() -> date:
    """The day it is where the user sits."""
    return datetime.now().astimezone().date()
