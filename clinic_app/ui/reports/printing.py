"""A PDF on paper: page images on the printer, because QtPdf has no vector path."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from clinic_app.reports.document import Paper
from clinic_app.ui.reports.page_image import page_image

PRINT_DPI = 300
_POINTS_PER_INCH = 72
_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}


def printer_for(paper: Paper, name: str) -> QPrinter:
    """A printer as the dialog shows it first: the paper of the document, and its name in the queue."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(_SIZES[paper]))
    printer.setDocName(name)
    return printer


def print_pdfs(pdfs: Sequence[bytes], printer: QPrinter, current: int = 0, dpi: int = PRINT_DPI) -> int:
    """Print, of each PDF, the pages the printer dialog asked for. Returns how many were sent.

    ``current`` (0 for the first) is the page meant by "current page". May run on any thread, as long as nobody else
    uses ``printer`` meanwhile. Copies that the printer cannot make itself are painted one after the other.
    """
    sent = 0
    painter = QPainter()
    for pdf in pdfs:
        with _opened(pdf) as document:
            for page in _sequence(document.pageCount(), printer, current):
                _turn(printer, document.pagePointSize(page))
                if not painter.isActive():
                    printer.setFullPage(True)
                    painter.begin(printer)
                    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                else:
                    printer.newPage()
                _paint(painter, document, page, printer, dpi)
                sent += 1
    painter.end()
    return sent


def chosen_pages(count: int, printer: QPrinter, current: int = 0) -> list[int]:
    """The pages (0 for the first) of a document of ``count`` that the printer dialog asked for."""
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        return [current] if current < count else []
    ranges = printer.pageRanges()
    if printer.printRange() == QPrinter.PrintRange.PageRange and not ranges.isEmpty():
        return [page for page in range(count) if ranges.contains(page + 1)]
    return list(range(count))


def _sequence(count: int, printer: QPrinter, current: int) -> list[int]:
    pages = chosen_pages(count, printer, current)
    times = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    return pages * times if printer.collateCopies() else [page for page in pages for _ in range(times)]


def _turn(printer: QPrinter, points: QSizeF) -> None:
    """Lay the sheet as the page lies; most drivers take that between two pages."""
    is_wide = points.width() > points.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait)


def _paint(painter: QPainter, document: QPdfDocument, page: int, printer: QPrinter, dpi: int) -> None:
    points = document.pagePointSize(page)
    pixels = QSize(round(points.width() * dpi / _POINTS_PER_INCH), round(points.height() * dpi / _POINTS_PER_INCH))
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    painter.drawImage(_fitted(points, sheet), page_image(document, page, pixels))


@contextmanager
def _opened(pdf: bytes) -> Iterator[QPdfDocument]:
    held = QBuffer()
    held.setData(QByteArray(pdf))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    yield document
    document.close()


def _fitted(page: QSizeF, sheet: QRectF) -> QRectF:
    size = page.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    offset_x, offset_y = (sheet.width() - size.width()) / 2, (sheet.height() - size.height()) / 2
    return QRectF(sheet.x() + offset_x, sheet.y() + offset_y, size.width(), size.height())
