"""When the program itself is at fault: it is written down once, told once, and the window stays open."""

import contextlib
import faulthandler
import logging
import os
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler

from clinic_app.ui.mailbox import Mailbox

_LOG = logging.getLogger("clinic_app")
_FILE_BYTES = 500_000
_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_NOISE = ("propagateSizeHints",)


def write_log(folder: Path) -> None:
    """Send the log to ``folder``/clinic.log, for this user only; a large one is put aside at the start."""
    file = folder / "clinic.log"
    with contextlib.suppress(OSError):
        if file.exists() and file.stat().st_size > _FILE_BYTES:
            file.replace(folder / "clinic-before.log")
        os.close(os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
        handler = logging.FileHandler(file, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        _LOG.addHandler(handler)
        _LOG.setLevel(logging.INFO)
    qInstallMessageHandler(_on_qt_message)


def watch_for_crashes(folder: Path) -> bool:
    """Have the interpreter leave its stack in ``folder``/crash.log if it dies. True when it did the last time.

    The traces of the last crash are kept as crash-before.log.
    """
    file = folder / "crash.log"
    died = False
    with contextlib.suppress(OSError):
        died = file.exists() and file.stat().st_size > 0
        if died:
            file.replace(folder / "crash-before.log")
        stream: TextIO = file.open("w", encoding="utf-8")
        faulthandler.enable(stream, all_threads=True)
    return died


def write_down(error: BaseException) -> None:
    """Log a fault of the program: its kind and where it happened, not its message, which may hold words of a case."""
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    _LOG.error("unexpected %s\n%s", _chain(type(error), error), frames)


class BugCatcher(QObject):
    """The last resort: takes what nobody caught, on any thread.

    A fault in painting comes once per cell: each place is written down and told once.
    """

    happened = Signal(str)  # kind of the error

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[tuple[str, str, int]] = set()
        self._faults = Mailbox(self.happened.emit, self)

    def install(self) -> None:
        """Take the place of Python's own hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda what: self._on_exception(what.exc_type, what.exc_value, what.exc_traceback)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        frames = traceback.extract_tb(where)
        place = (kind.__name__, frames[-1].filename if frames else "", (frames[-1].lineno or 0) if frames else 0)
        if place in self._seen:
            return
        self._seen.add(place)
        write_down(error if error is not None else kind())
        self._faults.put(kind.__name__)


def _chain(kind: type[BaseException], error: BaseException | None) -> str:
    names = [kind.__name__]
    while error is not None and (error := error.__cause__ or error.__context__) is not None and len(names) < 10:
        names.append(type(error).__name__)
    return " from ".join(names)


def _on_qt_message(kind: QtMsgType, _context: object, words: str | None) -> None:
    if kind in _LEVELS and words and not any(noise in words for noise in _NOISE):
        _LOG.log(_LEVELS[kind], "Qt: %s", words)
