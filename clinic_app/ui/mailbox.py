"""Things said on any thread, heard on the GUI thread, in their order."""

import queue
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject

_ARRIVED = QEvent.Type(QEvent.registerEventType())


class Mailbox(QObject):
    """``put`` may be called on any thread; ``hear`` is called on the thread the mailbox was made on.

    A Qt signal would do the same but for one thing: PySide6 crashes when a worker emits a signal at the moment
    the GUI thread connects or disconnects it. So workers post, and signals are emitted on the GUI thread only.
    """

    def __init__(self, hear: Callable[[Any], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hear = hear
        self._things: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def put(self, thing: object) -> None:
        """Leave something to be heard."""
        self._things.put(thing)
        QCoreApplication.postEvent(self, QEvent(_ARRIVED))

    def deliver(self) -> None:
        """Have everything heard that was put so far. On the mailbox's own thread only."""
        QCoreApplication.sendPostedEvents(self, _ARRIVED.value)

    def event(self, event: QEvent) -> bool:
        if event.type() != _ARRIVED:
            return super().event(event)
        self._hear(self._things.get())  # one thing per event: a fault in hearing it does not lose the next
        return True
