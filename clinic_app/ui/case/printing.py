"""A PDF on paper: page images on the printer, because QtPdf has no vector path."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300
_POINTS_PER_INCH = 72


def page_image(document: QPdfDocument, page: int, dpi: int) -> QImage:
    """One page (0 for the first) on white paper; QtPdf itself leaves the background transparent."""
    points = document.pagePointSize(page)
    size = QSize(
        round(points.width() * dpi / _POINTS_PER_INCH),
        round(points.height() * dpi / _POINTS_PER_INCH),
    )
    drawn = document.render(page, size)
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper


def print_pdf(pdf: bytes, printer: QPrinter, dpi: int = PRINT_DPI) -> int:
    """Print the pages the printer dialog asked for, each fitted to its sheet. Returns how many were sent.

    May run on any thread, as long as nobody else uses ``printer`` meanwhile.
    """
    held = QBuffer()
    held.setData(QByteArray(pdf))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    first = max(printer.fromPage() or 1, 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    printer.setFullPage(True)
    painter = QPainter(printer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    for page in range(first - 1, last):
        if page >= first:
            printer.newPage()
        painter.drawImage(_fitted(document.pagePointSize(page), sheet), page_image(document, page, dpi))
    painter.end()
    document.close()
    return max(last - first + 1, 0)


def _fitted(page: QSizeF, sheet: QRectF) -> QRectF:
    size = page.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    offset_x, offset_y = (sheet.width() - size.width()) / 2, (sheet.height() - size.height()) / 2
    return QRectF(sheet.x() + offset_x, sheet.y() + offset_y, size.width(), size.height())
