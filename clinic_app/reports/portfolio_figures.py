"""The counts behind the portfolio summary: what many cases have in common, and what of them is not known."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, tzinfo
from statistics import median
from typing import NamedTuple, TypeVar

from clinic_app.domain.calendar import to_jalali
from clinic_app.domain.case import Stage
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import EvidenceGrade
from clinic_app.domain.impact import ImpactKind

K = TypeVar("K", bound=Hashable)
Month = tuple[int, int]
"""Year and month of the reader's calendar."""

_MOST_MONTHS = 36  # that are shown one by one
_RATES = frozenset({"%", "٪", "%p", "percent", "درصد", "퍼센트"})  # units whose values cannot be added up


class Span(NamedTuple):
    """Days or hours of some cases: how many are known, their sum, the least, the middle and the most."""

    known: int
    total: float
    least: float
    middle: float
    most: float


class ImpactLine(NamedTuple):
    """One kind of impact in one unit at one grade: never added to another.

    ``known`` of ``indicators`` have an actual value; ``change`` is their sum, or for rates their mean; ``attributed``
    likewise for those whose share owed to the clinic is known.
    """

    kind: ImpactKind
    unit: str
    grade: EvidenceGrade | None
    indicators: int
    known: int
    change: float | None
    attributed: float | None
    is_rate: bool


def counted(files: Iterable[CaseFile], key: Callable[[CaseFile], K]) -> Counter[K]:
    """How many cases have each value of ``key``."""
    return Counter(key(file) for file in files)


def by_area(files: Iterable[CaseFile]) -> Counter[object]:
    """Problems by decided area; None counts those that are not decided yet."""
    found: Counter[object] = Counter()
    for file in files:
        decided = file.decided_areas()
        found.update(decided.get(problem.id) for problem in file.problems)
    return found


def spread(values: Iterable[float]) -> Span | None:
    """The measures of some values; None of none."""
    known = sorted(values)
    return Span(len(known), sum(known), known[0], median(known), known[-1]) if known else None


def closing_days(file: CaseFile, zone: tzinfo | None) -> int | None:
    """Days from the request to the closing, as the calendar of ``zone`` has them.

    None while the case is open, and when either day is wrong.
    """
    if file.case.closed_at is None:
        return None
    days = (file.case.closed_at.astimezone(zone).date() - file.case.received_on).days
    return days if days >= 0 else None


def is_closed(file: CaseFile) -> bool:
    """True for cases that went all the way."""
    return file.case.stage.order >= Stage.CLOSED.order


def hours(file: CaseFile, name: str) -> float | None:
    """Hours of a case's visits; None when no visit has any."""
    known = [value for visit in file.visits if (value := getattr(visit, name)) is not None]
    return sum(known) if known else None


def month_of(day: date, language: str) -> Month:
    """The month a day lies in, Jalali for Persian readers."""
    return to_jalali(day)[:2] if language == "fa" else (day.year, day.month)


def months(found: Mapping[Month, int]) -> list[tuple[Month | int, int]]:
    """Cases by month without gaps, oldest first; by year when there are many months."""
    if not found:
        return []
    (first_year, first_month), (last_year, last_month) = min(found), max(found)
    length = (last_year - first_year) * 12 + last_month - first_month + 1
    if length > _MOST_MONTHS:
        years: Counter[int] = Counter()
        for (year, _month), count in found.items():
            years[year] += count
        return [(year, years[year]) for year in sorted(years)]
    run = [divmod(first_year * 12 + first_month - 1 + step, 12) for step in range(length)]
    return [((year, month + 1), found.get((year, month + 1), 0)) for year, month in run]


def impacts(files: Iterable[CaseFile]) -> list[ImpactLine]:
    """All indicators by kind, unit and grade, in the order of the vocabularies; the weakest grade first."""
    groups: dict[tuple[ImpactKind, str, EvidenceGrade | None], list[tuple[float | None, float | None]]] = {}
    for file in files:
        for each in file.impacts:
            key = (each.kind, " ".join(each.unit.split()), each.evidence)
            groups.setdefault(key, []).append((each.change, each.attributed))
    kinds, grades = tuple(ImpactKind), (None, *EvidenceGrade)
    order = sorted(groups, key=lambda key: (kinds.index(key[0]), key[1], grades.index(key[2])))
    return [_line(key, groups[key]) for key in order]


def _line(
    key: tuple[ImpactKind, str, EvidenceGrade | None], values: Sequence[tuple[float | None, float | None]]
) -> ImpactLine:
    kind, unit, grade = key
    is_rate = unit.casefold() in _RATES
    changes = [change for change, _ in values if change is not None]
    owed = [attributed for _, attributed in values if attributed is not None]
    return ImpactLine(
        kind=kind,
        unit=unit,
        grade=grade,
        indicators=len(values),
        known=len(changes),
        change=_together(changes, is_rate=is_rate),
        attributed=_together(owed, is_rate=is_rate),
        is_rate=is_rate,
    )


def _together(values: Sequence[float], *, is_rate: bool) -> float | None:
    if not values:
        return None
    return sum(values) / len(values) if is_rate else sum(values)
