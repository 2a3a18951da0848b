"""R20: every case of Unicode's own conformance files for the bidirectional algorithm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import category, unidata_version

from build_scripts.figures import Outcome, outcome
from clinic_app.reports.text.bidi import reorder, resolve_levels

FOLDER = Path("/usr/share/unicode")  # Debian's package unicode-data
_FILES = ("BidiTest.txt", "BidiCharacterTest.txt")
_BASES = {"0": 0, "1": 1, "2": None}
_SHOWN = 5  # failures told below the line
_EXAMPLES = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0627",
    "EN": "0",
    "ES": "+",
    "ET": "#",
    "AN": "\u0660",
    "CS": ",",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "LRE": "\u202a",
    "LRO": "\u202d",
    "RLE": "\u202b",
    "RLO": "\u202e",
    "PDF": "\u202c",
    "NSM": "\u0300",
    "BN": "\u0001",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}
"""One character of each class: BidiTest names classes, the algorithm takes text."""


@dataclass(slots=True)
class Tally:
    """Cases tried, those that failed, and how many were left out for characters this Python does not know."""

    cases: int = 0
    left_out: int = 0
    failed: list[str] = field(default_factory=list)


def conformance(*, full: bool, seed: int | None) -> Outcome:
    """R20: all of both files, however full the trial."""
    del full, seed
    if not all((FOLDER / name).exists() for name in _FILES):
        lack = f"{FOLDER} has no {' and '.join(_FILES)}: Debian's package unicode-data brings them."
        return outcome("R20", {"data": "missing"}, ok=False, details=lack)
    classes, characters = of_classes(FOLDER / _FILES[0]), of_characters(FOLDER / _FILES[1])
    failed = [*classes.failed, *characters.failed]
    values: dict[str, object] = {"BidiTest": classes.cases, "BidiCharacterTest": characters.cases}
    values |= {"failures": len(failed), "left_out": characters.left_out, "unicode": unidata_version}
    ok = not failed and classes.cases > 0 and characters.cases > 0
    return outcome("R20", values, ok=ok, details="\n".join(failed[:_SHOWN]))


def of_classes(path: Path) -> Tally:
    """Every case of BidiTest.txt."""
    found = Tally()
    expected: list[str] = []
    order: list[int] = []
    for line in _lines(path):
        if line.startswith("@Levels:"):
            expected = line[8:].split()
        elif line.startswith("@Reorder:"):
            order = [int(index) for index in line[9:].split()]
        elif not line.startswith("@"):
            classes, bits = line.split(";")
            text = "".join([_EXAMPLES[name] for name in classes.split()])
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits) & bit:
                    found.cases += 1
                    if not _agrees(resolve_levels(text, base)[1], expected, order):
                        found.failed.append(f"{classes}; base {base}")
    return found


def of_characters(path: Path) -> Tally:
    """Every case of BidiCharacterTest.txt whose characters this Python's tables know."""
    found = Tally()
    for line in _lines(path):
        codes, direction, base, levels, order = line.split(";")
        text = "".join([chr(int(code, 16)) for code in codes.split()])
        if "Cn" in {category(character) for character in text}:
            found.left_out += 1
            continue
        found.cases += 1
        level, got = resolve_levels(text, _BASES[direction])
        if level != int(base) or not _agrees(got, levels.split(), [int(index) for index in order.split()]):
            found.failed.append(line)
    return found


def _lines(path: Path) -> Iterator[str]:
    """The lines that say something, without their remarks."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            content = line.partition("#")[0].strip()
            if content:
                yield content


def _agrees(levels: bytes, expected: list[str], order: list[int]) -> bool:
    """Compare with the file's levels, where x stands for characters that have none."""
    if not all(want in ("x", str(got)) for got, want in zip(levels, expected, strict=True)):
        return False
    return [index for index in reorder(levels) if expected[index] != "x"] == order
