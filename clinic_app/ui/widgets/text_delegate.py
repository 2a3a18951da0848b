"""Cells of lists and tables: each text in its own reading direction, all at the leading edge of their column."""

import unicodedata
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from clinic_app.ui.records_model import Index


@lru_cache(maxsize=4096)
def reads_right_to_left(text: str) -> bool | None:
    """True when the first letter with a direction is Arabic or Hebrew; None when no letter has one."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), None)
    return None if first is None else first != "L"


class TextDelegate(QStyledItemDelegate):
    """A Persian title in an English list reads from the right, and still stands at the left edge."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        ui_is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        text_is_rtl = reads_right_to_left(option.text)
        if text_is_rtl is None or text_is_rtl == ui_is_rtl:
            return
        is_trailing = bool(option.displayAlignment & Qt.AlignmentFlag.AlignTrailing)
        edge = Qt.AlignmentFlag.AlignRight if ui_is_rtl != is_trailing else Qt.AlignmentFlag.AlignLeft
        option.displayAlignment = edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        option.direction = Qt.LayoutDirection.LeftToRight if ui_is_rtl else Qt.LayoutDirection.RightToLeft
