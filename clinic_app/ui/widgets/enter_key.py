"""Enter presses the button that has the keyboard, as Space does: Qt does that for the default button only."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class EnterKey(QObject):
    """Watches a window for the Enter keys that its buttons leave alone. Boxes to tick leave them to the window.

    It keeps nothing: events still come while the window goes, when what is written to ``self`` is gone already.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        button = QApplication.focusWidget()
        is_wanted = event.key() in _KEYS and event.modifiers() in _PLAIN and not event.isAutoRepeat()
        if not is_wanted or not isinstance(button, QAbstractButton) or isinstance(button, QCheckBox | QRadioButton):
            return False
        button.click()
        return True
