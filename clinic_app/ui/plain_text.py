"""Data are shown as they are: never as markup, never with a letter eaten as a keyboard shortcut."""

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget


def label(text: str = "", parent: QWidget | None = None, *, role: str = "", wraps: bool = False) -> QLabel:
    """A label for data: plain text at the leading edge. ``role`` names its look in the style sheet."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wraps)
    made.setAlignment(leading())
    if role:
        made.setProperty("role", role)
    return made


def leading() -> Qt.AlignmentFlag:
    """The edge where reading starts in the language on screen, whatever the language of the text.

    Left to itself a QLabel goes by its text: a Persian name would jump to the right of an English page.
    """
    is_rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    edge = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
    return edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def as_plain(text: str) -> str:
    """``text`` for places that guess between plain and rich text, so that it always reads as written."""
    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>' if _may_be_rich(text) else text


def plain_tooltip(text: str) -> str:
    """A tooltip that reads as written and wraps; empty for empty text."""
    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>' if text else ""


def without_mnemonic(text: str) -> str:
    """``text`` for menus, buttons and tabs, where a single & would mark a key and vanish."""
    return text.replace("&", "&&")


def _may_be_rich(text: str) -> bool:
    return "<" in text or "&" in text
