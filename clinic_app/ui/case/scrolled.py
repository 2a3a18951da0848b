"""A page that scrolls: the ground of most sections."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from clinic_app.ui import theme
from clinic_app.ui.case.records_editor import RecordsEditor
from clinic_app.ui.widgets.card import Card


class Scrolled(QScrollArea):
    """Put cards into ``column``; the page scrolls up and down only, and follows the keyboard focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, theme.TIGHT, theme.LARGE)
        self.column.setSpacing(theme.MEDIUM)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add_card(self, title: str, editor: RecordsEditor) -> Card:
        """A card with a table of records, its button to add one in the head."""
        card = Card(title)
        card.head.addWidget(editor.add_button)
        card.body.addWidget(editor)
        self.column.addWidget(card)
        return card
