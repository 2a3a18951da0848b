"""Words found in a PDF as people write them: Persian in either spelling, Korean, across lines, in any case."""

from array import array
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot
from PySide6.QtPdf import QPdfDocument

from clinic_app.domain.text import fold

_SLICE_MS = 12
_ZWNJ = "\u200c"


class Hit(NamedTuple):
    """A place in the text of a page (0 for the first), in characters as QPdfDocument counts them."""

    page: int
    start: int
    length: int


class PageText(NamedTuple):
    """The folded text of a page, and the place of each of its characters in the text as it is."""

    folded: str
    places: "array[int]"

    def find(self, wanted: str, page: int) -> list[Hit]:
        """Every place where ``wanted``, folded, stands."""
        hits, start = [], self.folded.find(wanted)
        while start >= 0:
            last = self.places[start + len(wanted) - 1]
            hits.append(Hit(page, self.places[start], last + 1 - self.places[start]))
            start = self.folded.find(wanted, start + len(wanted))
        return hits


def page_text(text: str) -> PageText:
    """Fold a text: letters of one look are one, ZWNJ is not there, white space and line ends are one space."""
    folded: list[str] = []
    places = array("l")
    for place, char in enumerate(text):
        new = _folded(char)
        if new == " " and (not folded or folded[-1] == " "):
            continue
        folded.extend(new)
        places.extend([place] * len(new))
    return PageText("".join(folded), places)


def wanted_text(words: str) -> str:
    """What is looked for, folded as the pages are."""
    return page_text(words).folded.strip()


@cache
def _folded(char: str) -> str:
    if char.isspace():
        return " "
    return "" if char == _ZWNJ else fold(char)


class PdfSearch(QObject):
    """Looks through a document page by page while the window lives on; keeps the texts for the next word."""

    changed = Signal()  # more hits, or the last page was reached

    def __init__(self, document: QPdfDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._texts: list[PageText] = []
        self._wanted = ""
        self._next = 0
        self.hits: list[Hit] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_done(self) -> bool:
        """True when every page was looked through."""
        return not self._timer.isActive()

    @property
    def words(self) -> str:
        """What is looked for, folded; empty for nothing."""
        return self._wanted

    def look_for(self, words: str) -> None:
        """Begin anew with other words; empty words find nothing."""
        self._wanted = wanted_text(words)
        self.restart()

    @Slot()
    def restart(self) -> None:
        """Look for the same words from the first page."""
        self.hits, self._next = [], 0
        if self._wanted and self._document.pageCount():
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()

    def forget(self) -> None:
        """The document is another one: its texts are read again."""
        self._timer.stop()
        self._texts.clear()
        self.hits = []

    @Slot()
    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._next < self._document.pageCount() and clock.elapsed() < _SLICE_MS:
            self.hits += self._text(self._next).find(self._wanted, self._next)
            self._next += 1
        if self._next >= self._document.pageCount():
            self._timer.stop()
        self.changed.emit()

    def _text(self, page: int) -> PageText:
        while len(self._texts) <= page:
            self._texts.append(page_text(self._document.getAllText(len(self._texts)).text()))
        return self._texts[page]
