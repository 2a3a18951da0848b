"""Make the checkout's own environment with nothing but Python and pip, and start programs inside it.

The ordinary ways fail on a bare Debian: `python3 -m venv` wants ensurepip, `pip install` refuses (PEP 668).
An environment without pip, filled by `pip --python`, needs neither.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older one shall answer with a sentence, not a traceback
    sys.exit(
        f"Clinic needs Python 3.11 or newer, and this is Python {sys.version.split()[0]}: start it with a newer one."
    )

import os

if __name__ == "__main__":  # this folder's locale.py and test.py must not hide the standard library's
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

import contextlib
import hashlib
import io
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from build_scripts import packages
from build_scripts.packages import SetupError

CHECKOUT = Path(__file__).resolve().parent.parent
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
MARKER = "clinic-environment.json"
LOG = "setup.log"


def say(text: str) -> None:
    """Tell the person at the terminal; stdout stays free for what the command itself prints."""
    print(text, file=sys.stderr, flush=True)


def steady_standard_streams() -> None:
    """Make printing safe: nothing takes the place of a closed stream, no letter is too foreign for a console."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))
        if number and isinstance(stream := getattr(sys, name), io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def python_of(venv: Path) -> Path:
    """The interpreter inside an environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def recall(checkout: Path) -> dict[str, Any]:
    """What the marker of a finished environment says; empty when there is none that still holds."""
    venv = checkout / ".venv"
    try:
        marker: dict[str, Any] = json.loads((venv / MARKER).read_text(encoding="utf-8"))
        base = marker["base"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    python = python_of(venv)
    moved = python.is_symlink() and os.path.realpath(python) != base  # the system's Python was upgraded
    return {} if moved or not os.path.exists(base) or not python.exists() else marker


def remember(checkout: Path, **facts: Any) -> None:
    """Add facts to the marker of a finished environment."""
    _write_marker(checkout / ".venv", {**recall(checkout), **facts})


def is_ready(checkout: Path, *, dev: bool) -> bool:
    """True when the environment was finished from exactly the locks that lie here now."""
    marker = recall(checkout)
    wanted = {"run": digest(checkout / RUN_LOCK)}
    if dev:
        wanted["dev"] = digest(checkout / DEV_LOCK)
    return all(marker.get(key) == value for key, value in wanted.items())


def digest(path: Path) -> str:
    """SHA-256 of a lock, the same with any line ends (Git may change them on Windows)."""
    try:
        return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except OSError:
        raise SetupError(f"{path.name} is missing from the checkout: get it whole and start again.") from None


def ensure(checkout: Path = CHECKOUT, *, dev: bool = False) -> Path:
    """Return the Python of the finished environment, making or mending the environment first.

    Raises SetupError. Two starts at once are safe: the second waits for the first.
    """
    python = python_of(checkout / ".venv")
    if is_ready(checkout, dev=dev):
        return python
    if Path(sys.prefix) == checkout / ".venv":
        _start_again_outside()
    try:
        with _alone(checkout) as lock:
            if not is_ready(checkout, dev=dev):
                _make(checkout, dev=dev, lock=lock)
    except PermissionError as error:
        raise SetupError(
            f"{error.filename or checkout} cannot be written to: "
            "move the checkout to a folder of your own and start again."
        ) from None
    except OSError as error:
        raise SetupError(f"Setting up failed: {error}. Put that right and start again.") from None
    return python


def _start_again_outside() -> NoReturn:
    """Leave the environment that is to be remade: it cannot be removed from under this very process."""
    base = getattr(sys, "_base_executable", "") or sys.executable
    if Path(base).parent == Path(sys.executable).parent:
        raise SetupError("The environment has to be remade: start this with the system's Python, not with its own.")
    sys.exit(replace_process([base, *sys.orig_argv[1:]], dict(os.environ)))


@contextlib.contextmanager
def _alone(checkout: Path) -> Iterator[int]:
    """Hold the right to set up here; the system gives it back even when this process is killed."""
    number = os.open(checkout / ".venv.lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _try_lock(number):
            say("Another start is setting up the environment; waiting for it.")
            while not _try_lock(number):
                time.sleep(0.2)
        yield number
    finally:
        os.close(number)


def _try_lock(number: int) -> bool:
    """Take the lock if it is free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _make(checkout: Path, *, dev: bool, lock: int) -> None:
    """Create or complete the environment; the marker is taken away first and written last."""
    started = time.monotonic()
    venv = checkout / ".venv"
    wheels = packages.find_wheels(checkout)
    pip = packages.find_pip(wheels)
    before = recall(checkout)
    if before:
        (venv / MARKER).unlink()
    else:
        _remove(venv)
        _create(venv)
    source = f"from {wheels}" if wheels else "over the network"
    say(f"Setting up the environment {source}; this is needed once and takes about half a minute ...")
    command = packages.install_command(pip, python_of(venv), checkout / (DEV_LOCK if dev else RUN_LOCK), wheels)
    lines = packages.run(command, log=venv / LOG, held=lock)
    if lines:
        if before and not any(line.startswith("Installing collected") for line in lines):
            _write_marker(venv, before)  # pip stopped before it changed anything: what was there still holds
        raise SetupError(f"{packages.explain(lines, wheels)} (What pip said: {venv / LOG})")
    if hasattr(os, "sync"):
        os.sync()  # a power cut must not leave a marker beside unwritten packages
    base = os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)
    facts = {"run": digest(checkout / RUN_LOCK), "dev": digest(checkout / DEV_LOCK) if dev else None, "base": base}
    _write_marker(venv, facts)
    say(f"The environment is ready ({time.monotonic() - started:.0f} s).")


def _write_marker(venv: Path, facts: dict[str, Any]) -> None:
    """Write the marker whole or not at all."""
    part = venv / f"{MARKER}.part"
    with open(part, "w", encoding="utf-8") as file:
        json.dump(facts, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, venv / MARKER)


def _remove(venv: Path) -> None:
    """Remove a half-made or foreign environment; an interrupted removal leaves no marker, so it is removed again."""
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(venv)


def _create(venv: Path) -> None:
    """An empty environment without pip: that is all a Python without ensurepip can make."""
    try:
        from venv import EnvBuilder
    except ImportError:
        raise SetupError(
            "This Python has no venv module: run `sudo apt-get install python3-venv`, then start again."
        ) from None
    try:
        EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(venv)
    except ValueError:
        raise SetupError(f"The checkout's path must not contain {os.pathsep!r}: move it and start again.") from None


def environment_of(checkout: Path = CHECKOUT) -> dict[str, str]:
    """The variables a program of this checkout is started with: it imports from here and speaks UTF-8."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}
    return {**kept, "PYTHONPATH": str(checkout), "PYTHONUTF8": "1"}


def launch(python: Path, arguments: list[str], checkout: Path = CHECKOUT) -> int:
    """Become `python ARGUMENTS` with the checkout importable and the caller's folder kept out of sys.path."""
    return replace_process([str(python), "-P", *arguments], environment_of(checkout))


def replace_process(command: list[str], environment: dict[str, str]) -> int:
    """Replace this process, or where the system cannot (Windows), wait and hand back the exit code."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


@contextlib.contextmanager
def plain_failures() -> Iterator[None]:
    """End with one sentence instead of a traceback when setting up fails or is interrupted."""
    steady_standard_streams()
    try:
        yield
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        say("\nInterrupted; start again to go on.")
        sys.exit(130)


if __name__ == "__main__":
    with plain_failures():
        ensure(dev="--dev" in sys.argv[1:])
