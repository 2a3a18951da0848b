"""An earlier decision is followed, shown as the reason, and its case is one press away."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Verdict
from clinic_app.domain.problem import ProblemData
from clinic_app.services import matches, problems, trash
from clinic_app.storage.database import Database
from clinic_app.ui.case.page import CasePage
from clinic_app.ui.context import Context
from clinic_app.ui.workspace import Workspace
from tests.factories import saved_case
from tests.ui.case.conftest import TRAINING, OpenPage, enter, problem_section


def _corrected(database: Database) -> object:
    """A case whose problem was decided against the matcher; its id."""
    earlier = saved_case(database)
    problem = database.do(problems.add, earlier.id, ProblemData(statement=TRAINING))
    database.do(matches.decide, problem.id, Area.RESEARCH_DEVELOPMENT, reason="They invent the course")
    return earlier.id


def test_typing_what_was_corrected_before_names_the_case_and_opens_it(
    qtbot: QtBot, database: Database, context: Context
) -> None:
    earlier = _corrected(database)
    now = saved_case(database)
    workspace = Workspace(context)
    qtbot.addWidget(workspace)
    workspace.resize(1200, 800)
    with qtbot.waitExposed(workspace):
        workspace.show()
    workspace.show_case(now.id)
    page = workspace.currentWidget()
    assert isinstance(page, CasePage)
    section = problem_section(page)
    section.begin()
    enter(section.form.form.widget("statement"), TRAINING)
    qtbot.waitUntil(section.panel.recall.isVisible, timeout=10_000)
    assert "Research and development (100% alike)" in section.panel.recall.text()
    assert section.panel.head.accept_button.text() == "Accept: Research and development"
    section.panel.recall.open_button.click()
    QApplication.processEvents()
    assert workspace.case_id == earlier


def test_an_earlier_case_in_the_bin_is_neither_followed_nor_named(
    qtbot: QtBot, database: Database, open_page: OpenPage
) -> None:
    earlier = _corrected(database)
    database.do(trash.remove, "cases", earlier)
    section = problem_section(open_page(TRAINING))
    qtbot.waitUntil(lambda: not section.panel.is_blank, timeout=10_000)
    assert section.panel.recall.isHidden()
    assert section.panel.head.accept_button.text() == "Accept: Education and training"


def test_her_own_earlier_decision_is_no_advice_when_she_decides_the_same_problem_again(
    qtbot: QtBot, database: Database, open_page: OpenPage
) -> None:
    section = problem_section(open_page(TRAINING))
    problem_id = section.keeper.record_id
    assert problem_id is not None
    database.do(matches.decide, problem_id, Area.RESEARCH_DEVELOPMENT, reason="They invent the course")
    section.live.read(section.form.pieces(), at_once=True)
    qtbot.waitUntil(lambda: not section.panel.is_blank, timeout=10_000)
    qtbot.wait(600)
    assert section.panel.recall.isHidden()
    section.panel.choose(Area.EDUCATION_TRAINING)
    assert section.panel.ranking.override.isHidden()
    newest = database.read(matches.history, problem_id)[-1]
    assert (newest.area, newest.verdict) == (Area.EDUCATION_TRAINING, Verdict.ACCEPTED)
