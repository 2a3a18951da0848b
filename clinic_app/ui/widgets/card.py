"""A panel with a heading: the unit that pages are composed of."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.ui import theme
from clinic_app.ui.plain_text import label


class Card(QFrame):
    """``body`` takes the content; ``head`` takes buttons at the trailing end of the heading."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.LARGE)
        outer.setSpacing(theme.MEDIUM)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.SMALL)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.MEDIUM)
        self._title = label(title, self, role="section")
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        if title:
            outer.addLayout(self.head)
        else:
            self._title.hide()
        outer.addLayout(self.body)
