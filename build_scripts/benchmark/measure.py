"""Engines in processes of their own, asked in turn; medians, ratios, and the line that tells them."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_scripts import bootstrap


class Missing(Exception):
    """An engine cannot be used here; the text says why."""


class Engine:
    """A running worker of one engine, to be used as a context manager."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - outlives this
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "build_scripts.benchmark.worker", name],
            env={**bootstrap.environment_of(), "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            encoding="utf-8",
        )

    def draw(self, numbers: Iterable[int], **order: Any) -> dict[str, Any]:
        """Draw one document of the reports with these numbers; see ``worker.obey``. Raises Missing."""
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise Missing("no pipes")
        try:
            into.write(json.dumps({"numbers": list(numbers), **order}) + "\n")
            into.flush()
            line = out.readline()
        except OSError:
            line = ""
        if not line:
            self._process.wait()
            self._said.seek(0)
            raise Missing((self._said.read().strip().splitlines() or ["it ended without a word"])[-1])
        answer: dict[str, Any] = json.loads(line)
        return answer

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._said.close()


@dataclass(slots=True)
class Series:
    """CPU seconds of one engine, one for each round; ``lack`` says why there are none."""

    name: str
    seconds: list[float] = field(default_factory=list)
    lack: str = ""
    bytes: int = 0
    pages: int = 0

    @property
    def is_missing(self) -> bool:
        """True when the engine could not be used."""
        return bool(self.lack) or not self.seconds

    @property
    def median(self) -> float:
        """In the middle; 0 when the engine is missing."""
        return 0.0 if self.is_missing else statistics.median(self.seconds)

    @property
    def shown(self) -> str:
        """Milliseconds, or that it is missing."""
        return "missing" if self.is_missing else f"{1000 * self.median:.1f}ms"

    def over(self, other: Series) -> float:
        """How many times the other this one takes: the median over the rounds; infinite without either."""
        if self.is_missing or other.is_missing:
            return float("inf")
        return statistics.median(mine / its for mine, its in zip(self.seconds, other.seconds, strict=True))


def in_turn(names: Sequence[str], rounds: int, *, warm: int) -> dict[str, Series]:
    """Let every engine draw the same report, report after report, so that a busy machine is busy for all.

    The first ``warm`` rounds do not count. An engine that fails is left out of the rest, with its reason.
    """
    found = {name: Series(name) for name in names}
    running = {name: Engine(name) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        try:
            for number in range(warm + rounds):
                for name in list(running):
                    try:
                        answer = running[name].draw([number], to=str(Path(folder) / name) if number == warm else "")
                    except Missing as missing:
                        found[name].lack = str(missing)
                        running.pop(name).__exit__()
                        continue
                    if number == warm:
                        found[name].pages, found[name].bytes = pages_in(Path(folder) / name), answer["bytes"]
                    if number >= warm:
                        found[name].seconds.append(answer["cpu"])
        finally:
            for engine in running.values():
                engine.__exit__()
    return found


def pages_in(path: Path) -> int:
    """How many pages a PDF has."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
