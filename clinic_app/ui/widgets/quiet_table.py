"""A quiet table: whole rows, no grid, no numbers in front; one of its columns may take what is left."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from clinic_app.ui import theme
from clinic_app.ui.widgets.text_delegate import TextDelegate


def quiet(table: QTableView, name: str, row_height: int = theme.ROW_HEIGHT) -> None:
    """Take grid, wrapping and row numbers away; ``name`` is told to screen readers, the height is in pixels."""
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(row_height)
    table.horizontalHeader().setHighlightSections(False)


def table_of(model: QAbstractItemModel, name: str, widths: Sequence[int], wide: int, parent: QWidget) -> QTableView:
    """A quiet table of ``model``; ``widths`` are in pixels, and the column ``wide`` stretches."""
    table = QTableView(parent)
    table.setModel(model)
    table.setItemDelegate(TextDelegate(table))
    quiet(table, name)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    return table
