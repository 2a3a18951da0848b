"""How much the memory learns: 300 decisions on themes that come again in other words, the same for the same seed."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from clinic_app.domain.areas import Area
from clinic_app.matching import memory
from clinic_app.matching.evaluate import Labelled, Share
from clinic_app.matching.matcher import Matcher
from clinic_app.matching.memory import Lesson, Memory

DECISIONS, STEP = 300, 50
_RANK = 0.7  # Zipf: the n-th theme comes n ** -0.7 times as often as the first
_DROPPED, _SWAPPED, _MISLED, _TYPOS = 0.3, 0.3, 0.3, 0.1
_LEAST_WORDS = 3
_MISLEADING = {
    "en": (
        "We also talked about a training course, but: ", "Apart from the marketing: ",
        "Not the machines this time. ", "The bank is another matter. ", "Our laboratory aside, ",
    ),
    "fa": (
        "از آموزش که بگذریم، ", "بازاریابی بماند برای بعد. ", "کاری به دستگاه‌ها نداریم. ", "موضوع بانک جداست. ",
        "آزمایشگاه به کنار، ",
    ),
    "ko": (
        "교육 이야기는 따로 하고, ", "마케팅은 빼고 ", "설비 문제는 아니고요. ", "은행 일은 별개입니다. ",
        "시험실은 제쳐 두고 ",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How many of the decisions ``first`` to ``last`` were foretold: by the frozen model alone; with the memory of
    what went against it, as the program keeps it; and with a memory of every decision.
    """

    first: int
    last: int
    frozen: Share
    memory: Share
    every: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """The themes that were never shown: right before, and after, with either memory."""

    before: Share
    memory: Share
    every: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One run. ``corrections`` were kept; ``again`` of them were right, with confidence, when entered again."""

    seed: int
    themes: int
    curve: tuple[Curve, ...]
    unseen: Unseen
    corrections: int
    again: Share

    def to_json(self) -> dict[str, object]:
        """The figures as ``clinic evaluate --stream --json`` prints them."""
        return {
            "seed": self.seed,
            "themes": self.themes,
            "curve": [
                {"first": part.first, "last": part.last}
                | {name: round(getattr(part, name).value, 4) for name in ("frozen", "memory", "every")}
                for part in self.curve
            ],
            "unseen": {
                "texts": self.unseen.before.of,
                **{name: round(getattr(self.unseen, name).value, 4) for name in ("before", "memory", "every")},
            },
            "corrections": self.corrections,
            "again": {"right": self.again.hits, "of": self.again.of},
        }


def run(labelled: Iterable[Labelled], matcher: Matcher, seed: int = 0) -> Stream:
    """Play 300 decisions through; the same for the same texts and seed. Texts out of scope are left aside.

    Half of the texts, taken at random, are themes that come again and again: 30 % of their words dropped, letters
    mistyped, the halves swapped, a misleading beginning put before them. The other half is never shown.
    """
    chance = random.Random(seed)
    themes = sorted((one for one in labelled if one.area is not None), key=lambda one: one.id)
    chance.shuffle(themes)
    shown, unseen = themes[: (len(themes) + 1) // 2], themes[(len(themes) + 1) // 2 :]
    often = [(place + 1) ** -_RANK for place in range(len(shown))]
    drawn = chance.choices(shown, often, k=DECISIONS) if shown else []
    texts = [(vary(one.text, one.language, chance), one) for one in drawn]
    ours, every = _Pupil(matcher), _Pupil(matcher)
    seen = [_decided(matcher, ours, every, text, one) for text, one in texts]
    return Stream(
        seed=seed,
        themes=len(shown),
        curve=tuple(_part(seen, start) for start in range(0, len(seen), STEP)),
        unseen=Unseen(
            before=_right(matcher, unseen, None),
            memory=_right(matcher, unseen, ours.memory),
            every=_right(matcher, unseen, every.memory),
        ),
        corrections=len(ours.lessons),
        again=_again(matcher, ours),
    )


def vary(text: str, language: str, chance: random.Random) -> str:
    """The same thing said in other words, or rather fewer."""
    words = text.split()
    kept = [word for word in words if chance.random() >= _DROPPED]
    kept = kept if len(kept) >= _LEAST_WORDS else words
    if chance.random() < _SWAPPED:
        half = len(kept) // 2
        kept = kept[half:] + kept[:half]
    kept = [_mistyped(word, chance) if chance.random() < _TYPOS else word for word in kept]
    misled = chance.choice(_MISLEADING.get(language, ("",))) if chance.random() < _MISLED else ""
    return misled + " ".join(kept)


def _mistyped(word: str, chance: random.Random) -> str:
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    dropped, swapped = word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice((dropped, swapped, word[:at] + word[at] + word[at:]))


class _Pupil:
    """Who learns from decisions."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self.lessons: dict[str, Lesson] = {}
        self.memory = Memory()
        self._count = 0

    def asked(self, text: str, language: str) -> Area | None:
        """The area it would suggest."""
        return self._matcher.suggest(text, language, memory=self.memory).area

    def taught(self, text: str, area: Area) -> None:
        """Take a decision to heart."""
        self._count += 1
        name = memory.key(text)
        made = Lesson(id=UUID(int=self._count), text=text, key=name, area=area, type="", made_at=datetime.now(UTC))
        self.lessons[name] = made
        self.memory = Memory(self.lessons.values(), shelf=self.memory.shelf)


_Seen = tuple[bool, bool, bool]
"""Whether the frozen model, the memory and the memory of everything foretold a decision."""


def _decided(matcher: Matcher, ours: _Pupil, every: _Pupil, text: str, one: Labelled) -> _Seen:
    assert one.area is not None  # texts out of scope are no themes
    frozen = matcher.suggest(text, one.language or None).area
    said, all_said = ours.asked(text, one.language), every.asked(text, one.language)
    if one.area is not frozen or one.area is not said:  # what the program takes for a correction
        ours.taught(text, one.area)
    every.taught(text, one.area)
    return frozen is one.area, said is one.area, all_said is one.area


def _part(seen: Sequence[_Seen], start: int) -> Curve:
    part = seen[start : start + STEP]
    frozen, ours, every = (Share(hits=sum(column), of=len(part)) for column in zip(*part, strict=True))
    return Curve(first=start + 1, last=start + len(part), frozen=frozen, memory=ours, every=every)


def _right(matcher: Matcher, themes: Sequence[Labelled], learnt: Memory | None) -> Share:
    hits = sum(matcher.suggest(one.text, one.language or None, memory=learnt).area is one.area for one in themes)
    return Share(hits=hits, of=len(themes))


def _again(matcher: Matcher, pupil: _Pupil) -> Share:
    answers = [(matcher.suggest(one.text, memory=pupil.memory), one) for one in pupil.lessons.values()]
    hits = sum(found.area is one.area and found.confidence >= memory.CERTAIN for found, one in answers)
    return Share(hits=hits, of=len(answers))
