"""The scorecard on the case page: chosen means saved, a blank is never a zero, the keyboard is enough."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.assessment import (
    AnswerData,
    Assessment,
    AssessmentData,
    Blank,
    Occasion,
    dimension_scores,
    instrument,
    overall,
)
from clinic_app.domain.gates import Lack
from clinic_app.services import assessments, cases, trash
from clinic_app.storage.database import Database
from clinic_app.ui import colours
from clinic_app.ui.case.answer_field import AnswerField
from clinic_app.ui.case.diagnosis import DiagnosisSection
from clinic_app.ui.case.item_row import ItemRow
from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.case.page import CasePage
from clinic_app.ui.case.radar import Radar, Spoke
from clinic_app.ui.case.scorecard_result import ResultPage
from clinic_app.ui.context import Context
from tests.ui.case.conftest import OpenPage, case_id_of, enter
from tests.ui.case.test_look import _columns_of, _picture

MARKET = instrument().dimensions[1]


def _section(page: CasePage) -> DiagnosisSection:
    page.go_to(SectionKey.DIAGNOSIS)
    section = page.section_of(SectionKey.DIAGNOSIS)
    assert isinstance(section, DiagnosisSection)
    return section


def _card(database: Database, case_id: UUID, occasion: Occasion = Occasion.BASELINE, **given: int) -> Assessment:
    """A saved scorecard; ``given`` are scores of whole dimensions."""
    day = date(2026, 4, 25) if occasion is Occasion.BASELINE else date(2026, 10, 7)
    card = database.do(assessments.add, case_id, AssessmentData(assessed_on=day, occasion=occasion))
    for code, score in given.items():
        items = next(each.items for each in instrument().dimensions if each.code == code)
        for item in items:
            turned = 4 - score if item.is_reversed else score
            database.do(assessments.answer, card.id, AnswerData(item=item.code, score=turned))
    return card


@pytest.fixture
def opened(open_page: OpenPage, database: Database) -> tuple[CasePage, DiagnosisSection, Assessment]:
    """The page of a case with an empty scorecard, turned to its second dimension."""
    page = open_page()
    card = _card(database, case_id_of(page))
    page.reload()
    section = _section(page)
    section.turn_to((card.id, MARKET.code))
    return page, section, card


def _rows(section: DiagnosisSection) -> list[ItemRow]:
    return section._dimension_page().rows


def _saved(database: Database, card: Assessment) -> dict[str, AnswerData]:
    return {answer.item: answer for answer in database.read(assessments.answers, card.id)}


def test_a_case_without_scorecard_offers_to_begin_one(open_page: OpenPage, database: Database) -> None:
    page = open_page(advisor="Leila Karimi")
    section = _section(page)
    assert [entry.key for entry in section.list.entries()] == ["head", "analysis"]
    section._empty.findChild(QPushButton).click()  # type: ignore[union-attr]
    (made,) = database.read(assessments.of_case, case_id_of(page))
    assert (made.occasion, made.assessor) == (Occasion.BASELINE, "Leila Karimi")
    assert [entry.figure for entry in section.list.entries()[1:10]] == [
        f"– · 0 of {len([item for item in each.items if not item.is_context])}" for each in instrument().dimensions
    ]
    assert section.head.keeper.form.widget("respondent").hasFocus()


def test_the_second_scorecard_is_the_follow_up(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    _card(database, case_id_of(page))
    page.reload()
    section = _section(page)
    section.begin()
    assert [card.occasion for card in database.read(assessments.of_case, case_id_of(page))] == [
        Occasion.BASELINE,
        Occasion.FOLLOW_UP,
    ]
    assert section.chooser.count() == 2


def test_a_press_is_saved_at_once(opened: tuple[CasePage, DiagnosisSection, Assessment], database: Database) -> None:
    _page, section, card = opened
    rows = _rows(section)
    assert len(rows) == len(MARKET.items)  # of no other dimension
    rows[0].field._buttons[3].click()
    rows[2].field._buttons[Blank.NOT_SEEN].click()
    saved = _saved(database, card)
    assert saved[MARKET.items[0].code].score == 3
    assert (saved[MARKET.items[2].code].score, saved[MARKET.items[2].code].blank) == (None, Blank.NOT_SEEN)
    rows[0].field._buttons[3].click()  # the same again: not answered
    assert MARKET.items[0].code not in _saved(database, card)


def test_the_keyboard_is_enough(opened: tuple[CasePage, DiagnosisSection, Assessment], database: Database) -> None:
    _page, section, card = opened
    section._dimension_page().focus_item()
    for key in (Qt.Key.Key_0, Qt.Key.Key_Down, Qt.Key.Key_4, Qt.Key.Key_Down, Qt.Key.Key_N, Qt.Key.Key_Return,
                Qt.Key.Key_S, Qt.Key.Key_Down, Qt.Key.Key_2, Qt.Key.Key_Backspace, Qt.Key.Key_Up):  # fmt: skip
        focused = QApplication.focusWidget()
        assert isinstance(focused, AnswerField)
        QTest.keyClick(focused, key)
    given = [(row.field.value()) for row in _rows(section)[:5]]
    assert given == [0, 4, Blank.NOT_APPLICABLE, Blank.NOT_SEEN, None]
    assert len(_saved(database, card)) == 4
    assert QApplication.focusWidget() is _rows(section)[3].field


@pytest.mark.parametrize(("typed", "meant"), [("۳", 3), ("د", Blank.NOT_APPLICABLE), ("ㄴ", Blank.NOT_SEEN)])
def test_keys_of_persian_and_korean_keyboards_are_understood(
    opened: tuple[CasePage, DiagnosisSection, Assessment], typed: str, meant: object
) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    field = _rows(opened[1])[0].field
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, ord(typed), Qt.KeyboardModifier.NoModifier, typed))
    assert field.value() == meant


def test_enter_leads_from_the_list_into_the_items(opened: tuple[CasePage, DiagnosisSection, Assessment]) -> None:
    section = opened[1]
    section.list.setFocus()
    QTest.keyClick(section.list, Qt.Key.Key_Down)
    QTest.keyClick(section.list, Qt.Key.Key_Return)
    assert section.list.chosen() == "production"
    assert _rows(section)[0].field.hasFocus()


def test_five_is_no_answer(opened: tuple[CasePage, DiagnosisSection, Assessment]) -> None:
    field = _rows(opened[1])[0].field
    QTest.keyClick(field, Qt.Key.Key_5)
    assert field.value() is None


def test_the_last_item_leads_to_the_button_to_go_on(
    opened: tuple[CasePage, DiagnosisSection, Assessment],
) -> None:
    section = opened[1]
    last = _rows(section)[-1]
    section._dimension_page().focus_item(last.item.code)
    QTest.keyClick(last.field, Qt.Key.Key_Down)
    button = section._dimension_page().next_button
    assert button.hasFocus()
    assert button.text() == "Next: Production and supply"
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert section.list.chosen() == "production"
    assert _rows(section)[0].field.hasFocus()


def test_reversed_and_context_items_say_so(opened: tuple[CasePage, DiagnosisSection, Assessment]) -> None:
    for row in _rows(opened[1]):
        told = {child.accessibleName() for child in row.findChildren(QWidget)}
        assert ("Reversed: a low score is good" in told) == row.item.is_reversed
        assert ("For context: not scored" in told) == row.item.is_context


def test_a_comment_is_saved_when_the_typing_rests(
    qtbot: QtBot, opened: tuple[CasePage, DiagnosisSection, Assessment], database: Database
) -> None:
    page, section, card = opened
    row = _rows(section)[0]
    row.open_comment()
    enter(row._comment, "Only verbally.")
    assert page.header.saved.text() == "Not saved yet"
    qtbot.waitUntil(lambda: page.header.saved.text().startswith("Saved "), timeout=3_000)
    answer = _saved(database, card)[row.item.code]
    assert (answer.comment, answer.score, answer.blank) == ("Only verbally.", None, None)
    assert section.list.entries()[2].percent is None


def test_the_syllable_being_composed_in_a_comment_is_kept(
    opened: tuple[CasePage, DiagnosisSection, Assessment], database: Database
) -> None:
    page, section, card = opened
    row = _rows(section)[0]
    row.open_comment()
    enter(row._comment, "말로")
    QApplication.sendEvent(row._comment, QInputMethodEvent("만", []))  # still being composed
    page.go_to(SectionKey.PLAN)
    QApplication.sendEvent(row._comment, QInputMethodEvent())
    assert _saved(database, card)[row.item.code].comment.startswith("말로")


def test_a_refused_answer_stays_on_the_screen_and_is_saved_later(
    opened: tuple[CasePage, DiagnosisSection, Assessment], database: Database
) -> None:
    page, section, card = opened
    away = database.path.with_name("away.db")
    database.path.rename(away)
    _rows(section)[0].field._buttons[2].click()
    assert not page.flush()
    assert "no longer at" in page.header.saved.text()
    away.rename(database.path)
    assert _rows(section)[0].field.value() == 2
    assert page.flush()
    assert _saved(database, card)[MARKET.items[0].code].score == 2


def test_the_result_says_what_the_answers_add_up_to(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    before = _card(database, case_id_of(page), market=1, finance=2)
    after = _card(database, case_id_of(page), Occasion.FOLLOW_UP, market=3, finance=2)
    page.reload()
    section = _section(page)
    section.turn_to((after.id, "result"))
    result = section._page("result")
    assert isinstance(result, ResultPage)
    lines = {line.id: line for line in result.lines}
    assert (lines["market"].before, lines["market"].now, lines["market"].change) == (25.0, 75.0, 50.0)
    assert (lines["people"].before, lines["people"].now, lines["people"].change) == (None, None, None)
    scores = dimension_scores(database.read(assessments.answers, after.id), instrument())
    assert lines[""].now == overall(scores) == 62.5
    weak = [label.text() for label in result._weak.findChildren(QLabel)]
    money = next(each for each in instrument().dimensions if each.code == "finance").items
    assert all(item.advice["en"] in weak for item in money)
    assert not any(item.advice["en"] in weak for item in MARKET.items)
    result.item_wanted.emit(before.id, money[2].code)
    assert section.answers.card == before.id
    assert section._dimension_page().focusWidget() is _rows(section)[2].field


def test_the_list_tells_how_each_side_stands(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    _card(database, case_id_of(page), market=3)
    page.reload()
    entries = {entry.key: entry for entry in _section(page).list.entries()}
    scored = [item for item in MARKET.items if not item.is_context]
    assert entries["market"].figure == f"75% · {len(scored)} of {len(scored)}"
    assert entries["people"].figure.startswith("– · 0 of")
    assert (entries["result"].figure, entries["result"].percent) == ("75%", 75.0)


def test_a_gate_that_wants_a_scorecard_leads_to_its_first_open_item(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    page.header.strip.lack_chosen.emit(Lack.NO_SCORECARD)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Begin the scorecard"
    _card(database, case_id_of(page), strategy=2)
    page.reload()
    page.header.strip.lack_chosen.emit(Lack.NO_SCORECARD)
    section = _section(page)
    assert section.list.chosen() == "market"
    assert _rows(section)[0].field.hasFocus()


def test_a_removed_scorecard_comes_back_with_its_answers(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    page = open_page()
    before = _card(database, case_id_of(page))
    card = _card(database, case_id_of(page), Occasion.FOLLOW_UP, market=3)
    page.reload()
    section = _section(page)
    section.remove()
    assert database.read(assessments.of_case, case_id_of(page)) == (before,)
    qtbot.waitUntil(lambda: section.answers.card == before.id and section.chooser.count() == 1)
    undo = next(button for button in page.bar.findChildren(QPushButton) if button.text() == "Undo")
    undo.click()
    qtbot.waitUntil(lambda: section.answers.card == card.id)
    assert section.list.entries()[2].percent == 75.0
    assert section.chooser.currentText().startswith("Follow-up")
    assert section.list.hasFocus()


def test_a_scorecard_that_somebody_else_removed_keeps_nobody_from_leaving(
    opened: tuple[CasePage, DiagnosisSection, Assessment], database: Database
) -> None:
    page, section, card = opened
    row = _rows(section)[0]
    row.open_comment()
    enter(row._comment, "Only verbally.")
    database.do(trash.remove, "assessments", card.id)
    page.reload()
    assert section.answers.card is None
    assert page.flush()


def test_strengths_and_weaknesses_are_lines_of_the_case(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    page.go_to(SectionKey.DIAGNOSIS, "threats")
    edit = page.form.widget("threats")
    assert edit.hasFocus()
    assert edit.isVisible()
    enter(edit, "Price of gas\nA competitor in Egypt")
    assert page.flush()
    assert database.read(cases.get, case_id_of(page)).threats == ("Price of gas", "A competitor in Egypt")


def test_a_new_language_returns_to_the_same_items(
    open_page: OpenPage, database: Database, make_context: Callable[..., Context], qtbot: QtBot
) -> None:
    page = open_page()
    baseline = _card(database, case_id_of(page), market=2)
    _card(database, case_id_of(page), Occasion.FOLLOW_UP)
    page.reload()
    _section(page).turn_to((baseline.id, "market"))
    place = page.place
    other = CasePage(make_context("fa"))
    qtbot.addWidget(other)
    other.show_case(case_id_of(page))
    other.return_to(place)
    section = _section(other)
    assert (section.answers.card, section.list.chosen()) == (baseline.id, "market")
    words = [label.text() for label in _rows(section)[0].findChildren(QLabel)]
    assert MARKET.items[0].text["fa"] in words
    assert "\u200f۱." in words  # the stop stands on the left of the figure


def test_the_wheel_is_mirrored_and_leaves_a_gap_for_what_is_not_known(qtbot: QtBot, context: Context) -> None:
    wheel = Radar("wheel")
    qtbot.addWidget(wheel)
    spokes = [Spoke("a", 0.0), Spoke("b", 100.0), Spoke("c", 100.0), Spoke("d", 0.0), Spoke("e", None)]
    wheel.show_spokes(spokes, "")
    accent = colours.colour("accent", wheel.palette())
    left = _columns_of(_picture(wheel, 440, 350, rtl=False), accent)
    right = _columns_of(_picture(wheel, 440, 350, rtl=True), accent)
    assert max(left) > 300 > 220 > min(right)
    assert min(left) > 200
    assert max(right) < 240
