"""What the clinic does with its partners: the register of memoranda and programmes, and what of it covers an area."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app import paths
from clinic_app.domain import partner as domain
from clinic_app.domain.areas import Area
from clinic_app.domain.partner import (
    Cover,
    Memorandum,
    MemorandumData,
    MemorandumStatus,
    Partner,
    PartnerData,
    PartnerRole,
    Programme,
    ProgrammeData,
)
from clinic_app.errors import NotFound
from clinic_app.services import trash
from clinic_app.services.records import Checked, check, fetch
from clinic_app.storage.tables import MemorandumRow, PartnerRow, ProgrammeRow
from clinic_app.storage.types import uuid7


class Register(NamedTuple):
    """All that is out of the bin. A programme whose memorandum lies in the bin hangs on its partner alone."""

    partners: tuple[Partner, ...]
    memoranda: tuple[Memorandum, ...]
    programmes: tuple[Programme, ...]


def register(session: Session) -> Register:
    """Partners by country and name; memoranda and programmes as they were added."""
    partners = select(PartnerRow).order_by(PartnerRow.country, PartnerRow.name, PartnerRow.id)
    known = tuple(row.record() for row in session.scalars(partners))
    there = {each.id for each in known}
    papers = [row.record() for row in session.scalars(select(MemorandumRow).order_by(MemorandumRow.id))]
    offers = [row.record() for row in session.scalars(select(ProgrammeRow).order_by(ProgrammeRow.id))]
    return Register(
        known,
        tuple(each for each in papers if each.partner_id in there),
        tuple(each for each in offers if each.partner_id in there),
    )


def covering(session: Session, area: Area, on: date) -> tuple[Cover, ...]:
    """What covers an area on a day, what counts most first."""
    return domain.covering(area, *register(session), on)


def covers(session: Session, on: date) -> tuple[Cover, ...]:
    """What covers any area on a day, what counts most first."""
    return domain.covers(*register(session), on)


def add(session: Session, data: PartnerData) -> Partner:
    """A new partner. Raises InvalidData."""
    return _new(session, PartnerRow(id=uuid7()), data)  # type: ignore[no-any-return]


def edit(session: Session, partner_id: UUID, data: PartnerData) -> Partner:
    """Give a partner the values of ``data``. Raises NotFound, InvalidData."""
    return _changed(session, fetch(session, PartnerRow, partner_id), data)  # type: ignore[no-any-return]


def add_memorandum(session: Session, partner_id: UUID, data: MemorandumData) -> Memorandum:
    """A new memorandum with a partner. Raises NotFound, InvalidData."""
    row = MemorandumRow(id=uuid7(), partner_id=fetch(session, PartnerRow, partner_id).id)
    return _new(session, row, data)  # type: ignore[no-any-return]


def edit_memorandum(session: Session, memorandum_id: UUID, data: MemorandumData) -> Memorandum:
    """Give a memorandum the values of ``data``. Raises NotFound, InvalidData."""
    return _changed(session, fetch(session, MemorandumRow, memorandum_id), data)  # type: ignore[no-any-return]


def add_programme(session: Session, partner_id: UUID, data: ProgrammeData) -> Programme:
    """A new programme of a partner. Raises NotFound, also for a memorandum of another partner; InvalidData."""
    row = ProgrammeRow(id=uuid7(), partner_id=fetch(session, PartnerRow, partner_id).id)
    _own_memorandum(session, row, data)
    return _new(session, row, data)  # type: ignore[no-any-return]


def edit_programme(session: Session, programme_id: UUID, data: ProgrammeData) -> Programme:
    """Give a programme the values of ``data``. Raises NotFound, InvalidData, as ``add_programme``."""
    row = fetch(session, ProgrammeRow, programme_id)
    _own_memorandum(session, row, data)
    return _changed(session, row, data)  # type: ignore[no-any-return]


def load_founding(session: Session, language: str, *, dry_run: bool = False) -> int:
    """Enter the partners that the founding text names, in a language; those in the bin come back as they were.

    How many partners came in or back; with ``dry_run`` nothing is kept. The status of the agreement with South Korea
    and its areas are those of the text; with the others it speaks of negotiations, and the rest is the user's to
    complete.
    """
    text = (paths.resources() / "partners.json").read_text("utf-8")
    trial = session.begin_nested()
    count = sum(_founded(session, entry, language) for entry in json.loads(text)["partners"])
    if dry_run:
        trial.rollback()
    else:
        trial.commit()
    return count


def _founded(session: Session, entry: Mapping[str, Any], language: str) -> bool:
    partner_id, paper = UUID(entry["id"]), entry["memorandum"]
    query = select(PartnerRow).where(PartnerRow.id == partner_id).execution_options(with_bin=True)
    row = session.scalars(query).first()
    if row is not None:
        is_back = row.deleted_at is not None
        if is_back:
            trash.restore(session, PartnerRow.__tablename__, partner_id)
        return is_back
    role = PartnerRole(entry["role"]) if entry["role"] else None
    name = entry["name"].get(language, "")
    _new(session, PartnerRow(id=partner_id), PartnerData(name=name, country=entry["country"], role=role))
    data = MemorandumData(
        title=paper["title"][language],
        status=MemorandumStatus(paper["status"]),
        areas=tuple(Area(code) for code in paper["areas"]),
        notes=paper["notes"][language],
    )
    _new(session, MemorandumRow(id=UUID(paper["id"]), partner_id=partner_id), data)
    return True


def _own_memorandum(session: Session, row: ProgrammeRow, data: ProgrammeData) -> None:
    """A memorandum that a programme newly belongs to must be one with the same partner."""
    key = data.memorandum_id
    if (
        key is not None
        and key != row.memorandum_id
        and fetch(session, MemorandumRow, key).partner_id != row.partner_id
    ):
        raise NotFound(what="memorandum", id=str(key))


def _new(session: Session, row: Any, data: Checked) -> Any:
    check(data)
    row.write(data)
    session.add(row)
    session.flush()
    return row.record()


def _changed(session: Session, row: Any, data: Checked) -> Any:
    check(data)
    row.write(data)
    session.flush()
    return row.record()


def bare(kind: type[Any], record: Any) -> Any:
    """The editable part of a saved record."""
    return kind(**{field.name: getattr(record, field.name) for field in fields(kind)})
