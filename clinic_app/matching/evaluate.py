"""How well suggestions agree with labelled texts: accuracy, coverage, calibration, each with its interval."""

import json
import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Suggestion, SuggestionKind
from clinic_app.errors import UnreadableFile, cause

_PRECISION, _BINS = 0.95, 10
_Z = 1.96  # two-sided 95 percent
_RESAMPLES, _SEED = 400, 2026
_REASONS_TAKEN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text with the area an advisor gave it, None when out of scope, and further areas she would accept."""

    id: str
    text: str
    language: str
    area: Area | None
    also: frozenset[Area] = frozenset()
    difficulty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``hits`` of ``of`` texts, and the 95 percent interval of their ratio (Wilson)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The ratio, 0 when there is no text."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Bounds between which the ratio lies in 95 of 100 such samples."""
        if not self.of:
            return 0.0, 1.0
        n, p, z = self.of, self.value, _Z
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, middle - reach), min(1.0, middle + reach)


class Measure(NamedTuple):
    """A figure that is no share, and its 95 percent interval (percentile bootstrap over the texts)."""

    value: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Shares of the texts in scope: labelled area first; that or a listed second first; labelled in the best two."""

    strict: Share
    acceptable: Share
    top2: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All figures of one run. ``answered`` counts texts out of scope that got an area with confidence, ``flipped``
    the answers that change when the quotes of their three best reasons are taken out of the text.
    """

    texts: int
    overall: Accuracy
    by_language: dict[str, Accuracy]
    by_difficulty: dict[str, Accuracy]
    macro_f1: dict[str, Measure]
    ece: Measure
    coverage_95: Share
    answered: Share
    refused: Share
    flipped: Share

    def to_json(self) -> dict[str, object]:
        """The figures as ``clinic evaluate --json`` prints them."""
        return {
            "texts": self.texts,
            **_accuracy_json(self.overall),
            "macro_f1": {language: round(f1.value, 4) for language, f1 in self.macro_f1.items()},
            "macro_f1_intervals": {language: _rounded(f1.interval) for language, f1 in self.macro_f1.items()},
            "ece": round(self.ece.value, 4),
            "ece_interval": _rounded(self.ece.interval),
            "coverage_95": round(self.coverage_95.value, 4),
            "coverage_95_interval": _rounded(self.coverage_95.interval),
            "flipped": round(self.flipped.value, 4),
            "flipped_interval": _rounded(self.flipped.interval),
            "out_of_scope": {
                "answered": self.answered.hits,
                "of": self.answered.of,
                "refused": self.refused.hits,
            },
            "by_language": {name: _accuracy_json(part) for name, part in self.by_language.items()},
            "by_difficulty": {name: _accuracy_json(part) for name, part in self.by_difficulty.items()},
        }


def _accuracy_json(accuracy: Accuracy) -> dict[str, object]:
    shares = {"strict": accuracy.strict, "acceptable": accuracy.acceptable, "top2": accuracy.top2}
    return {
        "in_scope": accuracy.strict.of,
        **{name: round(share.value, 4) for name, share in shares.items()},
        "intervals": {name: _rounded(share.interval) for name, share in shares.items()},
    }


def _rounded(interval: tuple[float, float]) -> list[float]:
    return [round(bound, 4) for bound in interval]


def read(path: Path) -> list[Labelled]:
    """Labelled texts of a JSON Lines file. Raises UnreadableFile, which names the line."""
    found = []
    try:
        lines = path.read_text("utf-8-sig").split("\n")  # a text may hold other line ends, as U+2028
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=cause(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(path=str(path), reason="damaged-text") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_labelled(json.loads(line), number))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise UnreadableFile(path=f"{path}:{number}", reason="wrong-format") from error
    return found


def _labelled(entry: dict[str, object], number: int) -> Labelled:
    text, area, also = entry["text"], entry["area"], entry.get("also") or []
    if not isinstance(text, str) or not isinstance(also, list):
        raise TypeError("text is a string and also a list")
    return Labelled(
        id=str(entry.get("id", number)),
        text=text,
        language=str(entry.get("lang", "")),
        area=None if area is None else Area(area),
        also=frozenset(Area(code) for code in also),
        difficulty=str(entry.get("difficulty") or ""),
    )


def evaluate(labelled: Iterable[Labelled], suggest: Callable[[str, str | None], Suggestion]) -> Evaluation:
    """Ask ``suggest`` (text, language or None) for every text and count."""
    pairs = [(one, suggest(one.text, one.language or None)) for one in labelled]
    in_scope = [pair for pair in pairs if pair[0].area is not None]
    strangers = [suggestion for one, suggestion in pairs if one.area is None]
    languages, difficulties = _groups(in_scope, "language"), _groups(in_scope, "difficulty")
    confident = sum(s.decision is SuggestionKind.SUGGESTED for s in strangers)
    refused = sum(s.decision is SuggestionKind.OUT_OF_SCOPE for s in strangers)
    return Evaluation(
        texts=len(pairs),
        overall=_accuracy(in_scope),
        by_language={name: _accuracy(group) for name, group in languages.items()},
        by_difficulty={name: _accuracy(group) for name, group in difficulties.items()},
        macro_f1={name: _measured(_macro_f1, group) for name, group in languages.items()},
        ece=_measured(_calibration_error, pairs),
        coverage_95=Share(hits=_coverage(pairs), of=len(pairs)),
        answered=Share(hits=confident, of=len(strangers)),
        refused=Share(hits=refused, of=len(strangers)),
        flipped=_flipped(pairs, suggest),
    )


_Pair = tuple[Labelled, Suggestion]


def _groups(pairs: Sequence[_Pair], by: str) -> dict[str, list[_Pair]]:
    groups: defaultdict[str, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        groups[getattr(pair[0], by)].append(pair)
    return {name: groups[name] for name in sorted(groups) if name}


def _accuracy(pairs: Sequence[_Pair]) -> Accuracy:
    best_two = [(one, {score.area for score in s.ranking[:2]}) for one, s in pairs]
    return Accuracy(
        strict=Share(hits=sum(s.area is one.area for one, s in pairs), of=len(pairs)),
        acceptable=Share(hits=sum(_is_acceptable(pair) for pair in pairs), of=len(pairs)),
        top2=Share(hits=sum(one.area in areas for one, areas in best_two), of=len(pairs)),
    )


def _is_acceptable(pair: _Pair) -> bool:
    one, suggestion = pair
    return one.area is not None and (suggestion.area is one.area or suggestion.area in one.also)


def _measured(measure: Callable[[Sequence[_Pair]], float], pairs: Sequence[_Pair]) -> Measure:
    chance = random.Random(_SEED)
    drawn = sorted(measure(chance.choices(pairs, k=len(pairs))) for _ in range(_RESAMPLES)) if pairs else [0.0, 1.0]
    return Measure(measure(pairs), (drawn[len(drawn) // 40], drawn[-1 - len(drawn) // 40]))


def _flipped(pairs: Sequence[_Pair], suggest: Callable[[str, str | None], Suggestion]) -> Share:
    answered = [(one, suggestion) for one, suggestion in pairs if suggestion.area is not None]
    changed = 0
    for one, suggestion in answered:
        best = [reason for reason in suggestion.reasons if reason.area is suggestion.area and reason.weight > 0]
        text = one.text
        for reason in sorted(best[:_REASONS_TAKEN], key=lambda reason: -reason.start):
            text = f"{text[: reason.start]} {text[reason.end :]}"
        changed += suggest(text, one.language or None).area is not suggestion.area
    return Share(hits=changed, of=len(answered))


def _macro_f1(pairs: Sequence[_Pair]) -> float:
    """Mean over the areas that occur of the harmonic mean of precision and recall."""
    scores = []
    for area in Area:
        both = sum(one.area is area and s.area is area for one, s in pairs)
        either = sum((one.area is area) + (s.area is area) for one, s in pairs)
        if any(one.area is area for one, _ in pairs):
            scores.append(2 * both / either)
    return sum(scores) / len(scores) if scores else 0.0


def _calibration_error(pairs: Sequence[_Pair]) -> float:
    """Expected calibration error: the mean gap between confidence and share of acceptable answers over ten
    equally wide bins, weighted by their size (Guo et al. 2017). A text out of scope is never acceptable.
    """
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for pair in pairs:
        confidence = pair[1].confidence
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, _is_acceptable(pair)))
    gaps = (abs(sum(c for c, _ in one) - sum(right for _, right in one)) for one in bins.values())
    return sum(gaps) / len(pairs) if pairs else 0.0


def _coverage(pairs: Sequence[_Pair]) -> int:
    """The largest number of texts, most confident first, of which 95 percent got an acceptable area."""
    covered = right = 0
    ordered = sorted(pairs, key=lambda pair: -pair[1].confidence)
    for place, pair in enumerate(ordered, start=1):
        right += _is_acceptable(pair)
        is_tie = place < len(ordered) and ordered[place][1].confidence == pair[1].confidence
        if right >= _PRECISION * place and not is_tie:
            covered = place
    return covered
