"""How evidence of each area is drawn: its colour, and a line style of its own, since colour never stands alone."""

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from clinic_app.domain.areas import Area
from clinic_app.ui.case.evidence import Mark, voice
from clinic_app.ui.colours import area_colour, area_tint, colour

_Style = QTextCharFormat.UnderlineStyle
STYLES: Mapping[Area, QTextCharFormat.UnderlineStyle] = {
    Area.NEW_TECHNOLOGIES: _Style.SingleUnderline,
    Area.EDUCATION_TRAINING: _Style.DashUnderline,
    Area.RESEARCH_DEVELOPMENT: _Style.DotLine,
    Area.CLINICS_PROBLEM_SOLVING: _Style.DashDotDotLine,  # a wave would look like a spelling mistake
    Area.MARKET_MARKETING: _Style.DashDotLine,
}
_PENS: Mapping[QTextCharFormat.UnderlineStyle, Qt.PenStyle] = {
    _Style.SingleUnderline: Qt.PenStyle.SolidLine,
    _Style.DashUnderline: Qt.PenStyle.DashLine,
    _Style.DotLine: Qt.PenStyle.DotLine,
    _Style.DashDotDotLine: Qt.PenStyle.DashDotDotLine,
    _Style.DashDotLine: Qt.PenStyle.DashDotLine,
}


def underline(edit: QTextEdit, marks: Iterable[Mark], palette: QPalette, *, pointed: Collection[str] = ()) -> None:
    """Underline ``marks`` in a field, each in the look of the area it speaks for.

    The lines move with the text while she goes on typing. Words that only weaken the answer get none. While some
    quotes are pointed at, they stand out and the ground of the others is plain.
    """
    end = edit.document().characterCount() - 1
    shown = []
    for mark in marks:
        area = voice(mark.reason)
        if area is None:
            continue
        cursor = QTextCursor(edit.document())
        cursor.setPosition(min(mark.start, end))
        cursor.setPosition(min(mark.start + mark.length, end), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = _look(area, palette)
        if pointed:
            is_meant = mark.reason.weight > 0 and mark.reason.quote in pointed
            name = "selection" if is_meant else "surface"
            selection.format.setBackground(colour(name, palette))
        shown.append(selection)
    edit.setExtraSelections(shown)


def _look(area: Area, palette: QPalette) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(STYLES[area])
    look.setUnderlineColor(area_colour(area, palette))
    look.setBackground(area_tint(area, palette))
    return look


def paint_sample(painter: QPainter, area: Area, start: QPointF, width: float, palette: QPalette) -> None:
    """Draw the area's line under a quote, from ``start``, as it is drawn in the text."""
    painter.setPen(QPen(area_colour(area, palette), 1.5, _PENS[STYLES[area]]))
    painter.drawLine(start, start + QPointF(width, 0))
