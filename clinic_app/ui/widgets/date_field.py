"""A date typed in any common form or picked from a calendar: Jalali in Persian, ISO elsewhere."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_app.domain.calendar import UnreadableDate, parse_date
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons
from clinic_app.ui.widgets.calendar_popup import CalendarPopup


class DateField(QLineEdit):
    """``value`` is a date or None. Alt+Down or the button opens the calendar; Up and Down move by a day."""

    changed = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._language = catalog.language
        self._value: date | None = None
        self._problem = ""
        self.setPlaceholderText("۱۴۰۳/۰۵/۱۲" if self._language == "fa" else "2024-08-02")
        opener = self.addAction(icons.icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        opener.setText(catalog.text("Open the calendar"))
        opener.setToolTip(catalog.text("Open the calendar"))
        opener.triggered.connect(self._on_open)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self._tidy)

    def value(self) -> date | None:
        """The date, or None when the field is empty or cannot be read."""
        return self._value

    def problem(self) -> str:
        """ "unreadable-date", or "" when the entry is a date or nothing."""
        return self._problem

    @Slot(object)
    def set_value(self, value: date | None) -> None:
        """Show a date, or nothing."""
        before = self._value
        self._value, self._problem = value, ""
        self._tidy()
        if value != before:
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._on_open()
        elif step and self._value is not None:
            self.set_value(date.fromordinal(self._value.toordinal() + step))
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_open(self) -> None:
        popup = CalendarPopup(self._catalog, self._value, self)
        popup.picked.connect(self.set_value)
        corner = self.rect().bottomRight() if self.isRightToLeft() else self.rect().bottomLeft()
        popup.open_at(self.mapToGlobal(corner + QPoint(0, 2)), trailing=self.isRightToLeft())

    @Slot()
    def _on_edited(self) -> None:
        entry = self.text().strip()
        self._value, self._problem = None, ""
        if entry:
            try:
                self._value = parse_date(entry)
            except UnreadableDate:
                self._problem = "unreadable-date"
        self.changed.emit()

    @Slot()
    def _tidy(self) -> None:
        if not self._problem:
            self.setText(formats.day(self._value, self._language))
            self.setToolTip(formats.both_days(self._value, self._language))
