"""Picture every screen from the sample cases: `screenshots.py FOLDER [--languages en,fa,ko] [--themes light,dark]`.

One PNG a screen, language, theme and scale (100 % and 150 %): to be looked at.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # in place of this folder, whose names could hide those of the standard library

import argparse  # noqa: E402
import os  # noqa: E402
import subprocess  # noqa: E402
import tempfile  # noqa: E402
from collections.abc import Callable  # noqa: E402
from uuid import UUID  # noqa: E402

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SCALES = ("1", "1.5")
SIZE = (1366, 860)
SAMPLE = {"en": "2026-CLE-0001", "fa": "1405-ESF-0012", "ko": "2026-CLK-0001"}
WAIT_MS, STEP_MS, SETTLE_MS = 30_000, 50, 900


def main() -> None:
    """Picture all that was asked for, each scale in a process of its own: Qt reads it once."""
    options = _options()
    if options.one:
        _picture_all(options)
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for scale in SCALES:
            environment = os.environ | {"QT_SCALE_FACTOR": scale, "CLINIC_HOME": home}
            command = [sys.executable, __file__, *sys.argv[1:], "--one", scale]
            subprocess.run(command, env=environment, check=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", default="en,fa,ko")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _picture_all(options: argparse.Namespace) -> None:
    from clinic_app import paths
    from clinic_app.services import casefile, samples
    from clinic_app.storage.database import open_database

    database = open_database(paths.default_database(), create=True)
    samples.load(database)
    cases = {language: database.read(casefile.find, number) for language, number in SAMPLE.items()}
    database.close()
    for language in options.languages.split(","):
        for theme in options.themes.split(","):
            _picture(options.folder, language, theme, options.one, cases[language])


def _picture(folder: Path, language: str, theme: str, scale: str, case_id: UUID) -> None:
    from clinic_app import settings
    from clinic_app.app import build
    from clinic_app.ui.case.lacks import SectionKey
    from clinic_app.ui.case.page import CasePage

    settings.save(settings.Settings(language=language, theme=theme))
    _app, window = build([])
    window.resize(*SIZE)
    window.show()
    _until(lambda: window.workspace is not None)
    assert window.workspace is not None

    def picture(name: str) -> None:
        _wait(SETTLE_MS)
        path = folder / f"{name}-{language}-{theme}-{int(float(scale) * 100)}.png"
        window.grab().save(str(path))
        print(path)

    picture("1-list")
    window.workspace.show_case(case_id)
    page = window.workspace.currentWidget()
    assert isinstance(page, CasePage)
    for number, section in enumerate(SectionKey):
        page.tabs.setCurrentIndex(number)
        picture(f"{number + 2}-{section.value}")
    window.close()
    window.deleteLater()
    _wait(SETTLE_MS)


def _until(done: Callable[[], bool]) -> None:
    for _ in range(WAIT_MS // STEP_MS):
        if done():
            return
        _wait(STEP_MS)
    raise TimeoutError("the clinic file did not open")


def _wait(milliseconds: int) -> None:
    """Let the window live for a while. QTest.qWait would keep Python from the threads that read for it."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
