"""The exact bytes of a PDF on the screen: pages, zoom, page counter. Import it late: it brings QtPdf."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.plain_text import label

_STEP, _LEAST, _MOST = 1.2, 0.25, 5.0


class PdfPreview(QWidget):
    """``show_pdf`` replaces the document and keeps the page and the zoom where they were."""

    shown = Signal(int)  # number of pages

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._held = QBuffer(self)
        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName(catalog.text("Pages of the report"))
        self._counter = label("", self, role="muted")
        self._view.pageNavigator().currentPageChanged.connect(self._on_page_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._view, 1)
        self.controls = self._make_controls()
        for key, act in (("Ctrl++", self.zoom_in), ("Ctrl+=", self.zoom_in), ("Ctrl+-", self.zoom_out),
                         ("Ctrl+0", self.fit), ("Ctrl+9", self.fit_page)):  # fmt: skip
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WindowShortcut)

    @property
    def pages(self) -> int:
        """Number of pages shown."""
        return self._document.pageCount()

    def counter(self) -> str:
        """ "Page 1 of 6", as shown."""
        return self._counter.text()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF."""
        page = self._view.pageNavigator().currentPage()
        self._document.close()
        self._held.close()
        self._held.setData(QByteArray(pdf))
        self._held.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._held)
        if 0 < page < self.pages:
            self._view.pageNavigator().jump(page, self._view.pageNavigator().currentLocation())
        self._on_page_changed(self._view.pageNavigator().currentPage())
        self.shown.emit(self.pages)

    @Slot()
    def zoom_in(self) -> None:
        """Larger."""
        self._zoom(_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Smaller."""
        self._zoom(1 / _STEP)

    @Slot()
    def fit(self) -> None:
        """As wide as the window."""
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    @Slot()
    def fit_page(self) -> None:
        """One page in the window."""
        self._view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def zoom(self) -> float:
        """1.0 is the size on paper; follows the window while it fits its width."""
        if self._view.zoomMode() == QPdfView.ZoomMode.Custom or not self.pages:
            return self._view.zoomFactor()
        points = self._document.pagePointSize(0).width()
        return self._view.viewport().width() / (points * self.logicalDpiX() / 72)

    def _zoom(self, factor: float) -> None:
        wanted = min(_MOST, max(_LEAST, self.zoom() * factor))
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(wanted)

    def _make_controls(self) -> QWidget:
        text = self._catalog.text
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        row.addWidget(self._counter)
        for icon, words, act in (
            ("zoom-out", text("Smaller (Ctrl+-)"), self.zoom_out),
            ("zoom-in", text("Larger (Ctrl++)"), self.zoom_in),
        ):
            button = QToolButton(made)
            button.setIcon(icons.icon(icon))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(act)
            row.addWidget(button)
        for words, hint, act in (
            (text("Fit width"), text("Fit width (Ctrl+0)"), self.fit),
            (text("Whole page"), text("Whole page (Ctrl+9)"), self.fit_page),
        ):
            fit = QToolButton(made)
            fit.setText(words)
            fit.setToolTip(hint)
            fit.clicked.connect(act)
            row.addWidget(fit)
        return made

    @Slot(int)
    def _on_page_changed(self, page: int) -> None:
        language = self._catalog.language
        counts = {"page": formats.number(page + 1, language), "pages": formats.number(self.pages, language)}
        self._counter.setText(self._catalog.text("Page %(page)s of %(pages)s") % counts if self.pages else "")
