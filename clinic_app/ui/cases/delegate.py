"""How a row of the list looks: chips for areas, a ring for the stage, dots for the priority."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Stage, Standing
from clinic_app.domain.summary import CaseSummary
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours
from clinic_app.ui.cases.list_model import CasesModel
from clinic_app.ui.records_model import Index
from clinic_app.ui.widgets import chips
from clinic_app.ui.widgets.text_delegate import reads_right_to_left

_PAD = 8
_RING = 12
_DOT = 7
_TOP = 5
_LTR, _RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
_CLEAR = QColor(0, 0, 0, 0)
# The ring is full when the case is closed; follow-up keeps it full.
_SHARE = {stage: min(1.0, stage.order / Stage.CLOSED.order) for stage in Stage}
_OVER = frozenset({Stage.CLOSED, Stage.FOLLOW_UP})


class CaseDelegate(QStyledItemDelegate):
    """Draws everything itself: through the style sheet a screenful would take three times as long.

    Made anew with language and theme. Each text is drawn in its own reading direction, at the leading edge.
    """

    def __init__(self, catalog: Catalog, model: CasesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._words = {member: labels.label(catalog, member) for kind in (Area, Stage, Standing) for member in kind}
        self._digits = [formats.digits(str(number), catalog.language) for number in range(10)]
        palette = QGuiApplication.palette()
        names = ("text", "faint", "line", "warning", "error", "success", "accent", "selection")
        self._colours = {name: colours.colour(name, palette) for name in names}
        self._areas = {area: (colours.area_colour(area, palette), colours.area_tint(area, palette)) for area in Area}
        self._rtl = catalog.is_rtl
        edge = Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft
        self._flags = edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        special = {"areas": self._paint_areas, "stage": self._paint_stage, "priority": self._paint_priority}
        self._painters = [special.get(column.key) for column in model.columns]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._colours["selection"])
        summary = self._model.summary(index.row())
        if summary is None:
            return
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        draw: Callable[[QPainter, QRect, CaseSummary], None] | None = self._painters[index.column()]
        painter.setFont(option.font)
        if draw is None:
            words = self._model.columns[index.column()].text(summary)
            self._write(painter, room, words, self._colours["text"])
        else:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter, room, summary)
            painter.restore()

    def _paint_areas(self, painter: QPainter, room: QRect, summary: CaseSummary) -> None:
        painter.setClipRect(room.adjusted(-_PAD, 0, _PAD, 0))
        is_suggestion = summary.undecided >= summary.problems
        used = 0.0
        for area in summary.areas:
            badge, words = self._digits[area.number], self._words[area] if len(summary.areas) == 1 else ""
            width = chips.chip_width(painter.font(), badge, words)
            if words and width > room.width():
                space = int(room.width() - 2 * chips.HEIGHT)
                words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, space)
                width = chips.chip_width(painter.font(), badge, words)
            left = room.right() - used - width + 1 if self._rtl else room.left() + used
            corner = QPointF(left, room.center().y() - chips.HEIGHT / 2 + 0.5)
            colour, tint = self._areas[area]
            tint = _CLEAR if is_suggestion else tint
            chips.paint_chip(painter, corner, badge=badge, text=words, colour=colour, tint=tint, rtl=self._rtl)
            used += width + 4

    def _paint_stage(self, painter: QPainter, room: QRect, summary: CaseSummary) -> None:
        left = room.right() - _RING if self._rtl else room.left()
        circle = QRectF(left, room.center().y() - _RING / 2 + 0.5, _RING, _RING)
        tone = self._colours["success" if summary.stage in _OVER else "accent"]
        painter.setPen(QPen(self._colours["line"], 2.5))
        painter.drawEllipse(circle)
        painter.setPen(QPen(tone, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(circle, 90 * 16, round(_SHARE[summary.stage] * 360 * 16) * (1 if self._rtl else -1))
        words, ink = self._words[summary.stage], self._colours["text"]
        if summary.standing is not Standing.OPEN:
            words, ink = self._words[summary.standing], self._colours["warning"]
        gap = _RING + 7
        self._write(painter, room.adjusted(0, 0, -gap, 0) if self._rtl else room.adjusted(gap, 0, 0, 0), words, ink)

    def _paint_priority(self, painter: QPainter, room: QRect, summary: CaseSummary) -> None:
        value = summary.priority
        if value is None:
            self._write(painter, room, "–", self._colours["faint"])
            return
        self._write(painter, room, self._digits[value], self._colours["text"])
        tone = self._colours["error" if value >= 4 else "warning" if value == 3 else "faint"]
        painter.setPen(Qt.PenStyle.NoPen)
        for place in range(_TOP):
            painter.setBrush(tone if place < value else self._colours["line"])
            shift = 16 + place * (_DOT + 3)
            left = room.right() - shift - _DOT if self._rtl else room.left() + shift
            painter.drawEllipse(QRectF(left, room.center().y() - _DOT / 2 + 0.5, _DOT, _DOT))

    def _write(self, painter: QPainter, room: QRect, words: str, ink: QColor) -> None:
        if words:
            direction = reads_right_to_left(words)
            painter.setLayoutDirection(_RTL if direction or (direction is None and self._rtl) else _LTR)
            painter.setPen(ink)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, self._flags, shown)
