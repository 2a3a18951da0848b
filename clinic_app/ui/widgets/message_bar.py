"""A message that does not stop the work: a strip at the top, with what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours, icons, theme
from clinic_app.ui.plain_text import label

_LOOKS = {"info": ("info", "accent"), "success": ("check", "success"), "warning": ("warning", "warning"),
          "error": ("warning", "error")}  # fmt: skip


class MessageBar(QFrame):
    """One message at a time; a newer one replaces the older. Hidden when there is none."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self._picture = QLabel(self)
        self._words = label("", self, wraps=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = QHBoxLayout()
        self._close = QToolButton(self)
        self._close.setIcon(icons.icon("close", "muted"))
        self._close.setAutoRaise(True)
        self._close.setToolTip(catalog.text("Close this message"))
        self._close.setAccessibleName(catalog.text("Close this message"))
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self._picture)
        layout.addWidget(self._words, 1)
        layout.addLayout(self._buttons)
        layout.addWidget(self._close)
        self.hide()

    def show_message(
        self, words: str, *, kind: str = "info", actions: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        """``kind`` is info, success, warning or error; pressing an action closes the message."""
        icon, tone = _LOOKS[kind]
        self._picture.setPixmap(icons.pixmap(icon, 20, colours.colour(tone, QGuiApplication.palette())))
        self._words.setText(words)
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for text, act in actions:
            button = QPushButton(text, self)
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons.addWidget(button)
        self.show()

    def text(self) -> str:
        """The words shown."""
        return self._words.text()
