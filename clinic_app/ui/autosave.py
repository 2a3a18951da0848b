"""Saves a second after the last key, and never says "saved" when it is not."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.errors import ClinicError, InvalidData
from clinic_app.ui.composition import commit_composition

DELAY_MS = 1_000
LONGEST_WAIT_MS = 1_500
RETRY_MS = 10_000


class Autosave(QObject):
    """Calls ``save`` when the typing rests, when it goes on for long, on leaving the form, and on closing.

    ``save`` writes and returns; it raises a ClinicError or OSError when it could not. Then the form stays dirty,
    ``failed`` tells why, and the save is tried again, except when the data themselves are invalid: those wait
    for the next key.
    """

    saved = Signal(object)  # datetime, UTC
    failed = Signal(object)  # Exception
    dirty_changed = Signal(bool)

    def __init__(self, save: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._is_dirty = False
        self._is_saving = False
        self._watched: QWidget | None = None
        self._rest = self._timer(DELAY_MS)
        self._longest = self._timer(LONGEST_WAIT_MS)
        self._retry = self._timer(RETRY_MS)

    @property
    def is_dirty(self) -> bool:
        """True while something typed is not on the disk."""
        return self._is_dirty

    def watch(self, form: QWidget) -> None:
        """Save as soon as the keyboard focus moves away from a field of ``form``."""
        self._watched = form
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    @Slot()
    def touch(self) -> None:
        """Something was typed. Connect a form's ``changed`` here."""
        if self._is_saving:
            return
        if not self._is_dirty:
            self._is_dirty = True
            self._longest.start()
            self.dirty_changed.emit(True)
        self._rest.start()

    @Slot()
    def flush(self) -> bool:
        """Save now if anything is unsaved. True when nothing is unsaved afterwards."""
        commit_composition()
        return self._write()

    def discard(self) -> None:
        """Forget what is unsaved, after the user said so."""
        self._settle()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._on_time)
        return timer

    @Slot()
    def _on_time(self) -> None:
        commit_composition()
        self._write()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, _new: QWidget | None) -> None:
        if self._is_dirty and old is not None and self._watched is not None and self._watched.isAncestorOf(old):
            self._write()

    def _write(self) -> bool:
        if not self._is_dirty or self._is_saving:
            return not self._is_dirty
        self._is_saving = True
        try:
            self._save()
        except (ClinicError, OSError) as error:
            self._rest.stop()
            self._longest.stop()
            if not isinstance(error, InvalidData):
                self._retry.start()
            self.failed.emit(error)
            return False
        finally:
            self._is_saving = False
        self._settle()
        self.saved.emit(datetime.now(UTC))
        return True

    def _settle(self) -> None:
        for timer in (self._rest, self._longest, self._retry):
            timer.stop()
        if self._is_dirty:
            self._is_dirty = False
            self.dirty_changed.emit(False)
