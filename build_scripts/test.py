"""Set up this checkout with the development extras, then run every check and count what passed and failed."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older one shall answer with a sentence, not a traceback
    sys.exit(
        f"Clinic needs Python 3.11 or newer, and this is Python {sys.version.split()[0]}: start it with a newer one."
    )

import os

if __name__ == "__main__":  # this folder's locale.py and test.py must not hide the standard library's
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

import argparse
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from build_scripts import bootstrap, system_libraries

CHECKS = (  # what is run, in this order, each as `python ARGUMENTS`; a moved checkout breaks scripts, not modules
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("imports", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
    ("catalogues", ("-m", "build_scripts.locale", "check")),
)
WITHOUT_QT = ("-p", "no:pytest-qt", "-W", "ignore::pytest.PytestConfigWarning", "--ignore=tests/ui")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a check ended: its name, how many things passed, failed and were skipped in it, and its seconds."""

    name: str
    passed: int
    failed: int
    skipped: int = 0
    seconds: float


def main(arguments: list[str]) -> int:
    """Run everything; 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="test.py", description=__doc__)
    parser.add_argument("--only", choices=[*(name for name, _ in CHECKS), "tests"], help="one check alone")
    parser.add_argument("pytest", nargs="*", help="after --: arguments for pytest")
    options = parser.parse_args(arguments)
    python = bootstrap.ensure(dev=True)
    lack = prepare(python)
    environment = {key: value for key, value in bootstrap.environment_of().items() if key != "CLINIC_DATABASE"}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    results = [check(name, line, python, environment) for name, line in CHECKS if options.only in (None, name)]
    if options.only in (None, "tests"):
        results.append(tests([*(WITHOUT_QT if lack else ()), *options.pytest], python, environment))
    return summary(results, lack)


def prepare(python: Path) -> str:
    """Bring the system packages the tests use where nobody could be asked; returns why Qt cannot start, if so."""
    lack = system_libraries.missing_library(python, "")
    extra = tuple(package for package, there in test_packages() if not there)
    if (lack or extra) and system_libraries.may_install():
        system_libraries.install(extra, qt=bool(lack))
    return system_libraries.provide(python, "")


def test_packages() -> tuple[tuple[str, bool], ...]:
    """Debian packages some tests compare with, and whether each is there; without them those tests are skipped."""
    return (
        ("poppler-utils", shutil.which("pdftotext") is not None),
        ("unicode-data", Path("/usr/share/unicode/BidiTest.txt").exists()),
    )


def check(name: str, line: tuple[str, ...], python: Path, environment: dict[str, str]) -> Result:
    """Run one check with its output shown; it counts as one."""
    print(f"\n== {name}", flush=True)
    started = time.monotonic()
    command = [str(python), *line]
    code = subprocess.call(command, cwd=bootstrap.CHECKOUT, env=environment, stdin=subprocess.DEVNULL)
    return Result(name=name, passed=int(code == 0), failed=int(code != 0), seconds=time.monotonic() - started)


def tests(arguments: list[str], python: Path, environment: dict[str, str]) -> Result:
    """Run pytest with its output shown; every test counts."""
    print("\n== tests", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [str(python), "-m", "pytest", f"--junit-xml={report}", *arguments]
        code = subprocess.call(command, cwd=bootstrap.CHECKOUT, env=environment, stdin=subprocess.DEVNULL)
        passed, failed, skipped = counts(report)
    if code and not failed:  # it broke off, or found no test at all
        failed = 1
    seconds = time.monotonic() - started
    return Result(name="tests", passed=passed, failed=failed, skipped=skipped, seconds=seconds)


def counts(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of a JUnit report; zeros when pytest left none."""
    try:
        suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    except (OSError, ElementTree.ParseError):
        return 0, 0, 0
    total, failures, errors, skipped = (
        sum(int(suite.get(key, 0)) for suite in suites) for key in ("tests", "failures", "errors", "skipped")
    )
    return total - failures - errors - skipped, failures + errors, skipped


def summary(results: list[Result], lack: str = "") -> int:
    """Print one line per check and, alone on the last line, the sums; 1 when anything failed."""
    print("\n== summary")
    for result in results:
        words = f"{result.passed} passed, {result.failed} failed, {result.skipped} skipped"
        print(f"{'FAILED' if result.failed else 'ok':<7}{result.name:<12}{result.seconds:6.1f} s  {words}")
    if lack:
        print(f"The tests of the window were left out. {lack}")
    failed = sum(result.failed for result in results)
    print(f"{sum(result.passed for result in results)} passed, {failed} failed", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    with bootstrap.plain_failures():
        sys.exit(main(sys.argv[1:]))
