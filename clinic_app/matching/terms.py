"""Find all known terms in a text at once: one trie over words, one over Korean letters."""

import bisect
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from clinic_app.domain.areas import Area
from clinic_app.matching import words
from clinic_app.matching.lexicon import Term
from clinic_app.matching.words import Word


class Hit(NamedTuple):
    """A term found in words ``first`` to ``last``, both included."""

    term: Term
    first: int
    last: int


class _Node:
    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: dict[str, list[Term]] = {}


class Finder:
    """Finds terms in the words of a text, in time that does not depend on how many terms there are."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._words = _Node()
        self._letters = _Node()
        for term in terms:
            if words.is_korean(term.text):
                self._add_letters(term)
            else:
                self._add_words(term)

    def _add_words(self, term: Term) -> None:
        *before, last = words.folded(term.text)
        node = self._words
        for word in before:
            node = node.next.setdefault(word, _Node())
        node.ends.setdefault(last, []).append(term)

    def _add_letters(self, term: Term) -> None:
        letters = "".join(words.folded(term.text))
        node = self._letters
        for letter in letters[:-1]:
            node = node.next.setdefault(letter, _Node())
        node.ends.setdefault(letters[-1], []).append(term)

    def find(self, text: Sequence[Word]) -> list[Hit]:
        """Every term in ``text``, except one inside a longer one of the same area; in order of place."""
        return sorted(_outermost({*self._by_words(text), *self._by_letters(text)}), key=_place)

    def _by_words(self, text: Sequence[Word]) -> Iterator[Hit]:
        for first in range(len(text)):
            node: _Node | None = self._words
            for place in range(first, len(text)):
                if node is None:
                    break
                word = text[place].folded
                if node.ends:
                    yield from (Hit(term, first, place) for term in _beginnings(word, node.ends))
                node = node.next.get(word)

    def _by_letters(self, text: Sequence[Word]) -> Iterator[Hit]:
        """Korean puts spaces loosely and hangs endings on: terms match anywhere, spaces do not count.

        Only a term of three letters or more may run across a space, shorter ones would meet by chance.
        """
        if not any(words.is_korean(word.folded) for word in text):
            return
        joined = "".join(word.folded for word in text)
        starts = [0, *itertools.accumulate(len(word.folded) for word in text)]
        for begin in range(len(joined)):
            node: _Node | None = self._letters
            for place in range(begin, len(joined)):
                if node is None:
                    break
                letter = joined[place]
                if letter in node.ends:
                    first = bisect.bisect_right(starts, begin) - 1
                    last = bisect.bisect_right(starts, place) - 1
                    if _may_start(joined, begin, starts[first]) and (first == last or place - begin >= 2):
                        yield from (Hit(term, first, last) for term in node.ends[letter])
                node = node.next.get(letter)


def _beginnings(word: str, ends: dict[str, list[Term]]) -> Iterator[Term]:
    """Terms whose last word is the beginning of ``word``. A short one leaves room for an ending only, or
    "mes" would be found in "message".
    """
    for size in range(1, len(word) + 1):
        terms = ends.get(word[:size])
        if terms and len(word) - size <= _longest_ending(word[:size]):
            yield from terms


def _longest_ending(term: str) -> int:
    if len(term) > 4:
        return len(term) * 3
    if term.isascii():
        return 1 if len(term) < 4 else 3
    return 3 if len(term) < 4 else 6


def _may_start(joined: str, begin: int, word_start: int) -> bool:
    """A Latin letter or a digit opens a match only at the start of a word: no "ERP" inside another word."""
    return begin == word_start or not joined[begin].isascii()


def _place(hit: Hit) -> tuple[int, int, str, str]:
    return hit.first, hit.last, hit.term.type, hit.term.text


def _outermost(found: Iterable[Hit]) -> Iterator[Hit]:
    """The hits that no longer one of the same area holds whole."""
    furthest: dict[Area, Hit] = {}
    for hit in sorted(found, key=lambda hit: (hit.first, -hit.last, hit.term.type, hit.term.text)):
        outer = furthest.get(hit.term.area)
        if outer is None or hit.last > outer.last:
            furthest[hit.term.area] = hit
            yield hit
        elif (outer.first, outer.last) == (hit.first, hit.last):
            yield hit
