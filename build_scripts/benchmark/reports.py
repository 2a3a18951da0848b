"""P7 to P9: one report, two hundred in one process, and a thousand pages in one document."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from build_scripts.benchmark.measure import Engine, Missing, Series, in_turn, pages_in
from build_scripts.benchmark.peers import provide
from build_scripts.figures import Outcome, outcome

PEERS = ("typst", "qt", "weasyprint", "fpdf2")
_REPORT_BAR = 0.050  # CPU seconds of a 6-page report
_FLOOR_BAR = 7.0  # times the replay of its operators
_BATCH, _BATCH_BAR = 200, 10.0  # reports, CPU seconds
_SETTLED = 100  # reports after which the caches are full and memory must be flat
_FLAT = 10.0  # MB
_LARGE = 200  # reports of five pages in one document
_LARGE_BAR, _LINEAR = 200.0, 1.15  # MB; CPU a page, large over a quarter of it
_SCALED = {"weasyprint": 20, "fpdf2": 10}  # of the slow ones so many stand for all


def one_report(*, quick: bool) -> Outcome:
    """P7: a warm process draws a report it has not drawn before."""
    lack = provide()
    names = ("clinic", "replay", "again", "casefile", *PEERS)
    found = in_turn(names, 7 if quick else 21, warm=5 if quick else 10)
    ours, floor = found["clinic"], found["replay"]
    ratios = {name: ours.over(found[name]) for name in PEERS}
    values: dict[str, object] = {"clinic": ours.shown, "bar": f"{1000 * _REPORT_BAR:.0f}ms", "n": len(ours.seconds)}
    for name, ratio in ratios.items():
        values[name] = found[name].shown
        if not found[name].is_missing:
            values[f"of_{name}"] = f"{ratio:.2f}"
    values |= {"replay": floor.shown, "of_replay": f"{ours.over(floor):.1f}", "replay_bar": _FLOOR_BAR}
    values |= {"again": found["again"].shown, "casefile": found["casefile"].shown}
    values["casefile_pages"] = found["casefile"].pages
    ok = ours.median <= _REPORT_BAR and all(ratio < 1 for ratio in ratios.values()) and ours.over(floor) <= _FLOOR_BAR
    told = "" if quick else _profile()
    return outcome("P7", values, ok=ok, details="\n".join([*_table(found.values()), lack, told]).strip())


def _table(found: Iterable[Series]) -> list[str]:
    """Pages, size and times of each engine, or why it is missing."""
    lines = [f"{'engine':<12}{'pages':>6}{'kB':>8}{'median ms':>11}{'least ms':>10}"]
    for series in found:
        if series.is_missing:
            lines.append(f"{series.name:<12}{series.lack}")
            continue
        figures = f"{series.pages:>6}{series.bytes / 1000:>8.0f}{1000 * series.median:>11.1f}"
        lines.append(f"{series.name:<12}{figures}{1000 * min(series.seconds):>10.1f}")
    return lines


def _profile() -> str:
    """Where Clinic's time goes."""
    with Engine("clinic") as engine:
        engine.draw([1])
        return str(engine.draw([2], profile=True)["profile"])


def batch(*, quick: bool) -> Outcome:
    """P8: different reports one after the other in one process."""
    lack = provide()
    spent, memory = _drawn("clinic", _BATCH)
    growth = memory[-1] - memory[_SETTLED - 1]
    values: dict[str, object] = {"clinic": f"{sum(spent):.2f}s", "bar": f"{_BATCH_BAR:.0f}s", "n": _BATCH}
    values |= {"rss": f"{memory[-1]:.0f}MB", "growth_after_100": f"{growth:.1f}MB", "flat_bar": f"{_FLAT:.0f}MB"}
    missing = False
    for name in PEERS[:2] if quick else PEERS:
        count = min(_BATCH, 40 if quick else _SCALED.get(name, _BATCH))
        try:
            its, kept = _drawn(name, count)
        except Missing as reason:
            values[name], missing, lack = "missing", True, f"{lack}\n{name}: {reason}"
            continue
        scaled = sum(its) * _BATCH / count
        values |= {name: f"{scaled:.1f}s", f"{name}_n": count, f"{name}_rss": f"{kept[-1]:.0f}MB"}
    ok = sum(spent) <= _BATCH_BAR and growth <= _FLAT and not missing
    return outcome("P8", values, ok=ok, details=lack.strip())


def _drawn(name: str, count: int) -> tuple[list[float], list[float]]:
    """CPU seconds and MB after each of ``count`` reports in one fresh process."""
    with Engine(name) as engine:
        answers = [engine.draw([number]) for number in range(count)]
    return [answer["cpu"] for answer in answers], [answer["rss"] for answer in answers]


def large(*, quick: bool) -> Outcome:
    """P9: many reports in one document, in a process of its own."""
    lack = provide()
    quarter, whole = _one_document("clinic", _LARGE // 4), _one_document("clinic", _LARGE)
    growth = whole.cpu_a_page / quarter.cpu_a_page
    values: dict[str, object] = {"pages": whole.pages, "rss": f"{whole.peak:.0f}MB", "bar": f"{_LARGE_BAR:.0f}MB"}
    values |= {"cpu": f"{whole.cpu:.2f}s", "page_1000_over_250": f"{growth:.2f}", "linear_bar": _LINEAR}
    values |= {"size": f"{whole.bytes / 1e6:.1f}MB", "rss_of_a_quarter": f"{quarter.peak:.0f}MB"}
    missing = False
    for name in ("typst",) if quick else ("typst", "qt", "weasyprint"):
        try:
            its = _one_document(name, _LARGE)
        except Missing as reason:
            values[name], missing, lack = "missing", True, f"{lack}\n{name}: {reason}"
            continue
        values |= {f"{name}_rss": f"{its.peak:.0f}MB", f"{name}_cpu": f"{its.cpu:.1f}s", f"{name}_pages": its.pages}
    ok = whole.peak <= _LARGE_BAR and growth <= _LINEAR and not missing
    return outcome("P9", values, ok=ok, details=lack.strip())


class _Size(NamedTuple):
    """What one document of many reports took: CPU seconds, the most MB at a time, bytes, pages."""

    cpu: float
    peak: float
    bytes: int
    pages: int

    @property
    def cpu_a_page(self) -> float:
        """CPU seconds for each page."""
        return self.cpu / self.pages


def _one_document(name: str, count: int) -> _Size:
    """One document of that many reports, drawn by a process that has drawn a single one before."""
    with tempfile.TemporaryDirectory() as folder, Engine(name) as engine:
        path = Path(folder) / "large.pdf"
        engine.draw([0])
        answer = engine.draw(range(1, count + 1), to=str(path))
        return _Size(answer["cpu"], answer["peak"], answer["bytes"], pages_in(path))
