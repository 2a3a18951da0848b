"""Deciding without a mouse: digits of every keyboard, and the question why by keys and input methods alone."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.domain.assessment import AnswerData, AssessmentData, instrument
from clinic_app.domain.match import SuggestionKind, Verdict
from clinic_app.services import assessments, matches, problems
from clinic_app.storage.database import Database
from clinic_app.ui.case.bands import Band
from clinic_app.ui.case.known_row import KnownRow
from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.case.page import CasePage
from clinic_app.ui.composition import Composition
from tests.factories import TODAY, suggestion
from tests.ui.case.conftest import TRAINING, OpenPage, case_id_of, enter, problem_section

ITEM = next(code for code, item in instrument().items.items() if any(kind.startswith("2.") for kind in item.types))
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, open_page: OpenPage) -> CasePage:
    made = open_page(TRAINING)
    qtbot.waitUntil(lambda: problem_section(made).panel.band is Band.SUGGESTED, timeout=10_000)
    problem_section(made).form.text_edits()["statement"].setFocus()
    return made


def _decisions(database: Database, page: CasePage) -> list[tuple[Area | None, Verdict | None, str]]:
    (problem,) = database.read(problems.of_case, case_id_of(page))
    return [(m.area, m.verdict, m.reason) for m in database.read(matches.history, problem.id) if m.is_decided]


def _asked(page: CasePage) -> QWidget:
    """Open the question why, and give the field that has the keyboard."""
    problem_section(page).panel.choose(Area.MARKET_MARKETING)
    field = page.focusWidget()
    assert field is not None
    return field


def test_ctrl_and_the_digit_of_the_number_pad_decides(page: CasePage, database: Database) -> None:
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_2, CTRL | Qt.KeyboardModifier.KeypadModifier)
    assert _decisions(database, page) == [(Area.EDUCATION_TRAINING, Verdict.ACCEPTED, "")]


def test_a_keyboard_with_persian_digits_decides_as_well(page: CasePage) -> None:
    keys = {
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for shortcut in problem_section(page).findChildren(QShortcut)
        for key in shortcut.keys()  # noqa: SIM118  not a mapping
    }
    assert {f"Ctrl+{digit}" for digit in "12345۱۲۳۴۵١٢٣٤٥"} <= keys


def test_ctrl_enter_decides_nothing_while_the_answer_is_unsure(page: CasePage, database: Database) -> None:
    section = problem_section(page)
    section.panel.show_answer(TRAINING, suggestion(decision=SuggestionKind.UNSURE, confidence=0.4))
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert _decisions(database, page) == []


def test_escape_closes_the_question_from_the_field_and_from_a_button(page: CasePage, database: Database) -> None:
    statement, strip = page.focusWidget(), problem_section(page).panel.ranking.override
    QTest.keyClick(_asked(page), Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert page.focusWidget() is statement
    _asked(page)
    button = strip.findChildren(QPushButton)[0]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert page.focusWidget() is statement
    assert _decisions(database, page) == []


def test_a_reason_of_the_short_list_is_two_keys_away(page: CasePage, database: Database) -> None:
    field = _asked(page)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    expected = (Area.MARKET_MARKETING, Verdict.OVERRIDDEN, "The client asks for this kind of help")
    assert _decisions(database, page) == [expected]


def test_enter_takes_the_syllable_that_is_still_being_composed(
    page: CasePage, database: Database, qapp: QApplication
) -> None:
    composition = Composition(qapp)
    try:
        field = _asked(page)
        enter(field, "고객이 원")
        event = QInputMethodEvent("함", [])
        QApplication.sendEvent(field, event)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert _decisions(database, page) == [(Area.MARKET_MARKETING, Verdict.OVERRIDDEN, "고객이 원함")]
    finally:
        composition.setParent(None)


def test_the_question_closes_when_the_suggestion_it_names_no_longer_stands(page: CasePage) -> None:
    panel = problem_section(page).panel
    _asked(page)
    panel.show_answer(TRAINING, suggestion(Area.EDUCATION_TRAINING, confidence=0.9))
    assert panel.ranking.override.isVisible()
    panel.show_answer(TRAINING, suggestion(Area.RESEARCH_DEVELOPMENT))
    assert not panel.ranking.override.isVisible()


def test_the_question_stays_below_its_area_when_the_ranking_changes(page: CasePage) -> None:
    ranking = problem_section(page).panel.ranking
    field = _asked(page)
    answer = suggestion(Area.EDUCATION_TRAINING, ranking=tuple(reversed(suggestion().ranking)))
    problem_section(page).panel.show_answer(TRAINING, answer)
    QApplication.processEvents()
    assert page.focusWidget() is field
    row = ranking.rows[Area.MARKET_MARKETING]
    assert ranking.override.y() > row.y()
    assert not [each for each in ranking.rows.values() if row.y() < each.y() < ranking.override.y()]


def test_pointing_at_what_would_change_the_result_shows_the_words_in_the_text(page: CasePage) -> None:
    section = problem_section(page)
    edit = section.form.text_edits()["statement"]
    before = [selection.format.background() for selection in edit.extraSelections()]
    quote = next(s.cursor.selectedText() for s in edit.extraSelections())
    section.panel.pointed.emit((quote,))
    assert [s.format.background() for s in edit.extraSelections()] != before
    section.panel.pointed.emit(())
    assert [s.format.background() for s in edit.extraSelections()] == before


def test_a_weak_answer_leads_to_its_place_in_the_diagnosis(page: CasePage, database: Database, qtbot: QtBot) -> None:
    section = problem_section(page)
    card = database.do(assessments.add, case_id_of(page), AssessmentData(assessed_on=TODAY))
    database.do(assessments.answer, card.id, AnswerData(item=ITEM, score=0))
    name = instrument().items[ITEM].text["en"].rstrip(".")

    def row() -> KnownRow | None:
        return next((row for row in section.panel.known.rows if row.text() == name), None)

    qtbot.waitUntil(lambda: row() is not None, timeout=10_000)
    found = row()
    assert found is not None
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)
    assert page.section is SectionKey.DIAGNOSIS
    diagnosis: Any = page.section_of(SectionKey.DIAGNOSIS)
    (shown,) = (row for row in diagnosis._dimension_page().rows if row.item.code == ITEM)
    assert shown.isAncestorOf(page.focusWidget())
