"""One field of a form: caption above, editor, and the message that belongs to it right below."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.ui import theme
from clinic_app.ui.plain_text import label


class Field(QWidget):
    """The caption is the editor's buddy, so that screen readers name it. An error is red, a warning amber."""

    def __init__(self, caption: str, editor: QWidget, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._caption = label(caption, self, role="caption")
        self._caption.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(caption)
        self._message = label("", self, role="hint", wraps=True)
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
        self._make_room()
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """A wrapped message gets its whole height: layouts in layouts do not ask for it."""
        self._message.setMinimumHeight(0)  # a label never says it needs less than its minimum
        self._message.setMinimumHeight(max(0, self._message.heightForWidth(self.width())))
