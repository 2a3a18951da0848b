"""R8: cases full of random Unicode through the press, every document of them in every language for every reader."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import product
from multiprocessing import get_context
from typing import Any, NamedTuple, TypeVar

from build_scripts.figures import Outcome, outcome
from build_scripts.soak.printed import compared, copy_of, written
from build_scripts.soak.strings import any_text
from clinic_app.domain.casefile import Audience, CaseFile, ReportKind
from clinic_app.domain.redaction import redact
from clinic_app.reports.document import Order, Previous, RenderedReport
from clinic_app.reports.documents import render
from clinic_app.reports.text.sanitise import clean
from tests.factories import NOW
from tests.reports.cases import CODES, whole
from tests.reports.orders import CLINIC, MARK, PRINTED

LANGUAGES = ("en", "fa", "ko", "fa+en")
_STRINGS, _FULL = 300, 10_000
_A_CASE = 150  # random strings in one case; its other texts stay as they are
_WITH_CODES = 4  # one case of so many has random codes as well
_MARKS = 70  # words by which it is told whether a text is printed whole: longer than any shortened one
_SHOWN = 20  # failures told below the line
_COUNTS = ("cases", "documents", "pages", "exceptions", "characters", "lost", "folded", "clipped")
T = TypeVar("T")


class Sort(NamedTuple):
    """A sort of document."""

    kind: ReportKind
    audience: Audience


SORTS = tuple(Sort(*each) for each in product(ReportKind, Audience))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One document: its pages, the characters looked for, those not found, and those outside the margins.

    ``folded`` stand in the file, and pdfium copies something like them (V for a versicle).
    """

    pages: int
    characters: int
    lost: Mapping[str, int]
    folded: int
    outside: tuple[str, ...]


def any_text_printed(*, full: bool, seed: int | None, strings: int | None = None) -> Outcome:
    """R8: no exception, no character lost, none outside the margins. ``strings`` is how many, when not the usual."""
    first = random.SystemRandom().randrange(10**9) if seed is None else seed
    wanted = strings or (_FULL if full else _STRINGS)
    sums: Counter[str] = Counter()
    told: list[str] = []
    with ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=get_context("spawn")) as pool:
        known = {sort: pool.submit(printed_whole, sort) for sort in SORTS}
        for place in range(-(-wanted // _A_CASE)):
            sums["cases"] += 1
            count = min(_A_CASE, wanted - place * _A_CASE)
            tries = {
                (sort, language): pool.submit(proof, first + place, count, sort, language, known[sort].result())
                for sort, language in product(SORTS, LANGUAGES)
            }
            for (sort, language), future in tries.items():
                where = f"--seed {first + place} {sort.kind.value} {sort.audience.value} {language}"
                told += [f"{where}: {said}" for said in _counted(future, sums)]
    values: dict[str, object] = {"strings": wanted, "seed": first}
    values |= {name: sums[name] for name in _COUNTS}
    is_sound = sums["characters"] > 0 and not (sums["exceptions"] or sums["lost"] or sums["clipped"])
    return outcome("R8", values, ok=is_sound, details="\n".join(told[:_SHOWN]))


def _counted(future: Future[Proof], sums: Counter[str]) -> list[str]:
    """Add what came of one document to the sums; what is wrong with it."""
    sums["documents"] += 1
    error = future.exception()
    if error is not None:
        sums["exceptions"] += 1
        return [repr(error)]
    made = future.result()
    sums.update(pages=made.pages, characters=made.characters, folded=made.folded, clipped=len(made.outside))
    sums["lost"] += sum(made.lost.values())
    told = [f"lost {_named(made.lost)}"] if made.lost else []
    return [*told, f"outside, {len(made.outside)} times, {made.outside[0]}"] if made.outside else told


def _named(characters: Mapping[str, int]) -> str:
    """A few characters by their numbers, with how often."""
    few = [f"U+{ord(each):04X} x{count}" for each, count in list(characters.items())[:8]]
    return " ".join([*few, f"and {len(characters) - len(few)} more"] if len(characters) > len(few) else few)


def proof(seed: int, strings: int, sort: Sort, language: str, wholly: frozenset[str]) -> Proof:
    """Print one document of the case of a seed, and compare what it holds with what can be copied out of it.

    ``wholly`` are the places of the texts that such a document prints in full.
    """
    file = redact(random_case(seed, strings), sort.audience)
    report = printed(file, sort, language, seed)
    copy = copy_of(report.pdf)
    plain = dict(texts_of(redact(whole(), sort.audience)))  # some are codes, told in words
    texts = [clean(text) for where, text in texts_of(file) if where in wholly and text != plain.get(where)]
    expected = compared("\n".join(texts * len(language.split("+"))))
    told = compared("".join(report.substituted))
    for each in told:
        del expected[each]
    not_copied = expected - compared(copy.text)
    lost = expected - compared(written(report.pdf)) if not_copied else Counter[str]()
    folded = (not_copied - lost).total()
    return Proof(pages=report.pages, characters=expected.total(), lost=lost, folded=folded, outside=copy.outside)


def printed(file: CaseFile, sort: Sort, language: str, seed: int) -> RenderedReport:
    """The document of a case that its reader may read; with odd seeds it tells what changed."""
    previous = Previous(version=1, issued_at=NOW, file=redact(whole(), sort.audience)) if seed % 2 else None
    order = Order(
        kind=sort.kind,
        audience=sort.audience,
        languages=tuple(language.split("+")),
        printed_at=PRINTED,
        letterhead=CLINIC,
        issue=MARK if sort.kind.can_be_issued else None,
        previous=previous if sort.kind.can_be_issued else None,
    )
    return render([file], order)


@cache
def random_case(seed: int, strings: int) -> CaseFile:
    """The case of a seed: everything has happened on it, and so many of its texts are random."""
    rng = random.Random(seed)
    base = whole()
    places = [where for where, _ in texts_of(base, with_codes=seed % _WITH_CODES == 0)]
    chosen = sorted(rng.sample(places, min(strings, len(places))))
    return with_texts(base, {where: any_text(rng) for where in chosen})


def printed_whole(sort: Sort) -> frozenset[str]:
    """Where the texts stand that such a document prints whole: all words of a long one can be copied out of it."""
    base = whole()
    words = {where: [_word(place, each) for each in range(_MARKS)] for place, (where, _) in enumerate(texts_of(base))}
    file = redact(with_texts(base, {where: " ".join(each) for where, each in words.items()}), sort.audience)
    copied = "".join(copy_of(printed(file, sort, LANGUAGES[0], 0).pdf).text.split())
    return frozenset(where for where, text in texts_of(file) if text and all(each in copied for each in text.split()))


def _word(place: int, number: int) -> str:
    """A word that stands in one place only; letters, that no mask may take it for a number."""
    digits = f"{place:03}{number:02}"
    return "q" + "".join("abcdefghij"[int(digit)] for digit in digits) + "z"


def texts_of(record: Any, where: str = "", *, with_codes: bool = False) -> Iterator[tuple[str, str]]:
    """The texts of a record and of its parts, each with the path to it."""
    if isinstance(record, str):
        yield where, record
    elif isinstance(record, tuple):
        for place, part in enumerate(record):
            yield from texts_of(part, f"{where}[{place}]", with_codes=with_codes)
    elif is_dataclass(record):
        for each in _fields(record, with_codes=with_codes):
            yield from texts_of(getattr(record, each), f"{where}.{each}", with_codes=with_codes)


def with_texts(record: T, texts: Mapping[str, str], where: str = "") -> T:
    """The record with other texts at those paths."""
    made: Any = record
    if isinstance(record, str):
        made = texts.get(where, record)
    elif isinstance(record, tuple):
        made = tuple(with_texts(part, texts, f"{where}[{place}]") for place, part in enumerate(record))
    elif is_dataclass(record) and not isinstance(record, type):
        names = _fields(record, with_codes=True)
        made = replace(
            record, **{each: with_texts(getattr(record, each), texts, f"{where}.{each}") for each in names}
        )
    return made  # type: ignore[no-any-return]


def _fields(record: Any, *, with_codes: bool) -> Iterable[str]:
    """The names of the fields that may hold texts."""
    return [each.name for each in fields(record) if with_codes or (type(record).__name__, each.name) not in CODES]
