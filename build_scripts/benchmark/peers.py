"""The programs Clinic is measured against, in a folder beside the environment: they never become part of it."""

from __future__ import annotations

import sys
from pathlib import Path

from build_scripts import bootstrap, packages

LOCK = "requirements-benchmark.lock"
FOLDER = ".venv-benchmark"
_DONE = "installed-lock"


def provide(checkout: Path = bootstrap.CHECKOUT) -> str:
    """Install the peers where they are not yet; empty, or one sentence that says why there are none."""
    folder = checkout / FOLDER
    try:
        wanted = bootstrap.digest(checkout / LOCK)
        done = folder / _DONE
        if done.exists() and done.read_text(encoding="ascii") == wanted:
            return ""
        bootstrap.say("Installing the programs to compare with; this is needed once ...")
        folder.mkdir(exist_ok=True)
        lack = _install(checkout, folder)
    except (OSError, packages.SetupError) as error:
        return str(error)
    if not lack:
        done.write_text(wanted, encoding="ascii")
    return lack


def _install(checkout: Path, folder: Path) -> str:
    wheels = packages.find_wheels(checkout)
    command = packages.install_command(packages.find_pip(wheels), Path(sys.executable), checkout / LOCK, wheels)
    place = command.index("install") + 1
    command[place:place] = ["--target", str(folder), "--upgrade"]
    with open(folder / "pip.lock", "w", encoding="ascii") as held:
        lines = packages.run(command, log=folder / "pip.log", held=held.fileno())
    return packages.explain(lines, wheels) if lines else ""
