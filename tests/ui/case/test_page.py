"""The case page: sections, gate, saving, and coming back to what was typed."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.case import CaseData, Stage, Standing
from clinic_app.domain.enterprise import ContactData, EnterpriseData
from clinic_app.domain.gates import Lack
from clinic_app.domain.visit import VisitData
from clinic_app.errors import NotFound
from clinic_app.services import cases, enterprises, plans, trash, visits
from clinic_app.storage.database import Database
from clinic_app.ui.case.bands import Band
from clinic_app.ui.case.keeper import UNNAMED
from clinic_app.ui.case.lacks import PLACES, SectionKey
from clinic_app.ui.case.page import CasePage
from tests.factories import as_data
from tests.ui.case.conftest import (
    EXPORT,
    TRAINING,
    OpenPage,
    case_id_of,
    enter,
    enterprise,
    plan,
    problem_section,
    visit_section,
)
from tests.ui.conftest import ScriptedDialogs


def _field(page: CasePage, name: str) -> QLineEdit:
    edit = page.form.widget(name)
    assert isinstance(edit, QLineEdit)
    return edit


def _press(parent: QWidget, words: str) -> None:
    next(button for button in parent.findChildren(QPushButton) if button.text() == words).click()


def test_alt_and_number_turn_to_the_section(open_page: OpenPage) -> None:
    page = open_page(TRAINING)
    for number, key in enumerate(SectionKey, start=1):
        page.setFocus()
        QTest.keyClick(page, Qt.Key(Qt.Key.Key_0.value + number % 10), Qt.KeyboardModifier.AltModifier)
        assert page.section is key


def test_the_head_says_whose_case_it_is(open_page: OpenPage) -> None:
    page = open_page(title="Kiln & <b>losses</b>", enterprise="Mehr Tile", advisor="Leila Karimi")
    shown = [child.accessibleName() for child in page.header.findChildren(QWidget)]
    assert "Kiln & <b>losses</b>" in shown
    assert any("1403-ESF-0001" in words and "Mehr Tile" in words and "Leila Karimi" in words for words in shown)


def test_saved_is_said_a_second_after_the_last_key(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    page = open_page()
    page.go_to(SectionKey.REQUEST, "advisor")
    enter(_field(page, "advisor"), "Leila Karimi")
    assert page.header.saved.text() == "Not saved yet"
    qtbot.waitUntil(lambda: page.header.saved.text().startswith("Saved "), timeout=3_000)
    assert database.read(cases.get, case_id_of(page)).advisor == "Leila Karimi"


def test_turning_to_another_section_saves_at_once(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    page.go_to(SectionKey.REQUEST, "advisor")
    enter(_field(page, "advisor"), "Leila Karimi")
    page.go_to(SectionKey.VISITS)
    assert database.read(cases.get, case_id_of(page)).advisor == "Leila Karimi"


def test_fields_of_the_case_in_two_sections_do_not_overwrite_each_other(
    open_page: OpenPage, database: Database
) -> None:
    page = open_page()
    enter(_field(page, "advisor"), "Leila Karimi")
    enter(_field(page, "plan_approved_by"), "Mr Sadeghi")
    assert page.flush()
    kept = database.read(cases.get, case_id_of(page))
    assert (kept.advisor, kept.plan_approved_by) == ("Leila Karimi", "Mr Sadeghi")


def test_what_breaks_a_rule_is_said_and_the_rest_is_saved(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    page.go_to(SectionKey.REQUEST)
    _field(page, "title").clear()
    enter(_field(page, "advisor"), "Leila Karimi")
    enter(_field(page, "consent_on"), "1403/13/40")
    assert page.flush()
    kept = database.read(cases.get, case_id_of(page))
    assert (kept.title, kept.advisor, kept.consent_on) == ("Kiln losses", "Leila Karimi", None)
    assert page.header.saved.text().startswith("Not saved: ")
    assert _field(page, "consent_on").text() == "1403/13/40"
    messages = [
        label.text() for label in page.section_of(SectionKey.REQUEST).findChildren(QLabel) if not label.isHidden()
    ]
    assert "This is not a date that exists." in messages
    assert "Please fill this in." in messages


def test_an_entry_that_cannot_be_saved_is_still_there_after_another_case(
    open_page: OpenPage, database: Database
) -> None:
    page = open_page()
    first = case_id_of(page)
    enter(_field(page, "consent_on"), "1403/13/40")
    other = database.do(
        cases.open_case,
        database.read(cases.get, first).enterprise_id,
        CaseData(title="Another", received_on=date(2024, 8, 2)),
        numbering=cases.Numbering(prefix="ESF", calendar="jalali"),
    )
    page.show_case(other.id)
    assert _field(page, "title").text() == "Another"
    assert _field(page, "consent_on").text() == ""
    page.show_case(first)
    assert _field(page, "consent_on").text() == "1403/13/40"


def test_a_vanished_file_is_said_and_nothing_is_closed(
    qtbot: QtBot, open_page: OpenPage, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    enter(_field(page, "advisor"), "Leila Karimi")
    path = database.path
    away = path.with_name("away.db")
    path.rename(away)
    assert not page.flush()
    assert "no longer at" in page.header.saved.text()
    assert _field(page, "advisor").text() == "Leila Karimi"
    away.rename(path)
    assert page.flush()
    assert database.read(cases.get, case_id_of(page)).advisor == "Leila Karimi"


def test_a_closed_gate_lists_what_is_missing_as_links_to_the_fields(open_page: OpenPage) -> None:
    page = open_page()
    page.header.next_button.click()
    assert page.header.strip.isVisible()
    assert page.header.strip.links() == [
        "Legal ID, or the reason why there is none",
        "A contact person",
        "The request in the client's own words",
        "Date of the client's consent",
    ]
    _press(page.header.strip, "Date of the client's consent")
    assert page.section is SectionKey.REQUEST
    assert _field(page, "consent_on").hasFocus()


def test_the_gate_opens_when_nothing_is_missing(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    page = open_page(TRAINING, consent_on=date(2024, 8, 2))
    firm = database.read(cases.get, case_id_of(page)).enterprise_id
    database.do(enterprises.edit, firm, EnterpriseData(name="Mehr Tile", legal_id="10380284790"))
    database.do(enterprises.add_contact, firm, ContactData(name="Maryam Sadeghi"))
    page.header.next_button.click()
    assert database.read(cases.get, case_id_of(page)).stage is Stage.TRIAGE
    qtbot.waitUntil(lambda: page.header.next_button.text() == "Next: Assigned")
    assert not page.header.strip.isVisible()


def test_every_lack_leads_to_a_field_one_can_see(open_page: OpenPage) -> None:
    page = open_page(TRAINING)
    for lack in Lack:
        page.tabs.setFocus()
        page.header.strip.lack_chosen.emit(lack)
        assert page.section is PLACES[lack].section
        focused = page.focusWidget()
        assert focused is not page.tabs, lack
        assert focused.isVisible(), lack


def test_setting_a_case_aside_asks_why(
    qtbot: QtBot, open_page: OpenPage, database: Database, dialogs: ScriptedDialogs
) -> None:
    page = open_page()
    dialogs.will_answer("Waiting for the bank", None)
    page.header.standing_wanted.emit(Standing.ON_HOLD)
    kept = database.read(cases.get, case_id_of(page))
    assert (kept.standing, kept.standing_reason) == (Standing.ON_HOLD, "Waiting for the bank")
    page.header.standing_wanted.emit(Standing.WITHDRAWN)  # cancelled
    assert database.read(cases.get, case_id_of(page)).standing is Standing.ON_HOLD
    page.header.standing_wanted.emit(Standing.OPEN)
    assert database.read(cases.get, case_id_of(page)).standing is Standing.OPEN


def test_a_wrong_legal_id_warns_beside_the_field_and_is_saved(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    edit = enterprise(page).form.widget("legal_id")
    enter(edit, "10380284792")
    assert page.flush()
    firm = database.read(cases.get, case_id_of(page)).enterprise_id
    assert database.read(enterprises.get, firm).legal_id == "10380284792"
    assert edit.property("state") == "warning"
    assert page.header.saved.text().startswith("Saved ")


def test_a_contact_is_added_changed_and_removed_in_place(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    page = open_page()
    firm = database.read(cases.get, case_id_of(page)).enterprise_id
    people = enterprise(page).people
    people.begin()
    enter(people.keeper.form.widget("phone"), "۰۹۱۲ ۳۴۵")
    assert people.keeper.save()
    (kept,) = database.read(enterprises.contacts, firm)
    assert (kept.name, kept.phone) == (UNNAMED, "۰۹۱۲ ۳۴۵")
    name = people.keeper.form.widget("name")
    assert isinstance(name, QLineEdit)
    name.clear()
    enter(name, "مریم صادقی")
    assert people.keeper.save()
    (kept,) = database.read(enterprises.contacts, firm)
    assert kept.name == "مریم صادقی"
    people.remove()
    assert database.read(enterprises.contacts, firm) == ()
    _press(page.bar, "Undo")
    assert [contact.name for contact in database.read(enterprises.contacts, firm)] == ["مریم صادقی"]
    qtbot.waitUntil(lambda: people.keeper.record_id == kept.id)


def test_the_next_year_is_offered_in_the_same_currency(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    firm = database.read(cases.get, case_id_of(page)).enterprise_id
    years = enterprise(page).years
    years.begin()
    enter(years.keeper.form.widget("turnover"), "۴۸٬۵۰۰٬۰۰۰")
    assert years.keeper.save()
    page.reload()
    years.begin()
    enter(years.keeper.form.widget("turnover"), "51,200,000")
    assert years.keeper.save()
    first, second = database.read(enterprises.years, firm)
    assert (first.turnover, second.turnover) == (48_500_000, 51_200_000)
    assert (second.year, second.currency) == (first.year + 1, first.currency)


def test_hours_of_the_visits_are_added_up(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    page = open_page()
    for hours in (4.5, 2.0):
        data = VisitData(visited_on=date(2024, 8, 2), contact_hours=hours, travel_hours=1.0)
        database.do(visits.add, case_id_of(page), data)
    page.reload()
    words = [label.text() for label in visit_section(page).findChildren(QLabel)]
    assert any("Contact hours: 6.5" in line and "Hours altogether: 8.5" in line for line in words)


def test_a_recommendation_names_the_problems_it_solves(open_page: OpenPage, database: Database) -> None:
    page = open_page(TRAINING, EXPORT)
    assert page.file is not None
    page.go_to(SectionKey.PLAN)
    advice = plan(page).advice
    advice.begin()
    enter(advice.keeper.form.widget("title"), "Train two trainers")
    advice.keeper.form.widget("problem_ids").set_value((page.file.problems[0].id,))  # type: ignore[attr-defined]
    advice.keeper.form.changed.emit()
    assert page.flush()
    (kept,) = database.read(plans.recommendations, case_id_of(page))
    assert kept.problem_ids == (page.file.problems[0].id,)


def test_an_action_keeps_its_link_to_a_removed_recommendation(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    plan(page).advice.begin()
    enter(plan(page).advice.keeper.form.widget("title"), "Train two trainers")
    assert page.flush()
    (advice,) = database.read(plans.recommendations, case_id_of(page))
    page.reload()
    plan(page).measures.begin()
    enter(plan(page).measures.keeper.form.widget("what"), "Book the course")
    box = plan(page).measures.keeper.form.widget("recommendation_id")
    box.set_value(advice.id)  # type: ignore[attr-defined]
    assert page.flush()
    database.do(trash.remove, "recommendations", advice.id)
    page.reload()
    enter(plan(page).measures.keeper.form.widget("responsible"), "Mr Sadeghi")
    assert page.flush()
    (action,) = database.read(plans.actions, case_id_of(page))
    assert (action.recommendation_id, action.responsible) == (advice.id, "Mr Sadeghi")


def test_a_case_that_goes_to_the_bin_closes_its_page(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    page = open_page(TRAINING)
    with qtbot.waitSignal(page.closed):
        database.do(trash.remove, "cases", case_id_of(page))


def test_a_case_that_does_not_exist_is_said(open_page: OpenPage) -> None:
    page = open_page()
    with pytest.raises(NotFound):
        page.show_case(uuid4())


def test_the_composed_syllable_is_saved_with_the_rest(open_page: OpenPage, database: Database) -> None:
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    page = open_page()
    page.go_to(SectionKey.REQUEST, "advisor")
    edit = _field(page, "advisor")
    enter(edit, "김서")
    QApplication.sendEvent(edit, QInputMethodEvent("연", []))  # still being composed
    page.go_to(SectionKey.PLAN)
    QApplication.sendEvent(edit, QInputMethodEvent())
    kept = database.read(cases.get, case_id_of(page)).advisor
    assert kept.startswith("김서")


def test_every_control_has_a_name(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page(TRAINING)
    qtbot.waitUntil(lambda: problem_section(page).panel.band is Band.SUGGESTED, timeout=10_000)
    enterprise(page).people.begin()
    plan(page).advice.begin()
    plan(page).measures.begin()
    visit_section(page).editor.begin()
    plan(page).risks.begin()
    for key in SectionKey:
        page.go_to(key)
    referrals: Any = page.section_of(SectionKey.REFERRALS)
    referrals.referrals.begin()
    referrals.opportunities.begin()
    impact: Any = page.section_of(SectionKey.IMPACT)
    impact.impacts.begin()
    impact.follow_ups.begin()
    diagnosis: Any = page.section_of(SectionKey.DIAGNOSIS)
    diagnosis.begin()
    diagnosis.start()
    diagnosis._dimension_page().rows[0].open_comment()
    nameless = []
    for child in page.findChildren(QWidget):
        if child.focusPolicy() == Qt.FocusPolicy.NoFocus or child.window() is not page:
            continue
        interface = QAccessible.queryAccessibleInterface(child)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
        if not any(char.isalnum() for char in name) and not _is_scaffold(child):
            nameless.append(f"{type(child).__name__} in {type(child.parent()).__name__}")
    assert nameless == []


def _is_scaffold(widget: QWidget) -> bool:
    """Scroll areas, views' headers and the like, which only carry others."""
    from PySide6.QtWidgets import QAbstractScrollArea, QHeaderView, QScrollArea, QScrollBar

    inner = isinstance(widget.parent(), QAbstractScrollArea) and not isinstance(widget, QAbstractScrollArea)
    return isinstance(widget, QScrollArea | QScrollBar | QHeaderView) or inner


@pytest.mark.parametrize("language", ["fa", "ko"])
def test_the_page_opens_in_every_language(open_page: OpenPage, make_context, language: str) -> None:  # type: ignore[no-untyped-def]
    page = open_page("خریدار کره‌ای جواب نمی‌دهد", on=make_context(language))
    for key in SectionKey:
        page.go_to(key)
        assert not page.grab().isNull()
    assert page.layoutDirection() == (
        Qt.LayoutDirection.RightToLeft if language == "fa" else Qt.LayoutDirection.LeftToRight
    )


def test_the_records_of_the_page_are_the_saved_ones(open_page: OpenPage, database: Database) -> None:
    page = open_page(consent_on=date(2024, 8, 2))
    data = as_data(CaseData, database.read(cases.get, case_id_of(page)), next_step="Call the bank")
    database.do(cases.edit, case_id_of(page), data)
    page.reload()
    assert page.form.read().next_step == "Call the bank"
    assert page.form.read().consent_on == date(2024, 8, 2)
