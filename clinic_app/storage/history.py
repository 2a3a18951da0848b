"""Every change, kept for ever: written in the same flush as the change itself, hash-chained, never edited."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import Session, UOWTransaction, sessionmaker, with_loader_criteria
from sqlalchemy.orm.session import ORMExecuteState

from clinic_app.domain.text import clean
from clinic_app.storage.tables import CaseRow, ChangeRow, NodeRow
from clinic_app.storage.tables.base import Tracked
from clinic_app.storage.types import uuid7

GENESIS = "0" * 64
"""What the first change of a node is chained to."""


def watch(sessions: sessionmaker[Session]) -> None:
    """Keep the history of everything that goes through ``sessions``, and hide what lies in the bin."""
    event.listen(sessions, "before_flush", _touch)
    event.listen(sessions, "after_flush", _write)
    event.listen(sessions, "do_orm_execute", hide_bin)


def hide_bin(state: ORMExecuteState) -> None:
    """Add "not deleted" to every ORM query that does not ask for the bin by ``with_bin=True``."""
    asks = state.is_select and not state.is_column_load and not state.execution_options.get("with_bin")
    if asks:
        state.statement = state.statement.options(
            with_loader_criteria(Tracked, lambda row: row.deleted_at.is_(None), include_aliases=True)
        )


def _tracked(rows: Iterable[Any]) -> list[Tracked]:
    return [row for row in rows if isinstance(row, Tracked)]


def case_of(row: Tracked) -> UUID | None:
    """The case a row belongs to; None for enterprises and what hangs on them."""
    return row.id if isinstance(row, CaseRow) else getattr(row, "case_id", None)


def _touch(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Stamp what changed, and the case of every changed child: lists are sorted by it."""
    now = datetime.now(UTC)
    for row in _tracked(session.new):
        row.id = row.id or uuid7()
    changed = [row for row in _tracked((*session.new, *session.dirty)) if session.is_modified(row)]
    for row in changed:
        row.updated_at = now
    for case_id in {case_of(row) for row in changed if not isinstance(row, CaseRow)} - {None}:
        case = session.get(CaseRow, case_id)
        if case is not None:
            case.updated_at = now


def _write(session: Session, _context: UOWTransaction) -> None:
    born = [(row, {"": _snapshot(row)}) for row in _tracked(session.new)]
    edited = [(row, edits) for row in _tracked(session.dirty) if (edits := _edits(row))]
    _note(session)
    if not born and not edited:
        return
    heads, births = _heads(session, [row.id for row, _ in edited])
    entries = [
        (row, field, value, heads.get((row.id, field)) or births.get(row.id, ()))
        for row, edits in (*born, *edited)
        for field, value in edits.items()
    ]
    session.connection().execute(insert(ChangeRow), _chained(session, entries))


def _note(session: Session) -> None:
    """Remember what the commit will announce: every row that changed, and the case it belongs to."""
    touched = session.info.setdefault("changed", set())
    for row in _tracked((*session.new, *session.dirty)):
        if session.is_modified(row):
            touched.add((str(inspect(type(row)).local_table), row.id))
            if case_id := case_of(row):
                touched.add((CaseRow.__tablename__, case_id))


def _columns(row: Tracked) -> list[str]:
    return [column.key for column in inspect(type(row)).column_attrs if column.key not in row.UNTRACKED]


def _snapshot(row: Tracked) -> dict[str, Any]:
    found = ((name, getattr(row, name)) for name in _columns(row))
    return {name: plain(value) for name, value in found if value not in (None, "", ())}


def _edits(row: Tracked) -> dict[str, Any]:
    attributes = inspect(row).attrs
    return {name: plain(getattr(row, name)) for name in _columns(row) if attributes[name].history.has_changes()}


def plain(value: Any) -> Any:
    """A column's value as JSON can hold it."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value


_Heads = tuple[dict[tuple[UUID, str], tuple[str, ...]], dict[UUID, tuple[str, ...]]]


def _heads(session: Session, records: list[UUID]) -> _Heads:
    """The changes nobody replaced yet, by record and field, and the births, by record.

    A birth stands for every field that has no change of its own.
    """
    columns = (ChangeRow.id, ChangeRow.record, ChangeRow.field, ChangeRow.parents)
    found = session.execute(select(*columns).where(ChangeRow.record.in_(records))).all() if records else []
    standing: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    replaced: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    for key, record, field, parents in found:
        standing[record, field].add(str(key))
        replaced[record, field].update(parents)
    heads = {place: tuple(sorted(keys - replaced[place])) for place, keys in standing.items()}
    return heads, {record: keys for (record, field), keys in heads.items() if not field}


def _chained(session: Session, entries: list[tuple[Any, str, Any, tuple[str, ...]]]) -> list[dict[str, Any]]:
    node, sequence, last = _chain_end(session)
    batch = session.info.setdefault("batch", uuid7())
    now = datetime.now(UTC)
    changes = []
    for row, field, value, parents in entries:
        sequence += 1
        change = {
            "id": uuid7(),
            "node": node,
            "sequence": sequence,
            "batch": batch,
            "table": row.__tablename__,
            "record": row.id,
            "case": case_of(row),
            "field": field,
            "value": value,
            "parents": list(parents),
            "actor": session.info.get("actor", ""),
            "at": now,
        }
        last = change["hash"] = link(last, change)
        changes.append(change)
    session.info["chain"] = (node, sequence, last)
    return changes


def link(previous: str, change: dict[str, Any]) -> str:
    """SHA-256 (hex) of the previous hash and of the change's content as JSON with sorted keys."""
    content = {name: plain(value) for name, value in change.items() if name != "hash"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(previous.encode() + text.encode()).hexdigest()


def _chain_end(session: Session) -> tuple[UUID, int, str]:
    """This file's node, and number and hash of its last change; read once per transaction."""
    known: tuple[UUID, int, str] | None = session.info.get("chain")
    if known:
        return known
    node = session.scalars(select(NodeRow.id)).first()
    if node is None:
        node = uuid7()
        session.connection().execute(insert(NodeRow).values(id=node, made_at=datetime.now(UTC)))
    query = select(ChangeRow.sequence, ChangeRow.hash).where(ChangeRow.node == node)
    end = session.execute(query.order_by(ChangeRow.sequence.desc()).limit(1)).first()
    return (node, end.sequence, end.hash) if end else (node, 0, GENESIS)


def broken_link(session: Session) -> UUID | None:
    """The first change whose hash does not follow from the one before it; None when the chain holds."""
    names = [column.name for column in ChangeRow.__table__.columns]
    last: dict[UUID, tuple[int, str]] = {}
    query = select(ChangeRow.__table__).order_by(ChangeRow.node, ChangeRow.sequence)
    for row in session.execute(query.execution_options(yield_per=2000)):
        change = dict(zip(names, row, strict=True))
        sequence, previous = last.get(change["node"], (0, GENESIS))
        if change["sequence"] != sequence + 1 or change["hash"] != link(previous, change):
            return UUID(str(change["id"]))
        last[change["node"]] = (change["sequence"], change["hash"])
    return None
