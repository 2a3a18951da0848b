"""The figures of an evaluation, checked by hand on a dozen answers."""

import json
from pathlib import Path

import pytest

from clinic_app.domain.areas import Area
from clinic_app.domain.match import AreaScore, Suggestion, SuggestionKind
from clinic_app.errors import UnreadableFile
from clinic_app.matching.evaluate import Labelled, Share, evaluate, read

TECHNOLOGY, TRAINING, RESEARCH, CLINIC, MARKET = Area


def _says(area: Area | None, confidence: float, second: Area = MARKET) -> Suggestion:
    kind = SuggestionKind.SUGGESTED if confidence >= 0.8 else SuggestionKind.UNSURE
    order = [area or CLINIC, second, *(a for a in Area if a not in (area or CLINIC, second))]
    return Suggestion(
        decision=SuggestionKind.OUT_OF_SCOPE if area is None else kind,
        area=area,
        confidence=confidence,
        ranking=tuple(AreaScore(area=a, probability=0.5 / 2**i) for i, a in enumerate(order)),
        types=(),
        reasons=(),
        rules="test",
    )


def _labelled(name: str, area: Area | None, also: set[Area] | None = None, language: str = "en") -> Labelled:
    return Labelled(id=name, text=name, language=language, area=area, also=frozenset(also or ()))


ANSWERS = {
    "right and sure": (_labelled("right and sure", TECHNOLOGY), _says(TECHNOLOGY, 0.9)),
    "second listed": (_labelled("second listed", TRAINING, {CLINIC}), _says(CLINIC, 0.9, TRAINING)),
    "wrong, second best": (_labelled("wrong, second best", MARKET), _says(CLINIC, 0.6)),
    "wrong": (_labelled("wrong", RESEARCH, language="ko"), _says(TECHNOLOGY, 0.3)),
    "refused": (_labelled("refused", CLINIC, language="ko"), _says(None, 0.1)),
    "stranger answered": (_labelled("stranger answered", None), _says(MARKET, 0.85, CLINIC)),
    "stranger refused": (_labelled("stranger refused", None), _says(None, 0.05)),
}


def test_the_figures() -> None:
    found = evaluate([one for one, _ in ANSWERS.values()], lambda text, _: ANSWERS[text][1])
    assert found.texts == 7
    assert (found.overall.strict.hits, found.overall.strict.of) == (1, 5)
    assert found.overall.acceptable.hits == 2
    assert found.overall.top2.hits == 4  # the refused one has its area first in the ranking all the same
    assert (found.answered.hits, found.refused.hits, found.answered.of) == (1, 1, 2)
    assert found.by_language["ko"].strict.hits == 0
    # most confident first: .9 right, .9 right, .85 stranger: two of seven stay above 95 percent
    assert (found.coverage_95.hits, found.coverage_95.of) == (2, 7)
    # bins: two at .9 (2 right), .85 (none), .6 (none), .3 (none), .1 (none), .05 (none)
    gap = abs(1.8 - 2) + 0.85 + 0.6 + 0.3 + 0.1 + 0.05
    assert found.ece.value == pytest.approx(gap / 7)
    # English areas that occur: technology 1.0, training 0, market 0
    assert found.macro_f1["en"].value == pytest.approx(1 / 3)


def test_the_json_shape_keeps_its_keys() -> None:
    shape = evaluate([one for one, _ in ANSWERS.values()], lambda text, _: ANSWERS[text][1]).to_json()
    keys = {"texts", "strict", "acceptable", "top2", "macro_f1", "ece", "coverage_95", "out_of_scope"}
    assert keys <= shape.keys()
    assert shape["strict"] == 0.2
    assert shape["out_of_scope"] == {"answered": 1, "of": 2, "refused": 1}
    json.dumps(shape)


def test_nothing_to_evaluate() -> None:
    assert evaluate([], lambda text, _: _says(None, 0.0)).to_json()["strict"] == 0.0


def test_the_interval_is_wilsons() -> None:
    low, high = Share(hits=8, of=10).interval
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Share(hits=0, of=0).interval == (0.0, 1.0)


def test_labelled_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    lines = [
        {"id": "a", "lang": "fa", "text": "متن", "area": "market_marketing", "also": ["education_training"]},
        {"id": "b", "lang": "en", "text": "hello", "area": None, "also": [], "difficulty": "oos"},
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", "utf-8")
    first, second = read(path)
    assert (first.area, first.also, first.language) == (MARKET, frozenset({TRAINING}), "fa")
    assert (second.area, second.difficulty) == (None, "oos")


def test_a_line_end_of_another_kind_stays_in_its_text(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text('{"text": "no buyers\u2028abroad\x85", "area": null}\n', "utf-8")
    (one,) = read(path)
    assert one.text == "no buyers\u2028abroad\x85"


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        '{"text": "x"}',
        '{"text": "x", "area": "weather"}',
        "[]",
        '{"text": 3, "area": null}',
        "[" * 100_000,
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text('{"text": "x", "area": null}\n' + line + "\n")
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert str(caught.value.details["path"]).endswith(":2")


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path / "none.jsonl")
