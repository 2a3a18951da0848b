"""What the firm is advised to do, who does what by when, and what may go wrong with it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from clinic_app.domain.records import MOST, FieldError, in_order, plausible, required, within


class CostClass(Enum):
    """Rough cost of a recommendation to the firm."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class ActionStatus(Enum):
    """Where an action stands."""

    PLANNED = "planned"
    RUNNING = "running"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationData:
    """What the advisor may edit. ``how`` is the firm-specific instruction for carrying it out."""

    title: str
    how: str = ""
    rationale: str = ""
    alternatives: str = ""
    benefit: str = ""
    cost: CostClass | None = None
    difficulty: int | None = None
    is_quick_win: bool = False
    problem_ids: tuple[UUID, ...] = ()

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        return [*required("title", self.title), *within("difficulty", self.difficulty, 1, 5)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(RecommendationData):
    """A saved recommendation."""

    id: UUID
    case_id: UUID
    position: int
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionData:
    """What the advisor may edit. Cost in whole units of the case's currency."""

    what: str
    recommendation_id: UUID | None = None
    responsible: str = ""
    supporter: str = ""
    start_on: date | None = None
    due_on: date | None = None
    hours: float | None = None
    cost: int | None = None
    indicator: str = ""
    target: str = ""
    status: ActionStatus = ActionStatus.PLANNED
    done_on: date | None = None
    evidence: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        return [
            *required("what", self.what),
            *(error for name in ("start_on", "due_on", "done_on") for error in plausible(name, getattr(self, name))),
            *in_order("due_on", self.start_on, self.due_on),
            *within("hours", self.hours, 0, 100_000),
            *within("cost", self.cost, 0, MOST),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(ActionData):
    """A saved action."""

    id: UUID
    case_id: UUID
    position: int
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskData:
    """What may go wrong with the plan, as the advisor may edit it. Scales are 1 (low) to 5 (high)."""

    what: str
    likelihood: int | None = None
    damage: int | None = None
    response: str = ""
    owner: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        return [
            *required("what", self.what),
            *within("likelihood", self.likelihood, 1, 5),
            *within("damage", self.damage, 1, 5),
        ]

    @property
    def weight(self) -> int | None:
        """Likelihood x damage, 1 to 25; None when either is not answered."""
        return None if self.likelihood is None or self.damage is None else self.likelihood * self.damage


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(RiskData):
    """A saved risk."""

    id: UUID
    case_id: UUID
    revision: int = 1
