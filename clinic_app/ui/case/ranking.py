"""The five areas from the likeliest to the least likely, and below the one pressed the question why."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.case.area_row import AreaRow
from clinic_app.ui.case.override import OverrideStrip


class Ranking(QWidget):
    """``pressed`` carries the area of the row pressed."""

    pressed = Signal(object)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.order: list[Area] = list(Area)
        self.rows: Mapping[Area, AreaRow] = {area: AreaRow(area, catalog, self) for area in Area}
        self.override = OverrideStrip(catalog, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TIGHT)
        for area, row in self.rows.items():
            row.clicked.connect(lambda _checked=False, area=area: self.pressed.emit(area))
            self._column.addWidget(row)
        self._column.addWidget(self.override)

    def show_scores(
        self, chances: Mapping[Area, float], *, suggested: Sequence[Area], decided: Area | None, order: Sequence[Area]
    ) -> None:
        """Show each area's chance (0 to 1; none is shown for an area that is missing) in the given order."""
        for area, row in self.rows.items():
            row.show_score(chances.get(area), is_suggested=area in suggested, is_decided=area is decided)
        if list(order) != self.order:
            self.order = list(order)
            self._arrange()

    def focus_first(self) -> None:
        """Bring the keyboard to the likeliest area."""
        self.rows[self.order[0]].setFocus()

    def ask_reason(self, area: Area, suggested: Area | None) -> None:
        """Open the line that asks why ``area`` and not the suggested one, right below it."""
        self._column.removeWidget(self.override)
        self._column.insertWidget(self._column.indexOf(self.rows[area]) + 1, self.override)
        self.override.ask(area, suggested)

    def _arrange(self) -> None:
        asked = self.override.area if self.override.isVisible() else None
        for row in (*self.rows.values(), self.override):
            self._column.removeWidget(row)
        for area in self.order:
            self._column.addWidget(self.rows[area])
            if area is asked:
                self._column.addWidget(self.override)
        if asked is None:
            self._column.addWidget(self.override)
        for before, after in pairwise(self.order):
            QWidget.setTabOrder(self.rows[before], self.rows[after])
