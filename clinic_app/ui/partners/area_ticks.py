"""The areas of cooperation to choose several of: a box for each."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui.case.field_grid import FieldGrid
from clinic_app.ui.forms import Bind
from clinic_app.ui.plain_text import without_mnemonic


class AreaTicks(QWidget):
    """``value`` is the areas ticked, in the order of the memorandum."""

    changed = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = FieldGrid(self, least=200, most=3)
        self.boxes: dict[Area, QCheckBox] = {}
        for area in Area:
            self.boxes[area] = QCheckBox(without_mnemonic(labels.label(catalog, area)))
            self.boxes[area].toggled.connect(self._on_toggled)
            grid.add(self.boxes[area])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(grid)
        self.setFocusProxy(self.boxes[Area.NEW_TECHNOLOGIES])

    def value(self) -> tuple[Area, ...]:
        """The areas ticked."""
        return tuple(area for area, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: tuple[Area, ...]) -> None:
        """Tick exactly these."""
        for area, box in self.boxes.items():
            blocker = QSignalBlocker(box)
            box.setChecked(area in value)
            blocker.unblock()

    @Slot()
    def _on_toggled(self) -> None:
        self.changed.emit()


def areas(catalog: Catalog) -> Bind:
    """Areas of cooperation: tuple[Area, ...]."""
    field = AreaTicks(catalog)
    return Bind(field, field.value, field.set_value, field.changed)
