"""A month on a card: pick a day by mouse or keys, in the Jalali or the Gregorian calendar."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from clinic_app.domain.calendar import UnreadableDate, from_jalali, to_jalali
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours, icons, theme
from clinic_app.ui.clock import today

_CELL = QSize(36, 30)
_WEEK = 7
_ROWS = 6
_FRIDAY, _SATURDAY, _SUNDAY, _MONDAY = 4, 5, 6, 0  # as date.weekday() counts
_DAY_NAMES = {
    "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    "fa": ("د", "س", "چ", "پ", "ج", "ش", "ی"),
    "ko": ("월", "화", "수", "목", "금", "토", "일"),
}


def _split(day: date, language: str) -> tuple[int, int, int]:
    return to_jalali(day) if language == "fa" else (day.year, day.month, day.day)


def _joined(year: int, month: int, day: int, language: str) -> date:
    return from_jalali(year, month, day) if language == "fa" else date(year, month, day)


def shift_month(day: date, months: int, language: str) -> date:
    """The same day of another month in the calendar of the language, or that month's last day."""
    year, month, number = _split(day, language)
    year, month = divmod(year * 12 + month - 1 + months, 12)
    for candidate in range(number, number - 4, -1):
        try:
            return _joined(year, month + 1, candidate, language)
        except (UnreadableDate, ValueError):
            continue
    return day


class MonthGrid(QWidget):
    """The days of one month. Saturday comes first in Persian, Sunday in Korean, Monday in English."""

    picked = Signal(object)
    moved = Signal(object)

    def __init__(self, language: str, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._day = day
        self._first_weekday = {"fa": _SATURDAY, "ko": _SUNDAY}.get(language, _MONDAY)
        self._days_off = {_FRIDAY} if language == "fa" else {_SATURDAY, _SUNDAY}
        self.setFixedSize(_CELL.width() * _WEEK, _CELL.height() * (_ROWS + 1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def day(self) -> date:
        """The day that is marked."""
        return self._day

    def show_day(self, day: date) -> None:
        """Mark a day and turn to its month."""
        self._day = day
        self.setAccessibleName(formats.long_day(day, self._language))
        self.moved.emit(day)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Right: forward, Qt.Key.Key_Left: -forward, Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK,
        }  # fmt: skip
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.show_day(self._day + timedelta(days=steps[key]))
        elif key in months:
            self.show_day(shift_month(self._day, months[key], self._language))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._day_at(event.position().toPoint())
        if found is not None:
            self.picked.emit(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        muted, off = colours.colour("muted", self.palette()), colours.colour("error", self.palette())
        for column in range(_WEEK):
            weekday = (self._first_weekday + column) % _WEEK
            painter.setPen(off if weekday in self._days_off else muted)
            name = _DAY_NAMES[self._language][weekday]
            painter.drawText(self._cell(0, column), Qt.AlignmentFlag.AlignCenter, name)
        start = self._grid_start()
        for index in range(_WEEK * _ROWS):
            self._paint_day(painter, start + timedelta(days=index), self._cell(1 + index // _WEEK, index % _WEEK))

    def _paint_day(self, painter: QPainter, day: date, cell: QRect) -> None:
        palette = self.palette()
        in_month = _split(day, self._language)[1] == _split(self._day, self._language)[1]
        tone = "error" if day.weekday() in self._days_off else "text"
        pill = QRectF(cell).adjusted(3, 2, -3, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if day == self._day:
            painter.setBrush(colours.colour("accent", palette))
            painter.drawRoundedRect(pill, 5, 5)
            tone = "on-accent"
        elif day == today():
            painter.setBrush(colours.colour("accent-soft", palette))
            painter.drawRoundedRect(pill, 5, 5)
        painter.setPen(colours.colour(tone if in_month or day == self._day else "faint", palette))
        number = formats.digits(str(_split(day, self._language)[2]), self._language)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, number)

    def _grid_start(self) -> date:
        year, month, _ = _split(self._day, self._language)
        first = _joined(year, month, 1, self._language)
        return first - timedelta(days=(first.weekday() - self._first_weekday) % _WEEK)

    def _cell(self, row: int, column: int) -> QRect:
        place = _WEEK - 1 - column if self.isRightToLeft() else column
        return QRect(QPoint(place * _CELL.width(), row * _CELL.height()), _CELL)

    def _day_at(self, point: QPoint) -> date | None:
        row, place = point.y() // _CELL.height() - 1, point.x() // _CELL.width()
        if not (0 <= row < _ROWS and 0 <= place < _WEEK):
            return None
        column = _WEEK - 1 - place if self.isRightToLeft() else place
        return self._grid_start() + timedelta(days=row * _WEEK + column)


class CalendarPopup(QFrame):
    """The grid with its month, two arrows, "today" and "clear". Emits ``picked`` (a date or None) and closes."""

    picked = Signal(object)

    def __init__(self, catalog: Catalog, day: date | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self._language = catalog.language
        self._month = QLabel(self)
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._month.setProperty("role", "section")
        self._grid = MonthGrid(catalog.language, day or today(), self)
        self._grid.moved.connect(self._on_moved)
        self._grid.picked.connect(self._on_picked)
        head = QHBoxLayout()
        head.addWidget(self._arrow("back", catalog.text("Previous month"), -1))
        head.addWidget(self._month, 1)
        head.addWidget(self._arrow("open", catalog.text("Next month"), 1))
        foot = QHBoxLayout()
        foot.addWidget(self._quick(catalog.text("Today"), today()))
        foot.addStretch(1)
        foot.addWidget(self._quick(catalog.text("Clear"), None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.addLayout(head)
        layout.addWidget(self._grid)
        layout.addLayout(foot)
        self._grid.show_day(self._grid.day)

    def open_at(self, corner: QPoint, *, trailing: bool) -> None:
        """Show below ``corner`` (global), which is the right end of the field when ``trailing``; stay on screen."""
        self.adjustSize()
        place = corner - QPoint(self.width(), 0) if trailing else corner
        screen = QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()
        space = screen.availableGeometry()
        left = max(space.left(), min(place.x(), space.right() - self.width()))
        top = max(space.top(), min(place.y(), space.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self._grid.setFocus()

    @Slot(object)
    def _on_moved(self, day: date) -> None:
        year, month, _ = _split(day, self._language)
        words = formats.long_day(_joined(year, month, 1, self._language), self._language)
        if self._language == "ko":
            self._month.setText(words.rpartition(" ")[0])
        else:
            self._month.setText(words.partition(" ")[2])

    @Slot(object)
    def _on_picked(self, day: date | None) -> None:
        self.picked.emit(day)
        self.close()

    def _arrow(self, name: str, words: str, months: int) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(name, "muted"))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setAutoRaise(True)
        button.clicked.connect(lambda: self._grid.show_day(shift_month(self._grid.day, months, self._language)))
        return button

    def _quick(self, words: str, day: date | None) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("role", "quiet")
        button.clicked.connect(lambda: self._on_picked(day))
        return button
