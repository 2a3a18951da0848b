"""The ways to the windows of the documents: from the menus, from the list, from the case."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from clinic_app.domain.case import Case
from clinic_app.ui.context import Context
from clinic_app.ui.reports.batch_dialog import BatchDialog
from clinic_app.ui.reports.dialog import ReportDialog
from clinic_app.ui.reports.verify_dialog import VerifyDialog
from clinic_app.ui.workspace import Workspace
from tests.factories import saved_case
from tests.ui.conftest import ScriptedDialogs


@pytest.fixture
def workspace(qtbot: QtBot, context: Context, case: Case) -> Iterator[Workspace]:
    saved_case(context.database, title="Another", enterprise="Second firm")
    made = Workspace(context)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.cases.loaded):
        made.show()
    yield made
    context.jobs.finish()


def _opened(dialogs: ScriptedDialogs, act: Callable[[], object]) -> list[QDialog]:
    opened: list[QDialog] = []

    def look(dialog: QDialog) -> bool:
        opened.append(dialog)
        dialog.done(0)
        return False

    dialogs.will_answer(look)
    act()
    return opened


def test_one_chosen_case_is_shown_and_several_are_made_in_one_go(
    workspace: Workspace, dialogs: ScriptedDialogs
) -> None:
    workspace.cases.table.selectAll()
    assert isinstance(_opened(dialogs, workspace.reports)[0], BatchDialog)
    assert dialogs.asked == ["BatchDialog"]
    workspace.cases.table.selectRow(0)
    assert isinstance(_opened(dialogs, workspace.report)[0], ReportDialog)


def test_the_list_offers_the_reports_of_the_chosen_cases(workspace: Workspace, dialogs: ScriptedDialogs) -> None:
    workspace.cases.table.selectAll()
    action = next(each for each in workspace.cases._actions if each.text() == "Reports of these cases…")
    (dialog,) = _opened(dialogs, action.trigger)
    assert isinstance(dialog, BatchDialog)
    assert len(dialog.chosen_ids()) == 2


def test_a_report_is_verified_from_the_tools(workspace: Workspace, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    assert isinstance(_opened(dialogs, workspace.verify_report)[0], VerifyDialog)
