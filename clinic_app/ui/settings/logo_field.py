"""The logo of the clinic: chosen from a file, shown as it will be printed, copied beside the settings."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_app import paths
from clinic_app.errors import CannotWrite, UnreadableFile, cause
from clinic_app.i18n.catalog import N_
from clinic_app.services.terms import LARGEST_LOGO
from clinic_app.ui import theme
from clinic_app.ui.context import Context
from clinic_app.ui.failures import worded
from clinic_app.ui.plain_text import label

_MOST_PIXELS = 40_000_000
_BOX = QSize(180, 64)
_SUFFIXES: Mapping[bytes, str] = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
_TROUBLES = {
    "too-large": N_("The picture is too large: at most 5 MB and 40 million points."),
    "kind": N_("This is not a PNG or JPEG picture."),
    "damaged": N_("The picture is damaged."),
}


class LogoField(QWidget):
    """``value`` is the name of a file in the folder of the settings; ``keep`` puts a new one there."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self._name = ""
        self._content = b""
        self._picture = QLabel(self)
        self._picture.setProperty("role", "paper")
        self._picture.setFixedSize(_BOX + QSize(12, 12))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(self._("Choose file…"), self)
        self.remove_button = QPushButton(self._("Remove"), self)
        self.message = label("", self, role="error", wraps=True)
        column = QVBoxLayout()
        column.setSpacing(theme.TIGHT)
        for button in (self.button, self.remove_button):
            button.setAutoDefault(False)
            column.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self._picture)
        row.addLayout(column)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addLayout(row)
        layout.addWidget(self.message)
        self.button.clicked.connect(self._on_choose)
        self.remove_button.clicked.connect(self.clear)
        self._show()

    @property
    def content(self) -> bytes:
        """The bytes of the picture; empty for none."""
        return self._content

    def value(self) -> str:
        """The name of the file in the folder of the settings; empty for none."""
        return self._name

    def set_value(self, name: str) -> None:
        """Show a logo that was kept. One that is not there any more counts as none."""
        path = paths.settings_file().parent / Path(name).name
        try:
            self._content = _checked(path) if name else b""
        except UnreadableFile as error:
            self._content = b""
            self._tell(error)
        self._name = name if self._content else ""
        self._show()

    def take(self, path: Path) -> None:
        """Take a picture, or say why not."""
        try:
            self._content = _checked(path)
        except UnreadableFile as error:
            self._tell(error)
            return
        digest = hashlib.sha256(self._content).hexdigest()[:16]
        self._name = f"logo-{digest}{_suffix(self._content)}"
        self._tell(None)
        self._show()
        self.changed.emit()

    def keep(self) -> None:
        """Put the picture into the folder of the settings. Raises CannotWrite."""
        path = paths.settings_file().parent / self._name
        if not self._name or path.exists():
            return
        try:
            paths.write_atomically(path, self._content)
        except OSError as error:
            raise CannotWrite(path=str(path), reason=cause(error)) from error

    @Slot()
    def clear(self) -> None:
        """Have no logo."""
        self._name, self._content = "", b""
        self._tell(None)
        self._show()
        self.changed.emit()

    @Slot()
    def _on_choose(self) -> None:
        filters = self._("Pictures") + " (*.png *.jpg *.jpeg)"
        path = self._context.dialogs.open_file(self, self._("Choose the logo"), filters=filters)
        if path is not None:
            self.take(path)

    def _tell(self, error: UnreadableFile | None) -> None:
        reason = str(error.details["reason"]) if error is not None else ""
        words = self._(_TROUBLES[reason]) if reason in _TROUBLES else ""
        self.message.setText(words or (worded(self._context.catalog, error) if error is not None else ""))
        self.message.setVisible(error is not None)

    def _show(self) -> None:
        image = QImage.fromData(QByteArray(self._content)) if self._content else QImage()
        self.remove_button.setEnabled(not image.isNull())
        if image.isNull():
            self._picture.setText(self._("No logo"))
            return
        ratio = self.devicePixelRatioF()
        small = image.scaled(
            _BOX * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        self._picture.setPixmap(QPixmap.fromImage(small))


def _suffix(content: bytes) -> str:
    return next((suffix for start, suffix in _SUFFIXES.items() if content.startswith(start)), "")


def _checked(path: Path) -> bytes:
    """The bytes of a picture that can be read. Raises UnreadableFile: a reason of ``_TROUBLES``, or the system's."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_LOGO + 1)
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=cause(error)) from error
    if len(content) > LARGEST_LOGO:
        raise UnreadableFile(path=str(path), reason="too-large")
    if not _suffix(content):
        raise UnreadableFile(path=str(path), reason="kind")
    held = QBuffer()
    held.setData(QByteArray(content))
    reader = QImageReader(held)
    size = reader.size()
    if size.width() * size.height() > _MOST_PIXELS:
        raise UnreadableFile(path=str(path), reason="too-large")
    if reader.read().isNull():
        raise UnreadableFile(path=str(path), reason="damaged")
    return content
