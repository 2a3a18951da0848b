"""The frozen model: its file is what the lexicon makes, and a text's scores are sums that can be checked."""

import json
import math
import zipfile
from pathlib import Path

import numpy as np
import pytest

from build_scripts.lexicon import train
from clinic_app import paths
from clinic_app.domain.areas import Area
from clinic_app.matching import lexicon, model, rank, words
from clinic_app.matching.lexicon import Exemplar, Term
from clinic_app.matching.model import AREAS, COLUMNS, FIRST_TYPE, STRANGER, Model, ModelFile

FOLDER = paths.resources() / "lexicon"
REBUILT = "fa"  # the smallest of the three; `python -m build_scripts.lexicon verify` does all, problem types included


def _said(text: str, kind: str = "", area: Area | None = None) -> Exemplar:
    return Exemplar(text=text, type=kind, area=area, language="en")


MACHINE, MARKET = Area.NEW_TECHNOLOGIES, Area.MARKET_MARKETING
STATEMENTS = (
    _said("the old press must be replaced by a new press", "1.01", MACHINE),
    _said("which robot stacks our bags", "1.05", MACHINE),
    _said("nobody buys our chairs any more", "5.01", MARKET),
    _said("we want a stand at the fair", "5.11", MARKET),
    _said("Sales are good. Which robot stacks our bags?", "1.05", MACHINE),
    _said("The robot stacks bags. Nobody buys our chairs.", "5.01", MARKET),
    _said("hello there. how are you"),
)
TERM = Term(text="robot", weight=3, type="1.05", area=MACHINE, language="en")


@pytest.fixture(scope="module")
def small() -> train.Trained:
    return train.train([TERM], STATEMENTS)


def test_the_model_ships_small_and_is_made_from_the_lexicon_as_it_is() -> None:
    assert (FOLDER / model.FILE).stat().st_size <= 15_000_000
    with zipfile.ZipFile(FOLDER / model.FILE) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["knowledge"] == lexicon.digest(FOLDER), "train again: python -m build_scripts.lexicon train"
    assert manifest["version"] == train.VERSION


def test_training_again_gives_the_model_that_ships() -> None:
    """The areas of one language. Sums differ in their last digits between processors, and roundings with them."""
    read = lexicon.load(FOLDER, REBUILT)
    again = train.train(read.terms, (*read.exemplars, *read.strangers), train.Recipe(kinds=False))
    rebuilt, shipped = again.model(), ModelFile(FOLDER).language(REBUILT)
    with zipfile.ZipFile(FOLDER / model.FILE) as archive:
        assert archive.read(f"{REBUILT}.features").decode().split("\n") == again.features
    alike, gaps = 0, []
    texts = [one.text for one in read.exemplars[::20]]
    for text in texts:
        one, other = (_areas(each, text) for each in (shipped, rebuilt))
        alike += np.argmax(one) == np.argmax(other)
        gaps.append(np.abs(np.subtract(one, other)).max())
    assert alike >= 0.99 * len(texts)
    assert np.median(gaps) < 0.02


def _areas(one: Model, text: str) -> tuple[float, ...]:
    read = words.split(text)
    return rank.Scorer(text, read, {rank.Language(one, frozenset()): 1.0}).scored().areas


def test_training_twice_gives_the_same_bytes(small: train.Trained) -> None:
    assert train.pack({"en": small}, "x") == train.pack({"en": train.train([TERM], STATEMENTS)}, "x")


def test_a_model_knows_what_it_was_taught(small: train.Trained) -> None:
    taught = small.model()
    for one in STATEMENTS:
        scores = _scores(taught, one.text)[:FIRST_TYPE]
        best = max(range(FIRST_TYPE), key=scores.__getitem__)
        assert best == (STRANGER if one.area is None else AREAS.index(one.area)), one.text
    assert taught.knows("press")
    assert not taught.knows("zebra")


def _scores(one: Model, text: str) -> tuple[float, ...]:
    read = words.split(text)
    reading = model.Reading(one, [word.folded for word in read], words.last_sentence(text, read))
    return (*reading.areas(), *reading.types())


def test_a_score_is_the_bias_and_the_normalised_sum_of_the_weights(small: train.Trained) -> None:
    text = "The press is old. Which new robot, which press?"
    rows = np.frombuffer(small.weights, np.uint8).reshape(-1, COLUMNS)
    steps = np.array(model.steps(small.largest))
    expected = np.array(small.bias)
    for part in model.features_of(text):
        places = [small.features.index(feature) for feature in part if feature in small.features]
        rarity = np.array([small.rarity[place] / 1000 for place in places])
        if places:
            expected = expected + (rarity[:, None] * steps[rows[places]]).sum(axis=0) / math.sqrt((rarity**2).sum())
    assert _scores(small.model(), text) == pytest.approx(expected.tolist())


def test_words_taken_out_leave_the_score_of_the_rest(small: train.Trained) -> None:
    one = small.model()
    whole = ["the", "old", "press", "robot"]
    left = model.Reading(one, whole, 0).areas({2, 3})
    assert left == pytest.approx(model.Reading(one, ["the", "old"], 0).areas())
    nothing = model.Reading(one, whole, 2).areas({0, 1, 2, 3})
    assert nothing == pytest.approx(one.bias[:FIRST_TYPE])


def test_what_is_asked_last_counts_more_than_what_comes_before(small: train.Trained) -> None:
    one = small.model()
    asked_for_robot = _scores(one, "Nobody buys our chairs. Which robot stacks our bags?")
    asked_for_buyers = _scores(one, "Which robot stacks our bags? Nobody buys our chairs.")
    assert asked_for_robot[0] - asked_for_robot[4] > asked_for_buyers[0] - asked_for_buyers[4]


def test_the_256_steps_are_finer_near_zero() -> None:
    found = model.steps(2.0)
    assert (found[128], found[255], found[1]) == (0.0, 2.0, -2.0)
    assert found == sorted(found)
    assert found[129] < 0.001


@pytest.mark.parametrize("damage", ["missing", "no zip", "no manifest", "other weights"])
def test_a_broken_model_is_named(tmp_path: Path, damage: str, small: train.Trained) -> None:
    path = tmp_path / model.FILE
    if damage == "no zip":
        path.write_bytes(b"PK but not really")
    elif damage != "missing":
        path.write_bytes(train.pack({"en": small}, "x"))
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        if damage == "no manifest":
            del members["manifest.json"]
        else:
            members["en.weights"] = bytes(len(small.weights))
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)
    with pytest.raises(lexicon.BadLexicon) as caught:
        ModelFile(tmp_path).language("en")
    assert caught.value.details["file"] == model.FILE


def test_the_file_gives_back_what_was_packed(tmp_path: Path, small: train.Trained) -> None:
    (tmp_path / model.FILE).write_bytes(train.pack({"en": small}, "x"))
    read = ModelFile(tmp_path).language("en")
    assert read.terms == (TERM,)
    for one in STATEMENTS:
        assert _scores(read, one.text) == pytest.approx(_scores(small.model(), one.text))
