"""The items of one side of the firm, to be answered one below the other."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.assessment import Dimension
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.case.answer_keeper import AnswerKeeper
from clinic_app.ui.case.item_row import ItemRow
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.plain_text import label, without_mnemonic
from clinic_app.ui.widgets.card import Card


class DimensionPage(Scrolled):
    """Builds the rows of the dimension shown, and of no other. ``next_wanted`` asks for what stands behind it."""

    next_wanted = Signal()

    def __init__(self, catalog: Catalog, keeper: AnswerKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard goes from the list to the items
        self._catalog = catalog
        self._keeper = keeper
        self._shown: tuple[object, str] = (None, "")
        self._card: QWidget | None = None
        self.rows: list[ItemRow] = []
        self.next_button = QPushButton(icons.icon("open", "accent"), "")
        self.next_button.clicked.connect(self.next_wanted)
        self.column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignTrailing)
        self.column.addStretch(1)

    def show_dimension(self, dimension: Dimension, after: str) -> None:
        """Show the items with their answers; ``after`` is what the button to go on is called."""
        words = self._catalog.text("Next: %(title)s") % {"title": after}
        self.next_button.setText(without_mnemonic(words))
        if self._shown != (self._keeper.card, dimension.code):
            self._shown = (self._keeper.card, dimension.code)
            self._build(dimension)
        else:
            for row in self.rows:
                row.show_answer(self._keeper.answer(row.item.code))

    def focus_item(self, code: str = "") -> None:
        """Bring the keyboard to an item; without a code, to the first that is not answered, or the first."""
        open_ones = (row for row in self.rows if row.field.value() is None)
        wanted = next((row for row in self.rows if row.item.code == code), None) or next(open_ones, None)
        if wanted is None and self.rows:
            wanted = self.rows[0]
        if wanted is not None:
            self._turn_to(wanted)

    def _build(self, dimension: Dimension) -> None:
        if self._card is not None:
            self.column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        card = self._card = Card(dimension.label[self._catalog.language])
        hint = self._catalog.text("0: not at all. 4: fully, systematically, proven. Keys: 0–4, N, S, arrows.")
        card.body.addWidget(label(hint, role="hint", wraps=True))
        self.rows = []
        rows = QVBoxLayout()
        rows.setSpacing(theme.TIGHT)
        for number, item in enumerate(dimension.items, start=1):
            if number > 1:
                rows.addWidget(_rule())
            row = ItemRow(item, number, self._keeper.answer(item.code), self._catalog, card)
            row.changed.connect(self._on_changed)
            row.field.step_wanted.connect(self._stepper(number - 1))
            rows.addWidget(row)
            self.rows.append(row)
        card.body.addLayout(rows)
        self.column.insertWidget(0, card)
        self.verticalScrollBar().setValue(0)

    def _stepper(self, place: int) -> Callable[[int], None]:
        def step(by: int) -> None:
            if place + by >= len(self.rows):
                self.next_button.setFocus()
            elif place + by >= 0:
                self._turn_to(self.rows[place + by])

        return step

    def _turn_to(self, row: ItemRow) -> None:
        row.field.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(row, 0, theme.MEDIUM)

    @Slot(object, bool)
    def _on_changed(self, answer: object, is_chosen: bool) -> None:
        self._keeper.put(answer, at_once=is_chosen)  # type: ignore[arg-type]  # Qt signals carry objects


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
