"""Risks, referrals, partner opportunities, indicators and follow-ups: the tables that hang on a case."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from clinic_app.domain.case import CaseData, Stage
from clinic_app.domain.impact import FollowUp, FollowUpData, ImpactKind
from clinic_app.domain.referral import OpportunityKind, ReferralTarget
from clinic_app.i18n.catalog import catalog
from clinic_app.services import cases, follow_ups, impacts, opportunities, problems, referrals, risks, trash
from clinic_app.storage.database import Database
from clinic_app.storage.tables import CaseRow
from clinic_app.ui.case.case_records import CaseRecords
from clinic_app.ui.case.countries import CountryTicks
from clinic_app.ui.case.impact import ImpactSection, state_of
from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.case.page import CasePage
from clinic_app.ui.case.referrals import ReferralsSection
from tests.ui.case.conftest import TRAINING, OpenPage, case_id_of, enter, plan


def _section(page: CasePage, key: SectionKey) -> Any:
    page.go_to(key)
    return page.section_of(key)


def _editor(page: CasePage, table: str) -> CaseRecords:
    found: dict[str, Callable[[], Any]] = {
        "risks": lambda: plan(page).risks,
        "referrals": lambda: _section(page, SectionKey.REFERRALS).referrals,
        "opportunities": lambda: _section(page, SectionKey.REFERRALS).opportunities,
        "impacts": lambda: _section(page, SectionKey.IMPACT).impacts,
        "follow_ups": lambda: _section(page, SectionKey.IMPACT).follow_ups,
    }
    editor = found[table]()
    assert isinstance(editor, CaseRecords)
    return editor


_KINDS: dict[str, tuple[Any, str, str]] = {
    "risks": (risks, "what", "The kiln is delivered late"),
    "referrals": (referrals, "organisation", "بانک صنعت و معدن"),
    "opportunities": (opportunities, "title", "표면 처리 기술"),
    "impacts": (impacts, "indicator", "Scrap"),
    "follow_ups": (follow_ups, "findings", "Still running"),
}


@pytest.mark.parametrize("table", list(_KINDS))
def test_a_record_is_added_changed_removed_and_brought_back(
    qtbot: QtBot, open_page: OpenPage, database: Database, table: str
) -> None:
    service, field, words = _KINDS[table]
    page = open_page()
    editor = _editor(page, table)
    editor.begin()
    enter(editor.keeper.form.widget(field), words)
    assert page.flush()
    (kept,) = database.read(service.of_case, case_id_of(page))
    assert getattr(kept, field) == words
    enter(editor.keeper.form.widget(field), " *")
    assert page.flush()
    assert "*" in getattr(database.read(service.of_case, case_id_of(page))[0], field)
    editor.remove()
    assert editor.add_button.hasFocus()  # and not the first button of the window
    assert database.read(service.of_case, case_id_of(page)) == ()
    next(button for button in page.bar.findChildren(QPushButton) if button.text() == "Undo").click()
    assert len(database.read(service.of_case, case_id_of(page))) == 1
    qtbot.waitUntil(lambda: editor.keeper.record_id == kept.id)


@pytest.mark.parametrize("table", ["referrals", "opportunities", "impacts"])
def test_a_link_to_a_removed_problem_survives_an_edit(open_page: OpenPage, database: Database, table: str) -> None:
    service, field, words = _KINDS[table]
    page = open_page(TRAINING)
    assert page.file is not None
    problem = page.file.problems[0]
    editor = _editor(page, table)
    editor.begin()
    enter(editor.keeper.form.widget(field), words)
    editor.keeper.form.widget("problem_id").set_value(problem.id)  # type: ignore[attr-defined]
    assert page.flush()
    database.do(trash.remove, "problems", problem.id)
    page.reload()
    enter(editor.keeper.form.widget(field), " *")
    assert page.flush()
    (kept,) = database.read(service.of_case, case_id_of(page))
    assert (kept.problem_id, "*" in getattr(kept, field)) == (problem.id, True)
    assert database.read(problems.of_case, case_id_of(page)) == ()


def test_what_a_new_referral_and_opportunity_start_from(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    section = _section(page, SectionKey.REFERRALS)
    assert isinstance(section, ReferralsSection)
    section.referrals.begin()
    enter(section.referrals.keeper.form.widget("purpose"), "Working capital")
    section.opportunities.begin()
    ticks = section.opportunities.keeper.form.widget("countries")
    assert isinstance(ticks, CountryTicks)
    ticks._boxes["KR"].click()
    others = ticks._others
    others.activated.emit(others.findData("JP"))
    assert page.flush()
    (sent,) = database.read(referrals.of_case, case_id_of(page))
    (offer,) = database.read(opportunities.of_case, case_id_of(page))
    assert (sent.target, sent.organisation, sent.purpose) == (ReferralTarget.BANK, "", "Working capital")
    assert (offer.kind, offer.countries) == (OpportunityKind.TECHNOLOGY_REQUEST, ("KR", "JP"))
    assert ticks._boxes["JP"].text() == "Japan"
    ticks._boxes["JP"].click()
    assert page.flush()
    assert database.read(opportunities.of_case, case_id_of(page))[0].countries == ("KR",)


def test_an_indicator_that_nobody_measured_is_a_dash_not_a_zero(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    editor = _editor(page, "impacts")
    editor.begin()
    kind = editor.keeper.form.widget("kind")
    assert isinstance(kind, QComboBox)
    kind.setCurrentIndex(kind.findData(ImpactKind.COST_SAVING))
    enter(editor.keeper.form.widget("baseline"), "0")
    assert page.flush()
    page.reload()
    shown = [editor._model.index(0, column).data() for column in range(7)]
    assert shown == ["Cost saving", "", "0", "–", "–", "–", ""]
    (kept,) = database.read(impacts.of_case, case_id_of(page))
    assert (kept.baseline, kept.actual, kept.attribution) == (0.0, None, None)


def test_the_calendar_is_counted_from_the_day_of_closing(
    qtbot: QtBot, open_page: OpenPage, database: Database
) -> None:
    page = open_page()
    section = _section(page, SectionKey.IMPACT)
    assert isinstance(section, ImpactSection)
    assert not section.plan_button.isEnabled()

    def close(session: Any) -> None:
        row = session.get(CaseRow, case_id_of(page))
        row.stage, row.stage_order = Stage.CLOSED, Stage.CLOSED.order
        row.closed_at = datetime(2026, 1, 31, 9, tzinfo=UTC)

    database.do(close)
    page.reload()
    section.plan_button.click()
    planned = database.read(follow_ups.of_case, case_id_of(page))
    assert [(each.months, each.due_on) for each in planned] == [
        (3, date(2026, 4, 30)),
        (6, date(2026, 7, 31)),
        (12, date(2027, 1, 31)),
        (24, date(2028, 1, 31)),
        (36, date(2029, 1, 31)),
    ]
    section.plan_button.click()
    assert len(database.read(follow_ups.of_case, case_id_of(page))) == 5
    qtbot.waitUntil(lambda: section.follow_ups._model.rowCount() == 5)


def test_a_follow_up_is_due_overdue_or_done() -> None:
    known: dict[str, Any] = {"id": UUID(int=1), "case_id": UUID(int=2), "due_on": date(2026, 4, 30)}
    on = date(2026, 5, 1)
    assert state_of(catalog("en"), FollowUp(**known), on) == "overdue"
    assert state_of(catalog("en"), FollowUp(**known), known["due_on"]) == "due"
    assert state_of(catalog("en"), FollowUp(**known, done_on=on), on) == "done"


def test_money_review_and_limits_of_the_case_have_a_place(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    typed = {
        "currency": ("EUR", "EUR"), "fee": ("1,200", 1200), "copayment": ("20", 20.0), "budget": ("50 000", 50_000),
        "exclusions": ("Spinning", "Spinning"), "method": ("Talks", "Talks"), "assumptions": ("Gas", "Gas"),
        "not_supplied": ("Books", "Books"), "external_factors": ("Rates", "Rates"),
        "reviewer": ("Dr Aylin", "Dr Aylin"),
        "reviewed_on": ("2026-06-09", date(2026, 6, 9)), "story_consent_on": ("2026-06-10", date(2026, 6, 10)),
    }  # fmt: skip
    for key in SectionKey:
        page.go_to(key)
    for name, (words, _value) in typed.items():
        enter(page.form.widget(name), words)
    _section(page, SectionKey.DIAGNOSIS).go_to("method")
    assert page.form.widget("method").isVisible()
    assert page.flush()
    kept = database.read(cases.get, case_id_of(page))
    assert {name: getattr(kept, name) for name in typed} == {name: value for name, (_words, value) in typed.items()}


def test_every_field_of_a_case_can_be_edited_on_the_page(open_page: OpenPage) -> None:
    from dataclasses import fields

    page = open_page()
    assert [field.name for field in fields(CaseData) if not page.form.shows(field.name)] == []


def test_a_follow_up_may_stand_outside_the_calendar(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    database.do(follow_ups.add, case_id_of(page), FollowUpData(due_on=date(2026, 5, 1)))
    page.reload()
    editor = _editor(page, "follow_ups")
    assert editor._model.index(0, 0).data() == "–"


def test_the_form_of_a_new_record_is_in_sight_on_a_small_screen(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page()
    page.resize(880, 480)
    editor = _editor(page, "referrals")
    first = editor.keeper.form.widget("organisation")
    for _ in range(8):
        editor.begin()
        enter(first, "Bank")
        assert page.flush()
    page.reload()
    editor.begin()
    qtbot.waitUntil(lambda: first.visibleRegion().boundingRect().height() == first.height())
