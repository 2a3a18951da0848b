"""What changed between two snapshots of the same case, as data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any
from uuid import UUID

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.problem import Problem


class DifferenceKind(Enum):
    """What became of a record or of one of its fields."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it was.

    ``table`` is the part of the case file ("problems"), ``record`` the record as it is now, or as it was when it is
    gone, ``title`` what it is called. ``field`` is empty where a whole record came or went; then ``old`` and ``new``
    are None. Links to other records are given by what those are called.
    """

    kind: DifferenceKind
    table: str
    record: Any
    title: str
    field: str = ""
    old: Any = None
    new: Any = None


_TABLES = (
    "enterprise",
    "contacts",
    "years",
    "assessments",
    "answers",
    "problems",
    "recommendations",
    "actions",
    "risks",
    "referrals",
    "opportunities",
    "visits",
    "impacts",
    "follow_ups",
    "attachments",
)
"""The parts of a case file in the order of the report. Issues are not compared, matches by what was decided."""

_BOOKKEEPING = frozenset(
    {
        *("id", "case_id", "enterprise_id", "assessment_id", "position", "revision", "source_id"),
        *("created_at", "updated_at", "media_type", "size", "sha256"),
    }
)
_NAMES = ("title", "what", "name", "indicator", "caption", "organisation", "purpose", "item", "statement")
_DECIDED = ("area", "reason")


def differences(before: CaseFile, after: CaseFile) -> tuple[Difference, ...]:
    """What is not the same in ``after``, in reading order: the case, the enterprise, then each kind of record.

    Counters and times of saving are no difference, nor is the order of records; of the matches only the area that
    was decided and its reason count.
    """
    found = [*_changed("case", before.case, after.case, before, after)]
    for table in _TABLES:
        found += _table(table, before, after)
        if table == "problems":
            found += _decisions(before, after)
    return tuple(found)


def title_of(record: Any) -> str:
    """What a record is called: the first text it has that names it, in one line; else its year or day."""
    for name in _NAMES:
        value = " ".join(str(getattr(record, name, "")).split())
        if value:
            return value
    for name in ("year", "visited_on", "due_on", "assessed_on"):
        day = getattr(record, name, None)
        if day is not None:
            return str(day)
    return ""


def _records(file: CaseFile, table: str) -> Mapping[Any, Any]:
    """The records of a table by what makes them the same record."""
    part = getattr(file, table)
    records: Sequence[Any] = part if isinstance(part, tuple) else (part,)
    if table == "answers":
        return {(each.assessment_id, each.item): each for each in records}
    return {each.id: each for each in records}


def _table(table: str, before: CaseFile, after: CaseFile) -> Iterator[Difference]:
    old, new = _records(before, table), _records(after, table)
    for key, record in new.items():
        if key in old:
            yield from _changed(table, old[key], record, before, after)
        else:
            yield Difference(kind=DifferenceKind.ADDED, table=table, record=record, title=title_of(record))
    for key, record in old.items():
        if key not in new:
            yield Difference(kind=DifferenceKind.REMOVED, table=table, record=record, title=title_of(record))


def _changed(table: str, old: Any, new: Any, before: CaseFile, after: CaseFile) -> Iterator[Difference]:
    if old == new:
        return
    for each in fields(new):
        values = getattr(old, each.name), getattr(new, each.name)
        if each.name in _BOOKKEEPING or values[0] == values[1]:
            continue
        yield Difference(
            kind=DifferenceKind.CHANGED,
            table=table,
            record=new,
            title=title_of(new),
            field=each.name,
            old=_named(before, each.name, values[0]),
            new=_named(after, each.name, values[1]),
        )


def _named(file: CaseFile, field: str, value: Any) -> Any:
    """A value as people know it: a link by the name of what it leads to."""
    if field == "problem_ids":
        return tuple(_title(file.problems, each) for each in value)
    if field == "problem_id":
        return None if value is None else _title(file.problems, value)
    if field == "recommendation_id":
        return None if value is None else _title(file.recommendations, value)
    return value


def _title(records: Sequence[Any], key: UUID) -> str:
    return next((title_of(each) for each in records if each.id == key), "")


def _decisions(before: CaseFile, after: CaseFile) -> Iterator[Difference]:
    """Areas decided, decided otherwise or taken back, for the problems that both snapshots have."""
    known = {problem.id for problem in before.problems}
    for problem in after.problems:
        if problem.id not in known:
            continue
        old, new = _decision(before, problem), _decision(after, problem)
        for field in _DECIDED:
            if old[field] != new[field]:
                yield Difference(
                    kind=DifferenceKind.CHANGED,
                    table="matches",
                    record=problem,
                    title=title_of(problem),
                    field=field,
                    old=old[field],
                    new=new[field],
                )


def _decision(file: CaseFile, problem: Problem) -> Mapping[str, Any]:
    """What stands decided of a problem; nothing while its newest match is undecided."""
    match = file.match_of(problem.id)
    is_decided = match is not None and match.is_decided
    return {name: getattr(match, name) if is_decided else None for name in _DECIDED}
