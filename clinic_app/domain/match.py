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


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The matcher's whole answer. ``area`` is its best guess also when unsure, None only when out of scope.

    ``confidence`` is the calibrated probability (0 to 1) that ``area`` is acceptable; ``rules`` names the
    version of lexicon and model.
    """

    decision: SuggestionKind
    area: Area | None
    confidence: float
    ranking: tuple[AreaScore, ...]
    types: tuple[TypeScore, ...]
    reasons: tuple[Reason, ...]
    rules: str


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
