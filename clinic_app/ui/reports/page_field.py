"""Which page is looked at, of how many; a number typed into it goes there."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from clinic_app.domain.text import ascii_digits
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.plain_text import label


class PageField(QWidget):
    """``chosen`` tells the page typed (0 for the first). Digits of every script are taken."""

    chosen = Signal(int)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._page, self._pages = 0, 0
        self.edit = _Number(self)
        self.edit.setAccessibleName(catalog.text("Page"))
        self.edit.setToolTip(catalog.text("Go to a page (Ctrl+G)"))
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setFixedWidth(self.edit.fontMetrics().horizontalAdvance("0000") + 22)
        self._of = label("", self, role="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        row.addWidget(self.edit)
        row.addWidget(self._of)
        self.edit.returnPressed.connect(self._on_entered)
        self.edit.editingFinished.connect(self._show)

    def text(self) -> str:
        """ "1 of 6", as shown."""
        return f"{self.edit.text()} {self._of.text()}".strip()

    def show_page(self, page: int, pages: int) -> None:
        """Show a page (0 for the first) and how many there are."""
        self._page, self._pages = page, pages
        self.setEnabled(pages > 0)
        self._show()

    @Slot()
    def _on_entered(self) -> None:
        typed = ascii_digits(self.edit.text()).strip()
        if typed.isdecimal() and self._pages:
            self._page = min(max(int(typed), 1), self._pages) - 1
            self.chosen.emit(self._page)
        self._show()

    @Slot()
    def _show(self) -> None:
        language = self._catalog.language
        self.edit.setText(formats.number(self._page + 1, language) if self._pages else "")
        of = self._catalog.text("of %(pages)s") % {"pages": formats.number(self._pages, language)}
        self._of.setText(of if self._pages else "")


class _Number(QLineEdit):
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
