"""Settings survive what happens to files."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from clinic_app import paths, settings
from clinic_app.settings import Settings

CHOSEN = Settings(language="fa", advisor="لیلا کریمی", office_prefix="ESF", calendar="jalali")


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    settings.save(CHOSEN, path)
    assert settings.load(path) == CHOSEN


@pytest.mark.parametrize("damage", [b"", b"\0" * 500, b"\xff\xfe", b"language = ", b"[language]\n"])
def test_a_damaged_file_gives_way_to_the_one_before(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.toml"
    settings.save(CHOSEN, path)
    settings.save(replace(CHOSEN, theme="dark"), path)
    path.write_bytes(damage)
    found = settings.load(path)
    assert found in (CHOSEN, Settings())
    settings.save(found, path)
    if b"\0" in damage or b"\xff" in damage:
        assert found == CHOSEN
        assert settings.load(path.with_name("settings.toml.bak")) == CHOSEN  # not the damaged one


def test_foreign_keys_and_values_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('language = "xx"\ntheme = 7\nadvisor = "Leila"\nunknown = true\n', encoding="utf-8-sig")
    assert settings.load(path) == Settings(advisor="Leila")


@hypothesis_settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(codec=None), max_size=30))
def test_any_text_can_be_saved_and_loses_only_what_no_file_can_hold(tmp_path: Path, words: str) -> None:
    path = tmp_path / "settings.toml"
    settings.save(replace(CHOSEN, clinic_address="a" + words), path)
    found = settings.load(path)
    assert found.language == "fa"
    if words.isprintable():
        assert found.clinic_address == "a" + words


def test_direction_marks_joiners_and_new_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    address = 'اصفهان\u200c\u200f\nشهرک\t۱ 😀 \\ "x"'
    settings.save(replace(CHOSEN, clinic_address=address), path)
    assert settings.load(path).clinic_address == address


def test_a_home_that_cannot_be_made_does_not_stop_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CLINIC_HOME", str(tmp_path / "file" / "home"))
    assert settings.load() == Settings()
    with pytest.raises(OSError, match="home"):
        settings.save(CHOSEN)


def test_a_file_is_written_whole_or_not_at_all_whatever_the_length_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / ("ن" * 120 + ".pdf")
    paths.write_atomically(path, b"one")
    with pytest.raises(ZeroDivisionError), paths.replacing(path) as part:
        part.write_bytes(b"x" * (1 // 0))
    assert path.read_bytes() == b"one"
    assert os.listdir(tmp_path) == [path.name]


def test_a_sheet_or_a_rule_that_is_not_known_gives_way_to_the_usual_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('paper = "a3"\nreview = "required"\nclinic_colour = "#112233"\n', encoding="utf-8")
    assert settings.load(path) == Settings(review="required", clinic_colour="#112233")
