"""A lexicon file is read whole or refused with file and line."""

from pathlib import Path

import pytest

from clinic_app.domain.areas import Area
from clinic_app.matching import lexicon

GOOD = "# about machines\n\n[1.01]\n= worn-out machine : 3\n> Our press: it is old.\n[1.05]\n= robot : 2\n"


def _write(folder: Path, content: str, name: str = "new_technologies.en.txt") -> Path:
    (folder / name).write_text(content, "utf-8")
    return folder


def test_terms_and_exemplars_are_read(tmp_path: Path) -> None:
    read = lexicon.load(_write(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n")), "en")
    assert [(term.text, term.weight, term.type) for term in read.terms] == [
        ("worn-out machine", 3, "1.01"),
        ("robot", 2, "1.05"),
    ]
    assert [(e.text, e.type, e.area) for e in read.exemplars] == [
        ("Our press: it is old.", "1.01", Area.NEW_TECHNOLOGIES)
    ]


def test_a_term_may_hold_a_colon(tmp_path: Path) -> None:
    read = lexicon.load(_write(tmp_path, "[1.01]\n= ratio 1:2 mix : 1\n"), "en")
    assert read.terms[0].text == "ratio 1:2 mix"


def test_strangers_have_no_area(tmp_path: Path) -> None:
    _write(tmp_path, GOOD)
    read = lexicon.load(_write(tmp_path, "> See you on Friday.\n", "out_of_scope.en.txt"), "en")
    assert [(e.text, e.area) for e in read.strangers] == [("See you on Friday.", None)]


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        ("[1.01]\n= robot : 4\n", 2, "weight 1, 2 or 3"),
        ("[1.01]\n\n= robot\n", 3, "weight 1, 2 or 3"),
        ("= robot : 2\n", 1, "outside a problem type"),
        ("> We have none.\n", 1, "before the first problem type"),
        ("[9.99]\n", 1, "no problem type"),
        ("[1.1]\n", 1, "no problem type"),
        ("[5.01]\n", 1, "belongs to market_marketing"),
        ("[1.01]\nrobot : 2\n", 2, "a line starts with"),
        ("[1.01]\n= ... : 2\n", 2, "no word"),
        ("[1.01]\n= robot : 2\n= Robot! : 3\n", 3, "twice"),
        ("[1.01]\n> It is old.\n[1.02]\n> it is old\n", 4, "twice"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, content: str, line: int, problem: str) -> None:
    with pytest.raises(lexicon.BadLexicon) as caught:
        lexicon.load(_write(tmp_path, content), "en")
    assert caught.value.details["file"] == "new_technologies.en.txt"
    assert caught.value.details["line"] == line
    assert problem in str(caught.value.details["problem"])


@pytest.mark.parametrize("name", ["weather.en.txt", "new_technologies.de.txt", "new_technologies.txt"])
def test_a_wrong_file_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(lexicon.BadLexicon) as caught:
        lexicon.load(_write(tmp_path, GOOD, name), "en")
    assert caught.value.details["file"] == name


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "new_technologies.fa.txt").write_bytes("[1.01]\n> فرسوده".encode("cp1256"))
    with pytest.raises(lexicon.BadLexicon) as caught:
        lexicon.load(tmp_path, "fa")
    assert "not UTF-8" in str(caught.value.details["problem"])


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(lexicon.BadLexicon):
        lexicon.load(tmp_path, "en")


def test_the_digest_follows_content_not_line_ends(tmp_path: Path) -> None:
    before = lexicon.digest(_write(tmp_path, GOOD))
    (tmp_path / "new_technologies.en.txt").write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert lexicon.digest(tmp_path) == before
    assert lexicon.digest(_write(tmp_path, GOOD + "= cobot : 3\n")) != before


@pytest.mark.parametrize("content", ["[]", '{"en": 3}', "not json", None])
def test_broken_stop_words_are_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / lexicon.STOP_WORDS).write_text(content)
    with pytest.raises(lexicon.BadLexicon):
        lexicon.stop_words(tmp_path)
