"""Where to go to mend what stands in the way of a stage: the section, and the field in it."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.gates import Lack
from clinic_app.domain.problem import Problem


class SectionKey(Enum):
    """The sections of the case page, in order; Alt+1 to Alt+9, Alt+0 for the last."""

    ENTERPRISE = "enterprise"
    REQUEST = "request"
    PROBLEMS = "problems"
    DIAGNOSIS = "diagnosis"
    VISITS = "visits"
    PLAN = "plan"
    REFERRALS = "referrals"
    IMPACT = "impact"
    PAPERS = "papers"
    REPORT = "report"


class Place(NamedTuple):
    """A field of a section; an empty field means the section as a whole."""

    section: SectionKey
    field: str = ""


_E, _R, _P = SectionKey.ENTERPRISE, SectionKey.REQUEST, SectionKey.PROBLEMS
_V, _A, _F = SectionKey.VISITS, SectionKey.PLAN, SectionKey.REPORT

PLACES: Mapping[Lack, Place] = {
    Lack.NO_DUPLICATE_CHECK: Place(_R, "duplicates_checked"),
    Lack.NO_LEGAL_ID: Place(_E, "legal_id"),
    Lack.NO_CONTACT: Place(_E, "contacts"),
    Lack.NO_REQUEST: Place(_R, "request"),
    Lack.NO_CONSENT: Place(_R, "consent_on"),
    Lack.NO_TRIAGE: Place(_R, "triage"),
    Lack.NO_ADVISOR: Place(_R, "advisor"),
    Lack.NO_CONFLICT_DECLARATION: Place(_R, "conflict_declared_on"),
    Lack.NO_FIRST_CONTACT: Place(_R, "contacted_on"),
    Lack.NO_VISIT: Place(_V),
    Lack.NO_YEAR_FIGURES: Place(_E, "years"),
    Lack.NO_SCORECARD: Place(SectionKey.DIAGNOSIS),
    Lack.NO_PROBLEM: Place(_P),
    Lack.PROBLEM_WITHOUT_TYPE: Place(_P, "type_code"),
    Lack.PROBLEM_WITHOUT_CAUSE: Place(_P, "root_cause"),
    Lack.PROBLEM_WITHOUT_AREA: Place(_P, "area"),
    Lack.NO_RECOMMENDATION: Place(_A, "recommendations"),
    Lack.NO_ACTION: Place(_A, "actions"),
    Lack.ACTION_INCOMPLETE: Place(_A, "actions"),
    Lack.PLAN_NOT_APPROVED: Place(_A, "plan_approved_on"),
    Lack.NO_HOURS: Place(_V, "contact_hours"),
    Lack.ACTION_OPEN: Place(_A, "actions"),
    Lack.NO_ISSUED_REPORT: Place(_F),
    Lack.REPORT_NOT_SIGNED: Place(_F, "report_signed_on"),
    Lack.PROBLEM_WITHOUT_OUTCOME: Place(_P, "status"),
    Lack.NO_OUTCOME: Place(_F, "outcome"),
}


def problem_lacking(file: CaseFile, field: str) -> int | None:
    """The index of the first problem that lacks ``field`` of the gates; None when there is none."""
    decided = file.decided_areas()
    lacking: Mapping[str, Callable[[Problem], bool]] = {
        "type_code": lambda problem: not problem.type_code,
        "root_cause": lambda problem: not problem.root_cause.strip(),
        "area": lambda problem: problem.id not in decided,
        "status": lambda problem: not problem.status.is_outcome,
    }
    is_lacking = lacking.get(field)
    if is_lacking is None:
        return None
    return next((index for index, problem in enumerate(file.problems) if is_lacking(problem)), None)
