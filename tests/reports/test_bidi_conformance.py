"""Unicode's own conformance files for the bidirectional algorithm, every case (BidiTest, BidiCharacterTest)."""

from pathlib import Path
from unicodedata import unidata_version

import pytest

from build_scripts.soak import bidi


def _file(name: str) -> Path:
    path = bidi.FOLDER / name
    if not path.exists():
        pytest.skip(f"{path} is not there (Debian package unicode-data)")
    return path


def test_every_case_of_bidi_test() -> None:
    found = bidi.of_classes(_file("BidiTest.txt"))
    assert not found.failed, f"{len(found.failed)} of {found.cases}: {found.failed[:5]}"
    assert found.cases == 770_241


def test_every_case_of_bidi_character_test() -> None:
    found = bidi.of_characters(_file("BidiCharacterTest.txt"))
    assert not found.failed, f"{len(found.failed)} of {found.cases}: {found.failed[:5]}"
    skipped = f"{found.left_out} skipped, unassigned in Unicode {unidata_version}"
    assert found.cases + found.left_out == 91_707, skipped
    assert found.left_out < 1000
