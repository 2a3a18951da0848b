"""A passphrase for a copy that goes by mail, typed twice."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.plain_text import label


class PassphraseFields(QWidget):
    """Two fields that must agree; ``lack`` words what is still wanted."""

    changed = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = catalog.text
        self.first = secret(self._("Passphrase of the copy"), self)
        self.again = secret(self._("The same once more"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        for field in (self.first, self.again):
            layout.addWidget(field)
            field.textChanged.connect(self.changed)

    def lack(self) -> str:
        """What is still wanted, in words; empty when the passphrase stands."""
        if not self.first.text():
            return self._("Type a passphrase for the copy, and tell it to the reader by another way.")
        if self.first.text() != self.again.text():
            return self._("The two passphrases differ.")
        return ""


class PassphraseDialog(QDialog):
    """Accepted with a passphrase that was typed twice alike."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(catalog.text("A copy that opens with a passphrase only"))
        self.setMinimumWidth(480)
        self.fields = PassphraseFields(catalog, self)
        self.hint = label("", self, role="hint", wraps=True)
        self.confirm_button = QPushButton(catalog.text("Save as…"), self)
        self.confirm_button.setProperty("role", "primary")
        cancel = QPushButton(catalog.text("Cancel"), self)
        cancel.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.confirm_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        for part in (self.fields, self.hint):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addLayout(foot)
        self.fields.changed.connect(self._follow)
        self.confirm_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._follow()

    def passphrase(self) -> str:
        """What was typed."""
        return self.fields.first.text()

    @Slot()
    def _follow(self) -> None:
        lack = self.fields.lack()
        self.hint.setText(lack)
        self.confirm_button.setEnabled(not lack)


def secret(words: str, parent: QWidget) -> QLineEdit:
    """A field that shows dots; its words stand in it while it is empty."""
    field = QLineEdit(parent)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(words)
    field.setAccessibleName(words)
    return field
