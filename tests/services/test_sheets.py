"""Sheets filled in at the firm: sound rows come in, the others are named, a second reading changes nothing."""

import csv
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from clinic_app.domain.assessment import Blank, Occasion, instrument
from clinic_app.domain.enterprise import EvidenceGrade, YearFiguresData
from clinic_app.errors import CannotWrite, UnreadableFile
from clinic_app.i18n.catalog import catalog
from clinic_app.services import assessments, enterprises, sheets
from clinic_app.services.transfer import IntakeResult
from clinic_app.storage.database import Database
from tests.exchange.tables import write_xlsx
from tests.factories import TODAY, saved_case

ITEMS = tuple(instrument().items)


def csv_file(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([*rows, ""]), encoding="utf-8")
    return path


def counts(result: IntakeResult) -> tuple[int, int, int]:
    return result.added, result.changed, result.unchanged


def refused(result: IntakeResult) -> list[tuple[int, str, str, str]]:
    return [(each.row, each.column, each.value, each.code) for each in result.refused]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_a_blank_sheet_asks_every_question_and_is_read_when_filled(
    database: Database, tmp_path: Path, suffix: str, language: str
) -> None:
    path = tmp_path / f"blank.{suffix}"
    sheets.write_blank_scorecard(catalog(language), path)
    case = saved_case(database)
    card, result = sheets.read_scorecard(database, case.id, path, occasion=Occasion.BASELINE, assessed_on=TODAY)
    assert (card, counts(result), result.refused) == (None, (0, 0, 0), ())
    fill(path)
    card, result = sheets.read_scorecard(database, case.id, path, occasion=Occasion.BASELINE, assessed_on=TODAY)
    assert card is not None
    assert (counts(result), result.refused, result.unknown_columns) == ((len(ITEMS), 0, 0), (), ())
    found = database.read(assessments.answers, card.id)
    assert [(each.item, each.score) for each in found] == [(item, n % 5) for n, item in enumerate(ITEMS)]
    again, result = sheets.read_scorecard(database, case.id, path, occasion=Occasion.BASELINE, assessed_on=TODAY)
    assert (again, counts(result)) == (card, (0, 0, len(ITEMS)))


def fill(path: Path) -> None:
    """Answer every question of a blank sheet, as a person does in the program it was made for."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sheet = book.active
        assert sheet is not None
        place = [cell.value for cell in sheet[1]].index("score") + 1
        for number, row in enumerate(range(2, sheet.max_row + 1)):
            sheet.cell(row, place, number % 5)
        book.save(path)
    elif path.suffix == ".json":
        tree = json.loads(path.read_text("utf-8"))
        for number, answer in enumerate(tree["answers"]):
            answer["score"] = number % 5
        path.write_text(json.dumps(tree), "utf-8")
    else:
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
        for number, row in enumerate(rows):
            row["score"] = str(number % 5)
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)


def test_a_sheet_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        sheets.write_blank_scorecard(catalog("en"), tmp_path / "blank.docx")


def test_rows_of_a_scorecard_are_taken_or_named(database: Database, tmp_path: Path) -> None:
    case = saved_case(database)
    path = csv_file(
        tmp_path / "a.csv",
        "item,score,comment,mood",
        "strategy-plan,۳,خوب,x",
        "strategy-roles,N/A,,",
        "strategy-figures,not seen,,",
        "strategy-owners,not_seen,,",
        "strategy-idle,,ask again,",
        "market-knowledge,,,",
        "market-decline,7,,",
        "market-channels,often,,",
        "market-brand,2.5,,",
        "nobody,1,,",
        ",1,,",
        "strategy-plan,2,,",
    )
    card, result = sheets.read_scorecard(
        database, case.id, path, occasion=Occasion.FOLLOW_UP, assessed_on=TODAY, assessor="Leila"
    )
    assert card is not None
    assert (card.occasion, card.assessor, counts(result)) == (Occasion.FOLLOW_UP, "Leila", (5, 0, 0))
    found = {each.item: (each.score, each.blank) for each in database.read(assessments.answers, card.id)}
    assert found == {
        "strategy-plan": (3, None),
        "strategy-roles": (None, Blank.NOT_APPLICABLE),
        "strategy-figures": (None, Blank.NOT_SEEN),
        "strategy-owners": (None, Blank.NOT_SEEN),
        "strategy-idle": (None, None),
    }
    assert refused(result) == [
        (8, "score", "7", "unreadable-score"),
        (9, "score", "often", "unreadable-score"),
        (10, "score", "2.5", "unreadable-score"),
        (11, "item", "nobody", "unknown-item"),
        (12, "item", "", "empty"),
        (13, "item", "strategy-plan", "repeated-item"),
    ]
    assert result.unknown_columns == ("mood",)


def test_another_reading_changes_only_what_was_filled_in(database: Database, tmp_path: Path) -> None:
    case = saved_case(database)
    first = csv_file(tmp_path / "a.csv", "item,score", "strategy-plan,3", "strategy-roles,1")
    second = csv_file(tmp_path / "b.csv", "item,score", "strategy-plan,", "strategy-roles,2", "strategy-figures,4")
    for path, expected in ((first, (2, 0, 0)), (second, (1, 1, 0))):
        card, result = sheets.read_scorecard(database, case.id, path, occasion=Occasion.BASELINE, assessed_on=TODAY)
        assert counts(result) == expected
    assert card is not None
    assert [each.score for each in database.read(assessments.answers, card.id)] == [3, 2, 4]
    later = date(2025, 1, 1)
    sheets.read_scorecard(database, case.id, first, occasion=Occasion.BASELINE, assessed_on=later)
    assert [each.assessed_on for each in database.read(assessments.of_case, case.id)] == [TODAY, later]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_yearly_figures_come_in_by_key_or_word(database: Database, tmp_path: Path, suffix: str) -> None:
    case = saved_case(database)
    database.do(enterprises.add_year, case.enterprise_id, YearFiguresData(year=1402, currency="IRR", women=3))
    path = tmp_path / f"years.{suffix}"
    if suffix == "csv":
        csv_file(
            path,
            "سال مالی,turnover,Scrap (%),evidence",
            "۱۴۰۱,٤١٢٬۰۰۰٬۰۰۰,۹٫۵٪,document",
            '1402,"505,000,000",,Audited',
        )
    elif suffix == "xlsx":
        write_xlsx(
            path,
            [
                ["Figures of the firm", None, None, None],
                ["year", "turnover", "scrap_share", "evidence"],
                [1401, 412_000_000, 9.5, "document"],
                [1402, 505_000_000.0, None, "audited"],
            ],
        )
    else:
        years = [
            {"year": 1401, "turnover": 412_000_000, "scrap_share": 9.5, "evidence": "document"},
            {"year": 1402, "turnover": 505_000_000, "evidence": "audited"},
        ]
        path.write_text(json.dumps({"years": years}), "utf-8")
    result = sheets.read_figures(database, case.id, path)
    assert (counts(result), result.refused) == ((1, 1, 0), ())
    first, second = database.read(enterprises.years, case.enterprise_id)
    assert (first.year, first.turnover, first.evidence) == (1401, 412_000_000, EvidenceGrade.DOCUMENT)
    assert (second.currency, second.women, second.turnover) == ("IRR", 3, 505_000_000)
    assert counts(sheets.read_figures(database, case.id, path)) == (0, 0, 2)


def test_rows_of_figures_that_cannot_be_are_named(database: Database, tmp_path: Path) -> None:
    case = saved_case(database)
    path = csv_file(
        tmp_path / "y.csv",
        "year,turnover,scrap_share,evidence",
        "1401,many,,",
        "1402,1.5,,",
        "1403,5,140,",
        "1404,5,,guess",
        ",5,,",
        "1405,5,,",
        "1405,6,,",
        "soon,5,,",
    )
    result = sheets.read_figures(database, case.id, path)
    assert counts(result) == (1, 0, 0)
    assert refused(result) == [
        (2, "turnover", "many", "unreadable-number"),
        (3, "turnover", "1.5", "not-whole"),
        (4, "scrap_share", "140", "out-of-range"),
        (5, "evidence", "guess", "unknown-choice"),
        (6, "year", "", "empty"),
        (8, "year", "1405", "repeated-year"),
        (9, "year", "soon", "unreadable-year"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"name,score\nx,1\n", "missing-column"),
        ("a.json", b'{"answers": 5}', "wrong-format"),
        ("a.json", b"[1]", "wrong-format"),
        ("a.pdf", b"%PDF", "unknown-suffix"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_whole(
    database: Database, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    case = saved_case(database)
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        sheets.read_scorecard(database, case.id, path, occasion=Occasion.BASELINE, assessed_on=TODAY)
    assert caught.value.details["reason"] == reason
    with pytest.raises(UnreadableFile):
        sheets.read_figures(database, case.id, path)
    assert database.read(assessments.of_case, case.id) == ()
