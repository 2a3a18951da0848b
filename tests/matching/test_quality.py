"""How good the matcher that ships is, on texts by authors who had not seen its statements."""

from pathlib import Path

import pytest

from clinic_app.domain.areas import Area
from clinic_app.matching import evaluate, matcher

HELD_OUT = sorted((Path(__file__).parent / "held_out").glob("*.jsonl"))


@pytest.fixture(scope="module", params=HELD_OUT, ids=lambda path: path.stem)
def found(request: pytest.FixtureRequest) -> evaluate.Evaluation:
    return evaluate.evaluate(evaluate.read(request.param), matcher.load().suggest)


def test_there_are_two_sets_of_all_areas_and_languages() -> None:
    assert [path.stem for path in HELD_OUT] == ["a", "b"]
    for path in HELD_OUT:
        texts = evaluate.read(path)
        assert len(texts) >= 400
        assert {one.area for one in texts} == {*Area, None}
        assert {one.language for one in texts} == {"en", "fa", "ko"}
        assert sum(one.difficulty == "hard" for one in texts) >= 90


def test_the_area_is_right_or_one_an_advisor_would_accept(found: evaluate.Evaluation) -> None:
    assert found.overall.strict.value >= 0.80
    assert found.overall.acceptable.value >= 0.91
    assert found.overall.top2.value >= 0.95
    assert min(f1.value for f1 in found.macro_f1.values()) >= 0.75


def test_the_confidence_keeps_its_word(found: evaluate.Evaluation) -> None:
    assert found.ece.value <= 0.05
    assert found.coverage_95.value >= 0.60
    assert found.answered.hits <= 1


def test_the_reasons_carry_the_answer(found: evaluate.Evaluation) -> None:
    assert found.flipped.value >= 0.85
