"""Random texts such as people never type on purpose: every plane, marks, emoji, mixed directions, broken code."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

LONGEST = 6000
_PERSIAN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآأئءۀة"
_KOREAN = "한국어기업불량납기생산품질수출자금"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéßøłİıŞ"
_MARKS = "\u0300\u0301\u0308\u0327\u0331\u064b\u064e\u0651\u0654\u0670\u05b8\u20dd\u20e3\u0e31\u0f71"
_SIGNS = ".,،؛؟:;!?-–—/\\+−×%٪‰#*_=~^|&@()[]{}<>«»‹›“”‘’\"'…•·№℃﷼₩€"
_DIGITS = "0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
_DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\ufe0e\ufe0f\u180e\U000e0041\U000e007f"
_EMOJI = "😀👩👨👧👦🏭🔧❤☠🏳🌈✂☎"
_TONES = "🏻🏼🏽🏾🏿"
_BLANKS = " \t\n\u00a0\u2003\u2009\u3000\u202f\r"
_BROKEN = "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x85\x9f\u2028\u2029\ufffe\uffff\ufdd0\U0001ffff\U0010ffff\ufffd"
_PLANES = (0x0, 0x1, 0x2, 0x3, 0xE, 0xF, 0x10)

Recipe = Callable[[random.Random], str]


def any_text(rng: random.Random, longest: int = LONGEST) -> str:
    """A text of 1 to ``longest`` characters, short ones as likely as long ones; the same for the same state."""
    wanted = round(longest ** rng.random())
    recipes = rng.sample(RECIPES, rng.randint(1, len(RECIPES)))
    parts: list[str] = []
    length = 0
    while length < wanted:
        part = rng.choice(recipes)(rng)
        parts.append(part)
        length += len(part)
    return "".join(parts)[:wanted]


def _some(rng: random.Random, characters: Sequence[str], most: int) -> str:
    return "".join(rng.choices(characters, k=rng.randint(1, most)))


def _word(rng: random.Random) -> str:
    """A word of one script and what follows it."""
    letters = rng.choice((_PERSIAN, _PERSIAN, _KOREAN, _LATIN, _HEBREW, _DIGITS))
    return _some(rng, letters, 9) + rng.choice((" ", " ", " ", "\u200c", ", ", ". ", "\n", ""))


def _signs(rng: random.Random) -> str:
    return _some(rng, _SIGNS + _DIGITS, 6)


def _any_plane(rng: random.Random) -> str:
    """Neighbours of a random place of a plane, assigned or not, halves of surrogate pairs among them."""
    start = rng.choice(_PLANES) * 0x10000 + rng.randrange(0xFFE0)
    return "".join(chr(start + rng.randrange(32)) for _ in range(rng.randint(1, 8)))


def _near(rng: random.Random) -> str:
    """Characters of the first blocks, where most scripts live."""
    return "".join(chr(rng.randrange(0x20, 0x3100)) for _ in range(rng.randint(1, 8)))


def _marked(rng: random.Random) -> str:
    """A letter, or nothing, under a heap of marks."""
    return rng.choice(rng.choice((_PERSIAN, _LATIN, _KOREAN, " "))) + _some(rng, _MARKS, rng.choice((2, 5, 40)))


def _emoji(rng: random.Random) -> str:
    """A family, a flag, a face with a tone, a keycap."""
    joined = "\u200d".join(rng.choice(_EMOJI) + rng.choice(("", "\ufe0f", *_TONES)) for _ in range(rng.randint(1, 5)))
    flag = "".join(chr(0x1F1E6 + rng.randrange(26)) for _ in range(2))
    return rng.choice((joined, flag, f"{rng.choice(_DIGITS)}\ufe0f\u20e3"))


def _turned(rng: random.Random) -> str:
    """Marks of direction, closed or not, around words."""
    ending: str = rng.choice(("", *_DIRECTIONS))
    return _some(rng, _DIRECTIONS, 3) + _word(rng) + ending


def _invisible(rng: random.Random) -> str:
    return rng.choice(_LATIN + _PERSIAN) + _some(rng, _INVISIBLE, 3)


def _blanks(rng: random.Random) -> str:
    return _some(rng, _BLANKS, 4)


def _broken(rng: random.Random) -> str:
    """Controls, noncharacters and halves of surrogate pairs, also the wrong way round."""
    return _some(rng, _BROKEN, 2) + chr(rng.randrange(0xD800, 0xE000)) * rng.randint(0, 2)


def _unbroken(rng: random.Random) -> str:
    """A word longer than any line."""
    return _some(rng, rng.choice((_PERSIAN, _KOREAN, _LATIN, _DIGITS, "-", "W", "ـ", "\u0651")), 700)


RECIPES: tuple[Recipe, ...] = (
    _word,
    _word,
    _word,
    _signs,
    _any_plane,
    _near,
    _marked,
    _emoji,
    _turned,
    _invisible,
    _blanks,
    _broken,
    _unbroken,
)
