"""The matcher's answers: honest about what it does not know, quoting what it does."""

import concurrent.futures
import itertools
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app import paths
from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.match import Suggestion, SuggestionKind
from clinic_app.matching import calibrator, lexicon, matcher

FOLDER = paths.resources() / "lexicon"

# Written for these tests, and in no lexicon file.
STATEMENTS = [
    ("Half the knitting machines were bought before I was born; which newer ones should we look at?", 1),
    ("Is there a robot that stacks the cement bags at the end of the line?", 1),
    ("The gas bill of the annealing furnace is ruining us, we want heat recovery.", 1),
    ("Our seamstresses were never shown how the new software works. Who can teach them?", 2),
    ("We need a welding course for nine apprentices before summer.", 2),
    ("The foreman cannot lead his people; we are looking for a leadership training.", 2),
    ("Where is a laboratory that tests our glue joints for fatigue?", 3),
    ("We want to develop a new product out of apricot kernels with a university.", 3),
    ("Somebody copied our design; can we still get a patent on the hinge?", 3),
    ("The bank refuses another loan and we cannot pay the wages of this month.", 4),
    ("Customers send back every fourth chair and nobody knows why the joints are loose.", 4),
    ("My brother and I are equal shareholders and quarrel about everything.", 4),
    ("We have lost customers to cheap imports and need to find new customers.", 5),
    ("Which trade fair brings us together with buyers from the Gulf?", 5),
    ("Our brand is unknown and the packaging looks cheap.", 5),
    ("دستگاه‌های بافندگی ما فرسوده‌اند و قطعه‌ی یدکی هم پیدا نمی‌شود", 1),
    ("کارگرها کار با دستگاه را بلد نیستند و دوره‌ی آموزشی می‌خواهیم", 2),
    ("کدام آزمایشگاه می‌تواند نمونه‌ی رنگ ما را آزمون کند؟", 3),
    ("نقدینگی نداریم و بانک وثیقه‌ی سنگین می‌خواهد", 4),
    ("مشتری‌های‌مان کم شده‌اند و می‌خواهیم در نمایشگاه خریدار پیدا کنیم", 5),
    ("설비가 너무 노후되어 신형 설비로 교체하고 싶습니다", 1),
    ("작업자 교육을 해 줄 강사를 찾습니다", 2),
    ("신제품 개발을 위해 대학 연구소와 공동 연구를 하고 싶습니다", 3),
    ("은행 대출이 막혀 운전자금이 부족합니다", 4),
    ("해외 바이어를 만날 수 있는 전시회에 참가하고 싶습니다", 5),
]


@pytest.fixture(scope="module")
def ours() -> matcher.Matcher:
    return matcher.load()


@pytest.fixture(scope="module")
def answers(ours: matcher.Matcher) -> list[tuple[str, int, Suggestion]]:
    return [(text, number, ours.suggest(text)) for text, number in STATEMENTS]


def test_plain_statements_find_their_area(answers: list[tuple[str, int, Suggestion]]) -> None:
    wrong = [text for text, number, s in answers if s.area is None or s.area.number != number]
    assert len(wrong) <= 2, wrong


def test_an_answer_is_complete(answers: list[tuple[str, int, Suggestion]], ours: matcher.Matcher) -> None:
    for text, _, s in answers:
        assert {score.area for score in s.ranking} == set(Area), text
        assert sum(score.probability for score in s.ranking) == pytest.approx(1)
        assert [x.probability for x in s.ranking] == sorted((x.probability for x in s.ranking), reverse=True)
        assert s.area is s.ranking[0].area
        assert 3 <= len(s.types) <= 5
        assert all(score.type in problem_types() for score in s.types)
        assert s.rules == ours.rules
        assert (s.decision is SuggestionKind.SUGGESTED) == (s.confidence >= matcher.SUGGEST_FROM)


def test_reasons_quote_the_text(answers: list[tuple[str, int, Suggestion]]) -> None:
    for text, _, s in answers:
        assert s.reasons
        for reason in s.reasons:
            assert reason.quote == text[reason.start : reason.end]
            assert reason.weight
            if reason.type and reason.weight > 0:
                assert problem_types()[reason.type].area is reason.area


def test_what_would_change_the_answer_does(ours: matcher.Matcher, answers: list[tuple[str, int, Suggestion]]) -> None:
    told = [(text, s) for text, _, s in answers if s.turn is not None]
    assert len(told) >= len(answers) // 2
    turned = 0
    for text, s in told:
        assert s.turn is not None
        assert s.turn.area is not s.area
        for quote in s.turn.quotes:
            assert quote in text
            text = text.replace(quote, " ")
        turned += ours.suggest(text).area is not s.area
    assert turned >= 0.8 * len(told)  # what was beside the gap now stands together, and may say something new


@pytest.mark.parametrize("text", ["", "   \n\t", "…!؟", "🙂🙂", "\u200c\u200c", "12 400 / 7"])
def test_a_text_that_says_nothing_gets_no_area(ours: matcher.Matcher, text: str) -> None:
    s = ours.suggest(text)
    assert (s.decision, s.area, s.reasons, s.types) == (SuggestionKind.OUT_OF_SCOPE, None, (), ())
    assert s.confidence < 0.1
    assert len(s.ranking) == 5


def test_nothing_is_known_of_an_empty_text(ours: matcher.Matcher) -> None:
    assert ours.suggest("").confidence == 0.0


@pytest.mark.parametrize("text", ["robot", "new machine", "수출", "صادرات", "Завод стоит, денег нет совсем"])
def test_a_word_or_two_are_never_answered_with_confidence(ours: matcher.Matcher, text: str) -> None:
    assert ours.suggest(text).decision is not SuggestionKind.SUGGESTED


@pytest.mark.parametrize(
    "text",
    [
        "Could you tell me whether the museum is open on Sunday and what a ticket for two children costs?",
        "My cat has not eaten since Monday and hides below the bed, is that dangerous?",
        "شام امشب چی بپزم که بچه‌ها دوست داشته باشند؟",
        "강아지 산책은 하루에 몇 번 시키는 게 좋을까요? 비 오는 날도 나가야 하나요?",
    ],
)
def test_private_wishes_are_never_answered_with_confidence(ours: matcher.Matcher, text: str) -> None:
    assert ours.suggest(text).decision is not SuggestionKind.SUGGESTED


@pytest.mark.parametrize(
    "text",
    [
        "ماشین\u200cآلاتِ ما فرسوده\u200cاند 🤖 و CNC جدید می\u200cخواهیم",
        "🏭 설비가 노후되어 (robot) 교체 검토 — ERP 도입도 문의",
        "ＯＬＤ\u00a0machines… “worn-out” machinery & ﬁlters\r\n\tno spare parts",
        "e\u0301quipement obsolete: re\u0301placer the worn-out machine, robot",
    ],
)
def test_offsets_hold_in_any_script(ours: matcher.Matcher, text: str) -> None:
    s = ours.suggest(text)
    assert s.reasons
    assert all(reason.quote == text[reason.start : reason.end] and reason.quote for reason in s.reasons)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["robot", "بانک", "대출이", "export", "😀", "!", "12", "کیفیت", "x"]) | st.text(max_size=6)
    )
)
def test_any_text_is_answered(parts: list[str]) -> None:
    text = " ".join(parts)
    s = matcher.load().suggest(text)
    assert 0.0 <= s.confidence <= 1.0
    assert (s.area is None) == (s.decision is SuggestionKind.OUT_OF_SCOPE)
    assert all(reason.quote == text[reason.start : reason.end] for reason in s.reasons)


def test_reasons_of_an_unsure_answer_speak_for_both_areas(ours: matcher.Matcher) -> None:
    s = ours.suggest("The wholesaler and the bank both have the drawings of it.")
    assert s.decision is SuggestionKind.UNSURE
    assert {reason.area for reason in s.reasons} == {score.area for score in s.ranking[:2]}


def test_neighbours_that_speak_for_one_area_are_quoted_together(ours: matcher.Matcher) -> None:
    s = ours.suggest("We are asked for a patent search and trademark, copied design and counterfeits abound.")
    quotes = [reason.quote for reason in s.reasons if reason.area is s.area and reason.weight > 0]
    assert any(" " in quote for quote in quotes)
    assert all(len(quote.split()) <= 8 for quote in quotes)
    places = sorted((reason.start, reason.end) for reason in s.reasons if reason.area is s.area)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(places))


def test_known_terms_name_their_problem_type(ours: matcher.Matcher) -> None:
    s = ours.suggest("We want a patent before somebody copies the new lid.")
    assert ("patent", "3.08") in {(reason.term, reason.type) for reason in s.reasons}


def test_the_same_text_gets_the_same_answer(ours: matcher.Matcher) -> None:
    fresh = matcher.Matcher(FOLDER)
    for text, _ in reversed(STATEMENTS):
        assert fresh.suggest(text) == ours.suggest(text)


def test_threads_share_one_matcher() -> None:
    fresh = matcher.Matcher(FOLDER)
    texts = [text for text, _ in STATEMENTS] * 2
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(fresh.suggest, texts)) == [fresh.suggest(text) for text in texts]


def test_a_stated_language_counts_at_least_half(ours: matcher.Matcher) -> None:
    text = "재고 관리 전산화 barcode system for the warehouse shelves please"
    as_korean, by_script = ours.suggest(text, "ko"), ours.suggest(text)
    assert as_korean.ranking != by_script.ranking
    assert ours.suggest(text, "fa") == by_script  # there is no Persian in it


def test_a_very_long_text_is_answered_with_reasons(ours: matcher.Matcher) -> None:
    text = " ".join(text for text, number in STATEMENTS if number in (3, 5)) * 60
    s = ours.suggest(text[:50_000])
    assert s.area is not None
    assert s.reasons


def test_rules_change_with_the_data(tmp_path: Path, ours: matcher.Matcher) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "lexicon"))
    assert matcher.Matcher(copy).rules == ours.rules
    fitted = json.loads((copy / calibrator.FILE).read_text("utf-8"))
    (copy / calibrator.FILE).write_text(json.dumps(fitted | {"stretch": 9.9}))
    changed = matcher.load(copy)
    assert changed.rules != ours.rules
    assert changed is matcher.load(copy)


@pytest.mark.parametrize("content", [None, "{}", "[]", "no json", '{"version": "1", "stretch": "much"}'])
def test_a_broken_calibrator_is_named(tmp_path: Path, content: str | None) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "lexicon"))
    (copy / calibrator.FILE).unlink()
    if content is not None:
        (copy / calibrator.FILE).write_text(content)
    with pytest.raises(lexicon.BadLexicon) as caught:
        matcher.Matcher(copy)
    assert caught.value.details["file"] == calibrator.FILE


def test_a_calibrator_with_an_unknown_feature_is_refused(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "lexicon"))
    data = json.loads((copy / calibrator.FILE).read_text("utf-8"))
    data["acceptable"]["moon"] = 1.0
    (copy / calibrator.FILE).write_text(json.dumps(data))
    with pytest.raises(lexicon.BadLexicon):
        matcher.Matcher(copy)
