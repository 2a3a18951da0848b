"""A page of a PDF as an image on white paper: QtPdf itself leaves the background transparent."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument


def page_image(document: QPdfDocument, page: int, size: QSize) -> QImage:
    """One page (0 for the first), ``size`` pixels wide and high."""
    drawn = document.render(page, size)
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper
