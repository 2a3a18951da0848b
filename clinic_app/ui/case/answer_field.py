"""The answer to one item of the scorecard: 0 to 4, not applicable, or not seen, as buttons in a row."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from clinic_app.domain.assessment import HIGHEST, Blank
from clinic_app.domain.text import ascii_digits
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours, theme

Answered = int | Blank | None

# What the key gives that bears N or S on a Latin keyboard, in Latin, Persian and Korean.
_LETTERS = {"n": Blank.NOT_APPLICABLE, "د": Blank.NOT_APPLICABLE, "ㅜ": Blank.NOT_APPLICABLE,
            "s": Blank.NOT_SEEN, "س": Blank.NOT_SEEN, "ㄴ": Blank.NOT_SEEN}  # fmt: skip
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
_CLEARING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class AnswerField(QWidget):
    """Digits choose, N and S give the reason for no score, Backspace clears; the chosen button again clears too.

    ``step_wanted`` asks for the item before or behind (-1, 1).
    """

    chosen = Signal(object)  # Answered
    step_wanted = Signal(int)

    def __init__(self, catalog: Catalog, name: str, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader calls it: the item."""
        super().__init__(parent)
        self._catalog = catalog
        self._name = name
        self._value: Answered = None
        self._buttons: dict[Answered, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(2)
        for score in range(HIGHEST + 1):
            layout.addWidget(self._button(score, formats.digits(str(score), catalog.language)))
        layout.addSpacing(theme.SMALL)
        for blank in Blank:
            layout.addWidget(self._button(blank, labels.label(catalog, blank)))
        self._buttons[Blank.NOT_APPLICABLE].setToolTip("N")
        self._buttons[Blank.NOT_SEEN].setToolTip("S")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_answer(None)

    def value(self) -> Answered:
        """A score, the reason why there is none, or None while it was not answered."""
        return self._value

    def show_answer(self, value: Answered) -> None:
        """Show an answer without announcing it."""
        self._value = value
        for each, button in self._buttons.items():
            button.setChecked(each == value and type(each) is type(value))
        self.setAccessibleName(f"{self._name} {self._worded()}")

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()  # a QToolButton asks for no more than an ellipsis

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = ascii_digits(event.text())
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if held:
            super().keyPressEvent(event)
        elif digit and digit in "01234":
            self._choose(int(digit))
        elif (letter := event.text().casefold()) in _LETTERS:
            self._choose(_LETTERS[letter])
        elif key in _CLEARING:
            self._choose(None)
        elif key in _STEPS:
            self.step_wanted.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colours.colour("accent", self.palette()), 1.5))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    def _choose(self, value: Answered) -> None:
        if value != self._value or type(value) is not type(self._value):
            self.show_answer(value)
            self.chosen.emit(value)

    def _button(self, value: Answered, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._presser(value))
        self._buttons[value] = button
        return button

    def _presser(self, value: Answered) -> Callable[[], None]:
        def press() -> None:
            is_again = self._value == value and type(self._value) is type(value)
            if is_again:
                self._choose(None)
            else:
                self._choose(value)
            self.setFocus()

        return press

    def _worded(self) -> str:
        if self._value is None:
            return self._catalog.text("Not answered")
        if isinstance(self._value, Blank):
            return labels.label(self._catalog, self._value)
        return formats.digits(str(self._value), self._catalog.language)
