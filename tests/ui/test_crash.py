"""A fault of the program is written down once, without words of a case, and the window is told once."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.ui import crash

pytestmark = pytest.mark.expects_log


_PERSONAL = "Mrs Rahimi's turnover"


def _fault() -> None:
    raise RuntimeError(_PERSONAL)


@pytest.fixture
def catcher(monkeypatch: pytest.MonkeyPatch) -> crash.BugCatcher:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made = crash.BugCatcher()
    made.install()
    return made


def test_the_same_fault_is_told_once_and_without_its_message(
    catcher: crash.BugCatcher, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    catcher.happened.connect(told.append)
    for _ in range(28):
        try:
            _fault()
        except RuntimeError:
            sys.excepthook(*sys.exc_info())
    qtbot.waitUntil(lambda: told == ["RuntimeError"])
    assert caplog.text.count("unexpected RuntimeError") == 1
    assert "_fault" in caplog.text
    assert "Rahimi" not in caplog.text


_RUN = """
import faulthandler, pathlib, sys
from clinic_app.ui import crash
print(crash.watch_for_crashes(pathlib.Path(sys.argv[1])))
if len(sys.argv) > 2:
    faulthandler._sigsegv()
"""


def test_a_crash_of_the_last_run_is_noticed_and_its_trace_kept(tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        line = [sys.executable, "-c", _RUN, str(tmp_path), *arguments]
        return subprocess.run(line, capture_output=True, text=True, check=False).stdout.strip()

    run("crash")
    assert run() == "True"
    assert "Segmentation fault" in (tmp_path / "crash-before.log").read_text("utf-8")
    assert run() == "False"


def test_the_log_is_for_this_user_only_and_does_not_grow_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "clinic.log"
    file.write_bytes(b"x" * (crash._FILE_BYTES + 1))
    before = list(logging.getLogger("clinic_app").handlers)
    crash.write_log(tmp_path)
    added = [handler for handler in logging.getLogger("clinic_app").handlers if handler not in before]
    for handler in added:
        logging.getLogger("clinic_app").removeHandler(handler)
        handler.close()
    assert file.stat().st_size == 0
    assert file.stat().st_mode & 0o077 == 0
    assert (tmp_path / "clinic-before.log").exists()
