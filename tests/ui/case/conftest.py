"""A case page on a real clinic file, shown, with the hands of an advisor."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.problem import ProblemData
from clinic_app.services import problems
from clinic_app.storage.database import Database
from clinic_app.ui.case.enterprise import EnterpriseSection
from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.case.page import CasePage
from clinic_app.ui.case.plan import PlanSection
from clinic_app.ui.case.problems import ProblemsSection
from clinic_app.ui.case.visits import VisitsSection
from clinic_app.ui.context import Context
from tests.factories import saved_case

TRAINING = "Our new operators need training courses: nobody teaches them how to set the machines."
EXPORT = "We want to export but have no distributor in Korea and do not know how to find foreign buyers."

OpenPage = Callable[..., CasePage]


def enter(widget: QWidget, words: str) -> None:
    """Put words of any script into a field as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def open_page(qtbot: QtBot, database: Database, context: Context) -> OpenPage:
    """Open the page of a new case with one problem per text; keyword arguments are fields of the case."""

    def make(*texts: str, on: Context | None = None, **case: Any) -> CasePage:
        made = saved_case(database, **case)
        for text in texts:
            database.do(problems.add, made.id, ProblemData(statement=text))
        page = CasePage(on or context)
        qtbot.addWidget(page)
        page.resize(1200, 800)
        page.show_case(made.id)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return make


def case_id_of(page: CasePage) -> UUID:
    """The id of the case a page shows."""
    assert page.file is not None
    return page.file.case.id


def enterprise(page: CasePage) -> EnterpriseSection:
    """The section of the enterprise."""
    section = page.section_of(SectionKey.ENTERPRISE)
    assert isinstance(section, EnterpriseSection)
    return section


def problem_section(page: CasePage) -> ProblemsSection:
    """The section of the problems."""
    section = page.section_of(SectionKey.PROBLEMS)
    assert isinstance(section, ProblemsSection)
    return section


def plan(page: CasePage) -> PlanSection:
    """The section of the plan."""
    section = page.section_of(SectionKey.PLAN)
    assert isinstance(section, PlanSection)
    return section


def visit_section(page: CasePage) -> VisitsSection:
    """The section of the visits."""
    section = page.section_of(SectionKey.VISITS)
    assert isinstance(section, VisitsSection)
    return section
