"""The follow-up report: what has become of plan, problems, scores and indicators, told against a day or a version."""

from dataclasses import replace
from datetime import date

from clinic_app.domain.casefile import CaseFile, ReportKind
from clinic_app.domain.plan import ActionStatus
from clinic_app.domain.problem import ProblemStatus
from clinic_app.reports.document import Previous
from clinic_app.reports.follow_up import status_on
from tests.factories import NOW, TODAY, casefile
from tests.reports.cases import whole
from tests.reports.orders import said

FOLLOW_UP = ReportKind.FOLLOW_UP


def test_an_open_action_past_its_day_is_late() -> None:
    action = replace(whole().actions[1], due_on=TODAY)
    assert status_on(action, TODAY) is ActionStatus.RUNNING
    assert status_on(action, date(2024, 8, 3)) is ActionStatus.LATE
    assert status_on(replace(action, status=ActionStatus.DONE), date(2030, 1, 1)) is ActionStatus.DONE
    assert status_on(replace(action, due_on=None), date(2030, 1, 1)) is ActionStatus.RUNNING


def test_what_is_late_comes_first() -> None:
    text = said([whole()], FOLLOW_UP)
    plan = text[text.index("What has become of the plan") :]
    places = [plan.index(f"Step {number}") for number in (3, 2, 1, 4)]  # late, running, done, dropped
    assert places == sorted(places)


def test_follow_ups_are_done_due_or_overdue() -> None:
    text = said([whole()], FOLLOW_UP)
    calendar = text[text.index("Follow-up calendar") :]
    assert "2024-07-01 after 3 months 2024-07-03 done Scrap 5 %." in calendar
    assert "2024-07-20 after 6 months – overdue –" in calendar
    assert "2030-01-01 after 12 months – due –" in calendar


def test_indicators_have_their_values_and_their_grade() -> None:
    text = said([whole()], FOLLOW_UP)
    impact = text[text.rindex("Impact Indicator") :]
    assert "900,000,000 700,000,000" in impact
    assert "60%" in impact
    assert "Documented" in impact
    assert "not recorded" in impact


def test_scores_stand_before_and_after() -> None:
    text = said([whole()], FOLLOW_UP)
    assert "Scorecard before and after" in text
    assert "All dimensions 47.3% 62.9% +15.6" in text
    once = replace(whole(), assessments=whole().assessments[:1])
    assert "The scorecard has not been filled in again since." in said([once], FOLLOW_UP)


def test_with_a_version_before_the_changes_are_told() -> None:
    now = whole()
    problems = tuple(replace(each, status=ProblemStatus.ANALYSED) for each in now.problems)
    before = replace(now, problems=problems)
    text = said([now], FOLLOW_UP, previous=Previous(version=1, issued_at=NOW, file=before))
    assert "since version 1 of 2 August 2024 (1403/05/12)" in text
    assert "before: Analysed" in text
    assert "What changed since version 1" in text
    assert "What changed since version" not in said([now], FOLLOW_UP)


def test_it_says_what_is_missing() -> None:
    file = casefile()
    text = said([CaseFile(case=file.case, enterprise=file.enterprise)], FOLLOW_UP)
    for missing in (
        "There is no action yet.",
        "No problem has been recorded yet.",
        "No scorecard has been filled in yet.",
        "No indicator has been recorded yet.",
        "No follow-up has been planned yet.",
    ):
        assert missing in text
