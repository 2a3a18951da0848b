"""A text field that grows with its text and gives every paragraph its own direction."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget


class GrowingTextEdit(QTextEdit):
    """Plain text, between ``least`` and ``most`` lines high, then it scrolls. Tab moves on to the next field.

    A QTextEdit, because a QPlainTextEdit sets every paragraph flush left, Persian ones too.
    """

    def __init__(self, parent: QWidget | None = None, *, least: int = 2, most: int = 14) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        margin = round(2 * self.document().documentMargin())
        margins = self.contentsMargins()
        frame = self.height() - self.viewport().height() if self.isVisible() else margins.top() + margins.bottom()
        wanted = round(self.document().size().height())
        height = min(self._most * line + margin, max(self._least * line + margin, wanted)) + frame
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
        policy = Qt.ScrollBarPolicy
        fits = wanted <= self._most * line + margin
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded)
