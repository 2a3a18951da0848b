"""What was learnt, in its window: looked at, forgotten and remembered, counted, rebuilt."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.matching import matcher
from clinic_app.services import corrections, learning, matches, problems
from clinic_app.storage.database import Database
from clinic_app.ui.context import Context
from clinic_app.ui.learning.dialog import LearningDialog
from clinic_app.ui.workspace import Workspace
from tests.factories import saved_case
from tests.ui.conftest import ScriptedDialogs

TEXT = "We lost our buyers in Iraq and do not know how to find new export markets and customers abroad."
Open = Callable[[], LearningDialog]


@pytest.fixture
def learnt(database: Database) -> str:
    """The number of a case with a problem decided against the matcher, and a like one in another case that waits."""
    made = saved_case(database, TEXT)
    (problem,) = database.read(problems.of_case, made.id)
    area = next(one for one in Area if one is not matcher.load().suggest(TEXT).area)
    database.do(matches.decide, problem.id, area, reason="asked for")
    saved_case(database, "The lathe is worn out and loses its oil.", enterprise="Another")
    return made.number


@pytest.fixture
def open_dialog(qtbot: QtBot, context: Context) -> Open:
    def make() -> LearningDialog:
        dialog = LearningDialog(context)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return make


def row(dialog: LearningDialog, number: int = 0) -> list[str]:
    return [str(dialog.model.index(number, column).data()) for column in range(dialog.model.columnCount())]


def test_an_empty_log_says_what_to_do(open_dialog: Open) -> None:
    dialog = open_dialog()
    said = " ".join(part.text() for part in dialog.findChildren(QLabel) if part.isVisible())
    assert "Nothing learnt yet" in said
    assert "Decide a problem for another area" in said
    assert not dialog.forget.isVisible()
    dialog.tabs.setCurrentIndex(2)
    assert not dialog.rebuild_page.make.isEnabled()
    assert "nothing to learn from yet" in dialog.rebuild_page.figures.text()


def test_a_correction_is_listed_forgotten_and_remembered(learnt: str, open_dialog: Open, database: Database) -> None:
    dialog = open_dialog()
    assert row(dialog)[:2] == [learnt, TEXT]
    assert row(dialog)[-1] == "Remembered"
    assert not dialog.forget.isEnabled()
    dialog.table.selectRow(0)
    assert (dialog.forget.isEnabled(), dialog.remember.isEnabled()) == (True, False)
    dialog.forget.click()
    assert row(dialog)[-1] == "Forgotten"
    assert len(database.read(learning.memory)) == 0
    assert (dialog.forget.isEnabled(), dialog.remember.isEnabled()) == (False, True)
    dialog.remember.click()
    assert row(dialog)[-1] == "Remembered"
    assert len(database.read(learning.memory)) == 1


def test_overrides_are_counted(learnt: str, open_dialog: Open, database: Database) -> None:
    dialog = open_dialog()
    dialog.tabs.setCurrentIndex(1)
    shown = [
        [str(dialog.counts.index(line, column).data()) for column in range(1, 5)]
        for line in range(dialog.counts.rowCount())
    ]
    assert shown == [["1", "1", "1", "0"]] * 2
    assert dialog.counts.rowCount() == sum(map(len, (database.read(corrections.statistics).types, [None])))


def test_a_rebuild_is_shown_accepted_and_discarded(
    learnt: str, open_dialog: Open, database: Database, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    dialog.tabs.setCurrentIndex(2)
    page = dialog.rebuild_page
    assert page.state.text() == "No rebuild"
    page.make.click()
    assert not page.make.isEnabled()
    qtbot.waitUntil(page.accept_button.isEnabled, timeout=60_000)
    assert page.state.text() == "Tried, not accepted yet"
    assert "of 1 open undecided problems would change" in page.figures.text()
    page.accept_button.click()
    assert page.state.text() == "Accepted"
    assert database.read(learning.memory).tuning is not None
    page.discard_button.click()
    assert page.state.text() == "No rebuild"
    assert database.read(learning.memory).tuning is None


def test_the_menu_opens_it(qtbot: QtBot, context: Context, dialogs: ScriptedDialogs) -> None:
    workspace = Workspace(context)
    qtbot.addWidget(workspace)
    seen = []
    dialogs.will_answer(lambda dialog: seen.append(dialog.windowTitle()))
    workspace.open_learning()
    assert seen == ["What was learnt"]
