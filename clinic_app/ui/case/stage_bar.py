"""The stages of a case as one slim row: what is behind, where it stands, what comes."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.domain.case import Stage
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.i18n.formats import digits
from clinic_app.ui import colours

_DOT, _CURRENT_DOT = 4.0, 6.0
_GAP = 5
_LABEL_GAP = 8
_WIDE_SLOT = 72


class StageBar(QWidget):
    """Painted; it mirrors itself in right-to-left layouts and drops the labels that have no room."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._stage = Stage.INQUIRY
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stage(self, stage: Stage) -> None:
        """Mark ``stage`` as the current one."""
        self._stage = stage
        counts = {"number": stage.order + 1, "total": len(Stage), "stage": labels.label(self._catalog, stage)}
        words = self._catalog.text("Stage %(number)s of %(total)s: %(stage)s") % counts
        words = digits(words, self._catalog.language)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, round(2 * _CURRENT_DOT + _GAP + QFontMetricsF(self._small()).height() + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        self._paint_labels(painter)

    def _slot(self) -> float:
        return self.width() / len(Stage)

    def _centre(self, stage: Stage) -> QPointF:
        along = (stage.order + 0.5) * self._slot()
        x = self.width() - along if self.isRightToLeft() else along
        return QPointF(x, _CURRENT_DOT + 1)

    def _tone(self, stage: Stage) -> QColor:
        name = "accent" if stage.order <= self._stage.order else "strong-line"
        return colours.colour(name, self.palette())

    def _paint_line(self, painter: QPainter) -> None:
        stages = tuple(Stage)
        for stage, following in pairwise(stages):
            painter.setPen(QPen(self._tone(following), 2))
            painter.drawLine(self._centre(stage), self._centre(following))
        for stage in stages:
            is_current = stage is self._stage
            radius = _CURRENT_DOT if is_current else _DOT
            is_ahead = stage.order > self._stage.order
            painter.setPen(QPen(self._tone(stage), 2))
            painter.setBrush(self.palette().window() if is_ahead else self._tone(stage))
            painter.drawEllipse(self._centre(stage), radius, radius)
            if is_current:
                painter.setBrush(self.palette().window())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(self._centre(stage), 2.5, 2.5)

    def _paint_labels(self, painter: QPainter) -> None:
        taken: list[QRectF] = []
        for stage in sorted(Stage, key=lambda each: abs(each.order - self._stage.order)):
            font = self._small(bold=stage is self._stage)
            metrics = QFontMetricsF(font)
            full = labels.label(self._catalog, stage)
            short = metrics.elidedText(full, Qt.TextElideMode.ElideRight, self._slot() - _LABEL_GAP)
            # on a wide bar every label keeps to its own slot; on a narrow one the nearest are written in full
            wanted = (full,) if stage is self._stage else (short,) if self._slot() >= _WIDE_SLOT else (full, short)
            for words in wanted:
                box = self._label_box(stage, metrics.horizontalAdvance(words) + 2)
                if not any(box.adjusted(-3, 0, 3, 0).intersects(other) for other in taken):
                    taken.append(box)
                    self._paint_label(painter, stage, box, words)
                    break

    def _paint_label(self, painter: QPainter, stage: Stage, box: QRectF, words: str) -> None:
        is_current = stage is self._stage
        painter.setFont(self._small(bold=is_current))
        painter.setPen(colours.colour("accent" if is_current else "muted", self.palette()))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _label_box(self, stage: Stage, width: float) -> QRectF:
        centre = self._centre(stage)
        left = min(max(0.0, centre.x() - width / 2), self.width() - width)
        return QRectF(left, 2 * _CURRENT_DOT + _GAP, width, QFontMetricsF(self._small()).height())

    def _small(self, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setBold(bold)
        return font
