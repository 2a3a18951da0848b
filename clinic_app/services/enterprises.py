"""What an advisor does with enterprises, their people and their yearly figures."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from clinic_app.domain.enterprise import (
    Contact,
    ContactData,
    Enterprise,
    EnterpriseData,
    YearFigures,
    YearFiguresData,
)
from clinic_app.domain.text import ascii_digits, squeeze
from clinic_app.services.records import check, fetch
from clinic_app.storage.tables import ContactRow, EnterpriseRow, YearFiguresRow
from clinic_app.storage.types import uuid7

_LONGEST = 1000  # letters looked for: SQLite takes no pattern of 50,000


def add(session: Session, data: EnterpriseData) -> Enterprise:
    """A new enterprise. Raises InvalidData."""
    check(data)
    row = EnterpriseRow(id=uuid7(), name_folded=_key(data))
    row.write(data)
    session.add(row)
    session.flush()
    return row.record()


def edit(session: Session, enterprise_id: UUID, data: EnterpriseData) -> Enterprise:
    """Give an enterprise the values of ``data``. Raises NotFound, InvalidData."""
    check(data)
    row = fetch(session, EnterpriseRow, enterprise_id)
    row.write(data)
    row.name_folded = _key(data)
    session.flush()
    return row.record()


def get(session: Session, enterprise_id: UUID) -> Enterprise:
    """One enterprise. Raises NotFound."""
    return fetch(session, EnterpriseRow, enterprise_id).record()


def find(session: Session, words: str, *, limit: int = 20) -> tuple[Enterprise, ...]:
    """Enterprises whose name or legal ID holds ``words`` as people would type them; the newest for no words."""
    query = select(EnterpriseRow).order_by(EnterpriseRow.updated_at.desc()).limit(limit)
    if wanted := squeeze(words[:_LONGEST]):
        pattern = "%" + wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        by_id = EnterpriseRow.legal_id.in_((words.strip(), ascii_digits(words).strip()))
        query = query.where(or_(EnterpriseRow.name_folded.like(pattern, escape="\\"), by_id))
    return tuple(row.record() for row in session.scalars(query))


def _key(data: EnterpriseData) -> str:
    return squeeze(f"{data.name} {data.name_latin}")


def contacts(session: Session, enterprise_id: UUID) -> tuple[Contact, ...]:
    """The people of an enterprise, the main one first."""
    query = select(ContactRow).where(ContactRow.enterprise_id == enterprise_id)
    rows = session.scalars(query.order_by(ContactRow.is_primary.desc(), ContactRow.id))
    return tuple(row.record() for row in rows)


def add_contact(session: Session, enterprise_id: UUID, data: ContactData) -> Contact:
    """A new person of an enterprise. Raises NotFound, InvalidData."""
    check(data)
    row = ContactRow(id=uuid7(), enterprise_id=fetch(session, EnterpriseRow, enterprise_id).id)
    row.write(data)
    session.add(row)
    session.flush()
    return row.record()


def edit_contact(session: Session, contact_id: UUID, data: ContactData) -> Contact:
    """Give a contact the values of ``data``. Raises NotFound, InvalidData."""
    check(data)
    row = fetch(session, ContactRow, contact_id)
    row.write(data)
    session.flush()
    return row.record()


def years(session: Session, enterprise_id: UUID) -> tuple[YearFigures, ...]:
    """The figures of an enterprise, oldest year first."""
    query = select(YearFiguresRow).where(YearFiguresRow.enterprise_id == enterprise_id)
    rows = session.scalars(query.order_by(YearFiguresRow.year, YearFiguresRow.id))
    return tuple(row.record() for row in rows)


def add_year(session: Session, enterprise_id: UUID, data: YearFiguresData) -> YearFigures:
    """The figures of one more fiscal year. Raises NotFound, InvalidData."""
    check(data)
    row = YearFiguresRow(id=uuid7(), enterprise_id=fetch(session, EnterpriseRow, enterprise_id).id)
    row.write(data)
    session.add(row)
    session.flush()
    return row.record()


def edit_year(session: Session, year_id: UUID, data: YearFiguresData) -> YearFigures:
    """Give a fiscal year the values of ``data``. Raises NotFound, InvalidData."""
    check(data)
    row = fetch(session, YearFiguresRow, year_id)
    row.write(data)
    session.flush()
    return row.record()
