"""Fold Persian, Arabic, Hangul and Latin text so that what people read as the same compares the same."""

import re
import unicodedata

_DIGITS = {ord(c): str(i) for zero in ("۰", "٠") for i, c in enumerate(chr(ord(zero) + n) for n in range(10))}

FOLDED_LETTERS: dict[int, str | None] = {
    **{ord(a): b for a, b in zip("يىكةۀأإٱؤئ", "ییکههاااوی", strict=True)},
    0x0640: None,  # tatweel
    0x200D: None,
    0x200E: None,
    0x200F: None,
    0x00AD: None,
    0x0131: "i",  # Turkish dotless i, which people type as i
    **_DIGITS,
}

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def ascii_digits(text: str) -> str:
    """``text`` with the decimal digits of every script replaced by 0-9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def fold(text: str) -> str:
    """``text`` for comparison: NFKC, case folded, without marks, one form per Persian letter, ASCII digits.

    ZWNJ is kept: it separates parts of a Persian word, and the callers decide what to do at it.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) or "\u1100" <= c <= "\u11ff")
    return unicodedata.normalize("NFC", bare).translate(FOLDED_LETTERS)


def squeeze(text: str) -> str:
    """``fold`` with ZWNJ and every run of white space as one space, trimmed: the key of an equality test."""
    return " ".join(fold(text).replace("\u200c", " ").split())


def clean(text: str) -> str:
    """User text as it may be stored: no control characters but newline and tab, no lone surrogates, LF ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
