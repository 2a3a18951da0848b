"""The locks hold everything pyproject.toml asks for, hashed, and nothing that ties them to one place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from build_scripts import wheels
from tests.build_scripts.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(name: str) -> dict[str, set[str]]:
    """Package -> its pinned versions (with the marker that chooses between several)."""
    found: dict[str, set[str]] = {}
    for package, pin in re.findall(
        r"^([\w.-]+)==([^\\\n]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
    ):
        found.setdefault(package, set()).add(pin.strip())
    return found


def normal(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~; \[]", requirement, maxsplit=1)[0]).lower()


def test_everything_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {normal(name) for name in project["project"]["dependencies"]} <= pins(LOCKS[0]).keys()
    assert {normal(name) for name in project["dependency-groups"]["dev"]} <= pins(LOCKS[1]).keys()


def test_the_development_lock_holds_the_same_versions_and_more() -> None:
    run, dev = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "//" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    entries = re.split(r"\n(?=[\w.-]+==)", text)
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_entry_of_one_package_can_be_taken_out(tmp_path: Path) -> None:
    entry = wheels.entry((ROOT / LOCKS[1]).read_text(encoding="utf-8"), "pip")
    assert re.match(r"pip==\d", entry)
    assert len(re.findall(r"^\S+==", entry, re.MULTILINE)) == 1
