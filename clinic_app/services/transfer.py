"""Cases in from other people's files, and out to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import ContactData, EnterpriseData
from clinic_app.domain.summary import CaseQuery
from clinic_app.domain.text import squeeze
from clinic_app.errors import Cancelled, UnreadableFile
from clinic_app.exchange import codec, columns, refusals
from clinic_app.exchange import export as writer
from clinic_app.exchange import intake as reader
from clinic_app.exchange.grouping import IntakeCase, IntakeProblem
from clinic_app.exchange.intake import Reading
from clinic_app.exchange.rows import Refusal
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog, catalog
from clinic_app.services import casefile, cases, enterprises, matches, problems, store
from clinic_app.services.cases import Numbering
from clinic_app.services.progress import Progress
from clinic_app.storage.database import Database
from clinic_app.storage.tables import CaseRow, ContactRow, EnterpriseRow, ProblemRow

BATCH = 20
"""Cases kept per transaction: an import never holds the file for longer than a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeResult:
    """What an import did, in rows (in cases, for documents of whole cases).

    ``doubts`` did come in but deserve a look; ``unknown_columns`` and ``unused_sheets`` were not read. After a
    cancelled import what was added stays; every case of it is whole, and importing again goes on where it
    stopped.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    doubts: tuple[Refusal, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    unused_sheets: tuple[str, ...] = ()
    is_cancelled: bool = False

    @property
    def refused_rows(self) -> int:
        """How many rows were refused; one row can have several refused cells."""
        return len({(refusal.file, refusal.row) for refusal in self.refused})


def intake(
    database: Database,
    files: Sequence[Path],
    *,
    numbering: Numbering,
    today: date,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> IntakeResult:
    """Take the sound rows of ``files`` in and name the others. What is known already is left as it is.

    A file that cannot be read is one refusal. With ``dry_run`` nothing is written.
    """
    progress = progress or Progress()
    total = IntakeResult()
    for path in files:
        try:
            reading = reader.read(path, today=today)
        except UnreadableFile as error:
            total = replace(total, refused=(*total.refused, reader.refused_file(error)))
            continue
        total = replace(
            total,
            unchanged=total.unchanged + reading.repeated,
            refused=total.refused + reading.refused,
            doubts=total.doubts + reading.doubts,
            unknown_columns=total.unknown_columns + reading.unknown_columns,
            unused_sheets=total.unused_sheets + reading.unused_sheets,
        )
        total = _take(database, reading, total, numbering, progress, dry_run=dry_run)
        if total.is_cancelled:
            break
    return total


def _take(
    database: Database,
    reading: Reading,
    total: IntakeResult,
    numbering: Numbering,
    progress: Progress,
    *,
    dry_run: bool,
) -> IntakeResult:
    """``total`` with the cases of one file counted and, but for a dry run, kept."""
    run = database.read if dry_run else database.do
    items: list[IntakeCase | CaseFile] = [*reading.cases, *reading.casefiles]
    progress.total += len(items)
    try:
        for start in range(0, len(items), BATCH):
            batch = items[start : start + BATCH]
            new, old, clashing = run(_put_all, batch, numbering, dry_run)
            refused = tuple(
                Refusal(file=str(reading.path), row=0, column="", value=number, code="duplicate-id")
                for number in clashing
            )
            total = replace(
                total, added=total.added + new, unchanged=total.unchanged + old, refused=total.refused + refused
            )
            progress.step(len(batch))
    except Cancelled:
        return replace(total, is_cancelled=True)
    return total


def _put_all(
    session: Session, batch: Sequence[IntakeCase | CaseFile], numbering: Numbering, dry_run: bool
) -> tuple[int, int, list[str]]:
    """How many were added and how many known, and the numbers of cases whose parts belong to another case."""
    added = unchanged = 0
    clashing: list[str] = []
    for item in batch:
        if isinstance(item, CaseFile):
            is_new = not store.known(session, CaseRow, item.case.id)
            if is_new and store.has_foreign_part(session, item):
                clashing.append(item.case.number)
                continue
            if is_new and not dry_run:
                store.put(session, item, numbering=numbering)
            added, unchanged = added + is_new, unchanged + (not is_new)
            continue
        firm_id = _enterprise(session, item.enterprise)
        fresh = _fresh(session, item, firm_id)
        if fresh and not dry_run:
            _put(session, item, firm_id, fresh, numbering)
        added, unchanged = added + len(fresh), unchanged + len(item.problems) - len(fresh)
    return added, unchanged, clashing


def _enterprise(session: Session, data: EnterpriseData) -> UUID | None:
    """The known enterprise with that legal ID, or with that name and no other legal ID; None for a new one."""
    names = {squeeze(f"{data.name} {data.name_latin}"), squeeze(data.name)}
    is_it: ColumnElement[bool] = EnterpriseRow.name_folded.in_(names)
    if data.legal_id:
        is_it = or_(
            EnterpriseRow.legal_id == data.legal_id,
            and_(is_it, EnterpriseRow.legal_id == ""),
        )
    best = select(EnterpriseRow.id).where(is_it).order_by(EnterpriseRow.legal_id.desc(), EnterpriseRow.id)
    return session.scalars(best).first()


def _fresh(session: Session, item: IntakeCase, firm_id: UUID | None) -> list[IntakeProblem]:
    """The problems the enterprise does not have yet, in the bin or out of it."""
    wanted = [problem.source_id for problem in item.problems]
    query = select(ProblemRow.source_id).join(CaseRow, CaseRow.id == ProblemRow.case_id)
    query = query.where(ProblemRow.source_id.in_(wanted), CaseRow.enterprise_id == firm_id)
    there = set(session.scalars(query.execution_options(with_bin=True)))
    return [problem for problem in item.problems if problem.source_id not in there]


def _put(
    session: Session,
    item: IntakeCase,
    firm_id: UUID | None,
    fresh: Sequence[IntakeProblem],
    numbering: Numbering,
) -> None:
    firm_id = firm_id or enterprises.add(session, item.enterprise).id
    _add_people(session, firm_id, item.contacts)
    query = select(CaseRow.id).where(CaseRow.source_id == item.source_id, CaseRow.enterprise_id == firm_id)
    case_id = session.scalars(query).first()
    if case_id is None:
        case_id = cases.open_case(session, firm_id, item.case, numbering=numbering, source_id=item.source_id).id
    for problem in fresh:
        row = problems.add(session, case_id, problem.data, source_id=problem.source_id)
        matches.suggest(session, row.id)


def _add_people(session: Session, firm_id: UUID, people: Sequence[ContactData]) -> None:
    query = select(ContactRow.name).where(ContactRow.enterprise_id == firm_id)
    there = {squeeze(known) for known in session.scalars(query)}
    for person in people:
        if squeeze(person.name) not in there:
            enterprises.add_contact(session, firm_id, person)


def told(words: Catalog, result: IntakeResult) -> list[dict[str, Any]]:
    """The refusals of an import in the published form, with reason and remedy in words."""
    found = []
    for refusal in result.refused:
        reason, remedy = refusals.refusal_text(words, refusal)
        found.append(
            {
                "file": refusal.file,
                "row": refusal.row,
                "column": refusal.column,
                "value": refusal.value,
                "code": refusal.code,
                "reason": reason,
                "remedy": remedy,
            }
        )
    return found


def sentence(words: Catalog, refusal: Refusal) -> str:
    """Where something was refused, why, and what to do about it, in one line."""
    reason, remedy = refusals.refusal_text(words, refusal)
    row = formats.number(refusal.row, words.language)
    where = words.text("%(file)s, row %(row)s") if refusal.row else "%(file)s"
    heading = columns.name(words, refusal.column)
    place = where % {"file": refusal.file, "row": row}
    return " ".join(part for part in (f"{place}:", f"[{heading}]" if heading else "", reason, remedy) if part)


def write_refusals(words: Catalog, result: IntakeResult, path: Path) -> None:
    """A workbook of the refused rows, to be put right and read again. Raises CannotWrite."""
    refusals.write_errors(result.refused, path, catalog=words)


def as_json(file: CaseFile) -> dict[str, Any]:
    """A case as JSON values in the published form."""
    return codec.plain(file)


def export(
    database: Database,
    path: Path,
    *,
    query: CaseQuery,
    language: str,
    columns: Sequence[str] = (),
    keys: Sequence[UUID] | None = None,
    progress: Progress | None = None,
) -> int:
    """Write a summary of each case that fits ``query`` (or of exactly ``keys``) by the suffix of ``path``.

    The number of cases comes back. Raises CannotWrite (reason "unknown-suffix" for another kind of file), and
    InvalidData for a column that does not exist.
    """
    progress = progress or Progress()
    wanted = list(keys) if keys is not None else database.read(cases.ids, query)
    progress.total = len(wanted)

    def files() -> Iterator[CaseFile]:
        for key in wanted:
            yield database.read(casefile.load, key)
            progress.step()

    writer.export(files(), path, catalog=catalog(language), columns=tuple(columns))
    return len(wanted)
