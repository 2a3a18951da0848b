"""Photos and papers that belong to a case; the bytes lie beside the database under their hash."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from clinic_app.domain.records import FieldError, plausible


class AttachmentKind(Enum):
    """What a file is to the case."""

    PHOTO = "photo"
    DOCUMENT = "document"
    FINANCIAL = "financial"
    DRAWING = "drawing"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentData:
    """What the advisor may edit. ``in_report`` prints a photo with its caption among the annexes."""

    caption: str = ""
    kind: AttachmentKind = AttachmentKind.DOCUMENT
    in_report: bool = True
    problem_id: UUID | None = None
    taken_on: date | None = None

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        return plausible("taken_on", self.taken_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(AttachmentData):
    """A saved attachment: the name it came with, its media type, size in bytes and SHA-256 (hexadecimal)."""

    id: UUID
    case_id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    revision: int = 1
