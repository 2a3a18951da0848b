"""The log of corrections: what an advisor decided against the matcher, only added to, taken back by an entry more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.correction import Correction, Overrides, Statistics
from clinic_app.errors import NotFound
from clinic_app.matching import memory
from clinic_app.matching.memory import Lesson
from clinic_app.storage.tables import CaseRow, CorrectionRow, MatchRow, ProblemRow
from clinic_app.storage.types import uuid7

K = TypeVar("K")


def log(session: Session, match: MatchRow, text: str, first: Area | None, type_code: str) -> None:
    """Enter a decision, if it teaches something. ``text`` is what the matcher read, ``first`` what the frozen model
    alone said of it.

    It does when it goes against the frozen model or against what was shown, and when the same words were corrected
    before: the newest decision counts. A decision that only repeats the correction in force is not entered again.
    """
    area, key = match.area, memory.key(text)
    assert area is not None  # it is decided
    if not key:
        return
    kind = problem_types().get(type_code)
    code = type_code if kind is not None and kind.area is area else ""
    before = _in_force(session, key)
    if before is None and area is first and area is match.best_area:
        return
    if before is not None and (before.problem_id, before.area, before.type_code) == (match.problem_id, area, code):
        return
    row = CorrectionRow(
        id=uuid7(),
        case_id=match.case_id,
        problem_id=match.problem_id,
        match_id=match.id,
        text=text,
        text_key=key,
        language=memory.language(text),
        suggested=first,
        area=area,
        type_code=code,
        reason=match.reason,
        made_by=session.info.get("actor", ""),
        made_at=datetime.now(UTC),
    )
    _enter(session, row)


def listed(session: Session) -> tuple[Correction, ...]:
    """All corrections of cases and problems that are out of the bin, newest first; also those taken back."""
    rows = session.execute(_rows(CorrectionRow, CaseRow.number, CaseRow.title)).all()
    ends = _taken_back([row for row, _, _ in rows])
    found = [_record(row, number, title, ends.get(row.id)) for row, number, title in rows if row.undoes is None]
    return tuple(reversed(found))


def find(session: Session, correction_id: UUID) -> Correction:
    """One correction, also when it was taken back. Raises NotFound, also when its case lies in the bin."""
    query = _rows(CorrectionRow, CaseRow.number, CaseRow.title).where(CorrectionRow.id == correction_id)
    found = session.execute(query).first()
    if found is None or found[0].undoes is not None:
        raise NotFound(what="correction", id=str(correction_id))
    row, number, title = found
    of_case = session.scalars(select(CorrectionRow).where(CorrectionRow.case_id == row.case_id)).all()
    return _record(row, number, title, _taken_back(of_case).get(row.id))


def undo(session: Session, correction_id: UUID) -> Correction:
    """Take a correction back: the matcher no longer follows it. Nothing is deleted. Raises NotFound."""
    return _turned(session, correction_id, stands=False)


def redo(session: Session, correction_id: UUID) -> Correction:
    """Let a correction that was taken back count again. Raises NotFound."""
    return _turned(session, correction_id, stands=True)


def standing(session: Session) -> tuple[Lesson, ...]:
    """The corrections in force, oldest first: of those with the same words the last one counts."""
    columns = (
        CorrectionRow.id, CorrectionRow.text, CorrectionRow.text_key, CorrectionRow.area, CorrectionRow.type_code,
        CorrectionRow.made_at, CorrectionRow.undoes,
    )  # fmt: skip
    rows = session.execute(_rows(*columns)).all()
    gone = _taken_back(rows)
    return tuple(
        Lesson(id=row.id, text=row.text, key=row.text_key, area=row.area, type=row.type_code, made_at=row.made_at)
        for row in rows
        if row.undoes is None and row.id not in gone
    )


_IDS = sql(
    "SELECT corrections.id FROM corrections"
    " JOIN cases ON cases.id = corrections.case_id AND cases.deleted_at IS NULL"
    " JOIN problems ON problems.id = corrections.problem_id AND problems.deleted_at IS NULL ORDER BY corrections.id"
)


def stamp(session: Session) -> tuple[bytes, ...]:
    """What changes whenever ``standing`` does: the ids of the entries that are out of the bin."""
    return tuple(session.connection().execute(_IDS).scalars())


def statistics(session: Session) -> Statistics:
    """How often the suggestions were not followed, over the newest decision on each problem out of the bin.

    A problem counts under the type the matcher named first, and under the area it suggested, as they are kept with
    the decision. It is overridden when another area was decided, or when the problem's type, as it is now, is
    another one of the same area; a problem without a type agrees with any.
    """
    query = (
        select(MatchRow, ProblemRow.type_code)
        .join(ProblemRow, ProblemRow.id == MatchRow.problem_id)
        .join(CaseRow, CaseRow.id == MatchRow.case_id)
        .where(MatchRow.verdict.is_not(None))
        .order_by(MatchRow.id)
    )
    newest = {row.problem_id: (row, code) for row, code in session.execute(query)}
    types: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    areas: defaultdict[Area | None, list[tuple[bool, bool]]] = defaultdict(list)
    for row, code in newest.values():
        areas[row.best_area].append((row.area is not row.best_area, False))
        if row.types:
            first = row.types[0][0]
            is_elsewhere = row.area is not problem_types()[first].area
            types[first].append((is_elsewhere, not is_elsewhere and code not in ("", first)))
    return Statistics(types=_counted(types), areas=_counted(areas))


def _counted(groups: Mapping[K, list[tuple[bool, bool]]]) -> tuple[tuple[K, Overrides], ...]:
    counted = [
        (key, Overrides(decided=len(seen), other_area=sum(a for a, _ in seen), other_type=sum(t for _, t in seen)))
        for key, seen in groups.items()
    ]
    return tuple(sorted(counted, key=lambda pair: (-pair[1].overridden, -pair[1].decided, str(pair[0]))))


def _rows(*columns: Any) -> Select[Any]:
    """A query over the entries of cases and problems that are out of the bin, oldest first."""
    return (
        select(*columns)
        .select_from(CorrectionRow)
        .join(CaseRow, CaseRow.id == CorrectionRow.case_id)
        .join(ProblemRow, ProblemRow.id == CorrectionRow.problem_id)
        .where(CaseRow.deleted_at.is_(None), ProblemRow.deleted_at.is_(None))
        .order_by(CorrectionRow.id)
    )


def _taken_back(rows: Iterable[Any]) -> dict[UUID, Any]:
    """By the id of an entry that does not count any more, the newest one that took it back."""
    undoing = {row.undoes: row for row in rows if row.undoes is not None}
    found = {}
    for key in undoing:
        chain, last = 0, undoing[key]
        while last is not None:
            chain, newest = chain + 1, last
            last = undoing.get(last.id)
        if chain % 2:
            found[key] = newest
    return found


def _in_force(session: Session, key: str) -> CorrectionRow | None:
    """The correction that counts for a text."""
    same = session.scalars(_rows(CorrectionRow).where(CorrectionRow.text_key == key)).all()
    return next((row for row in reversed(same) if len(_undoings(session, row)) % 2 == 0), None)


def _undoings(session: Session, row: CorrectionRow) -> list[CorrectionRow]:
    """The entry that takes a correction back, the one that takes that back, and so on."""
    found: list[CorrectionRow] = []
    key = row.id
    while (after := session.scalars(select(CorrectionRow).filter_by(undoes=key)).first()) is not None:
        found.append(after)
        key = after.id
    return found


def _turned(session: Session, correction_id: UUID, *, stands: bool) -> Correction:
    if find(session, correction_id).stands is not stands:
        first = session.get_one(CorrectionRow, correction_id)
        row = CorrectionRow(
            id=uuid7(),
            case_id=first.case_id,
            problem_id=first.problem_id,
            match_id=first.match_id,
            text="",
            text_key="",
            language="",
            suggested=first.suggested,
            area=first.area,
            type_code="",
            reason="",
            made_by=session.info.get("actor", ""),
            made_at=datetime.now(UTC),
            undoes=[first, *_undoings(session, first)][-1].id,
        )
        _enter(session, row)
    return find(session, correction_id)


def _enter(session: Session, row: CorrectionRow) -> None:
    session.add(row)
    session.flush()
    session.info.setdefault("changed", set()).add((CorrectionRow.__tablename__, row.id))


def _record(row: CorrectionRow, number: str, title: str, end: CorrectionRow | None) -> Correction:
    return Correction(
        id=row.id,
        case_id=row.case_id,
        case_number=number,
        case_title=title,
        problem_id=row.problem_id,
        text=row.text,
        language=row.language,
        suggested=row.suggested,
        area=row.area,
        type=row.type_code,
        reason=row.reason,
        made_by=row.made_by,
        made_at=row.made_at,
        taken_back_by=end.made_by if end is not None else "",
        taken_back_at=end.made_at if end is not None else None,
    )
