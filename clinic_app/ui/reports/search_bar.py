"""The strip that looks for words in the pages: a field, how many, and to the next or the one before."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.plain_text import label
from clinic_app.ui.reports.pdf_search import Hit, PdfSearch


class SearchBar(QWidget):
    """Hidden until ``open``. Enter goes on, Shift+Enter back, Esc closes."""

    moved = Signal(object)  # the Hit to show, or None
    closed = Signal()

    def __init__(self, search: PdfSearch, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._catalog = catalog
        self._at = -1
        self._from_page = 0
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(catalog.text("Find in the pages…"))
        self.field.setAccessibleName(catalog.text("Find in the pages…"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(320)
        self._count = label("", self, role="muted")
        self._count.setAccessibleName(catalog.text("Places found"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, theme.TIGHT)
        row.setSpacing(theme.TIGHT)
        self.buttons = (
            self._button("up", catalog.text("The place before (Shift+F3)"), self.back),
            self._button("down", catalog.text("The next place (F3)"), self.on),
            self._button("close", catalog.text("Close the search (Esc)"), self.close_bar),
        )
        row.addWidget(self.field, 1)
        row.addWidget(self.buttons[0])
        row.addWidget(self.buttons[1])
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.buttons[2])
        self.field.textChanged.connect(search.look_for)
        search.changed.connect(self._on_found)
        self.hide()

    @property
    def hit(self) -> Hit | None:
        """The place turned to."""
        return self._search.hits[self._at] if 0 <= self._at < len(self._search.hits) else None

    def count(self) -> str:
        """ "3 of 17", as shown."""
        return self._count.text()

    def open_bar(self, page: int) -> None:
        """Show the strip; the first place shown is on ``page`` or behind it."""
        self._from_page = page
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        if self.field.text() and not self._search.words:
            self._search.look_for(self.field.text())

    @Slot()
    def close_bar(self) -> None:
        """Hide the strip and unmark the words."""
        self.hide()
        self._at = -1
        self._search.look_for("")
        self.closed.emit()

    @Slot()
    def on(self) -> None:
        """To the next place; from the last one to the first."""
        self._step(1)

    @Slot()
    def back(self) -> None:
        """To the place before; from the first one to the last."""
        self._step(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if self._search.hits:
            self._at = (self._at + by) % len(self._search.hits)
            self._from_page = self._search.hits[self._at].page
            self._tell()
            self.moved.emit(self.hit)

    @Slot()
    def _on_found(self) -> None:
        hits = self._search.hits
        if not hits:
            self._at = -1
        elif not 0 <= self._at < len(hits):
            on_page = (i for i, hit in enumerate(hits) if hit.page >= self._from_page)
            found = next(on_page, 0 if self._search.is_done else -1)
            if found >= 0:
                self._at = found
        self._tell()
        self.moved.emit(self.hit)

    def _tell(self) -> None:
        text, language = self._catalog.text, self._catalog.language
        total = len(self._search.hits)
        if not self._search.words:
            words = ""
        elif total:
            counts = {"done": formats.number(self._at + 1, language), "total": formats.number(total, language)}
            words = text("%(done)s of %(total)s") % counts
        else:
            words = text("Nothing found") if self._search.is_done else text("Searching…")
        self._count.setText(words)
        theme.set_role(self._count, "error" if self._search.words and not total and self._search.is_done else "muted")

    def _button(self, icon: str, words: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(act)
        return button
