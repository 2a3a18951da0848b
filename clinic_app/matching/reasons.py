"""Why an area was suggested: take a word out, look at the score that is left, and see how far the answer falls."""

import math
from collections.abc import Callable, Collection, Container, Sequence
from typing import NamedTuple

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Reason, Turn
from clinic_app.matching.model import AREAS
from clinic_app.matching.terms import Hit
from clinic_app.matching.words import Word

_MOST_TRIED = 1_000  # words of a text of four pages that are tried; the first ones
_FOR, _AGAINST, _LONGEST = 5, 2, 5
_TRIED_TOGETHER, _MOST_WORDS, _WORTH = 12, 8, 0.02
_ENDS = (". ", "! ", "? ", "\u061f ", "\n")
_WEAK = 0.03  # a neighbour weaker than this part of the strongest unit is no part of a phrase
_FAINT, _NOTHING = 0.03, 1e-6  # a reason weaker than this part of the strongest one is not worth reading


class _Unit(NamedTuple):
    first: int
    last: int
    hit: Hit | None


_Tried = tuple[_Unit, list[float]]


class Question(NamedTuple):
    """A text to explain: ``scores`` are the log scores of the areas, ``without`` gives them when the words at some
    places are taken out; ``quiet`` words (the, of, and) are no reasons, whatever they weigh.
    """

    text: str
    words: Sequence[Word]
    hits: Sequence[Hit]
    scores: Sequence[float]
    without: Callable[[Collection[int]], Sequence[float]]
    quiet: Container[str]


def explain(question: Question, best: Area, second: Area | None) -> tuple[Reason, ...]:
    """Reasons for ``best``, strongest first, then what speaks against it: for ``second`` when that is given
    (weight for ``second``), else whatever weakens ``best`` (negative weight).

    A weight is the fall of the log odds of the area when the quote is missing, and for ``best`` the quotes before it
    too, for two words that say the same hide behind each other. Neighbours that speak for the same area are quoted
    together, as the phrase they are.
    """
    before = _log_odds(question.scores)
    tried = [(unit, _falls(question, unit, before)) for unit in _units(question, AREAS.index(best))]
    for_best = _together(question, _phrases(question, tried, best, before), best, before)
    taken = [range(reason.start, reason.end) for reason in for_best]
    tried = [(unit, falls) for unit, falls in tried if not any(_start(question, unit) in span for span in taken)]
    if second is not None:
        for_second = _phrases(question, tried, second, before)
        return (*for_best, *_strongest(question, for_second, second, _FOR - 2, 1))
    return (*for_best, *_strongest(question, tried, best, _AGAINST, -1))


def turn(question: Question, reasons: Sequence[Reason], best: Area) -> Turn | None:
    """The fewest of the strongest reasons for ``best`` without which another area would lead; None when even
    without all of them it would not, or nothing would be left to read.
    """
    gone: set[int] = set()
    quotes: list[str] = []
    for reason in reasons:
        if reason.area is not best or reason.weight <= 0:
            continue
        gone |= {n for n, word in enumerate(question.words) if reason.start <= word.start < reason.end}
        quotes.append(reason.quote)
        left = question.without(gone)
        first = max(range(len(left)), key=left.__getitem__)
        if len(gone) == len(question.words):
            return None
        if AREAS[first] is not best:
            return Turn(quotes=tuple(quotes), area=AREAS[first])
    return None


def _phrases(question: Question, tried: Sequence[_Tried], area: Area, before: Sequence[float]) -> list[_Tried]:
    """Units that speak for ``area``, up to five neighbours at a time (one quiet word may lie between) as one."""
    place = AREAS.index(area)
    least = max((falls[place] for _, falls in tried), default=0.0) * _WEAK
    runs: list[list[_Tried]] = []
    last: _Unit | None = None
    for one in tried:
        unit, falls = one
        if falls[place] > least:
            near = last is not None and unit.first - last.last <= 2 and not _is_cut(question, last.last, unit.first)
            if near and len(runs[-1]) < _LONGEST:
                runs[-1].append(one)
            else:
                runs.append([one])
            last = unit
        else:
            last = None
    return [run[0] if len(run) == 1 else _joined(question, run, area, before) for run in runs]


def _joined(question: Question, run: Sequence[_Tried], area: Area, before: Sequence[float]) -> _Tried:
    """One unit over all of ``run``, called after its heaviest term of ``area``, and scored as such."""
    hits = [unit.hit for unit, _ in run if unit.hit is not None]
    heaviest = max(hits, key=lambda hit: (hit.term.area is area, hit.term.weight), default=None)
    phrase = _Unit(run[0][0].first, run[-1][0].last, heaviest)
    return phrase, _falls(question, phrase, before)


def _together(question: Question, phrases: Sequence[_Tried], area: Area, before: Sequence[float]) -> list[Reason]:
    """The phrases that carry ``area``: each the one whose loss costs it most when those before it are gone."""
    place = AREAS.index(area)
    left = sorted(phrases, key=lambda tried: (-tried[1][place], tried[0].first))[:_TRIED_TOGETHER]
    found: list[Reason] = []
    gone: frozenset[int] = frozenset()
    odds = before[place]
    while left and len(found) < _FOR and len(gone) < len(question.words):
        losses = {unit: _loss(question, unit, gone, place) for unit, _ in left}
        unit = max(losses, key=lambda unit: (odds - losses[unit], -unit.first))
        unit, after = _grown(question, unit, gone, place, losses[unit])
        least = found[0].weight * _FAINT if found else _NOTHING
        if odds - after <= max(least, _NOTHING):
            break
        # Once most is gone, the little that is left seems to carry all: no reason is called stronger than the last.
        weight = min(odds - after, found[-1].weight) if found else odds - after
        found.append(_reason(question, unit, area, weight))
        gone, odds = gone | _span(unit), after
        left = [(other, falls) for other, falls in left if not _span(other) & gone]
    return found


def _grown(question: Question, unit: _Unit, gone: frozenset[int], place: int, after: float) -> tuple[_Unit, float]:
    """``unit`` with the neighbours that make its loss clearly worse, and the log odds without it."""
    start = _loss(question, None, gone, place)
    while unit.last - unit.first + 1 < _MOST_WORDS:
        sides = [unit._replace(first=unit.first - 1), unit._replace(last=unit.last + 1)]
        wider = [
            side
            for side in sides
            if side.first >= 0
            and side.last < len(question.words)
            and not _span(side) & gone
            and not _is_cut(question, side.first, side.last)
        ]
        losses = {side: _loss(question, side, gone, place) for side in wider}
        best = min(losses, key=lambda side: losses[side], default=None)
        if best is None or after - losses[best] < _WORTH * (start - after):
            break
        unit, after = best, losses[best]
    return unit, after


def _start(question: Question, unit: _Unit) -> int:
    return question.words[unit.first].start


def _is_cut(question: Question, first: int, last: int) -> bool:
    """True when a sentence ends between two words: a quote that ran on into the next one would make no sense."""
    between = question.text[question.words[first].end : question.words[last].start]
    return any(mark in between for mark in _ENDS)


def _span(unit: _Unit) -> frozenset[int]:
    return frozenset(range(unit.first, unit.last + 1))


def _loss(question: Question, unit: _Unit | None, gone: frozenset[int], place: int) -> float:
    """The log odds that are left to an area without ``unit`` and the words ``gone``."""
    return _log_odds(question.without(gone | _span(unit) if unit else gone))[place]


def _strongest(question: Question, tried: Sequence[_Tried], area: Area, number: int, sign: int) -> list[Reason]:
    place = AREAS.index(area)
    least = max((abs(falls[place]) for _, falls in tried), default=0.0) * _FAINT
    found: dict[str, Reason] = {}
    for unit, falls in sorted(tried, key=lambda pair: (-sign * pair[1][place], pair[0].first)):
        if sign * falls[place] > max(least, _NOTHING):
            reason = _reason(question, unit, area, falls[place])
            found.setdefault(reason.term, reason)  # a long text repeats itself; its reasons need not
    return list(found.values())[:number]


def _reason(question: Question, unit: _Unit, area: Area, weight: float) -> Reason:
    start, end = question.words[unit.first].start, question.words[unit.last].end
    words = " ".join(word.folded for word in question.words[unit.first : unit.last + 1])
    term = unit.hit.term if unit.hit else None
    speaks_for_it = term is not None and (term.area is area) == (weight > 0)
    return Reason(
        area=area,
        term=term.text if term and speaks_for_it else words,
        quote=question.text[start:end],
        start=start,
        end=end,
        weight=round(weight, 4),
        type=term.type if term and speaks_for_it else "",
    )


def _falls(question: Question, unit: _Unit, before: Sequence[float]) -> list[float]:
    after = _log_odds(question.without(range(unit.first, unit.last + 1)))
    return [b - a for b, a in zip(before, after, strict=True)]


def _log_odds(scores: Sequence[float]) -> list[float]:
    """Of each area against all others together. Taken from the scores, for probabilities saturate."""
    found = []
    for place, score in enumerate(scores):
        others = [*scores[:place], *scores[place + 1 :]]
        highest = max(others)
        found.append(score - highest - math.log(sum(math.exp(other - highest) for other in others)))
    return found


def _units(question: Question, best: int) -> list[_Unit]:
    """Known terms as a whole, a term of the best area before others, and every word outside them."""
    taken: set[int] = set()
    units = []
    for hit in sorted(question.hits, key=lambda hit: _preference(hit, best)):
        span = set(range(hit.first, hit.last + 1))
        if not span & taken:
            taken |= span
            units.append(_Unit(hit.first, hit.last, hit))
    units += [
        _Unit(place, place, None)
        for place, word in enumerate(question.words)
        if place not in taken and word.folded not in question.quiet and not word.folded.isdecimal()
    ]
    return sorted(units)[:_MOST_TRIED]


def _preference(hit: Hit, best: int) -> tuple[bool, int, int, int, str]:
    is_other = AREAS.index(hit.term.area) != best
    return is_other, hit.first - hit.last, -hit.term.weight, hit.first, hit.term.type
