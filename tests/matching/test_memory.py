"""A corrected text entered again is right, however it is written; a like one is drawn there; others stay alone."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

import pytest

from clinic_app import paths
from clinic_app.domain.areas import Area
from clinic_app.domain.match import SuggestionKind
from clinic_app.matching import lexicon, matcher, memory, regression
from clinic_app.matching.evaluate import Labelled
from clinic_app.matching.memory import GATE, NEAR, Lesson, Memory
from clinic_app.matching.model import Model
from clinic_app.matching.stream import run, vary

AT = datetime(2024, 8, 2, tzinfo=UTC)
SAID = "The jam kitchen on the hill sells nothing to the shops of the valley any more."


@pytest.fixture(scope="module")
def ours() -> matcher.Matcher:
    return matcher.load()


@pytest.fixture(scope="module")
def model(ours: matcher.Matcher) -> Callable[[str], Model]:
    return lambda language: ours.language(language).model


def lesson(text: str, area: Area, number: int = 1, kind: str = "") -> Lesson:
    return Lesson(id=UUID(int=number), text=text, key=memory.key(text), area=area, type=kind, made_at=AT)


def written_otherwise(text: str) -> str:
    """The same words in other letter forms, cases and spacing."""
    changed = text.upper().replace("ی", "ي").replace("ک", "ك").replace("\u200c", " ").replace(".", " !")
    return "  " + changed.replace(" ", " \n ") + "…"


def statements(language: str, count: int) -> list[str]:
    chance = random.Random(7)
    found = lexicon.load(paths.resources() / "lexicon", language).exemplars
    return [one.text for one in chance.sample(found, count)]


@pytest.mark.parametrize("language", lexicon.LANGUAGES)
def test_hundreds_of_random_corrections_are_right_when_they_come_again(ours: matcher.Matcher, language: str) -> None:
    chance = random.Random(11)
    learnt = [lesson(text, chance.choice(list(Area)), n) for n, text in enumerate(statements(language, 150))]
    everything = Memory(learnt)
    assert len(everything) == len(learnt)
    for one in learnt:
        for text in (one.text, written_otherwise(one.text)):
            found = ours.suggest(text, memory=everything)
            assert (found.area, found.decision) == (one.area, SuggestionKind.SUGGESTED), text
            assert found.confidence >= memory.CERTAIN
            assert found.recall is not None
            assert (found.recall.correction_id, found.recall.similarity) == (one.id, 1.0)
            assert sum(score.probability for score in found.ranking) == pytest.approx(1)


@pytest.mark.parametrize(
    ("spaced", "joined"),
    [("납품 기한이 늦어집니다", "납품기한이 늦어 집니다"), ("می‌خواهیم بخریم", "می خواهیم بخریم")],
)
def test_spacing_makes_no_other_text(spaced: str, joined: str) -> None:
    assert memory.key(spaced) == memory.key(joined)


def test_one_word_more_is_near_enough_to_win(ours: matcher.Matcher, model: Callable[[str], Model]) -> None:
    area = next(one for one in Area if one is not ours.suggest(SAID).area)
    learnt = Memory([lesson(SAID, area)])
    found = learnt.recall(SAID.replace("any more", "any more now"), model)
    assert found is not None
    assert NEAR <= found.recall.similarity < 1
    assert found.is_same


def test_the_pull_grows_with_likeness(model: Callable[[str], Model]) -> None:
    learnt = Memory([lesson(SAID, Area.MARKET_MARKETING)])
    words = SAID.split()
    found = [learnt.recall(" ".join(words[: len(words) - gone]), model) for gone in (2, 4, 6)]
    pulls = [max(one.added([0.0] * 5)) for one in found if one is not None and not one.is_same]
    assert len(pulls) >= 2
    assert all(more > less > 0 for more, less in pairwise(pulls))


def test_what_is_not_like_it_is_left_alone(ours: matcher.Matcher) -> None:
    learnt = Memory([lesson(SAID, Area.RESEARCH_DEVELOPMENT)])
    for one in regression.pinned()[::15]:
        assert ours.suggest(one.text, memory=learnt) == ours.suggest(one.text)


def test_of_the_same_words_the_last_lesson_counts(ours: matcher.Matcher) -> None:
    learnt = Memory([lesson(SAID, Area.RESEARCH_DEVELOPMENT, 1), lesson(SAID.upper(), Area.EDUCATION_TRAINING, 2)])
    assert ours.suggest(SAID, memory=learnt).area is Area.EDUCATION_TRAINING


def test_a_lesson_left_out_is_followed_no_more_though_it_was_read(ours: matcher.Matcher) -> None:
    first = Memory([lesson(SAID, Area.RESEARCH_DEVELOPMENT)])
    ours.suggest(SAID[:-6], memory=first)
    assert ours.suggest(SAID, memory=Memory([], shelf=first.shelf)) == ours.suggest(SAID)
    again = Memory([lesson(SAID, Area.RESEARCH_DEVELOPMENT)], shelf=first.shelf)
    assert ours.suggest(SAID[:-6], memory=again).recall is not None


def test_a_text_nobody_knows_a_word_of_is_answered_once_it_was_corrected(ours: matcher.Matcher) -> None:
    text = "Qwxz vbrtl mnpk zzyyxx!"
    assert ours.suggest(text).area is None
    found = ours.suggest(text, memory=Memory([lesson(text, Area.MARKET_MARKETING, kind="5.02")]))
    assert (found.area, found.types[0].type) == (Area.MARKET_MARKETING, "5.02")


def test_an_empty_text_is_still_nothing(ours: matcher.Matcher) -> None:
    learnt = Memory([lesson(" ?! ", Area.MARKET_MARKETING), lesson(SAID, Area.MARKET_MARKETING, 2)])
    assert len(learnt) == 1
    assert ours.suggest("", memory=learnt).area is None


def test_in_thousands_of_lessons_the_varied_one_is_found_fast(model: Callable[[str], Model]) -> None:
    texts = statements("en", 2000)
    learnt = Memory([lesson(text, Area.MARKET_MARKETING, n) for n, text in enumerate(texts)])
    learnt.recall("begin with the first", model)
    chance = random.Random(5)
    asked = [(n, vary(texts[n], "en", chance)) for n in range(0, 2000, 20)]
    start = time.process_time()
    found = [(n, learnt.recall(text, model)) for n, text in asked]
    spent = (time.process_time() - start) / len(asked)
    right = sum(one is not None and one.recall.correction_id == UUID(int=n) for n, one in found)
    assert right >= 85
    assert spent < 0.05, "some 3 ms on a quiet machine"
    assert all(one is None or GATE <= one.recall.similarity <= 1 for _, one in found)


def test_the_stream_is_the_same_for_the_same_seed_and_learns(ours: matcher.Matcher) -> None:
    sample = [
        Labelled(id=f"{n:03}", text=one.text, language=one.language, area=one.area)
        for n, one in enumerate(regression.pinned()[::8])
    ]
    first = run(sample, ours, seed=1)
    assert first == run(sample, ours, seed=1) != run(sample, ours, seed=2)
    assert [(part.first, part.last) for part in first.curve][::5] == [(1, 50), (251, 300)]
    assert first.curve[-1].every.hits >= first.curve[-1].frozen.hits
    assert first.again.hits == first.again.of
    unseen = first.unseen
    assert unseen.before.of == len(sample) // 2
    assert unseen.every.value >= unseen.before.value - 0.01


def test_a_stream_without_texts_in_scope_is_empty(ours: matcher.Matcher) -> None:
    found = run([Labelled(id="1", text="Good morning", language="en", area=None)], ours)
    assert (found.curve, found.corrections, found.themes) == ((), 0, 0)
