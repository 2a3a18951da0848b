"""What is taken out of people's text before it is drawn, and that it is told."""

import pytest

from clinic_app.reports.text.sanitise import Substitutions, clean, isolate


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain متن 한글 \t tab\nline", "plain متن 한글 \t tab\nline"),
        ("a\x00b\x07c\x1bd\x7fe\x9f", "abcde"),
        ("one\r\ntwo\rthree\x0bfour\u2028five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("pair \ud83d\ude00", "pair 😀"),
        ("non\ufffecharacter\U0001ffff", "non\ufffdcharacter\ufffd"),
        ("zero\u200cwidth\u200d", "zero\u200cwidth\u200d"),
    ],
)
def test_text_is_cleaned(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_what_is_dropped_or_replaced_is_told() -> None:
    told = Substitutions()
    clean("a\x00b \ud800 \ufdd0\r\n", told)
    assert told.characters == ("\x00", "\ufdd0", "\ufffd")


def test_nothing_is_told_of_sound_text() -> None:
    told = Substitutions()
    clean("متن «۱۲» \u2068name\u2069 \ufffd", told)
    assert told.characters == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u202eb", "ab"),
        ("a\u202cb\u2069", "ab"),
        ("\u2066a\u2069", "\u2066a\u2069"),
        ("\u202ba\u202c", "\u202ba\u202c"),
        ("\u2067\u202ea\u2069b\u202c", "\u2067a\u2069b"),
        ("\u2066one\ntwo\u2069", "one\ntwo"),
        ("\u2068\u2067x\u2069", "\u2067x\u2069"),
    ],
)
def test_only_paired_direction_controls_stay(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_nobody_breaks_out_of_an_isolate() -> None:
    assert isolate("x\u2069\u202ey") == "\u2068xy\u2069"
    assert isolate("+98 21", ltr=True) == "\u2066+98 21\u2069"
    assert isolate("one\ntwo") == "\u2068one\u2069\n\u2068two\u2069"
    assert isolate("") == ""
