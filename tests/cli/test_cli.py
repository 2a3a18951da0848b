"""The command line: what others script against."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clinic_app.cli import main
from clinic_app.storage.database import open_database
from tests.factories import saved_case

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A clinic file with one case of one problem."""
    path = tmp_path / "cases.db"
    database = open_database(path, create=True, actor="Leila")
    saved_case(database, "We have no buyers abroad and want to export.", advisor="Leila")
    database.close()
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    """Exit code and JSON of a command."""
    code = main([*map(str, arguments), "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_listing_has_the_published_form(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = answer(capsys, "cases", "--database", file)
    assert code == 0
    (case,) = found["cases"]
    assert {"id", "number", "title", "enterprise", "stage", "received_on", "advisor", "areas"} <= set(case)
    assert (case["number"], case["received_on"], case["stage"]) == ("1403-ESF-0001", "2024-08-02", "intake")


def test_filters_narrow_the_list(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option, value in (("--search", "buyers"), ("--stage", "intake"), ("--since", "1403/05/12")):
        assert len(answer(capsys, "cases", option, value, "--database", file)[1]["cases"]) == 1
    for option, value in (("--search", "nothing"), ("--stage", "plan"), ("--since", "1403/05/13")):
        assert answer(capsys, "cases", option, value, "--database", file)[1]["cases"] == []


def test_a_case_is_shown_whole_by_number(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = answer(capsys, "show", "1403-ESF-0001", "--database", file)
    assert code == 0
    assert found["case"]["problems"][0]["statement"].startswith("We have no buyers")
    assert main(["show", "1403-ESF-0001", "--database", str(file)]) == 0
    assert "We have no buyers" in capsys.readouterr().out


def test_an_unknown_case_is_named_and_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "1403-ESF-0404", "--database", str(file)]) == 1
    assert "1403-ESF-0404" in capsys.readouterr().err


def test_matching_a_text_opens_no_database(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = answer(capsys, "match", "--text", "Who can teach our welders?")
    assert code == 0
    assert found["area"] == "education_training"
    assert len(found["ranking"]) == 5
    assert sum(entry["probability"] for entry in found["ranking"]) == pytest.approx(1, abs=0.001)
    assert not (home / "clinic.db").exists()


def test_a_text_has_no_evidence_but_its_words_and_a_case_has(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "evidence" not in answer(capsys, "match", "--text", "Who can teach our welders?")[1]
    _, found = answer(capsys, "match", "1403-ESF-0001", "--database", file)
    entry = next(each for each in found["problems"][0]["evidence"] if each["key"] == "export_share")
    assert entry == {
        "ground": "fact",
        "key": "export_share",
        "label": "Export share",
        "area": "market_marketing",
        "type": "5.07",
        "weight": 0,
        "value": None,
    }
    assert main(["match", "1403-ESF-0001", "--database", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "Not answered: " in shown
    assert "Export share" in shown


def test_what_speaks_against_an_answer_is_not_said_to_speak_for_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "We bought the software but people still use paper because nobody showed them how."
    _, found = answer(capsys, "match", "--text", text)
    against = {why["quote"] for why in found["reasons"] if why["weight"] < 0}
    assert against
    assert main(["match", "--text", text]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "→" in line]
    assert {line for line in lines if line.endswith("→ Makes the answer less sure")} == {
        f"  “{quote}” → Makes the answer less sure" for quote in against
    }


def test_matching_a_file_of_texts_gives_a_line_for_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    texts = {"a": "وام می‌خواهیم، نقدینگی نداریم", "b": "", "c": "수출할 바이어를 찾습니다"}
    lines = [json.dumps({"id": key, "text": text}) for key, text in texts.items()]
    source.write_text("\n".join([*lines, ""]), encoding="utf-8")
    code, _ = answer(capsys, "match", "--file", source, "--out", target)
    assert code == 0
    found = {entry["id"]: entry for entry in map(json.loads, target.read_text("utf-8").splitlines())}
    assert found.keys() == texts.keys()
    assert (found["b"]["decision"], found["b"]["area"], found["b"]["confidence"]) == ("out_of_scope", None, 0)
    for key, entry in found.items():
        assert all(why["quote"] == texts[key][why["start"] : why["end"]] for why in entry["reasons"])


def test_a_broken_line_of_texts_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "x"}\n{broken\n', encoding="utf-8")
    assert main(["match", "--file", str(source), "--out", str(tmp_path / "o")]) == 1
    assert "in.jsonl" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    "line",
    ['{"text": "no buyers", "lang": ["en"]}', '{"text": "no buyers", "lang": 5}', '{"text": 5}', "[" * 100_000],
)
def test_a_line_that_is_no_text_is_refused_with_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(f'{{"text": "no buyers", "lang": null}}\n{line}\n', encoding="utf-8")
    assert main(["match", "--file", str(source), "--out", str(tmp_path / "o")]) == 1
    assert "(2" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_half_a_character_in_a_line_comes_back_as_it_was(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": "\ud800", "text": "no buyers \udfff abroad"}) + "\n", encoding="utf-8")
    assert main(["match", "--file", str(source), "--out", str(target)]) == 0
    assert json.loads(target.read_text("utf-8"))["id"] == "\ud800"


def test_deciding_records_who_and_what(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = answer(
        capsys, "decide", "1403-ESF-0001", "1", "market_marketing", "--reason", "export", "--database", file
    )
    assert code == 0
    assert found["area"] == "market_marketing"
    assert answer(capsys, "cases", "--area", "market_marketing", "--database", file)[1]["cases"] != []


@pytest.mark.parametrize(
    "arguments",
    [
        ["decide", "1403-ESF-0001", "1", "no_such_area"],
        ["cases", "--stage", "nowhere"],
        ["cases", "--since", "soon"],
        ["match"],
        ["report", "1403-ESF-0001"],
        ["no-such-command"],
        [],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLINIC_DATABASE", str(file))
    assert main(arguments) == 2


def test_an_unusable_database_is_exit_code_3_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = tmp_path / "notes.txt"
    foreign.write_text("not a database")
    for path in (tmp_path / "none.db", foreign):
        assert main(["cases", "--database", str(path)]) == 3
        message = capsys.readouterr().err
        assert str(path) in message
        assert "Traceback" not in message
    assert main(["cases", "--database", "postgresql+psycopg://host/db"]) == 3
    assert foreign.read_text() == "not a database"


def test_the_second_import_of_a_file_adds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, database = tmp_path / "t.csv", tmp_path / "new.db"
    table.write_text(
        "enterprise_name,problem_statement,severity,received_on\n"
        "نان سحر,نقدینگی نداریم و بانک وام سرمایه در گردش نمی‌دهد,۴,۱۴۰۳/۰۵/۱۲\n"
        "한빛정밀,납기가 늦습니다,9,2024-08-02\n",
        encoding="utf-8",
    )
    code, found = answer(capsys, "intake", table, "--dry-run", "--database", database)
    assert (code, found["added"], found["dry_run"]) == (1, 1, True)
    assert not database.exists()
    errors = tmp_path / "errors.xlsx"
    code, found = answer(capsys, "intake", table, "--database", database, "--errors", errors)
    assert (code, found["added"], found["unchanged"]) == (1, 1, 0)
    (refused,) = found["refused"]
    assert (refused["row"], refused["column"], refused["value"]) == (3, "severity", "9")
    assert refused["reason"]
    assert refused["remedy"]
    assert openpyxl.load_workbook(errors).active.max_row == 2
    code, found = answer(capsys, "intake", table, "--database", database)
    assert (found["added"], found["changed"], found["unchanged"]) == (0, 0, 1)
    (case,) = answer(capsys, "cases", "--database", database)[1]["cases"]
    assert case["received_on"] == "2024-08-02"
    assert case["areas"] != []


def test_export_writes_the_summaries(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for suffix in ("xlsx", "csv", "json"):
        code, found = answer(capsys, "export", "--out", tmp_path / f"o.{suffix}", "--database", file)
        assert code == 0
        assert Path(found["files"][0]["path"]).stat().st_size > 0
        assert len(found["files"][0]["sha256"]) == 64
    assert main(["export", "--out", str(tmp_path / "o.doc"), "--database", str(file)]) == 1
    assert not (tmp_path / "o.doc").exists()


def test_export_into_a_folder_that_is_not_there_is_told(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "none" / "o.csv"
    assert main(["export", "--out", str(target), "--database", str(file)]) == 1
    assert "o.csv" in capsys.readouterr().err


def test_a_backup_is_a_clinic_file_that_passes_the_check(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = answer(capsys, "backup", "--to", tmp_path / "b", "--database", file)
    assert code == 0
    copy = found["files"][0]["path"]
    assert answer(capsys, "check", "--database", copy) == (0, {"ok": True, "findings": []})
    assert len(answer(capsys, "cases", "--database", copy)[1]["cases"]) == 1


def test_messages_speak_the_language_asked_for(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLINIC_LANGUAGE", "fa")
    assert main(["check", "--database", str(file)]) == 0
    assert any("\u0600" <= char <= "\u06ff" for char in capsys.readouterr().out)


def test_no_command_imports_qt() -> None:
    code = (
        "import sys; from clinic_app.cli import main; main(['match', '--text', 'no buyers']);"
        "import clinic_app.cli.file_commands, clinic_app.cli.report_commands;"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["cases", "--area", "sales"], "market_marketing"),
        (["cases", "--stage", "nowhere"], "follow_up"),
        (["cases", "--since", "1403/13/01"], "1403/13/01"),
        (["cases", "--limit", "0"], "0"),
        (["cases", "--limit", "9" * 40], "9999"),
        (["cases", "--limit", "9" * 5000], "9999"),
    ],
)
def test_a_wrong_option_is_told_in_words(
    arguments: list[str], expected: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--database", str(file), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "“" in told.err.splitlines()[-1]
    assert expected in told.err


def test_what_came_in_is_told_even_if_the_refused_rows_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "enterprise_name,problem_statement,severity\nA,Tiles crack,1\nB,Tiles crack,9\n", encoding="utf-8"
    )
    missing = tmp_path / "none.csv"
    where = tmp_path / "nowhere" / "errors.xlsx"
    code, found = answer(capsys, "intake", missing, table, "--errors", where, "--database", tmp_path / "new.db")
    assert (code, found["added"]) == (1, 1)
    assert [refused["code"] for refused in found["refused"]] == ["missing-file", "out-of-range"]
    keys = {"file", "row", "column", "value", "code", "reason", "remedy"}
    assert all(keys <= set(refused) for refused in found["refused"])


def test_an_export_of_unknown_columns_is_told_and_writes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "o.csv"
    assert main(["export", "--out", str(target), "--columns", "number,shoe_size", "--database", str(file)]) == 1
    assert "shoe_size" in capsys.readouterr().err
    assert not target.exists()


def test_an_export_keeps_to_its_area(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["decide", "1403-ESF-0001", "1", "market_marketing", "--reason", "x", "--database", str(file)])
    capsys.readouterr()
    for area, cases in (("market_marketing", 1), ("new_technologies", 0)):
        code, found = answer(capsys, "export", "--out", tmp_path / "o.csv", "--area", area, "--database", file)
        assert (code, found["cases"]) == (0, cases)


def test_a_reader_that_goes_away_is_no_error(file: Path) -> None:
    command = [sys.executable, "-m", "clinic_app.cli", "cases", "--database", str(file)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait() == 0


def test_a_damaged_file_is_found_by_the_check_and_is_exit_code_3(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bytearray(file.read_bytes())
    content[-8192:] = b"\xff" * 8192
    file.write_bytes(content)
    code, found = answer(capsys, "check", "--database", file)
    assert (code, found["ok"]) == (3, False)
    assert found["findings"][0]["code"]


def test_refusals_are_told_with_place_reason_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_text("enterprise_name,problem_statement,severity\nMehr,Tiles crack,9\n", encoding="utf-8")
    database = str(tmp_path / "new.db")
    assert main(["intake", str(table), str(tmp_path / "none.csv"), "--database", database]) == 1
    cell, file = capsys.readouterr().err.splitlines()[-2:]
    assert f"{table}, row 2: [Severity]" in cell
    assert file.startswith(f"{tmp_path / 'none.csv'}: ")
    assert "row" not in file
