"""Where there is no screen the main job is done without one, and Qt's missing libraries are named."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from build_scripts import bootstrap, demo, screen, system_libraries

unix = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks a screen at times")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No variable that speaks of a screen."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@unix
@pytest.mark.parametrize("display", ["", ":987", "unix:987.0", "localhost:987", "localhost:99999", "nonsense"])
def test_a_display_that_does_not_answer_is_no_screen(bare: pytest.MonkeyPatch, display: str) -> None:
    bare.setenv("DISPLAY", display)
    bare.setenv("WAYLAND_DISPLAY", "wayland-987")
    assert not screen.is_there()


@unix
def test_a_compositor_that_answers_is_a_screen(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w"))
        server.listen()
        bare.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        bare.setenv("WAYLAND_DISPLAY", "w")
        assert screen.is_there()


def test_a_platform_that_was_asked_for_is_taken(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("QT_QPA_PLATFORM", "offscreen")
    assert screen.is_there()


@unix
def test_a_missing_library_is_named_with_the_line_that_brings_it(tmp_path: Path) -> None:
    python = tmp_path / "python"
    said = "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory"
    python.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    assert system_libraries.missing_library(python, "", tmp_path) == "libEGL.so.1"
    assert "libegl1" in system_libraries.command() or "mesa-libEGL" in system_libraries.command()


@unix
def test_that_qt_loads_is_asked_once(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    python = bootstrap.python_of(venv)
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    python.chmod(0o755)
    (venv / "clinic-environment.json").write_text(json.dumps({"base": sys.executable}), encoding="utf-8")
    assert system_libraries.missing_library(python, "libqxcb.so", tmp_path) == ""
    python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert system_libraries.missing_library(python, "libqxcb.so", tmp_path) == ""
    assert system_libraries.missing_library(python, "", tmp_path) != ""


@pytest.mark.parametrize(("title", "language"), [("시험 설비", "ko"), ("خط تولید", "fa"), ("Boiler", "en")])
def test_the_language_of_a_title_is_told_by_its_letters(title: str, language: str) -> None:
    assert demo.language_of(title) == language


def test_without_a_screen_the_main_job_leaves_three_reports_and_a_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLINIC_DATABASE", os.devnull)  # the demonstration must not touch the user's own
    assert demo.run(Path(sys.executable)) == 0
    output = tmp_path / "clinic-output"
    names = {"consultation-en.pdf", "consultation-fa.pdf", "consultation-ko.pdf", "case-summaries.xlsx"}
    assert {path.name for path in output.iterdir()} == names
    said = capsys.readouterr().out
    assert all(str(output / name) in said for name in names)
    for path in output.glob("*.pdf"):
        with pypdfium2.PdfDocument(path) as document:
            assert len(document) > 0
    assert load_workbook(output / "case-summaries.xlsx").active.max_row > 12
