"""Typing a problem: nothing is lost, the areas are ranked meanwhile, and one press decides."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Verdict
from clinic_app.domain.problem import Problem, ProblemData
from clinic_app.services import matches, problems, trash
from clinic_app.storage.database import Database
from clinic_app.ui.case.bands import Band
from clinic_app.ui.case.page import CasePage
from tests.ui.case.conftest import EXPORT, TRAINING, OpenPage, case_id_of, enter, problem_section


def _saved(database: Database, page: CasePage) -> tuple[Problem, ...]:
    return database.read(problems.of_case, case_id_of(page))


def _edit(page: CasePage, name: str) -> QWidget:
    return problem_section(page).form.form.widget(name)


def _wait_for_answer(qtbot: QtBot, page: CasePage, band: Band = Band.SUGGESTED) -> None:
    qtbot.waitUntil(lambda: problem_section(page).panel.band is band, timeout=10_000)


def _decided(database: Database, problem_id: UUID | None) -> list[tuple[Area | None, Verdict | None, str]]:
    assert problem_id is not None
    return [(m.area, m.verdict, m.reason) for m in database.read(matches.history, problem_id) if m.is_decided]


def test_typing_ranks_the_areas_and_underlines_the_evidence(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page()
    problem_section(page).begin()
    assert problem_section(page).panel.band is Band.NOTHING
    enter(_edit(page, "statement"), TRAINING)
    _wait_for_answer(qtbot, page)
    panel = problem_section(page).panel
    assert panel.head.accept_button.text() == "Accept: Education and training"
    assert not panel.head.accept_button.isHidden()
    first = panel.ranking.rows[Area.EDUCATION_TRAINING]
    assert all(first.y() <= row.y() for row in panel.ranking.rows.values())
    assert "suggested" in first.accessibleName()
    shown = [s.cursor.selectedText() for s in problem_section(page).form.text_edits()["statement"].extraSelections()]
    assert any("training" in quote for quote in shown)
    assert any("training" in row and ": 2." in row for row in panel.reasons.rows())
    assert next(row.code for row in panel.types if not row.isHidden()).startswith("2.")


def test_a_new_problem_is_kept_as_soon_as_there_is_any_text(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    page = open_page()
    problem_section(page).begin()
    enter(_edit(page, "symptoms"), "returned boxes")
    with qtbot.waitSignal(problem_section(page).keeper.saved, timeout=3_000):
        pass
    (kept,) = _saved(database, page)
    assert kept.symptoms == ("returned boxes",)
    enter(_edit(page, "effect"), "a third")
    assert page.flush()
    (kept,) = _saved(database, page)
    assert (kept.symptoms, kept.effect) == (("returned boxes",), "a third")


def test_an_untouched_new_problem_leaves_no_trace(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    problem_section(page).begin()
    assert page.flush()
    assert _saved(database, page) == ()


def test_switching_problems_keeps_what_was_typed_in_the_one_before(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    page = open_page(TRAINING, EXPORT)
    first, second = _saved(database, page)
    edit = _edit(page, "statement")
    enter(edit, "Urgent! ")
    problem_section(page).list.setFocus()
    QTest.keyClick(problem_section(page).list, Qt.Key.Key_Down)
    assert problem_section(page).keeper.record_id == second.id
    assert problem_section(page).form.form.read().statement == EXPORT
    assert _saved(database, page)[0].statement == "Urgent! " + TRAINING
    QTest.keyClick(problem_section(page).list, Qt.Key.Key_Up)
    assert problem_section(page).keeper.record_id == first.id
    assert problem_section(page).form.form.read().statement == "Urgent! " + TRAINING


def test_a_problem_left_keeps_its_suggestion_for_lists_and_reports(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    page = open_page()
    problem_section(page).begin()
    enter(_edit(page, "statement"), TRAINING)
    assert page.flush()
    (kept,) = _saved(database, page)
    qtbot.waitUntil(lambda: bool(database.read(matches.history, kept.id)), timeout=10_000)
    (match,) = database.read(matches.history, kept.id)
    assert (match.suggestion.area, match.is_decided) == (Area.EDUCATION_TRAINING, False)


def test_ctrl_and_the_number_decides_for_the_suggested_area(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    page = open_page(TRAINING)
    _wait_for_answer(qtbot, page)
    _edit(page, "statement").setFocus()
    QTest.keyClick(_edit(page, "statement"), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert _decided(database, problem_section(page).keeper.record_id) == [
        (Area.EDUCATION_TRAINING, Verdict.ACCEPTED, "")
    ]
    qtbot.waitUntil(
        lambda: "decided" in problem_section(page).panel.ranking.rows[Area.EDUCATION_TRAINING].accessibleName()
    )
    assert problem_section(page).panel.head.accept_button.isHidden()


def test_ctrl_enter_accepts_the_suggestion_from_inside_the_text(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    page = open_page(EXPORT)
    _wait_for_answer(qtbot, page)
    edit = _edit(page, "statement")
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert _decided(database, problem_section(page).keeper.record_id) == [
        (Area.MARKET_MARKETING, Verdict.ACCEPTED, "")
    ]
    assert problem_section(page).form.form.read().statement == EXPORT


def test_deciding_otherwise_demands_a_reason(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    page = open_page(TRAINING)
    _wait_for_answer(qtbot, page)
    panel, problem_id = problem_section(page).panel, problem_section(page).keeper.record_id
    statement = _edit(page, "statement")
    statement.setFocus()
    panel.ranking.rows[Area.MARKET_MARKETING].click()
    assert panel.ranking.override.isVisible()
    edit = page.focusWidget()
    assert edit is not None
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert panel.ranking.override.isVisible()
    assert _decided(database, problem_id) == []
    enter(edit, "The buyer trains them")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert not panel.ranking.override.isVisible()
    expected = [(Area.MARKET_MARKETING, Verdict.OVERRIDDEN, "The buyer trains them")]
    assert _decided(database, problem_id) == expected
    assert statement.hasFocus()


def test_a_save_meanwhile_does_not_close_the_question_for_the_reason(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page(TRAINING)
    _wait_for_answer(qtbot, page)
    problem_section(page).panel.choose(Area.MARKET_MARKETING)
    edit = page.focusWidget()
    enter(edit, "Half a rea")
    page.reload()
    assert problem_section(page).panel.ranking.override.isVisible()
    assert page.focusWidget() is edit


def test_a_decision_can_be_changed_and_the_earlier_ones_stay(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    page = open_page(TRAINING)
    _wait_for_answer(qtbot, page)
    problem_section(page).panel.accept()
    page.reload()
    problem_section(page).panel.choose(Area.EDUCATION_TRAINING)  # decided so already: nothing happens
    problem_section(page).panel.area_chosen.emit(Area.RESEARCH_DEVELOPMENT, "They invent the course")
    page.reload()
    assert [area for area, _, _ in _decided(database, problem_section(page).keeper.record_id)] == [
        Area.EDUCATION_TRAINING,
        Area.RESEARCH_DEVELOPMENT,
    ]
    assert "decided" in problem_section(page).panel.ranking.rows[Area.RESEARCH_DEVELOPMENT].accessibleName()


def test_a_suggested_type_is_taken_over_by_one_press(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    page = open_page(TRAINING)
    _wait_for_answer(qtbot, page)
    kind = problem_section(page).panel.types[0]
    kind.click()
    assert page.flush()
    (kept,) = _saved(database, page)
    assert kept.type_code == kind.code != ""


def test_a_text_that_belongs_nowhere_gets_no_suggestion(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page("The football team lost and the weather is nice today in the city.")
    _wait_for_answer(qtbot, page, Band.OUT_OF_SCOPE)
    rows = problem_section(page).panel.ranking.rows.values()
    assert not [row for row in rows if "%" in row.accessibleName()]
    assert problem_section(page).panel.ranking.order == list(Area)
    assert problem_section(page).panel.head.accept_button.isHidden()
    assert problem_section(page).panel.headline() == "Out of scope"


def test_what_is_below_the_ranking_is_folded_and_comes_only_with_something_to_say(
    qtbot: QtBot, open_page: OpenPage
) -> None:
    page = open_page()
    section = problem_section(page)
    section.begin()
    foot = section.foot
    folds = (foot.guide_fold, foot.similar_fold, foot.partner_fold)
    assert [fold.isVisible() for fold in folds] == [False, False, False]
    enter(_edit(page, "statement"), TRAINING)
    _wait_for_answer(qtbot, page)
    assert [fold.isVisible() for fold in folds] == [True, True, False]
    section.panel.accept()
    qtbot.waitUntil(foot.partner_fold.isVisible)
    assert not any(fold.is_open for fold in folds)
    assert section.panel.why.is_open


def test_erasing_the_text_takes_the_answer_back_at_once(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page(TRAINING)
    _wait_for_answer(qtbot, page)
    edit = problem_section(page).form.text_edits()["statement"]
    edit.clear()
    assert problem_section(page).panel.band is Band.NOTHING
    assert edit.extraSelections() == []


def test_a_stale_answer_is_never_shown(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page()
    problem_section(page).begin()
    edit = problem_section(page).form.text_edits()["statement"]
    seen: list[str] = []
    problem_section(page).live.answered.connect(
        lambda pieces, _answer: seen.append("\n".join(p.text for p in pieces))
    )
    edit.setPlainText(TRAINING)
    problem_section(page).live.read(problem_section(page).form.pieces(), at_once=True)
    edit.setPlainText(EXPORT)
    qtbot.waitUntil(lambda: EXPORT in seen, timeout=10_000)
    assert TRAINING not in seen


def test_a_removed_problem_is_back_after_undo(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    page = open_page(TRAINING, EXPORT)
    removed = problem_section(page).keeper.record_id
    problem_section(page).remove()
    qtbot.waitUntil(lambda: problem_section(page).list.count() == 1)
    assert problem_section(page).keeper.record_id != removed
    assert page.bar.text() == "The problem was moved to the bin."
    (entry,) = database.read(trash.content)
    assert entry.id == removed
    qtbot.mouseClick(_button(page.bar, "Undo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: problem_section(page).keeper.record_id == removed)
    assert [problem.statement for problem in _saved(database, page)] == [TRAINING, EXPORT]


def test_alt_and_arrow_moves_a_problem(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    page = open_page(TRAINING, EXPORT)
    problem_section(page).list.setFocus()
    QTest.keyClick(problem_section(page).list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [problem.statement for problem in _saved(database, page)] == [EXPORT, TRAINING]
    page.reload()
    assert problem_section(page).form.form.read().statement == TRAINING


def test_a_change_from_elsewhere_shows_without_moving_the_caret(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    page = open_page(TRAINING)
    edit = problem_section(page).form.text_edits()["statement"]
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(5)
    edit.setTextCursor(cursor)
    (kept,) = _saved(database, page)
    database.do(problems.edit, kept.id, ProblemData(statement=TRAINING, effect="A third comes back"))
    qtbot.waitUntil(lambda: problem_section(page).form.form.read().effect == "A third comes back")
    assert edit.hasFocus()
    assert edit.textCursor().position() == 5


def test_a_persian_problem_is_answered_and_underlined(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page("😀 اپراتورها آموزش ندیده‌اند و دورهٔ آموزشی لازم داریم")
    _wait_for_answer(qtbot, page)
    shown = [s.cursor.selectedText() for s in problem_section(page).form.text_edits()["statement"].extraSelections()]
    assert any("آموزش" in quote for quote in shown)


def test_fifty_thousand_letters_are_kept_and_answered(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    page = open_page()
    problem_section(page).begin()
    long = (TRAINING + " ") * 580
    problem_section(page).form.text_edits()["statement"].setPlainText(long)
    assert page.flush()
    assert _saved(database, page)[0].statement == long
    qtbot.waitUntil(lambda: not problem_section(page).panel.is_blank, timeout=20_000)


def _button(parent: QWidget, words: str) -> QWidget:
    from PySide6.QtWidgets import QPushButton

    return next(button for button in parent.findChildren(QPushButton) if button.text() == words)
