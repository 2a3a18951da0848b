"""The Unicode bidirectional algorithm (UAX#9): embedding levels of a paragraph, visual order of a line."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from clinic_app.reports.text.characters import ANY_BRACKET, CLOSING, OPENING, bidi_classes

_DEEPEST = 125
_BRACKETS_KEPT = 63

_EXPLICIT = re.compile("[1-9]")
_REMOVED = re.compile("[b1-5]")
_TURNS_LTR = re.compile("[RAN1-8]")
_TURNS_RTL = re.compile("[LEN1-8]")

_MARKS = re.compile("(.)(M+)")
_AFTER_AL = re.compile("A[^LR]*")
_BETWEEN_EN = re.compile("(?<=E)[SC](?=E)")
_BETWEEN_AN = re.compile("(?<=N)C(?=N)")
_TERMINATORS = re.compile("T+")
_SEPARATORS = str.maketrans("SCT", "OOO")
_AFTER_L = re.compile("L[^R]*")
_BETWEEN_LEFT = re.compile("(?<=L)[OPGW6-9]+(?=L)")
_BETWEEN_RIGHT = re.compile("(?<=[REN])[OPGW6-9]+(?=[REN])")
_NEUTRALS = "OPGW6789"
_BLANK_CLASSES = "PGW6789b12345"
_BLANKS = re.compile("[PGW6-9b1-5]+")

# I1, I2: what a resolved class adds to its embedding level, by the parity of that level.
_RAISED = ({"L": 0, "R": 1, "N": 2, "E": 2}, {"L": 1, "R": 0, "N": 1, "E": 1})
# The same for N2 as well, for each embedding level: neutrals go with the embedding.
_LEVELS = tuple(
    str.maketrans(
        {kind: chr(level + up) for kind, up in _RAISED[level & 1].items()} | dict.fromkeys(_NEUTRALS, chr(level))
    )
    for level in range(_DEEPEST + 2)
)


@lru_cache(maxsize=16384)
def paragraph_levels(text: str, base: int | None) -> tuple[int, bytes]:
    """Levels of one paragraph, kept for the next time the same text is met. See ``resolve_levels``."""
    return resolve_levels(text, base)


def resolve_levels(text: str, base: int | None) -> tuple[int, bytes]:
    """The paragraph's own level and the level of each character (UAX#9, P2 to I2 and L1).

    ``base`` is 0 or 1, or None to take it from the first strong character. A paragraph separator may only
    stand at the end.
    """
    classes = bidi_classes(text)
    if base is None:
        base = _first_strong(classes, 0, len(classes)) or 0
    turns = _TURNS_RTL if base else _TURNS_LTR
    if not turns.search(classes):
        return base, bytes([base]) * len(classes)
    if _EXPLICIT.search(classes):
        levels = _explicit_levels(text, classes, base)
    elif "b" in classes:
        levels = _resolve_around(text, classes, base)
    else:
        edge = "R" if base else "L"
        levels = bytearray(_resolve(text, classes, classes, edge, edge, base))
    _reset_blanks(levels, classes, base)
    return base, bytes(levels)


def reorder(levels: Sequence[int]) -> list[int]:
    """Rule L2: indices of the items in the order in which they stand from left to right."""
    order = list(range(len(levels)))
    packed = bytes(levels)
    met = set(packed)
    lowest_odd = min((level for level in met if level & 1), default=None)
    if lowest_odd is None:
        return order
    for level in range(max(met), lowest_odd - 1, -1):
        for stretch in _from_level(level).finditer(packed):  # what was turned before keeps to its place in it
            start, end = stretch.span()
            order[start:end] = order[start:end][::-1]
    return order


@lru_cache(maxsize=_DEEPEST + 2)
def _from_level(level: int) -> re.Pattern[bytes]:
    """Matches a stretch of this level and deeper ones."""
    return re.compile(b"[\\x%02x-\\xff]+" % level)


def _first_strong(classes: str, start: int, end: int) -> int | None:
    """P2, P3: level of the first strong character outside isolates, None without one."""
    depth = 0
    for letter in classes[start:end]:
        if letter in "678":
            depth += 1
        elif letter == "9":
            depth = max(0, depth - 1)
        elif depth == 0 and letter in "LRA":
            return 0 if letter == "L" else 1
    return None


def _resolve_around(text: str, classes: str, base: int) -> bytearray:
    """Levels of a paragraph with joiners but no marks of direction; joiners go with what is before them."""
    edge = "R" if base else "L"
    stretches = classes.split("b")
    ends = list(accumulate([len(stretch) for stretch in stretches]))
    starts = [0, *ends[:-1]]
    if ANY_BRACKET.search(text):
        text = "".join(
            [text[start + gone : end + gone] for gone, (start, end) in enumerate(zip(starts, ends, strict=True))]
        )
    kept = "".join(stretches)
    found = _resolve(text, kept, kept, edge, edge, base)
    levels = bytearray()
    for start, end in zip(starts, ends, strict=True):
        levels += found[start:end]
        levels.append(levels[-1] if levels else base)
    del levels[-1]
    return levels


def _reset_blanks(levels: bytearray, classes: str, base: int) -> None:
    """L1: separators, and blanks before a separator or at the end, fall back to the paragraph's level."""
    end = len(classes)
    start = len(classes.rstrip(_BLANK_CLASSES))
    levels[start:] = bytes([base]) * (end - start)
    if "G" not in classes and "P" not in classes:
        return
    for run in _BLANKS.finditer(classes, 0, start):
        left = run.start()
        right = left + max(run[0].rfind("P"), run[0].rfind("G")) + 1
        levels[left:right] = bytes([base]) * (right - left)


# ---------------------------------------------------------------- explicit levels and runs (X1 to X10)


def _explicit_levels(text: str, classes: str, base: int) -> bytearray:
    matching = _match_isolates(classes)
    levels, shown = _embed(classes, base, matching)
    kept = [index for index, letter in enumerate(classes) if letter not in "b12345"]
    resolved = bytearray(levels)
    neighbours = {index: place for place, index in enumerate(kept)}
    for sequence in _sequences(classes, levels, kept, matching):
        level = levels[sequence[0]]
        place, last = neighbours[sequence[0]], sequence[-1]
        before = levels[kept[place - 1]] if place else base
        place = neighbours[last] + 1
        open_ended = classes[last] in "678" and last not in matching
        after = base if open_ended or place >= len(kept) else levels[kept[place]]
        _fill(resolved, sequence, text, classes, shown, level, before, after)
    _carry_over_removed(resolved, classes, base)
    return resolved


def _match_isolates(classes: str) -> dict[int, int]:
    """BD9: the closing mark of each isolate initiator that has one."""
    matching: dict[int, int] = {}
    waiting: list[int] = []
    for mark in re.finditer("[6-9]", classes):
        if mark[0] != "9":
            waiting.append(mark.start())
        elif waiting:
            matching[waiting.pop()] = mark.start()
    return matching


class _Nesting:
    """The stack of X1 to X8: what is open, and how much was opened beyond the limit."""

    def __init__(self, base: int) -> None:
        self._stack: list[tuple[int, str, bool]] = [(base, "", False)]
        self._isolates = self._lost_isolates = self._lost_embeddings = 0

    @property
    def top(self) -> tuple[int, str]:
        """Level and override in force."""
        level, override, _ = self._stack[-1]
        return level, override

    def open(self, rtl: bool, override: str = "", *, isolate: bool = False) -> None:
        """X2 to X5c."""
        deeper = _next_level(self._stack[-1][0], rtl)
        if deeper <= _DEEPEST and not self._lost_isolates and not self._lost_embeddings:
            self._stack.append((deeper, override, isolate))
            self._isolates += isolate
        elif isolate:
            self._lost_isolates += 1
        elif not self._lost_isolates:
            self._lost_embeddings += 1

    def close_embedding(self) -> None:
        """X7."""
        if self._lost_isolates:
            return
        if self._lost_embeddings:
            self._lost_embeddings -= 1
        elif not self._stack[-1][2] and len(self._stack) > 1:
            self._stack.pop()

    def close_isolate(self) -> None:
        """X6a."""
        if self._lost_isolates:
            self._lost_isolates -= 1
        elif self._isolates:
            self._lost_embeddings = 0
            while not self._stack.pop()[2]:
                pass
            self._isolates -= 1


def _embed(classes: str, base: int, matching: dict[int, int]) -> tuple[bytearray, str]:
    """X1 to X8: explicit level of each character, and the classes with overrides applied."""
    levels = bytearray(len(classes))
    shown = list(classes)
    nesting = _Nesting(base)
    for index, letter in enumerate(classes):
        if letter == "5":
            nesting.close_embedding()
        elif letter == "9":
            nesting.close_isolate()
        level, override = nesting.top
        levels[index] = base if letter == "P" else level
        if letter in "1234":
            nesting.open(letter in "34", {"2": "L", "4": "R"}.get(letter, ""))
            continue
        if override and letter not in "bP5":
            shown[index] = override
        if letter in "678":
            nesting.open(_opens_rtl(classes, index, matching), isolate=True)
    return levels, "".join(shown)


def _next_level(level: int, rtl: bool) -> int:
    return (level + 1) | 1 if rtl else (level + 2) & ~1


def _opens_rtl(classes: str, index: int, matching: dict[int, int]) -> bool:
    if classes[index] != "8":
        return classes[index] == "7"
    return _first_strong(classes, index + 1, matching.get(index, len(classes))) == 1


def _sequences(classes: str, levels: bytearray, kept: list[int], matching: dict[int, int]) -> Iterator[list[int]]:
    """X10, BD13: the isolating run sequences, each as the indices of its characters."""
    runs: list[list[int]] = []
    for index in kept:
        if runs and levels[index] == levels[runs[-1][-1]]:
            runs[-1].append(index)
        else:
            runs.append([index])
    starting = {run[0]: run for run in runs}
    closers = set(matching.values())
    for run in runs:
        if run[0] in closers:
            continue
        sequence = list(run)
        while sequence[-1] in matching:
            sequence += starting[matching[sequence[-1]]]
        yield sequence


def _carry_over_removed(levels: bytearray, classes: str, base: int) -> None:
    """Characters that X9 removes stand where the one before them stands."""
    for gone in _REMOVED.finditer(classes):
        index = gone.start()
        levels[index] = levels[index - 1] if index else base


# ---------------------------------------------------------------- one sequence (W1 to I2)


def _fill(
    levels: bytearray,
    sequence: list[int],
    text: str,
    classes: str,
    shown: str,
    level: int,
    before: int,
    after: int | None = None,
) -> None:
    """Resolve the characters at the indices ``sequence`` and write their levels."""
    if not sequence:
        return
    after = before if after is None else after
    found = _resolve(
        "".join([text[index] for index in sequence]),
        "".join([classes[index] for index in sequence]),
        "".join([shown[index] for index in sequence]),
        "R" if max(level, before) & 1 else "L",
        "R" if max(level, after) & 1 else "L",
        level,
    )
    for index, resolved in zip(sequence, found, strict=True):
        levels[index] = resolved


def _resolve(text: str, classes: str, shown: str, sos: str, eos: str, level: int) -> bytes:
    """W1 to W7, N0 to N2, I1 and I2 over one isolating run sequence without removed characters."""
    kinds = _weak(shown, sos)
    if ANY_BRACKET.search(text):
        kinds = _brackets(text, classes, kinds, sos, "R" if level & 1 else "L")
    return _neutral(kinds, sos, eos, level).translate(_LEVELS[level]).encode("latin-1")


def _weak(kinds: str, sos: str) -> str:
    """W1 to W7. The start of the sequence is put in front as a character of its own, then taken off."""
    kinds = sos + kinds
    if "M" in kinds:
        kinds = _MARKS.sub(_like_its_base, kinds)
    if "A" in kinds:
        kinds = _AFTER_AL.sub(lambda run: run[0].replace("E", "N"), kinds)
        kinds = kinds.replace("A", "R")
    if "S" in kinds or "C" in kinds or "T" in kinds:
        kinds = _BETWEEN_EN.sub("E", kinds)
        kinds = _BETWEEN_AN.sub("N", kinds)
        kinds = _TERMINATORS.sub(_beside_a_number, kinds)
        kinds = kinds.translate(_SEPARATORS)
    if "E" in kinds:
        kinds = _AFTER_L.sub(lambda run: run[0].replace("E", "L"), kinds)
    return kinds[1:]


def _like_its_base(run: re.Match[str]) -> str:
    return run[1] + ("O" if run[1] in "6789" else run[1]) * len(run[2])


def _beside_a_number(run: re.Match[str]) -> str:
    start, end = run.span()
    beside = run.string[start - 1] == "E" or run.string[end : end + 1] == "E"
    return "E" * (end - start) if beside else run[0]


def _neutral(kinds: str, sos: str, eos: str, level: int) -> str:
    """N1 where it differs from N2: neutrals between two of the other direction take that direction."""
    if level & 1:
        return _BETWEEN_LEFT.sub(_all_left, f"{sos}{kinds}{eos}")[1:-1] if "L" in kinds else kinds
    return _BETWEEN_RIGHT.sub(_all_right, f"{sos}{kinds}{eos}")[1:-1]


def _all_left(run: re.Match[str]) -> str:
    return "L" * len(run[0])


def _all_right(run: re.Match[str]) -> str:
    return "R" * len(run[0])


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R" if kind in "REN" else ""


def _brackets(text: str, classes: str, kinds: str, sos: str, embedding: str) -> str:
    """N0: the two brackets of a pair take one direction, from what stands between or before them."""
    found = list(kinds)
    for opening, closing in _bracket_pairs(text, kinds):
        sides = {_side(kind) for kind in found[opening + 1 : closing]} - {""}
        if not sides:
            continue
        side = embedding
        if embedding not in sides:
            before = next((_side(found[at]) for at in range(opening - 1, -1, -1) if _side(found[at])), sos)
            side = before if before in sides else embedding
        for bracket in (opening, closing):
            found[bracket] = side
            mark = bracket + 1
            while mark < len(found) and classes[mark] == "M":
                found[mark] = side
                mark += 1
    return "".join(found)


def _bracket_pairs(text: str, kinds: str) -> list[tuple[int, int]]:
    """BD16: the bracket pairs, in the order of their opening brackets."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for match in ANY_BRACKET.finditer(text):
        index, character = match.start(), match[0]
        if kinds[index] != "O":
            continue
        if character in OPENING:
            if len(waiting) == _BRACKETS_KEPT:
                break
            waiting.append((OPENING[character], index))
            continue
        closing = CLOSING[character]
        for place in range(len(waiting) - 1, -1, -1):
            if waiting[place][0] == closing:
                pairs.append((waiting[place][1], index))
                del waiting[place:]
                break
    return sorted(pairs)
