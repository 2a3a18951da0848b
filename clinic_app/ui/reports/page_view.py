"""The pages of a PDF: zoom under the pointer, keys from end to end, and marked words."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPolygonF, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from clinic_app.ui import colours
from clinic_app.ui.reports.pdf_search import Hit

STEP, LEAST, MOST = 1.2, 0.25, 5.0
FIT_WIDTH, FIT_PAGE = "width", "page"
_MARK, _CURRENT = QColor(255, 214, 0, 90), QColor(255, 122, 0, 130)
_POINTS_PER_INCH = 72
_Mode = QPdfView.ZoomMode


class PageView(QPdfView):
    """All pages below one another. Shows the document it was made with whenever that is loaded."""

    zoom_changed = Signal()

    def __init__(self, document: QPdfDocument, parent: QWidget) -> None:
        super().__init__(parent)
        self._hits: dict[int, list[Hit]] = {}
        self._shapes: dict[Hit, list[QPolygonF]] = {}
        self._current: Hit | None = None
        self._rects: list[QRect] = []
        self._laid_out_for: tuple[object, ...] = ()
        self._notice = ""
        self.setDocument(document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(_Mode.FitToWidth)
        self.zoomModeChanged.connect(self.zoom_changed)
        self.zoomFactorChanged.connect(self.zoom_changed)

    # Zoom

    @property
    def zoom(self) -> float:
        """1.0 is the size on paper; follows the window while it fits the width or a page."""
        document = self.document()
        if self.zoomMode() == _Mode.Custom or not document.pageCount():
            return self.zoomFactor()
        return self._page_size(0).width() / (document.pagePointSize(0).width() * self._resolution())

    @property
    def zoom_name(self) -> str:
        """ "width", "page", or the factor as a text: what ``set_zoom_name`` takes."""
        fits = {_Mode.FitToWidth: FIT_WIDTH, _Mode.FitInView: FIT_PAGE}
        return fits.get(self.zoomMode(), f"{self.zoomFactor():.3f}")

    def set_zoom_name(self, name: str) -> None:
        """Take over a zoom that was kept; what is none is left aside."""
        modes = {FIT_WIDTH: _Mode.FitToWidth, FIT_PAGE: _Mode.FitInView}
        if name in modes:
            self.setZoomMode(modes[name])
            return
        try:
            self.zoom_to(float(name))
        except ValueError:
            return

    def zoom_to(self, factor: float, at: QPoint | None = None) -> None:
        """Zoom, keeping what stands at a point of the viewport (default: its middle) where it is."""
        spot = at if at is not None else self.viewport().rect().center()
        page, place = self._place_at(spot)
        self.setZoomMode(_Mode.Custom)
        self.setZoomFactor(min(MOST, max(LEAST, factor)))
        if page >= 0:
            wanted = self.page_rect(page)
            self.horizontalScrollBar().setValue(round(wanted.x() + place.x() * wanted.width()) - spot.x())
            self.verticalScrollBar().setValue(round(wanted.y() + place.y() * wanted.height()) - spot.y())

    # Search

    def mark(self, hits: Sequence[Hit], current: Hit | None) -> None:
        """Mark the words found, the current one more strongly."""
        self._hits = {}
        for hit in hits:
            self._hits.setdefault(hit.page, []).append(hit)
        self._current = current
        self.viewport().update()

    def forget(self) -> None:
        """The document is another one."""
        self._shapes.clear()
        self._laid_out_for = ()
        self.mark((), None)

    def show_hit(self, hit: Hit) -> None:
        """Scroll until the words are in sight, with some room around them."""
        area = self._area_of(hit)
        room = self.viewport().rect().translated(self._scrolled())
        if room.adjusted(24, 40, -24, -40).contains(area):
            return
        self.verticalScrollBar().setValue(area.center().y() - self.viewport().height() // 3)
        if area.left() < room.left() + 24 or area.right() > room.right() - 24:
            self.horizontalScrollBar().setValue(area.center().x() - self.viewport().width() // 2)

    def show_notice(self, words: str) -> None:
        """Say something over the pages, such as that newer ones are being drawn; empty words take it away."""
        self._notice = words
        self.viewport().update()

    # Geometry: where QPdfView puts its pages, which it does not tell

    def page_rect(self, page: int) -> QRect:
        """The rectangle of a page in the whole height of the document, in pixels."""
        return self._layout()[page]

    def _layout(self) -> list[QRect]:
        document, room = self.document(), self.viewport().size()
        key = (document.pageCount(), self.zoomMode(), self.zoomFactor(), room.width(), room.height())
        if key != self._laid_out_for:
            self._laid_out_for, self._rects = key, self._lay_out()
        return self._rects

    def _lay_out(self) -> list[QRect]:
        margins = self.documentMargins()
        sizes = [self._page_size(page) for page in range(self.document().pageCount())]
        widest = max((size.width() for size in sizes), default=0) + margins.left() + margins.right()
        rects, top = [], margins.top()
        for size in sizes:
            left = (max(widest, self.viewport().width()) - size.width()) // 2
            rects.append(QRect(QPoint(left, top), size))
            top += size.height() + self.pageSpacing()
        return rects

    def _page_size(self, page: int) -> QSize:
        points, margins = self.document().pagePointSize(page), self.documentMargins()
        size = (points * self._resolution()).toSize()
        if self.zoomMode() == _Mode.Custom:
            return (points * self._resolution() * self.zoomFactor()).toSize()
        width = self.viewport().width() - margins.left() - margins.right()
        if self.zoomMode() == _Mode.FitToWidth:
            return size * (width / max(1, size.width()))
        room = QSize(width, self.viewport().height() - self.pageSpacing())
        return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def _resolution(self) -> float:
        return self.screen().logicalDotsPerInch() / _POINTS_PER_INCH

    def _scrolled(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _place_at(self, spot: QPoint) -> tuple[int, QPointF]:
        """The page at a point of the viewport and the place in it, 0 to 1 each way; -1 without pages."""
        return self._place_in(self._layout(), spot)

    def _place_in(self, rects: Sequence[QRect], spot: QPoint) -> tuple[int, QPointF]:
        wanted = spot + self._scrolled()
        for page, rect in enumerate(rects):
            if wanted.y() <= rect.bottom() + self.pageSpacing() or page == len(rects) - 1:
                inside = QPointF(wanted - rect.topLeft())
                return page, QPointF(inside.x() / max(1, rect.width()), inside.y() / max(1, rect.height()))
        return -1, QPointF()

    def _to_pixels(self, page: int) -> QTransform:
        rect, points = self.page_rect(page), self.document().pagePointSize(page)
        moved = QTransform.fromTranslate(rect.x(), rect.y())
        return moved.scale(rect.width() / points.width(), rect.height() / points.height())

    def _shape(self, hit: Hit) -> list[QPolygonF]:
        if hit not in self._shapes:
            found = self.document().getSelectionAtIndex(hit.page, hit.start, hit.length)
            self._shapes[hit] = list(found.bounds())
        return self._shapes[hit]

    def _area_of(self, hit: Hit) -> QRect:
        area = QRectF()
        for shape in self._shape(hit):
            area = area.united(shape.boundingRect())
        return self._to_pixels(hit.page).mapRect(area).toAlignedRect()

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._layout()  # what is seen now is known when the size changes
        if self._hits:
            self._paint_hits()
        if self._notice:
            self._paint_notice()

    def _paint_hits(self) -> None:
        painter = QPainter(self.viewport())
        painter.setPen(Qt.PenStyle.NoPen)
        offset = self._scrolled()
        seen = self.viewport().rect().translated(offset)
        painter.translate(-offset)
        for page, hits in self._hits.items():
            if page < self.document().pageCount() and self.page_rect(page).intersects(seen):
                self._paint_marks(painter, self._to_pixels(page), hits)

    def _paint_marks(self, painter: QPainter, to_pixels: QTransform, hits: Sequence[Hit]) -> None:
        for hit in hits:
            painter.setBrush(_CURRENT if hit == self._current else _MARK)
            for shape in self._shape(hit):
                painter.drawRoundedRect(to_pixels.mapRect(shape.boundingRect()).adjusted(-2, -2, 2, 2), 2, 2)

    def _paint_notice(self) -> None:
        """Pale pages, and a plate with the words: what is seen is not what is wanted any more."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, metrics = self.viewport().rect(), self.fontMetrics()
        veil = colours.colour("window", self.palette())
        veil.setAlpha(150)
        painter.fillRect(room, veil)
        plate = QRect(0, 0, metrics.horizontalAdvance(self._notice) + 48, metrics.height() + 24)
        plate.moveCenter(QPoint(room.center().x(), min(room.center().y(), 120)))
        painter.setPen(colours.colour("line", self.palette()))
        painter.setBrush(colours.colour("surface", self.palette()))
        painter.drawRoundedRect(plate, 8, 8)
        painter.setPen(colours.colour("text", self.palette()))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        page, place = self._place_in(self._rects, QPoint())  # as it was laid out before
        super().resizeEvent(event)
        if 0 <= page < self.document().pageCount() and self.zoomMode() != _Mode.Custom:
            # another width is another zoom: what is read stays at the top
            wanted = self.page_rect(page)
            self.verticalScrollBar().setValue(round(wanted.y() + place.y() * wanted.height()))
        self.zoom_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and (turn := event.angleDelta().y()):
            self.zoom_to(self.zoom * STEP ** (turn / 120), event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        places = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        key = Qt.Key(event.key())
        if key in places:
            bar.setValue(places[key])
        elif key == Qt.Key.Key_Space:
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + bar.pageStep() * (-1 if is_back else 1))
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def go_to(self, page: int) -> None:
        """Bring the top of a page (0 for the first) to the top of the window."""
        if 0 <= page < self.document().pageCount():
            self.pageNavigator().jump(page, QPointF(), 0)
            self.verticalScrollBar().setValue(self.page_rect(page).top() - self.documentMargins().top())
