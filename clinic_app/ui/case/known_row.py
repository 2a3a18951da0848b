"""One thing known of the enterprise: the area it adds to, its name, its value; a press leads to where it is kept."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from clinic_app.domain.areas import Area
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours
from clinic_app.ui.plain_text import plain_tooltip

_PAD, _BADGE = 6, 18
_WRAPPED = Qt.TextFlag.TextWordWrap.value


class KnownRow(QAbstractButton):
    """Its name over as many lines as it needs, and below it the areas it speaks for, the first one the most."""

    def __init__(
        self, name: str, value: str, areas: Sequence[Area], catalog: Catalog, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value, self._area = value, areas[0]
        self._number = formats.digits(str(areas[0].number), catalog.language)
        named = " / ".join(labels.label(catalog, area) for area in areas)
        self._meaning = catalog.text("Adds to: %(area)s") % {"area": named}
        self.setText(name)
        self.setAccessibleName(", ".join(part for part in (name, value, self._meaning) if part))
        self.setToolTip(plain_tooltip("\n".join((self._meaning, catalog.text("Go to where this is kept")))))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        return self._name_height(self._room(QRectF(1, 1, width - 2, 1000))) + self.fontMetrics().height() + 2 * _PAD

    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(max(self.width(), 220)))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colours.colour("accent" if self.hasFocus() else "line", self.palette()), 1))
        painter.setBrush(colours.colour("hover", self.palette()) if self.underMouse() else QColor(0, 0, 0, 0))
        painter.drawRoundedRect(box, 6, 6)
        self._paint_badge(painter, box)
        room = self._room(box).adjusted(0, _PAD - 2, 0, 0)
        leading = self._top(Qt.AlignmentFlag.AlignLeading)
        painter.setFont(self.font())
        painter.setPen(self.palette().text().color())
        painter.drawText(room, leading | _WRAPPED, self.text())
        below = room.adjusted(0, self._name_height(room) + 1, 0, 0)
        painter.setPen(colours.colour("muted", self.palette()))
        painter.setFont(self._small())
        meaning = painter.fontMetrics().elidedText(self._meaning, Qt.TextElideMode.ElideRight, int(below.width()))
        painter.drawText(below, leading, meaning)
        painter.setFont(self._bold())
        painter.setPen(self.palette().text().color())
        figures = box.adjusted(_PAD, _PAD - 2, -_PAD, 0)
        painter.drawText(figures, self._top(Qt.AlignmentFlag.AlignTrailing), self._value)

    def _paint_badge(self, painter: QPainter, box: QRectF) -> None:
        x = box.right() - _PAD - _BADGE if self.isRightToLeft() else box.left() + _PAD
        badge = QRectF(x, box.top() + _PAD - 1, _BADGE, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.area_colour(self._area, self.palette()))
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(colours.on_area(self.palette()))
        painter.setFont(self._bold())
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._number)

    def _room(self, box: QRectF) -> QRectF:
        """Where the name stands between the badge and the value."""
        before = _BADGE + 2 * _PAD
        after = self.fontMetrics().horizontalAdvance(self._value) * 1.15 + 2 * _PAD
        first, last = (after, before) if self.isRightToLeft() else (before, after)
        return QRectF(box.left() + first, box.top(), max(40.0, box.width() - first - last), box.height())

    def _name_height(self, room: QRectF) -> int:
        limits = QRectF(0, 0, room.width(), 10_000).toRect()
        return self.fontMetrics().boundingRect(limits, _WRAPPED, self.text()).height()

    def _top(self, side: Qt.AlignmentFlag) -> int:
        return QStyle.visualAlignment(self.layoutDirection(), side | Qt.AlignmentFlag.AlignTop).value

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font
