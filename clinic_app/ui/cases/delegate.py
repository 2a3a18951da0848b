"""How a row of the list looks: chips for areas, a ring for the stage, dots for the priority."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from clinic_app.domain.case import Stage, Standing
from clinic_app.domain.summary import CaseSummary
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours
from clinic_app.ui.records_model import RECORD_ROLE, Index
from clinic_app.ui.widgets import chips
from clinic_app.ui.widgets.text_delegate import TextDelegate

_PAD = 8
_RING = 12
_DOT = 7
_STEPS = len(Stage) - 2  # the ring is full when the case is closed; follow-up keeps it full
_TOP = 5
Option = QStyleOptionViewItem


class CaseDelegate(TextDelegate):
    """Words as everywhere; areas, stage and priority are drawn, and keep their words for screen readers."""

    def __init__(self, catalog: Catalog, column_keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._painters = {
            place: {"areas": self._paint_areas, "stage": self._paint_stage, "priority": self._paint_priority}[key]
            for place, key in enumerate(column_keys)
            if key in ("areas", "stage", "priority")
        }

    def initStyleOption(self, option: Option, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() in self._painters:
            option.text = ""

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        super().paint(painter, option, index)
        draw = self._painters.get(index.column())
        summary = index.data(RECORD_ROLE) if draw is not None else None
        if draw is None or not isinstance(summary, CaseSummary):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        painter.setClipRect(option.rect)
        draw(painter, option, summary)
        painter.restore()

    def _paint_areas(self, painter: QPainter, option: Option, summary: CaseSummary) -> None:
        room = _room(option)
        rtl, palette = _is_rtl(option), option.palette
        is_suggestion = summary.undecided >= summary.problems
        used = 0.0
        for area in summary.areas:
            words = labels.label(self._catalog, area) if len(summary.areas) == 1 else ""
            badge = formats.digits(str(area.number), self._catalog.language)
            width = chips.chip_width(painter.font(), badge, words)
            if words and width > room.width():
                words = painter.fontMetrics().elidedText(
                    words, Qt.TextElideMode.ElideRight, int(room.width() - 2 * chips.HEIGHT)
                )
                width = chips.chip_width(painter.font(), badge, words)
            left = room.right() - used - width + 1 if rtl else room.left() + used
            corner = QPointF(left, room.center().y() - chips.HEIGHT / 2 + 0.5)
            colour = colours.area_colour(area, palette)
            tint = QColor(0, 0, 0, 0) if is_suggestion else colours.area_tint(area, palette)
            chips.paint_chip(painter, corner, badge=badge, text=words, colour=colour, tint=tint, rtl=rtl)
            used += width + 4

    def _paint_stage(self, painter: QPainter, option: Option, summary: CaseSummary) -> None:
        room, rtl, palette = _room(option), _is_rtl(option), option.palette
        left = room.right() - _RING if rtl else room.left()
        circle = QRectF(left, room.center().y() - _RING / 2 + 0.5, _RING, _RING)
        is_over = summary.stage.order >= Stage.CLOSED.order
        tone = colours.colour("success" if is_over else "accent", palette)
        share = min(1.0, summary.stage.order / _STEPS)
        painter.setPen(QPen(colours.colour("line", palette), 2.5))
        painter.drawEllipse(circle)
        painter.setPen(QPen(tone, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(circle, 90 * 16, round(share * 360 * 16) * (1 if rtl else -1))
        words = labels.label(self._catalog, summary.stage)
        ink = colours.colour("text", palette)
        if summary.standing is not Standing.OPEN:
            words, ink = labels.label(self._catalog, summary.standing), colours.colour("warning", palette)
        gap = _RING + 7
        _write(painter, room.adjusted(0, 0, -gap, 0) if rtl else room.adjusted(gap, 0, 0, 0), words, ink, rtl=rtl)

    def _paint_priority(self, painter: QPainter, option: Option, summary: CaseSummary) -> None:
        room, rtl, palette = _room(option), _is_rtl(option), option.palette
        value = summary.priority
        if value is None:
            _write(painter, room, "–", colours.colour("faint", palette), rtl=rtl)
            return
        number = formats.digits(str(value), self._catalog.language)
        _write(painter, room, number, colours.colour("text", palette), rtl=rtl)
        tone = "error" if value >= 4 else "warning" if value == 3 else "faint"
        painter.setPen(Qt.PenStyle.NoPen)
        for place in range(_TOP):
            painter.setBrush(colours.colour(tone if place < value else "line", palette))
            shift = 16 + place * (_DOT + 3)
            left = room.right() - shift - _DOT if rtl else room.left() + shift
            painter.drawEllipse(QRectF(left, room.center().y() - _DOT / 2 + 0.5, _DOT, _DOT))


def _room(option: Option) -> QRect:
    rect: QRect = option.rect
    return rect.adjusted(_PAD, 0, -_PAD, 0)


def _is_rtl(option: Option) -> bool:
    return bool(option.direction == Qt.LayoutDirection.RightToLeft)


def _write(painter: QPainter, room: QRect, words: str, ink: QColor, *, rtl: bool) -> None:
    direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    flags = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    painter.setPen(ink)
    painter.drawText(room, flags, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width()))
