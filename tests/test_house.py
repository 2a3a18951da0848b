"""The rules of the house that no linter knows: short modules, short functions, nothing tied to one machine."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
# Spelt in pieces, or this file would be the first to break the rule.
TIED = re.compile(
    "|".join(
        ("py" + r"pi\.org", "python" + "hosted", r"registry\." + "npm", r"(?<![\w./~])/(work|root|home)/" + r"\w")
    )
)
BINARY = {".ttf", ".png", ".mo", ".xlsx", ".ods", ".pdf", ".ico", ".zip", ".clinic", ".qm"}


def committed() -> list[Path]:
    """Every file of the project: what Git follows or would, or without Git the folders that make it up."""
    if shutil.which("git") and (ROOT / ".git").exists():
        line = [
            "git",
            "-c",
            f"safe.directory={ROOT.as_posix()}",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]
        listed = subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
        return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
    folders = ("clinic_app", "build_scripts", "resources", "tests", "docs", ".ci")
    inside = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in [*ROOT.glob("*.*"), *inside] if path.is_file() and path.suffix != ".pyc"]


def modules() -> list[Path]:
    return [path for path in committed() if path.suffix == ".py"]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """(where, lines from `def` to the last one) of each function of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_the_project_is_found() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in modules()}
    assert {"clinic_app/__init__.py", "build_scripts/run.py", "tests/test_house.py"} <= names


def test_no_module_is_too_long() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_bytes().splitlines()) for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_too_long() -> None:
    found = {where: lines for path in modules() for where, lines in functions(path) if lines > LONGEST_FUNCTION}
    assert found == {}


def test_every_module_of_the_program_says_in_a_docstring_what_it_is() -> None:
    program = [path for path in modules() if path.relative_to(ROOT).parts[0] in ("clinic_app", "build_scripts")]
    silent = [path for path in program if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert [path.relative_to(ROOT).as_posix() for path in silent] == []


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in committed()
        if path.suffix.lower() not in BINARY
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if TIED.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line", ["see https://py" + "pi.org/project/x", "open('/ho" + "me/sara/x')", "/wo" + "rk/main"]
)
def test_the_pattern_finds_what_it_is_for(line: str) -> None:
    assert TIED.search(line)


@pytest.mark.parametrize(
    "line", ["docs/work/x", "~/home/x", "at work/home/x", "the root/branch of a tree", "./work/a"]
)
def test_the_pattern_leaves_ordinary_words_alone(line: str) -> None:
    assert not TIED.search(line)
