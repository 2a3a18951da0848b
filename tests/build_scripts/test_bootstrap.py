"""The set-up ends with a whole environment or with one sentence, whatever it finds."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.build_scripts.conftest import ROOT, SmallCheckout, write_wheel


def test_a_path_with_spaces_and_persian_letters_is_set_up_from_wheels_without_a_network(
    checkout: SmallCheckout,
) -> None:
    code, said = checkout.set_up()
    assert (code, checkout.imports("tiny_run"), checkout.imports("tiny_dev")) == (0, True, False), said
    assert not checkout.imports("pip")


def test_wheels_beside_the_checkout_serve_too(checkout: SmallCheckout) -> None:
    (checkout.root / "wheels").rename(checkout.root.parent / "wheels")
    assert checkout.set_up()[0] == 0
    assert checkout.imports("tiny_run")


def test_a_second_start_touches_nothing_and_says_nothing(checkout: SmallCheckout) -> None:
    checkout.set_up()
    before = checkout.marker.stat().st_mtime_ns
    shutil.rmtree(checkout.root / "wheels")
    assert checkout.set_up() == (0, "")
    assert checkout.marker.stat().st_mtime_ns == before


@pytest.mark.parametrize("left_over", ["nothing but a folder", "a marker cut short", "no interpreter", "a file"])
def test_a_half_made_environment_is_removed_and_made_again(checkout: SmallCheckout, left_over: str) -> None:
    if left_over == "a file":
        checkout.venv.write_text("", encoding="utf-8")
    elif left_over == "no interpreter":
        checkout.set_up()
        shutil.rmtree(checkout.venv / ("Scripts" if os.name == "nt" else "bin"))
    else:
        (checkout.venv / "bin").mkdir(parents=True)
        (checkout.venv / "bin" / "rubble").write_text("", encoding="utf-8")
        if left_over == "a marker cut short":
            checkout.marker.write_text('{"run": "', encoding="utf-8")
    code, said = checkout.set_up()
    assert (code, checkout.imports("tiny_run")) == (0, True), said
    assert not (checkout.venv / "bin" / "rubble").exists()


def test_an_environment_of_a_python_that_is_gone_is_made_again(checkout: SmallCheckout) -> None:
    checkout.set_up()
    facts = json.loads(checkout.marker.read_text(encoding="utf-8"))
    checkout.marker.write_text(json.dumps({**facts, "base": "/nowhere/python3.11"}), encoding="utf-8")
    assert checkout.set_up()[0] == 0
    assert json.loads(checkout.marker.read_text(encoding="utf-8")) == facts


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_set_up_killed_in_the_middle_recovers(checkout: SmallCheckout) -> None:
    with checkout.start() as process:
        deadline = time.monotonic() + 60
        while not (checkout.venv / "setup.log").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        assert not checkout.marker.exists()
    code, said = checkout.set_up()
    assert (code, checkout.imports("tiny_run"), checkout.marker.exists()) == (0, True, True), said


def test_two_set_ups_at_once_leave_one_whole_environment(checkout: SmallCheckout) -> None:
    with checkout.start() as one, checkout.start() as two:
        said = one.communicate(timeout=120)[0] + two.communicate(timeout=120)[0]
    assert (one.returncode, two.returncode) == (0, 0), said
    assert said.count("is ready") == 1
    assert checkout.imports("tiny_run")


def test_without_network_and_wheels_one_sentence_says_what_to_do(checkout: SmallCheckout) -> None:
    shutil.rmtree(checkout.root / "wheels")
    (checkout.root / "wheels").mkdir()
    code, said = checkout.set_up()
    assert code == 1
    assert "connect to the network, or put a wheels folder beside the checkout" in said
    assert "Traceback" not in said
    assert len(said.splitlines()) == 2  # that it begins, and that it cannot go on


def test_a_wheel_that_is_missing_is_named(checkout: SmallCheckout) -> None:
    next((checkout.root / "wheels").glob("tiny_dev*")).unlink()
    code, said = checkout.set_up("--dev")
    assert (code, "has no tiny_dev==1.0" in said) == (1, True), said


def test_a_wheel_that_was_tampered_with_is_refused(checkout: SmallCheckout) -> None:
    path = next((checkout.root / "wheels").glob("tiny_run*"))
    path.write_bytes(path.read_bytes() + b"\0")
    code, said = checkout.set_up()
    assert (code, "not the one that was locked" in said) == (1, True), said
    assert not checkout.marker.exists()


def test_the_development_extras_are_added_to_what_is_there(checkout: SmallCheckout) -> None:
    checkout.set_up()
    (checkout.venv / "kept").write_text("", encoding="utf-8")
    assert checkout.set_up("--dev")[0] == 0
    assert checkout.imports("tiny_dev")
    assert (checkout.venv / "kept").exists()


def test_extras_that_cannot_be_fetched_leave_the_program_usable(checkout: SmallCheckout) -> None:
    checkout.set_up()
    shutil.rmtree(checkout.root / "wheels")
    assert checkout.set_up("--dev")[0] == 1
    assert checkout.set_up() == (0, "")


def test_a_changed_lock_is_followed(checkout: SmallCheckout) -> None:
    checkout.set_up()
    line = write_wheel(checkout.root / "wheels", "tiny_new", "2.0")
    with open(checkout.root / "requirements.lock", "a", encoding="utf-8") as lock:
        lock.write(line)
    assert checkout.set_up()[0] == 0
    assert checkout.imports("tiny_new")


def test_variables_of_the_user_that_would_lead_pip_astray_do_not(checkout: SmallCheckout, tmp_path: Path) -> None:
    code, said = checkout.set_up(PIP_USER="1", PIP_TARGET=str(tmp_path / "elsewhere"), PIP_REQUIRE_VIRTUALENV="1")
    assert (code, checkout.imports("tiny_run")) == (0, True), said


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_checkout_that_cannot_be_written_to_is_said(checkout: SmallCheckout) -> None:
    checkout.root.chmod(0o555)
    code, said = checkout.set_up()
    checkout.root.chmod(0o755)
    assert (code, "cannot be written to" in said) == (1, True), said


@pytest.mark.parametrize("script", ["run.py", "test.py", "bootstrap.py", "locale.py", "wheels.py"])
def test_an_older_python_is_told_so_in_one_sentence(script: str) -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 10, 2); runpy.run_path(sys.argv[1], run_name='__main__')"
    line = [sys.executable, "-c", pretend, str(ROOT / "build_scripts" / script)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Clinic needs Python 3.11 or newer")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("script", ["test.py", "locale.py", "wheels.py"])
def test_scripts_named_like_standard_modules_hide_nothing(script: str, tmp_path: Path) -> None:
    line = [sys.executable, str(ROOT / "build_scripts" / script), "--help"]
    done = subprocess.run(line, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout[:6]) == (0, "usage:"), done.stderr


@pytest.mark.skipif(os.name == "nt", reason="closes descriptors the Unix way")
def test_a_closed_stdin_does_no_harm(checkout: SmallCheckout) -> None:
    script = checkout.root / "build_scripts" / "bootstrap.py"
    variables = {**os.environ, "PIP_NO_INDEX": "1"}
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" "$1" <&-', sys.executable, str(script)],
        env=variables, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, checkout.imports("tiny_run")) == (0, True), done.stderr
