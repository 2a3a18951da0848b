"""The words people write in tables, in three languages, and the stable codes they stand for."""

import json
import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from clinic_app import paths
from clinic_app.domain.areas import PartnerCountry
from clinic_app.domain.case import Channel
from clinic_app.domain.enterprise import ContactRole, UnitStatus
from clinic_app.domain.text import squeeze
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import catalog
from clinic_app.settings import LANGUAGES

CHOICES: Mapping[str, type[Enum]] = {
    "unit_status": UnitStatus,
    "contact_role": ContactRole,
    "channel": Channel,
    "partner_country": PartnerCountry,
}
"""Sections of the data file whose codes are the values of an enum."""

_NOT_LETTERS = re.compile(r"[\W_]+")


def compact(text: str) -> str:
    """``text`` folded and without spaces, hyphens and marks: two spellings of one word become equal."""
    return _NOT_LETTERS.sub("", squeeze(text))


@cache
def meanings(section: str) -> Mapping[str, str]:
    """Code by compacted word for one section of the data file; codes and the labels of the screens are words too."""
    entries = _words()[section]
    found = {compact(code): code for code in entries}
    for member in CHOICES.get(section, ()):
        found.update((compact(labels.label(catalog(language), member)), member.value) for language in LANGUAGES)
    for code, by_language in entries.items():
        found.update((compact(word), code) for words in by_language.values() for word in words)
    return found


def meaning(section: str, text: str) -> str | None:
    """The code ``text`` stands for, or None when nobody taught us the word."""
    return meanings(section).get(compact(text))


def country(text: str) -> str | None:
    """ISO 3166 alpha-2 code of a country given by code or by name in one of the languages; None when unknown."""
    code = text.strip().upper()
    territories = _territories()
    if code in territories.values():
        return code
    name = compact(text)
    return meanings("country").get(name) or territories.get(name)


@cache
def _territories() -> Mapping[str, str]:
    from babel import Locale  # imported late: only a table with a country column needs it

    no_countries = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
    found = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in no_countries:
                found[compact(name)] = code
    return found


@cache
def _words() -> dict[str, Any]:
    text = (paths.resources() / "intake" / "words.json").read_text("utf-8")
    words: dict[str, Any] = json.loads(text)
    return words
