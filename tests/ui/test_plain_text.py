"""Labels show words as they are, in lines that are whole at both edges."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.ui.plain_text import label

TEXT = "واحد گروه‌های مشتری و نیاز آن‌ها و رقبای خود را بر پایهٔ داده می‌شناسد و هر سال آن را تازه می‌کند"


def _ink(image: QImage, top: int, bottom: int) -> tuple[int, int]:
    """The first and the last column with any ink between two rows."""
    dark = [
        x for x in range(image.width()) if any(image.pixelColor(x, y).lightness() < 128 for y in range(top, bottom))
    ]
    return (dark[0], dark[-1]) if dark else (0, 0)


@pytest.mark.parametrize("width", range(140, 240, 12))
def test_persian_lines_begin_at_one_edge_and_end_inside(qtbot: QtBot, qapp: QApplication, width: int) -> None:
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        shown = label(TEXT, wraps=True)
        qtbot.addWidget(shown)
        palette = QPalette(shown.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor("white"))
        palette.setColor(QPalette.ColorRole.WindowText, QColor("black"))
        shown.setPalette(palette)
        shown.resize(width, shown.heightForWidth(width))
        image = shown.grab().toImage()
        step = shown.fontMetrics().lineSpacing()
        count = round(image.height() / step)
        assert count > 1
        edges = [_ink(image, row * step, (row + 1) * step) for row in range(count)]
        assert max(last for _, last in edges) - min(last for _, last in edges) <= 3, edges
        assert all(last >= width - 5 for _, last in edges), edges
    finally:
        qapp.setLayoutDirection(before)
