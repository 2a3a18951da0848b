"""Every change is kept, linked, and cannot be altered unseen."""

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import select

from clinic_app.domain.enterprise import EnterpriseData
from clinic_app.domain.problem import ProblemData
from clinic_app.services import casefile, enterprises, problems, trash
from clinic_app.storage import history
from clinic_app.storage.database import Database
from clinic_app.storage.tables import ChangeRow
from tests.factories import as_data, saved_case


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
    from clinic_app.storage.database import open_database

    saved_case(database, "One.")
    database.close()
    again = open_database(database.path)
    saved_case(again, "Two.")
    assert again.read(history.broken_link) is None
    again.close()
