"""The table of facts, and what is read out of the records."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from clinic_app.domain import evidence
from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.assessment import Answer, Assessment, Blank
from clinic_app.domain.enterprise import Enterprise, UnitStatus, YearFigures
from clinic_app.domain.match import AreaScore, Contribution, Ground
from tests.factories import suggestion

FIRM, CASE, ON = UUID(int=1), UUID(int=2), date(2024, 8, 2)


def facts(years: tuple[YearFigures, ...] = (), **firm: Any) -> dict[str, float | None]:
    enterprise = Enterprise(id=FIRM, name="Mehr Tile", **firm)
    return dict(evidence.gather(enterprise, years, (), (), ON).facts)


def year(number: int, **figures: Any) -> YearFigures:
    return YearFigures(id=uuid4(), enterprise_id=FIRM, year=number, **figures)


def card(on: date) -> Assessment:
    return Assessment(id=uuid4(), case_id=CASE, assessed_on=on)


def answer(of: Assessment, item: str, score: int | None, blank: Blank | None = None) -> Answer:
    return Answer(id=uuid4(), assessment_id=of.id, case_id=CASE, item=item, score=score, blank=blank)


def test_the_table_is_complete_and_sound() -> None:
    rules = evidence.rules()
    assert set(rules.facts) == set(facts())
    assert 0 < rules.item_weight <= 1
    for rule in rules.facts.values():
        assert rule.unit in {"percent", "years", "months", "days", "hours", "money", "state"}
        assert rule.start != rule.full
        assert set(rule.label) == {"en", "fa", "ko"}
        assert all(words.strip() for words in rule.label.values())
        assert set(rule.types) <= set(problem_types())
        assert all(0 < weight <= 0.5 for weight in rule.types.values())
    for language in ("en", "fa", "ko"):
        assert len({rule.label[language] for rule in rules.facts.values()}) == len(rules.facts)


def test_of_nothing_recorded_nothing_is_answered() -> None:
    assert set(facts().values()) == {None}


def test_zero_is_an_answer() -> None:
    found = facts((year(1402, research_spend=0, export_value=0, turnover=500, overdue_bank_debt=0),))
    assert (found["research_spend"], found["export_share"], found["overdue_bank_debt"]) == (0, 0, 0)
    assert found["training_hours"] is None


def test_each_figure_comes_from_the_newest_recent_year_that_has_it() -> None:
    years = (year(1398, scrap_share=9.0), year(1401, machinery_age=20, scrap_share=4.0), year(1402, scrap_share=6.0))
    found = facts(years)
    assert (found["scrap_share"], found["machinery_age"]) == (6, 20)
    assert facts((year(1398, scrap_share=9.0), year(1402)))["scrap_share"] is None


def test_turnover_is_compared_with_the_year_before_in_the_same_currency_only() -> None:
    before = year(1401, turnover=200, currency="IRR")
    assert facts((before, year(1402, turnover=150, currency="IRR")))["turnover_change"] == -25
    assert facts((before, year(1402, turnover=150, currency="EUR")))["turnover_change"] is None


@pytest.mark.parametrize(
    ("status", "state", "months"),
    [(UnitStatus.ACTIVE, 0, 0), (UnitStatus.IDLE, 1, 19), (UnitStatus.SEMI_ACTIVE, 0.5, 19), (None, None, 19)],
)
def test_a_unit_that_works_does_not_stand_idle(status: UnitStatus | None, state: float, months: float) -> None:
    found = facts(unit_status=status, idle_since=date(2023, 1, 15))
    assert (found["unit_status"], found["idle_months"]) == (state, months)


def test_the_newest_scorecard_counts_and_what_does_not_apply_is_not_asked() -> None:
    old, new = card(date(2024, 1, 1)), card(date(2024, 6, 1))
    answers = [
        answer(old, "people-skills", 4),
        answer(new, "people-skills", 1),
        answer(new, "market-export", None, Blank.NOT_APPLICABLE),
        answer(new, "finance-cash", None, Blank.NOT_SEEN),
    ]
    found = evidence.gather(Enterprise(id=FIRM, name="x"), (), (new, old), answers, ON).items
    assert found is not None
    assert found["people-skills"] == 25
    assert "market-export" not in found
    assert found["finance-cash"] is None
    assert found["quality-control"] is None


def test_a_reversed_item_is_turned_round() -> None:
    of = card(ON)
    found = evidence.gather(Enterprise(id=FIRM, name="x"), (), (of,), [answer(of, "market-decline", 4)], ON).items
    assert found is not None
    assert found["market-decline"] == 0


def test_what_to_show_begins_with_the_likeliest_areas_and_counts_the_rest() -> None:
    def one(key: str, area: Area, weight: float, value: float | None) -> Contribution:
        return Contribution(ground=Ground.FACT, key=key, area=area, type="5.01", weight=weight, value=value)

    market, training = Area.MARKET_MARKETING, Area.EDUCATION_TRAINING
    strong = one("strong", training, 0.5, 1)
    given = (
        strong,
        *(one(f"k{n}", market, 0.1, n) for n in range(9)),
        *(one(f"u{n}", market, 0, None) for n in range(10)),
    )
    found = suggestion(market, contributions=given)
    ranking = (AreaScore(area=market, probability=0.9), *(s for s in found.ranking[1:] if s.area is not training))
    told = evidence.told(replace(found, ranking=(*ranking, AreaScore(area=training, probability=0.0))))
    assert [len(told.speaking), told.more_speaking, len(told.unanswered), told.more_unanswered] == [8, 2, 8, 2]
    assert all(group[0].area is market for group in told.speaking)
