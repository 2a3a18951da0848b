"""Editors for links between records of a case, as from a recommendation to the problems it solves."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from clinic_app.ui import theme
from clinic_app.ui.case.calm_combo import CalmCombo
from clinic_app.ui.forms import Bind
from clinic_app.ui.plain_text import label, without_mnemonic


class TickList(QWidget):
    """One box per record; ``value`` is the ids ticked. An id that is not offered (in the bin) is kept unseen."""

    changed = Signal()

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        """``nothing`` is said while there is no record to tick."""
        super().__init__(parent)
        self._boxes: dict[UUID, QCheckBox] = {}
        self._offered: tuple[tuple[UUID, str], ...] = ()
        self._value: tuple[UUID, ...] = ()
        self._nothing = label(nothing, self, role="muted")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.TIGHT)
        self._layout.addWidget(self._nothing)

    def offer(self, records: Sequence[tuple[UUID, str]]) -> None:
        """Show a box for each (id, words)."""
        if tuple(records) == self._offered:
            return
        self._offered = tuple(records)
        for box in self._boxes.values():
            self._layout.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {key: self._box(key, words) for key, words in records}
        self._nothing.setVisible(not self._boxes)
        self.set_value(self._value)

    def value(self) -> tuple[UUID, ...]:
        """The ids ticked, in the order they were ticked."""
        return self._value

    def set_value(self, value: tuple[UUID, ...]) -> None:
        """Tick exactly these."""
        self._value = value
        for key, box in self._boxes.items():
            blocker = QSignalBlocker(box)
            box.setChecked(key in value)
            blocker.unblock()

    def _box(self, key: UUID, words: str) -> QCheckBox:
        box = QCheckBox(without_mnemonic(words), self)
        box.toggled.connect(lambda is_on, key=key: self._on_toggled(key, is_on))
        self._layout.addWidget(box)
        return box

    def _on_toggled(self, key: UUID, is_on: bool) -> None:
        rest = tuple(each for each in self._value if each != key)
        self._value = (*rest, key) if is_on else rest
        self.changed.emit()


def ticks(widget: TickList) -> Bind:
    """The ids ticked: tuple[UUID, ...]."""
    return Bind(widget, widget.value, widget.set_value, widget.changed)


class LinkBox(CalmCombo):
    """One record or none; an id that is no longer offered is shown as ``gone`` and kept."""

    def __init__(self, none: str, gone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gone = gone
        self._offered: tuple[tuple[UUID, str], ...] = ()
        self.addItem(none, None)

    def offer(self, records: Sequence[tuple[UUID, str]]) -> None:
        """Offer each (id, words), keeping the choice."""
        if tuple(records) == self._offered:
            return
        self._offered = tuple(records)
        chosen = self.currentData()
        blocker = QSignalBlocker(self)
        while self.count() > 1:
            self.removeItem(1)
        for key, words in records:
            self.addItem(words, key)
        self.set_value(chosen)
        blocker.unblock()

    def set_value(self, value: UUID | None) -> None:
        """Choose a record, or none."""
        place = next((i for i in range(self.count()) if self.itemData(i) == value), -1)
        if place < 0:
            self.addItem(self._gone, value)
            place = self.count() - 1
        self.setCurrentIndex(place)


def link(widget: LinkBox) -> Bind:
    """The id chosen: UUID or None."""
    return Bind(widget, widget.currentData, widget.set_value, widget.currentIndexChanged)
