"""Measure and print the figures to reach: `python3 build_scripts/benchmark/run.py [P7 P8 ...] [--quick]`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older one shall answer with a sentence, not a traceback
    sys.exit(
        f"Clinic needs Python 3.11 or newer, and this is Python {sys.version.split()[0]}: start it with a newer one."
    )

import os

if __name__ == "__main__":  # this folder's modules must not hide the standard library's
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts import bootstrap

if TYPE_CHECKING:
    from build_scripts.benchmark.measure import Outcome

BENCHMARKS = {  # the figure: the module and the function in it that measures
    "P7": ("reports", "one_report"),
    "P8": ("reports", "batch"),
    "P9": ("reports", "large"),
}


def main(arguments: list[str]) -> int:
    """Print a line for each figure asked for; 1 when one is short of its bar."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help=f"one or more of {', '.join(BENCHMARKS)}; all without")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: at most a minute for each figure")
    options = parser.parse_args(arguments)
    unknown = [each for each in options.ids if each not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}: choose from {', '.join(BENCHMARKS)}")
    python = bootstrap.ensure(dev=True)
    if Path(sys.executable) != python:
        return bootstrap.launch(python, ["-m", "build_scripts.benchmark.run", *arguments])
    short = 0
    for identity in options.ids or BENCHMARKS:
        found = measuring(identity)(quick=options.quick)
        print(found.line, flush=True)
        if found.details:
            print(found.details, flush=True)
        short += not found.ok
    return int(short > 0)


def measuring(identity: str) -> Callable[..., "Outcome"]:
    """The function that measures a figure."""
    module, name = BENCHMARKS[identity]
    found: Callable[..., Outcome] = getattr(import_module(f"build_scripts.benchmark.{module}"), name)
    return found


if __name__ == "__main__":
    with bootstrap.plain_failures():
        sys.exit(main(sys.argv[1:]))
