"""Every change, kept for ever: written in the same flush as the change itself, hash-chained, never edited."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import and_, event, func, insert, inspect, select
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction, sessionmaker, with_loader_criteria
from sqlalchemy.orm.session import ORMExecuteState

from clinic_app.domain.text import clean
from clinic_app.storage.tables import CaseRow, ChangeRow, NodeRow
from clinic_app.storage.tables.base import Tracked
from clinic_app.storage.types import uuid7

_CHANGES = ChangeRow.__table__.c

GENESIS = "0" * 64
"""What the first change of a node is chained to."""


def watch(sessions: sessionmaker[Session]) -> None:
    """Keep the history of everything that goes through ``sessions``, and hide what lies in the bin."""
    event.listen(sessions, "before_flush", _touch)
    event.listen(sessions, "after_flush", _write)
    event.listen(sessions, "after_soft_rollback", _forget)
    event.listen(sessions, "do_orm_execute", hide_bin)


_OUT_OF_BIN = with_loader_criteria(Tracked, lambda row: row.deleted_at.is_(None), include_aliases=True)


def hide_bin(state: ORMExecuteState) -> None:
    """Add "not deleted" to every ORM query that does not ask for the bin by ``with_bin=True``."""
    asks = state.is_orm_statement and state.is_select and not state.is_column_load
    if asks and not state.execution_options.get("with_bin"):
        state.statement = state.statement.options(_OUT_OF_BIN)


def _tracked(rows: Iterable[Any]) -> list[Tracked]:
    return [row for row in rows if isinstance(row, Tracked)]


def case_of(row: Tracked) -> UUID | None:
    """The case a row belongs to; None for enterprises and what hangs on them."""
    return row.id if isinstance(row, CaseRow) else getattr(row, "case_id", None)


def changed_columns(row: Tracked) -> list[str]:
    """The columns of a row that differ from what was last flushed."""
    state = inspect(row)
    return [name for name in state.committed_state if state.attrs[name].history.has_changes()]


def _touch(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Stamp what changed, and the case of every child a person changed: lists are sorted by it.

    A suggestion computed anew changes no tracked column, and so does not move its case to the top.
    """
    if _tracked(session.deleted):
        raise RuntimeError("a tracked row goes to the bin, it is never deleted")
    now = datetime.now(UTC)
    new = _tracked(session.new)
    for row in new:
        row.id, row.updated_at = row.id or uuid7(), now
    owners = {case_of(row) for row in new if not isinstance(row, CaseRow)}
    for row in _tracked(session.dirty):
        names = set(changed_columns(row))
        if names:
            row.updated_at = now
        if names - row.UNTRACKED and not isinstance(row, CaseRow):
            owners.add(case_of(row))
    for case_id in owners - {None}:
        case = session.get(CaseRow, case_id)
        if case is not None:
            case.updated_at = now


def _forget(session: Session, _transaction: SessionTransaction) -> None:
    """After a rollback, to a savepoint too, the chain ends where it ended before."""
    session.info.pop("chain", None)


def _write(session: Session, _context: UOWTransaction) -> None:
    born = [(row, {"": _snapshot(row)}) for row in _tracked(session.new)]
    changed = [(row, names) for row in _tracked(session.dirty) if (names := changed_columns(row))]
    edited = [(row, edits) for row, names in changed if (edits := _values(row, names))]
    _note(session, [row for row, _ in (*born, *changed)])
    if not born and not edited:
        return
    heads = _heads(session, [(row.id, field) for row, edits in edited for field in edits])
    entries = [
        (row, field, value, heads.get((row.id, field)) or heads.get((row.id, ""), ()))
        for row, edits in (*born, *edited)
        for field, value in edits.items()
    ]
    session.connection().execute(insert(ChangeRow), _chained(session, entries))


def _note(session: Session, rows: Iterable[Tracked]) -> None:
    """Remember what the commit will announce: every row that changed, and the case it belongs to."""
    touched = session.info.setdefault("changed", set())
    for row in rows:
        touched.add((str(inspect(type(row)).local_table), row.id))
        if case_id := case_of(row):
            touched.add((CaseRow.__tablename__, case_id))


def _snapshot(row: Tracked) -> dict[str, Any]:
    """A new record whole, but for what is empty."""
    values = _values(row, [column.key for column in inspect(type(row)).column_attrs])
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _values(row: Tracked, names: Iterable[str]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names if name not in row.UNTRACKED}


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


_Place = tuple[UUID, str]
"""A record and one of its fields; the empty field is the record's birth."""


def _heads(session: Session, places: list[_Place]) -> dict[_Place, tuple[str, ...]]:
    """The changes that nobody replaced yet, by record and field, the births of the records among them.

    A birth stands for every field that has no change of its own. A node's newest change of a field replaces
    its earlier ones; only where several nodes wrote one field are all their changes compared.
    """
    if not places:
        return {}
    records, fields = {record for record, _ in places}, {"", *(field for _, field in places)}
    of_places = and_(_CHANGES.record.in_(records), _CHANGES.field.in_(fields))
    newest = select(_CHANGES.node, func.max(_CHANGES.sequence).label("sequence")).where(of_places)
    ends = newest.group_by(_CHANGES.record, _CHANGES.field, _CHANGES.node).subquery()
    is_end = and_(_CHANGES.node == ends.c.node, _CHANGES.sequence == ends.c.sequence)
    columns = (_CHANGES.id, _CHANGES.record, _CHANGES.field, _CHANGES.parents)
    run = session.connection().execute
    found = run(select(*columns).join(ends, is_end)).all()
    if len({(record, field) for _, record, field, _ in found}) < len(found):
        found = run(select(*columns).where(of_places)).all()
    standing: dict[_Place, set[str]] = defaultdict(set)
    replaced: dict[_Place, set[str]] = defaultdict(set)
    for key, record, field, parents in found:
        standing[record, field].add(str(key))
        replaced[record, field].update(parents)
    return {place: tuple(sorted(keys - replaced[place])) for place, keys in standing.items()}


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
    run = session.connection().execute
    node = run(select(NodeRow.__table__.c.id)).scalar()
    if node is None:
        node = uuid7()
        run(insert(NodeRow).values(id=node, made_at=datetime.now(UTC)))
    query = select(_CHANGES.sequence, _CHANGES.hash).where(_CHANGES.node == node)
    end = run(query.order_by(_CHANGES.sequence.desc()).limit(1)).first()
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
