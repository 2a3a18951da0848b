"""Every change is kept, linked, and cannot be altered unseen."""

import multiprocessing
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from clinic_app.domain.areas import Area
from clinic_app.domain.case import CaseData
from clinic_app.domain.enterprise import EnterpriseData
from clinic_app.domain.plan import RecommendationData
from clinic_app.domain.problem import ProblemData
from clinic_app.domain.summary import CaseQuery
from clinic_app.domain.visit import VisitData
from clinic_app.services import (
    casefile,
    cases,
    enterprises,
    matches,
    plans,
    problems,
    trash,
    upkeep,
    visits,
)
from clinic_app.storage import history
from clinic_app.storage.database import Database, open_database
from clinic_app.storage.tables import CaseRow, ChangeRow, MatchRow
from clinic_app.storage.types import uuid7
from tests.factories import OFFICE, TODAY, as_data, saved_case


def changes(database: Database, **of: object) -> list[ChangeRow]:
    query = select(ChangeRow).filter_by(**of).order_by(ChangeRow.sequence)
    return database.read(lambda session: list(session.scalars(query)))


def test_a_birth_holds_the_whole_record_and_an_edit_one_field(database: Database) -> None:
    firm = database.do(enterprises.add, EnterpriseData(name="Mehr", employees=12))
    database.do(enterprises.edit, firm.id, EnterpriseData(name="Mehr", employees=14))
    birth, edit = changes(database, record=firm.id)
    assert birth.field == ""
    assert birth.value["employees"] == 12
    assert (edit.field, edit.value, edit.parents) == ("employees", 14, [str(birth.id)])
    assert (edit.actor, edit.table) == ("Test Advisor", "enterprises")


def test_the_second_edit_of_a_field_replaces_the_first(database: Database) -> None:
    firm = database.do(enterprises.add, EnterpriseData(name="a"))
    for name in ("b", "c"):
        database.do(enterprises.edit, firm.id, EnterpriseData(name=name))
    _, first, second = changes(database, record=firm.id)
    assert second.parents == [str(first.id)]


def test_one_transaction_is_one_batch_and_one_announcement(database: Database) -> None:
    told: list[object] = []
    database.on_commit = told.append
    case = saved_case(database, "Tiles crack.")
    assert len(told) == 3  # enterprise, case, problem: three use cases
    problem = database.read(problems.of_case, case.id)[0]
    told.clear()
    database.do(problems.edit, problem.id, as_data(ProblemData, problem, severity=4, urgency=4))
    assert len(told) == 1
    assert ("problems", problem.id) in told[0]  # type: ignore[operator]
    assert ("cases", case.id) in told[0]  # type: ignore[operator]
    batches = {change.batch for change in changes(database, record=problem.id) if change.field}
    assert len(batches) == 1


def test_a_failed_use_case_leaves_nothing_and_says_nothing(database: Database) -> None:
    told: list[object] = []
    database.on_commit = told.append

    def add_and_fail(session: object) -> None:
        enterprises.add(session, EnterpriseData(name="x"))  # type: ignore[arg-type]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.do(add_and_fail)
    assert told == []
    assert database.read(enterprises.find, "") == ()
    assert changes(database) == []


def test_removing_is_a_change_and_restoring_another(database: Database) -> None:
    case = saved_case(database, "Tiles crack.")
    problem = database.read(casefile.load, case.id).problems[0]
    database.do(trash.remove, "problems", problem.id)
    assert database.read(casefile.load, case.id).problems == ()
    assert [removed.id for removed in database.read(trash.content)] == [problem.id]
    database.do(trash.restore, "problems", problem.id)
    restored = database.read(casefile.load, case.id).problems[0]
    assert as_data(ProblemData, restored) == as_data(ProblemData, problem)
    assert [change.field for change in changes(database, record=problem.id)] == ["", "deleted_at", "deleted_at"]


def test_the_log_refuses_to_be_rewritten(database: Database) -> None:
    saved_case(database, "Tiles crack.")
    link = driver.connect(str(database.path))
    for statement in ("UPDATE changes SET actor = 'x'", "DELETE FROM changes"):
        with pytest.raises(driver.IntegrityError, match="append-only"):
            link.execute(statement)
    link.close()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE changes SET value = '\"forged\"' WHERE sequence = 2",
        "UPDATE changes SET actor = 'somebody else' WHERE sequence = 1",
        "DELETE FROM changes WHERE sequence = 2",
        "UPDATE changes SET sequence = sequence + 100 WHERE sequence = 3",
    ],
)
def test_tampering_behind_the_programs_back_is_found(database: Database, tampering: str) -> None:
    saved_case(database, "One.", "Two.")
    assert database.read(history.broken_link) is None
    link = driver.connect(str(database.path))
    for trigger in ("update", "delete"):
        link.execute(f"DROP TRIGGER changes_no_{trigger}")
    link.execute(tampering)
    link.commit()
    link.close()
    assert database.read(history.broken_link) is not None


def test_the_chain_goes_on_after_reopening(database: Database) -> None:
    saved_case(database, "One.")
    database.close()
    again = open_database(database.path)
    saved_case(again, "Two.")
    assert again.read(history.broken_link) is None
    again.close()


def test_a_rollback_to_a_savepoint_leaves_the_chain_whole(database: Database) -> None:
    def half_undone(session: Session) -> None:
        enterprises.add(session, EnterpriseData(name="before"))
        savepoint = session.begin_nested()
        firm = enterprises.add(session, EnterpriseData(name="undone"))
        cases.open_case(session, firm.id, CaseData(title="ghost", received_on=TODAY), numbering=OFFICE)
        savepoint.rollback()
        enterprises.add(session, EnterpriseData(name="after"))

    database.do(half_undone)
    assert {firm.name for firm in database.read(enterprises.find, "")} == {"before", "after"}
    assert upkeep.check(database) == ()
    assert not database.read(lambda session: session.execute(text("SELECT * FROM search_documents")).all())


def test_a_tracked_row_cannot_be_deleted_for_good(database: Database) -> None:
    case = saved_case(database, "Tiles crack.")
    with pytest.raises(RuntimeError, match="bin"):
        database.do(lambda session: session.delete(session.get_one(CaseRow, case.id)))
    assert database.read(casefile.load, case.id).problems


def test_several_flushes_of_one_transaction_replace_each_other_in_order(database: Database) -> None:
    firm = database.do(enterprises.add, EnterpriseData(name="a"))

    def rename_thrice(session: Session) -> None:
        for name in ("b", "c", "d"):
            enterprises.edit(session, firm.id, EnterpriseData(name=name))

    database.do(rename_thrice)
    birth, *edits = changes(database, record=firm.id)
    assert [edit.value for edit in edits] == ["b", "c", "d"]
    assert [edit.parents for edit in edits] == [[str(before.id)] for before in (birth, *edits[:-1])]


def test_a_new_suggestion_does_not_move_its_case_to_the_top(database: Database) -> None:
    case = saved_case(database, "We have no buyers abroad.")
    problem = database.read(problems.of_case, case.id)[0]
    database.do(matches.suggest, problem.id)
    before = database.read(cases.get, case.id).updated_at

    def stale_rules(session: Session) -> None:
        session.scalars(select(MatchRow)).one().rules = "an older lexicon"

    database.do(stale_rules)
    database.do(matches.suggest, problem.id)
    assert database.read(cases.get, case.id).updated_at == before
    database.do(problems.edit, problem.id, as_data(ProblemData, problem, effect="less sold"))
    assert database.read(cases.get, case.id).updated_at > before


def test_a_listener_that_fails_takes_nothing_back(database: Database) -> None:
    def fail(changed: object) -> None:
        raise RuntimeError

    database.on_commit = fail
    with pytest.raises(RuntimeError):
        database.do(enterprises.add, EnterpriseData(name="kept"))
    assert [firm.name for firm in database.read(enterprises.find, "")] == ["kept"]


def test_changes_of_two_nodes_are_both_replaced_by_the_next(database: Database) -> None:
    """What a merge will bring: another node's change of the same field."""
    firm = database.do(enterprises.add, EnterpriseData(name="a"))
    database.do(enterprises.edit, firm.id, EnterpriseData(name="b"))
    birth, ours = changes(database, record=firm.id)

    def bring_in(session: Session) -> None:
        names = [column.name for column in ChangeRow.__table__.columns]
        foreign = {name: getattr(ours, name) for name in names}
        foreign |= {"id": uuid7(), "node": uuid7(), "sequence": 1, "value": "x", "parents": [str(birth.id)]}
        foreign["hash"] = history.link(history.GENESIS, foreign)
        session.execute(insert(ChangeRow), [foreign])

    database.do(bring_in)
    database.do(enterprises.edit, firm.id, EnterpriseData(name="c"))
    theirs, last = changes(database, record=firm.id, value="x")[0], changes(database, record=firm.id, value="c")[0]
    assert last.parents == sorted([str(ours.id), str(theirs.id)])
    assert database.read(history.broken_link) is None


ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
DAYS = st.dates(date(1850, 1, 1), date(2150, 12, 31))
HOURS = st.floats(0, 200, allow_nan=False)


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=ANY_TEXT, symptoms=st.lists(ANY_TEXT, max_size=3).map(tuple), day=DAYS, hours=HOURS, flag=st.booleans())
def test_what_is_read_from_the_disk_is_what_was_given_back_and_chained(
    database: Database, words: str, symptoms: tuple[str, ...], day: date, hours: float, flag: bool
) -> None:
    case = saved_case(database, title="t" + words, request=words, consent_on=day, duplicates_checked=flag)
    problem = database.do(
        problems.add, case.id, ProblemData(title="t", statement=words, symptoms=symptoms, since=day, severity=3)
    )
    visit = database.do(visits.add, case.id, VisitData(visited_on=day, contact_hours=hours, notes=words))
    advice = RecommendationData(title="t" + words, problem_ids=(problem.id,), is_quick_win=flag)
    database.do(plans.add_recommendation, case.id, advice)
    match = database.do(matches.decide, problem.id, Area.MARKET_MARKETING, reason="r" + words)
    count = len(changes(database))
    database.do(problems.edit, problem.id, as_data(ProblemData, problem))
    assert len(changes(database)) == count  # saving the same again changes nothing
    file = database.read(casefile.load, case.id)
    assert (file.problems[0].statement, file.problems[0].symptoms) == (problem.statement, problem.symptoms)
    assert file.visits == (visit,)
    assert file.match_of(problem.id) == match
    assert database.read(history.broken_link) is None


def write_alternately(path: Path, name: str, times: int) -> None:
    database = open_database(path, actor=name)
    for number in range(times):
        saved_case(database, f"{name} {number}", enterprise=f"{name} {number}")
    database.close()


def test_two_processes_write_one_chain_and_no_number_twice(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    open_database(path, create=True).close()
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_alternately, args=(path, name, 15)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    database = open_database(path)
    keys = database.read(cases.ids, CaseQuery())
    numbers = {database.read(cases.get, key).number for key in keys}
    assert (len(keys), len(numbers)) == (30, 30)
    assert upkeep.check(database) == ()
    assert {change.actor for change in changes(database)} == {"a", "b"}
    database.close()
