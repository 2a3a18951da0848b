"""The program's own line icons, drawn in the colour of the palette and sharp at every scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from clinic_app import paths
from clinic_app.ui import colours

_SIZES = (16, 20, 24, 32, 48)
_MIRRORED = frozenset({"back", "open", "undo", "send"})  # they point along the line of reading


@cache
def _drawing(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8")


def pixmap(name: str, size: int, colour: QColor) -> QPixmap:
    """The icon at ``size`` device-independent pixels."""
    ratio = max(1.0, QGuiApplication.primaryScreen().devicePixelRatio())
    image = QImage(round(size * ratio), round(size * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    if name in _MIRRORED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        painter.translate(image.width(), 0)
        painter.scale(-1, 1)
    svg = _drawing(name).replace("currentColor", colour.name())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


def icon(name: str, tone: str = "text") -> QIcon:
    """An icon by the name of its file in resources/icons; ``tone`` is a colour name of ``colours``."""
    palette = QGuiApplication.palette()
    made = QIcon()
    for size in _SIZES[:3]:
        made.addPixmap(pixmap(name, size, colours.colour(tone, palette)), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, size, colours.colour("faint", palette)), QIcon.Mode.Disabled)
    return made


def mark() -> QIcon:
    """The sign of the program, for the window and the task bar."""
    return QIcon(str(paths.resources() / "icons" / "clinic.svg"))
