"""What the matcher says of a problem, why, and what the advisor decided."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from clinic_app.domain.areas import Area


class SuggestionKind(Enum):
    """The three honest answers of the matcher."""

    SUGGESTED = "suggested"
    UNSURE = "unsure"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaScore:
    """Probability of one area; the five of a ranking sum to 1."""

    area: Area
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScore:
    """Probability of one problem type, by its code."""

    type: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One word or phrase that carries the answer.

    ``quote`` is the text as given from ``start`` to ``end`` (code points); ``weight`` is by how much the score
    of ``area`` falls when the quote is taken out, negative for counter-evidence. ``term`` is the known term it
    is, or the folded word; ``type`` the problem type the term speaks for, empty when no known term was found.
    """

    area: Area
    term: str
    quote: str
    start: int
    end: int
    weight: float
    type: str = ""


class Ground(Enum):
    """Where evidence beside the words comes from."""

    SCORECARD = "scorecard"
    FACT = "fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What an answer of the scorecard or a fact of the enterprise adds to an area, apart from the words.

    ``key`` is the code of the scorecard item or the name of the fact; ``type`` the problem type it speaks for.
    ``value`` is the percentage or number answered, None when nobody has answered: then ``weight`` is 0, and it is
    shown as not answered. ``weight`` is what is added to the log odds of ``area``, never negative.
    """

    ground: Ground
    key: str
    area: Area
    type: str
    weight: float
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """An earlier correction that this answer follows, its text being like this one (``similarity``, 0 to 1).

    It names the correction and never quotes it: the words belong to another enterprise's file.
    """

    correction_id: UUID
    area: Area
    type: str
    similarity: float
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What would change the answer: without the words of ``quotes`` it would be ``area``."""

    quotes: tuple[str, ...]
    area: Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The matcher's whole answer. ``area`` is its best guess also when unsure, None only when out of scope.

    ``confidence`` is the calibrated probability (0 to 1) that ``area`` is acceptable; ``rules`` names the
    version of lexicon and model. ``contributions`` are what the enterprise's scorecard and facts add, ``recall``
    the earlier correction followed, ``turn`` what would change the answer, None when no few words would.
    """

    decision: SuggestionKind
    area: Area | None
    confidence: float
    ranking: tuple[AreaScore, ...]
    types: tuple[TypeScore, ...]
    reasons: tuple[Reason, ...]
    rules: str
    contributions: tuple[Contribution, ...] = ()
    recall: Recall | None = None
    turn: Turn | None = None


class Verdict(Enum):
    """What the advisor did with the suggestion."""

    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"
    CHOSEN = "chosen"  # there was no clear suggestion to accept or to override


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A problem's area as it stands: the suggestion for ``text``, and the decision once there is one.

    A decided match is never changed: deciding again makes a new one, and the newest counts.
    """

    id: UUID
    case_id: UUID
    problem_id: UUID
    text: str
    suggestion: Suggestion
    computed_at: datetime
    verdict: Verdict | None = None
    area: Area | None = None
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def is_decided(self) -> bool:
        """True once the advisor has chosen the area."""
        return self.verdict is not None

    @property
    def standing_area(self) -> Area | None:
        """The area the problem is listed under: the decided one, or a confident suggestion while undecided."""
        is_confident = self.suggestion.decision is SuggestionKind.SUGGESTED
        return self.area or (self.suggestion.area if is_confident else None)
