"""A quiet table of records whose last column takes what is left."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from clinic_app.ui import theme
from clinic_app.ui.records_model import RecordsModel
from clinic_app.ui.widgets.text_delegate import TextDelegate


def table_of(model: RecordsModel, name: str, widths: Sequence[int], wide: int, parent: QWidget) -> QTableView:
    """``name`` is told to screen readers; ``widths`` are in pixels, and the column ``wide`` stretches."""
    table = QTableView(parent)
    table.setModel(model)
    table.setItemDelegate(TextDelegate(table))
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
    table.horizontalHeader().setHighlightSections(False)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    return table
