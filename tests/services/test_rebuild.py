"""A rebuild is the same for the same corrections, shown before it counts, and taken back without a trace."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from clinic_app.domain.areas import Area
from clinic_app.domain.rebuild import RebuildState
from clinic_app.errors import NotFound
from clinic_app.matching import matcher, regression
from clinic_app.matching.memory import Memory
from clinic_app.services import corrections, learning, matches, problems, rebuild, trash
from clinic_app.storage.database import Database
from clinic_app.storage.tables import RebuildRow
from tests.factories import saved_case

THEME = "The old boiler of our jam kitchen {}"
SAID = ("smokes and hums.", "smokes again today.", "hums and smells of soot.", "is loud and full of soot.")


def taught(database: Database) -> Area:
    """Four decisions on one theme, against what is suggested; the area decided."""
    first = matcher.load().suggest(THEME.format(SAID[0])).area
    area = next(one for one in Area if one is not first)
    for number, said in enumerate(SAID):
        case = saved_case(database, THEME.format(said), enterprise=f"Firm {number}")
        (problem,) = database.read(problems.of_case, case.id)
        database.do(matches.decide, problem.id, area, reason="the owner asked for it")
    assert len(database.read(corrections.listed)) >= 1
    return area


def rules(database: Database) -> str:
    return matcher.load().rules_with(database.read(learning.memory))


def test_without_corrections_there_is_nothing_to_learn(database: Database) -> None:
    with pytest.raises(NotFound):
        rebuild.prepare(database)
    assert database.read(rebuild.latest) is None


def test_a_rebuild_counts_only_once_it_is_accepted_and_until_it_is_discarded(database: Database) -> None:
    taught(database)
    before = rules(database)
    shown = rebuild.prepare(database)
    assert (shown.state, rules(database)) == (RebuildState.WAITING, before)
    assert shown.alone_after > shown.alone_before
    assert shown.kept_after >= shown.kept_before - regression.MOST_LOST * shown.statements
    accepted = database.do(rebuild.accept)
    assert (accepted.id, accepted.state) == (shown.id, RebuildState.ACCEPTED)
    assert rules(database) == f"{before}+{learning.name_of(shown.id)}"
    assert database.do(rebuild.discard)
    assert (rules(database), database.read(rebuild.latest)) == (before, None)
    assert not database.do(rebuild.discard)


def test_the_same_corrections_make_the_same_weights(database: Database) -> None:
    taught(database)
    lessons = database.read(corrections.standing)
    ours = matcher.load()
    first, second = rebuild.learn(ours, lessons, "a"), rebuild.learn(ours, tuple(reversed(lessons)), "a")
    assert first == second
    assert any(first.weights.values())


def test_what_would_change_is_shown_and_then_does(database: Database) -> None:
    taught(database)
    case = saved_case(database, "Soot and hum: the boiler of the jam kitchen smokes.", enterprise="Waiting")
    (waiting,) = database.read(problems.of_case, case.id)
    shown = rebuild.prepare(database)
    assert shown.undecided == 1
    changed = {one.problem_id: one for one in shown.changes}
    database.do(rebuild.accept)
    after = database.do(matches.suggest, waiting.id).suggestion
    if waiting.id in changed:
        assert (after.area, changed[waiting.id].case_number) == (changed[waiting.id].after, case.number)
    assert after.rules.endswith(learning.name_of(shown.id))


def test_only_what_was_shown_can_be_accepted_and_once(database: Database) -> None:
    taught(database)
    with pytest.raises(NotFound):
        database.do(rebuild.accept)
    first, second = rebuild.prepare(database), rebuild.prepare(database)
    assert database.do(rebuild.accept).id == second.id != first.id
    with pytest.raises(NotFound):
        database.do(rebuild.accept)


def test_a_rebuild_ends_with_the_corrections_it_was_made_from(database: Database) -> None:
    taught(database)
    before = rules(database)
    rebuild.prepare(database)
    database.do(rebuild.accept)
    newest = database.read(corrections.listed)[0]
    database.do(corrections.undo, newest.id)
    found = database.read(rebuild.latest)
    assert found is not None
    assert (found.state, rules(database)) == (RebuildState.OUTDATED, before)
    database.do(corrections.redo, newest.id)
    assert rules(database) != before
    database.do(trash.remove, "cases", newest.case_id)
    assert rules(database) == before


def test_another_version_of_the_program_leaves_a_rebuild_aside(database: Database) -> None:
    taught(database)
    shown = rebuild.prepare(database)
    database.do(rebuild.accept)

    def as_of_another_version(session: Session) -> None:
        row = session.get_one(RebuildRow, shown.id)
        row.rules = "1999.1-000000000000-000000"

    before = matcher.load().rules
    database.do(as_of_another_version)
    found = database.read(rebuild.latest)
    assert found is not None
    assert found.state is RebuildState.FOREIGN
    assert "+" not in database.do(matches.suggest, any_problem(database)).suggestion.rules
    assert matcher.load().rules == before


def any_problem(database: Database) -> UUID:
    case = saved_case(database, "The lathe is worn out and loses its oil.", enterprise="Any")
    return database.read(problems.of_case, case.id)[0].id


def test_a_rebuild_that_unlearns_our_own_statements_is_refused(database: Database) -> None:
    taught(database)
    shown = rebuild.prepare(database)

    def as_if_worse(session: Session) -> None:
        row = session.get_one(RebuildRow, shown.id)
        row.content = row.content | {"tried": row.content["tried"] | {"kept_after": shown.kept_before - 4}}

    database.do(as_if_worse)
    found = database.read(rebuild.latest)
    assert found is not None
    assert found.state is RebuildState.REFUSED
    with pytest.raises(NotFound):
        database.do(rebuild.accept)


def test_weights_hold_no_word_that_the_frozen_model_does_not_know(database: Database) -> None:
    name = "Zarrinkelk"
    case = saved_case(database, f"{name} says the boiler of the jam kitchen smokes and hums.")
    (problem,) = database.read(problems.of_case, case.id)
    area = next(one for one in Area if one is not matcher.load().suggest(problem.statement).area)
    database.do(matches.decide, problem.id, area, reason="asked for")
    learnt = rebuild.learn(matcher.load(), database.read(corrections.standing), "a")
    assert learnt.weights["en"]
    assert not any(name.casefold() in feature for feature in learnt.weights["en"])


def test_the_pinned_statements_cover_every_area_and_language_and_are_mostly_right() -> None:
    pinned = regression.pinned()
    assert len({(one.language, one.area) for one in pinned}) == 15
    assert len(pinned) == len({one.text for one in pinned}) == 300
    assert not {one.text for one in pinned} & {one.text for one in regression.replayed("fa")}
    sample = pinned[::10]
    ours = matcher.load()
    assert sum(ours.suggest(one.text).area is one.area for one in sample) >= 0.9 * len(sample)


def test_an_empty_memory_changes_no_answer() -> None:
    ours = matcher.load()
    text = "The bank refuses another loan and we cannot pay the wages of this month."
    assert ours.suggest(text, memory=Memory()) == ours.suggest(text)
