"""Closed cases like the problem being typed: found off the GUI thread, told in words, opened by a press."""

from typing import Any

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_app.domain.plan import ActionData, ActionStatus
from clinic_app.services import plans
from clinic_app.storage.database import Database
from tests.services.test_similar import ASKED, KILN, closed
from tests.ui.case.conftest import OpenPage, problem_section


def test_a_similar_closed_case_is_told_with_what_solved_it_and_opens(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    case = closed(database, KILN, enterprise="Sepahan Tile")
    database.do(plans.add_action, case.id, ActionData(what="Roof over the clay", status=ActionStatus.DONE))
    page = open_page(ASKED)
    section = problem_section(page)
    shown = section.foot.similar
    qtbot.waitUntil(lambda: len(shown.texts()) > 1, timeout=10_000)
    said = [line.translate(dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069, 0x2060))) for line in shown.texts()]
    assert case.number.replace("-", "") in said[0].replace("-", "").replace("\u2011", "")
    assert "Sepahan Tile" in said[0]
    assert said[1] == KILN
    assert "similar" in said[2].lower()
    assert said[-2:] == ["What was done", "• Roof over the clay"]
    assert section.foot.similar_fold.head.accessibleName().endswith("1")
    opened: list[Any] = []
    section.case_wanted.connect(opened.append)
    shown.findChildren(QPushButton)[-1].click()
    assert opened == [case.id]


def test_nothing_alike_says_so_and_a_blank_text_asks_nothing(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    closed(database, "The bank calls the overdue loan.")
    page = open_page(ASKED)
    shown = problem_section(page).foot.similar
    page.flush()
    qtbot.waitUntil(lambda: shown._asked[0] == ASKED, timeout=10_000)
    page._context.jobs.finish()
    assert shown.texts() == ["No closed case is like this problem."]
    shown.look_up("  ", None)
    assert shown.texts() == ["No closed case is like this problem."]
