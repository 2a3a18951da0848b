"""The window: there before the database layer, and never without a word about the clinic file."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_app import paths, settings
from clinic_app.i18n.catalog import catalog
from clinic_app.services import cases, problems
from clinic_app.settings import Settings
from clinic_app.storage.database import open_database
from clinic_app.ui import theme
from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.main_window import MainWindow, fitting
from tests import factories
from tests.ui.conftest import ScriptedDialogs

Start = Callable[..., MainWindow]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, dialogs: ScriptedDialogs, home: Path) -> Iterator[Start]:
    """Show a window that opens its file, and wait until it has, or has said why not."""
    windows: list[MainWindow] = []

    def make(option: str = "", *, wait_for: str = "opened", **chosen: str) -> MainWindow:
        picked = Settings(**{"advisor": "Test Advisor", "theme": "light", **chosen})
        theme.apply(qapp, language=picked.language, theme=picked.theme)
        window = MainWindow(picked, Jobs(), option=option, make_dialogs=lambda _: dialogs)
        windows.append(window)
        window.first_painted.connect(window.open_at_start)
        with qtbot.waitSignal(getattr(window, wait_for)):
            window.show()
        if window.workspace is not None:
            qtbot.waitUntil(lambda: not window._jobs.is_busy)
        return window

    yield make
    for window in windows:
        dialogs.answers[:] = [True]  # close, saved or not
        window.close()
        window.deleteLater()
    theme.apply(qapp, language="en", theme="light")
    gc.enable()
    gc.unfreeze()


def _words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _action(window: MainWindow, text: str) -> QAction:
    return next(action for action in window.menuBar().findChildren(QAction) if action.text() == text)


_FIRST_PAINT = """
import sys
from clinic_app import app
application, window = app.build([])
window.first_painted.disconnect()
heavy = sys.argv[1].split()
window.first_painted.connect(lambda: application.exit(int(any(name in sys.modules for name in heavy))))
window.show()
code = application.exec()
print([name for name in heavy if name in sys.modules])
sys.exit(code)
"""


def test_nothing_heavy_is_imported_before_the_first_paint(home: Path) -> None:
    heavy = (
        "alembic reportlab xlsxwriter babel rapidfuzz pydantic sqlalchemy sqlcipher3 pikepdf uharfbuzz "
        "python_calamine stdnum jdatetime phonenumbers PySide6.QtPdf"
    )
    ran = subprocess.run(
        [sys.executable, "-c", _FIRST_PAINT, heavy],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CLINIC_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, "[]"), ran.stderr[-800:]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_without_a_screen_it_says_so_instead_of_aborting(home: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    ran = subprocess.run(
        [sys.executable, "-m", "clinic_app"],
        capture_output=True,
        text=True,
        check=False,
        env={**environment, "CLINIC_HOME": str(home)},
    )
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)


def test_the_first_start_makes_the_clinic_file_and_says_what_to_do(start: Start) -> None:
    window = start()
    assert paths.default_database().exists()
    assert "No cases yet" in _words(window)
    assert window.windowTitle() == "clinic.db – Clinic"


def test_enter_presses_the_button_that_has_the_keyboard(start: Start, dialogs: ScriptedDialogs, qtbot: QtBot) -> None:
    window = start()
    button = next(each for each in window.findChildren(QPushButton) if each.text() == "New case" and each.isVisible())
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    dialogs.will_answer(False)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert dialogs.asked == ["NewCaseDialog"]


def test_a_named_file_that_is_missing_is_not_made_but_named(
    start: Start, tmp_path: Path, dialogs: ScriptedDialogs, qtbot: QtBot
) -> None:
    missing = tmp_path / "stick" / "office.db"
    window = start(str(missing), wait_for="refused")
    assert not missing.exists()
    assert str(missing) in _words(window)
    dialogs.will_answer(tmp_path / "new.db")
    make = next(button for button in window.findChildren(QPushButton) if button.text() == "Make a new clinic file…")
    with qtbot.waitSignal(window.opened):
        make.click()
    assert (tmp_path / "new.db").exists()
    assert settings.load().database == str(tmp_path / "new.db")


@pytest.mark.parametrize("content", [b"hello", b"PK\x03\x04 a workbook", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_clinic_file_is_left_as_it_is(start: Start, tmp_path: Path, content: bytes) -> None:
    foreign = tmp_path / "other.db"
    foreign.write_bytes(content)
    window = start(str(foreign), wait_for="refused")
    assert foreign.read_bytes() == content
    assert "other.db" in _words(window)


def test_when_another_file_cannot_be_opened_the_present_one_stays(
    start: Start, tmp_path: Path, dialogs: ScriptedDialogs, qtbot: QtBot
) -> None:
    window = start()
    before = window.context
    foreign = tmp_path / "other.db"
    foreign.write_bytes(b"hello")
    dialogs.will_answer(foreign)
    with qtbot.waitSignal(window.refused):
        _action(window, "Open another clinic file…").trigger()
    assert window.context is before
    assert "other.db" in window.messages.text()


def test_making_a_file_never_writes_over_one(start: Start, tmp_path: Path, dialogs: ScriptedDialogs) -> None:
    window = start()
    there = tmp_path / "there.db"
    there.write_bytes(b"precious")
    dialogs.will_answer(there)
    _action(window, "Make a new clinic file…").trigger()
    assert there.read_bytes() == b"precious"
    assert "left as it is" in window.messages.text()


def test_the_language_changes_while_the_program_runs_and_is_remembered(start: Start, qapp: QApplication) -> None:
    window = start()
    window.choose_language("fa")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.context is not None
    assert window.context.language == "fa"
    assert settings.load().language == "fa"
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    bar = window.menuBar()
    marks = [button.text() for button in bar.findChildren(QToolButton) if button.text() and button.isVisibleTo(bar)]
    assert marks == ["EN", "فا", "한"]
    window.choose_language("ko")
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert qapp.font().families()[0] == "Pretendard"


def test_a_change_of_language_keeps_the_case_and_the_problem_on_the_screen(start: Start, qtbot: QtBot) -> None:
    window = start()
    assert window.context is not None
    case = factories.saved_case(window.context.database, "We lose customers", "Nobody can set the looms")
    second = window.context.database.read(problems.of_case, case.id)[1]
    assert window.workspace is not None
    window.workspace.return_to((case.id, (SectionKey.PROBLEMS, second.id)))
    window.choose_language("fa")
    assert window.workspace.place == (case.id, (SectionKey.PROBLEMS, second.id))
    qtbot.waitUntil(lambda: not window._jobs.is_busy)


def test_the_theme_changes_while_the_program_runs(start: Start, qapp: QApplication) -> None:
    window = start()
    window.choose_theme("dark")
    assert qapp.palette().window().color().lightness() < 80
    assert settings.load().theme == "dark"


def test_it_turns_dark_with_the_system_if_so_chosen(
    start: Start, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start(theme="system")
    light = qapp.palette().window().color()
    monkeypatch.setattr(theme, "_system_is_dark", lambda: True)
    window.follow_system()
    assert qapp.palette().window().color().lightness() < light.lightness()


def test_a_save_that_fails_is_asked_about_before_closing(start: Start, dialogs: ScriptedDialogs) -> None:
    window = start()
    assert window.context is not None
    assert window.workspace is not None
    case = factories.saved_case(window.context.database, "We lose customers")
    window.workspace.show_case(case.id)
    page = window.workspace._case
    assert page is not None
    page.form.widget("title").setText("Typed on a stick that is pulled")
    paths.default_database().rename(paths.default_database().with_suffix(".away"))
    dialogs.will_answer(False)
    assert not window.close()
    assert dialogs.asked[-1] == "Not everything could be saved. Close all the same?"
    paths.default_database().with_suffix(".away").rename(paths.default_database())
    assert window.close()
    again = open_database(paths.default_database())
    assert again.read(cases.get, case.id).title == "Typed on a stick that is pulled"
    again.close()


def test_dropped_files_open_the_import(start: Start, tmp_path: Path, dialogs: ScriptedDialogs, qtbot: QtBot) -> None:
    window = start()
    table = tmp_path / "in.csv"
    table.write_text("enterprise_name,problem_statement\nMehr,The kiln loses heat\n", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    seen: list[QDialog] = []
    dialogs.will_answer(lambda dialog: seen.append(dialog) or True)
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: bool(seen))
    qtbot.waitUntil(lambda: not window._jobs.is_busy)
    assert type(seen[0]).__name__ == "ImportDialog"


def test_a_backup_is_written_into_the_folder_asked_for(
    start: Start, tmp_path: Path, dialogs: ScriptedDialogs, qtbot: QtBot
) -> None:
    window = start()
    dialogs.will_answer(tmp_path / "backups")
    _action(window, "Back up…").trigger()
    qtbot.waitUntil(lambda: not window._jobs.is_busy)
    assert len(list((tmp_path / "backups").glob("*.db"))) == 1
    assert "was written and checked" in window.messages.text()


def test_about_names_the_folder_of_the_data(start: Start, dialogs: ScriptedDialogs) -> None:
    window = start()
    told: list[str] = []
    dialogs.tell = lambda parent, message, detail="": told.append(detail)  # type: ignore[method-assign]
    _action(window, "About Clinic").trigger()
    assert str(paths.default_database()) in told[0]


def test_without_a_file_the_menus_offer_only_what_works(start: Start, tmp_path: Path) -> None:
    window = start(str(tmp_path / "missing.db"), wait_for="refused")
    assert not _action(window, "New case…").isEnabled()
    assert _action(window, "Open another clinic file…").isEnabled()


def test_qt_speaks_the_language_too(start: Start, qapp: QApplication) -> None:
    start(language="fa")
    assert catalog("fa").is_rtl
    assert qapp.translate("QPlatformTheme", "Cancel") == "انصراف"


def test_the_first_window_is_never_larger_than_the_screen() -> None:
    assert fitting(QSize(1920, 1080)) == QSize(1280, 800)
    small = fitting(QSize(1280, 720))
    assert (small.width(), small.height()) == (1272, 680)
