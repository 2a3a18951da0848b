"""The scorecard: the questionnaire is whole in three languages, and its answers add up to what they say."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app import errors, paths
from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.assessment import (
    STRONG,
    WEAK,
    AnswerData,
    AssessmentData,
    Blank,
    Change,
    Dimension,
    DimensionScore,
    Instrument,
    Item,
    comparison,
    dimension_scores,
    instrument,
    instruments,
    overall,
    percent,
    strengths,
    weaknesses,
)
from clinic_app.settings import LANGUAGES

SCORECARD = instrument()
ITEMS = SCORECARD.items
CONTEXT = [code for code, item in ITEMS.items() if item.is_context]
SCORED = [code for code, item in ITEMS.items() if not item.is_context]

OUTCOMES = st.sampled_from([0, 1, 2, 3, 4, None, Blank.NOT_APPLICABLE, Blank.NOT_SEEN])


def answer(code: str, outcome: int | Blank | None) -> AnswerData:
    if isinstance(outcome, Blank):
        return AnswerData(item=code, blank=outcome)
    return AnswerData(item=code, score=outcome)


def filled(outcomes: Mapping[str, int | Blank | None]) -> list[AnswerData]:
    return [answer(code, outcome) for code, outcome in outcomes.items()]


SHEETS = st.dictionaries(st.sampled_from(list(ITEMS)), OUTCOMES).map(filled)


def texts(item: Item) -> Iterator[Mapping[str, str]]:
    yield from (item.text, item.look_for, item.advice, *item.anchors.values())


def made(*sizes: int) -> Instrument:
    """An instrument with a dimension of each size, its items named 0-0, 0-1, 1-0 and so on."""
    words = dict.fromkeys(LANGUAGES, "x")
    dimensions = (
        Dimension(
            code=str(number),
            label=words,
            items=tuple(
                Item(
                    code=f"{number}-{place}",
                    dimension=str(number),
                    text=words,
                    look_for=words,
                    anchors={0: words, 4: words},
                    advice=words,
                    types=(),
                )
                for place in range(size)
            ),
        )
        for number, size in enumerate(sizes)
    )
    return Instrument(code="made", version="1", label=words, dimensions=tuple(dimensions))


# The questionnaire


def test_the_file_holds_nothing_that_is_not_read() -> None:
    document = json.loads((paths.resources() / "scorecard.json").read_text("utf-8"))
    known = {"code", "types", "text", "look_for", "anchors", "advice", "reversed", "context"}
    entries = [
        item for each in document["instruments"] for dimension in each["dimensions"] for item in dimension["items"]
    ]
    assert len(entries) == sum(len(each.items) for each in instruments().values())  # or a code is there twice
    assert {name for entry in entries for name in entry} == known


def test_there_are_eight_or_nine_dimensions_of_five_to_seven_items() -> None:
    assert len(SCORECARD.dimensions) in (8, 9)
    assert all(5 <= len(dimension.items) <= 7 for dimension in SCORECARD.dimensions)
    assert all(item.dimension == each.code for each in SCORECARD.dimensions for item in each.items)


def test_every_dimension_has_more_than_context_to_be_scored() -> None:
    for dimension in SCORECARD.dimensions:
        assert sum(not item.is_context for item in dimension.items) >= 5


def test_some_items_are_reversed_some_are_context_and_none_is_both() -> None:
    assert 4 <= sum(item.is_reversed for item in ITEMS.values()) <= len(ITEMS) / 4
    assert {"market-one-customer", "production-season", "strategy-exposure"} <= set(CONTEXT)
    assert not any(item.is_context and item.is_reversed for item in ITEMS.values())


def test_codes_are_plain_and_say_their_dimension() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", code) for code in ITEMS)
    assert all(code.startswith(f"{item.dimension}-") for code, item in ITEMS.items())


def test_every_type_exists_and_every_problem_type_is_spoken_for() -> None:
    named = [kind for item in ITEMS.values() for kind in item.types]
    assert all(item.types and len(set(item.types)) == len(item.types) for item in ITEMS.values())
    assert set(named) == set(problem_types())


def test_each_area_is_reached_by_scored_items() -> None:
    reached = [{problem_types()[kind].area for kind in ITEMS[code].types} for code in SCORED]
    assert {area: sum(area in areas for areas in reached) >= 5 for area in Area} == dict.fromkeys(Area, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language_and_says_something_of_its_own(language: str) -> None:
    assert SCORECARD.label[language].strip()
    labels = [dimension.label[language] for dimension in SCORECARD.dimensions]
    assert len(set(labels)) == len(labels)
    assert all(0 < len(label) <= 28 for label in labels)  # they stand around a radar
    for item in ITEMS.values():
        assert set(item.anchors) == {0, 4}
        assert all(set(text) == set(LANGUAGES) for text in texts(item))
    written = [text[language] for item in ITEMS.values() for text in texts(item)]
    assert [text for text in written if text != text.strip() or not text.endswith(".") or len(text) < 7] == []
    assert len(set(written)) == len(written)


def test_each_language_is_written_in_its_own_letters() -> None:
    arabic_only, latin_digit = re.compile("[يىكة]|[٠-٩]"), re.compile("[0-9]")
    loose_joiner = re.compile("\u200c(?![آ-ی])|(?<![آ-ی])\u200c|(?<![آ-ی])ن?می [آ-ی]| های? ")
    for text in (text for item in ITEMS.values() for text in texts(item)):
        assert not re.search("[^\x20-\x7e–]", text["en"])
        assert not arabic_only.search(text["fa"])
        assert not latin_digit.search(text["fa"])
        assert not loose_joiner.search(text["fa"])
        assert not re.search("[,;?%]", text["fa"])
        assert re.search("[가-힣]", text["ko"])
        assert not re.search("[؀-ۿ]", text["ko"] + text["en"])


def test_an_unknown_questionnaire_is_not_found() -> None:
    with pytest.raises(errors.NotFound):
        instrument("clinic-scorecard", "0")


# The records


def broken(data: AnswerData | AssessmentData) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in data.errors()]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (AssessmentData(assessed_on=date(2026, 5, 1)), []),
        (AssessmentData(assessed_on=date(99, 5, 1)), [("assessed_on", "implausible-date")]),
        (AssessmentData(assessed_on=date(2026, 5, 1), version="0"), [("instrument", "unknown-instrument")]),
        (AnswerData(item="strategy-plan", score=0), []),
        (AnswerData(item="strategy-plan", blank=Blank.NOT_SEEN), []),
        (AnswerData(item="strategy-plan", comment="asked again on Monday"), []),
        (AnswerData(item="strategy-plan", score=5), [("score", "out-of-range")]),
        (AnswerData(item="strategy-plan", score=-1), [("score", "out-of-range")]),
        (AnswerData(item="strategy-plan", score=0, blank=Blank.NOT_SEEN), [("blank", "contradiction")]),
        (AnswerData(item="strategy", score=1), [("item", "unknown-item")]),
    ],
)
def test_a_record_names_the_rule_it_breaks(
    data: AnswerData | AssessmentData, expected: list[tuple[str, str]]
) -> None:
    assert broken(data) == expected


# What answers add up to


def test_a_score_is_a_quarter_each_and_a_reversed_one_is_turned_round() -> None:
    straight, turned = ITEMS["strategy-plan"], ITEMS["production-late"]
    assert [percent(straight, answer("x", score)) for score in range(5)] == [0, 25, 50, 75, 100]
    assert [percent(turned, answer("x", score)) for score in range(5)] == [100, 75, 50, 25, 0]


@pytest.mark.parametrize("code", ["strategy-plan", "production-late", "market-one-customer"])
@pytest.mark.parametrize("outcome", [None, Blank.NOT_APPLICABLE, Blank.NOT_SEEN])
def test_a_blank_is_never_a_number(code: str, outcome: Blank | None) -> None:
    assert percent(ITEMS[code], answer(code, outcome)) is None
    assert percent(ITEMS[code], None) is None


@pytest.mark.parametrize("score", range(5))
def test_context_is_never_scored(score: int) -> None:
    assert [percent(ITEMS[code], answer(code, score)) for code in CONTEXT] == [None] * len(CONTEXT)


def test_nothing_answered_is_none_and_not_zero() -> None:
    scores = dimension_scores([], SCORECARD)
    assert [score.percent for score in scores] == [None] * len(SCORECARD.dimensions)
    assert overall(scores) is None
    assert weaknesses([], SCORECARD) == ()
    assert strengths([], SCORECARD) == ()


def test_not_applicable_is_not_asked_while_not_seen_and_silence_are_asked_and_unanswered() -> None:
    sheet = filled({"0-0": 4, "0-1": Blank.NOT_APPLICABLE, "0-2": Blank.NOT_SEEN})
    assert dimension_scores(sheet, made(4)) == (DimensionScore("0", 100, 1, 3),)


def test_context_items_are_not_counted_as_asked() -> None:
    production = next(score for score in dimension_scores([], SCORECARD) if score.dimension == "production")
    assert production.asked == 5


def test_dimensions_weigh_the_same_whatever_their_number_of_items() -> None:
    sheet = filled({"0-0": 4, **{f"1-{place}": 0 for place in range(7)}})
    assert overall(dimension_scores(sheet, made(1, 7, 3))) == 50  # the third one has no answer and no weight


def test_the_newest_of_two_answers_to_an_item_counts() -> None:
    assert overall(dimension_scores([answer("0-0", 0), answer("0-0", 4)], made(1))) == 100


def test_the_limits_of_weak_and_strong() -> None:
    sheet = filled({f"0-{score}": score for score in range(5)})
    assert [each.percent for each in weaknesses(sheet, made(5))] == [0, 25, 50]
    assert [each.percent for each in strengths(sheet, made(5))] == [100]
    assert (WEAK, STRONG) == (60, 80)


def test_a_weakness_brings_its_advice_and_the_answer_that_says_so() -> None:
    late = replace(answer("production-late", 4), comment="17 of 20")
    (found,) = weaknesses([late], SCORECARD)
    assert (found.item, found.percent, found.answer) == (ITEMS["production-late"], 0, late)
    assert found.item.advice["fa"].startswith("از هفتهٔ آینده")


def test_answers_to_items_of_another_version_are_left_out() -> None:
    assert overall(dimension_scores([answer("gone-item", 4)], SCORECARD)) is None
    assert strengths([answer("gone-item", 4)], SCORECARD) == ()


def test_a_comparison_keeps_missing_apart_from_no_change() -> None:
    before = (DimensionScore("a", 40, 1, 1), DimensionScore("b", None, 0, 1), DimensionScore("c", 50, 1, 1))
    after = (DimensionScore("c", 50, 1, 1), DimensionScore("a", 65, 1, 1), DimensionScore("d", 10, 1, 1))
    changes = comparison(before, after)
    assert changes == (Change("a", 40, 65), Change("b", None, None), Change("c", 50, 50), Change("d", None, 10))
    assert [change.difference for change in changes] == [25, None, 0, None]


@given(SHEETS)
def test_scores_lie_between_0_and_100_and_answered_within_asked(sheet: list[AnswerData]) -> None:
    scores = dimension_scores(sheet, SCORECARD)
    assert [score.dimension for score in scores] == [dimension.code for dimension in SCORECARD.dimensions]
    for score in scores:
        assert 0 <= score.answered <= score.asked
        assert (score.percent is None) == (score.answered == 0)
        assert score.percent is None or 0 <= score.percent <= 100
    known = [score.percent for score in scores if score.percent is not None]
    whole = overall(scores)
    assert (whole is None) == (not known)
    assert whole is None or min(known) - 1e-9 <= whole <= max(known) + 1e-9


@given(SHEETS, st.sampled_from(SCORED), st.sampled_from([Blank.NOT_APPLICABLE, Blank.NOT_SEEN]))
def test_a_blank_counts_like_a_question_that_was_never_put(sheet: list[AnswerData], code: str, why: Blank) -> None:
    others = [each for each in sheet if each.item != code]
    without, blank = (dimension_scores(given, SCORECARD) for given in (others, [*others, answer(code, why)]))
    assert [score.percent for score in blank] == [score.percent for score in without]
    assert [score.answered for score in blank] == [score.answered for score in without]


@given(SHEETS, st.sampled_from(CONTEXT), st.integers(0, 4))
def test_an_answer_to_a_context_item_changes_nothing(sheet: list[AnswerData], code: str, score: int) -> None:
    others = [each for each in sheet if each.item not in CONTEXT]
    more = [*others, answer(code, score)]
    assert dimension_scores(more, SCORECARD) == dimension_scores(others, SCORECARD)
    assert weaknesses(more, SCORECARD) == weaknesses(others, SCORECARD)
    assert strengths(more, SCORECARD) == strengths(others, SCORECARD)


@given(SHEETS, st.sampled_from(SCORED), st.integers(0, 3))
def test_a_better_answer_never_lowers_the_whole(sheet: list[AnswerData], code: str, score: int) -> None:
    others = [each for each in sheet if each.item != code]
    low, high = (overall(dimension_scores([*others, answer(code, each)], SCORECARD)) for each in (score, score + 1))
    assert low is not None
    assert high is not None
    assert (high < low) if ITEMS[code].is_reversed else (high > low)


@given(SHEETS)
def test_weaknesses_come_weakest_first_and_strengths_strongest_first(sheet: list[AnswerData]) -> None:
    weak = [each.percent for each in weaknesses(sheet, SCORECARD)]
    strong = [each.percent for each in strengths(sheet, SCORECARD)]
    scored = [percent(ITEMS[each.item], each) for each in sheet]
    assert weak == sorted(value for value in scored if value is not None and value < WEAK)
    assert strong == sorted((value for value in scored if value is not None and value >= STRONG), reverse=True)
