"""What an empty list says: what would be here, and what to do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_app.ui import colours, icons, theme
from clinic_app.ui.plain_text import label

_WIDEST = 620


class EmptyState(QWidget):
    """An icon, a sentence, an explanation, and buttons; the first button is the likely one."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        picture = QLabel(self)
        picture.setPixmap(icons.pixmap(icon, 48, colours.colour("faint", QGuiApplication.palette())))
        self._title = label(title, self, role="title", wraps=True)
        self._text = label(text, self, role="muted", wraps=True)
        self._text.setVisible(bool(text))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.MEDIUM)
        layout.addStretch(2)
        for part in (picture, self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            # Between two stretches, not with an alignment: only so is the height of wrapped text asked for.
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(part, 6)
            line.addStretch(1)
            part.setMaximumWidth(_WIDEST)
            layout.addLayout(line)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addStretch(1)
        for position, (words, act) in enumerate(actions):
            button = QPushButton(words, self)
            button.setProperty("role", "" if position else "primary")
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(3)

    def set_text(self, title: str, text: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
