"""A caption opens and shuts what stands below it, by hand and by key, and the window remembers which."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.ui.widgets.fold import Fold


def _window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(300, 200)
    with qtbot.waitExposed(window):
        window.show()
    return window


def _fold(window: QWidget, key: str = "", *, is_open: bool = False) -> tuple[Fold, QLabel]:
    fold, part = Fold("Why", key=key, is_open=is_open), QLabel("because")
    fold.add(part)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(fold)
    fold.show()
    QApplication.processEvents()
    return fold, part


def test_a_caption_opens_by_mouse_and_by_key(qtbot: QtBot) -> None:
    window = _window(qtbot)
    fold, part = _fold(window)
    assert not part.isVisible()
    qtbot.mouseClick(fold.head, Qt.MouseButton.LeftButton)
    assert part.isVisible()
    fold.head.setFocus()
    QTest.keyClick(fold.head, Qt.Key.Key_Space)
    assert not part.isVisible()
    assert not fold.is_open


def test_the_window_remembers_what_was_open_when_its_pages_are_built_again(qtbot: QtBot) -> None:
    window = _window(qtbot)
    first, _ = _fold(window, "partners")
    first.set_open(True)
    second, part = _fold(window, "partners")
    QApplication.processEvents()
    assert part.isVisible()
    second.set_open(False)
    third, part = _fold(window, "partners", is_open=True)
    assert not part.isVisible()
    assert not third.is_open


def test_without_a_key_nothing_is_remembered_and_no_other_window_knows(qtbot: QtBot) -> None:
    window = _window(qtbot)
    _fold(window)[0].set_open(True)
    _fold(window, "partners")[0].set_open(True)
    assert not _fold(window)[0].is_open
    other = _window(qtbot)
    assert not _fold(other, "partners")[0].is_open


def test_the_note_is_read_out_with_the_caption(qtbot: QtBot) -> None:
    window = _window(qtbot)
    fold, _ = _fold(window)
    assert fold.head.accessibleName() == "Why"
    fold.head.say("3")
    assert fold.head.accessibleName() == "Why, 3"
