"""What records share: the field error, and the small checks that several of them make."""

import unicodedata
from datetime import date
from typing import NamedTuple

EARLIEST = date(1850, 1, 1)
LATEST = date(2150, 12, 31)
MOST = 10**18
"""Beyond every sum of money in any currency, and within what a database keeps as a whole number."""

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # controls, direction marks and joiners, spaces


class FieldError(NamedTuple):
    """One rule a field breaks. ``code`` is worded in ``i18n.labels``; a warning never blocks a save."""

    field: str
    code: str
    warning: bool = False


def required(field: str, value: str) -> list[FieldError]:
    """The error of a mandatory text in which there is nothing to be seen."""
    is_seen = any(unicodedata.category(char) not in _UNSEEN for char in value)
    return [] if is_seen else [FieldError(field, "empty")]


def within(field: str, value: float | None, low: float, high: float) -> list[FieldError]:
    """The error of a number outside ``low`` to ``high``, both allowed; None is fine."""
    return [] if value is None or low <= value <= high else [FieldError(field, "out-of-range")]


def plausible(field: str, value: date | None) -> list[FieldError]:
    """The error of a day that no case of this program can have; None is fine."""
    return [] if value is None or EARLIEST <= value <= LATEST else [FieldError(field, "implausible-date")]


def in_order(field: str, first: date | None, last: date | None) -> list[FieldError]:
    """The error of an end before its beginning."""
    return [FieldError(field, "before-start")] if first and last and last < first else []
