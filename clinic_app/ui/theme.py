"""How the program looks: palette, fonts, style sheet, layout direction, spacing."""

import re
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app import paths
from clinic_app.ui import colours

# Distances in device-independent pixels; Qt scales them with the screen.
TIGHT, SMALL, MEDIUM, LARGE, WIDE = 4, 8, 12, 16, 24
ROW_HEIGHT = 34
BASE_POINTS = 10

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "en": ("Vazirmatn", "Pretendard"),
    "fa": ("Vazirmatn", "Pretendard"),
    "ko": ("Pretendard", "Vazirmatn"),
}
_LOCALES: Mapping[str, str] = {"en": "en_GB", "fa": "fa_IR", "ko": "ko_KR"}
# Kept alive here: Qt's own dialogs (file picker, context menus) speak the language through them.
_translators: list[QTranslator] = []


def apply(app: QApplication, *, language: str, theme: str) -> None:
    """Dress the application for a language (en, fa, ko) and a theme (system, light, dark). May be called again."""
    dark = theme == "dark" or (theme == "system" and _system_is_dark())
    table = colours.DARK if dark else colours.LIGHT
    QLocale.setDefault(QLocale(_LOCALES[language]))
    app.setStyle("Fusion")
    app.setPalette(colours.palette(table))
    load_font(_FAMILIES[language][0])
    app.setFont(base_font(language))
    app.setStyleSheet(_style_sheet(table))
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if language == "fa" else Qt.LayoutDirection.LeftToRight)
    _translate_qt(app, language)


def load_fallback_fonts(app: QApplication, language: str) -> None:
    """Load the fonts of the other scripts: after the first paint, for they cost up to a tenth of a second."""
    for family in _FAMILIES[language]:
        load_font(family)
    app.setFont(base_font(language))


def base_font(language: str) -> QFont:
    """The font of running text."""
    font = QFont()
    font.setFamilies(list(_FAMILIES[language]))
    font.setPointSize(BASE_POINTS)
    return font


@cache
def load_font(family: str) -> bool:
    """Register a bundled family with Qt; False when its files are missing."""
    files = [paths.resources() / "fonts" / f"{family}-{weight}.ttf" for weight in ("Regular", "Bold")]
    return all(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in files)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget its look in the style sheet ("title", "muted", "primary"…), also after it was shown."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _style_sheet(table: Mapping[str, str]) -> str:
    text = (paths.resources() / "style.qss").read_text("utf-8")
    scheme = "dark" if table is colours.DARK else "light"
    words = {**table, "icons": (paths.resources() / "icons").as_posix(), "scheme": scheme}
    return re.sub(r"@([a-z]+(?:-[a-z]+)*)", lambda found: words[found[1]], text)


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _translate_qt(app: QApplication, language: str) -> None:
    for old in _translators:
        app.removeTranslator(old)
    _translators.clear()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != "en" and translator.load(f"qtbase_{language}", folder):
        app.installTranslator(translator)
        _translators.append(translator)
