"""The answers of the scorecard shown: what is chosen is on the disk at once, what is typed a second later."""

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.domain.assessment import Answer, AnswerData
from clinic_app.ui.autosave import Autosave


class AnswerKeeper(QObject):
    """Holds the answers as they stand on the screen; ``write`` keeps one of them and may raise.

    What the disk refused stays here and is tried again; newer answers read meanwhile do not replace it.
    """

    changed = Signal(str)  # code of the item

    def __init__(self, write: Callable[[UUID, AnswerData], object], owner: QWidget) -> None:
        super().__init__(owner)
        self._write = write
        self._card: UUID | None = None
        self._given: dict[str, AnswerData] = {}
        self._unsaved: set[str] = set()
        self.autosave = Autosave(self._save, self)
        self.autosave.watch(owner)

    @property
    def card(self) -> UUID | None:
        """The id of the scorecard whose answers these are; None while none is shown."""
        return self._card

    @property
    def given(self) -> tuple[AnswerData, ...]:
        """All answers, saved or not."""
        return tuple(self._given.values())

    def answer(self, item: str) -> AnswerData:
        """The answer to an item; one that says nothing while it was not asked."""
        return self._given.get(item) or AnswerData(item=item)

    def show(self, card: UUID | None, answers: Mapping[str, Answer]) -> None:
        """Take over the saved answers of a scorecard; call ``leave`` before another one is shown."""
        if card != self._card:
            self.autosave.discard()
            self._unsaved.clear()
            self._card = card
        kept = {item: self._given[item] for item in self._unsaved}
        self._given = {item: _bare(answer) for item, answer in answers.items()} | kept

    def put(self, answer: AnswerData, *, at_once: bool) -> None:
        """Take an answer in, and save it at once or when the typing rests."""
        if self._card is None or answer == self.answer(answer.item):
            return
        self._given[answer.item] = answer
        self._unsaved.add(answer.item)
        self.autosave.touch()
        self.changed.emit(answer.item)
        if at_once:
            self.autosave.flush()

    def save(self) -> bool:
        """Save now. False when the disk refused."""
        return self._card is None or self.autosave.flush()

    def leave(self) -> bool:
        """The same as ``save``: an answer cannot break a rule."""
        return self.save()

    def _save(self) -> None:
        assert self._card is not None
        for item in tuple(self._unsaved):
            self._write(self._card, self._given[item])
            self._unsaved.discard(item)


def _bare(answer: Answer) -> AnswerData:
    return AnswerData(
        item=answer.item, score=answer.score, blank=answer.blank, comment=answer.comment, evidence=answer.evidence
    )
