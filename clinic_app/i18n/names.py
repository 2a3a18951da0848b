"""Names of countries and languages, from CLDR, in the language of a catalogue."""

from collections.abc import Mapping
from functools import cache

from clinic_app.i18n.catalog import Catalog


@cache
def countries(language: str) -> Mapping[str, str]:
    """Names of all countries by ISO 3166 alpha-2 code."""
    from babel import Locale  # late: it takes a while, and the first window does without

    return {code: name for code, name in Locale(language).territories.items() if len(code) == 2 and code.isalpha()}


@cache
def languages(language: str) -> Mapping[str, str]:
    """Names of languages by ISO 639 code."""
    from babel import Locale

    return dict(Locale(language).languages)


def country(catalog: Catalog, code: str) -> str:
    """What a country is called; the bare code when there is no such country."""
    return countries(catalog.language).get(code, code)


def language(catalog: Catalog, code: str) -> str:
    """What a language is called; the bare code when it is not known."""
    return languages(catalog.language).get(code, code)
