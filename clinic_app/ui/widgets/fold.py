"""A caption that opens and shuts what stands below it, and stays as it was left while the window lives."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from clinic_app.ui import colours, icons, theme

_ARROW = 14
_PAD = 4


class FoldHead(QAbstractButton):
    """The caption, with an arrow before it and a quiet note (a count) at its trailing end."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = ""
        self.setCheckable(True)
        self.setText(caption)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        font.setBold(True)
        self.setFont(font)
        self.say("")

    def say(self, note: str) -> None:
        """Show another note."""
        self._note = note
        self.setAccessibleName(", ".join(part for part in (self.text(), note) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().height() + 2 * _PAD + 2)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colours.colour("accent", palette) if self.hasFocus() else QColor(0, 0, 0, 0), 1))
        painter.setBrush(colours.colour("hover", palette) if self.underMouse() else QColor(0, 0, 0, 0))
        painter.drawRoundedRect(box, 5, 5)
        is_rtl = self.isRightToLeft()
        arrow = icons.pixmap("down" if self.isChecked() else "open", _ARROW, colours.colour("muted", palette))
        x = box.right() - _PAD - _ARROW if is_rtl else box.left() + _PAD
        painter.drawPixmap(QPointF(x, box.center().y() - _ARROW / 2), arrow)
        before, after = _ARROW + 2 * _PAD, 2 * _PAD
        room = box.adjusted(after, 0, -before, 0) if is_rtl else box.adjusted(before, 0, -after, 0)
        painter.setPen(colours.colour("muted", palette))
        taken = painter.fontMetrics().horizontalAdvance(self._note) + 2 * _PAD if self._note else 0
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(room.width() - taken)
        )
        painter.drawText(room, self._aligned(Qt.AlignmentFlag.AlignLeading), words)
        painter.drawText(room, self._aligned(Qt.AlignmentFlag.AlignTrailing), self._note)

    def _aligned(self, side: Qt.AlignmentFlag) -> int:
        return QStyle.visualAlignment(self.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter).value


class Fold(QWidget):
    """Put parts below the caption with ``add``. The window remembers it by ``key``, if that is given."""

    toggled = Signal(bool)

    def __init__(self, caption: str, *, key: str = "", is_open: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._property = f"fold-{key}" if key else ""
        self.head = FoldHead(caption, self)
        self.body = QWidget(self)
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 0, 0, theme.SMALL)
        self._column.setSpacing(theme.TIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.TIGHT, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.head)
        layout.addWidget(self.body)
        self.head.setChecked(is_open)
        self.body.setVisible(is_open)
        self.head.toggled.connect(self._on_toggled)

    @property
    def is_open(self) -> bool:
        """True while what stands below the caption is shown."""
        return self.head.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or shut it, as a press on the caption does."""
        self.head.setChecked(is_open)

    def add(self, part: QWidget) -> None:
        """Put a part at the end of what the caption opens."""
        self._column.addWidget(part)

    def showEvent(self, event: QShowEvent) -> None:
        """As the window remembers it: pages are built anew when the language changes."""
        super().showEvent(event)
        kept = self.window().property(self._property) if self._property else None
        if kept is not None:
            self.set_open(bool(kept))

    @Slot(bool)
    def _on_toggled(self, is_open: bool) -> None:
        self.body.setVisible(is_open)
        if self._property and self.isVisible():
            self.window().setProperty(self._property, is_open)
        self.toggled.emit(is_open)
