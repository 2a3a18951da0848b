"""The matcher listening in: a moment after the last key it reads the text, off the GUI thread."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from clinic_app.domain.match import Contribution, Suggestion
from clinic_app.matching.memory import Memory
from clinic_app.services import matches
from clinic_app.ui.case.evidence import Part, text_of
from clinic_app.ui.jobs import Jobs, Latest

DELAY_MS = 300
Pieces = tuple[Part, ...]


class LiveMatch(QObject):
    """``answered`` carries the pieces read and the Suggestion, None for a blank text; stale answers are dropped.

    ``contributions`` are what is known of the case beside the words; ``learnt`` gives what the job shall ask for the
    corrections. The first text is also read as soon as it is begun: that answer is not heard, but what the language
    needs is loaded while she types on.
    """

    answered = Signal(object, object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._is_warm = False
        self._pieces: Pieces = ()
        self.contributions: tuple[Contribution, ...] = ()
        self.learnt: Callable[[], Callable[[], Memory | None]] = lambda: _nothing
        self._latest = Latest(jobs, done=self._on_done, failed=self.failed.emit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._on_rest)

    def read(self, pieces: Pieces, *, at_once: bool = False) -> None:
        """Rank ``pieces`` when the typing rests; a blank text is answered immediately."""
        self._pieces = pieces
        if not pieces:
            self._timer.stop()
            self._latest.forget()
            self.answered.emit((), None)
        elif at_once:
            self._on_rest()
        else:
            self._timer.start()
            self._warm_up()

    def _warm_up(self) -> None:
        if not self._is_warm:
            self._is_warm = True
            self._jobs.think(partial(matches.suggest_text, text_of(self._pieces)), done=_ignore, failed=_ignore)

    @Slot()
    def _on_rest(self) -> None:
        self._timer.stop()
        self._is_warm = True
        pieces, known, learnt = self._pieces, self.contributions, self.learnt()
        text = text_of(pieces)
        self._latest.ask(lambda: (pieces, matches.suggest_text(text, contributions=known, memory=learnt())))

    def _on_done(self, answer: tuple[Pieces, Suggestion]) -> None:
        pieces, suggestion = answer
        if pieces == self._pieces:
            self.answered.emit(pieces, suggestion)


def _nothing() -> None:
    """What is learnt where nothing is."""


def _ignore(_answer: object) -> None:
    """The reading that counts comes when the typing rests, and tells its own failure."""
