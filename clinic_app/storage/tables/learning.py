"""Tables of learning: the log of corrections, which is only ever added to, and the rebuilds made from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.domain.areas import Area
from clinic_app.storage.tables.base import STRICT, Row
from clinic_app.storage.tables.case import CaseRow, ProblemRow
from clinic_app.storage.types import Coded, Json, uuid7


class CorrectionRow(Row):
    """One text with the area an advisor gave it, or, with ``undoes``, the taking back of an earlier row.

    ``text_key`` is the same for texts of the same words. A row that takes back holds no words of its own.
    """

    __tablename__ = "corrections"
    __table_args__ = (STRICT,)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    problem_id: Mapped[UUID] = mapped_column(ForeignKey(ProblemRow.id, ondelete="CASCADE"), index=True)
    match_id: Mapped[UUID]
    text: Mapped[str]
    text_key: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    suggested: Mapped[Area | None] = mapped_column(Coded(Area))
    area: Mapped[Area] = mapped_column(Coded(Area))
    type_code: Mapped[str]
    reason: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    undoes: Mapped[UUID | None] = mapped_column(ForeignKey("corrections.id", ondelete="CASCADE"), unique=True)


class RebuildRow(Row):
    """What was learnt into weights from the corrections of a day; it counts from ``accepted_at`` until
    ``discarded_at``. ``rules`` names the version of the frozen model it belongs to.
    """

    __tablename__ = "rebuilds"
    __table_args__ = (STRICT,)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    rules: Mapped[str]
    corrections: Mapped[int]
    content: Mapped[Any] = mapped_column(Json)
    accepted_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]
