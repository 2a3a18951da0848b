"""``python -m build_scripts.lexicon check|train|fit|verify|compare``: files, model, confidence, what helps."""

import json
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from build_scripts.lexicon import ablation, calibration, knowledge, train
from clinic_app import paths
from clinic_app.matching import calibrator, evaluate, lexicon, model
from clinic_app.matching.rank import Language

FOLDER = paths.resources() / "lexicon"
_OTHER = 0.02  # share of bytes that may be a step off, on another processor
SET_ASIDE = Path(__file__).resolve().parents[2] / "tests" / "matching" / "held_out" / "a.jsonl"


def main(arguments: Sequence[str]) -> int:
    """Do one of the five; 1 when the model that ships is not what the files make."""
    if arguments[:1] == ["compare"] and len(arguments) > 1:
        labelled = [one for file in arguments[1:] for one in evaluate.read(Path(file))]
        print("\n".join(ablation.table(FOLDER, labelled)))
        return 0
    if list(arguments) not in (["check"], ["train"], ["fit"], ["verify"]):
        print("usage: python -m build_scripts.lexicon check|train|fit|verify|compare FILE...", file=sys.stderr)
        return 2
    for note in knowledge.check(FOLDER):
        print(f"thin: {note}")
    if arguments[0] == "train":
        write_model()
    if arguments[0] == "fit":
        fit_confidence()
    return int(arguments[0] == "verify" and not verify())


def write_model() -> None:
    """Train all languages on everything there is, and write the model file."""
    models = {}
    for language in lexicon.LANGUAGES:
        models[language] = trained(language)
        print(f"{language}: {len(models[language].features)} features", flush=True)
    content = train.pack(models, lexicon.digest(FOLDER))
    paths.write_atomically(FOLDER / model.FILE, content)
    print(f"{model.FILE}: {len(content) / 1e6:.1f} MB")


def verify() -> bool:
    """Train everything again and compare it with what ships, byte for byte but for what sums in another order do."""
    is_same = True
    with zipfile.ZipFile(FOLDER / model.FILE) as archive:
        for language in lexicon.LANGUAGES:
            again = trained(language)
            shipped, rebuilt = archive.read(f"{language}.weights"), again.weights
            alike = archive.read(f"{language}.features").decode().split("\n") == again.features
            steps = [abs(a - b) for a, b in zip(shipped, rebuilt, strict=False)]
            other, most = sum(step > 0 for step in steps) / len(steps), max(steps)
            print(f"{language}: same features {alike}, other bytes {100 * other:.3f} %, by at most {most} of 255")
            is_same = is_same and alike and other < _OTHER
    return is_same


def trained(language: str) -> train.Trained:
    """The model of everything the files of a language hold."""
    read = lexicon.load(FOLDER, language)
    return train.train(read.terms, (*read.exemplars, *read.strangers))


def fit_confidence() -> None:
    """Answer the statements by models that have not read their batch, fit on the answers, write the calibrator."""
    quiet = lexicon.stop_words(FOLDER)
    rows: list[calibration.Answered] = []
    for language in lexicon.LANGUAGES:
        read = lexicon.load(FOLDER, language)
        batches = sorted({one.batch for one in read.exemplars})
        rows += calibration.answered(read, quiet, train.Recipe(kinds=False), batches)
        print(f"{language}: {len(batches)} batches answered", flush=True)
    print("\n".join(calibration.by_batch(rows)), flush=True)
    write_confidence(calibration.fit(rows))


def write_confidence(fitted: calibrator.Calibrator) -> None:
    """Settle what was fitted on the texts set aside for that, and write the calibrator."""
    quiet, file = lexicon.stop_words(FOLDER), model.ModelFile(FOLDER)
    languages = {name: Language(file.language(name), quiet) for name in lexicon.LANGUAGES}
    fitted = calibration.settle(fitted, evaluate.read(SET_ASIDE), languages.__getitem__)
    names = ("stretch", "acceptable", "in_scope", "in_scope_from")
    content = json.dumps({name: getattr(fitted, name) for name in names}, indent=2) + "\n"
    paths.write_atomically(FOLDER / calibrator.FILE, content.encode())
    print(content)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
