"""The problems of a case as a list: title, area (decided or only suggested), priority."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clinic_app.domain.match import Match, SuggestionKind
from clinic_app.domain.problem import Problem
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours
from clinic_app.ui.case.direction import by_content
from clinic_app.ui.records_model import RECORD_ROLE, Column, RecordsModel
from clinic_app.ui.widgets.chips import HEIGHT, chip_width, paint_chip

_PAD = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A problem with its newest match; ``id`` is the problem's."""

    id: UUID
    problem: Problem
    match: Match | None


def heading(problem: Problem) -> str:
    """What a list calls a problem: its title, or the beginning of what was written."""
    return " ".join((problem.title or problem.statement).split())[:200]


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, catalog: Catalog, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalog = catalog

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, round(option.fontMetrics.height() + HEIGHT + 2.2 * _PAD))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(RECORD_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(3, 2, -3, -2)
        self._paint_ground(painter, option, box)
        inner = box.adjusted(_PAD, _PAD * 0.7, -_PAD, -_PAD * 0.7)
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(option.palette.text().color())
        line = QRectF(inner.left(), inner.top(), inner.width(), QFontMetricsF(font).height())
        words = QFontMetricsF(font).elidedText(heading(entry.problem), Qt.TextElideMode.ElideRight, line.width())
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, QStyle.visualAlignment(option.direction, leading).value, by_content(words))
        painter.setFont(option.font)
        self._paint_second_line(
            painter, option, entry, QRectF(inner.left(), inner.bottom() - HEIGHT, inner.width(), HEIGHT)
        )
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        state: Any = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(option.palette.highlight())
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colours.colour("hover", option.palette))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colours.colour("accent", option.palette))
        painter.drawRoundedRect(box, 6, 6)

    def _paint_second_line(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, line: QRectF) -> None:
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        figure = self._priority(entry.problem)
        trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colours.colour("muted", option.palette))
        painter.drawText(line, QStyle.visualAlignment(option.direction, trailing).value, figure)
        room = line.width() - QFontMetricsF(option.font).horizontalAdvance(figure) - _PAD
        match = entry.match
        if match is not None and match.is_decided and match.area is not None:
            badge = formats.digits(str(match.area.number), self._catalog.language)
            tone, tint = (
                colours.area_colour(match.area, option.palette),
                colours.area_tint(match.area, option.palette),
            )
            words = self._fitted(option.font, badge, labels.label(self._catalog, match.area), room)
            width = chip_width(option.font, badge, words)
            corner = QPointF(line.right() - width if rtl else line.left(), line.top())
            paint_chip(painter, corner, badge=badge, text=words, colour=tone, tint=tint, rtl=rtl)
            return
        words = QFontMetricsF(option.font).elidedText(self._state(match), Qt.TextElideMode.ElideRight, room)
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, QStyle.visualAlignment(option.direction, leading).value, words)

    def _fitted(self, font: QFont, badge: str, words: str, room: float) -> str:
        spare = room - chip_width(font, badge, "") - 6
        return QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, spare))

    def _state(self, match: Match | None) -> str:
        if match is None or match.suggestion.decision is not SuggestionKind.SUGGESTED:
            return self._catalog.text("Area not decided")
        words = self._catalog.text("Suggested: %(area)s")
        return words % {"area": labels.label(self._catalog, match.suggestion.area)}

    def _priority(self, problem: Problem) -> str:
        if problem.priority is None:
            return ""
        words = self._catalog.text("Priority %(n)s")
        return words % {"n": formats.number(problem.priority, self._catalog.language)}


class ProblemList(QListView):
    """``problem_chosen`` carries the id; Alt+Up and Alt+Down ask to move, Delete to remove."""

    problem_chosen = Signal(object)
    move_wanted = Signal(int)
    remove_wanted = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(title=catalog.text("Problem"), text=lambda entry: heading(entry.problem))
        self._model = RecordsModel((column,), self)
        self._entries: tuple[Entry, ...] = ()
        self.setModel(self._model)
        self.setItemDelegate(_EntryDelegate(catalog, self))
        self.setAccessibleName(catalog.text("Problems of the case"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_entries(self, problems: Sequence[Problem], newest: Mapping[UUID, Match | None]) -> None:
        """Show the problems in order; the chosen one stays chosen."""
        entries = tuple(Entry(id=p.id, problem=p, match=newest.get(p.id)) for p in problems)
        if entries != self._entries:
            chosen = self.chosen_id()
            self._entries = entries
            self._model.show(entries)
            self.choose(chosen)

    def count(self) -> int:
        """How many problems are listed."""
        return len(self._entries)

    def chosen_id(self) -> UUID | None:
        """The id of the problem marked, if any."""
        entry = self._model.record(self.currentIndex())
        return entry.id if entry is not None else None

    def choose(self, problem_id: UUID | None) -> None:
        """Mark a problem without announcing it."""
        row = -1 if problem_id is None else self._model.row_of(problem_id)
        selection = self.selectionModel()
        selection.blockSignals(True)
        if row < 0:
            selection.clear()
        else:
            selection.setCurrentIndex(self._model.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_wanted.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        entry = self._model.record(current)
        if entry is not None:
            self.problem_chosen.emit(entry.id)
