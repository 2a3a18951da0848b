"""Import: sound rows in, broken ones named, nothing twice, nothing half."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from clinic_app.domain.case import CaseData
from clinic_app.domain.enterprise import EnterpriseData
from clinic_app.domain.summary import CaseQuery
from clinic_app.errors import UnreadableFile
from clinic_app.exchange import codec
from clinic_app.i18n.catalog import catalog
from clinic_app.services import casefile, cases, enterprises, evidence, matches, store, transfer, trash
from clinic_app.services.progress import Progress
from clinic_app.services.transfer import IntakeResult
from clinic_app.storage.database import Database
from tests.factories import OFFICE, TODAY, as_data
from tests.factories import casefile as complete_casefile

HEAD = "enterprise_name,legal_id,case_title,problem_statement,contact_name,source_id\n"


def table(folder: Path, *rows: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def intake(database: Database, *files: Path, **options: object) -> IntakeResult:
    return transfer.intake(database, files, numbering=OFFICE, today=TODAY, **options)  # type: ignore[arg-type]


def count(database: Database) -> int:
    return len(database.read(cases.ids, CaseQuery()))


def test_rows_of_one_enterprise_and_title_are_one_case(database: Database, tmp_path: Path) -> None:
    path = table(
        tmp_path, "Mehr,,Kiln,Tiles crack,Maryam,1", "Mehr,,Kiln,Glaze runs,Maryam,2", "Mehr,,Export,No buyers,,3"
    )
    assert intake(database, path).added == 3
    assert count(database) == 2
    assert len(database.read(enterprises.find, "")) == 1


def test_a_problem_added_to_a_known_case_joins_it(database: Database, tmp_path: Path) -> None:
    intake(database, table(tmp_path, "Mehr,,Kiln,Tiles crack,,1"))
    result = intake(database, table(tmp_path, "Mehr,,Kiln,Tiles crack,,1", "Mehr,,Kiln,Glaze runs,,2"))
    assert (result.added, result.unchanged) == (1, 1)
    assert count(database) == 1


def test_an_enterprise_is_recognised_by_name_variant_and_by_legal_id(database: Database, tmp_path: Path) -> None:
    database.do(enterprises.add, EnterpriseData(name="كاشی مهر", legal_id="10380284790"))
    intake(database, table(tmp_path, "کاشی مهر,,A,one,,1", "Other name,10380284790,B,two,,2"))
    assert len(database.read(enterprises.find, "")) == 1


def test_enterprises_of_one_name_with_two_legal_ids_stay_two(database: Database, tmp_path: Path) -> None:
    intake(database, table(tmp_path, "Mehr,10380284790,A,one,,1"))
    intake(database, table(tmp_path, "Mehr,10100000001,A,one,,1"))
    assert len(database.read(enterprises.find, "")) == 2
    assert count(database) == 2


def test_the_same_row_number_in_another_offices_file_is_another_problem(database: Database, tmp_path: Path) -> None:
    intake(database, table(tmp_path, "Mehr,,A,one,,1"))
    assert intake(database, table(tmp_path, "Zarrin,,A,two,,1")).added == 1


def test_columns_that_were_not_read_are_named(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("enterprise_name,problem_statement,shoe size\nMehr,Tiles crack,44\n", encoding="utf-8")
    assert intake(database, path).unknown_columns == ("shoe size",)


def test_what_refers_to_the_bin_is_left_out_of_the_case_file(database: Database) -> None:
    file = complete_casefile(issues=())
    problem = file.problems[0]
    advice = replace(file.recommendations[0], problem_ids=(problem.id,))
    action = replace(file.actions[0], recommendation_id=advice.id)
    database.do(store.put, replace(file, recommendations=(advice,), actions=(action,)), numbering=OFFICE)
    database.do(trash.remove, "problems", problem.id)
    database.do(trash.remove, "recommendations", advice.id)
    found = database.read(casefile.load, file.case.id)
    assert (found.problems, found.matches, found.recommendations) == ((), (), ())
    assert found.actions[0].recommendation_id is None
    assert codec.from_json(codec.to_json(found)) == found


def test_every_imported_problem_is_matched(database: Database, tmp_path: Path) -> None:
    intake(database, table(tmp_path, "Mehr,,Export,We have no buyers abroad and want to export,,1"))
    file = database.read(casefile.load, database.read(cases.ids, CaseQuery())[0])
    known = evidence.of_file(file)
    assert file.matches[0].suggestion == matches.suggest_text(file.problems[0].matching_text, contributions=known)
    assert not file.matches[0].is_decided


def test_a_removed_problem_does_not_come_back_by_importing_again(database: Database, tmp_path: Path) -> None:
    path = table(tmp_path, "Mehr,,Kiln,Tiles crack,,1")
    intake(database, path)
    case_id = database.read(cases.ids, CaseQuery())[0]
    database.do(trash.remove, "problems", database.read(casefile.load, case_id).problems[0].id)
    assert intake(database, path).added == 0


def test_a_dry_run_writes_nothing_and_counts_the_same(database: Database, tmp_path: Path) -> None:
    path = table(tmp_path, "Mehr,,Kiln,Tiles crack,,1", ",,Kiln,Nobody's problem,,2")
    dry = intake(database, path, dry_run=True)
    assert count(database) == 0
    wet = intake(database, path)
    assert (dry.added, dry.refused) == (wet.added, wet.refused) == (1, wet.refused)
    assert len(wet.refused) == 1


def test_an_unreadable_file_is_one_refusal_and_the_others_come_in(database: Database, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    result = intake(database, broken, table(tmp_path, "Mehr,,Kiln,Tiles crack,,1"))
    assert result.added == 1
    assert [Path(refusal.file).name for refusal in result.refused] == ["broken.xlsx"]


def test_a_cancelled_import_keeps_whole_cases_and_goes_on_later(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "BATCH", 2)
    path = table(tmp_path, *(f"Firm {n},,Kiln,Tiles crack,,{n}" for n in range(6)))
    progress = Progress(lambda done, total: setattr(progress, "cancelled", done >= 2))
    result = intake(database, path, progress=progress)
    assert result.is_cancelled
    assert count(database) == 4  # the batch at hand is finished, not torn
    assert intake(database, path).added == 2


def test_a_whole_case_comes_back_from_json_as_it_went_out(database: Database, tmp_path: Path) -> None:
    file = replace(complete_casefile(), issues=())
    path = tmp_path / "case.json"
    path.write_bytes(codec.to_json(file))
    assert intake(database, path).added == 1
    found = database.read(casefile.load, file.case.id)
    assert found.enterprise == file.enterprise
    assert found.problems == file.problems
    assert found.matches == file.matches
    assert found.actions == file.actions
    assert (found.assessments, found.answers) == (file.assessments, file.answers)
    assert found.case.number == file.case.number
    assert intake(database, path).unchanged == 1


def test_a_number_borne_already_is_replaced_by_the_next(database: Database) -> None:
    file = replace(complete_casefile(), issues=())
    database.do(store.put, file, numbering=OFFICE)
    twin = codec.from_json(
        codec.to_json(file).replace(b"00000000-0000-0000-0000-000000000001", b"01910fd2-5c00-7000-8000-000000000009")
    )
    twin = replace(twin, contacts=(), years=(), problems=(), matches=(), visits=(), recommendations=(), actions=())
    twin = replace(twin, assessments=(), answers=())
    assert database.do(store.put, twin, numbering=OFFICE)
    numbers = {database.read(cases.get, key).number for key in (file.case.id, twin.case.id)}
    assert numbers == {"1403-ESF-0001", "1403-ESF-0002"}
    assert database.do(
        cases.open_case, file.enterprise.id, as_data(CaseData, file.case), numbering=OFFICE
    ).number == ("1403-ESF-0003")


def test_a_case_file_that_breaks_a_rule_is_refused_with_its_place() -> None:
    broken = codec.to_json(complete_casefile()).replace(b'"1.09"', b'"9.99"')
    with pytest.raises(UnreadableFile) as caught:
        codec.from_json(broken)
    assert "problems[0]" in str(caught.value.details["where"])


def test_export_by_keys_writes_those_and_no_others(database: Database, tmp_path: Path) -> None:
    intake(database, table(tmp_path, "A,,x,one,,1", "B,,y,two,,2"))
    key = database.read(cases.ids, CaseQuery())[0]
    target = tmp_path / "o.csv"
    assert transfer.export(database, target, query=CaseQuery(), language="en", keys=[key]) == 1
    assert len(target.read_text("utf-8-sig").splitlines()) == 2


def test_a_case_that_holds_anothers_parts_is_refused_and_the_others_come_in(
    database: Database, tmp_path: Path
) -> None:
    file = replace(complete_casefile(), issues=())
    database.do(store.put, file, numbering=OFFICE)
    path = tmp_path / "twin.json"
    own, other = b"00000000-0000-0000-0000-000000000001", b"01910fd2-5c00-7000-8000-000000000009"
    path.write_bytes(codec.to_json(file).replace(own, other))
    result = intake(database, path)
    assert (result.added, [refusal.code for refusal in result.refused]) == (0, ["duplicate-id"])
    assert all(told["reason"] and told["remedy"] is not None for told in transfer.told(catalog("en"), result))


def test_a_case_of_an_enterprise_in_the_bin_brings_it_back(database: Database) -> None:
    file = replace(complete_casefile(), issues=())
    database.do(store.put, file, numbering=OFFICE)
    database.do(trash.remove, "cases", file.case.id)
    database.do(trash.remove, "enterprises", file.enterprise.id)
    other = replace(
        file, case=replace(file.case, id=uuid4()), contacts=(), years=(), problems=(), matches=(), visits=(),
        recommendations=(), actions=(), assessments=(), answers=(),
    )  # fmt: skip
    assert database.do(store.put, other, numbering=OFFICE)
    assert database.read(casefile.load, other.case.id).enterprise.id == file.enterprise.id
