"""The words for what the user can choose: languages, each in its own script, and themes."""

from clinic_app.i18n.catalog import Catalog

LANGUAGE_NAMES = {"en": "English", "fa": "فارسی", "ko": "한국어"}
LANGUAGE_MARKS = {"en": "EN", "fa": "فا", "ko": "한"}


def theme_name(catalog: Catalog, theme: str) -> str:
    """The words for a theme."""
    words = {"system": catalog.text("As the system"), "light": catalog.text("Light"), "dark": catalog.text("Dark")}
    return words[theme]
