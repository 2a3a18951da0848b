"""The columns of an intake table, and how a header row is recognised by key or by its words."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from clinic_app.exchange import vocabulary
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import N_, Catalog, catalog
from clinic_app.settings import LANGUAGES

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = tuple[int, Sequence[Cell]]
"""Line of the file or sheet (the first being 1) and its cells."""

KEYS = (
    "enterprise_name", "enterprise_name_latin", "country", "legal_id", "isic", "province", "industrial_park",
    "unit_status", "employees", "founded_year", "contact_name", "contact_role", "contact_phone", "contact_email",
    "received_on", "channel", "case_title", "request", "problem_title", "problem_statement", "since", "severity",
    "urgency", "partner_country", "advisor", "source_id",
)  # fmt: skip
TEXTS = ("request", "problem_statement")
"""One of these must be there, besides ``enterprise_name``."""

# Columns whose name is not that of a record's field.
_NAMES = {
    "enterprise_name": N_("Enterprise name"),
    "enterprise_name_latin": N_("Enterprise name in Latin letters"),
    "contact_name": N_("Contact name"),
    "contact_role": N_("Role of contact"),
    "contact_phone": N_("Contact phone"),
    "contact_email": N_("Contact e-mail"),
    "case_title": N_("Case title"),
    "problem_title": N_("Problem title"),
    "problem_statement": N_("Problem statement"),
    "source_id": N_("Source ID"),
}

_SEARCHED = 10  # a title or an empty line above the header is common; further down it is data
_BRACKETS = re.compile(r"[(\[（].*?[)\]）]")
_EITHER = re.compile(r"\s*[/|\n]\s*")


class Header(NamedTuple):
    """A header row: its place in the rows given, the key of each column, and the names nobody knows."""

    place: int
    columns: tuple[str | None, ...]
    unknown: tuple[str, ...]

    @property
    def recognised(self) -> int:
        """How many columns have a key."""
        return sum(key is not None for key in self.columns)


def name(catalog: Catalog, key: str) -> str:
    """What a column is called in the language of a catalogue."""
    return catalog.text(_NAMES[key]) if key in _NAMES else labels.field(catalog, key)


@cache
def _own_names() -> Mapping[str, str]:
    """Keys by the compacted names this program itself writes above columns."""
    return {vocabulary.compact(name(catalog(language), key)): key for key in KEYS for language in LANGUAGES}


def key_of(header: str) -> str | None:
    """The column a header names: by key, by a word, by the word outside brackets, or by one side of a slash."""
    for text in (header, _BRACKETS.sub(" ", header), *_EITHER.split(header)):
        if found := vocabulary.meaning("columns", text) or _own_names().get(vocabulary.compact(text)):
            return found
    return None


def find_header(rows: Sequence[Row]) -> Header | None:
    """The header among the first rows: the one with most known columns; None when no row has any.

    Of two in a row that both are headers (words, and below them the keys) the lower one counts, so that the
    keys are not taken for data.
    """
    found = [_header(index, cells) for index, (_, cells) in enumerate(rows[:_SEARCHED])]
    best = max(found, key=lambda header: header.recognised, default=None)
    if best is None or not best.recognised:
        return None
    below = found[best.place + 1] if best.place + 1 < len(found) else None
    if below and below.recognised > 1 and rows[below.place][0] == rows[best.place][0] + 1:
        written = [str(cell).strip() for cell in rows[below.place][1]]
        if all(text in KEYS for text in written if key_of(text)):
            return below
    return best


def _header(index: int, cells: Sequence[Cell]) -> Header:
    keys: list[str | None] = []
    unknown: list[str] = []
    for cell in cells:
        written = cell.strip() if isinstance(cell, str) else ""
        key = key_of(written) if written else None
        if key in keys:
            key = None  # the first of two columns of one name counts, the other is listed
        if written and key is None:
            unknown.append(written)
        keys.append(key)
    return Header(index, tuple(keys), tuple(unknown))
