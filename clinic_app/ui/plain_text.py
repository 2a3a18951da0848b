"""Data are shown as they are: never as markup, never with a letter eaten as a keyboard shortcut."""

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def label(text: str = "", parent: QWidget | None = None, *, role: str = "", wraps: bool = False) -> QLabel:
    """A label for data: plain text, selectable by mouse. ``role`` names its look in the style sheet."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    return made


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
