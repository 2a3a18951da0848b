"""What goes against the matcher is learnt, shown, taken back; and goes with its case."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Match, SuggestionKind, Verdict
from clinic_app.domain.problem import Problem, ProblemData
from clinic_app.errors import NotFound
from clinic_app.exchange import codec
from clinic_app.matching import matcher
from clinic_app.services import casefile, corrections, learning, matches, problems, samples, trash
from clinic_app.storage.database import Database
from clinic_app.storage.tables import CorrectionRow
from tests.factories import as_data, saved_case

EXPORT = "We lost our buyers in Iraq and do not know how to find new export markets and customers abroad."
AGAIN = "we lost our  buyers in IRAQ and do not know how to find new export-markets, and customers abroad!"
LIKE = "Lost our buyers in Iraq and do not know how to find new export markets, so what now?"
OTHER = "Nobody here can teach our welders how to weld stainless steel."


def problem_of(database: Database, statement: str, enterprise: str = "Mehr Tile") -> Problem:
    case = saved_case(database, statement, enterprise=enterprise)
    return database.read(problems.of_case, case.id)[0]


def other(area: Area | None) -> Area:
    return next(candidate for candidate in Area if candidate is not area)


def overridden(database: Database, statement: str = EXPORT, type_code: str = "") -> Match:
    """A problem decided for another area than the frozen model's."""
    area = other(matcher.load().suggest(statement).area)
    problem = problem_of(database, statement)
    return database.do(matches.decide, problem.id, area, reason="the owner asked for it", type_code=type_code)


def test_accepting_the_first_answer_teaches_nothing(database: Database) -> None:
    problem = problem_of(database, EXPORT)
    area = database.do(matches.suggest, problem.id).suggestion.area
    assert area is not None
    database.do(matches.decide, problem.id, area)
    assert database.read(corrections.listed) == ()


def test_an_override_is_logged_with_what_was_suggested(database: Database) -> None:
    decided = overridden(database)
    (found,) = database.read(corrections.listed)
    assert (found.text, found.language, found.area) == (EXPORT, "en", decided.area)
    assert (found.suggested, found.reason) == (matcher.load().suggest(EXPORT).area, "the owner asked for it")
    assert (found.made_by, found.case_title, found.stands) == ("Test Advisor", "Kiln losses", True)
    assert database.read(corrections.find, found.id) == found


@pytest.mark.parametrize("statement", [EXPORT, AGAIN, LIKE])
def test_what_was_corrected_is_right_when_it_comes_again(database: Database, statement: str) -> None:
    decided = overridden(database)
    (learnt,) = database.read(corrections.listed)
    found = database.do(matches.suggest, problem_of(database, statement, "Another").id).suggestion
    assert found.area is decided.area
    assert found.recall is not None
    assert (found.recall.correction_id, found.recall.area) == (learnt.id, decided.area)
    if statement is not LIKE:
        assert (found.decision, found.confidence >= 0.95) == (SuggestionKind.SUGGESTED, True)


def test_other_texts_stay_as_they_were(database: Database) -> None:
    before = matcher.load().suggest(OTHER)
    overridden(database)
    found = database.do(matches.suggest, problem_of(database, OTHER, "Another").id).suggestion
    assert replace(found, contributions=()) == before


def test_an_undecided_problem_follows_what_is_learnt_meanwhile(database: Database) -> None:
    waiting = problem_of(database, AGAIN, "Another")
    before = database.do(matches.suggest, waiting.id).suggestion
    decided = overridden(database)
    after = database.do(matches.suggest, waiting.id).suggestion
    assert (before.area is decided.area, after.area is decided.area) == (False, True)


def test_a_correction_taken_back_is_followed_no_more_and_again_when_that_is_taken_back(database: Database) -> None:
    decided = overridden(database)
    waiting = problem_of(database, AGAIN, "Another")
    (learnt,) = database.read(corrections.listed)
    for _ in range(2):
        assert not database.do(corrections.undo, learnt.id).stands
        assert database.do(matches.suggest, waiting.id).suggestion.area is not decided.area
        assert database.do(corrections.redo, learnt.id).stands
        assert database.do(matches.suggest, waiting.id).suggestion.area is decided.area
    (only,) = database.read(corrections.listed)
    assert (only.id, only.stands, only.taken_back_by) == (learnt.id, True, "")


def test_undoing_twice_is_undoing_once_and_says_who(database: Database) -> None:
    overridden(database)
    (learnt,) = database.read(corrections.listed)
    once = database.do(corrections.undo, learnt.id)
    assert database.do(corrections.undo, learnt.id) == once
    assert once.taken_back_by == "Test Advisor"
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(CorrectionRow))) == 2


def test_the_newest_decision_on_the_same_words_counts(database: Database) -> None:
    first = overridden(database)
    problem = problem_of(database, AGAIN, "Another")
    frozen = matcher.load().suggest(AGAIN).area
    assert frozen is not None
    database.do(matches.decide, problem.id, frozen, reason="no, this is what it is")
    asked = database.do(matches.suggest, problem_of(database, EXPORT, "A third").id).suggestion
    assert (asked.area, len(database.read(corrections.listed))) == (frozen, 2)
    database.do(corrections.undo, database.read(corrections.listed)[0].id)
    again = database.do(matches.suggest, problem_of(database, EXPORT, "A fourth").id).suggestion
    assert again.area is first.area


def test_deciding_the_same_again_is_logged_once(database: Database) -> None:
    first = overridden(database)
    assert first.area is not None
    database.do(matches.decide, first.problem_id, first.area, reason="as before")
    assert len(database.read(corrections.listed)) == 1


def test_following_the_memory_where_the_model_was_wrong_is_a_lesson_too(database: Database) -> None:
    first = overridden(database)
    assert first.area is not None
    decided = database.do(matches.decide, problem_of(database, LIKE, "Another").id, first.area)
    assert decided.verdict is Verdict.ACCEPTED
    assert len(database.read(corrections.listed)) == 2


def test_the_type_given_comes_first_the_next_time(database: Database) -> None:
    area = other(matcher.load().suggest(EXPORT).area)
    code = f"{area.number}.05"
    overridden(database, type_code=code)
    found = database.do(matches.suggest, problem_of(database, AGAIN, "Another").id).suggestion
    assert found.types[0].type == code
    assert found.recall is not None
    assert found.recall.type == code


def test_a_text_without_words_teaches_nothing(database: Database) -> None:
    problem = problem_of(database, "?!")
    database.do(matches.decide, problem.id, Area.MARKET_MARKETING)
    assert database.read(corrections.listed) == ()


def test_a_case_in_the_bin_is_not_followed_until_it_is_back(database: Database) -> None:
    decided = overridden(database)
    (learnt,) = database.read(corrections.listed)
    waiting = problem_of(database, AGAIN, "Another")
    database.do(trash.remove, "cases", decided.case_id)
    assert database.read(corrections.listed) == ()
    assert database.do(matches.suggest, waiting.id).suggestion.recall is None
    with pytest.raises(NotFound):
        database.read(corrections.find, learnt.id)
    database.do(trash.restore, "cases", decided.case_id)
    assert database.do(matches.suggest, waiting.id).suggestion.area is decided.area


def test_what_was_never_kept_is_not_remembered(database: Database) -> None:
    decided = overridden(database)
    saved_case(database, OTHER, enterprise="Another")

    def thought_better_of(session: Session) -> None:
        trash.remove(session, "cases", decided.case_id)
        assert len(learning.memory(session)) == 0
        raise NotFound(what="the heart", id="")

    with pytest.raises(NotFound, match="not-found"):
        database.do(thought_better_of)
    assert len(database.read(learning.memory)) == 1
    saved_case(database, OTHER, enterprise="A third")
    assert len(database.read(learning.memory)) == 1


def test_a_case_that_is_deleted_leaves_no_word_behind(database: Database) -> None:
    decided = overridden(database)
    database.read(learning.memory)
    database.do(lambda session: session.execute(text("DELETE FROM cases")) and None)
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(CorrectionRow))) == 0
    assert len(database.read(learning.memory)) == 0
    assert decided.area is not None


def test_the_sample_cases_teach_nothing_once_they_are_gone(database: Database) -> None:
    samples.load(database)
    assert len(database.read(learning.memory)) == sum(one.stands for one in database.read(corrections.listed))
    samples.remove(database)
    assert database.read(corrections.listed) == ()
    assert len(database.read(learning.memory)) == 0


def test_the_case_that_follows_a_correction_says_no_word_of_the_other(database: Database) -> None:
    secret = "Our partner Farhad Zarrinkelk lost the buyers in Iraq and wants new export markets and customers."
    overridden(database, secret)
    problem = problem_of(database, secret.replace("Farhad Zarrinkelk", "the elder"), "Another")
    found = database.do(matches.suggest, problem.id).suggestion
    assert found.recall is not None
    told = codec.to_json(database.read(casefile.load, problem.case_id))
    assert b"Zarrinkelk" not in told


def test_statistics_count_the_newest_decisions_by_what_was_suggested(database: Database) -> None:
    frozen = matcher.load().suggest(EXPORT)
    assert frozen.area is not None
    kind = frozen.types[0].type
    for number in range(3):
        problem = problem_of(database, EXPORT if number else OTHER, f"Firm {number}")
        area = database.do(matches.suggest, problem.id).suggestion.area
        assert area is not None
        database.do(matches.decide, problem.id, area, type_code=kind if number == 1 else "")
    found = database.read(corrections.statistics)
    assert all(overrides.overridden == 0 for _, overrides in (*found.types, *found.areas))
    again = problem_of(database, EXPORT, "Firm 4")
    database.do(matches.decide, again.id, other(frozen.area), reason="asked for")
    (first, counted), *_ = database.read(corrections.statistics).types
    assert (first, counted.decided, counted.other_area, counted.other_type) == (kind, 3, 1, 0)
    (area, by_area), *_ = database.read(corrections.statistics).areas
    assert (area, by_area.decided, by_area.overridden) == (frozen.area, 3, 1)


def test_another_type_of_the_same_area_is_an_override_of_the_type(database: Database) -> None:
    frozen = matcher.load().suggest(EXPORT)
    assert frozen.area is not None
    kind = frozen.types[0].type
    code = next(f"{frozen.area.number}.0{n}" for n in range(1, 9) if f"{frozen.area.number}.0{n}" != kind)
    problem = problem_of(database, EXPORT)
    database.do(matches.decide, problem.id, frozen.area, type_code=code)
    assert dict(database.read(corrections.statistics).types)[kind].other_type == 1


def test_the_words_of_an_edited_problem_are_not_those_that_were_corrected(database: Database) -> None:
    decided = overridden(database)
    problem = database.read(problems.of_case, decided.case_id)[0]
    database.do(problems.edit, problem.id, as_data(ProblemData, problem, statement=OTHER))
    assert database.do(matches.suggest, problem_of(database, OTHER, "Another").id).suggestion.recall is None
