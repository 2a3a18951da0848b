"""A scale of 1 to 5 as five buttons in a row; the chosen one again means "not answered"."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from clinic_app.domain.text import ascii_digits
from clinic_app.i18n import formats

_TOP = 5


class ScaleField(QWidget):
    """``value`` is 1 to 5 or None. Keys: digits choose, arrows move, Delete and Backspace clear."""

    changed = Signal()

    def __init__(self, language: str, parent: QWidget | None = None, *, low: str = "", high: str = "") -> None:
        """``low`` and ``high`` word the two ends; they are shown as tooltips."""
        super().__init__(parent)
        self._value: int | None = None
        self._buttons = [self._button(number, language) for number in range(1, _TOP + 1)]
        self._buttons[0].setToolTip(low)
        self._buttons[-1].setToolTip(high)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for button in self._buttons:
            layout.addWidget(button)
        layout.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def value(self) -> int | None:
        """1 to 5, or None when not answered."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Choose a step, or none."""
        before, self._value = self._value, value
        for number, button in enumerate(self._buttons, start=1):
            button.setChecked(number == value)
        if value != before:
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = ascii_digits(event.text())
        if digit in {"1", "2", "3", "4", "5"}:
            self.set_value(int(digit))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_value(None)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(forward=(event.key() == Qt.Key.Key_Right) != self.isRightToLeft())
        else:
            super().keyPressEvent(event)

    def _move(self, *, forward: bool) -> None:
        start = self._value if self._value is not None else (0 if forward else _TOP + 1)
        self.set_value(min(_TOP, max(1, start + (1 if forward else -1))))

    def _button(self, number: int, language: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(formats.digits(str(number), language))
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.set_value(None if self._value == number else number))
        return button
