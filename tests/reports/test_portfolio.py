"""The portfolio summary: every case counted once, what is not known said, nothing added up that must not be."""

import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Outcome, Stage
from clinic_app.domain.casefile import CaseFile, ReportKind
from clinic_app.domain.enterprise import EvidenceGrade
from clinic_app.domain.impact import Impact, ImpactKind
from clinic_app.i18n.catalog import catalog
from clinic_app.i18n.sectors import division_name, section_name
from clinic_app.reports import portfolio_figures as count
from tests.factories import CASE_ID, TODAY, casefile
from tests.reports.cases import many, whole
from tests.reports.orders import printed, said


def _with(kind: ImpactKind, unit: str, actual: float | None, grade: EvidenceGrade | None = None) -> CaseFile:
    impact = Impact(id=uuid4(), case_id=CASE_ID, kind=kind, unit=unit, actual=actual, evidence=grade, attribution=50)
    return replace(whole(), impacts=(impact,))


def test_impact_is_added_up_within_a_kind_a_unit_and_a_grade_only() -> None:
    saved, proven = ImpactKind.COST_SAVING, EvidenceGrade.DOCUMENT
    files = [
        _with(saved, "IRR", 100, proven),
        _with(saved, "IRR", 50, proven),
        _with(saved, "IRR", 7, EvidenceGrade.SELF_DECLARED),
        _with(saved, "EUR", 3, proven),
        _with(saved, "IRR", None, proven),
        _with(ImpactKind.LOAN, "IRR", 1, None),
    ]
    found = {(line.kind, line.unit, line.grade): line for line in count.impacts(files)}
    assert len(found) == 4
    line = found[saved, "IRR", proven]
    assert (line.indicators, line.known, line.change, line.attributed) == (3, 2, 150, 75)
    assert found[ImpactKind.LOAN, "IRR", None].change == 1


def test_percentages_are_averaged() -> None:
    files = [_with(ImpactKind.OTHER, "%", value) for value in (10, 20)]
    (line,) = count.impacts(files)
    assert (line.is_rate, line.change) == (True, 15)
    assert "mean 15" in said(files, ReportKind.PORTFOLIO)
    assert printed(files, ReportKind.PORTFOLIO).substituted == ()


def test_what_is_not_known_is_counted_as_such() -> None:
    file = casefile()
    bare = CaseFile(case=replace(file.case, outcome=None), enterprise=file.enterprise)
    text = said([bare, bare, whole()], ReportKind.PORTFOLIO)
    for heading in ("Outcome", "Province", "Sector", "Size"):
        part = text[text.index(f"{heading} Cases Share") :]
        assert "not recorded 2 66.7%" in part[: part.find("Cases Share", 30)], heading
    assert "2 cases have no problem recorded yet." in text


def test_problems_are_counted_under_the_area_that_was_decided() -> None:
    found = count.by_area(many(10))
    assert sum(found.values()) == 16  # two problems in each case but the two bare ones
    assert (found[Area.NEW_TECHNOLOGIES], found[None]) == (2, 8)


@pytest.mark.parametrize(("days", "band"), [(0, "0 to 30 days"), (31, "31 to 60 days"), (400, "more than 365 days")])
def test_the_time_to_close_is_measured_from_the_request(days: int, band: str) -> None:
    closed = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC) + timedelta(days=days)
    case = replace(casefile().case, stage=Stage.CLOSED, closed_at=closed)
    file = replace(casefile(), case=case)
    assert count.closing_days(file, UTC) == days
    assert f"{band} 1 100%" in said([file], ReportKind.PORTFOLIO)


def test_the_day_of_closing_is_that_of_the_office() -> None:
    closed = datetime(TODAY.year, TODAY.month, TODAY.day, 22, tzinfo=UTC)
    file = replace(casefile(), case=replace(casefile().case, stage=Stage.CLOSED, closed_at=closed))
    assert count.closing_days(file, UTC) == 0
    assert count.closing_days(file, timezone(timedelta(hours=3.5))) == 1


def test_a_closing_day_before_the_request_is_not_known() -> None:
    case = replace(casefile().case, stage=Stage.CLOSED, closed_at=datetime(2020, 1, 1, tzinfo=UTC))
    file = replace(casefile(), case=case)
    assert count.closing_days(file, UTC) is None
    assert "not recorded 1 100%" in said([file], ReportKind.PORTFOLIO)


def test_months_have_no_gaps_and_many_become_years() -> None:
    assert count.months({(2024, 11): 2, (2025, 2): 1}) == [
        ((2024, 11), 2),
        ((2024, 12), 0),
        ((2025, 1), 0),
        ((2025, 2), 1),
    ]
    assert count.months({(2020, 1): 1, (2024, 1): 1, (2024, 5): 3}) == [(2020, 1), (2024, 4)]
    assert count.months({}) == []
    assert count.month_of(date(2024, 8, 2), "fa") == (1403, 5)


def test_spread_is_of_what_is_known() -> None:
    assert count.spread([]) is None
    assert count.spread([4, 1, 10]) == (3, 15, 1, 4, 10)


def test_outcomes_and_stages_are_those_of_the_cases() -> None:
    files = [replace(whole(), case=replace(whole().case, outcome=outcome)) for outcome in (*Outcome, None)]
    assert count.counted(files, lambda file: file.case.outcome) == Counter((*Outcome, None))


def test_sectors_have_names_in_every_language() -> None:
    english, persian, korean = (catalog(language) for language in ("en", "fa", "ko"))
    assert section_name(english, "2392") == "C Manufacturing"
    assert division_name(english, "C1071") == "10 Food products"
    assert division_name(persian, "23").startswith("۲۳ ")
    assert division_name(korean, "45") == section_name(korean, "") == ""
    for number in range(1, 100):
        assert bool(section_name(korean, f"{number:02}")) is bool(section_name(persian, f"{number:02}"))
        assert bool(division_name(english, f"{number:02}")) is (10 <= number <= 33)


def test_a_thousand_cases_take_ten_times_as_long_as_a_hundred() -> None:
    printed(list(many(20)), ReportKind.PORTFOLIO)  # fonts and words are read once
    spent = []
    for number in (100, 1000):
        files = list(many(number))
        before = time.process_time()
        report = printed(files, ReportKind.PORTFOLIO, "fa")
        spent.append(time.process_time() - before)
    assert report.pages > 30
    assert spent[1] < 20 * spent[0]


def test_without_annexes_there_is_no_list() -> None:
    files = list(many(12))
    assert "1403-ESF-0007" in said(files, ReportKind.PORTFOLIO)
    assert "1403-ESF-0007" not in said(files, ReportKind.PORTFOLIO, with_annexes=False)
