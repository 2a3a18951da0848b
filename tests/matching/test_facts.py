"""Scorecard and figures as evidence: they speak for what they name, and words outweigh them."""

from dataclasses import replace

import pytest

from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.assessment import instrument
from clinic_app.domain.evidence import SCORECARD, Evidence, rules
from clinic_app.domain.match import Contribution, Ground, SuggestionKind
from clinic_app.matching import facts, matcher

FACTS: dict[str, float | None] = dict.fromkeys(rules().facts)
SOUND: dict[str, float | None] = {code: 100.0 for code, item in instrument().items.items() if not item.is_context}
EMPTY = Evidence(items=None, facts=FACTS)


def known(*, items: dict[str, float | None] | None = None, **given: float) -> tuple[Contribution, ...]:
    all_items = None if items is None else SOUND | items
    return facts.contributions(Evidence(items=all_items, facts=FACTS | given))


def speaking(given: tuple[Contribution, ...]) -> dict[str, float]:
    return {one.type: one.weight for one in given if one.weight}


def test_of_what_nobody_answered_nothing_is_added_and_all_is_named() -> None:
    found = facts.contributions(EMPTY)
    assert all(one.weight == 0 and one.value is None for one in found)
    assert {one.key for one in found} == {SCORECARD, *rules().facts}
    assert facts.by_area(found) == [0.0] * 5


def test_a_weak_answer_speaks_for_the_types_it_names_the_more_the_weaker() -> None:
    assert speaking(known(items={"technology-automation": 60})) == {}
    weak, weaker = known(items={"technology-automation": 50}), known(items={"technology-automation": 0})
    assert set(speaking(weak)) == {"1.05", "1.09"}
    assert speaking(weak)["1.05"] < speaking(weaker)["1.05"] == rules().item_weight / 2
    assert all(one.ground is Ground.SCORECARD and one.value == 50 for one in weak if one.weight)


@pytest.mark.parametrize(
    ("key", "good", "bad", "worse", "code"),
    [
        ("export_share", 12, 0.5, 0, "5.07"),
        ("machinery_age", 8, 16, 30, "1.01"),
        ("unit_status", 0, 0.5, 1, "4.12"),
        ("capacity_use", 80, 50, 10, "4.08"),
    ],
)
def test_a_fact_speaks_past_its_threshold(key: str, good: float, bad: float, worse: float, code: str) -> None:
    assert speaking(known(**{key: good})) == {}
    some, more = speaking(known(**{key: bad}))[code], speaking(known(**{key: worse}))[code]
    assert 0 < some < more == rules().facts[key].types[code]


def test_any_overdue_debt_speaks_and_none_does_not() -> None:
    assert speaking(known(overdue_bank_debt=0)) == {}
    assert speaking(known(overdue_bank_debt=4e9)) == {"4.02": rules().facts["overdue_bank_debt"].types["4.02"]}


def test_an_unanswered_question_is_named_once_for_each_type_and_weighs_nothing() -> None:
    found = [one for one in known(items={"market-brand": None}) if one.ground is Ground.SCORECARD]
    assert [(one.key, one.type, one.weight, one.value) for one in found] == [("market-brand", "5.04", 0, None)]


def test_where_all_is_weak_every_area_gains_alike() -> None:
    found = facts.contributions(Evidence(items=dict.fromkeys(SOUND, 0.0), facts=FACTS))
    assert facts.by_area(found) == [facts.MOST] * 5
    assert all(problem_types()[one.type].area is one.area for one in found if one.weight)


def test_only_open_questions_of_the_likeliest_areas_are_kept() -> None:
    given = known(items={"market-brand": None, "finance-cash": None, "people-skills": 0}, machinery_age=30)
    kept = facts.relevant(given, [Area.MARKET_MARKETING, Area.NEW_TECHNOLOGIES])
    assert {one.key for one in kept if one.ground is Ground.SCORECARD} == {"market-brand", "people-skills"}
    assert "machinery_age" in {one.key for one in kept}
    assert "overdue_bank_debt" not in {one.key for one in kept}


_OF_TECHNOLOGY = [code for code, item in instrument().items.items() if all(t.startswith("1.") for t in item.types)]
EVERYTHING_FOR_TECHNOLOGY = known(
    items=dict.fromkeys(_OF_TECHNOLOGY, 0.0), machinery_age=40, scrap_share=30, energy_share=50
)
UNCLEAR = "Something has to change here and the boss does not know where to begin with it"


def test_words_outweigh_the_facts() -> None:
    ours = matcher.load()
    assert facts.by_area(EVERYTHING_FOR_TECHNOLOGY)[0] == facts.MOST
    for text, area in (
        ("We need a welding course for nine apprentices before summer.", Area.EDUCATION_TRAINING),
        ("Which trade fair brings us together with buyers from the Gulf?", Area.MARKET_MARKETING),
        ("نقدینگی نداریم و بانک وثیقه‌ی سنگین می‌خواهد", Area.CLINICS_PROBLEM_SOLVING),
        ("해외 바이어를 만날 수 있는 전시회에 참가하고 싶습니다", Area.MARKET_MARKETING),
    ):
        assert ours.suggest(text, contributions=EVERYTHING_FOR_TECHNOLOGY).area is area, text


def test_the_facts_move_what_the_words_leave_open() -> None:
    ours = matcher.load()
    without, given = ours.suggest(UNCLEAR), ours.suggest(UNCLEAR, contributions=EVERYTHING_FOR_TECHNOLOGY)
    chance = {s.area: s.probability for s in without.ranking}
    moved = {s.area: s.probability for s in given.ranking}
    odds = moved[Area.NEW_TECHNOLOGIES] / (1 - moved[Area.NEW_TECHNOLOGIES])
    before = chance[Area.NEW_TECHNOLOGIES] / (1 - chance[Area.NEW_TECHNOLOGIES])
    assert odds == pytest.approx(before * 2.718, rel=0.01)  # e to the power of MOST


@pytest.mark.parametrize("text", ["", "  \n", "!؟…", "12 400 / 7"])
def test_facts_alone_never_give_an_area(text: str) -> None:
    found = matcher.load().suggest(text, contributions=EVERYTHING_FOR_TECHNOLOGY)
    assert (found.decision, found.area, found.contributions) == (SuggestionKind.OUT_OF_SCOPE, None, ())
    assert replace(found, rules="") == replace(matcher.load().suggest(text), rules="")
