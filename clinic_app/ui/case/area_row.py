"""One area of the ranking: number, name, probability as bar and figure; a press chooses it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from clinic_app.domain.areas import Area
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours, icons

_PAD, _BADGE, _BAR = 7.0, 22.0, 5.0
_SUREST = 99  # nothing is certain before she decides


class AreaRow(QAbstractButton):
    """Painted, and mirrored in right-to-left layouts. Ctrl+number is the owner's to connect."""

    def __init__(self, area: Area, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = area
        self._catalog = catalog
        self._probability: float | None = None
        self._is_suggested = self._is_decided = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(labels.label(catalog, area))
        self.setToolTip(catalog.text("Choose this area (Ctrl+%(number)s)") % {"number": area.number})

    def show_score(self, probability: float | None, *, is_suggested: bool, is_decided: bool) -> None:
        """``probability`` is 0 to 1, or None when nothing was read yet."""
        self._probability, self._is_suggested, self._is_decided = probability, is_suggested, is_decided
        states = [self.text(), self._figure()]
        if is_suggested:
            states.append(self._catalog.text("suggested"))
        if is_decided:
            states.append(self._catalog.text("decided"))
        self.setAccessibleName(", ".join(state for state in states if state))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, round(self.fontMetrics().height() + 2 * _PAD + _BAR + 4))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        tone = colours.area_colour(self.area, self.palette())
        self._paint_ground(painter, box, tone)
        self._paint_badge(painter, box, tone)
        start, end = _PAD + _BADGE + _PAD, _PAD
        inner = (
            box.adjusted(end, _PAD, -start, -_PAD) if self.isRightToLeft() else box.adjusted(start, _PAD, -end, -_PAD)
        )
        self._paint_words(painter, inner)
        self._paint_bar(painter, inner, tone)

    def _figure(self) -> str:
        if self._probability is None:
            return ""
        return formats.percent(min(round(100 * self._probability), _SUREST), self._catalog.language)

    def _paint_ground(self, painter: QPainter, box: QRectF, tone: QColor) -> None:
        chosen = self._is_decided or self._is_suggested
        fill = colours.area_tint(self.area, self.palette()) if chosen else QColor(Qt.GlobalColor.transparent)
        if self.underMouse() and not chosen:
            fill = colours.colour("hover", self.palette())
        edge = tone if self._is_decided else QColor(Qt.GlobalColor.transparent)
        if self.hasFocus():
            edge = colours.colour("accent", self.palette())
        painter.setBrush(fill)
        painter.setPen(QPen(edge, 1.5))
        painter.drawRoundedRect(box, 6, 6)

    def _paint_badge(self, painter: QPainter, box: QRectF, tone: QColor) -> None:
        x = box.right() - _PAD - _BADGE if self.isRightToLeft() else box.left() + _PAD
        badge = QRectF(x, box.center().y() - _BADGE / 2, _BADGE, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        painter.drawRoundedRect(badge, 5, 5)
        ink = colours.on_area(self.palette())
        if self._is_decided:
            painter.drawPixmap(QPointF(x + 3, badge.top() + 3), icons.pixmap("check", 16, ink))
            return
        painter.setPen(ink)
        painter.setFont(self._bold())
        painter.drawText(
            badge, Qt.AlignmentFlag.AlignCenter, formats.digits(str(self.area.number), self._catalog.language)
        )

    def _paint_words(self, painter: QPainter, inner: QRectF) -> None:
        line = QRectF(inner.left(), inner.top() - 2, inner.width(), self.fontMetrics().height())
        painter.setFont(self._bold() if self._is_suggested or self._is_decided else self.font())
        painter.setPen(self.palette().text().color())
        figure = self._figure()
        room = line.width() - painter.fontMetrics().horizontalAdvance(figure) - _PAD
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(line, self._aligned(Qt.AlignmentFlag.AlignLeading), words)
        painter.drawText(line, self._aligned(Qt.AlignmentFlag.AlignTrailing), figure)

    def _paint_bar(self, painter: QPainter, inner: QRectF, tone: QColor) -> None:
        track = QRectF(inner.left(), inner.bottom() - _BAR, inner.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("line", self.palette()))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        width = track.width() * (self._probability or 0.0)
        if width >= 1:
            width = max(width, _BAR)
            left = track.right() - width if self.isRightToLeft() else track.left()
            painter.setBrush(tone)
            painter.drawRoundedRect(QRectF(left, track.top(), width, _BAR), _BAR / 2, _BAR / 2)

    def _aligned(self, side: Qt.AlignmentFlag) -> int:
        return QStyle.visualAlignment(self.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter).value

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font
