"""Try long and hard what must never fail: `python3 build_scripts/soak/run.py [R8 R20 ...] [--full] [--seed N]`."""

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

TRIALS = {  # the figure: the module and the function in it that tries
    "R8": ("press", "any_text_printed"),
    "R20": ("bidi", "conformance"),
}


def main(arguments: list[str]) -> int:
    """Print a line for each figure asked for; 1 when one is short of its bar."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    parser.add_argument("--full", action="store_true", help="as often as it takes to believe it: up to hours")
    parser.add_argument("--seed", type=int, help="begin with this one, to see again what a line told")
    return figures.run("build_scripts.soak", TRIALS, parser, arguments)


if __name__ == "__main__":
    with bootstrap.plain_failures():
        sys.exit(main(sys.argv[1:]))
