"""The register of partners on the command line."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clinic_app.cli import main
from clinic_app.settings import LANGUAGES

HEAD = "partner,country,memorandum,status,valid_until,areas,programme,eligibility,contact\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of a clinic file that is not there yet, named by the environment."""
    path = tmp_path / "cases.db"
    monkeypatch.setenv("CLINIC_DATABASE", str(path))
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    code = main([*map(str, arguments), "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_the_founding_four_are_entered_once_and_listed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["partners"]) == 3
    assert not file.exists()
    capsys.readouterr()
    assert answer(capsys, "partners", "--founding") == (0, {"added": 4})
    assert answer(capsys, "partners", "--founding") == (0, {"added": 0})
    code, found = answer(capsys, "partners")
    assert (code, [each["country"] for each in found["partners"]]) == (0, ["AT", "DE", "KR", "TR"])
    korea = found["partners"][2]
    assert korea["name"] == "Ministry of SMEs and Startups"
    assert (korea["memoranda"][0]["status"], len(korea["memoranda"][0]["areas"])) == ("signed", 5)
    assert main(["partners"]) == 0
    printed = capsys.readouterr().out
    assert "South Korea  Ministry of SMEs and Startups\n  Signed  Memorandum of understanding\n" in printed
    assert "Austria  Not named yet\n  In negotiation" in printed


def test_the_founding_four_can_be_tried(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "partners", "--founding", "--dry-run") == (0, {"added": 4, "dry_run": True})
    assert not file.exists()
    answer(capsys, "partners", "--read", table(file, "KOTRA,KR,,,,,,,"))
    assert answer(capsys, "partners", "--founding", "--dry-run") == (0, {"added": 4, "dry_run": True})
    assert [each["name"] for each in answer(capsys, "partners")[1]["partners"]] == ["KOTRA"]


def test_an_empty_register_says_how_to_begin(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "partners", "--read", table(file, "")) == (
        0,
        {"added": 0, "changed": 0, "unchanged": 0, "refused": []},
    )
    assert main(["partners"]) == 0
    assert "--founding" in capsys.readouterr().err
    assert main(["partners", "--area", "market_marketing"]) == 0
    assert "No memorandum covers this area yet." in capsys.readouterr().err


def table(file: Path, *rows: str) -> Path:
    path = file.with_name("partners.csv")
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_a_table_is_tried_read_and_asked_by_area(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (
        "KOTRA,KR,MoU,signed,2149-01-01,5,Buyers,under 50 staff,Kim",
        "WKO,AT,Old,signed,2001-01-01,market_marketing,,,",
        "X,Nowhere,,,,,,,",
    )
    path = table(file, *rows)
    code, found = answer(capsys, "partners", "--read", path, "--dry-run")
    assert (code, found["added"], found["dry_run"]) == (1, 2, True)
    assert not file.exists()
    code, found = answer(capsys, "partners", "--read", path)
    refused = [(each["row"], each["column"], each["value"]) for each in found["refused"]]
    assert (code, found["added"], refused) == (1, 2, [(4, "country", "Nowhere")])
    assert answer(capsys, "partners", "--read", path)[1]["unchanged"] == 2
    code, found = answer(capsys, "partners", "--area", "market_marketing")
    assert [(each["organisation"], each["status"]) for each in found["covering"]] == [
        ("KOTRA", "signed"),
        ("WKO", "expired"),
    ]
    assert found["covering"][0]["programmes"] == [
        {"name": "Buyers", "areas": ["market_marketing"], "eligibility": "under 50 staff", "contact": "Kim"}
    ]
    assert main(["partners", "--area", "market_marketing"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[:2] == ["Signed  South Korea  KOTRA", "  MoU  Valid until: 2149-01-01"]
    assert printed[2:5] == ["  • Buyers", "    Eligibility: under 50 staff", "    Contact: Kim"]
    assert printed[5].startswith("Expired  Austria")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_is_written_in_the_language_of_the_reader(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("CLINIC_LANGUAGE", language)
    answer(capsys, "partners", "--founding")
    path = file.with_name("out.xlsx")
    code, found = answer(capsys, "partners", "--out", path)
    assert (code, found["rows"], found["files"][0]["path"]) == (0, 4, str(path))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    names = {row[0].value for row in sheet.iter_rows(min_row=2)}
    assert len(names - {None}) == 1
    assert answer(capsys, "partners", "--read", path)[1]["unchanged"] == 4


@pytest.mark.parametrize("path", ["missing.csv", "partners.pdf"])
def test_a_file_that_is_no_table_is_refused(file: Path, capsys: pytest.CaptureFixture[str], path: str) -> None:
    assert main(["partners", "--read", str(file.with_name(path))]) == 1
    assert path in capsys.readouterr().err


def test_only_one_thing_can_be_asked_for(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["partners", "--founding", "--area", "market_marketing"]) == 2
    assert not file.exists()
    assert capsys.readouterr().out == ""
