"""What was learnt, on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from clinic_app.cli import main
from clinic_app.domain.areas import Area
from clinic_app.matching import matcher, regression
from clinic_app.services import matches, problems
from clinic_app.storage.database import Database
from tests.factories import saved_case

TEXT = "We lost our buyers in Iraq and do not know how to find new export markets and customers abroad."


@pytest.fixture
def case(database: Database, monkeypatch: pytest.MonkeyPatch) -> str:
    """The number of a case with one problem decided against the matcher."""
    made = saved_case(database, TEXT)
    (problem,) = database.read(problems.of_case, made.id)
    first = matcher.load().suggest(TEXT).area
    area = next(one for one in Area if one is not first)
    database.do(matches.decide, problem.id, area, reason="asked for")
    monkeypatch.setenv("CLINIC_DATABASE", str(database.path))
    return made.number


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    code = main([*map(str, arguments), "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_corrections_are_listed_taken_back_and_let_count_again(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, listed = answer(capsys, "corrections")
    (one,) = listed["corrections"]
    assert (code, one["case"], one["text"], one["stands"]) == (0, case, TEXT, True)
    assert answer(capsys, "corrections", "--undo", one["id"])[1]["corrections"][0]["stands"] is False
    assert main(["corrections"]) == 0
    printed = capsys.readouterr().out
    assert TEXT in printed
    assert "Market and marketing → " in printed
    assert "Forgotten" in printed
    assert answer(capsys, "corrections", "--redo", one["id"])[1]["corrections"][0]["stands"] is True


def test_an_empty_log_says_how_to_begin(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLINIC_DATABASE", str(database.path))
    assert main(["corrections"]) == 0
    assert "Nothing was corrected yet." in capsys.readouterr().err
    assert main(["corrections", "--statistics"]) == 0
    assert "No problem has been decided yet." in capsys.readouterr().err
    assert main(["rebuild"]) == 1
    assert main(["rebuild", "--accept"]) == 1
    assert "No rebuild waits to be accepted." in capsys.readouterr().err


def test_statistics_name_the_types_that_were_overridden(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, found = answer(capsys, "corrections", "--statistics")
    assert [(one["decided"], one["overridden"]) for one in found["types"]] == [(1, 1)]
    assert found["areas"][0] | {"area": ""} == {"area": "", **_once()}
    assert main(["corrections", "--statistics"]) == 0
    assert "overridden 1 of 1 times" in capsys.readouterr().out


def _once() -> dict[str, int]:
    return {"decided": 1, "overridden": 1, "other_area": 1, "other_type": 0}


def test_a_rebuild_is_shown_accepted_and_discarded(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = answer(capsys, "rebuild")
    assert (code, shown["state"], shown["corrections"], shown["undecided"]) == (0, "waiting", 1, 0)
    assert shown["statements"]["of"] == 300
    assert answer(capsys, "rebuild", "--accept")[1]["state"] == "accepted"
    assert answer(capsys, "rebuild", "--discard") == (0, {"discarded": True})
    assert answer(capsys, "rebuild", "--discard") == (0, {"discarded": False})


def test_the_stream_prints_the_curve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "texts.jsonl"
    sample = regression.pinned()[::30]
    lines = (
        {"id": n, "text": one.text, "lang": one.language, "area": one.area.value} for n, one in enumerate(sample)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert main(["evaluate", str(path), "--stream", "--seed", "3"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("5 themes, seed 3, ")
    assert [line.split()[0] for line in printed[2:8]] == [
        "1-50",
        "51-100",
        "101-150",
        "151-200",
        "201-250",
        "251-300",
    ]
    assert printed[-1].endswith(" right")
    _, found = answer(capsys, "evaluate", path, "--stream", "--seed", 3)
    assert (found["seed"], len(found["curve"]), found["unseen"]["texts"]) == (3, 6, 5)
