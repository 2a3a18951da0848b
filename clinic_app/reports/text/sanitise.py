"""Text of people, made safe to draw: nothing that breaks a line of type, and nothing lost in silence."""

import re

from clinic_app.reports.text.characters import is_noncharacter

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U00010000-\U0010ffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMBEDDINGS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"
_FIRST_STRONG, _LEFT_TO_RIGHT = "\u2068", "\u2066"
_REPLACEMENT = "\ufffd"


class Substitutions:
    """The characters that could not be printed as they were written, each once.

    Control characters that were taken out are among them; so are the characters no font has, which stand on
    the page as □ (and are still found when the text of the page is copied).
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def note(self, characters: str) -> None:
        """Remember each of the characters."""
        self._seen.update(characters)

    @property
    def characters(self) -> tuple[str, ...]:
        """What was noted, in the order of Unicode."""
        return tuple(sorted(self._seen))


def clean(text: str, substitutions: Substitutions | None = None) -> str:
    """The text without control characters, with sound Unicode and with paired bidirectional controls.

    Every line end becomes ``\\n``; ``\\t`` stays. Halves of a surrogate pair are joined, lone ones and
    noncharacters become U+FFFD. What is dropped or replaced is noted, but for unpaired bidirectional
    controls: they have no look, and would turn the text that follows.
    """
    if not _SUSPECT.search(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    noted = set(_CONTROLS.findall(whole))
    if whole.count(_REPLACEMENT) != text.count(_REPLACEMENT):
        noted.add(_REPLACEMENT)
    whole = _CONTROLS.sub("", whole)
    for odd in {character for character in set(whole) if is_noncharacter(character)}:
        noted.add(odd)
        whole = whole.replace(odd, _REPLACEMENT)
    if substitutions is not None:
        substitutions.note("".join(noted))
    if _BIDI.search(whole):
        whole = "\n".join([_pair_up(line) for line in whole.split("\n")])
    return whole


def isolate(text: str, *, ltr: bool = False) -> str:
    """The text as one foreign body: it neither turns its neighbours nor is turned by them.

    For names, quotes, phones, codes and signed numbers inside a sentence of another script. The direction
    inside is that of its first letter, or left to right when ``ltr``.
    """
    if not text:
        return text
    opening = _LEFT_TO_RIGHT if ltr else _FIRST_STRONG
    return "\n".join([f"{opening}{line}{_POP_ISOLATE}" for line in clean(text).split("\n")])


def _pair_up(line: str) -> str:
    """Drop the bidirectional controls that open or close nothing within the line (BD9, BD11)."""
    kept: set[int] = set()
    waiting: list[int] = []
    isolates = 0
    for mark in _BIDI.finditer(line):
        place, control = mark.start(), mark[0]
        if control in _EMBEDDINGS or control in _ISOLATES:
            waiting.append(place)
            isolates += control in _ISOLATES
        elif control == _POP_EMBEDDING:
            if waiting and line[waiting[-1]] in _EMBEDDINGS:
                kept |= {waiting.pop(), place}
        elif isolates:
            while line[waiting[-1]] not in _ISOLATES:
                waiting.pop()
            kept |= {waiting.pop(), place}
            isolates -= 1
    return _BIDI.sub(lambda mark: mark[0] if mark.start() in kept else "", line)
