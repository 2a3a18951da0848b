"""The scorecard as a wheel: a spoke for each side of the firm, what it was before, and what it is now."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.domain.assessment import WEAK
from clinic_app.ui import colours

_NAME = 104.0  # width of the names around the wheel
_GAP = 8.0
_DOT, _SAMPLE = 3.0, 22.0


class Spoke(NamedTuple):
    """A side of the firm with its percentage now and before; None where nothing of it was answered."""

    name: str
    now: float | None
    before: float | None = None


class Radar(QWidget):
    """0 in the middle, 100 at the rim, the line below which an item is weak dashed; mirrored from right to left.

    What was not answered is a gap in the line, never the middle. What was before is dashed, with rings.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spokes: tuple[Spoke, ...] = ()
        self._legend: tuple[str, str] | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_spokes(self, spokes: Sequence[Spoke], told: str, legend: tuple[str, str] | None = None) -> None:
        """Draw these; ``told`` says the same in words, ``legend`` what the lines of before and now are called."""
        self._spokes = tuple(spokes)
        self._legend = legend
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(440, 350)

    def minimumSizeHint(self) -> QSize:
        return QSize(340, 350)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._spokes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_web(painter)
        accent, muted = (colours.colour(name, self.palette()) for name in ("accent", "muted"))
        self._paint_line(painter, [spoke.before for spoke in self._spokes], muted, is_now=False)
        self._paint_line(painter, [spoke.now for spoke in self._spokes], accent, is_now=True)
        for place, spoke in enumerate(self._spokes):
            self._paint_name(painter, place, spoke.name)
        if self._legend is not None:
            self._paint_legend(painter, self._legend)

    def _radius(self) -> float:
        lines = 2.4 * self.fontMetrics().height()
        return max(40.0, min(self.width() / 2 - _NAME - _GAP, self.height() / 2 - lines))

    def _point(self, place: int, share: float) -> QPointF:
        angle = 2 * pi * place / len(self._spokes) - pi / 2
        side = -1 if self.isRightToLeft() else 1
        reach = self._radius() * share
        return QPointF(self.width() / 2 + side * reach * cos(angle), self.height() / 2 + reach * sin(angle))

    def _ring(self, share: float) -> QPolygonF:
        return QPolygonF([self._point(place, share) for place in range(len(self._spokes))])

    def _paint_web(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.colour("line", self.palette()), 1))
        for share in (0.2, 0.4, 0.8, 1.0):
            painter.drawPolygon(self._ring(share))
        centre = QPointF(self.width() / 2, self.height() / 2)
        for place in range(len(self._spokes)):
            painter.drawLine(centre, self._point(place, 1.0))
        painter.setPen(QPen(colours.colour("faint", self.palette()), 1, Qt.PenStyle.DashLine))
        painter.drawPolygon(self._ring(WEAK / 100))

    def _paint_line(self, painter: QPainter, values: Sequence[float | None], colour: QColor, *, is_now: bool) -> None:
        points = [None if each is None else self._point(place, each / 100) for place, each in enumerate(values)]
        known = [point for point in points if point is not None]
        if is_now and len(known) == len(points):
            ground = QColor(colour)
            ground.setAlphaF(0.14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawPolygon(QPolygonF(known))
        painter.setPen(QPen(colour, 2 if is_now else 1.4, Qt.PenStyle.SolidLine if is_now else Qt.PenStyle.DashLine))
        for start, end in zip(points, [*points[1:], points[0]], strict=True):
            if start is not None and end is not None:
                painter.drawLine(start, end)
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(colour if is_now else colours.colour("surface", self.palette()))
        for point in known:
            painter.drawEllipse(point, _DOT, _DOT)

    def _paint_legend(self, painter: QPainter, names: tuple[str, str]) -> None:
        """Which line is which, in the corner where reading starts."""
        is_rtl, height = self.isRightToLeft(), self.fontMetrics().height()
        flags = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        flags |= Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        for line, (name, tone) in enumerate(zip(names, ("muted", "accent"), strict=True)):
            y = height * (line + 0.5)
            ends = [self.width() - x if is_rtl else x for x in (0.0, _SAMPLE)]
            style = Qt.PenStyle.SolidLine if line else Qt.PenStyle.DashLine
            painter.setPen(QPen(colours.colour(tone, self.palette()), 2 if line else 1.4, style))
            painter.drawLine(QPointF(ends[0], y), QPointF(ends[1], y))
            left = 0.0 if is_rtl else _SAMPLE + _GAP
            painter.setPen(self.palette().text().color())
            painter.drawText(QRectF(left, line * height, self.width() - _SAMPLE - _GAP, height), flags, name)

    def _paint_name(self, painter: QPainter, place: int, name: str) -> None:
        rim, centre = self._point(place, 1.0), QPointF(self.width() / 2, self.height() / 2)
        aside = (rim.x() - centre.x()) / self._radius()
        height = 2.2 * self.fontMetrics().height()
        flags = Qt.TextFlag.TextWordWrap.value
        if abs(aside) < 0.2:
            top = rim.y() - height - _GAP / 2 if rim.y() < centre.y() else rim.y() + _GAP / 2
            box = QRectF(rim.x() - _NAME / 2 - 20, top, _NAME + 40, height)
            flags |= Qt.AlignmentFlag.AlignHCenter.value
            flags |= (Qt.AlignmentFlag.AlignBottom if rim.y() < centre.y() else Qt.AlignmentFlag.AlignTop).value
        else:
            left = rim.x() + _GAP if aside > 0 else rim.x() - _GAP - _NAME
            box = QRectF(left, rim.y() - height / 2, _NAME, height)
            side = Qt.AlignmentFlag.AlignLeft if aside > 0 else Qt.AlignmentFlag.AlignRight
            flags |= side.value | Qt.AlignmentFlag.AlignAbsolute.value | Qt.AlignmentFlag.AlignVCenter.value
        painter.setPen(self.palette().text().color())
        painter.drawText(box, flags, name)
