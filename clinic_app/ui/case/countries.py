"""Countries to choose several of: a box for each partner country, and any other from a list."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from clinic_app.domain.text import fold
from clinic_app.i18n import names
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.case.calm_combo import CalmCombo
from clinic_app.ui.case.field_grid import FieldGrid
from clinic_app.ui.forms import Bind

PARTNERS = ("KR", "DE", "AT", "TR")
"""The countries of the memorandum."""
_WIDEST = 300


class CountryTicks(QWidget):
    """``value`` is the codes ticked, in the order they were ticked."""

    changed = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._value: tuple[str, ...] = ()
        self._boxes: dict[str, QCheckBox] = {}
        self._grid = FieldGrid(self, least=130, most=6)
        self._others = CalmCombo(self)
        self._others.setMaximumWidth(_WIDEST)
        self._others.setAccessibleName(catalog.text("Another country"))
        self._offer_others()
        self._others.activated.connect(self._on_other_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self._grid)
        layout.addWidget(self._others)
        self.setFocusProxy(self._others)
        self._show_boxes()

    def value(self) -> tuple[str, ...]:
        """The codes ticked (ISO 3166)."""
        return self._value

    def set_value(self, value: tuple[str, ...]) -> None:
        """Tick exactly these; a code that is no country is shown as it is."""
        self._value = tuple(value)
        self._show_boxes()

    def _offer_others(self) -> None:
        known = names.countries(self._catalog.language)
        self._others.addItem(self._catalog.text("Another country…"), None)
        for code in sorted(known.keys() - {*PARTNERS, "ZZ"}, key=lambda code: fold(known[code])):
            self._others.addItem(known[code], code)

    def _show_boxes(self) -> None:
        for code in (*PARTNERS, *self._value):
            if code not in self._boxes:
                self._boxes[code] = self._box(code)
                self._grid.add(self._boxes[code])
        for code, box in self._boxes.items():
            blocker = QSignalBlocker(box)
            box.setChecked(code in self._value)
            box.setVisible(code in PARTNERS or code in self._value)
            blocker.unblock()

    def _box(self, code: str) -> QCheckBox:
        box = QCheckBox(names.country(self._catalog, code))
        box.toggled.connect(lambda is_on, code=code: self._on_toggled(code, is_on))
        return box

    def _on_toggled(self, code: str, is_on: bool) -> None:
        rest = tuple(each for each in self._value if each != code)
        self._value = (*rest, code) if is_on else rest
        self.changed.emit()

    @Slot(int)
    def _on_other_chosen(self, place: int) -> None:
        code = self._others.itemData(place)
        self._others.setCurrentIndex(0)
        if code is not None and code not in self._value:
            self.set_value((*self._value, code))
            self.changed.emit()


def countries(catalog: Catalog) -> Bind:
    """ISO 3166 codes: tuple[str, ...]."""
    field = CountryTicks(catalog)
    return Bind(field, field.value, field.set_value, field.changed)
