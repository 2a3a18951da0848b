"""What Unicode says about a character: bidirectional class, bracket pair, script, visibility."""

import re
from unicodedata import bidirectional, combining, normalize

# One letter per bidirectional class, so that rules of UAX#9 become regular expressions over a string.
CLASS_LETTERS = {
    "L": "L",
    "R": "R",
    "AL": "A",
    "EN": "E",
    "ES": "S",
    "ET": "T",
    "AN": "N",
    "CS": "C",
    "NSM": "M",
    "BN": "b",
    "B": "P",
    "S": "G",
    "WS": "W",
    "ON": "O",
    "LRE": "1",
    "LRO": "2",
    "RLE": "3",
    "RLO": "4",
    "PDF": "5",
    "LRI": "6",
    "RLI": "7",
    "FSI": "8",
    "PDI": "9",
}

# Unassigned code points of these blocks are strong right-to-left (DerivedBidiClass.txt, @missing lines).
_UNASSIGNED_RTL = (
    (0x0590, 0x05FF, "R"),
    (0x0600, 0x07BF, "A"),
    (0x07C0, 0x085F, "R"),
    (0x0860, 0x08FF, "A"),
    (0xFB1D, 0xFB4F, "R"),
    (0xFB50, 0xFDCF, "A"),
    (0xFDF0, 0xFDFF, "A"),
    (0xFE70, 0xFEFF, "A"),
    (0x10800, 0x10CFF, "R"),
    (0x10D00, 0x10D3F, "A"),
    (0x10D40, 0x10F2F, "R"),
    (0x10F30, 0x10F6F, "A"),
    (0x10F70, 0x10FFF, "R"),
    (0x1E800, 0x1EC6F, "R"),
    (0x1EC70, 0x1ECBF, "A"),
    (0x1ECC0, 0x1ECFF, "R"),
    (0x1ED00, 0x1ED4F, "A"),
    (0x1ED50, 0x1EDFF, "R"),
    (0x1EE00, 0x1EEFF, "A"),
    (0x1EF00, 0x1EFFF, "R"),
)

# BidiBrackets.txt: opening and closing character of each pair, in turn.
_BRACKETS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b"
    "\u2329\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775"
    "\u27c5\u27c6\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986"
    "\u2987\u2988\u2989\u298a\u298b\u298c\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996"
    "\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29"
    "\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f"
    "\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e"
    "\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
# Canonically equal brackets (U+2329 and U+3008) are told apart by nobody: both sides are normalised.
OPENING = {
    opening: normalize("NFC", closing) for opening, closing in zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True)
}
CLOSING = {closing: normalize("NFC", closing) for closing in _BRACKETS[1::2]}
# What readers of the pdfium family exchange when they turn a line round: the common part of
# BidiMirroring.txt, and quotation marks.
_MIRRORED = _BRACKETS + "<>«»‹›≤≥≪≫∈∋⊂⊃⊆⊇‘’“”"
MIRROR = str.maketrans(
    _MIRRORED,
    "".join([closing + opening for opening, closing in zip(_MIRRORED[::2], _MIRRORED[1::2], strict=True)]),
)
ANY_MIRRORED = re.compile("[" + re.escape(_MIRRORED) + "]")
ANY_BRACKET = re.compile("[" + re.escape(_BRACKETS) + "]")

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Default_Ignorable_Code_Point (DerivedCoreProperties.txt): drawn as nothing unless a font knows better.
_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)

# Scripts that HarfBuzz must be told apart for; everything else goes with the run it stands in.
_SCRIPTS = (
    (0x0041, 0x005A, "Latn"),
    (0x0061, 0x007A, "Latn"),
    (0x00C0, 0x024F, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0870, 0x08FF, "Arab"),
    (0x1100, 0x11FF, "Hang"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x3040, 0x30FF, "Hani"),
    (0x3130, 0x318F, "Hang"),
    (0x3400, 0x9FFF, "Hani"),
    (0xA960, 0xA97F, "Hang"),
    (0xAC00, 0xD7FF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
)


_KINDS = {"L": "L", "R": "R", "AL": "R"} | dict.fromkeys(("EN", "AN", "NSM", "CS", "ES", "ET", "BN"), "w")


class _KindOf(dict[int, str]):
    """What readers of the pdfium family take a character for, by code point, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _KINDS.get(bidirectional(chr(code)), "n")
        return kind


_kind_of = _KindOf()


def kinds_of(text: str) -> str:
    """How readers sort each character: L and R for letters, w for digits and marks, n for neutrals."""
    return text.translate(_kind_of)


class _ClassOf(dict[int, str]):
    """Bidirectional class letter by code point, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _class_letter(code)
        return letter


def _class_letter(code: int) -> str:
    name = bidirectional(chr(code))
    if name:
        return CLASS_LETTERS[name]
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or is_ignorable(chr(code)):
        return "b"
    return next((letter for low, high, letter in _UNASSIGNED_RTL if low <= code <= high), "L")


_class_of = _ClassOf()


def bidi_classes(text: str) -> str:
    """The bidirectional class of each character, one letter each (see ``CLASS_LETTERS``)."""
    return text.translate(_class_of)


def is_ignorable(character: str) -> bool:
    """Whether Unicode lets the character vanish on paper (joiners, selectors, soft hyphen)."""
    code = ord(character)
    return code >= 0xAD and any(low <= code <= high for low, high in _IGNORABLE)


def is_noncharacter(character: str) -> bool:
    """Whether the code point is one that Unicode keeps free of meaning for good (U+FFFE, U+FDD0 …)."""
    code = ord(character)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def script_of(character: str) -> str:
    """ISO 15924 code of the script, or "" for what belongs to any script (digits of Latin, punctuation)."""
    code = ord(character)
    return next((script for low, high, script in _SCRIPTS if low <= code <= high), "")


def extends(character: str) -> bool:
    """Whether the character hangs on the one before it and must not begin a line or change the font."""
    code = ord(character)
    if code < 0x300:
        return False
    return (
        bool(combining(character))
        or bidirectional(character) == "NSM"
        or 0x200C <= code <= 0x200D
        or 0xFE00 <= code <= 0xFE0F
        or 0x1160 <= code <= 0x11FF  # vowels and finals of a Hangul syllable written in parts
        or 0x1F3FB <= code <= 0x1F3FF  # skin tones
        or 0xE0020 <= code <= 0xE01EF
    )


def is_boundary(text: str, index: int) -> bool:
    """Whether ``text`` may be cut before ``index`` without tearing what a reader takes for one character."""
    return not extends(text[index]) and text[index - 1] != "\u200d"
