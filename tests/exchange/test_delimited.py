"""CSV files as they come from Tehran, Seoul and Ankara: encodings, delimiters, quotes, line numbers."""

from datetime import date
from pathlib import Path

import pytest

from clinic_app.errors import UnreadableFile
from clinic_app.exchange import delimited, intake
from clinic_app.exchange.intake import Reading
from tests.exchange import tables
from tests.exchange.tables import TODAY


def read(path: Path) -> Reading:
    return intake.read(path, today=TODAY)


def test_a_persian_csv_of_old_excel_is_read_as_it_was_written(tmp_path: Path) -> None:
    rows = [
        ["نام شركت", "تاريخ دريافت", "شدت", "شرح مشكل"],
        ["كاشي مهرآذين", "1403/05/12", "4", "كاشي‌ها در كوره ترك مي‌خورند؛ چه كنيم؟"],
    ]
    path = tables.write_csv(tmp_path / "old.csv", rows, encoding="cp1256", delimiter=";")
    (case,) = read(path).cases
    assert case.enterprise.name == "كاشي مهرآذين"
    assert case.case.received_on == date(2024, 8, 2)
    assert case.problems[0].data.severity == 4
    assert case.problems[0].data.statement == "كاشي‌ها در كوره ترك مي‌خورند؛ چه كنيم؟"


def test_a_persian_csv_with_persian_digits_and_semicolons(tmp_path: Path) -> None:
    rows = [["نام بنگاه", "تاریخ", "شدت", "درخواست"], ["نساجی گلبافت", "۱۴۰۳/۰۵/۱۲", "۵", "نخ، پاره می‌شود"]]
    (case,) = read(tables.write_csv(tmp_path / "new.csv", rows, delimiter=";")).cases
    assert (case.case.received_on, case.problems[0].data.severity) == (date(2024, 8, 2), 5)
    assert case.case.request == "نخ، پاره می‌شود"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp949", "기업명,요청 내용\n한빛정밀,금형이 자주 깨져서 납기를 못 맞춥니다\n"),
        ("cp1254", "Company,Request\nÖztürk Döküm,Şekerpınar tesisinde iş gücü eğitimi gerekiyor\n"),
        ("cp1256", "نام شركت,درخواست\nگچ و پچ ژرف,صادرات به ترکيه\n"),
        ("utf-16", "نام شرکت,درخواست\nالف,ب\n"),
        ("utf-16-le", "Company\tRequest\nA\tNo mark at the beginning\n"),
        ("utf-16-be", "Company\tRequest\nA\tNo mark at the beginning\n"),
        ("utf-8-sig", "회사,요청\n한빛,해외 시장\n"),
        ("ascii", "Company;Request\nA;b\n"),
    ],
)
def test_encodings_are_found_out(encoding: str, text: str) -> None:
    assert delimited.decoded(text.encode(encoding), name="x").removeprefix("\ufeff") == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found_out_by_the_header(tmp_path: Path, delimiter: str) -> None:
    rows = [["Company", "Request", "Employees"], ["A; B, C | D", "one, two; three\tfour|five", "46"]]
    (case,) = read(tables.write_csv(tmp_path / "d.csv", rows, delimiter=delimiter)).cases
    assert case.enterprise.name == "A; B, C | D"
    assert case.case.request == "one, two; three\tfour|five"


def test_the_line_in_which_a_record_begins_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(
        'sep=;\r\nCompany;Request;Severity\r\nA;"two\r\nlines";3\r\n;;\r\n\r\nB;r;9\r\nC;"x\ny\nz";8\r\n', newline=""
    )
    found = read(path)
    assert [problem.row for case in found.cases for problem in case.problems] == [3]
    assert [refusal.row for refusal in found.refused] == [7, 8]


def test_a_row_whose_cells_have_moved_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "moved.csv"
    path.write_text("Company,Request,Severity\nA,one, two,3\nB,r,3,,\n", "utf-8")
    found = read(path)
    assert [(refusal.row, refusal.code, refusal.value) for refusal in found.refused] == [(2, "extra-cells", "3")]
    assert found.rows == 2
    assert [case.enterprise.name for case in found.cases] == ["B"]


def test_an_open_quote_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text('Company,Request\nA,r\nB,"never closed\n' + "C,s\n" * 30, "utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    refusal = intake.refused_file(caught.value)
    assert (refusal.row, refusal.code) == (3, "broken-quotes")


def test_unknown_columns_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text("Company,Request,Mood,رنگ\nA,r,good,آبی\n", "utf-8")
    assert read(path).unknown_columns == ("Mood", "رنگ")
