"""The words of one language: an object handed around, because a report may speak another one than the screen."""

import gettext
from functools import cache

from clinic_app import paths

DOMAIN = "clinic"
RIGHT_TO_LEFT = frozenset({"fa"})


def N_(msgid: str) -> str:  # noqa: N802  the conventional name of the marker
    """Mark a text for the catalogues without translating it."""
    return msgid


class Catalog:
    """The catalogue of ``language`` (en, fa or ko); a message it lacks comes back in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        folder = paths.resources() / "locale"
        self._words = gettext.translation(DOMAIN, folder, languages=[language], fallback=True)

    def text(self, msgid: str) -> str:
        """The translation of ``msgid``."""
        return self._words.gettext(msgid) if msgid else ""

    def plural(self, one: str, many: str, n: int) -> str:
        """The form for ``n``, not yet filled in."""
        return self._words.ngettext(one, many, n)

    @property
    def is_rtl(self) -> bool:
        """True when the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT


@cache
def catalog(language: str) -> Catalog:
    """The one catalogue of a language, read once."""
    return Catalog(language)
