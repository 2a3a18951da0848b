"""The syllable that is still being composed: taken over before the keyboard goes elsewhere or the text is saved."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


class Composition(QObject):
    """Watches the widget that has the keyboard, and no other.

    Qt asks the input method to commit when the focus moves, but an input method that does not answer loses the
    syllable. So what it composed last is remembered here and entered if it was not.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._widget: QWidget | None = None
        self._composed = ""
        app.focusChanged.connect(self._on_focus_changed)

    def commit(self) -> None:
        """Have the syllable entered: by the input method, or else from memory."""
        QGuiApplication.inputMethod().commit()
        if self._widget is not None and self._composed:
            event = QInputMethodEvent()
            event.setCommitString(self._composed)
            self._composed = ""
            QApplication.sendEvent(self._widget, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._composed = event.preeditString()
        elif event.type() == QEvent.Type.FocusAboutToChange and self._composed:
            self.commit()
        return False

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        self._widget, self._composed = new, ""
        if new is not None:
            new.installEventFilter(self)


def commit_composition() -> None:
    """Take over what is being composed, wherever the keyboard is. Call it before a text is read."""
    app = QApplication.instance()
    found = app.findChild(Composition) if app is not None else None
    if found is not None:
        found.commit()
    else:
        QGuiApplication.inputMethod().commit()
