"""Write the lock files from pyproject.toml with uv, and see that each package is ready-made for every system.

For those who develop Clinic only: `python3 build_scripts/lock.py [--upgrade] [--check]`.
"""

import os
import sys

if __name__ == "__main__":  # this folder's locale.py and test.py must not hide the standard library's
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = (  # as uv names them; PySide6 sets the oldest Linux
    "windows",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "x86_64-manylinux_2_34",
    "aarch64-manylinux_2_39",
)
OLDEST_MACOS = {"aarch64-apple-darwin": "14.0", "x86_64-apple-darwin": "15.0"}
FORM = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url", "-q")


def compile_locks(*options: str) -> None:
    """Write requirements.lock, the superset of it with the development extras, and the lock of the peers alone."""
    uv("pip", "compile", "pyproject.toml", "-o", "requirements.lock", *FORM, *options)
    dev = ("--group", "dev", "-c", "requirements.lock", "-o", "requirements-dev.lock")
    uv("pip", "compile", "pyproject.toml", *dev, *FORM, *options)
    peers = ("--group", "benchmark", "-c", "requirements-dev.lock", "-o", "requirements-benchmark.lock")
    uv("pip", "compile", *peers, *FORM, *options)


def check_wheels() -> int:
    """Ask uv, for each Python and system, whether wheels of every locked package exist; 1 when one is missing."""
    bad = 0
    for version in PYTHONS:
        for system in PLATFORMS:
            target = ("--python-version", version, "--python-platform", system, "--only-binary", ":all:", "--no-deps")
            variables = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": OLDEST_MACOS.get(system, "14.0")}
            line = ["uv", "pip", "compile", "-q", "requirements-dev.lock", *target]
            done = subprocess.run(
                line, cwd=CHECKOUT, env=variables, capture_output=True, encoding="utf-8", check=False
            )
            print(
                f"Python {version} on {system}: {'ok' if done.returncode == 0 else done.stderr.strip()}", flush=True
            )
            bad += done.returncode != 0
    return int(bad > 0)


def uv(*arguments: str) -> None:
    """Run uv in the checkout, so that the locks name no path of this machine."""
    subprocess.run(["uv", *arguments], cwd=CHECKOUT, check=True)


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(check_wheels())
    compile_locks(*(option for option in sys.argv[1:] if option == "--upgrade"))
