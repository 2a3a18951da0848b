"""What is removed can be found again, whole; nothing is left hanging on what is out of sight."""

import pytest

from clinic_app.domain.case import CaseData
from clinic_app.domain.enterprise import ContactData
from clinic_app.domain.problem import ProblemData
from clinic_app.domain.summary import CaseQuery
from clinic_app.errors import NotFound, StillUsed
from clinic_app.i18n.catalog import catalog
from clinic_app.i18n.labels import error_text
from clinic_app.services import casefile, cases, enterprises, problems, trash
from clinic_app.storage.database import Database
from tests.factories import as_data, saved_case


def found(database: Database, words: str) -> int:
    return len(database.read(cases.ids, CaseQuery(text=words)))


def test_an_enterprise_with_cases_stays_and_the_reason_is_told(database: Database) -> None:
    case = saved_case(database, "Tiles crack.")
    with pytest.raises(StillUsed) as caught:
        database.do(trash.remove, "enterprises", case.enterprise_id)
    assert "Mehr Tile" in error_text(catalog("en"), caught.value)
    assert database.read(casefile.load, case.id).case.number == case.number
    database.do(trash.remove, "cases", case.id)
    database.do(trash.remove, "enterprises", case.enterprise_id)
    assert database.read(enterprises.find, "") == ()


def test_a_case_brings_its_enterprise_back(database: Database) -> None:
    case = saved_case(database, "Tiles crack.")
    database.do(trash.remove, "cases", case.id)
    database.do(trash.remove, "enterprises", case.enterprise_id)
    database.do(trash.restore, "cases", case.id)
    assert database.read(casefile.load, case.id).enterprise.name == "Mehr Tile"
    assert database.read(trash.content) == ()
    assert found(database, "mehr") == 1


def test_a_part_brings_its_case_back_and_nothing_else(database: Database) -> None:
    case = saved_case(database, "First.", "Second.")
    first, second = database.read(problems.of_case, case.id)
    for table, key in (("problems", first.id), ("problems", second.id), ("cases", case.id)):
        database.do(trash.remove, table, key)
    database.do(trash.restore, "problems", second.id)
    assert database.read(casefile.load, case.id).problems == (database.read(problems.get, second.id),)
    assert [removed.id for removed in database.read(trash.content)] == [first.id]


def test_the_search_follows_into_the_bin_and_out_of_it(database: Database) -> None:
    case = saved_case(database, "Moist clay.")
    problem = database.read(problems.of_case, case.id)[0]
    person = database.do(enterprises.add_contact, case.enterprise_id, ContactData(name="Maryam"))
    for table, key, words in (
        ("problems", problem.id, "clay"),
        ("contacts", person.id, "maryam"),
        ("cases", case.id, "kiln"),
    ):
        assert found(database, words) == 1
        database.do(trash.remove, table, key)
        assert found(database, words) == 0
        database.do(trash.restore, table, key)
        assert found(database, words) == 1


def test_what_is_typed_into_a_case_in_the_bin_is_kept(database: Database) -> None:
    case = saved_case(database, "Tiles crack.")
    problem = database.read(problems.of_case, case.id)[0]
    database.do(trash.remove, "cases", case.id)
    database.do(problems.edit, problem.id, as_data(ProblemData, problem, severity=5, urgency=5))
    database.do(trash.restore, "cases", case.id)
    assert database.read(casefile.load, case.id).problems[0].severity == 5
    assert database.read(cases.summaries, [case.id])[case.id].priority == 5


def test_a_removed_record_itself_cannot_be_edited(database: Database) -> None:
    case = saved_case(database)
    database.do(trash.remove, "cases", case.id)
    with pytest.raises(NotFound):
        database.do(cases.edit, case.id, as_data(CaseData, case, title="x"))
