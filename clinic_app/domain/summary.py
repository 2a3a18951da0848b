"""A case in one line: what lists show, and what they can be asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Stage, Standing


class CaseSort(Enum):
    """The columns a list of cases can be sorted by."""

    UPDATED = "updated"
    NUMBER = "number"
    TITLE = "title"
    ENTERPRISE = "enterprise"
    STAGE = "stage"
    RECEIVED = "received"
    ADVISOR = "advisor"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuery:
    """Which cases, in which order. ``text`` is searched for as it is typed; None and empty mean "any"."""

    text: str = ""
    area: Area | None = None
    stage: Stage | None = None
    advisor: str = ""
    since: date | None = None
    until: date | None = None
    open_only: bool = False
    sort: CaseSort = CaseSort.UPDATED
    descending: bool = True
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """One row of the list of cases. ``areas`` are the decided ones, or the suggested while none is decided."""

    id: UUID
    number: str
    title: str
    enterprise: str
    enterprise_id: UUID
    stage: Stage
    standing: Standing
    received_on: date
    advisor: str
    areas: tuple[Area, ...]
    problems: int
    undecided: int
    priority: int | None
    updated_at: datetime
