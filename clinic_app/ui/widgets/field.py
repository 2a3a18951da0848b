"""One field of a form: caption above, editor, and the message that belongs to it right below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clinic_app.ui import theme


class Field(QWidget):
    """The caption is the editor's buddy, so that screen readers name it. An error is red, a warning amber."""

    def __init__(self, caption: str, editor: QWidget, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._caption = self._label(caption, "caption")
        self._caption.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(caption)
        self._message = self._label("", "hint")
        self._message.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self._caption)
        layout.addWidget(editor)
        layout.addWidget(self._message)
        layout.addStretch(1)  # captions of one row stand in one line, whatever is said below a neighbour
        self.show_message("")

    def show_message(self, text: str, *, is_warning: bool = False) -> None:
        """Show an error or a warning below the editor; empty text brings back the hint."""
        state = "" if not text else "warning" if is_warning else "error"
        self._message.setText(text or self._hint)
        self._message.setVisible(bool(text or self._hint))
        self.editor.setAccessibleDescription(text or self._hint)
        theme.set_role(self._message, state or "hint")
        if self.editor.property("state") != state:
            self.editor.setProperty("state", state)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    @property
    def message(self) -> str:
        """The error or warning shown, or the hint."""
        return self._message.text()

    def _label(self, text: str, role: str) -> QLabel:
        made = QLabel(text, self)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("role", role)
        return made
