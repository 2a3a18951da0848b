"""The zoom as a number that opens the choice of others."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui.reports.page_view import FIT_PAGE, FIT_WIDTH

_FACTORS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class ZoomButton(QToolButton):
    """``chosen`` gives a zoom by the name that ``PageView.set_zoom_name`` takes."""

    chosen = Signal(str)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._actions: dict[str, QAction] = {}
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._make_menu())
        self.show_zoom(1.0, FIT_WIDTH)

    @Slot(float, str)
    def show_zoom(self, zoom: float, name: str) -> None:
        """Show a zoom (1.0 is the size on paper) and how it came about."""
        shown = formats.percent(round(zoom * 100), self._catalog.language)
        self.setText(shown)
        self.setToolTip(self._catalog.text("Size of the pages"))
        self.setAccessibleName(f"{self._catalog.text('Size of the pages')}: {shown}")
        for key, action in self._actions.items():
            action.setChecked(key == name)

    def _make_menu(self) -> QMenu:
        menu, text = QMenu(self), self._catalog.text
        group = QActionGroup(menu)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        words = {FIT_WIDTH: text("Fit width (Ctrl+0)"), FIT_PAGE: text("Whole page (Ctrl+9)")}
        for factor in _FACTORS:
            words[f"{factor:.3f}"] = formats.percent(factor * 100, self._catalog.language)
        for name, shown in words.items():
            action = menu.addAction(shown)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            group.addAction(action)
            self._actions[name] = action
            if name == FIT_PAGE:
                menu.addSeparator()
        return menu
