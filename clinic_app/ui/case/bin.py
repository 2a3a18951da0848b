"""Removing without fear: out of sight at once, and back with one press on Undo."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Slot

from clinic_app.errors import ClinicError
from clinic_app.services import trash
from clinic_app.ui.context import Context
from clinic_app.ui.failures import worded
from clinic_app.ui.widgets.message_bar import MessageBar

SHOWN_MS = 20_000


class Bin(QObject):
    """Moves records to the bin and offers to take them back out, in a bar of the page."""

    def __init__(self, context: Context, bar: MessageBar) -> None:
        super().__init__(bar)
        self._context = context
        self._bar = bar
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(bar.hide)

    def remove(self, table: str, record_id: UUID, words: str, *, restored: Callable[[UUID], object]) -> bool:
        """Move a record to the bin and say so in ``words``; ``restored`` is told when it is taken back out."""
        try:
            self._context.database.do(trash.remove, table, record_id)
        except ClinicError as error:
            self.tell(error)
            return False
        undo = partial(self._restore, table, record_id, restored)
        self._bar.show_message(words, actions=[(self._context.catalog.text("Undo"), undo)])
        self._timer.start()
        return True

    @Slot(object)
    def tell(self, error: Exception) -> None:
        """Say in the bar what went wrong."""
        self._timer.stop()
        self._bar.show_message(worded(self._context.catalog, error), kind="error")

    def say(self, words: str, *, kind: str = "info") -> None:
        """Say something in the bar; ``kind`` is one of the bar's."""
        self._timer.stop()
        self._bar.show_message(words, kind=kind)

    def hush(self) -> None:
        """Take back what went wrong before, once it is tried again; an offer to undo stays."""
        if self._bar.property("kind") == "error":
            self._bar.hide()

    def _restore(self, table: str, record_id: UUID, restored: Callable[[UUID], object]) -> None:
        self._timer.stop()
        try:
            self._context.database.do(trash.restore, table, record_id)
        except ClinicError as error:
            self.tell(error)
            return
        restored(record_id)
