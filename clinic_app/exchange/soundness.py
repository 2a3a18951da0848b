"""What a case must hold to beyond the types of its fields before it is taken in."""

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from clinic_app.domain.casefile import CaseFile

_LARGEST = 2**63 - 1  # what a column of the database holds


class Flaw(NamedTuple):
    """One thing that is wrong; ``where`` is a JSON path without the leading $."""

    code: str
    where: str
    value: str = ""


def flaws(file: CaseFile) -> Iterator[Flaw]:
    """What is wrong with the records of a case, in the order of its fields.

    Codes: those of ``FieldError`` (warnings left out), "naive-time", "out-of-range", "duplicate-id",
    "unknown-reference".
    """
    yield from _values(file, "")
    for where, record in _records(file):
        if check := getattr(record, "errors", None):
            yield from (Flaw(e.code, f"{where}.{e.field}", _text(record, e.field)) for e in check() if not e.warning)
    yield from _references(file)


def _records(file: CaseFile) -> Iterator[tuple[str, Any]]:
    for field in fields(file):
        value = getattr(file, field.name)
        if isinstance(value, tuple):
            yield from ((f".{field.name}[{index}]", record) for index, record in enumerate(value))
        else:
            yield f".{field.name}", value


def _values(value: object, where: str) -> Iterator[Flaw]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _values(getattr(value, field.name), f"{where}.{field.name}")
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _values(part, f"{where}[{index}]")
    elif isinstance(value, datetime) and value.utcoffset() is None:
        yield Flaw("naive-time", where, value.isoformat())
    elif isinstance(value, float) and not math.isfinite(value):
        yield Flaw("out-of-range", where, str(value))
    elif isinstance(value, int) and not -_LARGEST - 1 <= value <= _LARGEST:
        yield Flaw("out-of-range", where, str(value)[:30])


def _references(file: CaseFile) -> Iterator[Flaw]:
    seen: set[UUID] = set()
    for where, record in _records(file):
        if record.id in seen:
            yield Flaw("duplicate-id", f"{where}.id", str(record.id))
        seen.add(record.id)
        if getattr(record, "case_id", file.case.id) != file.case.id:
            yield Flaw("unknown-reference", f"{where}.case_id", str(record.case_id))
        if getattr(record, "enterprise_id", file.enterprise.id) != file.enterprise.id:
            yield Flaw("unknown-reference", f"{where}.enterprise_id", str(record.enterprise_id))
    problems = {problem.id for problem in file.problems}
    advice = {recommendation.id for recommendation in file.recommendations}
    for index, match in enumerate(file.matches):
        if match.problem_id not in problems:
            yield Flaw("unknown-reference", f".matches[{index}].problem_id", str(match.problem_id))
    for index, recommendation in enumerate(file.recommendations):
        for number, problem_id in enumerate(recommendation.problem_ids):
            if problem_id not in problems:
                yield Flaw("unknown-reference", f".recommendations[{index}].problem_ids[{number}]", str(problem_id))
    for index, action in enumerate(file.actions):
        if action.recommendation_id is not None and action.recommendation_id not in advice:
            yield Flaw("unknown-reference", f".actions[{index}].recommendation_id", str(action.recommendation_id))


def _text(record: Any, name: str) -> str:
    value = getattr(record, name, "")
    return str(getattr(value, "value", value))[:80]
