"""The benchmarks print one line a figure, and what they compare with is locked apart from everything else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pikepdf
import pytest

from build_scripts import bootstrap, figures
from build_scripts.benchmark import peers, reports_content, run
from build_scripts.benchmark.measure import Engine, Missing, in_turn
from build_scripts.benchmark.reports_shapes import bars, modules, radar
from tests.build_scripts.conftest import ROOT
from tests.build_scripts.test_locks import LOCKS, normal, pins


def test_the_lock_of_the_peers_holds_what_was_asked_for_with_hashes_and_no_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / peers.LOCK).read_text(encoding="utf-8")
    assert {normal(name) for name in project["dependency-groups"]["benchmark"]} <= pins(peers.LOCK).keys()
    assert "//" not in text
    entries = re.split(r"\n(?=[\w.-]+==)", text)
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_peers_share_with_the_program_is_locked_at_the_same_version() -> None:
    ours, theirs = versions(LOCKS[1]), versions(peers.LOCK)
    shared = ours.keys() & theirs.keys()
    assert {"uharfbuzz", "pillow"} <= shared
    assert {name: theirs[name] for name in shared} == {name: ours[name] for name in shared}


def versions(lock: str) -> dict[str, set[str]]:
    """Package -> its pinned versions, whatever they are for."""
    return {name: {pin.split(" ")[0] for pin in found} for name, found in pins(lock).items()}


def test_the_line_of_a_figure_begins_with_its_id_and_ends_with_the_verdict() -> None:
    found = figures.outcome("P7", {"clinic": "30.0ms", "typst": "missing"}, ok=False)
    assert found.line == "P7 clinic=30.0ms typst=missing short"


def test_an_unknown_figure_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run.main(["P99"])
    assert ended.value.code == 2
    assert "P99" in capsys.readouterr().err


def test_every_figure_can_be_measured() -> None:
    assert all(
        callable(figures.measuring("build_scripts.benchmark", run.BENCHMARKS, identity))
        for identity in run.BENCHMARKS
    )


def test_every_report_is_another_and_always_the_same() -> None:
    first, second = reports_content.report(1), reports_content.report(2)
    assert first == reports_content.report(1)
    assert {title for title, _ in first.essays} == {title for title, _ in second.essays}
    assert not {text for _, text in first.essays} & {text for _, text in second.essays}
    assert (len(first.facts), len(first.diagnosis), len(first.plan)) == (10, 20, 15)
    assert [len(text.split()) for _, text in first.essays] == [300, 300, 300]


def test_the_pictures_of_all_engines_have_the_same_corners() -> None:
    made = reports_content.report(1)
    assert len(radar(made.after)) == len(list(bars(made.after))) == len(reports_content.DIMENSIONS)
    assert len(list(modules(made))) == sum(map(sum, made.qr))


def test_an_engine_draws_the_reports_it_is_told_and_says_what_that_cost(tmp_path: Path) -> None:
    with Engine("clinic") as engine:
        answer = engine.draw([1, 2], to=str(tmp_path / "two.pdf"))
        profiled = engine.draw([1], profile=True)
    assert 0 < answer["cpu"] < 30
    assert answer["peak"] >= answer["rss"] > 10
    with pikepdf.open(tmp_path / "two.pdf") as pdf:
        assert len(pdf.pages) > 8
    assert "tottime" in profiled["profile"]


def test_the_floor_draws_the_same_pages_with_the_same_operators(tmp_path: Path) -> None:
    for name in ("clinic", "replay"):
        with Engine(name) as engine:
            engine.draw([1], to=str(tmp_path / name))
    with pikepdf.open(tmp_path / "clinic") as drawn, pikepdf.open(tmp_path / "replay") as replayed:
        pairs = zip(drawn.pages, replayed.pages, strict=True)
        assert all(ours.Contents.read_bytes().strip() in its.Contents.read_bytes() for ours, its in pairs)


def test_an_engine_that_is_not_there_is_told_and_the_others_go_on() -> None:
    found = in_turn(["clinic", "no_such_engine"], 1, warm=0)
    assert found["no_such_engine"].is_missing
    assert "no_such_engine" in found["no_such_engine"].lack
    assert found["no_such_engine"].shown == "missing"
    assert found["clinic"].over(found["no_such_engine"]) == float("inf")
    assert found["clinic"].pages > 3
    with Engine("no_such_engine") as engine, pytest.raises(Missing):
        engine.draw([1])


def test_the_worker_answers_a_line_for_a_line() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "build_scripts.benchmark.worker", "replay"],
        input=json.dumps({"numbers": [1]}) + "\n",
        env=bootstrap.environment_of(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout)["bytes"] > 10_000
