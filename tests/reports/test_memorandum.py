"""The memorandum report: every case in its country and areas, open offers only, and no agreement invented."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from clinic_app.domain.areas import Area, PartnerCountry
from clinic_app.domain.case import Outcome, Stage, Standing
from clinic_app.domain.casefile import CaseFile, ReportKind
from clinic_app.reports.memorandum import COUNTRIES, Status, areas_of, status_of
from tests.factories import casefile
from tests.reports.cases import many, whole
from tests.reports.orders import LANGUAGES, PRINTED, said


def _case(file: CaseFile, **changes: object) -> CaseFile:
    return replace(file, case=replace(file.case, **changes))  # type: ignore[arg-type]


def test_a_case_stands_in_the_areas_that_were_decided() -> None:
    file = whole()
    assert areas_of(file) == [Area.MARKET_MARKETING]
    second = replace(file.matches[0], id=uuid4(), problem_id=file.problems[1].id, area=Area.NEW_TECHNOLOGIES)
    assert areas_of(replace(file, matches=(*file.matches, second))) == [Area.NEW_TECHNOLOGIES, Area.MARKET_MARKETING]
    assert areas_of(replace(file, matches=())) == [None]


def test_status_is_told_by_outcome_then_by_standing() -> None:
    file = _case(casefile(), outcome=None)
    assert status_of(file) is Status.RUNNING
    assert status_of(_case(file, standing=Standing.ON_HOLD)) is Status.WAITING
    assert status_of(_case(file, standing=Standing.WITHDRAWN)) is Status.UNSOLVED
    assert status_of(_case(file, stage=Stage.CLOSED)) is Status.UNSOLVED
    assert status_of(_case(file, outcome=Outcome.IMPLEMENTING)) is Status.SOLVED
    assert status_of(_case(file, outcome=Outcome.UNREACHABLE)) is Status.UNSOLVED


def test_the_matrix_counts_every_case_under_its_country() -> None:
    files = list(many(60))
    text = said(files, ReportKind.MEMORANDUM)
    head, overview = text.split("Cases by area and partner country", 1)
    assert "with a partner country" in head
    line = overview[overview.index("All cases") :][:40]
    assert line.startswith("All cases 10 10 10 10 10 10")


def test_every_country_has_its_page_and_no_agreement_is_invented() -> None:
    for language in LANGUAGES:
        text = said([], ReportKind.MEMORANDUM, language)
        assert len(text) > 200
    text = said([], ReportKind.MEMORANDUM)
    for name in ("South Korea", "Austria", "Germany", "Turkey", "Other country", "No partner country"):
        assert name in text
    assert text.count("State of the agreement with this country (to be filled in):") == 4
    assert text.count("No case and no open opportunity is recorded.") == len(COUNTRIES)
    assert "signed" not in text


def test_only_open_offers_are_listed_under_the_countries_they_name() -> None:
    file = whole()
    (offer,) = file.opportunities
    over = replace(offer, id=uuid4(), title="Expired dryer", valid_until=date(2024, 8, 1))
    last = replace(offer, id=uuid4(), title="Last day", valid_until=PRINTED.date(), countries=("FR",))
    anyone = replace(offer, id=uuid4(), title="For anyone", valid_until=None, countries=())
    text = said([replace(file, opportunities=(offer, over, last, anyone))], ReportKind.MEMORANDUM)
    assert text.count("Dryer for clay") == 2  # South Korea and Germany
    assert "Expired dryer" not in text
    germany, other, none = (
        text.index(name, 600) for name in ("Germany Sta", "Other country Open", "No partner country Open")
    )
    assert germany < other < text.index("Last day") < none < text.index("For anyone")


def test_training_needs_are_the_problems_of_that_kind() -> None:
    file = whole()
    problems = (replace(file.problems[0], type_code="2.01"), replace(file.problems[1], type_code="1.01"))
    text = said([replace(file, problems=problems)], ReportKind.MEMORANDUM)
    needs = text[text.index("Training needs") :]
    assert "2.01 Technical skills of operators 1 " in needs
    assert "1.01" not in needs[:200]
    assert PartnerCountry.SOUTH_KOREA is file.case.partner_country
