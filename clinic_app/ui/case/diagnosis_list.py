"""The leading list of the diagnosis: the sides of the firm with how they stand, and what stands before and behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clinic_app.domain.assessment import STRONG, WEAK
from clinic_app.ui import colours

_ENTRY = Qt.ItemDataRole.UserRole
_PAD, _EDGE, _BAR = 10.0, 3.0, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the list; ``percent`` is 0 to 100, or None when nothing was answered. No ``figure``: no bar."""

    key: str
    title: str
    figure: str = ""
    percent: float | None = None


def tone(percent: float) -> str:
    """The name of the colour of a percentage; its figure always stands beside it."""
    return "error" if percent < WEAK else "success" if percent >= STRONG else "accent"


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        entry: Entry = index.data(_ENTRY)
        line = option.fontMetrics.height()
        return QSize(180, round((2 * line if entry.figure else line) + 2 * _EDGE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(3, 1, -3, -1)
        self._paint_ground(painter, option, box)
        inner = box.adjusted(_PAD, _EDGE, -_PAD, -_EDGE)
        line = QRectF(inner.left(), inner.top(), inner.width(), option.fontMetrics.height())
        font = QFont(option.font)
        font.setBold(bool(option.state & QStyle.StateFlag.State_Selected))
        painter.setFont(font)
        painter.setPen(option.palette.text().color())
        words = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, int(line.width()))
        self._write(painter, option, line, words, Qt.AlignmentFlag.AlignLeading)
        if entry.figure:
            low = QRectF(inner.left(), inner.bottom() - line.height(), inner.width(), line.height())
            painter.setFont(option.font)
            painter.setPen(colours.colour("muted", option.palette))
            self._write(painter, option, low, entry.figure, Qt.AlignmentFlag.AlignTrailing)
            room = low.width() - painter.fontMetrics().horizontalAdvance(entry.figure) - _PAD
            self._paint_bar(painter, option, low, room, entry.percent)
        painter.restore()

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRectF, words: str, side: Qt.AlignmentFlag
    ) -> None:
        where = QStyle.visualAlignment(option.direction, side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(line, where.value, words)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        state: Any = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(option.palette.highlight())
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(colours.colour("accent", option.palette))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colours.colour("hover", option.palette))
        painter.drawRoundedRect(box, 6, 6)

    def _paint_bar(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRectF, room: float, percent: float | None
    ) -> None:
        is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        left = line.right() - room if is_rtl else line.left()
        track = QRectF(left, line.center().y() - _BAR / 2, room, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("line", option.palette))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        if percent is None:
            return
        width = max(_BAR, track.width() * percent / 100)
        start = track.right() - width if is_rtl else track.left()
        painter.setBrush(colours.colour(tone(percent), option.palette))
        painter.drawRoundedRect(QRectF(start, track.top(), width, _BAR), _BAR / 2, _BAR / 2)


class DiagnosisList(QListWidget):
    """``entry_chosen`` carries the key of an entry; Enter asks with ``entry_wanted`` to go into it."""

    entry_chosen = Signal(str)
    entry_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self.setItemDelegate(_EntryDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._on_current_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen():
            self.entry_wanted.emit(self.chosen())
        else:
            super().keyPressEvent(event)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show the entries; the chosen one stays chosen when it is still there."""
        if tuple(entries) == self._entries:
            return
        is_same = [entry.key for entry in entries] == [entry.key for entry in self._entries]
        self._entries = tuple(entries)
        if not is_same:
            chosen = self.chosen()
            self.blockSignals(True)
            self.clear()
            for _ in entries:
                self.addItem(QListWidgetItem())
            self.blockSignals(False)
            self._fill()
            self.choose(chosen)
        else:
            self._fill()

    def entries(self) -> tuple[Entry, ...]:
        """What is listed."""
        return self._entries

    def chosen(self) -> str:
        """The key of the entry marked; empty when none is."""
        row = self.currentRow()
        entry = self.item(row).data(_ENTRY) if row >= 0 else None
        return entry.key if entry is not None else ""

    def choose(self, key: str) -> None:
        """Mark an entry without announcing it."""
        row = next((row for row, entry in enumerate(self._entries) if entry.key == key), -1)
        self.blockSignals(True)
        self.setCurrentRow(row)
        self.blockSignals(False)

    def _fill(self) -> None:
        for row, entry in enumerate(self._entries):
            item = self.item(row)
            item.setData(_ENTRY, entry)
            item.setText(entry.title)
            told = f"{entry.title}, {entry.figure}" if entry.figure else entry.title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current_changed(self, current: QListWidgetItem | None, _previous: QListWidgetItem | None) -> None:
        if current is not None:
            self.entry_chosen.emit(current.data(_ENTRY).key)
