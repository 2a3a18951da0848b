"""Full-text search in three languages: our own analyser feeding FTS5, kept from code in the same transaction."""

import re
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import TextClause, event, inspect, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session, UOWTransaction, sessionmaker

from clinic_app.domain.text import fold
from clinic_app.storage import history
from clinic_app.storage.tables import CaseRow, ContactRow, EnterpriseRow
from clinic_app.storage.tables.base import Tracked

_WORD = re.compile(r"[\w\u200c]+")
_CJK = re.compile(r"[\uac00-\ud7a3\u3040-\u30ff\u4e00-\u9fff]+")

# What of a case is found, by table: its own words and those of everything that hangs on it or on its enterprise.
_OF_CASE: dict[str, tuple[str, ...]] = {
    "problems": ("title", "statement", "symptoms", "process", "root_cause"),
    "visits": ("participants", "notes"),
    "recommendations": ("title", "how"),
    "actions": ("what", "responsible"),
    "risks": ("what", "response"),
    "referrals": ("organisation", "purpose"),
    "opportunities": ("title", "summary"),
}
_OF_ENTERPRISE: dict[str, tuple[str, ...]] = {
    "enterprises": (
        "name", "name_latin", "legal_id", "province", "county", "industrial_park", "products", "activity",
    ),
    "contacts": ("name", "phone", "email"),
}  # fmt: skip
_FOUND = {"cases": ("number", "title", "request", "advisor", "enterprise_id"), **_OF_ENTERPRISE, **_OF_CASE}
_LISTS = ("symptoms",)

MOST_WORDS = 40
"""Words of a query that are looked at: nobody types more, and each costs a walk through the index."""

_LONGEST = 300  # letters of a query


def terms(words: str) -> str:
    """Index terms of a text, separated by spaces.

    Folded words; a Persian word with ZWNJ by its parts and joined; Hangul and Han runs by overlapping pairs.
    """
    found: list[str] = []
    for word in _WORD.findall(fold(words)):
        if "\u200c" in word:
            parts = [part for part in word.split("\u200c") if part]
            found += parts
            if len(parts) > 1:
                found.append("".join(parts))
            continue
        for is_cjk, run in _runs(word):
            found += [*(run[i : i + 2] for i in range(len(run) - 1)), run[-1]] if is_cjk else [run]
    return " ".join(found)


def expression(words: str) -> str:
    """FTS5 query that finds every word of ``words`` as a beginning of a word; empty when there is none.

    Every token is quoted, so nothing in it is an operator. Hangul runs are phrases of their pairs. The first
    ``MOST_WORDS`` words are looked for.
    """
    asked: list[str] = []
    for word in _WORD.findall(fold(words[:_LONGEST]))[:MOST_WORDS]:
        for part in filter(None, word.split("\u200c")):
            for is_cjk, run in _runs(part):
                if is_cjk and len(run) > 2:
                    asked.append('"{}"'.format(" ".join(run[i : i + 2] for i in range(len(run) - 1))))
                else:
                    asked.append(f'"{run}"*')
    return " ".join(asked)


def _runs(word: str) -> Iterable[tuple[bool, str]]:
    at = 0
    for match in _CJK.finditer(word):
        if match.start() > at:
            yield False, word[at : match.start()]
        yield True, match.group()
        at = match.end()
    if at < len(word):
        yield False, word[at:]


def watch(sessions: sessionmaker[Session]) -> None:
    """Keep the index in step with every transaction of ``sessions``."""
    event.listen(sessions, "after_flush", _note)
    event.listen(sessions, "before_commit", _refresh)


def _note(session: Session, _context: UOWTransaction) -> None:
    """Remember whose words changed. What is not indexed does not make the index stale."""
    stale = session.info.setdefault("unindexed", set())
    for row in (*session.new, *session.dirty):
        if not isinstance(row, Tracked):
            continue
        names = {"deleted_at", *_FOUND.get(str(inspect(type(row)).local_table), ())}
        if row in session.new or not names.isdisjoint(history.changed_columns(row)):
            if isinstance(row, EnterpriseRow):
                stale.add(("enterprise", row.id))
            elif isinstance(row, ContactRow):
                stale.add(("enterprise", row.enterprise_id))
            elif case_id := history.case_of(row):
                stale.add(("case", case_id))


def _refresh(session: Session) -> None:
    session.flush()
    stale: set[tuple[str, UUID]] = session.info.pop("unindexed", set())
    firms = [key for kind, key in stale if kind == "enterprise"]
    cases = {key for kind, key in stale if kind == "case"}
    if firms:
        cases.update(session.scalars(select(CaseRow.id).where(CaseRow.enterprise_id.in_(firms))))
    for case_id in cases:
        _index(session, case_id)


def _index(session: Session, case_id: UUID) -> None:
    run = session.connection().execute
    case = {"case": case_id.bytes}
    found = run(_WORDS_OF_CASE, case).scalars().all()
    known = run(sql("SELECT docid, body FROM search_documents WHERE case_id = :case"), case).first()
    if not found:  # undone by a rollback to a savepoint; a case itself never goes
        return
    body = terms("\n".join(found))
    if known is None:
        insertion = sql("INSERT INTO search_documents (case_id, body) VALUES (:case, :body) RETURNING docid")
        _put(session, run(insertion, case | {"body": body}).scalar_one(), body)
    elif known.body != body:
        delete = sql("INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', :docid, :body)")
        run(delete, {"docid": known.docid, "body": known.body})
        update = sql("UPDATE search_documents SET body = :body WHERE docid = :docid")
        run(update, {"docid": known.docid, "body": body})
        _put(session, known.docid, body)


def _put(session: Session, docid: int, body: str) -> None:
    insertion = sql("INSERT INTO search_index (rowid, body) VALUES (:docid, :body)")
    session.connection().execute(insertion, {"docid": docid, "body": body})


def _words_of_case() -> TextClause:
    """One query for all the words of a case, a row for each record that is not in the bin."""
    case = "SELECT number || char(10) || title || char(10) || request || char(10) || advisor FROM cases"
    firm = "(SELECT enterprise_id FROM cases WHERE id = :case)"
    parts = [f"{case} WHERE id = :case"]
    for table, names in (_OF_ENTERPRISE | _OF_CASE).items():
        key = (
            "case_id = :case"
            if table in _OF_CASE
            else f"{'id' if table == 'enterprises' else 'enterprise_id'} = {firm}"
        )
        words = " || char(10) || ".join(
            f"coalesce((SELECT group_concat(value, char(10)) FROM json_each({name})), '')" if name in _LISTS else name
            for name in names
        )
        parts.append(f"SELECT {words} FROM {table} WHERE {key} AND deleted_at IS NULL")
    return sql(" UNION ALL ".join(parts))


_WORDS_OF_CASE = _words_of_case()
