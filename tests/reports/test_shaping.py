"""Glyphs of words: joined letters, the right font, an honest source for each glyph."""

import pytest

from clinic_app import paths
from clinic_app.reports.styles import sheet
from clinic_app.reports.text.bidi import paragraph_levels
from clinic_app.reports.text.runs import ShapedRun
from clinic_app.reports.text.shaping import _runs, shape_word
from tests.reports.printing import KOREAN, PERSIAN, PRETENDARD, VAZIRMATN


def shape(word: str, before: str = "", after: str = "", stack: object = PERSIAN.stack) -> tuple[ShapedRun, ...]:
    _, levels = paragraph_levels(word, None)
    return shape_word(stack, False, word, levels, before, after)  # type: ignore[arg-type]


def gids(runs: tuple[ShapedRun, ...]) -> list[int]:
    return [glyph.gid for run in runs for glyph in run.glyphs]


def test_letters_join_across_a_change_of_style_inside_a_word() -> None:
    whole = gids(shape("شکست"))
    assert gids(shape("ست", before="شک")) + gids(shape("شک", after="ست")) == whole
    assert gids(shape("ست")) + gids(shape("شک")) != whole


def test_each_script_takes_the_first_font_that_has_it() -> None:
    runs = shape("ABC한글فارسی")
    assert {run.font for run in runs} == {VAZIRMATN, PRETENDARD}
    assert [run.font for run in shape("A한", stack=KOREAN.stack)] == [PRETENDARD, PRETENDARD]


def test_punctuation_keeps_the_font_of_its_word() -> None:
    assert {run.font for run in shape("سلام!", stack=KOREAN.stack)} == {VAZIRMATN}


def test_brackets_are_mirrored_in_persian() -> None:
    (run,) = shape("(الف)")
    assert run.glyphs[-1].gid == VAZIRMATN.gid(")")
    assert run.glyphs[-1].source == "("


def test_a_ligature_gives_each_of_its_letters_a_code() -> None:
    (run,) = shape("لا")
    assert [glyph.source for glyph in run.glyphs] == ["ا", "ل"]
    assert sum(glyph.advance for glyph in run.glyphs) * VAZIRMATN.scale == pytest.approx(run.advance)


def test_raised_marks_are_painted_and_their_text_kept() -> None:
    (run,) = shape("مُحَمَّد")
    assert run.ink
    assert "".join(glyph.source for glyph in reversed(run.glyphs)) == "مُحَمَّد"


def test_zero_width_joiners_and_tatweel_stay() -> None:
    assert "".join(glyph.source for glyph in reversed(shape("می‌خـواهیم")[0].glyphs)) == "می‌خـواهیم"


def test_no_arrow_is_made_of_a_hyphen() -> None:
    for stack in (KOREAN.stack, PERSIAN.stack):
        (run,) = shape("a->b", stack=stack)
        assert [glyph.source for glyph in run.glyphs] == ["a", "-", ">", "b"]


def test_missing_characters_are_boxes_never_the_missing_glyph() -> None:
    (run,) = shape("😀\ufe0f𓀀")
    assert run.missing == "😀𓀀"
    assert [glyph.gid for glyph in run.glyphs] == [PRETENDARD.box, PRETENDARD.space, PRETENDARD.box]


def test_a_letter_in_parts_is_drawn_as_one() -> None:
    (run,) = shape("\u1112\u1161\u11ab")
    assert [glyph.gid for glyph in run.glyphs] == [PRETENDARD.gid("한")]


def test_direction_controls_have_no_glyph() -> None:
    assert "".join(glyph.source for run in shape("\u206812\u2069\u200e") for glyph in run.glyphs) == "12"


def test_tabular_digits_have_one_width() -> None:
    _, levels = paragraph_levels("1", None)
    widths = {shape_word(KOREAN.stack, True, digit, levels, "", "")[0].advance for digit in "0123456789"}
    assert len(widths) == 1


@pytest.mark.parametrize("language", ["fa", "en", "ko"])
def test_simple_words_come_out_as_if_they_had_been_looked_at_letter_by_letter(language: str) -> None:
    style = sheet(language).body
    files = sorted((paths.resources() / "lexicon").glob("*.txt"))
    words = {word for file in files for word in file.read_text(encoding="utf-8").split()}
    for word in sorted(words)[::3]:
        levels = paragraph_levels(word, 1)[1]
        short = shape_word(style.stack, False, word, levels, "", "")
        thorough = tuple(_runs(style.stack, False, word, levels, "", ""))
        assert [(run.font, run.level, run.glyphs) for run in short] == [
            (run.font, run.level, run.glyphs) for run in thorough
        ]
