"""What the clinic learnt from its advisors: corrections of the matcher's answers, and how often they were needed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinic_app.domain.areas import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry of the log: a problem's text, what the frozen matcher ``suggested`` (None: out of scope), what the
    advisor said. ``type`` is empty when she named none. It counts until it is taken back (``taken_back_at``), and
    again when that is taken back.
    """

    id: UUID
    case_id: UUID
    case_number: str
    case_title: str
    problem_id: UUID
    text: str
    language: str
    suggested: Area | None
    area: Area
    type: str
    reason: str
    made_by: str
    made_at: datetime
    taken_back_by: str = ""
    taken_back_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """True while the matcher follows it, unless a newer one for the same words does."""
        return self.taken_back_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """How the decisions on what the matcher suggested went.

    ``decided`` problems had the area or type as the suggestion; ``other_area`` of them were decided for another area,
    ``other_type`` for the same area with another problem type.
    """

    decided: int
    other_area: int
    other_type: int = 0

    @property
    def overridden(self) -> int:
        """Decided otherwise than suggested."""
        return self.other_area + self.other_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Overrides by suggested problem type and by suggested area (None: out of scope); most overridden first."""

    types: tuple[tuple[str, Overrides], ...]
    areas: tuple[tuple[Area | None, Overrides], ...]
