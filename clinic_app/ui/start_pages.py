"""What the window shows before there is a clinic file: that it is being opened, or why it cannot be."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.empty_state import EmptyState


class OpeningPage(QWidget):
    """Seen for a blink, unless the file is large or the disk is slow."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(220)
        words = label(catalog.text("Opening the clinic file…"), self, role="muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.MEDIUM)
        layout.addStretch(2)
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(bar, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)


def trouble_page(
    catalog: Catalog, sentence: str, choices: Sequence[tuple[str, Callable[[], object]]], parent: QWidget
) -> EmptyState:
    """Why the clinic file cannot be used, in one sentence, and what can be done."""
    return EmptyState("warning", catalog.text("The clinic file cannot be opened"), sentence, choices, parent)
