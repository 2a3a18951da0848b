"""The pages in small, drawn as they come into sight."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui.reports.page_image import page_image

_BOX = QSize(96, 128)
_EDGE = QColor(174, 185, 195)
_ROOT = QModelIndex()


class PagesModel(QAbstractListModel):
    """One row a page. An image is drawn when its row is first asked for, one at a time while the window lives on."""

    def __init__(self, document: QPdfDocument, catalog: Catalog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._catalog = catalog
        self._images: dict[int, QPixmap] = {}
        self._wanted: list[int] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_next)
        self._blank = QPixmap(_BOX)
        self._blank.fill(QColor(Qt.GlobalColor.white))
        self._blank = _edged(self._blank)

    def restart(self) -> None:
        """The document is another one."""
        self.beginResetModel()
        self._images.clear()
        self._wanted.clear()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else self._document.pageCount()

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return formats.number(index.row() + 1, self._catalog.language)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            page = formats.number(index.row() + 1, self._catalog.language)
            return self._catalog.text("Page %(page)s") % {"page": page}
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DecorationRole:
            return self._image(index.row())
        return None

    def drawn(self) -> int:
        """How many pages were drawn so far."""
        return len(self._images)

    def _image(self, page: int) -> QPixmap:
        if page not in self._images and page not in self._wanted:
            self._wanted.append(page)
            self._timer.start()
        return self._images.get(page, self._blank)

    @Slot()
    def _draw_next(self) -> None:
        if not self._wanted:
            self._timer.stop()
            return
        page = self._wanted.pop()  # what came into sight last is what is looked at
        if page < self._document.pageCount():
            size = self._document.pagePointSize(page).toSize().scaled(_BOX, Qt.AspectRatioMode.KeepAspectRatio)
            ratio = self._ratio()
            image = QPixmap.fromImage(page_image(self._document, page, size * ratio))
            image.setDevicePixelRatio(ratio)
            self._images[page] = _edged(image)
            self.dataChanged.emit(self.index(page), self.index(page), [Qt.ItemDataRole.DecorationRole])

    def _ratio(self) -> float:
        holder = self.parent()
        return holder.devicePixelRatioF() if isinstance(holder, QWidget) else 1.0


def _edged(image: QPixmap) -> QPixmap:
    """White paper needs an edge to be seen on a white ground."""
    painter = QPainter(image)
    painter.setPen(_EDGE)
    size = image.deviceIndependentSize()
    painter.drawRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1))
    painter.end()
    return image


class Thumbnails(QListView):
    """``chosen`` tells the page (0 for the first) that was clicked or reached with the keys."""

    chosen = Signal(int)

    def __init__(self, document: QPdfDocument, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = PagesModel(document, catalog, self)
        self.setModel(self._pages)
        self.setAccessibleName(catalog.text("Pages in small"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(_BOX)
        self.setGridSize(QSize(_BOX.width() + 20, _BOX.height() + 34))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_BOX.width() + 44)
        self.selectionModel().currentChanged.connect(self._on_current)

    def restart(self) -> None:
        """The document is another one."""
        self._pages.restart()

    def drawn(self) -> int:
        """How many pages were drawn so far."""
        return self._pages.drawn()

    @Slot(int)
    def show_current(self, page: int) -> None:
        """Mark the page that is looked at, without asking to go there."""
        index = self._pages.index(page)
        if index.isValid() and index != self.currentIndex():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(index)
            self.selectionModel().blockSignals(False)
            self.viewport().update()

    @Slot(object)
    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())
