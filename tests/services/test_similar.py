"""Closed cases like a text: the nearest first, with what solved them, and never what lies in the bin."""

from typing import Any
from uuid import UUID

import pytest

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Case, Stage
from clinic_app.domain.plan import ActionData, ActionStatus, RecommendationData
from clinic_app.domain.problem import ProblemData, ProblemStatus
from clinic_app.services import matches, plans, problems, similar, trash
from clinic_app.storage.database import Database
from clinic_app.storage.tables import CaseRow
from tests.factories import as_data, saved_case

KILN = "The tunnel kiln cracks one tile in nine since the clay comes in wet."
ASKED = "Our kiln cracks many tiles, the clay is too wet when it comes in."
DEBT = "The bank calls the overdue loan and wants the land as collateral."


def closed(database: Database, *texts: str, **case: Any) -> Case:
    """A closed case with a problem per text; how it came there is another test's business."""
    made = saved_case(database, *texts, **case)

    def close(session: Any) -> None:
        row = session.get_one(CaseRow, made.id)
        row.stage, row.stage_order = Stage.CLOSED, Stage.CLOSED.order

    database.do(close)
    return made


def asked(database: Database, text: str = ASKED, but: UUID | None = None) -> list[UUID]:
    return [one.case_id for one in database.read(similar.closed_like, text, but=but)]


def test_the_nearest_closed_cases_come_first_and_others_not_at_all(database: Database) -> None:
    far = closed(database, DEBT)
    near = closed(database, "Tiles crack in the kiln: the clay is wet.")
    nearer = closed(database, KILN)
    open_ = saved_case(database, ASKED)
    found = asked(database)
    assert set(found) == {near.id, nearer.id}
    assert far.id not in found
    assert open_.id not in found
    first, second = database.read(similar.closed_like, ASKED)
    assert 1 >= first.similarity >= second.similarity >= similar.LEAST


def test_no_more_than_three_and_the_same_text_first(database: Database) -> None:
    for n in range(5):
        closed(database, f"{KILN} Line {n} of five.")
    same = closed(database, ASKED)
    found = database.read(similar.closed_like, ASKED)
    assert len(found) == 3
    assert (found[0].case_id, found[0].similarity) == (same.id, pytest.approx(1))


def test_what_was_done_is_told_for_the_problem_it_was_done_about(database: Database) -> None:
    case = closed(database, KILN, DEBT)
    kiln, debt = database.read(problems.of_case, case.id)
    drying = database.do(plans.add_recommendation, case.id, RecommendationData(title="Dry", problem_ids=(kiln.id,)))
    terms = database.do(plans.add_recommendation, case.id, RecommendationData(title="Ask", problem_ids=(debt.id,)))
    done = ActionStatus.DONE
    for what, advice, status in (
        ("Roof over the clay", drying.id, done),
        ("Moisture meter", drying.id, ActionStatus.PLANNED),
        ("Talk to the bank", terms.id, done),
    ):
        data = ActionData(what=what, recommendation_id=advice, status=status)
        database.do(plans.add_action, case.id, data)
    solved = as_data(ProblemData, kiln, status=ProblemStatus.SOLVED, type_code="1.09")
    database.do(problems.edit, kiln.id, solved)
    database.do(matches.decide, kiln.id, Area.NEW_TECHNOLOGIES, reason="kiln")
    (found,) = database.read(similar.closed_like, ASKED)
    assert (found.problem_id, found.number, found.enterprise) == (kiln.id, case.number, "Mehr Tile")
    assert (found.area, found.type_code, found.status) == (Area.NEW_TECHNOLOGIES, "1.09", ProblemStatus.SOLVED)
    assert found.solved_by == ("Roof over the clay",)
    (other,) = database.read(similar.closed_like, DEBT)
    assert other.solved_by == ("Talk to the bank",)


def test_without_a_done_action_the_advice_is_told(database: Database) -> None:
    case = closed(database, KILN)
    database.do(plans.add_recommendation, case.id, RecommendationData(title="Dry the clay"))
    (found,) = database.read(similar.closed_like, ASKED)
    assert found.solved_by == ("Dry the clay",)


def test_an_action_without_advice_counts_where_there_is_no_advice(database: Database) -> None:
    case = closed(database, KILN)
    database.do(plans.add_action, case.id, ActionData(what="Roof", status=ActionStatus.DONE))
    (found,) = database.read(similar.closed_like, ASKED)
    assert found.solved_by == ("Roof",)


def test_what_lies_in_the_bin_is_never_found(database: Database) -> None:
    gone = closed(database, KILN)
    half = closed(database, KILN, DEBT)
    database.do(trash.remove, "cases", gone.id)
    assert asked(database) == [half.id]
    database.do(trash.remove, "problems", database.read(problems.of_case, half.id)[0].id)
    assert asked(database) == []
    assert asked(database, DEBT) == [half.id]
    database.do(trash.restore, "cases", gone.id)
    assert asked(database) == [gone.id]


def test_the_case_itself_is_left_out(database: Database) -> None:
    case = closed(database, KILN)
    assert asked(database) == [case.id]
    assert asked(database, but=case.id) == []


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("کاشی‌ها در کورهٔ تونلی ترک می‌خورد و خاک مرطوب است", "ترک خوردن كاشي در کوره، خاک مرطوب"),
        (
            "터널 가마에서 타일이 갈라지고 점토가 젖어 있습니다",
            "가마에서 타일이 자꾸 갈라집니다. 젖은 점토 때문입니다.",
        ),
    ],
)
def test_other_scripts_are_found_in_other_spellings(database: Database, text: str, other: str) -> None:
    case = closed(database, text)
    closed(database, "بانک وثیقه می‌خواهد", "은행 대출이 막혔습니다")
    assert asked(database, other) == [case.id]


@pytest.mark.parametrize("text", ["", "  \n", "?!…", '" OR NOT ( *', "a b c", "\x00", "x" * 50_000])
def test_a_text_that_says_nothing_is_like_nothing_and_breaks_nothing(database: Database, text: str) -> None:
    closed(database, KILN)
    assert asked(database, text) == []
