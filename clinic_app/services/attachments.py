"""What an advisor does with photos and papers of a case."""

from pathlib import PureWindowsPath
from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app.domain.attachment import Attachment, AttachmentData, AttachmentKind
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.text import clean
from clinic_app.services import cases
from clinic_app.services.records import add_child, check, children, edit_child
from clinic_app.storage import attachments as store
from clinic_app.storage import media
from clinic_app.storage.database import Database
from clinic_app.storage.tables import AttachmentRow


def add(database: Database, case_id: UUID, name: str, content: bytes, data: AttachmentData) -> Attachment:
    """Keep a file beside the clinic file and enter it in the case. The same bytes are kept once.

    ``name`` is the file's, with or without folders. Raises NotFound and InvalidData before anything is kept,
    UnreadableFile for what may not be attached (see ``media.media_type``), CannotWrite.
    """
    check(data)
    own_name = clean(PureWindowsPath(name).name)  # splits at the strokes of both worlds
    kind = media.media_type(own_name, content)
    database.read(cases.get, case_id)
    sha256 = store.keep(database.path, content)
    return database.do(_enter, case_id, data, own_name, kind, len(content), sha256)


def _enter(
    session: Session, case_id: UUID, data: AttachmentData, name: str, media_type: str, size: int, sha256: str
) -> Attachment:
    known = {"name": name, "media_type": media_type, "size": size, "sha256": sha256}
    return add_child(session, AttachmentRow, case_id, data, **known).record()


def edit(session: Session, attachment_id: UUID, data: AttachmentData) -> Attachment:
    """Give an attachment the values of ``data``; its bytes stay. Raises NotFound, InvalidData."""
    return edit_child(session, AttachmentRow, attachment_id, data).record()


def of_case(session: Session, case_id: UUID) -> tuple[Attachment, ...]:
    """The attachments of a case, as they were added."""
    return tuple(row.record() for row in children(session, AttachmentRow, case_id))


def read(database: Database, sha256: str) -> bytes:
    """The bytes of an attachment. Raises UnreadableFile: reason "missing-file", "altered", or the system's."""
    return store.read(database.path, sha256)


def photos(database: Database, file: CaseFile) -> dict[str, bytes]:
    """The photos that are to be printed, by hash; those that are missing or were altered are left out."""
    wanted = (each for each in file.attachments if each.kind is AttachmentKind.PHOTO and each.in_report)
    images = {each.sha256 for each in wanted if each.media_type.startswith("image/")}
    return {sha256: found for sha256 in images if (found := store.find(database.path, sha256)) is not None}
