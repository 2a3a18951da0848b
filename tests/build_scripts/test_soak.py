"""The soak trials print a line each, find what is wrong, and show the same case again for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from build_scripts import figures
from build_scripts.soak import bidi, press, run
from build_scripts.soak.printed import compared, copy_of
from build_scripts.soak.strings import LONGEST, any_text
from clinic_app.domain.casefile import Audience, ReportKind

NOTE = press.Sort(ReportKind.VISIT_NOTE, Audience.FULL)


def test_every_trial_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert all(callable(figures.measuring("build_scripts.soak", run.TRIALS, each)) for each in run.TRIALS)
    with pytest.raises(SystemExit):
        run.main(["R99"])
    assert "R99" in capsys.readouterr().err


def test_random_texts_are_of_every_length_and_plane_and_come_again() -> None:
    texts = [any_text(random.Random(seed)) for seed in range(300)]
    assert texts == [any_text(random.Random(seed)) for seed in range(300)]
    assert min(map(len, texts)) < 5
    assert LONGEST / 2 < max(map(len, texts)) <= LONGEST
    everything = set("".join(texts))
    assert {ord(each) >> 16 for each in everything} >= {0, 1, 2, 3, 14, 15, 16}
    assert everything >= {"\0", "\u200d", "\u2067", "\u202e", "ک", "한"}
    assert any("\ud800" <= each <= "\udfff" for each in everything)


def test_a_few_random_strings_are_printed_whole() -> None:
    wholly = press.printed_whole(NOTE)
    assert ".problems[0].statement" in wholly
    made = press.proof(7, 60, NOTE, "fa+en", wholly)
    assert made.characters > 100
    assert (made.lost, made.outside) == (Counter(), ())


def test_a_case_of_a_seed_has_that_many_random_texts() -> None:
    plain = dict(press.texts_of(press.whole()))
    texts = dict(press.texts_of(press.random_case(5, 40)))
    changed = [where for where, text in texts.items() if text != plain[where]]
    assert 30 < len(changed) <= 40


def test_what_is_missing_or_outside_the_margins_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(100, 400, "inside")
    canvas.drawString(A4[0] - 58, 400, "over")
    canvas.save()
    copy = copy_of(path.read_bytes())
    assert compared("inside over!") - compared(copy.text) == Counter("!")
    assert any("U+0072" in each for each in copy.outside)
    assert len(copy.outside) < len("over")


def test_an_exception_is_counted_and_told() -> None:
    future: press.Future[press.Proof] = press.Future()
    future.set_exception(ValueError("no glyph"))
    sums: Counter[str] = Counter()
    assert "no glyph" in press._counted(future, sums)[0]
    assert sums["exceptions"] == 1


def test_missing_data_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bidi, "FOLDER", tmp_path)
    found = bidi.conformance(full=False, seed=None)
    assert found.line == "R20 data=missing short"
    assert not found.ok


def test_a_wrong_level_is_a_failure_and_an_unknown_character_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "BidiCharacterTest.txt"
    path.write_text("0061;0;0;0;0\n0061;0;0;1;0 # wrong\nE0080;0;0;0;0\n", encoding="utf-8")
    found = bidi.of_characters(path)
    assert (found.cases, found.left_out, found.failed) == (2, 1, ["0061;0;0;1;0"])
