"""The ways out of the report window, side by side, and the word on what is going on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.widgets.busy_bar import BusyBar


class Exits(QWidget):
    """Every button tells its own wish."""

    print_wanted = Signal()
    save_wanted = Signal()
    lock_wanted = Signal()
    open_wanted = Signal()
    issue_wanted = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = catalog.text
        self.busy = BusyBar(catalog, self)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        for name, icon, words, wanted in (
            ("print", "print", text("Print…"), self.print_wanted),
            ("save", "save", text("Save PDF…"), self.save_wanted),
            ("lock", "lock", text("Save locked…"), self.lock_wanted),
            ("open", "open", text("Open in PDF viewer"), self.open_wanted),
            ("issue", "check", text("Issue…"), self.issue_wanted),
        ):
            button = QPushButton(icons.icon(icon, "on-accent" if name == "issue" else "text"), words, self)
            button.setAutoDefault(False)
            button.clicked.connect(wanted)
            if name == "issue":
                row.addWidget(self.busy, 1)
                row.addStretch(1)
            row.addWidget(button)
            self.buttons[name] = button
        self.buttons["issue"].setProperty("role", "primary")
        self.buttons["lock"].setToolTip(text("A copy that opens with a passphrase only"))

    def enable(self, *, is_shown: bool, can_be_issued: bool) -> None:
        """Offer what can be done with what is shown."""
        for name, button in self.buttons.items():
            button.setEnabled(is_shown and (name != "issue" or can_be_issued))
