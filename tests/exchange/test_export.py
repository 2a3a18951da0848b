"""Case summaries written and opened again with other libraries: right types, no formula, every word intact."""

import csv
import json
import tempfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from clinic_app import paths
from clinic_app.domain.areas import Area, PartnerCountry
from clinic_app.domain.case import Outcome, Stage
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import SizeBand
from clinic_app.domain.match import Match, Verdict
from clinic_app.domain.plan import ActionStatus
from clinic_app.domain.problem import Problem
from clinic_app.domain.visit import Visit
from clinic_app.errors import CannotWrite, InvalidData
from clinic_app.exchange import summary, to_json
from clinic_app.exchange.export import export
from clinic_app.exchange.formula import unshield
from clinic_app.exchange.summary import Decided
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog, catalog
from tests.factories import NOW, TODAY, casefile, suggestion


def problem(number: int, severity: int, **changes: Any) -> Problem:
    known = {"id": UUID(int=100 + number), "case_id": UUID(int=1), "position": number, "severity": severity}
    return Problem(**known | {"urgency": severity, "title": f"Problem {number}"} | changes)


def match(of: Problem, suggested: Area | None, confidence: float, chosen: Area | None = None) -> Match:
    given = replace(suggestion(), area=suggested, confidence=confidence)
    verdict = None if chosen is None else Verdict.ACCEPTED if chosen is suggested else Verdict.OVERRIDDEN
    return Match(
        id=uuid4(), case_id=of.case_id, problem_id=of.id, text="t", suggestion=given, computed_at=NOW,
        verdict=verdict, area=chosen, decided_at=NOW if verdict else None,
    )  # fmt: skip


def rich(**changes: Any) -> CaseFile:
    """A case of three problems in two areas, with texts that a careless writer would run or lose."""
    plain = casefile()
    problems = (
        problem(1, 2, type_code="1.09"),
        problem(2, 5, title="=HYPERLINK(1)"),
        problem(3, 3, type_code="5.07"),
    )
    areas = (Area.NEW_TECHNOLOGIES, Area.MARKET_MARKETING, Area.MARKET_MARKETING)
    found = [match(p, area, 0.5 + p.position / 10, area) for p, area in zip(problems, areas, strict=True)]
    known: dict[str, Any] = {
        "case": replace(
            plain.case,
            title="ترک در کوره\nخط ۲",
            advisor="@SUM(A1:A9)",
            stage=Stage.CLOSED,
            closed_at=datetime(2024, 9, 1, 12, tzinfo=UTC),
            partner_country=PartnerCountry.SOUTH_KOREA,
        ),
        "enterprise": replace(plain.enterprise, name="-Mehr & Söhne <Co>", province="یزد", isic="0899", employees=46),
        "problems": problems,
        "matches": tuple(found),
        "visits": tuple(
            Visit(id=uuid4(), case_id=plain.case.id, visited_on=TODAY, contact_hours=h, travel_hours=0.5)
            for h in (3, 1)
        ),
        "actions": (*plain.actions, replace(plain.actions[0], id=uuid4(), status=ActionStatus.LATE)),
    }
    return replace(plain, **known | changes)


def test_a_line_sums_a_case_up() -> None:
    line = summary.line(rich())
    assert (line.number, line.stage, line.outcome) == ("1403-ESF-0001", Stage.CLOSED, Outcome.SOLVED)
    assert (line.received_on, line.closed_on) == (TODAY, date(2024, 9, 1))
    assert (line.isic, line.size_band) == ("0899", SizeBand.SMALL)
    assert [(p.title, p.type, p.area) for p in line.problems] == [
        ("Problem 1", "1.09", Area.NEW_TECHNOLOGIES),
        ("=HYPERLINK(1)", "", Area.MARKET_MARKETING),
        ("Problem 3", "5.07", Area.MARKET_MARKETING),
    ]
    assert (line.primary_area, line.secondary_areas) == (Area.MARKET_MARKETING, (Area.NEW_TECHNOLOGIES,))
    assert (line.confidence, line.decision) == (0.8, Decided.ACCEPTED)
    assert (line.hours, line.actions_done, line.actions_total) == (5.0, 1, 2)


def test_of_two_areas_with_as_many_problems_the_more_pressing_is_primary() -> None:
    first, second = problem(1, 2), problem(2, 4)
    found = (match(first, Area.NEW_TECHNOLOGIES, 0.9), match(second, Area.RESEARCH_DEVELOPMENT, 0.6))
    line = summary.line(rich(problems=(first, second), matches=found))
    assert (line.primary_area, line.confidence) == (Area.RESEARCH_DEVELOPMENT, 0.6)
    assert line.decision is Decided.NONE


def test_the_decision_counts_and_not_what_was_suggested() -> None:
    one, two = problem(1, 3), problem(2, 3)
    overridden = match(one, Area.NEW_TECHNOLOGIES, 0.9, Area.EDUCATION_TRAINING)
    line = summary.line(rich(problems=(one,), matches=(overridden,)))
    assert (line.primary_area, line.confidence) == (Area.EDUCATION_TRAINING, None)
    assert line.decision is Decided.OVERRIDDEN
    half = summary.line(rich(problems=(one, two), matches=(overridden, match(two, None, 0.2))))
    assert half.decision is Decided.PARTLY


def test_a_case_with_nothing_in_it_has_a_line() -> None:
    empty = rich(problems=(), matches=(), visits=(), actions=())
    line = summary.line(replace(empty, case=replace(empty.case, closed_at=None)))
    assert (line.primary_area, line.secondary_areas, line.confidence) == (None, (), None)
    assert (line.hours, line.actions_total, line.closed_on, line.problems) == (None, 0, None, ())


def test_every_value_of_a_line_has_a_column_and_a_header() -> None:
    assert {field.name for field in fields(summary.SummaryLine)} == {"id", *summary.KEYS}
    assert len({column.header for column in summary.COLUMNS}) == len(summary.COLUMNS)


def opened(tmp_path: Path, language: str, *files: CaseFile, columns: tuple[str, ...] = ()) -> Any:
    path = tmp_path / "cases.xlsx"
    assert export(files, path, catalog=catalog(language), columns=columns) == len(files)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return sheet


def test_the_workbook_holds_typed_cells_and_no_formula(tmp_path: Path, english: Catalog) -> None:
    sheet = opened(tmp_path, "en", rich(), rich())
    headers = [cell.value for cell in sheet[1]]
    assert headers == [english.text(column.header) for column in summary.COLUMNS]
    cells = dict(zip(summary.KEYS, sheet[2], strict=True))
    assert cells["received_on"].value == datetime(2024, 8, 2)  # noqa: DTZ001  as openpyxl gives it
    assert cells["received_on"].is_date
    assert cells["received_on"].number_format == "yyyy-mm-dd"
    assert (cells["hours"].value, cells["hours"].data_type) == (5, "n")
    assert (cells["confidence"].value, cells["confidence"].number_format) == (0.8, "0%")
    assert (cells["actions_total"].value, cells["actions_total"].data_type) == (2, "n")
    assert (cells["isic"].value, cells["isic"].data_type) == ("0899", "s")
    assert (cells["enterprise"].value, cells["advisor"].value) == ("-Mehr & Söhne <Co>", "@SUM(A1:A9)")
    assert cells["title"].value == "ترک در کوره\nخط ۲"
    assert cells["stage"].value == "Closed"
    assert cells["problems"].value.startswith("Problem 1 (1.09 ")
    assert "=HYPERLINK(1); Problem 3 (5.07 " in cells["problems"].value
    every = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in every} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in every)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:V3")
    assert not sheet.sheet_view.rightToLeft
    assert 8 <= sheet.column_dimensions["L"].width <= 60


def test_a_persian_workbook_runs_from_the_right_and_shows_jalali_dates(tmp_path: Path) -> None:
    sheet = opened(tmp_path, "fa", rich(), columns=("number", "received_on", "hours"))
    assert sheet.sheet_view.rightToLeft
    number, jalali, gregorian, hours = sheet[2]
    assert (jalali.value, jalali.data_type) == ("۱۴۰۳/۰۵/۱۲", "s")
    assert gregorian.is_date
    assert gregorian.value == datetime(2024, 8, 2)  # noqa: DTZ001
    assert (number.value, hours.value) == ("1403-ESF-0001", 5)
    assert len({cell.value for cell in sheet[1]}) == 4


def test_calamine_reads_the_workbook_with_the_same_types(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    export([rich()], path, catalog=catalog("ko"))
    _, row = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    cells = dict(zip(summary.KEYS, row, strict=True))
    assert (cells["received_on"], cells["hours"], cells["advisor"]) == (date(2024, 8, 2), 5.0, "@SUM(A1:A9)")


def test_days_that_spreadsheets_cannot_count_are_text(tmp_path: Path) -> None:
    file = rich()
    early = replace(file, case=replace(file.case, received_on=date(1899, 5, 1)))
    assert opened(tmp_path, "en", early, columns=("received_on",))["A2"].value == "1899-05-01"


def test_a_title_too_long_for_a_cell_ends_in_an_ellipsis(tmp_path: Path) -> None:
    file = rich()
    for char in ("م", "😀"):
        long = replace(file, case=replace(file.case, title=char * 50_000))
        value = opened(tmp_path, "en", long, columns=("title",))["A2"].value
        assert value == value[0] * (len(value) - 1) + "…"
        assert 32_600 < len(value.encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_the_csv_is_intact_and_safe(tmp_path: Path, language: str) -> None:
    path = tmp_path / "cases.csv"
    assert export([rich()], path, catalog=catalog(language)) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as content:
        header, row = csv.reader(content)
    shown = summary.columns_in_words(catalog(language), summary.COLUMNS)
    assert header == [column.header for column in shown]
    cells = {column.key: cell for column, cell in zip(shown, row, strict=True)}
    assert cells["title"] == "ترک در کوره\nخط ۲"
    assert (cells["received_on"], cells["hours"], cells["confidence"]) == ("2024-08-02", "5.0", "0.8")
    assert cells["advisor"] == "'@SUM(A1:A9)"
    assert cells["enterprise"] == "'-Mehr & Söhne <Co>"
    assert unshield(cells["enterprise"]) == "-Mehr & Söhne <Co>"
    assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in row)


def test_negative_numbers_stay_numbers_in_csv(tmp_path: Path) -> None:
    file = rich(visits=(Visit(id=uuid4(), case_id=UUID(int=1), visited_on=TODAY, contact_hours=-2.5),))
    path = tmp_path / "cases.csv"
    export([file], path, catalog=catalog("en"), columns=("hours",))
    assert path.read_text("utf-8-sig").splitlines() == ["Hours", "-2.5"]


def test_json_holds_codes_and_the_columns_chosen(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    export(
        [rich(), rich()], path, catalog=catalog("fa"), columns=("stage", "received_on", "problems", "secondary_areas")
    )
    tree = json.loads(path.read_text("utf-8"))
    assert tree["format"] == "clinic-summaries/1"
    assert len(tree["cases"]) == 2
    assert tree["cases"][0] == {
        "id": str(UUID(int=1)),
        "stage": "closed",
        "received_on": "2024-08-02",
        "problems": [
            {"title": "Problem 1", "type": "1.09", "area": "new_technologies"},
            {"title": "=HYPERLINK(1)", "type": "", "area": "market_marketing"},
            {"title": "Problem 3", "type": "5.07", "area": "market_marketing"},
        ],
        "secondary_areas": ["new_technologies"],
    }
    assert export([], path, catalog=catalog("en")) == 0
    assert json.loads(path.read_text("utf-8")) == {"format": "clinic-summaries/1", "cases": []}


def test_the_published_schema_is_that_of_the_summaries() -> None:
    published = (paths.resources() / "schema" / "summary.schema.json").read_text("utf-8")
    assert published == to_json.schema_text(), "run build_scripts/schema.py"
    line = to_json.schema()["$defs"]["SummaryLine"]
    assert set(line["properties"]) == {"id", *summary.KEYS}


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_an_export_is_whole_or_not_there(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / f"cases.{suffix}"
    export([rich()], path, catalog=catalog("en"))
    before = path.read_bytes()

    def failing() -> Iterator[CaseFile]:
        yield rich()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(failing(), path, catalog=catalog("en"))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(CannotWrite) as caught:
        export([rich()], tmp_path / "nowhere" / f"cases.{suffix}", catalog=catalog("en"))
    assert caught.value.details["reason"] == "no-such-place"
    (tmp_path / f"folder.{suffix}").mkdir()
    with pytest.raises(CannotWrite):
        export([rich()], tmp_path / f"folder.{suffix}", catalog=catalog("en"))


def test_other_kinds_of_files_and_unknown_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite) as caught:
        export([], tmp_path / "cases.docx", catalog=catalog("en"))
    assert caught.value.details["reason"] == "unknown-suffix"
    with pytest.raises(InvalidData) as invalid:
        export([], tmp_path / "cases.csv", catalog=catalog("en"), columns=("number", "mood"))
    assert labels.error_text(catalog("en"), invalid.value).endswith("mood: There is no column of this name.")
    assert list(tmp_path.iterdir()) == []
