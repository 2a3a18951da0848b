"""Fill a wheels folder, from which another machine sets this checkout up without a network.

`python3 build_scripts/wheels.py [--run-only] [--python 3.12 --platform win_amd64 ...] [FOLDER]`
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older one shall answer with a sentence, not a traceback
    sys.exit(
        f"Clinic needs Python 3.11 or newer, and this is Python {sys.version.split()[0]}: start it with a newer one."
    )

import os

if __name__ == "__main__":  # this folder's locale.py and test.py must not hide the standard library's
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

import argparse
import re
import subprocess
import tempfile
from pathlib import Path

from build_scripts import bootstrap, packages


def main(arguments: list[str]) -> int:
    """Download every locked wheel and pip's own, hashes checked; pip's exit code."""
    parser = argparse.ArgumentParser(prog="wheels.py", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=bootstrap.CHECKOUT / "wheels")
    parser.add_argument("--run-only", action="store_true", help="leave the development extras out")
    parser.add_argument("--python", help="version of the Python on the other machine, if not this one's")
    parser.add_argument("--platform", action="append", default=[], help="tag of the other system, may be repeated")
    options = parser.parse_args(arguments)
    dev = bootstrap.CHECKOUT / bootstrap.DEV_LOCK
    target = [f"--platform={tag}" for tag in options.platform]
    target += [f"--python-version={options.python}", "--implementation=cp"] if options.python else []
    with tempfile.TemporaryDirectory() as folder:
        pip_only = Path(folder) / "pip.lock"
        pip_only.write_text(entry(dev.read_text(encoding="utf-8"), "pip"), encoding="utf-8")
        locks = [bootstrap.CHECKOUT / bootstrap.RUN_LOCK, pip_only] if options.run_only else [dev]
        command = [*packages.find_pip(None), "download", "--require-hashes", "--only-binary=:all:", "--no-deps"]
        command += ["--disable-pip-version-check", "--progress-bar=off", "--dest", str(options.folder), *target]
        code = subprocess.call([*command, *(word for lock in locks for word in ("-r", str(lock)))])
    if code == 0:
        bootstrap.say(f"{options.folder}: {len(list(options.folder.glob('*.whl')))} wheels.")
    return code


def entry(lock: str, name: str) -> str:
    """The lines of one package in a lock."""
    found = re.search(rf"^{re.escape(name)}==.*?(?=^\S|\Z)", lock, re.MULTILINE | re.DOTALL)
    if not found:
        raise packages.SetupError(f"{name} is not in the lock.")
    return found[0]


if __name__ == "__main__":
    with bootstrap.plain_failures():
        sys.exit(main(sys.argv[1:]))
