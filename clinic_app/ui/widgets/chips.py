"""Small coloured labels, as a widget and as a drawing for delegates; a number goes with every colour."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, qGray
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.ui.plain_text import plain_tooltip

HEIGHT = 22.0
_PAD = 8.0
_BADGE = 16.0
_GAP = 4.0  # between badge and text
_EDGE = (HEIGHT - _BADGE) / 2


def chip_width(font: QFont, badge: str, text: str) -> float:
    """Width in device-independent pixels of a chip with a round badge, a text, or both."""
    words = QFontMetricsF(font).horizontalAdvance(text) if text else 0.0
    if not badge:
        return words + 2 * _PAD
    return _EDGE + _BADGE + (_GAP + words + _PAD if text else _EDGE)


def paint_chip(
    painter: QPainter, corner: QPointF, *, badge: str, text: str, colour: QColor, tint: QColor, rtl: bool
) -> float:
    """Draw a chip with its top left at ``corner`` in the painter's font; returns its width."""
    width = chip_width(painter.font(), badge, text)
    box = QRectF(corner.x(), corner.y(), width, HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(box, HEIGHT / 2, HEIGHT / 2)
    if badge:
        _paint_badge(painter, box, badge, colour, rtl=rtl)
    if text:
        used = _EDGE + _BADGE + _GAP if badge else _PAD
        room = box.adjusted(_PAD - 1, 0, 1 - used, 0) if rtl else box.adjusted(used - 1, 0, 1 - _PAD, 0)
        painter.setPen(colour)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return width


def _paint_badge(painter: QPainter, box: QRectF, badge: str, colour: QColor, *, rtl: bool) -> None:
    left = box.right() - _EDGE - _BADGE if rtl else box.left() + _EDGE
    circle = QRectF(left, box.top() + _EDGE, _BADGE, _BADGE)
    painter.setBrush(colour)
    painter.drawEllipse(circle)
    words, small = painter.font(), QFont(painter.font())
    small.setBold(True)
    small.setPointSizeF(words.pointSizeF() * 0.85)
    painter.setFont(small)
    painter.setPen(QColor("#FFFFFF" if qGray(colour.rgb()) < 140 else "#15191D"))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, badge)
    painter.setFont(words)


class Chip(QWidget):
    """A chip on a form: a badge (a number), a text, or both."""

    def __init__(
        self, *, text: str, colour: QColor, tint: QColor, badge: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._badge, self._text, self._colour, self._tint = badge, text, colour, tint
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{badge} {text}".strip())
        self.setToolTip(plain_tooltip(text))

    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self.font(), self._badge, self._text) + 1), round(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_chip(
            painter, QPointF(0, 0), badge=self._badge, text=self._text, colour=self._colour, tint=self._tint,
            rtl=self.isRightToLeft(),
        )  # fmt: skip
