"""Tables that are only ever added to: the change log, this file's node, and the reports issued."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.domain.casefile import Audience, ReportIssue, ReportKind
from clinic_app.storage.tables.base import STRICT, Row, Tracked
from clinic_app.storage.tables.case import CaseRow
from clinic_app.storage.types import Coded, Id, Json, uuid7


class NodeRow(Row):
    """Who writes this file: one row, made with the file."""

    __tablename__ = "nodes"
    __table_args__ = (STRICT,)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    made_at: Mapped[datetime]


class ChangeRow(Row):
    """One value given to one field, for ever.

    ``field`` is empty for the birth of a record, whose ``value`` is the whole record. ``parents`` are the
    changes this one knowingly replaces: a field's current value is the change nobody replaced, and two such
    changes are a conflict. ``batch`` groups what one transaction did. ``hash`` is the SHA-256 of the previous
    change of the same node and of this one's content.
    """

    __tablename__ = "changes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    node: Mapped[UUID]
    sequence: Mapped[int]
    batch: Mapped[UUID]
    table: Mapped[str] = mapped_column(Text)
    record: Mapped[UUID]
    case: Mapped[UUID | None] = mapped_column(Id)
    field: Mapped[str] = mapped_column(Text)
    value: Mapped[Any] = mapped_column(Json)
    parents: Mapped[Any] = mapped_column(Json)
    actor: Mapped[str]
    at: Mapped[datetime]
    hash: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        UniqueConstraint("node", "sequence"),
        Index("ix_changes_record", "record"),
        Index("ix_changes_case", "case"),
        STRICT,
    )


class ReportRow(Tracked, Row):
    """One issued report: which case as it was (``snapshot``, the case's JSON), and the hashes of both.

    ``terms`` is the JSON of everything else that is needed to print the same document again.
    """

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("number", "version"), STRICT)
    UNTRACKED: ClassVar = Tracked.UNTRACKED | {"snapshot", "terms"}

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="RESTRICT"), index=True)
    number: Mapped[str]
    version: Mapped[int]
    kind: Mapped[ReportKind] = mapped_column(Coded(ReportKind))
    audience: Mapped[Audience] = mapped_column(Coded(Audience))
    language: Mapped[str]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]
    reviewer: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    terms: Mapped[str] = mapped_column(Text, default="")
    snapshot: Mapped[str] = mapped_column(Text)
    snapshot_sha256: Mapped[str] = mapped_column(Text)
    pdf_sha256: Mapped[str] = mapped_column(Text)

    def record(self) -> ReportIssue:
        """The row as a record."""
        return self.read(ReportIssue)
