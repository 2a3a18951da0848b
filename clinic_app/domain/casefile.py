"""One whole case, immutable: what gates judge, reports print and files exchange."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Case
from clinic_app.domain.enterprise import Contact, Enterprise, YearFigures
from clinic_app.domain.match import Match
from clinic_app.domain.plan import Action, Recommendation
from clinic_app.domain.problem import Problem
from clinic_app.domain.visit import Visit


class ReportKind(Enum):
    """The documents this program prints of a case."""

    CONSULTATION = "consultation"


class Audience(Enum):
    """Whom a document is for; decides what is left out of it."""

    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIssue:
    """One issued report in the ledger. Hashes are lower-case hexadecimal SHA-256."""

    id: UUID
    case_id: UUID
    number: str
    version: int
    kind: ReportKind
    audience: Audience
    language: str
    issued_at: datetime
    issued_by: str
    snapshot_sha256: str
    pdf_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case with all that belongs to it, each kind in its own order (problems and actions by position)."""

    case: Case
    enterprise: Enterprise
    contacts: tuple[Contact, ...] = ()
    years: tuple[YearFigures, ...] = ()
    problems: tuple[Problem, ...] = ()
    matches: tuple[Match, ...] = ()
    visits: tuple[Visit, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    actions: tuple[Action, ...] = ()
    issues: tuple[ReportIssue, ...] = ()

    def match_of(self, problem_id: UUID) -> Match | None:
        """The newest match of a problem, decided or not; None when it was never matched."""
        return next((match for match in reversed(self.matches) if match.problem_id == problem_id), None)

    def decided_areas(self) -> Mapping[UUID, Area]:
        """The area the advisor chose, by problem; undecided problems are not in it."""
        found = ((problem.id, self.match_of(problem.id)) for problem in self.problems)
        return {key: match.area for key, match in found if match and match.area}
