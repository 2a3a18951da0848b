"""P12: how long a suggestion takes, the first one after the start, and a thousand in one run."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from build_scripts.figures import Outcome, outcome
from clinic_app import paths
from clinic_app.matching import lexicon, matcher

_ONE_BAR, _FIRST_BAR, _THOUSAND_BAR = 20.0, 0.5, 5.0  # ms, s, s
_TEXTS = 1_000
_FIRST = (
    "import time; start = time.perf_counter(); from clinic_app.matching import matcher;"
    " matcher.load().suggest({text!r}); print(time.perf_counter() - start)"
)


def one_text(*, quick: bool) -> Outcome:
    """P12: one text with its reasons, warm; the first in a new process, imports included; and 1,000 by command."""
    texts = _texts()
    suggest = matcher.load().suggest
    for text in texts[: 60 if quick else 300]:
        suggest(text)
    times = []
    for text in texts[300 : 400 if quick else _TEXTS]:
        start = time.perf_counter()
        suggest(text)
        times.append(1000 * (time.perf_counter() - start))
    one, slow = median(times), quantiles(times, n=20)[-1]
    first = median(_first(text) for text in texts[: 3 if quick else 9])
    thousand = _thousand(texts)
    values = {
        "one": f"{one:.1f}ms", "p95": f"{slow:.1f}ms", "bar": f"{_ONE_BAR:.0f}ms", "n": len(times),
        "first": f"{first:.2f}s", "first_bar": f"{_FIRST_BAR}s",
        "thousand": f"{thousand:.1f}s", "thousand_bar": f"{_THOUSAND_BAR:.0f}s",
    }  # fmt: skip
    return outcome("P12", values, ok=slow <= _ONE_BAR and first <= _FIRST_BAR and thousand <= _THOUSAND_BAR)


def _texts() -> list[str]:
    """Statements of all languages in turn, from the lexicon's own files."""
    read = [lexicon.load(paths.resources() / "lexicon", language).exemplars for language in lexicon.LANGUAGES]
    mixed = [one.text for several in zip(*(part[::7] for part in read), strict=False) for one in several]
    return mixed[:_TEXTS]


def _first(text: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _FIRST.format(text=text)], capture_output=True, encoding="utf-8", check=True
    )
    return float(done.stdout)


def _thousand(texts: list[str]) -> float:
    """Seconds of ``clinic match --file`` for all of them, the start of Python included."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        source.write_text("".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(texts)), "utf-8")
        start = time.perf_counter()
        command = [sys.executable, "-m", "clinic_app.cli", "match", "--file", str(source), "--out", str(target)]
        subprocess.run(command, capture_output=True, check=True)
        taken = time.perf_counter() - start
        assert len(target.read_text("utf-8").splitlines()) == len(texts)
    return taken
