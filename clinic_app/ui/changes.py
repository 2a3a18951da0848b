"""The database's word that something changed, as a Qt signal on the GUI thread."""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_app.ui.mailbox import Mailbox

if TYPE_CHECKING:
    from clinic_app.storage.database import Changed, Database


class Changes(QObject):
    """One ``committed`` per commit, carrying a frozenset of (table name, record id)."""

    committed = Signal(object)

    def __init__(self, database: "Database", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = threading.get_ident()
        self._notes = Mailbox(self.committed.emit, self)
        database.on_commit = self._tell

    def _tell(self, changed: "Changed") -> None:
        if threading.get_ident() == self._home:
            self.committed.emit(changed)
        else:
            self._notes.put(changed)


def touches(changed: "Changed", *tables: str) -> bool:
    """True when the commit wrote to one of ``tables``."""
    return any(table in tables for table, _ in changed)
