"""A rebuild: what the corrections make of the matcher's weights, shown before it counts."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from clinic_app.domain.areas import Area


class RebuildState(Enum):
    """How far a rebuild got."""

    WAITING = "waiting"  # shown, neither accepted nor discarded
    ACCEPTED = "accepted"
    REFUSED = "refused"  # it got too many of our own statements wrong
    FOREIGN = "foreign"  # accepted, but made for the matcher of another version of the program
    OUTDATED = "outdated"  # a correction it learnt from was taken back, or lies in the bin


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChange:
    """An open problem nobody has decided yet, and what would be suggested for it; None is out of scope."""

    case_id: UUID
    case_number: str
    problem_id: UUID
    before: Area | None
    after: Area | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuild:
    """``corrections`` were learnt from; without the memory the weights got ``alone_before`` of them right, and now
    ``alone_after``. Of ``statements`` pinned ones ``kept_before`` and ``kept_after`` are right. Of ``undecided`` open
    problems ``changes`` would change.
    """

    id: UUID
    made_at: datetime
    made_by: str
    state: RebuildState
    rules: str
    corrections: int
    alone_before: int
    alone_after: int
    statements: int
    kept_before: int
    kept_after: int
    undecided: int
    changes: tuple[AreaChange, ...]
