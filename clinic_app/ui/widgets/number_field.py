"""A number as people type it, digits of any script; shown with the marks of the language."""

from decimal import Decimal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_app.i18n import formats


class NumberField(QLineEdit):
    """``value`` is exact: what is shown is never rounded back into it. Ranges are the record's to check."""

    changed = Signal()

    def __init__(self, language: str, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self._language = language
        self._is_whole = whole
        self._value: Decimal | None = None
        self._problem = ""
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self._tidy)

    def value(self) -> Decimal | None:
        """The number, or None when the field is empty or cannot be read."""
        return self._value

    def problem(self) -> str:
        """ "unreadable-number", "not-whole", or "" when the entry is a number or nothing."""
        return self._problem

    def set_value(self, value: Decimal | None) -> None:
        """Show a number, or nothing."""
        before = self._value
        self._value, self._problem = value, ""
        self._tidy()
        if value != before:
            self.changed.emit()

    @Slot()
    def _on_edited(self) -> None:
        self._value, self._problem = self._parsed(self.text())
        self.changed.emit()

    @Slot()
    def _tidy(self) -> None:
        if not self._problem:
            self.setText(self._worded())

    def _parsed(self, text: str) -> tuple[Decimal | None, str]:
        try:
            value = formats.parse_number(text)
        except formats.UnreadableNumber:
            return None, "unreadable-number"
        if value is not None and self._is_whole and value != value.to_integral_value():
            return None, "not-whole"
        return value, ""

    def _worded(self) -> str:
        if self._value is None:
            return ""
        exponent = self._value.normalize().as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return formats.number(self._value, self._language, places)
