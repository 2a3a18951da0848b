"""What stands in the way of a stage."""

from dataclasses import replace

import pytest

from clinic_app.domain.assessment import Blank
from clinic_app.domain.case import Stage
from clinic_app.domain.gates import LEAVING, Lack, missing
from clinic_app.domain.plan import ActionStatus
from clinic_app.domain.problem import ProblemStatus
from tests.factories import casefile

FULL = casefile()
CASE, FIRM, PROBLEM, ACTION = FULL.case, FULL.enterprise, FULL.problems[0], FULL.actions[0]

WITHOUT = [
    (Lack.NO_DUPLICATE_CHECK, {"case": replace(CASE, duplicates_checked=False)}),
    (Lack.NO_LEGAL_ID, {"enterprise": replace(FIRM, legal_id="123")}),
    (Lack.NO_CONTACT, {"contacts": ()}),
    (Lack.NO_CONSENT, {"case": replace(CASE, consent_on=None)}),
    (Lack.NO_TRIAGE, {"case": replace(CASE, triage=None)}),
    (Lack.NO_ADVISOR, {"case": replace(CASE, advisor=" ")}),
    (Lack.NO_CONFLICT_DECLARATION, {"case": replace(CASE, conflict_declared_on=None)}),
    (Lack.NO_YEAR_FIGURES, {"years": ()}),
    (Lack.NO_SCORECARD, {"answers": ()}),
    (Lack.NO_SCORECARD, {"answers": (replace(FULL.answers[0], score=None, comment="ask again"),)}),
    (Lack.PROBLEM_WITHOUT_TYPE, {"problems": (replace(PROBLEM, type_code=""),)}),
    (Lack.PROBLEM_WITHOUT_CAUSE, {"problems": (replace(PROBLEM, root_cause=""),)}),
    (Lack.PROBLEM_WITHOUT_AREA, {"matches": ()}),
    (Lack.PROBLEM_WITHOUT_OUTCOME, {"problems": (replace(PROBLEM, status=ProblemStatus.PLANNED),)}),
    (Lack.NO_RECOMMENDATION, {"recommendations": ()}),
    (Lack.NO_ACTION, {"actions": ()}),
    (Lack.ACTION_INCOMPLETE, {"actions": (replace(ACTION, due_on=None),)}),
    (Lack.ACTION_OPEN, {"actions": (replace(ACTION, status=ActionStatus.RUNNING),)}),
    (Lack.PLAN_NOT_APPROVED, {"case": replace(CASE, plan_approved_on=None)}),
    (Lack.NO_ISSUED_REPORT, {"issues": ()}),
    (Lack.REPORT_NOT_SIGNED, {"case": replace(CASE, report_signed_on=None)}),
    (Lack.NO_OUTCOME, {"case": replace(CASE, outcome=None)}),
]


def test_a_complete_case_may_go_all_the_way() -> None:
    assert missing(FULL, Stage.FOLLOW_UP) == ()


@pytest.mark.parametrize(("lack", "changes"), WITHOUT)
def test_each_thing_missing_is_named_alone(lack: Lack, changes: dict[str, object]) -> None:
    assert missing(casefile(**changes), Stage.CLOSED) == (lack,)


def test_an_answer_without_a_score_is_one_when_it_says_why() -> None:
    answer = replace(FULL.answers[0], score=None, blank=Blank.NOT_SEEN)
    assert missing(casefile(answers=(answer,)), Stage.CLOSED) == ()


def test_an_excused_legal_id_is_enough() -> None:
    firm = replace(FIRM, legal_id="", legal_id_excuse="registration in progress")
    assert missing(casefile(enterprise=firm), Stage.CLOSED) == ()


def test_only_the_stages_on_the_way_make_demands() -> None:
    file = casefile(case=replace(CASE, consent_on=None, outcome=None))
    assert missing(file, Stage.TRIAGE) == (Lack.NO_CONSENT,)
    assert missing(casefile(case=replace(CASE, stage=Stage.TRIAGE, consent_on=None)), Stage.ASSIGNED) == ()


def test_going_back_is_free() -> None:
    assert missing(casefile(case=replace(CASE, stage=Stage.REPORT, outcome=None)), Stage.INTAKE) == ()


def test_every_stage_has_its_row_and_every_lack_its_place() -> None:
    assert set(LEAVING) == set(Stage)
    assert {lack for checks in LEAVING.values() for lack, _ in checks} == set(Lack)
