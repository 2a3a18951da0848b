"""A visit: who met whom, when, and the hours it took."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from clinic_app.domain.records import MOST, FieldError, plausible, within


class VisitKind(Enum):
    """The form of a session."""

    AT_FIRM = "at_firm"
    AT_CENTRE = "at_centre"
    PHONE = "phone"
    ONLINE = "online"
    PREPARATION = "preparation"
    TRAINING = "training"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitData:
    """What the advisor may edit. Hours are decimal; expenses in whole units of the case's currency."""

    visited_on: date
    kind: VisitKind = VisitKind.AT_FIRM
    place: str = ""
    advisor: str = ""
    participants: str = ""
    contact_hours: float | None = None
    preparation_hours: float | None = None
    travel_hours: float | None = None
    expenses: int | None = None
    notes: str = ""
    next_step: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong. Hours of one visit lie between 0 and 200."""
        hours = ("contact_hours", "preparation_hours", "travel_hours")
        return [
            *plausible("visited_on", self.visited_on),
            *(error for name in hours for error in within(name, getattr(self, name), 0, 200)),
            *within("expenses", self.expenses, 0, MOST),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(VisitData):
    """A saved visit."""

    id: UUID
    case_id: UUID
    revision: int = 1
