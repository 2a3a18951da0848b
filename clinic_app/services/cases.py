"""What an advisor does with cases: open, edit, move through the stages, list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, and_, case, exists, func, select, text, type_coerce
from sqlalchemy.orm import Session

from clinic_app.domain.areas import Area
from clinic_app.domain.calendar import fiscal_year
from clinic_app.domain.case import Case, CaseData, Stage, Standing
from clinic_app.domain.gates import missing
from clinic_app.domain.summary import CaseQuery, CaseSort, CaseSummary
from clinic_app.domain.text import ascii_digits, clean, squeeze
from clinic_app.errors import GateClosed
from clinic_app.services import casefile
from clinic_app.services.records import check, fetch
from clinic_app.storage import search
from clinic_app.storage.tables import CaseRow, CounterRow, EnterpriseRow, ProblemRow
from clinic_app.storage.types import uuid7


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How an office numbers its cases: its prefix, and the calendar ("jalali" or "gregorian") of the year."""

    prefix: str
    calendar: str


def open_case(
    session: Session,
    enterprise_id: UUID,
    data: CaseData,
    *,
    numbering: Numbering,
    stage: Stage = Stage.INTAKE,
    source_id: str = "",
) -> Case:
    """A new case of an enterprise, with the office's next number. Raises NotFound, InvalidData."""
    check(data)
    now = datetime.now(UTC)
    row = CaseRow(
        id=uuid7(),
        enterprise_id=fetch(session, EnterpriseRow, enterprise_id).id,
        number=next_number(session, numbering, data.received_on),
        stage=stage,
        stage_order=stage.order,
        standing=Standing.OPEN,
        standing_reason="",
        source_id=source_id,
        title_folded=squeeze(data.title),
        created_at=now,
    )
    row.write(data)
    session.add(row)
    session.flush()
    return row.record()


def next_number(session: Session, numbering: Numbering, received_on: date) -> str:
    """The office's next case number for the year of ``received_on``, as in 1403-ESF-0012. Never given out again."""
    prefix = ascii_digits(clean(numbering.prefix)).strip() or "CLN"  # as it is looked for
    year = fiscal_year(received_on, numbering.calendar)
    counter = session.scalars(select(CounterRow).filter_by(prefix=prefix, year=year)).first()
    if counter is None:
        counter = CounterRow(prefix=prefix, year=year, last=0)
        session.add(counter)
    while True:
        counter.last += 1
        number = f"{year}-{prefix}-{counter.last:04d}"
        if not is_taken(session, number):  # a case brought in from elsewhere may bear it
            session.flush()
            return number


def is_taken(session: Session, number: str) -> bool:
    """True when a case bears the number, in the bin or out of it."""
    query = select(CaseRow.id).where(CaseRow.number == number).execution_options(with_bin=True)
    return session.scalars(query).first() is not None


def get(session: Session, case_id: UUID) -> Case:
    """One case. Raises NotFound."""
    return fetch(session, CaseRow, case_id).record()


def edit(session: Session, case_id: UUID, data: CaseData) -> Case:
    """Give a case the values of ``data``. Raises NotFound, InvalidData."""
    check(data)
    row = fetch(session, CaseRow, case_id)
    row.write(data)
    row.title_folded = squeeze(data.title)
    session.flush()
    return row.record()


def advance(session: Session, case_id: UUID, *, to: Stage) -> Case:
    """Move a case to a stage. Raises GateClosed with what stands in the way; going back is free."""
    row = fetch(session, CaseRow, case_id)
    if lacks := missing(casefile.load(session, case_id), to):
        raise GateClosed(lacks=lacks, stage=to)
    row.stage, row.stage_order = to, to.order
    is_over = to.order >= Stage.CLOSED.order
    row.closed_at = (row.closed_at or datetime.now(UTC)) if is_over else None
    session.flush()
    return row.record()


def set_standing(
    session: Session, case_id: UUID, standing: Standing, *, reason: str = "", wake_on: date | None = None
) -> Case:
    """Put a case on hold, let it leave by a side door, or reopen it at the stage where it stood."""
    row = fetch(session, CaseRow, case_id)
    row.standing, row.standing_reason, row.wake_on = standing, clean(reason), wake_on
    session.flush()
    return row.record()


def advisors(session: Session) -> tuple[str, ...]:
    """The names of all advisors who have a case, in order."""
    query = select(CaseRow.advisor).where(CaseRow.deleted_at.is_(None), CaseRow.advisor != "").distinct()
    return tuple(sorted(session.scalars(query)))


_SORTS = {
    CaseSort.UPDATED: CaseRow.updated_at,
    CaseSort.NUMBER: CaseRow.number,
    CaseSort.TITLE: CaseRow.title_folded,
    CaseSort.STAGE: CaseRow.stage_order,
    CaseSort.RECEIVED: CaseRow.received_on,
    CaseSort.ADVISOR: CaseRow.advisor,
    CaseSort.PRIORITY: CaseRow.priority,
    CaseSort.ENTERPRISE: EnterpriseRow.name_folded,
}


def ids(session: Session, query: CaseQuery) -> list[UUID]:
    """The ids of all cases that fit, in order."""
    packed = packed_ids(session, query)
    return [UUID(bytes=packed[at : at + 16]) for at in range(0, len(packed), 16)]


def packed_ids(session: Session, query: CaseQuery) -> bytes:
    """``ids`` as they lie in the file, 16 bytes a case: a list of 100,000 is read at once and stays small."""
    column = _SORTS[query.sort]
    wanted = select(type_coerce(CaseRow.id, LargeBinary)).where(CaseRow.deleted_at.is_(None), *_conditions(query))
    if query.sort is CaseSort.ENTERPRISE:
        wanted = wanted.join(EnterpriseRow, EnterpriseRow.id == CaseRow.enterprise_id)
    order = column.desc() if query.descending else column.asc()
    tie = CaseRow.id.desc() if query.descending else CaseRow.id.asc()
    nullable = [order.nulls_last()] if query.sort is CaseSort.PRIORITY else [order]
    return b"".join(session.connection().execute(wanted.order_by(*nullable, tie).limit(query.limit)).scalars())


def _conditions(query: CaseQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.text.strip():
        found.append(_contains(query.text))
    if query.area:
        in_area = and_(
            ProblemRow.case_id == CaseRow.id, ProblemRow.area == query.area, ProblemRow.deleted_at.is_(None)
        )
        found.append(exists().where(in_area))
    if query.stage:
        found.append(CaseRow.stage == query.stage)
    if query.advisor:
        found.append(CaseRow.advisor == query.advisor)
    if query.since:
        found.append(CaseRow.received_on >= query.since)
    if query.until:
        found.append(CaseRow.received_on <= query.until)
    if query.open_only:
        found.append(and_(CaseRow.standing == Standing.OPEN, CaseRow.stage_order < Stage.CLOSED.order))
    return found


def _contains(words: str) -> ColumnElement[bool]:
    asked = search.expression(words)
    if not asked:  # punctuation only: nothing can be found by it
        return CaseRow.id.is_(None)
    found = text(
        "SELECT case_id FROM search_documents WHERE docid IN "
        "(SELECT rowid FROM search_index WHERE search_index MATCH :asked)"
    ).bindparams(asked=asked)
    return CaseRow.id.in_(found.columns(CaseRow.id).scalar_subquery())


def summaries(session: Session, keys: Sequence[UUID]) -> dict[UUID, CaseSummary]:
    """The rows of a page of the list, by id; at most a few hundred ids at a time."""
    head = select(
        CaseRow.id,
        CaseRow.number,
        CaseRow.title,
        EnterpriseRow.name,
        CaseRow.enterprise_id,
        CaseRow.stage,
        CaseRow.standing,
        CaseRow.received_on,
        CaseRow.advisor,
        CaseRow.priority,
        CaseRow.updated_at,
    ).join(EnterpriseRow, EnterpriseRow.id == CaseRow.enterprise_id)
    areas = _areas(session, keys)
    found = {}
    for row in session.execute(head.where(CaseRow.id.in_(keys))):
        named, problems, undecided = areas.get(row.id, ((), 0, 0))
        found[row.id] = CaseSummary(
            id=row.id,
            number=row.number,
            title=row.title,
            enterprise=row.name,
            enterprise_id=row.enterprise_id,
            stage=row.stage,
            standing=row.standing,
            received_on=row.received_on,
            advisor=row.advisor,
            areas=named,
            problems=problems,
            undecided=undecided,
            priority=row.priority,
            updated_at=row.updated_at,
        )
    return found


def _areas(session: Session, keys: Sequence[UUID]) -> Mapping[UUID, tuple[tuple[Area, ...], int, int]]:
    """Areas in the order of the memorandum, number of problems and of undecided ones, by case."""
    undecided = func.sum(case((ProblemRow.is_decided, 0), else_=1))
    query = select(ProblemRow.case_id, ProblemRow.area, func.count(), undecided)
    query = query.where(ProblemRow.case_id.in_(keys), ProblemRow.deleted_at.is_(None))
    found: dict[UUID, tuple[tuple[Area, ...], int, int]] = {}
    for key, area, problems, open_ones in session.execute(query.group_by(ProblemRow.case_id, ProblemRow.area)):
        named, total, undecided_total = found.get(key, ((), 0, 0))
        named = tuple(sorted((*named, area), key=lambda member: member.number)) if area else named
        found[key] = (named, total + problems, undecided_total + open_ones)
    return found
