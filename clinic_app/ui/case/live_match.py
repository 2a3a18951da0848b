"""The matcher listening in: a moment after the last key it reads the text, off the GUI thread."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from clinic_app.domain.match import Suggestion
from clinic_app.services import matches
from clinic_app.ui.case.evidence import Part, text_of
from clinic_app.ui.jobs import Jobs, Latest

DELAY_MS = 300
Pieces = tuple[Part, ...]


class LiveMatch(QObject):
    """``answered`` carries the pieces read and the Suggestion, None for a blank text; stale answers are dropped."""

    answered = Signal(object, object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces: Pieces = ()
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

    @Slot()
    def _on_rest(self) -> None:
        self._timer.stop()
        pieces = self._pieces
        text = text_of(pieces)
        self._latest.ask(lambda: (pieces, matches.suggest_text(text)))

    def _on_done(self, answer: tuple[Pieces, Suggestion]) -> None:
        pieces, suggestion = answer
        if pieces == self._pieces:
            self.answered.emit(pieces, suggestion)
