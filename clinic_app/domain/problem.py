"""A problem as the owner words it, how pressing it is, and what it comes from."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from clinic_app.domain.areas import problem_types
from clinic_app.domain.records import MOST, FieldError, plausible, required, within


class ProblemStatus(Enum):
    """How far a problem has come; the last five are outcomes."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    ANALYSED = "analysed"
    PLANNED = "planned"
    IN_TREATMENT = "in_treatment"
    SOLVED = "solved"
    PARTLY_SOLVED = "partly_solved"
    NOT_SOLVED = "not_solved"
    OUT_OF_SCOPE = "out_of_scope"
    REFERRED = "referred"

    @property
    def is_outcome(self) -> bool:
        """True when nothing more will be done about the problem in this case."""
        return self in _OUTCOMES


_OUTCOMES = frozenset(
    {
        ProblemStatus.SOLVED,
        ProblemStatus.PARTLY_SOLVED,
        ProblemStatus.NOT_SOLVED,
        ProblemStatus.OUT_OF_SCOPE,
        ProblemStatus.REFERRED,
    }
)


class CauseMethod(Enum):
    """How the root cause was found."""

    FIVE_WHYS = "five_whys"
    FISHBONE = "fishbone"
    PARETO = "pareto"
    DATA = "data"


class CauseCategory(Enum):
    """Where the root cause lies: the branches of the fishbone, with money, market and law."""

    MAN = "man"
    MACHINE = "machine"
    MATERIAL = "material"
    METHOD = "method"
    MEASUREMENT = "measurement"
    ENVIRONMENT = "environment"
    MANAGEMENT = "management"
    MONEY = "money"
    MARKET = "market"
    LAW = "law"


def priority(severity: int | None, urgency: int | None) -> int | None:
    """Severity x urgency, each 1 to 5, to a priority of 1 to 5: their mean rounded up, as in GLPI's matrix.

    None when either is not answered.
    """
    return None if severity is None or urgency is None else (severity + urgency + 1) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemData:
    """What the advisor may edit. Scales are 1 (low) to 5 (high); ``cause_chain`` is the answers to "why?".

    ``effect_amount`` is the measured effect of a year in ``effect_unit`` (a currency code, "t", "h" …): what a Pareto
    chart can compare.
    """

    title: str = ""
    statement: str = ""
    symptoms: tuple[str, ...] = ()
    since: date | None = None
    process: str = ""
    effect: str = ""
    effect_amount: float | None = None
    effect_unit: str = ""
    evidence: str = ""
    type_code: str = ""
    severity: int | None = None
    urgency: int | None = None
    ease: int | None = None
    root_cause: str = ""
    cause_chain: tuple[str, ...] = ()
    cause_method: CauseMethod | None = None
    cause_category: CauseCategory | None = None
    status: ProblemStatus = ProblemStatus.REPORTED

    def errors(self) -> list[FieldError]:
        """What is wrong. A problem needs a title or a statement."""
        unknown = self.type_code and self.type_code not in problem_types()
        return [
            *required("statement", self.title + self.statement),
            *([FieldError("type_code", "unknown-type")] if unknown else []),
            *plausible("since", self.since),
            *within("effect_amount", self.effect_amount, 0, MOST),
            *within("severity", self.severity, 1, 5),
            *within("urgency", self.urgency, 1, 5),
            *within("ease", self.ease, 1, 5),
        ]

    @property
    def priority(self) -> int | None:
        """1 (low) to 5 (high), or None when severity or urgency is not answered."""
        return priority(self.severity, self.urgency)

    @property
    def matching_text(self) -> str:
        """What the matcher reads: title, statement and symptoms, in that order, one per line."""
        return "\n".join(part for part in (self.title, self.statement, *self.symptoms) if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(ProblemData):
    """A saved problem."""

    id: UUID
    case_id: UUID
    position: int
    source_id: str = ""
    revision: int = 1
