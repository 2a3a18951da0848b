"""The exact bytes of a PDF on the screen, with all it takes to read them. Import it late: it brings QtPdf."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.reports.page_field import PageField
from clinic_app.ui.reports.page_view import STEP, PageView
from clinic_app.ui.reports.pdf_search import Hit, PdfSearch
from clinic_app.ui.reports.search_bar import SearchBar
from clinic_app.ui.reports.thumbnails import Thumbnails
from clinic_app.ui.reports.zoom_button import ZoomButton


class PdfViewer(QWidget):
    """``show_pdf`` replaces the document and keeps the page, the zoom and the words looked for."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._held = QBuffer(self)
        self._document = QPdfDocument(self)
        self.search = PdfSearch(self._document, self)
        self.view = PageView(self._document, self)
        self.view.setAccessibleName(catalog.text("Pages of the report"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.thumbnails = Thumbnails(self._document, catalog, self)
        self.search_bar = SearchBar(self.search, catalog, self)
        self.page_field = PageField(catalog, self)
        self.zoom_button = ZoomButton(catalog, self)
        self.thumbnails_button = self._button("pages", catalog.text("Pages in small (F4)"), lambda: None)
        self.thumbnails_button.setCheckable(True)
        self._lay_out()
        self._connect()
        self._add_keys()

    @property
    def pages(self) -> int:
        """Number of pages shown."""
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The page looked at, 0 for the first."""
        return self.view.pageNavigator().currentPage()

    def counter(self) -> str:
        """ "1 of 6", as shown."""
        return self.page_field.text()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF."""
        place = self.view.verticalScrollBar().value()
        self.clear()
        self._held.setData(QByteArray(pdf))
        self._held.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._held)
        self.thumbnails.restart()
        self.view.verticalScrollBar().setValue(place)
        self._on_page_changed(self.page)
        self.search.restart()
        self._on_zoomed()

    def clear(self) -> None:
        """Show no document."""
        self.view.forget()
        self.search.forget()
        self._document.close()
        self._held.close()
        self.thumbnails.restart()

    @Slot()
    def zoom_in(self) -> None:
        """Larger."""
        self.view.zoom_to(self.view.zoom * STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Smaller."""
        self.view.zoom_to(self.view.zoom / STEP)

    @Slot()
    def open_search(self) -> None:
        """Look for words."""
        self.search_bar.open_bar(self.page)

    @Slot()
    def find_next(self) -> None:
        """To the next place, or to the field that asks for words."""
        self.search_bar.on() if self.search.words else self.open_search()

    @Slot()
    def find_previous(self) -> None:
        """To the place before, or to the field that asks for words."""
        self.search_bar.back() if self.search.words else self.open_search()

    def _lay_out(self) -> None:
        text = self._catalog.text
        top = QHBoxLayout()
        top.setSpacing(theme.TIGHT)
        controls = (
            self.thumbnails_button,
            self._button("up", text("Page before (Ctrl+PgUp)"), self.page_back),
            self._button("down", text("Next page (Ctrl+PgDown)"), self.page_on),
            self.page_field,
            self._button("zoom-out", text("Smaller (Ctrl+-)"), self.zoom_out),
            self.zoom_button,
            self._button("zoom-in", text("Larger (Ctrl++)"), self.zoom_in),
            self._button("search", text("Find in the pages (Ctrl+F)"), self.open_search),
        )
        for control in controls:
            top.addWidget(control)
            if control is self.page_field:
                top.addStretch(1)
        ends = (self.search_bar.field, *self.search_bar.buttons, self.thumbnails, self.view)
        for first, second in pairwise((*controls[:3], self.page_field.edit, *controls[4:], *ends)):
            QWidget.setTabOrder(first, second)
        body = QHBoxLayout()
        body.setSpacing(theme.SMALL)
        body.addWidget(self.thumbnails)
        body.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addLayout(top)
        layout.addWidget(self.search_bar)
        layout.addLayout(body, 1)
        self.thumbnails.hide()

    def _connect(self) -> None:
        self.view.pageNavigator().currentPageChanged.connect(self._on_page_changed)
        self.view.zoom_changed.connect(self._on_zoomed)
        self.zoom_button.chosen.connect(self.view.set_zoom_name)
        self.page_field.chosen.connect(self._on_page_chosen)
        self.thumbnails.chosen.connect(self.view.go_to)
        self.thumbnails_button.toggled.connect(self.thumbnails.setVisible)
        self.search_bar.moved.connect(self._on_hit)
        self.search_bar.closed.connect(self.view.setFocus)

    def _add_keys(self) -> None:
        fit = self.view.set_zoom_name
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl++", self.zoom_in), ("Ctrl+=", self.zoom_in), ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", lambda: fit("width")), ("Ctrl+9", lambda: fit("page")), ("Ctrl+1", lambda: fit("1")),
            ("Ctrl+F", self.open_search), ("F3", self.find_next), ("Shift+F3", self.find_previous),
            ("Ctrl+G", self.page_field.edit.setFocus), ("F4", self.thumbnails_button.toggle),
            ("Ctrl+PgUp", self.page_back), ("Ctrl+PgDown", self.page_on),
        )  # fmt: skip
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WindowShortcut)

    @Slot()
    def page_back(self) -> None:
        """To the page before."""
        self.view.go_to(self.page - 1)

    @Slot()
    def page_on(self) -> None:
        """To the next page."""
        self.view.go_to(self.page + 1)

    @Slot(int)
    def _on_page_chosen(self, page: int) -> None:
        self.view.go_to(page)
        self.view.setFocus()

    @Slot(int)
    def _on_page_changed(self, page: int) -> None:
        self.page_field.show_page(page, self.pages)
        self.thumbnails.show_current(page)

    @Slot()
    def _on_zoomed(self) -> None:
        self.zoom_button.show_zoom(self.view.zoom, self.view.zoom_name)

    @Slot(object)
    def _on_hit(self, hit: Hit | None) -> None:
        self.view.mark(self.search.hits, hit)
        if hit is not None:
            self.view.show_hit(hit)

    def _button(self, icon: str, words: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(act)
        return button
