"""Cases: numbers, stages, lists."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from clinic_app.domain.areas import Area
from clinic_app.domain.case import CaseData, Stage, Standing
from clinic_app.domain.enterprise import ContactData, EnterpriseData
from clinic_app.domain.gates import Lack
from clinic_app.domain.problem import ProblemData
from clinic_app.domain.summary import CaseQuery, CaseSort
from clinic_app.errors import GateClosed, InvalidData, NotFound
from clinic_app.services import casefile, cases, enterprises, matches, problems, trash
from clinic_app.services.cases import Numbering
from clinic_app.storage.database import Database
from tests.factories import TODAY, as_data, saved_case


def test_numbers_carry_office_year_and_counter(database: Database) -> None:
    numbers = [saved_case(database).number for _ in range(2)]
    assert numbers == ["1403-ESF-0001", "1403-ESF-0002"]
    firm = database.read(enterprises.find, "")[0]
    gregorian = Numbering(prefix="SEL", calendar="gregorian")
    made = database.do(cases.open_case, firm.id, CaseData(title="x", received_on=TODAY), numbering=gregorian)
    assert made.number == "2024-SEL-0001"


def test_a_number_is_never_given_twice(database: Database) -> None:
    first = saved_case(database)
    database.do(trash.remove, "cases", first.id)
    assert saved_case(database).number == "1403-ESF-0002"


def test_a_closed_gate_says_what_is_missing_and_keeps_the_stage(database: Database) -> None:
    case = saved_case(database)
    with pytest.raises(GateClosed) as caught:
        database.do(cases.advance, case.id, to=Stage.TRIAGE)
    assert caught.value.details["lacks"] == (
        Lack.NO_LEGAL_ID,
        Lack.NO_CONTACT,
        Lack.NO_REQUEST,
        Lack.NO_CONSENT,
    )
    assert database.read(cases.get, case.id).stage is Stage.INTAKE


def test_a_case_with_everything_moves_on_and_back(database: Database) -> None:
    case = saved_case(database, "Tiles crack.", consent_on=TODAY)
    firm = database.read(enterprises.get, case.enterprise_id)
    database.do(enterprises.edit, firm.id, as_data(EnterpriseData, firm, legal_id="10380284790"))
    database.do(enterprises.add_contact, firm.id, ContactData(name="Maryam"))
    assert database.do(cases.advance, case.id, to=Stage.TRIAGE).stage is Stage.TRIAGE
    assert database.do(cases.advance, case.id, to=Stage.INQUIRY).stage is Stage.INQUIRY


def test_a_case_put_on_hold_keeps_its_stage(database: Database) -> None:
    case = saved_case(database)
    held = database.do(cases.set_standing, case.id, Standing.ON_HOLD, reason="owner abroad", wake_on=date(2025, 1, 1))
    assert (held.stage, held.standing, held.wake_on) == (Stage.INTAKE, Standing.ON_HOLD, date(2025, 1, 1))
    assert database.do(cases.set_standing, case.id, Standing.OPEN).standing is Standing.OPEN


def test_invalid_data_is_refused_with_its_field_and_nothing_is_kept(database: Database) -> None:
    case = saved_case(database)
    with pytest.raises(InvalidData) as caught:
        database.do(cases.edit, case.id, as_data(CaseData, case, title=" "))
    assert [error.field for error in caught.value.details["errors"]] == ["title"]  # type: ignore[attr-defined]
    assert database.read(cases.get, case.id).title == "Kiln losses"


def test_a_case_is_found_by_number_in_any_digits_and_by_id(database: Database) -> None:
    case = saved_case(database)
    for name in ("1403-ESF-0001", "۱۴۰۳-ESF-۰۰۰۱", str(case.id)):
        assert database.read(casefile.find, name) == case.id
    with pytest.raises(NotFound):
        database.read(casefile.find, "1403-ESF-0009")


@pytest.fixture
def three(database: Database) -> Database:
    for title, firm, day, advisor, severity in (
        ("Beta", "Zarrin", date(2024, 8, 1), "Kim", 5),
        ("alpha", "Mehr", date(2024, 8, 3), "Leila", 1),
        ("gamma", "Anzali", date(2024, 8, 2), "Leila", None),
    ):
        case = saved_case(database, title=title, enterprise=firm, received_on=day, advisor=advisor)
        database.do(problems.add, case.id, ProblemData(statement="x", severity=severity, urgency=severity))
    return database


def titles(database: Database, query: CaseQuery) -> list[str]:
    keys = database.read(cases.ids, query)
    rows = database.read(cases.summaries, keys)
    return [rows[key].title for key in keys]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (CaseSort.TITLE, ["alpha", "Beta", "gamma"]),
        (CaseSort.ENTERPRISE, ["gamma", "alpha", "Beta"]),
        (CaseSort.RECEIVED, ["Beta", "gamma", "alpha"]),
        (CaseSort.NUMBER, ["Beta", "alpha", "gamma"]),
        (CaseSort.ADVISOR, ["Beta", "alpha", "gamma"]),
        (CaseSort.PRIORITY, ["alpha", "Beta", "gamma"]),
        (CaseSort.STAGE, ["Beta", "alpha", "gamma"]),
        (CaseSort.UPDATED, ["Beta", "alpha", "gamma"]),
    ],
)
def test_lists_sort_by_every_column(three: Database, sort: CaseSort, expected: list[str]) -> None:
    assert titles(three, CaseQuery(sort=sort, descending=False)) == expected


def test_lists_filter_by_advisor_day_and_stage(three: Database) -> None:
    by_title = CaseQuery(sort=CaseSort.TITLE, descending=False)
    assert titles(three, replace(by_title, advisor="Leila")) == ["alpha", "gamma"]
    assert titles(three, replace(by_title, since=date(2024, 8, 2))) == ["alpha", "gamma"]
    assert titles(three, replace(by_title, until=date(2024, 8, 1))) == ["Beta"]
    assert titles(three, replace(by_title, stage=Stage.PLAN)) == []
    assert titles(three, replace(by_title, limit=1)) == ["alpha"]
    assert three.read(cases.advisors) == ("Kim", "Leila")


def test_lists_filter_by_the_decided_area(three: Database) -> None:
    key = three.read(cases.ids, CaseQuery(sort=CaseSort.TITLE, descending=False))[0]
    problem = three.read(problems.of_case, key)[0]
    three.do(matches.decide, problem.id, Area.MARKET_MARKETING, reason="asked for customers")
    assert titles(three, CaseQuery(area=Area.MARKET_MARKETING)) == ["alpha"]
    summary = three.read(cases.summaries, [key])[key]
    assert (summary.areas, summary.problems, summary.undecided) == ((Area.MARKET_MARKETING,), 1, 0)


@pytest.mark.parametrize(
    "query", [CaseQuery(), CaseQuery(stage=Stage.PLAN), CaseQuery(advisor="L"), CaseQuery(sort=CaseSort.TITLE)]
)
def test_list_queries_walk_an_index_and_never_sort_the_whole_table(database: Database, query: CaseQuery) -> None:
    seen: list[str] = []

    def explain(session: Session) -> None:
        def note(connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
            if statement.startswith("SELECT"):
                rows = session.connection().connection.driver_connection.execute(  # type: ignore[union-attr]
                    f"EXPLAIN QUERY PLAN {statement}", parameters
                )
                seen.extend(row[3] for row in rows)

        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        cases.ids(session, query)
        event.remove(engine, "before_cursor_execute", note)

    database.read(explain)
    assert seen
    assert [step for step in seen if "TEMP B-TREE" in step] == []


def test_problems_keep_their_order_when_one_is_moved(database: Database) -> None:
    case = saved_case(database, "one", "two", "three")
    last = database.read(problems.of_case, case.id)[-1]
    moved = database.do(problems.move, last.id, position=1)
    assert [problem.statement for problem in moved] == ["three", "one", "two"]
    assert [problem.position for problem in moved] == [1, 2, 3]


def test_a_removed_case_leaves_the_list_and_comes_back_whole(database: Database) -> None:
    case = saved_case(database, "Tiles crack.")
    before = database.read(casefile.load, case.id)
    database.do(trash.remove, "cases", case.id)
    assert database.read(cases.ids, CaseQuery()) == []
    with pytest.raises(NotFound):
        database.read(casefile.load, case.id)
    database.do(trash.restore, "cases", case.id)
    after = database.read(casefile.load, case.id)
    assert after.problems == before.problems
    assert after.case.title == before.case.title


def test_a_text_of_fifty_thousand_characters_is_kept_whole(database: Database) -> None:
    long = "کوره‌ی ما ترک می‌اندازد. " * 2_000
    case = saved_case(database, long)
    assert database.read(problems.of_case, case.id)[0].statement == long


def test_control_characters_are_dropped_and_the_rest_kept(database: Database) -> None:
    case = saved_case(database, "a\x00b\x07\nc\ud800")
    assert database.read(problems.of_case, case.id)[0].statement == "ab\nc\ufffd"


def test_a_prefix_of_any_script_makes_a_number_that_is_found(database: Database) -> None:
    case = saved_case(database)
    odd = Numbering(prefix=" اصف۱\x00 ", calendar="jalali")
    made = database.do(cases.open_case, case.enterprise_id, CaseData(title="x", received_on=TODAY), numbering=odd)
    assert made.number == "1403-اصف1-0001"
    for name in ("1403-اصف1-0001", "۱۴۰۳-اصف۱-۰۰۰۱", str(made.id)):
        assert database.read(casefile.find, name) == made.id


@pytest.mark.parametrize(
    "words", ["x" * 50_000, "word " * 10_000, "한" * 50_000, "\x00", "\ud800", '"*', "%_\\", "\u200f"]
)
def test_nothing_that_is_looked_for_is_too_much(database: Database, words: str) -> None:
    saved_case(database, "Tiles crack.")
    assert database.read(cases.ids, CaseQuery(text=words)) == []
    assert isinstance(database.read(enterprises.find, words), tuple)
    with pytest.raises(NotFound):
        database.read(casefile.find, words)
