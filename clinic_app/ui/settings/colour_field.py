"""The colour of the clinic: typed or picked, shown as it will look, and judged by how well it is read on white."""

import re

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_app.i18n import formats
from clinic_app.ui import theme
from clinic_app.ui.case.direction import left_to_right
from clinic_app.ui.context import Context
from clinic_app.ui.plain_text import label

_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
_READABLE = 4.5  # WCAG 2.2, 1.4.3, for small letters
_PALE = 0.56  # from here on reports.styles prints its own colour instead


class ColourField(QWidget):
    """``value`` is "#RRGGBB", or "" for the program's own colour; what is no colour counts as none, and is told."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText("#0B6670")
        self.edit.setMaxLength(9)
        self.edit.setAccessibleName(self._("Colour"))
        self._swatch = QLabel(self)
        self._swatch.setFixedSize(34, 30)
        self.button = QPushButton(self._("Choose…"), self)
        self.button.setAutoDefault(False)
        self.verdict = label("", self, role="hint", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self._swatch)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addLayout(row)
        layout.addWidget(self.verdict)
        self.edit.textChanged.connect(self._on_typed)
        self.button.clicked.connect(self._on_pick)
        self._judge()

    def value(self) -> str:
        """The colour."""
        found = _HEX.fullmatch(self.edit.text().strip())
        return f"#{found[1].upper()}" if found else ""

    def set_value(self, colour: str) -> None:
        """Show a colour."""
        self.edit.setText(colour)

    @Slot()
    def _on_typed(self) -> None:
        self._judge()
        self.changed.emit()

    @Slot()
    def _on_pick(self) -> None:
        picker = QColorDialog(QColor(self.value() or self.edit.placeholderText()), self)
        picker.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        if self._context.dialogs.run(picker):
            self.edit.setText(picker.currentColor().name().upper())
        picker.deleteLater()

    def _judge(self) -> None:
        typed, colour = self.edit.text().strip(), self.value()
        shown = colour or self.edit.placeholderText()
        self._swatch.setStyleSheet(f"background: {shown}; border-radius: 4px; border: 1px solid gray;")
        words, role = self._verdict(typed, colour)
        self.verdict.setText(words)
        theme.set_role(self.verdict, role)

    def _verdict(self, typed: str, colour: str) -> tuple[str, str]:
        if not typed:
            return self._("Empty: the colour of the program."), "hint"
        if not colour:
            example = {"example": left_to_right("#0B6670")}
            return self._("Not a colour: write it like %(example)s.") % example, "error"
        contrast = contrast_on_white(QColor(colour))
        language = self._context.language
        told = f"{formats.number(contrast, language, 1)}\u00a0:\u00a0{formats.number(1, language)}"
        ratio = {"ratio": left_to_right(told)}
        if luma(QColor(colour)) >= _PALE:
            words = self._(
                "Too pale for headings on white (%(ratio)s): the colour of the program is printed instead."
            )
            return words % ratio, "warning"
        if contrast < _READABLE:
            return self._("Hard to read on white and in black and white (%(ratio)s).") % ratio, "warning"
        return self._("Well readable on white (%(ratio)s).") % ratio, "success"


def luma(colour: QColor) -> float:
    """How light a colour looks, 0 to 1 (ITU-R BT.601)."""
    return 0.299 * colour.redF() + 0.587 * colour.greenF() + 0.114 * colour.blueF()


def contrast_on_white(colour: QColor) -> float:
    """The contrast ratio to white, 1 to 21 (WCAG 2.2, relative luminance)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
