"""What hangs on a case: added, edited, listed, put into the bin and brought back, on a real file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from clinic_app.domain.assessment import AnswerData, AssessmentData, Blank, Occasion
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.impact import FollowUpData, ImpactData, ImpactKind
from clinic_app.domain.plan import RiskData
from clinic_app.domain.problem import ProblemData
from clinic_app.domain.referral import OpportunityData, OpportunityKind, ReferralData, ReferralStatus, ReferralTarget
from clinic_app.domain.summary import CaseQuery
from clinic_app.domain.visit import VisitData
from clinic_app.errors import InvalidData, NotFound
from clinic_app.exchange import codec
from clinic_app.services import (
    assessments,
    casefile,
    cases,
    follow_ups,
    impacts,
    opportunities,
    problems,
    referrals,
    risks,
    store,
    trash,
    upkeep,
    visits,
)
from clinic_app.services.cases import Numbering
from clinic_app.storage import history
from clinic_app.storage.database import Database, open_database
from tests.factories import TODAY, as_data, saved_case

KINDS: list[tuple[str, Any, Any, dict[str, Any]]] = [
    ("visits", visits, VisitData(visited_on=TODAY), {"notes": "seen"}),
    ("risks", risks, RiskData(what="The kiln fails"), {"likelihood": 3, "damage": 5}),
    (
        "referrals",
        referrals,
        ReferralData(target=ReferralTarget.BANK, organisation="Bank"),
        {"status": ReferralStatus.DONE},
    ),
    (
        "opportunities",
        opportunities,
        OpportunityData(kind=OpportunityKind.TECHNOLOGY_REQUEST, title="Dryer"),
        {"countries": ("KR", "AT")},
    ),
    ("impacts", impacts, ImpactData(kind=ImpactKind.COST_SAVING, unit="IRR", baseline=0), {"actual": 2.5}),
    ("follow_ups", follow_ups, FollowUpData(due_on=TODAY), {"findings": "The meter is in use."}),
    ("assessments", assessments, AssessmentData(assessed_on=TODAY), {"occasion": Occasion.FOLLOW_UP}),
]


@pytest.mark.parametrize(("table", "service", "data", "change"), KINDS, ids=[kind[0] for kind in KINDS])
def test_each_kind_is_kept_edited_and_comes_back_from_the_bin(
    database: Database, table: str, service: Any, data: Any, change: dict[str, Any]
) -> None:
    case = saved_case(database, "Tiles crack.")
    record = database.do(service.add, case.id, data)
    assert as_data(type(data), record) == data
    edited = database.do(service.edit, record.id, replace(data, **change))
    assert as_data(type(data), edited) == replace(data, **change)
    assert database.read(service.of_case, case.id) == (edited,)
    assert getattr(database.read(casefile.load, case.id), table) == (edited,)
    database.do(trash.remove, table, record.id)
    assert database.read(service.of_case, case.id) == getattr(database.read(casefile.load, case.id), table) == ()
    (removed,) = database.read(trash.content)
    assert (removed.table, removed.id) == (table, record.id)
    assert removed.title or removed.subject
    with pytest.raises(NotFound):
        database.do(service.edit, record.id, data)
    database.do(trash.restore, table, record.id)
    assert [as_data(type(data), each) for each in database.read(service.of_case, case.id)] == [
        as_data(type(data), edited)
    ]
    with pytest.raises(NotFound):
        database.do(service.add, uuid4(), data)
    assert database.read(history.broken_link) is None


@pytest.mark.parametrize(
    ("service", "data", "field"),
    [
        (risks, RiskData(what=" "), "what"),
        (risks, RiskData(what="a", damage=6), "damage"),
        (referrals, ReferralData(target=ReferralTarget.BANK), "organisation"),
        (opportunities, OpportunityData(kind=OpportunityKind.BUSINESS_OFFER, title=""), "title"),
        (impacts, ImpactData(kind=ImpactKind.OTHER), "indicator"),
        (follow_ups, FollowUpData(due_on=TODAY, months=-1), "months"),
        (assessments, AssessmentData(assessed_on=TODAY, version="0"), "instrument"),
    ],
)
def test_what_breaks_its_rules_is_not_kept(database: Database, service: Any, data: Any, field: str) -> None:
    case = saved_case(database)
    with pytest.raises(InvalidData) as caught:
        database.do(service.add, case.id, data)
    assert [error.field for error in caught.value.details["errors"]] == [field]  # type: ignore[attr-defined]
    assert database.read(service.of_case, case.id) == ()


@pytest.mark.parametrize(
    ("service", "make"),
    [
        (referrals, lambda key: ReferralData(target=ReferralTarget.BANK, organisation="b", problem_id=key)),
        (opportunities, lambda key: OpportunityData(kind=OpportunityKind.BUSINESS_OFFER, title="t", problem_id=key)),
        (impacts, lambda key: ImpactData(kind=ImpactKind.PATENT, problem_id=key)),
    ],
)
def test_a_record_speaks_of_a_problem_of_its_own_case_only(
    database: Database, service: Any, make: Callable[..., Any]
) -> None:
    case, other = saved_case(database, "one"), saved_case(database, "two", enterprise="Other")
    (own,), (foreign,) = (database.read(problems.of_case, each.id) for each in (case, other))
    with pytest.raises(NotFound):
        database.do(service.add, case.id, make(foreign.id))
    record = database.do(service.add, case.id, make(own.id))
    database.do(trash.remove, "problems", own.id)
    assert database.read(casefile.load, case.id) == replace(
        database.read(casefile.load, case.id),
        **{service.__name__.rpartition(".")[2]: (replace(record, problem_id=None),)},
    )
    (kept,) = database.read(service.of_case, case.id)
    assert database.do(service.edit, kept.id, as_data(type(make(None)), kept)).problem_id == own.id


def test_a_case_is_found_by_the_words_of_what_hangs_on_it(database: Database) -> None:
    case = saved_case(database)
    database.do(risks.add, case.id, RiskData(what="برق تابستان قطع شود"))
    bank = ReferralData(target=ReferralTarget.BANK, organisation="بانک صنعت و معدن")
    referral = database.do(referrals.add, case.id, bank)
    request = OpportunityData(kind=OpportunityKind.TECHNOLOGY_REQUEST, title="중앙 제습 건조기")
    database.do(opportunities.add, case.id, request)
    for words in ("تابستان", "معدن", "제습"):
        assert database.read(cases.ids, CaseQuery(text=words)) == [case.id]
    database.do(trash.remove, "referrals", referral.id)
    assert database.read(cases.ids, CaseQuery(text="معدن")) == []


def test_the_calendar_is_entered_once(database: Database) -> None:
    case = saved_case(database)
    planned = database.do(follow_ups.plan, case.id, date(2024, 11, 30))
    assert [(each.months, each.due_on.isoformat()) for each in planned] == [
        (3, "2025-02-28"),
        (6, "2025-05-30"),
        (12, "2025-11-30"),
        (24, "2026-11-30"),
        (36, "2027-11-30"),
    ]
    database.do(trash.remove, "follow_ups", planned[-1].id)
    moved = database.do(follow_ups.edit, planned[0].id, as_data(FollowUpData, planned[0], due_on=date(2025, 3, 9)))
    assert database.do(follow_ups.plan, case.id, date(2025, 1, 1)) == (moved, *planned[1:4])


class TestAnswers:
    """Answers are kept by question."""

    def test_an_answer_is_given_changed_and_taken_back(self, database: Database) -> None:
        case = saved_case(database)
        card = database.do(assessments.add, case.id, AssessmentData(assessed_on=TODAY, respondent="Sadeghi"))
        first = database.do(assessments.answer, card.id, AnswerData(item="strategy-plan", score=1))
        assert first is not None
        assert (first.case_id, first.assessment_id, first.score) == (case.id, card.id, 1)
        data = AnswerData(item="strategy-plan", blank=Blank.NOT_SEEN, comment="ask again")
        second = database.do(assessments.answer, card.id, data)
        assert second is not None
        assert (second.id, second.score, second.blank) == (first.id, None, Blank.NOT_SEEN)
        assert database.read(assessments.answers, card.id) == (second,)
        assert database.do(assessments.answer, card.id, AnswerData(item="strategy-plan", comment=" ")) is None
        assert database.read(assessments.answers, card.id) == database.read(casefile.load, case.id).answers == ()
        again = database.do(assessments.answer, card.id, AnswerData(item="strategy-plan", score=0))
        assert again is not None
        assert (again.id, again.score, again.comment) == (first.id, 0, "")
        assert database.do(assessments.answer, card.id, AnswerData(item="strategy-roles")) is None
        assert database.read(history.broken_link) is None

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (AnswerData(item="no-such-item", score=1), "unknown-item"),
            (AnswerData(item="strategy-plan", score=5), "out-of-range"),
            (AnswerData(item="strategy-plan", score=1, blank=Blank.NOT_SEEN), "contradiction"),
        ],
    )
    def test_an_impossible_answer_is_refused(self, database: Database, data: AnswerData, code: str) -> None:
        card = database.do(assessments.add, saved_case(database).id, AssessmentData(assessed_on=TODAY))
        with pytest.raises(InvalidData) as caught:
            database.do(assessments.answer, card.id, data)
        assert [error.code for error in caught.value.details["errors"]] == [code]  # type: ignore[attr-defined]

    def test_the_answers_of_a_removed_scorecard_go_out_of_sight_with_it(self, database: Database) -> None:
        case = saved_case(database)
        card = database.do(assessments.add, case.id, AssessmentData(assessed_on=TODAY))
        given = database.do(assessments.answer, card.id, AnswerData(item="strategy-plan", score=3))
        database.do(trash.remove, "assessments", card.id)
        file = database.read(casefile.load, case.id)
        assert (file.assessments, file.answers) == ((), ())
        with pytest.raises(NotFound):
            database.do(assessments.answer, card.id, AnswerData(item="strategy-plan", score=4))
        database.do(trash.restore, "assessments", card.id)
        assert database.read(casefile.load, case.id).answers == (given,)


def whole_case(database: Database) -> CaseFile:
    """A case with one of everything that hangs on a case."""
    case = saved_case(database, "Tiles crack.", strengths=("clay",), budget=9, copayment=40.0, fee=3, currency="IRR")
    problem = database.do(problems.add, case.id, ProblemData(statement="x", effect_amount=2.5, effect_unit="t"))
    for _, service, data, change in KINDS:
        fields = change | ({"problem_id": problem.id} if hasattr(data, "problem_id") else {})
        database.do(service.add, case.id, replace(data, **fields))
    (card,) = database.read(assessments.of_case, case.id)
    database.do(assessments.answer, card.id, AnswerData(item="strategy-plan", score=2, evidence="a plan"))
    return database.read(casefile.load, case.id)


def test_a_whole_case_goes_to_another_file_and_stays_the_same(database: Database, tmp_path: Any) -> None:
    file = whole_case(database)
    copied = codec.from_json(codec.to_json(file))
    other = open_database(tmp_path / "other.db", create=True)
    assert other.do(store.put, copied, numbering=Numbering(prefix="X", calendar="gregorian"))
    found = other.read(casefile.load, file.case.id)
    assert upkeep.check(other) == ()
    other.close()
    assert codec.plain(found)["answers"] == codec.plain(file)["answers"]
    for name in ("risks", "referrals", "opportunities", "assessments", "impacts", "follow_ups", "problems"):
        assert [replace(each, revision=1) for each in getattr(found, name)] == [
            replace(each, revision=1) for each in getattr(file, name)
        ]
    assert (found.case.strengths, found.case.copayment, found.case.budget) == (("clay",), 40.0, 9)
