"""Matching a problem and deciding on it."""

import time

import pytest

from clinic_app.domain.areas import Area
from clinic_app.domain.match import SuggestionKind, Verdict
from clinic_app.domain.problem import Problem, ProblemData
from clinic_app.errors import InvalidData
from clinic_app.services import casefile, matches, problems
from clinic_app.storage.database import Database
from tests.factories import as_data, saved_case

EXPORT = "We lost our buyers in Iraq and do not know how to find new export markets and customers abroad."


@pytest.fixture
def problem(database: Database) -> Problem:
    case = saved_case(database, EXPORT)
    return database.read(problems.of_case, case.id)[0]


def other(area: Area | None) -> Area:
    return next(candidate for candidate in Area if candidate is not area)


def test_a_suggestion_ranks_all_five_and_quotes_the_text(database: Database, problem: Problem) -> None:
    found = database.do(matches.suggest, problem.id)
    assert {score.area for score in found.suggestion.ranking} == set(Area)
    assert sum(score.probability for score in found.suggestion.ranking) == pytest.approx(1)
    assert found.suggestion.reasons
    assert all(why.quote == found.text[why.start : why.end] for why in found.suggestion.reasons)


def test_an_undecided_match_follows_the_text(database: Database, problem: Problem) -> None:
    first = database.do(matches.suggest, problem.id)
    database.do(problems.edit, problem.id, as_data(ProblemData, problem, statement="Nobody can teach our welders."))
    second = database.do(matches.suggest, problem.id)
    assert second.id == first.id
    assert second.text == "Nobody can teach our welders."
    assert len(database.read(matches.history, problem.id)) == 1


def test_accepting_needs_no_reason(database: Database, problem: Problem) -> None:
    area = database.do(matches.suggest, problem.id).suggestion.area
    assert area is not None
    decided = database.do(matches.decide, problem.id, area)
    assert (decided.verdict, decided.area, decided.decided_by) == (Verdict.ACCEPTED, area, "Test Advisor")


def test_overriding_a_suggestion_needs_a_reason_and_keeps_it(database: Database, problem: Problem) -> None:
    found = database.do(matches.suggest, problem.id).suggestion
    assert found.decision is SuggestionKind.SUGGESTED
    with pytest.raises(InvalidData):
        database.do(matches.decide, problem.id, other(found.area))
    assert not database.do(matches.suggest, problem.id).is_decided
    decided = database.do(matches.decide, problem.id, other(found.area), reason="the owner asked for it")
    assert (decided.verdict, decided.reason) == (Verdict.OVERRIDDEN, "the owner asked for it")


def test_choosing_where_nothing_clear_was_suggested_overrides_nothing(database: Database) -> None:
    case = saved_case(database, "It does not work")
    vague = database.read(problems.of_case, case.id)[0]
    found = database.do(matches.suggest, vague.id).suggestion
    assert found.decision is not SuggestionKind.SUGGESTED
    decided = database.do(matches.decide, vague.id, other(found.area))
    assert (decided.verdict, decided.reason) == (Verdict.CHOSEN, "")


def test_a_decided_match_keeps_its_snapshot_when_the_text_changes(database: Database, problem: Problem) -> None:
    area = database.do(matches.suggest, problem.id).suggestion.area
    assert area is not None
    decided = database.do(matches.decide, problem.id, area)
    database.do(problems.edit, problem.id, as_data(ProblemData, problem, statement="Something else."))
    assert database.do(matches.suggest, problem.id) == decided


def test_deciding_again_adds_to_the_history(database: Database, problem: Problem) -> None:
    area = database.do(matches.suggest, problem.id).suggestion.area
    assert area is not None
    database.do(matches.decide, problem.id, area)
    again = database.do(matches.decide, problem.id, other(area), reason="on second thought")
    assert [match.area for match in database.read(matches.history, problem.id)] == [area, other(area)]
    file = database.read(casefile.load, problem.case_id)
    assert file.match_of(problem.id) == again
    assert file.decided_areas() == {problem.id: other(area)}


def test_a_decision_can_set_the_type(database: Database, problem: Problem) -> None:
    database.do(matches.decide, problem.id, Area.MARKET_MARKETING, reason="export", type_code="5.07")
    assert database.read(problems.get, problem.id).type_code == "5.07"


@pytest.mark.parametrize("text", ["", "   \n"])
def test_empty_text_never_gets_an_area(text: str) -> None:
    found = matches.suggest_text(text)
    assert (found.decision, found.area, found.confidence) == (SuggestionKind.OUT_OF_SCOPE, None, 0)


def test_an_unknown_type_is_refused_with_the_decision(database: Database) -> None:
    case = saved_case(database, "We have no buyers abroad.")
    problem = database.read(problems.of_case, case.id)[0]
    with pytest.raises(InvalidData):
        database.do(matches.decide, problem.id, Area.MARKET_MARKETING, type_code="9.99")
    assert database.read(matches.history, problem.id) == ()


def test_a_huge_text_is_matched_without_holding_the_file(database: Database) -> None:
    case = saved_case(database, "We have no buyers abroad and want to export. " * 1_100)
    problem = database.read(problems.of_case, case.id)[0]
    started = time.process_time()
    match = database.do(matches.suggest, problem.id)
    assert time.process_time() - started < 4
    assert all(match.text[why.start : why.end] == why.quote for why in match.suggestion.reasons)
    assert match.text == problem.statement  # kept whole
