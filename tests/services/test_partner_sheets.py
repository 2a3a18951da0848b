"""The register as a table: out and in again without loss, the same table twice adds nothing, bad rows are named."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clinic_app.domain.areas import Area
from clinic_app.domain.partner import (
    MemorandumData,
    MemorandumStatus,
    PartnerData,
    PartnerRole,
    Programme,
    ProgrammeData,
)
from clinic_app.errors import CannotWrite, UnreadableFile
from clinic_app.exchange import partner_sheet
from clinic_app.i18n.catalog import catalog
from clinic_app.services import partner_sheets, partners, transfer, trash
from clinic_app.services.transfer import IntakeResult
from clinic_app.storage.database import Database, open_database
from tests.exchange.tables import write_ods, write_xlsx

MARKET, TRAINING = Area.MARKET_MARKETING, Area.EDUCATION_TRAINING


def counts(result: IntakeResult) -> tuple[int, int, int]:
    return result.added, result.changed, result.unchanged


def refused(result: IntakeResult) -> list[tuple[int, str, str, str]]:
    return [(each.row, each.column, each.value, each.code) for each in result.refused]


def filled(database: Database) -> None:
    """A register with everything in it, and with texts that a careless writer would run or lose."""
    database.do(partners.load_founding, "fa")
    data = PartnerData(
        name="+Ankara",
        country="TR",
        role=PartnerRole.TECHNOLOGY_CENTRE,
        contact_name="Ayşe Yılmaz",
        contact_phone="+90 312 555 01 01",
        contact_email="a@example.org",
        website="example.org",
        notes="=cmd|' /C calc'!A0\nخط یک\nخط دو; با جداکننده",
    )
    partner = database.do(partners.add, data)
    paper = MemorandumData(
        title="@Action plan",
        status=MemorandumStatus.SIGNED,
        dated_on=date(2017, 5, 4),
        valid_until=date(2027, 5, 4),
        areas=(TRAINING, MARKET),
        notes="SPX",
    )
    kept = database.do(partners.add_memorandum, partner.id, paper)
    for name in ("Consultant training", "B2B"):
        offer = ProgrammeData(name=name, memorandum_id=kept.id, areas=(TRAINING,), eligibility="< 50", contact="Ali")
        database.do(partners.add_programme, partner.id, offer)
    database.do(partners.add_programme, partner.id, ProgrammeData(name="Free", notes="n"))


def _offer(record: Programme) -> ProgrammeData:
    found: ProgrammeData = partners.bare(ProgrammeData, record)
    return found


def told(database: Database) -> list[Any]:
    """The register without its ids."""
    found = database.read(partners.register)
    names = {each.id: each.name or each.country for each in found.partners}
    titles = {each.id: each.title for each in found.memoranda}
    return [
        sorted((partners.bare(PartnerData, each) for each in found.partners), key=repr),
        sorted(((names[p.partner_id], partners.bare(MemorandumData, p)) for p in found.memoranda), key=repr),
        sorted(
            (
                (names[p.partner_id], titles.get(p.memorandum_id or p.id), replace(_offer(p), memorandum_id=None))
                for p in found.programmes
            ),
            key=repr,
        ),
    ]


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_what_is_written_comes_back_whole_and_only_once(
    database: Database, tmp_path: Path, suffix: str, language: str
) -> None:
    filled(database)
    path = tmp_path / f"partners.{suffix}"
    assert partner_sheets.write(database, path, catalog(language)) == 7
    result = partner_sheets.read(database, path)
    assert (counts(result), result.refused, result.unknown_columns) == ((0, 0, 7), (), ())
    other = open_database(tmp_path / "other.db", create=True)
    assert counts(partner_sheets.read(other, path, dry_run=True)) == (7, 0, 0)
    assert other.read(partners.register) == ((), (), ())
    assert counts(partner_sheets.read(other, path)) == (7, 0, 0)
    assert told(other) == told(database)
    assert counts(partner_sheets.read(other, path)) == (0, 0, 7)
    other.close()


def test_a_workbook_holds_words_true_dates_and_no_formula(database: Database, tmp_path: Path) -> None:
    filled(database)
    path = tmp_path / "partners.xlsx"
    partner_sheets.write(database, path, catalog("en"))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = {str(row[8].value) + str(row[14].value): row for row in sheet.iter_rows(min_row=2)}
    row = {head.value: cell for head, cell in zip(sheet[1], rows["@Action planB2B"], strict=True)}
    assert {key: row[key].value for key in ("Partner", "Country", "Status", "Areas", "Website")} == {
        "Partner": "+Ankara",
        "Country": "Türkiye",
        "Status": "Signed",
        "Areas": "Education and training; Market and marketing",
        "Website": "example.org",
    }
    assert str(row["Notes on the partner"].value).startswith("=cmd")
    assert str(row["Dated"].value) == "2017-05-04 00:00:00"
    assert {cell.data_type for each in sheet.iter_rows() for cell in each} <= {"s", "d", "n"}
    assert all(cell.hyperlink is None for each in sheet.iter_rows() for cell in each)


def test_a_csv_file_runs_nothing(database: Database, tmp_path: Path) -> None:
    filled(database)
    path = tmp_path / "partners.csv"
    partner_sheets.write(database, path, catalog("fa"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert any("'+90 312 555 01 01" in row for row in rows)


def test_json_holds_codes(database: Database, tmp_path: Path) -> None:
    filled(database)
    path = tmp_path / "partners.json"
    partner_sheets.write(database, path, catalog("fa"))
    tree = json.loads(path.read_text("utf-8"))
    assert tree["format"] == partner_sheet.FORMAT
    row = next(row for row in tree["partners"] if row["programme"] == "B2B")
    assert (row["country"], row["status"], row["areas"], row["dated_on"]) == (
        "TR", "signed", ["education_training", "market_marketing"], "2017-05-04"
    )  # fmt: skip


def test_a_file_of_another_kind_is_refused_before_anything_is_written(database: Database, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        partner_sheets.write(database, tmp_path / "partners.pdf", catalog("en"))
    with pytest.raises(UnreadableFile):
        partner_sheets.read(database, write_xlsx(tmp_path / "x.xlsx", [["Fruit"], ["Apple"]]))
    assert [path.name for path in tmp_path.glob("partners.*")] == []


def test_headers_and_answers_are_known_in_keys_and_words_numbers_and_both_calendars(
    database: Database, tmp_path: Path
) -> None:
    rows = [
        ["یادداشت"],
        ["partner", "country", "memorandum", "status", "dated_on", "areas", "programme", "عجیب"],
        ["KOTRA", "کره جنوبی", "MoU", "SIGNED", "1403/05/12", "۲؛ market_marketing", "Buyers", "x"],
        ["Kotra", "KR", "mou", "", "", "", "Fairs", ""],
    ]
    result = partner_sheets.read(database, write_ods(tmp_path / "p.ods", rows))
    assert (counts(result), refused(result), result.unknown_columns) == ((2, 0, 0), [], ("عجیب",))
    found = database.read(partners.register)
    assert [(each.name, each.country) for each in found.partners] == [("KOTRA", "KR")]
    (paper,) = found.memoranda
    assert (paper.status, paper.dated_on) == (MemorandumStatus.SIGNED, date(2024, 8, 2))
    assert paper.areas == (TRAINING, MARKET)
    assert [(each.name, each.memorandum_id) for each in found.programmes] == [
        ("Buyers", paper.id),
        ("Fairs", paper.id),
    ]


def test_an_empty_cell_keeps_what_is_known_and_another_value_replaces_it(database: Database, tmp_path: Path) -> None:
    filled(database)
    rows = [
        ["partner", "country", "website", "memorandum", "valid_until"],
        ["+Ankara", "TR", "", "@action plan", "2030-01-01"],
        ["New", "", "", "", ""],
    ]
    path = write_xlsx(tmp_path / "p.xlsx", rows)
    before = told(database)
    assert counts(partner_sheets.read(database, path, dry_run=True)) == (1, 1, 0)
    assert told(database) == before
    assert counts(partner_sheets.read(database, path)) == (1, 1, 0)
    after = database.read(partners.register)
    assert {each.website for each in after.partners if each.country == "TR" and each.name} == {"example.org"}
    assert {each.valid_until for each in after.memoranda if each.title == "@Action plan"} == {date(2030, 1, 1)}
    assert len(after.programmes) == 3


BAD = (
    ("partner", "country", "memorandum", "status", "dated_on", "valid_until", "areas", "programme", "eligibility"),
    ("A", "Atlantis", "M", "signed", "", "", "", "", ""),
    ("A", "KR", "M", "perhaps", "2024-13-01", "", "1; 6", "", ""),
    ("", "", "M", "", "", "", "", "", ""),
    ("A", "KR", "", "signed", "", "", "", "", "all"),
    ("A", "KR", "M", "signed", "2024-01-02", "2024-01-01", "", "", ""),
    ("A", "KR", "M", "signed", "", "", "1", "P", ""),
    ("A", "KR", "M", "expired", "", "", "", "Q", ""),
)


def test_what_cannot_be_taken_is_named_with_row_column_value_and_reason(database: Database, tmp_path: Path) -> None:
    result = partner_sheets.read(database, write_xlsx(tmp_path / "p.xlsx", BAD))
    assert refused(result) == [
        (2, "country", "Atlantis", "unknown-country"),
        (3, "status", "perhaps", "unknown-choice"),
        (3, "dated_on", "2024-13-01", "unreadable-date"),
        (3, "areas", "1; 6", "unknown-choice"),
        (4, "partner", "", "empty"),
        (5, "memorandum", "", "empty"),
        (5, "programme", "", "empty"),
        (6, "valid_until", "2024-01-01", "before-start"),
        (8, "status", "expired", "differs-from-row"),
    ]
    assert counts(result) == (1, 0, 0)
    assert [len(part) for part in database.read(partners.register)] == [1, 1, 1]
    sentences = [transfer.sentence(catalog("en"), each) for each in result.refused]
    assert sentences[1].endswith(
        "[Status] “perhaps” is not one of the known answers. Write one of: Signed, In negotiation, Expired."
    )
    assert all(len(each) > 40 for each in sentences)


def test_a_file_that_cannot_be_read_is_one_refusal_among_the_others(database: Database, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    sound = write_xlsx(tmp_path / "p.xlsx", [["partner", "country", "colour"], ["KOTRA", "KR", "red"]])
    result = partner_sheets.read_all(database, [broken, sound])
    assert (counts(result), result.unknown_columns) == ((1, 0, 0), ("colour",))
    assert [(each.file, each.row, each.code) for each in result.refused] == [(str(broken), 0, "damaged")]


def test_a_date_that_does_not_fit_what_is_known_refuses_its_row_alone(database: Database, tmp_path: Path) -> None:
    filled(database)
    head = ["partner", "country", "memorandum", "valid_until"]
    rows = [head, ["+Ankara", "TR", "@Action plan", "2016-01-01"], ["New", "KR", "", ""]]
    result = partner_sheets.read(database, write_xlsx(tmp_path / "p.xlsx", rows))
    assert refused(result) == [(2, "valid_until", "2016-01-01", "before-start")]
    assert counts(result) == (1, 0, 0)


def test_what_lies_in_the_bin_is_not_written_and_may_come_in_anew(database: Database, tmp_path: Path) -> None:
    filled(database)
    found = database.read(partners.register)
    paper = next(each for each in found.memoranda if each.title == "@Action plan")
    database.do(trash.remove, "memoranda", paper.id)
    path = tmp_path / "p.json"
    assert partner_sheets.write(database, path, catalog("en")) == 7
    tree = json.loads(path.read_text("utf-8"))
    assert {row["memorandum"] for row in tree["partners"] if row["programme"]} == {None}
    assert counts(partner_sheets.read(database, path)) == (0, 0, 7)
