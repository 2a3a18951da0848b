"""Install a lock into an environment with whatever pip there is, and say in one sentence why it failed."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PIP = (22, 3)  # the first with --python
IN_THE_WAY = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON", "PIP_DRY_RUN")
UNREACHABLE = re.compile(
    "NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|name resolution|onnection reset"
)


class SetupError(Exception):
    """The environment cannot be made; the text is one sentence with what to do."""


def find_wheels(checkout: Path) -> Path | None:
    """The folder with ready-made packages, in the checkout or beside it, if there is one with a wheel in it."""
    for folder in (checkout / "wheels", checkout.parent / "wheels"):
        if any(folder.glob("*.whl")):
            return folder
    return None


def find_pip(wheels: Path | None) -> list[str]:
    """The command that starts some pip: this Python's, or one run straight out of its wheel."""
    if _installed_pip() >= OLDEST_PIP:
        return [sys.executable, "-m", "pip"]
    folders = [wheels] if wheels else []
    with contextlib.suppress(ImportError):
        import ensurepip

        folders.append(Path(ensurepip.__file__).parent / "_bundled")
    folders.append(Path("/usr/share/python-wheels"))  # Debian keeps ensurepip's wheels there
    found = [
        wheel for folder in folders for wheel in folder.glob("pip-*.whl") if _version(wheel.name[4:]) >= OLDEST_PIP
    ]
    if found:
        return [sys.executable, str(found[0] / "pip")]
    raise SetupError(f"pip is missing: run `{_pip_command()}`, then start again.")


def _installed_pip() -> tuple[int, ...]:
    from importlib import metadata, util

    if util.find_spec("pip") is None:
        return ()
    with contextlib.suppress(metadata.PackageNotFoundError):
        return _version(metadata.version("pip"))
    return ()


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:2])


def _pip_command() -> str:
    """What brings pip on this system."""
    sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    for tool, command in (
        ("apt-get", "apt-get install -y python3-pip"),
        ("dnf", "dnf install -y python3-pip"),
        ("zypper", "zypper install -y python3-pip"),
        ("pacman", "pacman -S python-pip"),
    ):
        if shutil.which(tool):
            return sudo + command
    return f"{Path(sys.executable).name} -m ensurepip --user"


def install_command(pip: list[str], python: Path, lock: Path, wheels: Path | None) -> list[str]:
    """The command that installs exactly a lock: hashes checked, ready-made packages only."""
    command = [*pip, "--python", str(python), "install", "--require-hashes", "--only-binary=:all:", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar=off", "-r", str(lock)]
    if wheels:
        command += ["--no-index", "--find-links", str(wheels)]
    return command


def run(command: list[str], *, log: Path, held: int) -> list[str]:
    """Run pip and keep what it prints in a log; return those lines when it failed, nothing when it did not.

    `held` is the descriptor of the set-up's lock. Pip shares it: an orphan of a killed set-up then keeps the
    lock until it is done, so nobody removes what it still writes.
    """
    environment = {key: value for key, value in os.environ.items() if key not in IN_THE_WAY}
    environment |= {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONUTF8": "1"}
    lines: list[str] = []
    with (
        open(log, "w", encoding="utf-8") as file,
        subprocess.Popen(
            command,
            env=environment,
            pass_fds=() if os.name == "nt" else (held,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        for line in process.stdout or ():
            lines.append(line.rstrip())
            file.write(line)
            _show_progress(lines)
    return lines if process.returncode else []


def _show_progress(lines: list[str]) -> None:
    """One line that counts up, on a terminal only."""
    if not sys.stderr.isatty():
        return
    if match := re.match(r"Collecting ([\w.-]+)", lines[-1]):
        count = sum(line.startswith("Collecting ") for line in lines)
        print(f"\r  package {count}: {match[1]:<40}", end="", file=sys.stderr, flush=True)
    elif lines[-1].startswith("Installing collected"):
        print(f"\r  {'unpacking':<60}", file=sys.stderr, flush=True)


def explain(lines: list[str], wheels: Path | None) -> str:
    """Why pip failed and what to do, in one sentence, from the lines it printed."""
    text = "\n".join(lines)
    missing = re.search(r"No matching distribution found for (\S+)", text)
    here = f"Python {sys.version_info[0]}.{sys.version_info[1]} on {platform.system()} {platform.machine()}"
    if "DO NOT MATCH THE HASHES" in text:
        return "A package that arrived is not the one that was locked: start again, or use another network or mirror."
    if "No space left" in text or "Errno 28" in text:
        return "The disk is full: free about 700 MB and start again."
    if missing and wheels:
        return (
            f"{wheels} has no {missing[1]} for {here}: fill it with build_scripts/wheels.py where there is a network."
        )
    if "(from versions: none)" in text or UNREACHABLE.search(text):
        return (
            "The package index cannot be reached and there is no wheels folder: connect to the network, "
            "or put a wheels folder beside the checkout, and start again."
        )
    if missing:
        return f"There is no ready-made {missing[1]} for {here}: use another Python, 3.11 to 3.14."
    errors = [line for line in lines if line.startswith("ERROR")]
    return f"pip could not install the packages: {(errors or lines)[-1].removeprefix('ERROR: ')}"
