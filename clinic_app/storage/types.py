"""Column types that survive STRICT tables: UUIDs, aware UTC moments, days, JSON, enums and clean text."""

import json
import os
import threading
import time
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, Text, TypeDecorator
from sqlalchemy.engine import Dialect

from clinic_app.domain.text import clean


class _Clock:
    """The last moment a UUID was made of, so that the next one sorts behind it."""

    lock = threading.Lock()
    stamp = 0
    counter = 0


def uuid7() -> UUID:
    """A UUIDv7 that sorts behind every earlier one of this process.

    RFC 9562 section 6.2, method 1: a 12-bit counter, seeded at random in each new millisecond, in rand_a.
    """
    with _Clock.lock:
        now = time.time_ns() // 1_000_000
        if now > _Clock.stamp:
            _Clock.stamp, _Clock.counter = now, int.from_bytes(os.urandom(2)) & 0x7FF
        else:
            _Clock.counter += 1
            if _Clock.counter > 0xFFF:
                _Clock.stamp, _Clock.counter = _Clock.stamp + 1, 0
        head = (_Clock.stamp << 16) | 0x7000 | _Clock.counter
    tail = (0b10 << 62) | (int.from_bytes(os.urandom(8)) >> 2)
    return UUID(int=(head << 64) | tail)


def sort_behind(newest: UUID) -> None:
    """Let every UUID of this process sort behind ``newest``, also when the computer's clock was set back."""
    with _Clock.lock:
        if newest.int >> 80 > _Clock.stamp:
            _Clock.stamp, _Clock.counter = newest.int >> 80, 0xFFF


class Id(TypeDecorator[UUID]):
    """uuid.UUID as BLOB(16)."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(bytes=value)


class Moment(TypeDecorator[datetime]):
    """An aware datetime as UTC text of fixed width, so that it sorts. Naive values are refused."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A date as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Words(TypeDecorator[str]):
    """User text, without the control characters and lone surrogates no file or server can keep."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(value)


class Flag(TypeDecorator[bool]):
    """A boolean as 0 or 1."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Coded(TypeDecorator[Enum]):
    """A member of ``kind`` as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Enum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Enum | None:
        return None if value is None else self.kind(value)


class CodedList(TypeDecorator[tuple[Enum, ...]]):
    """A tuple of members of ``kind`` as a JSON array of their values."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: tuple[Enum, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps([member.value for member in value])

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Enum, ...] | None:
        return None if value is None else tuple(self.kind(code) for code in json.loads(value))


class TextList(TypeDecorator[tuple[str, ...]]):
    """A tuple of texts as a JSON array."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps([clean(text) for text in value], ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


class IdList(TypeDecorator[tuple[UUID, ...]]):
    """A tuple of ids as a JSON array of their usual text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[UUID, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps([str(key) for key in value])

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[UUID, ...] | None:
        return None if value is None else tuple(UUID(key) for key in json.loads(value))


class Json(TypeDecorator[Any]):
    """Plain lists, dicts, texts and numbers as JSON with sorted keys; None as null."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)
