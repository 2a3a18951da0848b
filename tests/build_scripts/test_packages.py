"""Some pip is found wherever there is one, and its failures become one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from build_scripts import packages
from tests.build_scripts.conftest import ROOT

UNREACHABLE = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('... name resolution')': /simple/x/
ERROR: Could not find a version that satisfies the requirement alembic==1.20.1 (from versions: {})
ERROR: No matching distribution found for alembic==1.20.1"""
NO_WHEEL = """\
ERROR: Could not find a version that satisfies the requirement pikepdf==10.13 (from versions: 8.0, 9.0)
ERROR: No matching distribution found for pikepdf==10.13"""


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (UNREACHABLE.format("none"), "The package index cannot be reached"),
        (UNREACHABLE.format("1.20.0"), "The package index cannot be reached"),
        (NO_WHEEL, "There is no ready-made pikepdf==10.13 for Python 3."),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one that was locked"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "The disk is full",
        ),
        ("Collecting x\nERROR: something quite new\nmore", "pip could not install the packages: something quite new"),
    ],
)
def test_a_failure_of_pip_becomes_one_sentence(said: str, sentence: str) -> None:
    assert sentence in packages.explain(said.splitlines(), None)


def test_a_wheels_folder_without_the_right_wheel_is_named() -> None:
    assert packages.explain(NO_WHEEL.splitlines(), Path("wheels")).startswith(
        "wheels has no pikepdf==10.13 for Python"
    )


def test_pip_runs_out_of_its_own_wheel_where_none_is_installed(tmp_path: Path) -> None:
    (tmp_path / "pip-26.3-py3-none-any.whl").touch()
    (tmp_path / "pip-9.0-py3-none-any.whl").touch()
    code = "from pathlib import Path; from build_scripts import packages; print(packages.find_pip(Path({!r}))[1:])"
    line = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.append({str(ROOT)!r}); {code.format(str(tmp_path))}",
    ]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str([str(tmp_path / "pip-26.3-py3-none-any.whl" / "pip")])


def test_an_installed_pip_is_preferred(tmp_path: Path) -> None:
    pytest.importorskip("pip")
    assert packages.find_pip(None) == [sys.executable, "-m", "pip"]
