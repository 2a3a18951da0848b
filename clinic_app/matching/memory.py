"""The memory of corrections: which earlier corrected texts are like this one, and where they say it belongs."""

import hashlib
import math
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Recall
from clinic_app.matching import words
from clinic_app.matching.likeness import Index
from clinic_app.matching.model import AREA_OF_TYPE, AREAS, TYPE_INDEX, Model
from clinic_app.matching.tuning import Tuning

GATE = 0.3
"""Likeness from which an earlier text counts at all. Measured: of 142 texts asked against 14,776 statements on all
kinds of things, one in six finds one this like it, and 26 of 29 of those belong where it says; a lower gate lets in
strangers, a higher one (.45) forgets one repeated theme in twenty.
"""
NEAR = 0.9
"""Likeness from which an earlier text is taken for the same one: it always wins."""
CERTAIN = 0.95
"""The least confidence of an answer to a text that was corrected before."""

_VOTERS = 3
_PULL = 24.0  # log odds that a wholly like text would add; they grow with the square of the likeness
_SURE = 0.97  # probability of the area of the same text


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A text (with its ``key``) and the area, and perhaps the problem type, that an advisor gave it."""

    id: UUID
    text: str
    key: str
    area: Area
    type: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What the memory says of a text: the lesson followed, and the log odds it adds to each area in their order.

    ``is_same`` when the text is the lesson's, or nearly so: then nothing else counts.
    """

    recall: Recall
    votes: tuple[float, ...]
    is_same: bool

    def added(self, scores: Sequence[float]) -> list[float]:
        """What to add to the log scores of the areas."""
        if not self.is_same:
            return list(self.votes)
        place = AREAS.index(self.recall.area)
        others = [score for area, score in enumerate(scores) if area != place]
        highest = max(others)
        needed = highest + math.log(sum(math.exp(x - highest) for x in others)) + math.log(_SURE / (1 - _SURE))
        return [max(0.0, needed - scores[place]) if area == place else 0.0 for area in range(len(scores))]

    def with_type(self, types: Sequence[float]) -> list[float]:
        """The probabilities of the problem types; that of the same text, if it was given one, comes first."""
        chosen = TYPE_INDEX.get(self.recall.type)
        if chosen is None or not self.is_same or AREAS[AREA_OF_TYPE[chosen]] is not self.recall.area:
            return list(types)
        inside = [kind for kind, area in enumerate(AREA_OF_TYPE) if area == AREA_OF_TYPE[chosen]]
        half = sum(types[kind] for kind in inside) / 2
        halved = [p / 2 if kind in inside else p for kind, p in enumerate(types)]
        halved[chosen] += half
        return halved


def key(text: str) -> str:
    """The same for texts of the same folded letters, however they are spaced; empty for a text without words."""
    folded = "".join(words.folded(text))
    return hashlib.sha256(folded.encode()).hexdigest()[:32] if folded else ""


def language(text: str) -> str:
    """The language (en, fa, ko) in whose script most of the text is written."""
    shares = words.shares(text)
    return max(shares, key=shares.__getitem__)


class Memory:
    """What was learnt: the lessons in force, and the ``tuning`` of an accepted rebuild. Thread-safe.

    Of lessons with the same key the last one counts.
    """

    def __init__(
        self, lessons: Iterable[Lesson] = (), *, shelf: "Shelf | None" = None, tuning: Tuning | None = None
    ) -> None:
        """``shelf`` is that of an earlier memory: what it made of its lessons' texts is used again."""
        self._by_key = {lesson.key: lesson for lesson in lessons if lesson.key}
        self._by_id = {lesson.id: lesson for lesson in self._by_key.values()}
        self.shelf = shelf if shelf is not None else Shelf()
        self._entered: set[str] = set()  # languages whose lessons the shelf has
        self.tuning = tuning

    def tuned(self, tuning: Tuning) -> "Memory":
        """The same lessons with another tuning."""
        return Memory(self._by_key.values(), shelf=self.shelf, tuning=tuning)

    def __len__(self) -> int:
        return len(self._by_id)

    def recall(self, text: str, model: Callable[[str], Model]) -> Recalled | None:
        """What the lessons say of ``text``, None when none is like it. ``model`` gives the model of a language."""
        if not self._by_id:
            return None
        same = self._by_key.get(key(text))
        if same is not None:
            return _followed([(1.0, same)])
        spoken = language(text)
        if spoken not in self._entered:
            self.shelf.enter(self._by_id.values(), spoken, model(spoken))
            self._entered.add(spoken)
        found = self.shelf.similar(text, spoken, self._by_id)
        near = [(similarity, lesson) for similarity, lesson in found if similarity >= GATE]
        return _followed(near) if near else None


class Shelf:
    """Every text that was ever a lesson here, by language, ready to be compared. It only grows."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._indexes: dict[str, Index] = {}
        self._languages: dict[UUID, str] = {}

    def enter(self, lessons: Iterable[Lesson], spoken: str, model: Model) -> None:
        """Take in the lessons of a language that are not there."""
        with self._lock:
            index = self._indexes.setdefault(spoken, Index(model))
            for lesson in lessons:
                if lesson.id not in self._languages:
                    self._languages[lesson.id] = language(lesson.text)
                if self._languages[lesson.id] == spoken:
                    index.add(lesson.id, words.folded(lesson.text))

    def similar(self, text: str, spoken: str, lessons: Mapping[UUID, Lesson]) -> list[tuple[float, Lesson]]:
        """The most similar of ``lessons`` in a language that was entered, the most similar and then newest first."""
        with self._lock:
            found = self._indexes[spoken].similar(words.folded(text), lessons, _VOTERS)
        return [(similarity, lessons[one]) for similarity, one in found]


def _followed(near: Sequence[tuple[float, Lesson]]) -> Recalled:
    best, lesson = near[0]
    votes = [0.0] * len(AREAS)
    for similarity, one in near:
        votes[AREAS.index(one.area)] += _PULL * similarity**2
    is_same = best >= NEAR
    if not is_same:
        first = AREAS[max(range(len(AREAS)), key=votes.__getitem__)]
        best, lesson = next((similarity, one) for similarity, one in near if one.area is first)
    recall = Recall(
        correction_id=lesson.id,
        area=lesson.area,
        type=lesson.type,
        similarity=round(best, 4),
        made_at=lesson.made_at,
    )
    return Recalled(recall=recall, votes=tuple(votes), is_same=is_same)
