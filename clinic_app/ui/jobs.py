"""Work that would freeze the screen: done on another thread, answered on this one."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot
from shiboken6 import isValid

from clinic_app.errors import ClinicError
from clinic_app.services.progress import Progress
from clinic_app.ui import crash
from clinic_app.ui.mailbox import Mailbox

T = TypeVar("T")
_STEP_SECONDS = 0.05
_STALE = object()


def _owner(tell: Callable[..., object]) -> object:
    while isinstance(tell, partial):
        tell = tell.func
    return getattr(tell, "__self__", None)


def _is_heard(tell: Callable[..., object]) -> bool:
    """False when the widget that asked is gone: there is nobody left to tell."""
    owner = _owner(tell)
    return not isinstance(owner, QObject) or isValid(owner)


class _Job:
    """One piece of work and who wants to hear of it.

    The worker only borrows it: whatever it holds is let go on the GUI thread, for widgets must not die elsewhere.
    """

    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._work: Callable[[], Any] | None = work
        self._done: Callable[[Any], object] | None = done
        self._failed: Callable[[Exception], object] | None = failed
        self._value: Any = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Do the work, on the worker's thread."""
        assert self._work is not None
        try:
            self._value = self._work()
        except Exception as error:  # noqa: BLE001  one of the two places that may: it is handed on
            if not isinstance(error, ClinicError | OSError):
                crash.write_down(error)
            self._error = error

    def answer(self) -> Callable[[], object] | None:
        """What to call on the GUI thread; None when the widget that asked is gone. Lets go of everything."""
        done, failed, value, error = self._done, self._failed, self._value, self._error
        self._work = self._done = self._failed = self._value = self._error = None
        assert done is not None
        assert failed is not None
        if error is not None:
            return partial(failed, error) if _is_heard(failed) else None
        return partial(done, value) if _is_heard(done) else None


class Jobs(QObject):
    """Two lanes of one thread each.

    ``start`` is for work on the clinic file and on other files: one at a time, in the order asked for, because
    a clinic file has one writer. ``think`` is for short pure work (matching a text) that must not wait behind
    an import. An exception of the work is handed to ``failed``, never swallowed; a fault of the program is
    written to the log as well. Call ``finish`` before letting go of it.
    """

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = QThreadPool(self)
        self._thoughts = QThreadPool(self)
        for pool in (self._files, self._thoughts):
            pool.setMaxThreadCount(1)
            pool.setExpiryTimeout(-1)
        self._waiting = 0
        self._answers = Mailbox(self._deliver, self)

    @property
    def is_busy(self) -> bool:
        """True while an answer is outstanding."""
        return self._waiting > 0

    def start(
        self, work: Callable[[], T], *, done: Callable[[T], object], failed: Callable[[Exception], object]
    ) -> None:
        """Run ``work`` after the jobs before it; call ``done`` with its value, or ``failed``, on the GUI thread."""
        self._run(self._files, _Job(work, done, failed))

    def think(
        self, work: Callable[[], T], *, done: Callable[[T], object], failed: Callable[[Exception], object]
    ) -> None:
        """Like ``start``, beside the file jobs."""
        self._run(self._thoughts, _Job(work, done, failed))

    def finish(self) -> None:
        """Wait for every job and deliver the answers, also of jobs that these start."""
        while self._waiting:
            for pool in (self._files, self._thoughts):
                pool.waitForDone()
            self._answers.deliver()

    def _run(self, pool: QThreadPool, job: _Job) -> None:
        answers = self._answers

        def run() -> None:
            job.run()
            answers.put(job)

        self._waiting += 1
        self.busy_changed.emit(True)
        pool.start(run)

    def _deliver(self, job: _Job) -> None:
        self._waiting -= 1
        self.busy_changed.emit(self._waiting > 0)
        if (tell := job.answer()) is not None:
            tell()


class Latest(Generic[T]):
    """A question asked again and again, such as on every key: only the newest answer is heard.

    Questions that were overtaken before their turn are not computed at all.
    """

    def __init__(self, jobs: Jobs, *, done: Callable[[T], object], failed: Callable[[Exception], object]) -> None:
        self._jobs = jobs
        self._done = done
        self._failed = failed
        self._number = 0

    def ask(self, work: Callable[[], T]) -> None:
        """Compute ``work`` in the thinking lane, forgetting what was asked before."""
        self._number += 1
        number = self._number

        def run() -> object:
            return work() if number == self._number else _STALE

        self._jobs.think(run, done=partial(self._hear, number), failed=partial(self._fail, number))

    def forget(self) -> None:
        """Hear no answer of what was asked so far."""
        self._number += 1

    def _hear(self, number: int, answer: Any) -> None:
        if number == self._number and answer is not _STALE and _is_heard(self._done):
            self._done(answer)

    def _fail(self, number: int, error: Exception) -> None:
        if number == self._number and _is_heard(self._failed):
            self._failed(error)


class Relay(QObject):
    """Carries the steps of a job's progress to the GUI thread, at most 20 a second, and the wish to stop back.

    Hand ``relay.progress`` to the job and the relay to a ``BusyBar``.
    """

    stepped = Signal(int, int)  # done, total; a total of 0 is unknown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress = Progress(self._step)
        self._steps = Mailbox(self._on_step, self)
        self._told = 0.0

    @Slot()
    def cancel(self) -> None:
        """Ask the job to stop; it does at its next step."""
        self.progress.cancelled = True

    def _step(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= _STEP_SECONDS or (total and done >= total):
            self._told = now
            self._steps.put((done, total))

    def _on_step(self, step: tuple[int, int]) -> None:
        self.stepped.emit(*step)
