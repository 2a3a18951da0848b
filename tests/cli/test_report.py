"""clinic report: the files it writes, what it says of them, and its exit codes."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from clinic_app import settings
from clinic_app.cli import main
from clinic_app.settings import Settings
from clinic_app.storage.database import open_database
from tests.factories import saved_case
from tests.reports.test_signing import certificate_file

ONE, TWO = "1403-ESF-0001", "1403-ESF-0002"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic file with two cases."""
    path = tmp_path / "cases.db"
    database = open_database(path, create=True, actor="Leila")
    for enterprise in ("Mehr Azin", "Hanbit"):
        saved_case(database, "We have no buyers abroad.", advisor="Leila", enterprise=enterprise)
    database.close()
    monkeypatch.setenv("CLINIC_DATABASE", str(path))
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    """Exit code and JSON of ``clinic report``."""
    code = main(["report", *map(str, arguments), "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def text_of(path: Path | str, password: str | None = None) -> str:
    document = pypdfium2.PdfDocument(path, password=password)
    return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--kind", "visit-note", "--report-language", "fa"],
        ["--kind", "summary", "--audience", "client"],
        ["--kind", "follow-up", "--report-language", "ko"],
        ["--kind", "visit-kit", "--report-language", "fa"],
        ["--audience", "ministry", "--paper", "letter", "--no-annexes"],
        ["--report-language", "fa+en"],
        ["--report-language", "ko+fa"],
    ],
)
def test_a_draft_of_every_kind_is_written_and_described(
    options: Sequence[str], file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "r.pdf"
    code, found = answer(capsys, ONE, "--out", target, *options)
    assert code == 0
    content = target.read_bytes()
    pages = len(pypdfium2.PdfDocument(content))
    assert found["files"] == [{"path": str(target), "sha256": hashlib.sha256(content).hexdigest(), "pages": pages}]


def test_issue_reprint_verify_and_code(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out" / "r.pdf"
    code, found = answer(capsys, ONE, "--issue", "--out", target, "--copies", 2, "--reviewer", "Sara Lind")
    (issued,) = found["issued"]
    assert code == 0
    assert (issued["number"], issued["version"], issued["reviewer"]) == (ONE, 1, "Sara Lind")
    paths = [Path(entry["path"]) for entry in found["files"]]
    assert [path.name for path in paths] == ["r-1.pdf", "r-2.pdf"]
    again = tmp_path / "again.pdf"
    code, found = answer(capsys, ONE, "--reprint", 1, "--out", again)
    assert code == 0
    assert [Path(entry["path"]).read_bytes() for entry in found["files"]] == [path.read_bytes() for path in paths]
    assert answer(capsys, "--verify", paths[1]) == (0, {"verdict": "genuine", "number": ONE, "version": 1})
    paths[1].write_bytes(paths[1].read_bytes() + b"%")
    assert answer(capsys, "--verify", paths[1]) == (1, {"verdict": "altered", "number": ONE, "version": 1})
    assert answer(capsys, "--verify", file) == (1, {"verdict": "unknown", "number": None, "version": None})
    code, found = answer(capsys, "--code", issued["code"].lower())
    assert (code, found["number"], found["version"]) == (0, ONE, 1)
    code, found = answer(capsys, "--code", "0000-0000-0000")
    assert (code, found["verdict"]) == (1, "unknown")
    assert answer(capsys, ONE, "--reprint", 7, "--out", again)[0] == 1
    assert main(["report", "--verify", str(tmp_path / "none.pdf")]) == 1
    assert "none.pdf" in capsys.readouterr().err


def test_several_cases_go_into_a_folder_or_one_file(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = answer(capsys, ONE, TWO, "1403-ESF-0404", "--out", tmp_path / "all", "--report-language", "fa")
    assert code == 1
    names = [f"{number}-consultation-fa-draft.pdf" for number in (ONE, TWO)]
    assert [Path(entry["path"]).name for entry in found["files"]] == names
    target = tmp_path / "all.pdf"
    code, found = answer(capsys, ONE, TWO, "--merged", "--out", target)
    assert code == 0
    assert found["files"][0]["pages"] == len(pypdfium2.PdfDocument(target))
    code, found = answer(capsys, "--search", "Hanbit", "--out", tmp_path / "some")
    assert (code, len(found["files"])) == (0, 1)
    assert answer(capsys, "--search", "nothing", "--out", tmp_path / "some") == (0, {"files": []})


@pytest.mark.parametrize("kind", ["portfolio", "memorandum"])
def test_overviews_take_all_cases_or_those_named(
    kind: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in ([], [TWO], ["--since", "2024-01-01"]):
        code, found = answer(capsys, *arguments, "--kind", kind, "--out", tmp_path / "o.pdf")
        assert code == 0
        assert found["files"][0]["pages"] >= 1
    target = tmp_path / "none.pdf"
    code, found = answer(capsys, ONE, "1403-ESF-0404", "--kind", kind, "--out", target)
    assert (code, found["files"]) == (1, [])
    assert not target.exists()


def test_blank_forms_need_no_case(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = answer(capsys, "--kind", "visit-kit", "--report-language", "fa", "--out", tmp_path / "kit.pdf")
    assert code == 0
    assert found["files"][0]["pages"] >= 1


def test_what_is_refused_is_told_to_programs_too(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = answer(capsys, ONE, "1403-ESF-0404", "--out", tmp_path / "all")
    assert (code, len(found["files"])) == (1, 1)
    (refused,) = found["refused"]
    assert (refused["case"], refused["code"]) == ("1403-ESF-0404", "not-found")
    assert "1403-ESF-0404" in refused["reason"]


@pytest.mark.parametrize("kind", ["visit-kit", "portfolio", "memorandum"])
def test_what_nobody_signs_is_not_issued_without_a_case_either(
    kind: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "o.pdf"
    assert main(["report", "--kind", kind, "--issue", "--out", str(target)]) == 1
    assert capsys.readouterr().err
    assert not target.exists()


def test_a_file_named_for_several_reports_does_not_become_a_folder(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "all.pdf"
    assert main(["report", "--since", "2000-01-01", "--out", str(target)]) == 2
    assert not target.exists()
    assert main(["report", "--since", "2000-01-01", "--merged", "--out", str(target)]) == 0
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    assert main(["report", ONE, "--out", str(other)]) == 2
    assert other.read_text() == "mine"


def test_a_name_too_long_is_a_sentence(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", ONE, "--kind", "summary", "--out", str(tmp_path / ("x" * 300 + ".pdf"))]) == 1
    assert "too long" in capsys.readouterr().err


def test_what_is_refused_is_named_and_leaves_no_file(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.save(Settings(review="required"))
    target = tmp_path / "r.pdf"
    assert main(["report", ONE, "--issue", "--out", str(target)]) == 1
    assert ONE in capsys.readouterr().err
    assert main(["report", ONE, "--issue", "--kind", "visit-kit", "--out", str(target)]) == 1
    assert "%" not in capsys.readouterr().err
    assert not target.exists()
    assert main(["report", ONE, "--issue", "--reviewer", "Sara Lind", "--out", str(target)]) == 0


def test_a_file_for_the_mail_opens_with_its_passphrase_and_is_genuine(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLINIC_PASSPHRASE", "open sesame")
    target = tmp_path / "r.pdf"
    assert answer(capsys, ONE, "--issue", "--encrypt", "--out", target)[0] == 0
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(target)
    assert ONE in text_of(target, "open sesame")
    assert answer(capsys, "--verify", target)[1]["verdict"] == "genuine"
    code, found = answer(capsys, ONE, TWO, "--issue", "--encrypt", "--out", tmp_path / "all")
    assert code == 0
    for entry in found["files"]:
        assert "1403-ESF" in text_of(entry["path"], "open sesame")
        assert answer(capsys, "--verify", entry["path"])[1]["verdict"] == "genuine"


@pytest.mark.parametrize("options", [[], ["--issue"]])
def test_a_file_is_never_left_unlocked_for_want_of_a_passphrase(
    options: list[str],
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "r.pdf"
    for unusable in ("", "a\u00a0b", "x" * 200):
        monkeypatch.setenv("CLINIC_PASSPHRASE", unusable)
        assert main(["report", ONE, "--encrypt", *options, "--out", str(target)]) == 1
        assert capsys.readouterr().err
        assert not target.exists()
    assert not (tmp_path / "cases.files").exists()


def test_a_signed_report_carries_the_signature(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate, target = tmp_path / "me.p12", tmp_path / "r.pdf"
    certificate.write_bytes(certificate_file())
    sign = [ONE, "--issue", "--sign", certificate, "--out", target]
    monkeypatch.setenv("CLINIC_CERTIFICATE_PASSPHRASE", "wrong")
    code, found = answer(capsys, *sign)
    assert (code, found["files"]) == (1, [])
    assert not target.exists()
    monkeypatch.setenv("CLINIC_CERTIFICATE_PASSPHRASE", "secret")
    assert answer(capsys, *sign)[0] == 0
    assert b"/ByteRange" in target.read_bytes()
    assert answer(capsys, "--verify", target)[1]["verdict"] == "genuine"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [ONE],
        ["--out", "r.pdf"],
        [ONE, TWO, "--out", "r.pdf"],
        [ONE, TWO, "--merged", "--out", "folder"],
        ["--kind", "portfolio", "--out", "folder"],
        [ONE, "--sign", "me.p12", "--out", "r.pdf"],
        [ONE, "--encrypt", "--out", "r.pdf"],
        [ONE, TWO, "--reprint", "1", "--out", "r.pdf"],
        [ONE, "--report-language", "fa+fa", "--out", "r.pdf"],
        [ONE, "--report-language", "xx", "--out", "r.pdf"],
        [ONE, "--kind", "poem", "--out", "r.pdf"],
        [ONE, "--audience", "everybody", "--out", "r.pdf"],
        [ONE, "--copies", "0", "--out", "r.pdf"],
        [ONE, "--copies", "100", "--out", "r.pdf"],
    ],
)
def test_wrong_usage_is_exit_code_2_and_writes_nothing(
    arguments: list[str],
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLINIC_PASSPHRASE", raising=False)
    assert main(["report", *arguments]) == 2
    assert capsys.readouterr().err
    assert not (tmp_path / "r.pdf").exists()


def test_an_unusable_database_is_exit_code_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = tmp_path / "none.db"
    assert main(["report", ONE, "--out", str(tmp_path / "r.pdf"), "--database", str(database)]) == 3
    assert str(database) in capsys.readouterr().err
