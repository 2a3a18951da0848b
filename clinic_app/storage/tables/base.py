"""What tables share: typed columns, copying from and to records, and what makes a row part of the history."""

from dataclasses import fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import REAL, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from clinic_app.domain.text import clean
from clinic_app.storage.types import Day, Flag, Id, IdList, Moment, TextList, Words, uuid7

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R")

STRICT = {"sqlite_strict": True}


class Row(DeclarativeBase):
    """A mapped row. Columns have the names of the record's fields."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Words(),
        UUID: Id(),
        datetime: Moment(),
        date: Day(),
        bool: Flag(),
        int: Integer(),
        float: REAL(),
        tuple[str, ...]: TextList(),
        tuple[UUID, ...]: IdList(),
    }

    def write(self, data: "DataclassInstance") -> None:
        """Copy every field of a data class onto the columns of the same name, where it differs.

        Texts are cleaned before, so that the row holds what the file will hold.
        """
        for field in fields(data):
            value = _cleaned(getattr(data, field.name))
            if getattr(self, field.name) != value:
                setattr(self, field.name, value)

    def read(self, kind: type[R]) -> R:
        """The record of class ``kind`` made of the columns of the same names."""
        return kind(**{field.name: getattr(self, field.name) for field in fields(kind)})  # type: ignore[arg-type]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    return tuple(_cleaned(part) for part in value) if isinstance(value, tuple) else value


class Tracked:
    """A row whose changes are kept in the history, and whose deletion goes to the bin."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-10)
    revision: Mapped[int] = mapped_column(sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC), sort_order=91)
    deleted_at: Mapped[datetime | None] = mapped_column(sort_order=92)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  SQLAlchemy calls it on the class
        return {"version_id_col": cls.revision}

    UNTRACKED: ClassVar[frozenset[str]] = frozenset({"id", "revision", "updated_at"})
    """Columns that are derived or bookkeeping: never part of the history."""
