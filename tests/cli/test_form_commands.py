"""Scorecards, yearly figures and attachments on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from clinic_app.cli import main
from clinic_app.storage.database import open_database
from tests.factories import saved_case
from tests.services.test_attachments import PNG

CASE = "1403-ESF-0001"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic file with one case, named by the environment."""
    path = tmp_path / "cases.db"
    database = open_database(path, create=True)
    saved_case(database, "Tiles crack.")
    database.close()
    monkeypatch.setenv("CLINIC_DATABASE", str(path))
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    code = main([*map(str, arguments), "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_a_scorecard_is_written_read_and_printed(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = tmp_path / "blank.csv"
    code, found = answer(capsys, "scorecard", CASE, "--blank", blank)
    assert (code, found["files"][0]["path"]) == (0, str(blank))
    filled = tmp_path / "filled.csv"
    filled.write_text("item,score\nstrategy-plan,1\nstrategy-roles,4\nmarket-brand,9\n", encoding="utf-8")
    options = ("--read", filled, "--occasion", "follow_up", "--on", "1403/05/12")
    code, found = answer(capsys, "scorecard", CASE, *options)
    assert (code, found["added"], [(each["row"], each["code"]) for each in found["refused"]]) == (
        1,
        2,
        [(4, "unreadable-score")],
    )
    code, found = answer(capsys, "scorecard", CASE)
    (card,) = found["assessments"]
    assert (code, card["occasion"], card["assessed_on"], card["overall"]) == (0, "follow_up", "2024-08-02", 62.5)
    assert card["dimensions"][0] == {"dimension": "strategy", "percent": 62.5, "answered": 2, "asked": 5}
    assert [(each["item"], each["percent"]) for each in card["weaknesses"]] == [("strategy-plan", 25.0)]
    assert answer(capsys, "scorecard", CASE, "--occasion", "baseline")[1] == {"assessments": []}
    assert main(["scorecard", CASE]) == 0
    printed = capsys.readouterr().out
    assert "62.5%" in printed
    assert "The firm has written goals" in printed


def test_yearly_figures_are_read_and_printed(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", CASE]) == 0
    assert "no yearly figures" in capsys.readouterr().err
    table = tmp_path / "years.csv"
    table.write_text("year,currency,turnover\n1402,irr,505000000\n1403,irr,much\n", encoding="utf-8")
    code, found = answer(capsys, "figures", CASE, "--read", table)
    assert (code, found["added"], found["refused"][0]["column"]) == (1, 1, "turnover")
    (year,) = answer(capsys, "figures", CASE)[1]["years"]
    assert (year["year"], year["currency"], year["turnover"], year["women"]) == (1402, "IRR", 505_000_000, None)
    assert main(["figures", CASE]) == 0
    assert "Turnover: 505,000,000" in capsys.readouterr().out


def test_a_photo_is_attached_and_another_kind_refused(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo, program = tmp_path / "kiln.png", tmp_path / "a.exe"
    photo.write_bytes(PNG)
    program.write_bytes(b"MZ\x90\x00")
    code, found = answer(capsys, "attach", CASE, photo, "--caption", "کوره")
    kept = found["attachment"]
    assert (code, kept["name"], kept["kind"], kept["caption"]) == (0, "kiln.png", "photo", "کوره")
    assert (file.parent / "cases.files" / kept["sha256"][:2] / kept["sha256"]).read_bytes() == PNG
    assert answer(capsys, "show", CASE)[1]["case"]["attachments"][0]["sha256"] == kept["sha256"]
    for refused in (program, tmp_path / "none.png", tmp_path):
        assert main(["attach", CASE, str(refused)]) == 1
        assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["scorecard"],
        ["scorecard", CASE, "--read", "a.csv", "--blank", "b.csv"],
        ["scorecard", CASE, "--occasion", "never"],
        ["attach", CASE],
        ["attach", CASE, "a.png", "--kind", "song"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], file: Path) -> None:
    assert main(arguments) == 2
