"""What is done with photos and papers off the GUI thread: reading, keeping, picturing, and lending them out."""

import atexit
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from clinic_app import paths
from clinic_app.domain.attachment import Attachment, AttachmentData, AttachmentKind
from clinic_app.errors import CannotWrite, UnreadableFile, cause
from clinic_app.services import attachments
from clinic_app.storage import media

if TYPE_CHECKING:
    from clinic_app.storage.database import Database

PICTURED = 360  # pixels of the longer side
_PICTURES = (".png", ".jpg", ".jpeg")


class Look(NamedTuple):
    """What a kept file looks like: a small picture if it is one, and why it cannot be used (or "")."""

    sha256: str
    image: QImage | None
    reason: str = ""


def add_file(database: "Database", case_id: UUID, path: Path) -> Attachment:
    """Read a file and keep it in the case. Raises UnreadableFile, CannotWrite."""
    try:
        with path.open("rb") as file:
            content = file.read(media.MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(path=path.name, reason=cause(error)) from error
    return add_bytes(database, case_id, path.name, content)


def add_image(database: "Database", case_id: UUID, name: str, image: QImage) -> Attachment:
    """Keep a picture that was pasted, without loss. Raises UnreadableFile, CannotWrite."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return add_bytes(database, case_id, name, bytes(content.data()))


def add_bytes(database: "Database", case_id: UUID, name: str, content: bytes) -> Attachment:
    """Keep the bytes in the case, a picture as a photo. Raises UnreadableFile, CannotWrite."""
    is_picture = Path(name).suffix.lower() in _PICTURES
    kind = AttachmentKind.PHOTO if is_picture else AttachmentKind.DOCUMENT
    return attachments.add(database, case_id, name, content, AttachmentData(kind=kind))


def look_at(database: "Database", paper: Attachment) -> Look:
    """Check that the bytes are there and unaltered, and picture them."""
    try:
        content = attachments.read(database, paper.sha256)
    except UnreadableFile as error:
        return Look(paper.sha256, None, str(error.details["reason"]))
    if not paper.media_type.startswith("image/"):
        return Look(paper.sha256, None)
    return Look(paper.sha256, _pictured(content))


def _pictured(content: bytes) -> QImage | None:
    """The picture, upright and small; None when it cannot be read. A huge one is refused by Qt."""
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    box = QSize(PICTURED, PICTURED)
    if size.isValid() and (size.width() > PICTURED or size.height() > PICTURED):
        reader.setScaledSize(size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


def lend(database: "Database", paper: Attachment) -> Path:
    """A private copy that other programs can read and not change what is kept. Raises UnreadableFile, CannotWrite."""
    content = attachments.read(database, paper.sha256)
    media.media_type(paper.name, content)  # one that came with a case from elsewhere may be named otherwise
    path = _lent_folder() / paper.sha256[:12] / _safe(paper.name)
    try:
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        if path.exists():
            path.chmod(0o600)
        paths.write_atomically(path, content)
        path.chmod(0o400)
    except OSError as error:
        raise CannotWrite(path=str(path), reason=cause(error)) from error
    return path


@cache
def _lent_folder() -> Path:
    """Where the copies of this run lie; those of a run that was cut short are removed, and all of them at the end."""
    folder = paths.data_folder() / "lent"
    _forget(folder)
    atexit.register(_forget, folder)
    return folder


def _forget(folder: Path) -> None:
    for path in folder.glob("*/*"):
        with suppress(OSError):
            path.chmod(0o600)  # Windows removes no file that may only be read
    shutil.rmtree(folder, ignore_errors=True)


def _safe(name: str) -> str:
    """A name every file system takes, with the ending it had."""
    kept = "".join(char if char.isalnum() or char in "-_. " else "-" for char in name).strip(" .")
    stem, suffix = kept[: kept.rfind(".")], kept[kept.rfind(".") :]
    return (stem[:80] or "file") + suffix.lower()
