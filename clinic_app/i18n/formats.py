"""Dates, digits and numbers as a reader of the language expects them."""

from datetime import date, datetime
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
    return value.strftime("%Y-%m-%d") if value.year >= 1000 else value.isoformat()


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


def clock(value: datetime, language: str) -> str:
    """Hour and minute in local time, 14:03."""
    return digits(value.astimezone().strftime("%H:%M"), language)


def moment(value: datetime, language: str) -> str:
    """Day and time in local time."""
    return f"{day(value.astimezone().date(), language)} {clock(value, language)}"


def jalali_month(month: int) -> str:
    """The Persian name of a Jalali month, 1 to 12."""
    return _JALALI_MONTHS[month - 1]


class UnreadableNumber(ValueError):
    """The text is no number."""


def parse_number(text: str) -> Decimal | None:
    """A number as people type it, digits of any script; None for empty text. Raises UnreadableNumber.

    Decimal marks: . and the Persian ٫ and /; group marks: the Persian ٬, a comma, spaces. One comma followed
    by other than three digits is a decimal mark, as in Germany and Turkey.
    """
    plain = ascii_digits(text).strip()
    for mark in ("\u200e", "\u200f", "\u2066", "\u2069", "\u00a0", "\u202f", " ", "٬", "'"):
        plain = plain.replace(mark, "")
    plain = plain.replace("\u2212", "-").replace("٫", ".").replace("/", ".").replace("،", ",")
    if not plain:
        return None
    if "," in plain:
        whole, _, rest = plain.rpartition(",")
        is_decimal = "." not in rest and "," not in whole and len(rest) != 3
        if "." in whole and "," not in whole:  # 1.234,5
            plain = whole.replace(".", "") + "." + rest
        else:
            plain = f"{whole}.{rest}" if is_decimal else plain.replace(",", "")
    elif plain.count(".") > 1:  # 1.234.567
        plain = plain.replace(".", "")
    if not plain.lstrip("+-").replace(".", "", 1).isdecimal():
        raise UnreadableNumber(text)
    return Decimal(plain)
