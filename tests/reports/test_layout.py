"""Where lines break, and that they hold what they should."""

import pytest

from clinic_app.reports.text.layout import Line, break_lines, longest_word
from clinic_app.reports.text.shaping import shape_word
from clinic_app.reports.text.style import Direction
from tests.reports.printing import KOREAN, PERSIAN, PERSIAN_BOLD

LATIN = KOREAN.but(direction=Direction.LTR)


def text_of(line: Line) -> str:
    sources = []
    for piece in line.pieces:
        glyphs = piece.run.glyphs[::-1] if piece.level & 1 else piece.run.glyphs
        sources += [glyph.source for glyph in glyphs]
    return "".join(sources)


def lines_of(text: str, width: float) -> list[str]:
    return [text_of(line) for line in break_lines([(text, LATIN)], LATIN, width)]


def test_lines_break_at_blanks_in_reading_order() -> None:
    text = "این متن فارسی SAP R3 دارد و باید در چند سطر بشکند"
    lines = break_lines([(text, PERSIAN)], PERSIAN, 120)
    assert len(lines) > 2
    assert " ".join(text_of(line) for line in lines) == text
    assert all(line.width <= 120 for line in lines)
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]


def test_korean_breaks_at_blanks_only() -> None:
    assert lines_of("품질경영시스템 구축이 필요하다", 80) == ["품질경영시스템", "구축이 필요하다"]


def test_codes_dates_and_no_break_blanks_hold_together() -> None:
    for text in ("2024/03/15", "1403-ESF-0012", "10\u00a0%", "well-known"):
        width = longest_word([(text, LATIN)], LATIN)
        assert lines_of(f"xx {text} yy", width) == ["xx", text, "yy"]


def test_a_dash_between_words_may_end_a_line() -> None:
    assert lines_of("alpha—beta", longest_word([("alpha—", LATIN)], LATIN) + 1) == ["alpha—", "beta"]


def test_an_address_wider_than_the_line_is_cut_after_a_slash() -> None:
    lines = lines_of("https://example.com/first/second/third/fourth", 100)
    assert len(lines) > 1
    assert "".join(lines) == "https://example.com/first/second/third/fourth"
    assert all(line[-1] in "/." for line in lines[:-1])


@pytest.mark.parametrize("text", [" " * 40 + "word", "\t" * 9 + "word", "  " + "w" * 90, "\t" + "w" * 500])
def test_an_indentation_never_pushes_a_word_out_of_its_line(text: str) -> None:
    lines = break_lines([(text, LATIN)], LATIN, 100)
    assert "".join(text_of(line) for line in lines).split() == text.split()
    assert all(sum(piece.width for piece in line.pieces) <= 100.01 for line in lines)


@pytest.mark.parametrize("cluster", ["a\u0301", "\u1112\u1161\u11ab", "ب\u064e", "ه\u200d", "x\ufe0f"])
def test_marks_never_leave_their_letter(cluster: str) -> None:
    lines = lines_of(cluster * 60, 40)
    assert "".join(lines) == cluster * 60
    assert all(line.startswith(cluster[0]) for line in lines)


def test_the_writers_line_ends_and_indents_stay() -> None:
    lines = break_lines([("one\n\n  two\n", LATIN)], LATIN, 200)
    assert [text_of(line) for line in lines] == ["one", "", "  two", ""]
    assert [line.start for line in lines] == [0, 4, 5, 11]


def test_a_blank_text_is_one_empty_line() -> None:
    assert [text_of(line) for line in break_lines([("", LATIN)], LATIN, 100)] == [""]
    assert [text_of(line) for line in break_lines([("   ", LATIN)], LATIN, 100)] == [""]


def test_a_mark_behind_a_parted_word_does_not_hold_up_the_press() -> None:
    text = "가나\u2014다\u119a라 " * 3
    for width in range(1, 60, 3):
        lines = break_lines([(text, LATIN)], LATIN, width)
        assert "".join(text_of(line) for line in lines).replace(" ", "") == text.replace(" ", "")


def test_direction_controls_alone_are_no_word() -> None:
    assert lines_of("a \u2068\u2069 b", 500) == ["a  b"]


def test_each_line_of_free_direction_goes_its_own_way() -> None:
    lines = break_lines([("English\nفارسی\n한국어", KOREAN)], KOREAN, 200)
    assert [line.base for line in lines] == [0, 1, 0]


def test_a_style_may_change_inside_a_word() -> None:
    spans = [("پی", PERSIAN), ("وند", PERSIAN_BOLD), (" بعد", PERSIAN)]
    (line,) = break_lines(spans, PERSIAN, 500)
    assert [piece.style for piece in line.pieces] == [PERSIAN, PERSIAN_BOLD, PERSIAN, PERSIAN]
    assert text_of(line) == "پیوند بعد"


@pytest.mark.parametrize("unit", ["واژه ", "a", "(", "\u0301", "\u200d", "\u2067", "-", "، «a» ", "\n", "$"])
def test_work_grows_with_the_length_of_the_text(unit: str) -> None:
    """Counted in words shaped, so that a busy machine cannot fail it."""
    shaped = []
    for length in (5_000, 20_000):
        style = PERSIAN.but(size=10 + length / 1e5, space_after=hash(unit) % 997)
        shape_word.cache_clear()
        break_lines([((unit * length)[:length], style)], style, 300)
        shaped.append(shape_word.cache_info().misses + shape_word.cache_info().hits)
    assert shaped[1] <= 6 * shaped[0] + 20
