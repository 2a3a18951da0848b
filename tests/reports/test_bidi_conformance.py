"""Unicode's own conformance files for the bidirectional algorithm, every case (BidiTest, BidiCharacterTest)."""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import category, unidata_version

import pytest

from clinic_app.reports.text.bidi import reorder, resolve_levels

_FOLDER = Path("/usr/share/unicode")
_BASES = {"0": 0, "1": 1, "2": None}

# One character of each class; the files name classes, the algorithm takes text.
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


def _lines(name: str) -> Iterator[str]:
    path = _FOLDER / name
    if not path.exists():
        pytest.skip(f"{path} is not there (Debian package unicode-data)")
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


def test_every_case_of_bidi_test() -> None:
    expected: list[str] = []
    order: list[int] = []
    cases, failed = 0, []
    for line in _lines("BidiTest.txt"):
        if line.startswith("@Levels:"):
            expected = line[8:].split()
        elif line.startswith("@Reorder:"):
            order = [int(index) for index in line[9:].split()]
        elif not line.startswith("@"):
            classes, bits = line.split(";")
            text = "".join([_EXAMPLES[name] for name in classes.split()])
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits) & bit:
                    cases += 1
                    if not _agrees(resolve_levels(text, base)[1], expected, order):
                        failed.append((classes, base))
    assert not failed, f"{len(failed)} of {cases}: {failed[:5]}"
    assert cases == 770_241


def test_every_case_of_bidi_character_test() -> None:
    cases, skipped, failed = 0, 0, []
    for line in _lines("BidiCharacterTest.txt"):
        codes, direction, base, levels, order = line.split(";")
        text = "".join([chr(int(code, 16)) for code in codes.split()])
        if "Cn" in {category(character) for character in text}:
            skipped += 1
            continue
        cases += 1
        found, got = resolve_levels(text, _BASES[direction])
        if found != int(base) or not _agrees(got, levels.split(), [int(index) for index in order.split()]):
            failed.append(line)
    assert not failed, f"{len(failed)} of {cases}: {failed[:5]}"
    assert cases + skipped == 91_707, f"{skipped} skipped, unassigned in Unicode {unidata_version}"
    assert skipped < 1000
