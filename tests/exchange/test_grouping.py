"""Rows put together to cases, and the identity that makes a second import add nothing."""

import json
from pathlib import Path
from typing import Any

from clinic_app.exchange import intake
from clinic_app.exchange.intake import Reading
from tests.exchange import tables
from tests.exchange.tables import TODAY


def read(tmp_path: Path, *rows: dict[str, Any]) -> Reading:
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([{"enterprise_name": "Delta Pumps"} | row for row in rows]), "utf-8")
    return intake.read(path, today=TODAY)


def source_ids(reading: Reading) -> list[str]:
    return [problem.source_id for case in reading.cases for problem in case.problems]


def test_rows_of_one_enterprise_and_title_are_one_case(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {"case_title": "Seals", "problem_statement": "a", "employees": 40},
        {"case_title": "Export", "problem_statement": "b", "contact_name": "Ada", "contact_role": "owner"},
        {"case_title": " seals ", "problem_statement": "c", "request": "Help", "advisor": "Leila"},
        {"enterprise_name": "delta  PUMPS", "case_title": "SEALS", "problem_statement": "d", "request": "Soon"},
    )
    seals, export = found.cases
    assert [problem.data.statement for problem in seals.problems] == ["a", "c", "d"]
    assert seals.enterprise == export.enterprise
    assert seals.enterprise.employees == 40
    assert (seals.case.title, seals.case.advisor, seals.case.request) == ("Seals", "Leila", "Help\n\nSoon")
    assert [person.name for person in export.contacts] == ["Ada"]
    assert seals.contacts == ()


def test_persian_spellings_of_one_name_are_one_enterprise(tmp_path: Path) -> None:
    names = ("نساجي گل‌بافت", "نساجی گل‌بافت", "نساجی گل بافت")
    rows = [{"enterprise_name": name, "request": str(n)} for n, name in enumerate(names)]
    (case,) = read(tmp_path, *rows).cases
    assert case.enterprise.name == names[0]
    assert len(case.problems) == 3


def test_two_enterprises_of_one_name_are_told_apart_by_their_legal_id(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {"request": "r", "legal_id": "10380284790"},
        {"request": "r", "legal_id": "10100002323"},
        {"request": "s"},
    )
    assert [case.enterprise.legal_id for case in found.cases] == ["10380284790", "10100002323"]
    assert [len(case.problems) for case in found.cases] == [2, 1]
    assert len(set(source_ids(found))) == 3


def test_the_same_file_gives_the_same_identities_in_any_form(tmp_path: Path) -> None:
    rows, _ = tables.two_hundred()
    first = intake.read(tables.write_xlsx(tmp_path / "a.xlsx", tables.as_rows(rows)), today=TODAY)
    again = intake.read(tables.write_csv(tmp_path / "b.csv", tables.as_rows(rows)), today=TODAY.replace(year=2025))
    assert source_ids(first) == source_ids(again)
    assert [case.source_id for case in first.cases] == [case.source_id for case in again.cases]
    assert len(set(source_ids(first))) == 185


def test_what_is_corrected_later_does_not_change_the_identity(tmp_path: Path) -> None:
    row = {"case_title": "Seals", "problem_statement": "The seal leaks.", "severity": 2}
    before = source_ids(read(tmp_path, row))
    after = source_ids(
        read(tmp_path, row | {"severity": 5, "employees": 12, "problem_statement": "The  seal leaks. "})
    )
    assert before == after
    assert before[0].startswith("auto:")
    assert source_ids(read(tmp_path, row | {"problem_statement": "The belt tears."})) != before


def test_a_repeated_row_is_taken_once_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, {"request": "r"}, {"request": "r", "severity": 3}, {"request": "s", "source_id": "7"})
    assert len(source_ids(found)) == 2
    assert found.repeated == 1
    assert [(doubt.row, doubt.code) for doubt in found.doubts] == [(2, "repeated-row")]


def test_one_form_number_may_stand_on_several_problems(tmp_path: Path) -> None:
    rows = [{"source_id": "F-12", "problem_statement": text} for text in ("a", "b", "a")]
    found = read(tmp_path, *rows)
    first, second = source_ids(found)
    assert first == "F-12"
    assert second.startswith("F-12#")
    assert found.repeated == 1
    assert source_ids(read(tmp_path, *rows)) == [first, second]


def test_a_source_id_of_another_enterprise_is_refused(tmp_path: Path) -> None:
    found = read(
        tmp_path, {"source_id": "1", "request": "a"}, {"enterprise_name": "B", "source_id": "1", "request": "b"}
    )
    assert [(refusal.row, refusal.column, refusal.code) for refusal in found.refused] == [
        (2, "source_id", "repeated-source-id")
    ]
    assert found.refused[0].cells["request"] == "b"


def test_what_rows_of_one_enterprise_disagree_on_is_said_and_the_first_counts(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {"request": "a", "employees": 40, "advisor": "Leila", "province": "Yazd"},
        {"request": "b", "employees": 46, "advisor": "Kim", "province": " yazd"},
    )
    assert found.cases[0].enterprise.employees == 40
    assert [(doubt.row, doubt.column, doubt.value) for doubt in found.doubts] == [
        (2, "employees", "46"),
        (2, "advisor", "Kim"),
    ]


def test_cases_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    names = ["C", "A", "B", "A"]
    found = read(tmp_path, *({"enterprise_name": name, "request": str(n)} for n, name in enumerate(names)))
    assert [case.enterprise.name for case in found.cases] == ["C", "A", "B"]
