"""Dates, digits and numbers as a reader of the language expects them."""

import re
from datetime import date, datetime, tzinfo
from decimal import Decimal

from clinic_app.domain.calendar import to_jalali
from clinic_app.domain.text import ascii_digits

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_JALALI_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_GREGORIAN_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def digits(text: str, language: str) -> str:
    """``text`` with its ASCII digits in the script of the language."""
    return text.translate(_PERSIAN_DIGITS) if language == "fa" else text


def number(value: float | Decimal | None, language: str, places: int | None = None) -> str:
    """A number with the group and decimal marks of the language; empty for None.

    ``places`` fixes the decimals; without it at most two are shown and trailing zeros are dropped.
    """
    if value is None:
        return ""
    plain = f"{value:,.{2 if places is None else places}f}"
    if places is None:
        plain = plain.rstrip("0").rstrip(".")
    if not plain.strip("-0."):
        plain = plain.removeprefix("-")  # what rounds to nothing has no sign
    if language == "fa":
        plain = plain.replace(",", "٬").replace(".", "٫").replace("-", "\u2212")
    return digits(plain, language)


def percent(value: float | None, language: str) -> str:
    """A share given in percent (45.0), with at most one decimal; empty for None."""
    if value is None:
        return ""
    plain = number(round(value, 1), language)
    return f"{plain}٪" if language == "fa" else f"{plain}%"


def day(value: date | None, language: str) -> str:
    """A short date that sorts: Jalali 1403/05/12 in Persian digits, 2024-08-02 elsewhere; empty for None."""
    if value is None:
        return ""
    if language == "fa":
        return digits("{:04d}/{:02d}/{:02d}".format(*to_jalali(value)), language)
    return date(value.year, value.month, value.day).isoformat()


def long_day(value: date | None, language: str) -> str:
    """A date in words: ۱۲ مرداد ۱۴۰۳, 2024년 8월 2일, 2 August 2024; empty for None."""
    if value is None:
        return ""
    if language == "fa":
        year, month, number_ = to_jalali(value)
        return digits(f"{number_} {_JALALI_MONTHS[month - 1]} {year}", language)
    if language == "ko":
        return f"{value.year}년 {value.month}월 {value.day}일"
    return f"{value.day} {_GREGORIAN_MONTHS[value.month - 1]} {value.year}"


def both_days(value: date | None, language: str) -> str:
    """The date in the reader's calendar, followed by the other one in brackets; empty for None."""
    if value is None:
        return ""
    if language == "fa":
        return f"{long_day(value, 'fa')} (\u2066{value.isoformat()}\u2069)"
    return f"{long_day(value, language)} ({'{:04d}/{:02d}/{:02d}'.format(*to_jalali(value))})"


def clock(value: datetime, language: str, zone: tzinfo | None = None) -> str:
    """Hour and minute, 14:03, in a time zone, or in that of this machine."""
    return digits(value.astimezone(zone).strftime("%H:%M"), language)


def moment(value: datetime, language: str, zone: tzinfo | None = None) -> str:
    """Day and time, likewise."""
    return f"{day(value.astimezone(zone).date(), language)} {clock(value, language, zone)}"


class UnreadableNumber(ValueError):
    """The text is no number."""


_MINUS = str.maketrans("\u2212\u2010\u2011\u2013\uff0d", "-----")
_MARKS = str.maketrans("٫/．،，", "...,,")
_GROUP_MARKS = re.compile(
    "[\\s٬'’\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # spaces, group and direction marks
)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{2,3})*,\d{3}(?:\.\d*)?|(?:\.\d{3}){2,}(?:,\d*)?|\.\d{3},\d*)")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,(?!\d{3}$)\d+")


def parse_number(text: str) -> Decimal | None:
    """A number as people type it, digits of any script; None for empty text. Raises UnreadableNumber.

    Decimal marks: . and the Persian ٫ and /; group marks: the Persian ٬, a comma, spaces, an apostrophe. One
    comma followed by other than three digits is a decimal mark, as in Germany and Turkey; with points as group
    marks it always is. What is grouped otherwise than in threes (or, as in India, twos) is no number but a
    slip, or a date.
    """
    plain = _GROUP_MARKS.sub("", ascii_digits(text).translate(_MINUS))
    if not plain:
        return None
    if plain.count("/") > 1:
        raise UnreadableNumber(text)
    plain = plain.translate(_MARKS)
    if _DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    elif _GROUPED.fullmatch(plain):
        in_points = plain.lstrip("+-0123456789").startswith(".")
        plain = plain.replace(".", "").replace(",", ".") if in_points else plain.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        raise UnreadableNumber(text)
    return Decimal(plain)
