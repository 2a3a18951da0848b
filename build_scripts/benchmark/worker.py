"""A process of one engine: draws what it is told over stdin and answers with what that cost."""

from __future__ import annotations

import cProfile
import importlib
import io
import json
import os
import pstats
import resource
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from build_scripts import bootstrap
from build_scripts.benchmark import peers, reports_content


def main(name: str) -> None:
    """Serve one engine until stdin ends; every line in is an order, every line out its answer."""
    sys.path.append(str(bootstrap.CHECKOUT / peers.FOLDER))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what an engine prints must not be taken for an answer
    engine = importlib.import_module(f"build_scripts.benchmark.engines.{name}")
    engine.prepare()
    for line in sys.stdin:
        answers.write(json.dumps(obey(engine, json.loads(line))) + "\n")
        answers.flush()
    os._exit(0)  # nothing of a library's farewell is measured, or waited for


def obey(engine: ModuleType, order: dict[str, Any]) -> dict[str, Any]:
    """Draw one document of the reports ``numbers``; CPU seconds, bytes, memory, and a profile if asked for."""
    reports = [reports_content.report(number) for number in order["numbers"]]
    material = engine.ready(reports) if hasattr(engine, "ready") else reports
    profile = cProfile.Profile() if order.get("profile") else None
    before = cpu_seconds()
    made = profile.runcall(engine.draw, material) if profile else engine.draw(material)
    spent = cpu_seconds() - before
    if order.get("to"):
        Path(order["to"]).write_bytes(made)
    answer = {"cpu": spent, "bytes": len(made), "rss": resident(), "peak": peak()}
    return {**answer, "profile": table(profile)} if profile else answer


def cpu_seconds() -> float:
    """CPU time of this process, all its threads and its finished children."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def resident() -> float:
    """Memory this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def peak() -> float:
    """The most memory this process ever held, in MB."""
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest / 1e6 if sys.platform == "darwin" else highest * 1024 / 1e6


def table(profile: cProfile.Profile) -> str:
    """The dearest functions of a profile, by their own time."""
    text = io.StringIO()
    pstats.Stats(profile, stream=text).strip_dirs().sort_stats("tottime").print_stats(25)
    return text.getvalue()


if __name__ == "__main__":
    main(sys.argv[1])
