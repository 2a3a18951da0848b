"""Table of attachments; their bytes lie in a folder beside the file."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.domain.attachment import Attachment, AttachmentKind
from clinic_app.storage.tables.base import STRICT, Row, Tracked
from clinic_app.storage.tables.case import CaseRow, ProblemRow
from clinic_app.storage.types import Coded


class AttachmentRow(Tracked, Row):
    """One photo or paper of a case."""

    __tablename__ = "attachments"
    __table_args__ = (STRICT,)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    problem_id: Mapped[UUID | None] = mapped_column(ForeignKey(ProblemRow.id, ondelete="SET NULL"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(Text)
    caption: Mapped[str]
    kind: Mapped[AttachmentKind] = mapped_column(Coded(AttachmentKind))
    in_report: Mapped[bool]
    taken_on: Mapped[date | None]

    def record(self) -> Attachment:
        """The row as a record."""
        return self.read(Attachment)
