"""What records share: the field error, and the small checks that several of them make."""

from datetime import date
from typing import NamedTuple

EARLIEST = date(1850, 1, 1)
LATEST = date(2150, 12, 31)


class FieldError(NamedTuple):
    """One rule a field breaks. ``code`` is worded in ``i18n.labels``; a warning never blocks a save."""

    field: str
    code: str
    warning: bool = False


def required(field: str, value: str) -> list[FieldError]:
    """The error of an empty mandatory text."""
    return [] if value.strip() else [FieldError(field, "empty")]


def within(field: str, value: float | None, low: float, high: float) -> list[FieldError]:
    """The error of a number outside ``low`` to ``high``, both allowed; None is fine."""
    return [] if value is None or low <= value <= high else [FieldError(field, "out-of-range")]


def plausible(field: str, value: date | None) -> list[FieldError]:
    """The error of a day that no case of this program can have; None is fine."""
    return [] if value is None or EARLIEST <= value <= LATEST else [FieldError(field, "implausible-date")]


def in_order(field: str, first: date | None, last: date | None) -> list[FieldError]:
    """The error of an end before its beginning."""
    return [FieldError(field, "before-start")] if first and last and last < first else []
