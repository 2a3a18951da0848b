"""The lexicon that ships: complete, well formed, and innocent of the texts it is judged by."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from build_scripts.lexicon import __main__ as script
from build_scripts.lexicon import ablation, calibration
from clinic_app import paths
from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.text import squeeze
from clinic_app.matching import calibrator, lexicon, words
from clinic_app.matching.evaluate import Labelled

FOLDER = paths.resources() / "lexicon"
HELD_OUT = sorted((Path(__file__).parent / "held_out").glob("*.jsonl"))
_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "match_dev.jsonl"
JUDGED_BY = Path(os.environ.get("CLINIC_MATCH_DEV", _BESIDE))


@pytest.mark.parametrize("language", lexicon.LANGUAGES)
def test_every_problem_type_has_terms_and_exemplars(language: str) -> None:
    read = lexicon.load(FOLDER, language)
    terms, exemplars = Counter(t.type for t in read.terms), Counter(e.type for e in read.exemplars)
    assert min(terms[code] for code in problem_types()) >= 8
    assert min(exemplars[code] for code in problem_types()) >= 60
    assert len(read.strangers) >= 300
    assert len(read.exemplars) >= 4_500
    assert len({e.batch for e in read.exemplars}) >= 3
    assert sum(e.is_hard for e in read.exemplars) >= 0.2 * len(read.exemplars)


@pytest.mark.parametrize("language", lexicon.LANGUAGES)
def test_no_exemplar_stands_under_two_types(language: str) -> None:
    read = lexicon.load(FOLDER, language)
    seen = Counter(words.folded(e.text) for e in (*read.exemplars, *read.strangers))
    assert [text for text, n in seen.items() if n > 1] == []


@pytest.mark.parametrize("language", lexicon.LANGUAGES)
def test_nothing_was_copied_from_the_texts_it_is_judged_by(language: str) -> None:
    files = [*HELD_OUT, *([JUDGED_BY] if JUDGED_BY.is_file() else [])]
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if line]
    judged = {squeeze(json.loads(line)["text"]) for line in lines}
    read = lexicon.load(FOLDER, language)
    ours = {squeeze(item.text) for item in (*read.terms, *read.exemplars, *read.strangers)}
    assert len(judged) > 400
    assert not judged & ours


@pytest.mark.parametrize("language", lexicon.LANGUAGES)
def test_nothing_is_nearly_a_text_it_is_judged_by(language: str) -> None:
    """No statement shares half of its runs of four words with them; ten words two may hit on by chance."""
    files = [*HELD_OUT, *([JUDGED_BY] if JUDGED_BY.is_file() else [])]
    judged: set[tuple[str, ...]] = set()
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            judged |= _runs(json.loads(line)["text"])
    read = lexicon.load(FOLDER, language)
    for one in (*read.exemplars, *read.strangers):
        runs = _runs(one.text)
        assert len(runs & judged) <= max(len(runs) / 2, 7), one.text


def _runs(text: str) -> set[tuple[str, ...]]:
    folded = words.folded(text)
    return set(zip(folded, folded[1:], folded[2:], folded[3:], strict=False))


def test_the_calibrator_knows_its_features() -> None:
    fitted = calibrator.load(FOLDER)
    assert fitted.stretch > 0
    assert fitted.acceptable["log_first"] > 0
    assert fitted.in_scope["strange"] < 0


def test_newtons_method_finds_the_weights_that_made_the_labels() -> None:
    seen = [{calibrator.BIAS: 1.0, "x": x / 10, "noise": float(x % 3)} for x in range(-50, 51)]
    right = [features["x"] > 1.0 or (features["x"] > -1.0 and i % 2 == 0) for i, features in enumerate(seen)]
    weights = calibration.logistic_weights(seen, right, ("x", "noise"), ridge=0.01)
    chances = [calibrator.logistic(weights, features) for features in seen]
    assert chances[0] < 0.05 < 0.95 < chances[-1]
    assert sum(chances) == pytest.approx(sum(right), abs=0.01)  # a fitted bias leaves no net error
    assert abs(weights["noise"]) < 0.5 < weights["x"]


def test_a_variant_is_trained_on_its_batches_only_and_counted(tmp_path: Path) -> None:
    (tmp_path / "new_technologies.en.txt").write_text("[1.05]\n= robot : 3\n@ first\n> which robot stacks our bags\n")
    (tmp_path / "market_marketing.en.txt").write_text(
        "[5.01]\n@ first\n> nobody buys our chairs\n@ second\n> a robot of gold that nobody buys\n"
    )
    technology, market = Area.NEW_TECHNOLOGIES, Area.MARKET_MARKETING
    asked = (
        Labelled(id="1", text="a robot for bags", language="en", area=technology),
        Labelled(id="2", text="nobody buys bags of gold", language="en", area=technology, also=frozenset({market})),
    )

    def counted(variant: ablation.Variant) -> tuple[int, int, int]:
        return ablation.count(ablation.Task(tmp_path, "en", variant, asked))

    plain = ablation.VARIANTS["as it ships"]
    assert counted(plain) == (1, 2, 2)
    only_market = plain._replace(batches=("second",), with_terms=False)
    assert counted(only_market)[0] == 0  # of technology it has read nothing


def test_the_check_passes_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["check"]) == 0
    assert "ko: " in capsys.readouterr().out


def test_wrong_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["guess"]) == 2
    assert "usage" in capsys.readouterr().err
