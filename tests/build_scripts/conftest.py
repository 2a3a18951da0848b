"""A small checkout of its own for each test of the set-up: real scripts, real pip, one tiny package."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def write_wheel(folder: Path, name: str, version: str = "1.0") -> str:
    """Put a wheel with one module into the folder; returns its line for a lock."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}.py", f"VERSION = {version!r}\n")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallCheckout:
    """A folder with the set-up scripts, two locks and the wheels they name."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def marker(self) -> Path:
        return self.venv / "clinic-environment.json"

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Begin a set-up in a process of its own, with no package index in reach."""
        hidden = ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PYTHONPATH")
        kept = {key: value for key, value in os.environ.items() if key not in hidden}
        return subprocess.Popen(
            [sys.executable, str(self.root / "build_scripts" / "bootstrap.py"), *arguments],
            env={**kept, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1", **variables},
            cwd=self.root.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def set_up(self, *arguments: str, **variables: str) -> tuple[int, str]:
        """A whole set-up: exit code and what it said."""
        with self.start(*arguments, **variables) as process:
            said = process.communicate(timeout=120)[0]
        return process.returncode, said

    def imports(self, name: str) -> bool:
        """Whether the environment's Python finds a module."""
        python = self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        return (
            subprocess.run([str(python), "-I", "-c", f"import {name}"], capture_output=True, check=False).returncode
            == 0
        )


@pytest.fixture
def checkout(tmp_path: Path) -> SmallCheckout:
    """A checkout in a path with spaces and Persian letters, its packages in wheels/."""
    root = tmp_path / "کلینیک ۱ با فاصله" / "clinic"
    wheels = root / "wheels"
    wheels.mkdir(parents=True)
    shutil.copytree(ROOT / "build_scripts", root / "build_scripts", ignore=shutil.ignore_patterns("__pycache__"))
    run = write_wheel(wheels, "tiny_run")
    (root / "requirements.lock").write_text(run, encoding="utf-8")
    (root / "requirements-dev.lock").write_text(run + write_wheel(wheels, "tiny_dev"), encoding="utf-8")
    return SmallCheckout(root=root)
