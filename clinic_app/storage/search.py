"""Full-text search in three languages: our own analyser feeding FTS5, kept from code in the same transaction."""

import re
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import event, select, text
from sqlalchemy.orm import Session, UOWTransaction, sessionmaker

from clinic_app.domain.text import fold
from clinic_app.storage import history
from clinic_app.storage.tables import (
    ActionRow,
    CaseRow,
    ContactRow,
    EnterpriseRow,
    ProblemRow,
    RecommendationRow,
    Row,
    VisitRow,
)
from clinic_app.storage.tables.base import Tracked

_WORD = re.compile(r"[\w\u200c]+")
_CJK = re.compile(r"[\uac00-\ud7a3\u3040-\u30ff\u4e00-\u9fff]+")

# What of a case is found, by table: its own words and those of everything that hangs on it.
_OF_CASE: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (ProblemRow, ("title", "statement", "symptoms", "process", "root_cause")),
    (VisitRow, ("participants", "notes")),
    (RecommendationRow, ("title", "how")),
    (ActionRow, ("what", "responsible")),
)
_OF_ENTERPRISE = ("name", "name_latin", "legal_id", "province", "county", "industrial_park", "products", "activity")


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

    Every token is quoted, so nothing in it is an operator. Hangul runs are phrases of their pairs.
    """
    asked: list[str] = []
    for word in _WORD.findall(fold(words)):
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
    stale = session.info.setdefault("unindexed", set())
    for row in (*session.new, *session.dirty):
        if isinstance(row, EnterpriseRow):
            stale.add(("enterprise", row.id))
        elif isinstance(row, ContactRow):
            stale.add(("enterprise", row.enterprise_id))
        elif isinstance(row, Tracked) and (case_id := history.case_of(row)):
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
    body = terms(_words(session, case_id))
    known = session.execute(
        text("SELECT docid, body FROM search_documents WHERE case_id = :case"), {"case": case_id.bytes}
    ).first()
    if known is None:
        made = session.execute(
            text("INSERT INTO search_documents (case_id, body) VALUES (:case, :body) RETURNING docid"),
            {"case": case_id.bytes, "body": body},
        ).scalar_one()
        _put(session, made, body)
    elif known.body != body:
        values = {"docid": known.docid, "body": known.body}
        session.execute(
            text("INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', :docid, :body)"), values
        )
        session.execute(
            text("UPDATE search_documents SET body = :body WHERE docid = :docid"),
            {"docid": known.docid, "body": body},
        )
        _put(session, known.docid, body)


def _put(session: Session, docid: int, body: str) -> None:
    session.execute(
        text("INSERT INTO search_index (rowid, body) VALUES (:docid, :body)"), {"docid": docid, "body": body}
    )


def _words(session: Session, case_id: UUID) -> str:
    firm_columns = [getattr(EnterpriseRow, name) for name in _OF_ENTERPRISE]
    query = select(
        CaseRow.enterprise_id, CaseRow.number, CaseRow.title, CaseRow.request, CaseRow.advisor, *firm_columns
    )
    found = session.execute(query.join(EnterpriseRow).where(CaseRow.id == case_id)).first()
    if found is None:
        return ""
    parts: list[object] = list(found[1:])
    people = select(ContactRow.name, ContactRow.phone, ContactRow.email)
    parts += _flat(
        session.execute(people.where(ContactRow.enterprise_id == found[0], ContactRow.deleted_at.is_(None)))
    )
    for table, names in _OF_CASE:
        columns = [getattr(table, name) for name in names]
        query_of = select(*columns).where(table.case_id == case_id, table.deleted_at.is_(None))  # type: ignore[attr-defined]
        parts += _flat(session.execute(query_of))
    return "\n".join("\n".join(part) if isinstance(part, tuple) else str(part) for part in parts)


def _flat(rows: Iterable[Iterable[object]]) -> list[object]:
    return [value for row in rows for value in row]
