"""The built wheel carries everything the program needs and works from any folder of a clean environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from venv import EnvBuilder

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[1]

pytest.importorskip("pip", reason="pip builds the wheel")
pytest.importorskip("hatchling", reason="hatchling builds the wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our wheel, built without a network."""
    folder = tmp_path_factory.mktemp("dist")
    line = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        str(folder),
        str(ROOT),
    ]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("clinic_app-*.whl"))


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that has our wheel; the libraries are this environment's."""
    venv = tmp_path_factory.mktemp("clean") / "venv"
    EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(venv)
    paths = sysconfig.get_paths(vars={"base": str(venv), "platbase": str(venv)})
    python = Path(paths["scripts"]) / Path(sys.executable).name
    line = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (Path(paths["purelib"]) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return Path(paths["scripts"])


def run(program: Path, *arguments: str, folder: Path) -> str:
    """Run an installed program from another folder, away from the checkout and the user's data."""
    hidden = ("PYTHONPATH", "CLINIC_DATABASE")
    variables = {key: value for key, value in os.environ.items() if key not in hidden}
    variables |= {"CLINIC_DATABASE": str(folder / "clinic.db"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [str(program), *arguments], cwd=folder, env=variables, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_carries_every_resource_and_no_test(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    resources = [
        path.relative_to(ROOT / "resources").as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()
    ]
    assert [name for name in resources if f"clinic_app/_resources/{name}" not in names] == []
    assert {name.split("/")[0] for name in names if not name.startswith("clinic_app-")} == {"clinic_app"}
    assert any(name.endswith("/LICENSE") for name in names)


def test_the_installed_program_imports_its_own_copy(scripts: Path, tmp_path: Path) -> None:
    python = scripts / Path(sys.executable).name
    place = run(python, "-c", "import clinic_app; print(clinic_app.__file__)", folder=tmp_path)
    assert Path(place.strip()).is_relative_to(scripts.parent)


def test_the_installed_program_loads_the_samples_and_prints_a_report(scripts: Path, tmp_path: Path) -> None:
    clinic = scripts / ("clinic.exe" if os.name == "nt" else "clinic")
    run(clinic, "sample", folder=tmp_path)
    cases = json.loads(run(clinic, "cases", "--json", folder=tmp_path))["cases"]
    assert len(cases) == 12
    run(clinic, "report", cases[0]["number"], "--report-language", "fa", "--out", "report.pdf", folder=tmp_path)
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as document:
        assert len(document) > 0


def test_the_window_has_a_program_too(scripts: Path) -> None:
    assert (scripts / ("clinic-app.exe" if os.name == "nt" else "clinic-app")).exists()
