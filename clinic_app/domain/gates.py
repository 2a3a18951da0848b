"""What stands in the way of a case's next stage, as a list of codes."""

from collections.abc import Callable, Mapping
from enum import Enum

from clinic_app.domain.case import Stage
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.identifiers import IdCheck, legal_id
from clinic_app.domain.plan import ActionStatus


class Lack(Enum):
    """One thing a case still needs. Worded, with the field to go to, by the screens."""

    NO_DUPLICATE_CHECK = "no_duplicate_check"
    NO_LEGAL_ID = "no_legal_id"
    NO_CONTACT = "no_contact"
    NO_REQUEST = "no_request"
    NO_CONSENT = "no_consent"
    NO_TRIAGE = "no_triage"
    NO_ADVISOR = "no_advisor"
    NO_CONFLICT_DECLARATION = "no_conflict_declaration"
    NO_FIRST_CONTACT = "no_first_contact"
    NO_VISIT = "no_visit"
    NO_YEAR_FIGURES = "no_year_figures"
    NO_SCORECARD = "no_scorecard"
    NO_PROBLEM = "no_problem"
    PROBLEM_WITHOUT_TYPE = "problem_without_type"
    PROBLEM_WITHOUT_CAUSE = "problem_without_cause"
    PROBLEM_WITHOUT_AREA = "problem_without_area"
    NO_RECOMMENDATION = "no_recommendation"
    NO_ACTION = "no_action"
    ACTION_INCOMPLETE = "action_incomplete"
    PLAN_NOT_APPROVED = "plan_not_approved"
    NO_HOURS = "no_hours"
    ACTION_OPEN = "action_open"
    NO_ISSUED_REPORT = "no_issued_report"
    REPORT_NOT_SIGNED = "report_not_signed"
    PROBLEM_WITHOUT_OUTCOME = "problem_without_outcome"
    NO_OUTCOME = "no_outcome"


_Check = tuple[Lack, Callable[[CaseFile], bool]]


def _has_legal_id(file: CaseFile) -> bool:
    firm = file.enterprise
    sound = legal_id(firm.country, firm.legal_id) in (IdCheck.VALID, IdCheck.NOT_CHECKED)
    return sound or bool(firm.legal_id_excuse.strip())


def _hours_logged(file: CaseFile) -> bool:
    return any(visit.contact_hours or visit.preparation_hours for visit in file.visits)


def _has_scorecard(file: CaseFile) -> bool:
    return any(answer.score is not None or answer.blank is not None for answer in file.answers)


def _actions_settled(file: CaseFile) -> bool:
    settled = (ActionStatus.DONE, ActionStatus.DROPPED, ActionStatus.FOLLOW_UP)
    return all(action.status in settled for action in file.actions)


# What each stage demands before it is left, after the table of the life of a case.
LEAVING: Mapping[Stage, tuple[_Check, ...]] = {
    Stage.INQUIRY: ((Lack.NO_DUPLICATE_CHECK, lambda file: file.case.duplicates_checked),),
    Stage.INTAKE: (
        (Lack.NO_LEGAL_ID, _has_legal_id),
        (Lack.NO_CONTACT, lambda file: bool(file.contacts)),
        (Lack.NO_REQUEST, lambda file: bool(file.case.request.strip() or file.problems)),
        (Lack.NO_CONSENT, lambda file: file.case.consent_on is not None),
    ),
    Stage.TRIAGE: ((Lack.NO_TRIAGE, lambda file: file.case.triage is not None),),
    Stage.ASSIGNED: (
        (Lack.NO_ADVISOR, lambda file: bool(file.case.advisor.strip())),
        (Lack.NO_CONFLICT_DECLARATION, lambda file: file.case.conflict_declared_on is not None),
    ),
    Stage.DIAGNOSIS: (
        (Lack.NO_FIRST_CONTACT, lambda file: file.case.contacted_on is not None or bool(file.visits)),
        (Lack.NO_VISIT, lambda file: bool(file.visits)),
        (Lack.NO_YEAR_FIGURES, lambda file: bool(file.years)),
        (Lack.NO_SCORECARD, _has_scorecard),
    ),
    Stage.MATCH: (
        (Lack.NO_PROBLEM, lambda file: bool(file.problems)),
        (Lack.PROBLEM_WITHOUT_TYPE, lambda file: all(p.type_code for p in file.problems)),
        (Lack.PROBLEM_WITHOUT_CAUSE, lambda file: all(p.root_cause.strip() for p in file.problems)),
        (Lack.PROBLEM_WITHOUT_AREA, lambda file: len(file.decided_areas()) == len(file.problems)),
    ),
    Stage.PLAN: (
        (Lack.NO_RECOMMENDATION, lambda file: bool(file.recommendations)),
        (Lack.NO_ACTION, lambda file: bool(file.actions)),
        (
            Lack.ACTION_INCOMPLETE,
            lambda file: all(a.responsible.strip() and a.due_on and a.indicator.strip() for a in file.actions),
        ),
        (Lack.PLAN_NOT_APPROVED, lambda file: file.case.plan_approved_on is not None),
    ),
    Stage.TREATMENT: ((Lack.NO_HOURS, _hours_logged), (Lack.ACTION_OPEN, _actions_settled)),
    Stage.REPORT: (
        (Lack.NO_ISSUED_REPORT, lambda file: bool(file.issues)),
        (Lack.REPORT_NOT_SIGNED, lambda file: file.case.report_signed_on is not None),
        (Lack.PROBLEM_WITHOUT_OUTCOME, lambda file: all(p.status.is_outcome for p in file.problems)),
        (Lack.NO_OUTCOME, lambda file: file.case.outcome is not None),
    ),
    Stage.CLOSED: (),
    Stage.FOLLOW_UP: (),
}


def missing(file: CaseFile, to: Stage) -> tuple[Lack, ...]:
    """What the case still needs before it may enter ``to``: the unmet demands of every stage it passes.

    Going back is always free.
    """
    passed = (stage for stage in Stage if file.case.stage.order <= stage.order < to.order)
    return tuple(lack for stage in passed for lack, is_met in LEAVING[stage] if not is_met(file))
