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

from build_scripts import bootstrap, figures

BENCHMARKS = {  # the figure: the module and the function in it that measures
    "P7": ("reports", "one_report"),
    "P8": ("reports", "batch"),
    "P9": ("reports", "large"),
    "P12": ("matching", "one_text"),
    "S1": ("similar", "closed_cases"),
}


def main(arguments: list[str]) -> int:
    """Print a line for each figure asked for; 1 when one is short of its bar."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: at most a minute for each figure")
    return figures.run("build_scripts.benchmark", BENCHMARKS, parser, arguments)


if __name__ == "__main__":
    with bootstrap.plain_failures():
        sys.exit(main(sys.argv[1:]))
