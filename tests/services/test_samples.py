"""The sample cases load once, are whole, and go away again."""

from clinic_app.domain.areas import Area
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.summary import CaseQuery
from clinic_app.services import casefile, cases, enterprises, samples, upkeep
from clinic_app.storage.database import Database


def files(database: Database) -> list[CaseFile]:
    return [database.read(casefile.load, key) for key in database.read(cases.ids, CaseQuery())]


def test_twelve_cases_of_all_areas_with_one_issued_report_a_language(database: Database) -> None:
    assert samples.load(database) == 12
    found = files(database)
    assert all(len(file.problems) > 1 for file in found)
    assert {area for file in found for area in file.decided_areas().values()} == set(Area)
    assert sorted(issue.language for file in found for issue in file.issues) == ["en", "fa", "ko"]
    assert all(match.suggestion.ranking for file in found for match in file.matches)
    assert upkeep.check(database) == ()


def test_loading_twice_adds_nothing_and_removing_leaves_an_empty_list(database: Database) -> None:
    samples.load(database)
    assert samples.load(database) == 0
    assert database.read(samples.present)
    assert samples.remove(database) == 12
    assert database.read(cases.ids, CaseQuery()) == []
    assert database.read(enterprises.find, "") == ()
    assert not database.read(samples.present)
    assert samples.load(database) == 12
