"""Tables read in: the good rows come through, the broken ones are named with their row and column."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinic_app.domain.areas import PartnerCountry
from clinic_app.domain.case import Channel
from clinic_app.domain.enterprise import ContactRole, UnitStatus
from clinic_app.errors import UnreadableFile
from clinic_app.exchange import codec, intake
from clinic_app.exchange.columns import KEYS
from clinic_app.exchange.intake import Reading
from tests.exchange import tables
from tests.exchange.tables import TODAY
from tests.factories import casefile

PERSIAN_HEADER = (
    "نام بنگاه", "نام لاتین", "كشور", "شناسه ملی", "کد ISIC", "استان", "شهرک صنعتی", "وضعیت واحد", "تعداد کارکنان",
    "سال تأسیس", "نام رابط", "سمت", "تلفن", "ایمیل", "تاریخ دریافت", "نحوه مراجعه", "عنوان پرونده", "درخواست",
    "عنوان مسئله", "شرح مسئله", "از تاریخ", "شدت (۱ تا ۵)", "فوریت", "کشور همکار", "مشاور", "شناسه منبع",
)  # fmt: skip
KOREAN_HEADER = (
    "기업명", "영문명", "국가", "사업자등록번호", "업종코드", "시도", "산업단지", "가동 상태", "종업원 수",
    "설립연도", "담당자", "직책", "연락처", "이메일", "접수일", "접수 경로", "사례 제목", "요청 내용", "문제 제목",
    "문제 설명", "발생 시기", "심각도", "긴급도", "협력국", "상담위원", "접수번호",
)  # fmt: skip


def read(path: Path) -> Reading:
    return intake.read(path, today=TODAY)


def one(tmp_path: Path, **cells: Any) -> Reading:
    row = {"enterprise_name": "Delta Pumps", "problem_statement": "The seal leaks."} | cells
    path = tmp_path / "one.json"
    path.write_text(json.dumps([row]), "utf-8")
    return read(path)


Writer = Callable[[Path, list[dict[str, Any]]], Path]
FORMS: dict[str, Writer] = {
    "keys.xlsx": lambda path, rows: tables.write_xlsx(path, tables.as_rows(rows)),
    "persian.xlsx": lambda path, rows: tables.write_xlsx(path, tables.as_rows(rows, PERSIAN_HEADER)),
    "korean.ods": lambda path, rows: tables.write_ods(path, tables.as_rows(rows, KOREAN_HEADER)),
    "marked.csv": lambda path, rows: tables.write_csv(path, tables.as_rows(rows), encoding="utf-8-sig"),
    "semicolons.csv": lambda path, rows: tables.write_csv(path, tables.as_rows(rows, PERSIAN_HEADER), delimiter=";"),
    "utf16.csv": lambda path, rows: tables.write_csv(path, tables.as_rows(rows), encoding="utf-16", delimiter="\t"),
}


@pytest.mark.parametrize("name", FORMS)
def test_of_two_hundred_rows_the_sound_ones_come_and_the_broken_ones_are_named(tmp_path: Path, name: str) -> None:
    rows, expected = tables.two_hundred()
    found = read(FORMS[name](tmp_path / name, rows))
    assert len(expected) == 15
    assert {refusal.row: (refusal.column, refusal.code) for refusal in found.refused} == expected
    assert len(found.refused) == found.refused_rows == 15
    assert found.rows == 200
    came = [problem.row for case in found.cases for problem in case.problems]
    assert sorted([*came, *expected]) == list(range(2, 202))
    statements = {problem.data.statement for case in found.cases for problem in case.problems}
    sound = [row for line, row in enumerate(rows, start=2) if line not in expected]
    assert statements == {row["request"] or row["problem_statement"] for row in sound}
    assert found.unknown_columns == ()


def test_json_lines_and_json_rows_hold_the_same_cases_as_the_sheet(tmp_path: Path) -> None:
    rows, expected = tables.two_hundred()
    plain = [{key: str(cell) if cell else None for key, cell in row.items()} for row in rows]
    lines = tmp_path / "rows.jsonl"
    lines.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in plain), "utf-8")
    listed = tmp_path / "rows.json"
    listed.write_text(json.dumps(plain), "utf-8")
    sheet = read(tables.write_xlsx(tmp_path / "rows.xlsx", tables.as_rows(rows)))
    by_line, by_list = read(lines), read(listed)
    assert {refusal.row + 1 for refusal in by_line.refused} == set(expected)
    source_ids = [[p.source_id for case in found.cases for p in case.problems] for found in (sheet, by_line, by_list)]
    assert source_ids[0] == source_ids[1] == source_ids[2]


WHOLE_ROW = {
    "enterprise_name": "کاشی مهرآذین",
    "enterprise_name_latin": "Mehrazin Tile",
    "country": "ایران",
    "legal_id": "۱۰۳۸۰۲۸۴۷۹۰",
    "isic": 2392.0,
    "province": "یزد",
    "industrial_park": "جهان‌آباد",
    "unit_status": "نیمه‌فعال",
    "employees": "۴۶ نفر",
    "founded_year": "۱۳۸۴",
    "contact_name": "مریم صادقی",
    "contact_role": "مدیر تولید",
    "contact_phone": "۰۳۵-۳۷۲۷",
    "contact_email": "m@example.com",
    "received_on": "۱۴۰۳/۰۵/۱۲",
    "channel": "بازدید از شهرک",
    "case_title": "ترک کاشی",
    "request": "از هر نه کاشی یکی می‌ترکد.",
    "problem_title": "ترک در کوره",
    "problem_statement": "رطوبت خاک اندازه‌گیری نمی‌شود.",
    "since": "۱۴۰۲",
    "severity": "زیاد",
    "urgency": "۵",
    "partner_country": "کره",
    "advisor": "لیلا کریمی",
    "source_id": "F-12",
}


def test_every_column_arrives_where_it_belongs(tmp_path: Path) -> None:
    assert tuple(WHOLE_ROW) == KEYS
    (case,) = one(tmp_path, **WHOLE_ROW).cases
    firm, person, problem = case.enterprise, case.contacts[0], case.problems[0]
    assert (firm.name, firm.name_latin, firm.country) == ("کاشی مهرآذین", "Mehrazin Tile", "IR")
    assert (firm.legal_id, firm.isic, firm.employees, firm.founded_year) == ("10380284790", "2392", 46, 1384)
    assert (firm.province, firm.industrial_park, firm.unit_status) == ("یزد", "جهان‌آباد", UnitStatus.SEMI_ACTIVE)
    assert (person.name, person.role, person.phone) == ("مریم صادقی", ContactRole.PRODUCTION, "035-3727")
    assert (person.email, person.is_primary) == ("m@example.com", True)
    assert (case.case.title, case.case.request) == ("ترک کاشی", "از هر نه کاشی یکی می‌ترکد.")
    assert (case.case.received_on, case.case.channel) == (date(2024, 8, 2), Channel.PARK_VISIT)
    assert (case.case.partner_country, case.case.advisor) == (PartnerCountry.SOUTH_KOREA, "لیلا کریمی")
    assert (problem.data.title, problem.data.statement) == ("ترک در کوره", "رطوبت خاک اندازه‌گیری نمی‌شود.")
    assert (problem.data.since, problem.data.severity, problem.data.urgency) == (date(2023, 3, 21), 4, 5)
    assert problem.source_id == "F-12"


def test_a_wrong_legal_id_is_a_doubt_and_no_refusal(tmp_path: Path) -> None:
    found = one(tmp_path, legal_id="10380284792", contact_email="none", contact_name="A")
    assert found.refused == ()
    assert [(doubt.column, doubt.code) for doubt in found.doubts] == [
        ("legal_id", "wrong-check-digit"),
        ("contact_email", "not-an-address"),
    ]
    assert found.cases[0].enterprise.legal_id == "10380284792"


def test_all_faults_of_a_row_are_named(tmp_path: Path) -> None:
    found = one(tmp_path, severity="9", employees="x", country="Nowhere")
    assert [refusal.column for refusal in found.refused] == ["country", "employees", "severity"]
    assert found.refused_rows == 1
    assert found.refused[0].cells["enterprise_name"] == "Delta Pumps"


def test_a_very_long_text_with_control_characters_comes_in_clean(tmp_path: Path) -> None:
    text = "مشکل ما این است\x00 " * 3125
    statement = one(tmp_path, problem_statement=text).cases[0].problems[0].data.statement
    assert statement == text.replace("\x00", "").strip()
    long = tables.write_csv(tmp_path / "long.csv", [["enterprise_name", "request"], ["A", "x" * 50_000]])
    assert len(read(long).cases[0].case.request) == 50_000


def test_without_a_day_today_stands_in(tmp_path: Path) -> None:
    assert one(tmp_path).cases[0].case.received_on == TODAY


@pytest.mark.parametrize(("name", "country"), [("한빛정밀", "KR"), ("کاشی مهرآذین", "IR"), ("Delta Pumps", "IR")])
def test_without_a_country_the_script_of_the_name_tells(tmp_path: Path, name: str, country: str) -> None:
    assert one(tmp_path, enterprise_name=name).cases[0].enterprise.country == country


def test_a_case_without_a_title_is_called_by_its_problem(tmp_path: Path) -> None:
    assert one(tmp_path, problem_title="Leak").cases[0].case.title == "Leak"
    title = (
        one(tmp_path, problem_statement="The seal of pump four leaks whenever " + "it rains " * 20)
        .cases[0]
        .case.title
    )
    assert title.startswith("The seal of pump four")
    assert title.endswith("…")
    assert len(title) <= 61


def test_a_nested_value_is_refused(tmp_path: Path) -> None:
    found = one(tmp_path, severity=[1, 2], case_title={"a": 1})
    assert [(refusal.column, refusal.code) for refusal in found.refused] == [
        ("case_title", "not-a-value"),
        ("severity", "not-a-value"),
    ]


def test_broken_lines_of_json_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [
        '{"enterprise_name": "A", "request": "r"}',
        "{broken",
        "",
        "[1]",
        '{"enterprise_name": "A", "request": "s"}',
    ]
    path.write_text("\n".join(rows), "utf-8")
    found = read(path)
    assert [(refusal.row, refusal.code) for refusal in found.refused] == [(2, "not-json"), (4, "not-a-row")]
    assert found.rows == 4


def test_whole_cases_are_read_one_by_one(tmp_path: Path) -> None:
    file = casefile()
    broken = codec.plain(file)
    broken["case"]["stage"] = "nowhere"
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"format": codec.FORMAT_MANY, "cases": [broken, codec.plain(file)]}), "utf-8")
    found = read(path)
    assert found.casefiles == (file,)
    assert [(r.row, r.column, r.code, r.value) for r in found.refused] == [
        (1, "$.cases[0].case.stage", "unknown-value", "nowhere")
    ]
    path.write_bytes(codec.to_json(file))
    assert read(path).casefiles == (file,)


def test_an_export_of_summaries_is_not_taken_for_cases(tmp_path: Path) -> None:
    path = tmp_path / "summaries.json"
    path.write_text('{"format": "clinic-summaries/1", "cases": []}', "utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.details["reason"] == "wrong-format"


def test_progress_is_told_for_every_row(tmp_path: Path) -> None:
    rows, _ = tables.two_hundred()
    path = tables.write_xlsx(tmp_path / "rows.xlsx", tables.as_rows(rows))
    steps: list[None] = []
    intake.read(path, today=TODAY, step=lambda: steps.append(None))
    assert len(steps) == 200
