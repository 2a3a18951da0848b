"""One likely problem type: code, name over as many lines as it needs, probability; a press takes it over."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from clinic_app.domain.areas import problem_types
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours

_PAD = 8
_FLAGS = Qt.TextFlag.TextWordWrap.value


class TypeRow(QAbstractButton):
    """``code`` is empty while the row shows nothing."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.code = ""
        self._figure = ""
        self._is_chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_type(self, code: str, probability: float, *, is_chosen: bool) -> None:
        """Show a type by its code, 0 to 1 likely, and whether it is the problem's type already."""
        self.code, self._is_chosen = code, is_chosen
        self._figure = formats.percent(round(100 * probability), self._catalog.language)
        self.setText(problem_types()[code].label[self._catalog.language])
        words = (
            self._catalog.text("This is the type now") if is_chosen else self._catalog.text("Take over as the type")
        )
        self.setToolTip(words)
        shown = formats.digits(code, self._catalog.language)
        self.setAccessibleName(f"{shown} {self.text()}, {self._figure}. {words}")
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        room = self._room(QRectF(1, 1, width - 2, 1000))  # as wide as it is painted
        return round(self._wrapped(room).height()) + 2 * 6

    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(max(self.width(), 220)))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.code:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = problem_types()[self.code].area
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._paint_ground(painter, box)
        tall = QRectF(box.left() + _PAD, box.top() + 5, box.width() - 2 * _PAD, box.height() - 10)
        painter.setFont(self._bold())
        painter.setPen(colours.area_colour(area, self.palette()))
        painter.drawText(
            tall, self._top(Qt.AlignmentFlag.AlignLeading), formats.digits(self.code, self._catalog.language)
        )
        painter.setFont(self.font())
        painter.setPen(self.palette().text().color())
        painter.drawText(
            self._room(tall.adjusted(-_PAD, 0, _PAD, 0)),
            self._top(Qt.AlignmentFlag.AlignLeading) | _FLAGS,
            self.text(),
        )
        painter.setPen(colours.colour("accent" if self._is_chosen else "muted", self.palette()))
        painter.drawText(tall, self._top(Qt.AlignmentFlag.AlignTrailing), "✓" if self._is_chosen else self._figure)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        fill = QColor(Qt.GlobalColor.transparent)
        if self._is_chosen:
            fill = colours.colour("accent-soft", self.palette())
        elif self.underMouse():
            fill = colours.colour("hover", self.palette())
        edge = colours.colour("accent" if self.hasFocus() else "line", self.palette())
        painter.setBrush(fill)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(box, 6, 6)

    def _room(self, box: QRectF) -> QRectF:
        """Where the name stands between the code and the figure."""
        before = self.fontMetrics().horizontalAdvance("0.00") + 2 * _PAD + 6
        after = self.fontMetrics().horizontalAdvance("100%") + 2 * _PAD
        first, last = (after, before) if self.isRightToLeft() else (before, after)
        return QRectF(box.left() + first, box.top(), max(40.0, box.width() - first - last), box.height())

    def _wrapped(self, room: QRectF) -> QRectF:
        return QRectF(self.fontMetrics().boundingRect(room.toRect(), _FLAGS, self.text()))

    def _top(self, side: Qt.AlignmentFlag) -> int:
        return QStyle.visualAlignment(self.layoutDirection(), side | Qt.AlignmentFlag.AlignTop).value

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font
