"""A problem of a closed case that is like another one, with what was done about it."""

from dataclasses import dataclass
from uuid import UUID

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Outcome
from clinic_app.domain.problem import ProblemStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarProblem:
    """``similarity`` is the cosine of the two texts' words, 0 to 1.

    ``solved_by`` are the actions done about the problem, or what was recommended when none is marked as done;
    ``outcome`` is that of its case, ``status`` its own.
    """

    case_id: UUID
    problem_id: UUID
    number: str
    enterprise: str
    title: str
    area: Area | None
    type_code: str
    status: ProblemStatus
    outcome: Outcome | None
    similarity: float
    solved_by: tuple[str, ...] = ()
