"""Figures to reach, by their ids: the command that measures those asked for, and the line that tells each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from build_scripts import bootstrap

Figures = Mapping[str, tuple[str, str]]
"""The id of a figure: the module of the package that measures it, and the function in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was found: its line, whether it reached its bar, and what may be read below it."""

    line: str
    ok: bool
    details: str = ""


def outcome(identity: str, values: Mapping[str, object], *, ok: bool, details: str = "") -> Outcome:
    """The one line of a figure: its id, name=value pairs, and ok or short."""
    pairs = " ".join(f"{name}={value}" for name, value in values.items())
    return Outcome(line=f"{identity} {pairs} {'ok' if ok else 'short'}", ok=ok, details=details)


def measuring(package: str, figures: Figures, identity: str) -> Callable[..., Outcome]:
    """The function that measures a figure."""
    module, name = figures[identity]
    found: Callable[..., Outcome] = getattr(import_module(f"{package}.{module}"), name)
    return found


def run(package: str, figures: Figures, parser: argparse.ArgumentParser, arguments: list[str]) -> int:
    """Print a line for each figure asked for, inside the checkout's environment; 1 when one is short of its bar.

    What the parser takes beside the ids is handed to each function by name. Raises SetupError.
    """
    parser.add_argument("ids", nargs="*", metavar="ID", help=f"one or more of {', '.join(figures)}; all without")
    options = vars(parser.parse_args(arguments))
    ids = options.pop("ids")
    unknown = [each for each in ids if each not in figures]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}: choose from {', '.join(figures)}")
    python = bootstrap.ensure(dev=True)
    if Path(sys.executable) != python:
        return bootstrap.launch(python, ["-m", f"{package}.run", *arguments])
    short = 0
    for identity in ids or figures:
        found = measuring(package, figures, identity)(**options)
        print(found.line, flush=True)
        if found.details:
            print(found.details, flush=True)
        short += not found.ok
    return int(short > 0)
