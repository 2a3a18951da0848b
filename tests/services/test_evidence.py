"""A case's scorecard and figures reach the suggestion, are kept with it, and bring a fresh one when they change."""

from uuid import UUID

import pytest

from clinic_app.domain.areas import Area
from clinic_app.domain.assessment import AnswerData, AssessmentData
from clinic_app.domain.enterprise import YearFiguresData
from clinic_app.domain.match import Ground, Suggestion
from clinic_app.services import assessments, casefile, enterprises, evidence, matches, problems
from clinic_app.storage.database import Database
from tests.factories import TODAY, saved_case

TEXT = "The old looms stop all the time and we need modern machines or a robot."


@pytest.fixture
def problem(database: Database) -> UUID:
    case = saved_case(database, TEXT)
    return database.read(problems.of_case, case.id)[0].id


def by_key(found: Suggestion) -> dict[str, float | None]:
    return {one.key: one.value for one in found.contributions}


def test_what_is_recorded_speaks_and_what_is_not_is_named(database: Database, problem: UUID) -> None:
    case_id = database.read(problems.get, problem).case_id
    firm = database.read(casefile.load, case_id).enterprise
    first = database.do(matches.suggest, problem).suggestion
    assert set(by_key(first).values()) == {None}
    assert {"scorecard", "machinery_age"} <= set(by_key(first))
    database.do(enterprises.add_year, firm.id, YearFiguresData(year=1402, machinery_age=24))
    card = database.do(assessments.add, case_id, AssessmentData(assessed_on=TODAY))
    database.do(assessments.answer, card.id, AnswerData(item="technology-condition", score=4))
    again = database.do(matches.suggest, problem).suggestion
    speaking = {one.key: one for one in again.contributions if one.weight}
    assert set(speaking) == {"machinery_age", "technology-condition"}
    assert (speaking["machinery_age"].value, speaking["machinery_age"].ground) == (24, Ground.FACT)
    assert speaking["technology-condition"].area is Area.NEW_TECHNOLOGIES
    assert again.ranking[0].probability > first.ranking[0].probability
    assert "scorecard" not in by_key(again)
    assert by_key(again)["technology-energy"] is None


def test_the_kept_answer_is_the_one_given(database: Database, problem: UUID) -> None:
    match = database.do(matches.suggest, problem)
    assert database.read(matches.history, problem) == (match,)
    file = database.read(casefile.load, match.case_id)
    assert file.match_of(problem) == match
    known = database.read(evidence.of_case, match.case_id)
    assert known == evidence.of_file(file)
    assert match.suggestion == matches.suggest_text(TEXT, contributions=known)


def test_nothing_new_leaves_an_undecided_match_as_it_is(database: Database, problem: UUID) -> None:
    assert database.do(matches.suggest, problem) == database.do(matches.suggest, problem)


def test_a_decided_match_keeps_the_evidence_it_was_decided_on(database: Database, problem: UUID) -> None:
    decided = database.do(matches.decide, problem, Area.NEW_TECHNOLOGIES)
    firm = database.read(casefile.load, decided.case_id).enterprise
    database.do(enterprises.add_year, firm.id, YearFiguresData(year=1402, machinery_age=24))
    assert database.do(matches.suggest, problem) == decided


def test_a_text_of_no_case_has_no_evidence() -> None:
    assert matches.suggest_text(TEXT).contributions == ()
