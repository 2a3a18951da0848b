"""What would change the answer, in one quiet line; pointing at it shows the words it speaks of in the text."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QLabel, QWidget

from clinic_app.domain.match import Turn
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui.case.direction import by_content
from clinic_app.ui.plain_text import leading

_LONGEST = 48


class TurnLine(QLabel):
    """Hidden while no few words would change the answer."""

    pointed = Signal(bool)  # True while the mouse or the keyboard is on it

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "turn")
        self.setWordWrap(True)
        self.setAlignment(leading())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIndent(0)
        self.setAccessibleName(catalog.text("What would change the result"))
        self.hide()

    def show_turn(self, turn: Turn | None) -> None:
        """Say without which words which area it would be."""
        self.setVisible(turn is not None)
        self.setText("" if turn is None else self._words(turn))
        self.setAccessibleName(self.text() or self._catalog.text("What would change the result"))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(self.underMouse())

    def _words(self, turn: Turn) -> str:
        text = self._catalog.text
        quotes = (text("“%(words)s”") % {"words": by_content(_short(quote))} for quote in turn.quotes)
        named = {"words": text(", ").join(quotes), "area": labels.label(self._catalog, turn.area)}
        return text("Without %(words)s it would be: %(area)s") % named


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
