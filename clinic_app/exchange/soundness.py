"""What a case must hold to beyond the types of its fields before it is taken in."""

import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from clinic_app.domain.casefile import CaseFile

_HASH = re.compile(r"[0-9a-f]{64}")
_LARGEST = 2**63 - 1  # what a column of the database holds


class Flaw(NamedTuple):
    """One thing that is wrong; ``where`` is a JSON path without the leading $."""

    code: str
    where: str
    value: str = ""


def flaws(file: CaseFile) -> Iterator[Flaw]:
    """What is wrong with the records of a case, in the order of its fields.

    Codes: those of ``FieldError`` (warnings left out), "naive-time", "out-of-range", "duplicate-id",
    "unknown-reference", "wrong-value".
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
    for table, name, owners in _LINKS:
        there = {owner.id for owner in getattr(file, owners)}
        for index, record in enumerate(getattr(file, table)):
            for place, key in _linked(record, name):
                if key not in there:
                    yield Flaw("unknown-reference", f".{table}[{index}].{place}", str(key))
    yield from _answers(file)
    for index, attachment in enumerate(file.attachments):
        if not _HASH.fullmatch(attachment.sha256):
            yield Flaw("wrong-value", f".attachments[{index}].sha256", attachment.sha256[:80])


_LINKS = (
    ("matches", "problem_id", "problems"),
    ("recommendations", "problem_ids", "problems"),
    ("actions", "recommendation_id", "recommendations"),
    ("referrals", "problem_id", "problems"),
    ("opportunities", "problem_id", "problems"),
    ("answers", "assessment_id", "assessments"),
    ("impacts", "problem_id", "problems"),
    ("attachments", "problem_id", "problems"),
)
"""Which field of which part of a case leads to which other part."""


def _linked(record: object, name: str) -> Iterator[tuple[str, UUID]]:
    value = getattr(record, name)
    if isinstance(value, tuple):
        yield from ((f"{name}[{number}]", key) for number, key in enumerate(value))
    elif value is not None:
        yield name, value


def _answers(file: CaseFile) -> Iterator[Flaw]:
    """An item of a scorecard is answered once."""
    seen: set[tuple[UUID, str]] = set()
    for index, answer in enumerate(file.answers):
        if (answer.assessment_id, answer.item) in seen:
            yield Flaw("duplicate-id", f".answers[{index}].item", answer.item)
        seen.add((answer.assessment_id, answer.item))


def _text(record: Any, name: str) -> str:
    value = getattr(record, name, "")
    return str(getattr(value, "value", value))[:80]
