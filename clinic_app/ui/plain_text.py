"""Data are shown as they are: never as markup, never with a letter eaten as a keyboard shortcut."""

import html
import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

_FROM_RIGHT = re.compile("[\u0590-\u08ff]")  # Hebrew to Arabic, with Persian
_NEW_LINE = "\u2028"  # the one that QTextLayout knows


class WrappedLabel(QLabel):
    """Several lines, also from right to left.

    There QLabel sets a line off by the space at its end, and cuts a full one at the other edge: it is painted here.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        is_selectable = self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        if is_selectable or not _FROM_RIGHT.search(self.text()):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        box = QRectF(self.contentsRect()).adjusted(self.margin(), self.margin(), -self.margin(), -self.margin())
        layout = self.laid_out(box.width())
        above = box.height() - layout.boundingRect().height()
        is_centred = self.alignment() & Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, box.topLeft() + QPointF(0, round(above / 2) if is_centred else 0))

    def laid_out(self, width: float) -> QTextLayout:
        """The text in lines of ``width`` pixels."""
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout = QTextLayout(self.text().replace("\n", _NEW_LINE), self.font())
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout


def label(text: str = "", parent: QWidget | None = None, *, role: str = "", wraps: bool = False) -> QLabel:
    """A label for data: plain text at the leading edge. ``role`` names its look in the style sheet."""
    made = WrappedLabel(parent) if wraps else QLabel(parent)
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
