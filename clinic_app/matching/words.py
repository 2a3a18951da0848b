"""Split a text into folded words that remember where they stood in the text as given."""

import bisect
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from clinic_app.domain import text as domain_text

# Marks and invisible letters stay inside a word; a zero-width non-joiner ends it, as a space would.
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200d-\u200f\u00ad"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
# Measured on held-out statements: longer and shorter grams add time, not accuracy. A Korean syllable
# carries as much as two or three letters.
_SIZES, _SYLLABLE_SIZES = (3, 4, 5), (2, 3)
# The yeh that links two Persian words, when it is written apart: a word to no reader, and a gap in a term.
_LINK = "\u06cc"


_BREAK = re.compile("(?<=[.?!;:\u061f\u061b])\\s+|\n")


class Word(NamedTuple):
    """One word: ``folded`` for comparison; the text as given is ``text[start:end]``."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    return domain_text.fold(word)


def split(text: str) -> list[Word]:
    """The words of ``text`` in order. Folding never moves an offset: each word is folded by itself."""
    found = (Word(_fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(text))
    return [word for word in found if word.folded and word.folded != _LINK]


def folded(text: str) -> tuple[str, ...]:
    """Only the folded words of ``text``."""
    return tuple(word for word in map(_fold, _WORD.findall(text)) if word and word != _LINK)


def last_sentence(text: str, split_words: Sequence[Word]) -> int:
    """The place of the first word of the last sentence, 0 when ``text`` is but one.

    People describe what is wrong first and ask last: what is asked for beats what is broken.
    """
    for found in reversed(list(_BREAK.finditer(text))):
        place = bisect.bisect_left(split_words, found.end(), key=lambda word: word.start)
        if place < len(split_words):
            return place
    return 0


def shares(text: str) -> dict[str, float]:
    """What part of the letters of ``text`` is written in the script of each language (en, fa, ko); sums to 1.

    A language of less than a fifth is left out: a few Latin names do not make a Persian text English.
    """
    found = {
        "ko": 2.0 * len(_HANGUL.findall(text)),  # a syllable stands for at least two letters
        "fa": float(len(_ARABIC.findall(text))),
        "en": float(sum(c.isascii() and c.isalpha() for c in text)),
    }
    total = sum(found.values())
    kept = {language: n for language, n in found.items() if n and n >= total / 5}
    return {language: n / sum(kept.values()) for language, n in kept.items()} or {"en": 1.0}


def is_korean(text: str) -> bool:
    """True when ``text`` holds a Korean letter."""
    return _HANGUL.search(text) is not None


@lru_cache(maxsize=50_000)
def grams(word: str) -> tuple[str, ...]:
    """Character sequences of one folded word, its ends marked by a space: 3 and 4 letters, or 2 and 3 when it
    is Korean.
    """
    padded, sizes = f" {word} ", _SYLLABLE_SIZES if is_korean(word) else _SIZES
    return tuple(padded[i : i + n] for n in sizes for i in range(len(padded) - n + 1))
