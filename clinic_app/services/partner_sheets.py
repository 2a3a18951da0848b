"""The register of partners out to a table and in from one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app.domain.partner import Memorandum, MemorandumData, Partner, PartnerData, Programme, ProgrammeData
from clinic_app.domain.records import FieldError
from clinic_app.domain.text import squeeze
from clinic_app.errors import Cancelled, UnreadableFile
from clinic_app.exchange import forms, partner_sheet
from clinic_app.exchange.intake import refused_file
from clinic_app.exchange.partner_sheet import MEMORANDUM, PARTNER, PROGRAMME, Entry
from clinic_app.exchange.rows import Refusal
from clinic_app.i18n.catalog import Catalog
from clinic_app.services import partners
from clinic_app.services.partners import Register
from clinic_app.services.progress import Progress
from clinic_app.services.transfer import IntakeResult
from clinic_app.storage.database import Database

R = TypeVar("R", Partner, Memorandum, Programme)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One record of a row: the saved one when there is one, and what it is to hold."""

    name: str
    known: Any
    data: Any

    @property
    def outcome(self) -> str:
        if self.known is None:
            return "added"
        return "unchanged" if partners.bare(type(self.data), self.known) == self.data else "changed"


def write(database: Database, path: Path, words: Catalog) -> int:
    """Write the register by suffix (.xlsx, .csv, .json); how many rows comes back. Raises CannotWrite."""
    return partner_sheet.write(path, *database.read(partners.register), words=words)


def read(database: Database, path: Path, *, dry_run: bool = False) -> IntakeResult:
    """Take the sound rows of a table in and name the others; with ``dry_run`` nothing is kept.

    A partner is known by country and name, its memoranda and programmes by their titles. An empty cell keeps what
    is known, and so the same table twice changes nothing. Raises UnreadableFile.
    """
    entries, form, refused = partner_sheet.read(path)
    outcomes, late = database.do(_keep, entries, form, dry_run)
    return IntakeResult(
        added=outcomes.count("added"),
        changed=outcomes.count("changed"),
        unchanged=outcomes.count("unchanged"),
        refused=tuple(sorted((*refused, *late), key=lambda refusal: refusal.row)),
        unknown_columns=form.unknown_columns,
    )


def read_all(
    database: Database, files: Sequence[Path], *, dry_run: bool = False, progress: Progress | None = None
) -> IntakeResult:
    """``read`` several files; one that cannot be read is one refusal, and the others come in all the same."""
    progress = progress or Progress()
    progress.total = len(files)
    total = IntakeResult()
    for path in files:
        try:
            found = read(database, path, dry_run=dry_run)
        except UnreadableFile as error:
            found = IntakeResult(refused=(refused_file(error),))
        total = IntakeResult(
            added=total.added + found.added,
            changed=total.changed + found.changed,
            unchanged=total.unchanged + found.unchanged,
            refused=total.refused + found.refused,
            unknown_columns=total.unknown_columns + found.unknown_columns,
        )
        try:
            progress.step()
        except Cancelled:
            return replace(total, is_cancelled=True)
    return total


def _keep(
    session: Session, entries: Sequence[Entry], form: forms.Form, dry_run: bool
) -> tuple[list[str], list[Refusal]]:
    outcomes: list[str] = []
    refused: list[Refusal] = []
    trial = session.begin_nested()
    there = partners.register(session)
    for entry in entries:
        parts = _parts(there, entry)
        broken = [(part.name, error) for part in parts for error in part.data.errors() if not error.warning]
        if broken:
            refused += [_refusal(form, entry, part, error) for part, error in broken]
            continue
        there = _with(there, _save(session, parts))
        made = {part.outcome for part in parts}
        outcomes.append(next(each for each in ("added", "changed", "unchanged") if each in made))
    if dry_run:
        trial.rollback()
    else:
        trial.commit()
    return outcomes, refused


def _refusal(form: forms.Form, entry: Entry, part: str, error: FieldError) -> Refusal:
    return forms.refusal(form, entry.record, partner_sheet.column_of(part, error.field), error.code)


def _parts(there: Register, entry: Entry) -> list[_Part]:
    """The records of a row with what is known of them, owners first."""
    partner = _known(there.partners, entry.partner, "name", country=entry.partner.get("country", ""))
    parts = [_Part(name=PARTNER, known=partner, data=_merged(PartnerData, partner, entry.partner))]
    owner = None if partner is None else partner.id
    paper: Memorandum | None = None
    if entry.memorandum:
        paper = _known(there.memoranda, entry.memorandum, "title", partner_id=owner)
        parts.append(_Part(name=MEMORANDUM, known=paper, data=_merged(MemorandumData, paper, entry.memorandum)))
    if entry.programme:
        under = None if paper is None else paper.id
        is_new = bool(entry.memorandum) and paper is None
        offers = () if is_new else _linked(there)
        offer = _known(offers, entry.programme, "name", partner_id=owner, memorandum_id=under)
        data = _merged(ProgrammeData, offer, {**entry.programme, "memorandum_id": under})
        parts.append(_Part(name=PROGRAMME, known=offer, data=data))
    return parts


def _linked(there: Register) -> tuple[Programme, ...]:
    """The programmes, without links to memoranda in the bin."""
    papers = {each.id for each in there.memoranda}
    return tuple(
        each if each.memorandum_id in papers else replace(each, memorandum_id=None) for each in there.programmes
    )


def _known(records: Sequence[R], given: Mapping[str, Any], title: str, **owners: object) -> R | None:
    """The record of that name, without regard to spelling, among those of the same owners or country."""
    wanted = _folded(given.get(title, ""))
    same = (each for each in records if _folded(getattr(each, title)) == wanted)
    return next((each for each in same if all(getattr(each, name) == key for name, key in owners.items())), None)


_folded = lru_cache(maxsize=10_000)(squeeze)


def _merged(kind: type[Any], known: Any, given: Mapping[str, Any]) -> Any:
    """What a record is to hold: what is known, and of what is given all that says something else."""
    if known is None:
        return kind(**given)
    start = partners.bare(kind, known)
    return replace(start, **{name: value for name, value in given.items() if not _is_same(name, start, value)})


def _is_same(name: str, start: Any, value: Any) -> bool:
    known = getattr(start, name)
    return name in ("name", "title") or (known.strip() if isinstance(known, str) else known) == value


_VERBS: Mapping[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    PARTNER: (partners.add, partners.edit),
    MEMORANDUM: (partners.add_memorandum, partners.edit_memorandum),
    PROGRAMME: (partners.add_programme, partners.edit_programme),
}


def _save(session: Session, parts: Sequence[_Part]) -> list[Any]:
    """Write what is new or differs, which comes back; what hangs on a new record gets its id."""
    ids: dict[str, UUID] = {}
    written: list[Any] = []
    for part in parts:
        if part.outcome == "unchanged":
            ids[part.name] = part.known.id
            continue
        add, edit = _VERBS[part.name]
        data = replace(part.data, memorandum_id=ids.get(MEMORANDUM)) if part.name == PROGRAMME else part.data
        owner = () if part.name == PARTNER else (ids[PARTNER],)
        saved = add(session, *owner, data) if part.known is None else edit(session, part.known.id, data)
        ids[part.name] = saved.id
        written.append(saved)
    return written


def _with(there: Register, written: Sequence[Any]) -> Register:
    """The register with what was written in it."""
    for record in written:
        if isinstance(record, Partner):
            there = there._replace(partners=_renewed(there.partners, record))
        elif isinstance(record, Memorandum):
            there = there._replace(memoranda=_renewed(there.memoranda, record))
        else:
            there = there._replace(programmes=_renewed(there.programmes, record))
    return there


def _renewed(known: Sequence[Any], record: Any) -> tuple[Any, ...]:
    return (*(each for each in known if each.id != record.id), record)
