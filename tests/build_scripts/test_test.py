"""The sums at the end are the true ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_scripts import test as checks

REPORT = """<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3"></testsuite></testsuites>"""


def result(name: str, passed: int, failed: int) -> checks.Result:
    return checks.Result(name=name, passed=passed, failed=failed, seconds=1.0)


def test_passed_failed_and_skipped_are_counted_from_the_report(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT, encoding="utf-8")
    assert checks.counts(tmp_path / "report.xml") == (4, 3, 3)


def test_a_missing_or_broken_report_counts_nothing(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text("<testsui", encoding="utf-8")
    assert checks.counts(tmp_path / "report.xml") == checks.counts(tmp_path / "none.xml") == (0, 0, 0)


def test_the_last_line_holds_the_sums_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.summary([result("lint", 1, 0), result("tests", 40, 0)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "41 passed, 0 failed"


def test_a_failed_check_fails_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.summary([result("lint", 0, 1), result("tests", 40, 0)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "40 passed, 1 failed"
    assert [line.split()[1] for line in lines if line.startswith("FAILED")] == ["lint"]


def test_tests_that_were_left_out_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.summary([result("tests", 40, 0)], "Qt needs the system library libGL.so.1; ...") == 0
    assert capsys.readouterr().out.splitlines()[-2].startswith("The tests of the window were left out. Qt needs")
