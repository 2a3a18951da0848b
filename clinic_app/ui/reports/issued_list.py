"""The reports of a case that were issued, newest first, and the way to the very same bytes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.casefile import ReportIssue
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.plain_text import label, plain_tooltip
from clinic_app.ui.reports import choices

_ROWS = 4


class IssuedList(QWidget):
    """``wanted`` gives the ReportIssue to show again."""

    wanted = Signal(object)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        caption = label(catalog.text("Issued reports"), self, role="caption")
        self._none = label(catalog.text("No report has been issued yet."), self, role="muted", wraps=True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(catalog.text("Issued reports"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        caption.setBuddy(self.list)
        self.button = QPushButton(catalog.text("Show it again"), self)
        self.button.setToolTip(catalog.text("The file that was issued, byte for byte"))
        self.button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        for part in (caption, self._none, self.list, self.button):
            layout.addWidget(part)
        self.button.clicked.connect(self._on_wanted)
        self.list.itemActivated.connect(self._on_wanted)
        self.show_issues(())

    def show_issues(self, issues: Sequence[ReportIssue]) -> None:
        """Replace the list; ``issues`` are in the order they were issued."""
        self.list.clear()
        for issue in reversed(issues):
            item = QListWidgetItem(self._words(issue), self.list)
            item.setData(Qt.ItemDataRole.UserRole, issue)
            item.setToolTip(plain_tooltip(issue.issued_by))
        self._none.setVisible(not issues)
        self.list.setVisible(bool(issues))
        self.button.setVisible(bool(issues))
        if issues:
            self.list.setCurrentRow(0)
            row = self.list.sizeHintForRow(0)
            self.list.setFixedHeight(min(len(issues), _ROWS) * row + 2 * self.list.frameWidth() + 2)

    def issues(self) -> list[ReportIssue]:
        """What is listed, from the top."""
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def _words(self, issue: ReportIssue) -> str:
        language = self._catalog.language
        version = self._catalog.text("version %(version)s") % {"version": formats.number(issue.version, language)}
        head = f"{version} · {choices.kind_words(self._catalog, issue.kind)}"
        about = f"{choices.language_words(issue.language.split('+'))} · {formats.moment(issue.issued_at, language)}"
        return f"{head}\n{about}"

    @Slot()
    def _on_wanted(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.wanted.emit(item.data(Qt.ItemDataRole.UserRole))
