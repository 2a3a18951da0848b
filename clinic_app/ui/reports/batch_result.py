"""What came of a batch: the files that lie there now, and the cases that were refused, each with its reason."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from clinic_app.ui import colours, icons, theme
from clinic_app.ui.case.direction import by_content, left_to_right
from clinic_app.ui.context import Context
from clinic_app.ui.failures import worded
from clinic_app.ui.plain_text import plain_tooltip

if TYPE_CHECKING:
    from clinic_app.services.batch import BatchResult

_LEAST = 72


class BatchResults(QWidget):
    """Refusals stand first. Enter or a double click opens a file."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.list = QListWidget(self)
        self.list.setAccessibleName(context.catalog.text("What was made and what was refused"))
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(_LEAST)
        self.list.itemActivated.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.list)
        self.hide()

    def clear(self) -> None:
        """Nothing is made yet."""
        self.list.clear()
        self.hide()

    def show_result(self, result: "BatchResult") -> None:
        """List what was refused and what was made."""
        self.list.clear()
        for name, error in result.refused:
            self._add("warning", f"{by_content(name)}\n{worded(self._context.catalog, error)}", None)
        for path in result.files:
            self._add("report", left_to_right(path.name), path)
        self.setVisible(self.list.count() > 0)

    def rows(self) -> list[str]:
        """What is listed."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _add(self, icon: str, words: str, path: Path | None) -> None:
        item = QListWidgetItem(icons.icon(icon, "warning" if path is None else "muted"), words, self.list)
        item.setData(Qt.ItemDataRole.UserRole, path)
        item.setToolTip(plain_tooltip(str(path) if path is not None else words))
        if path is None:
            item.setForeground(colours.colour("warning", self.palette()))

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        path = item.data(Qt.ItemDataRole.UserRole)
        if path is not None:
            self._context.dialogs.open_outside(path)
