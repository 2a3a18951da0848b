"""Bytes that belong to a clinic file: kept in a folder beside it, each under its hash, and never changed."""

import hashlib
import re
from pathlib import Path

from clinic_app.errors import CannotWrite, UnreadableFile, cause
from clinic_app.paths import write_atomically

_HASH = re.compile(r"[0-9a-f]{64}")


def folder_of(database: Path) -> Path:
    """The folder of a clinic file's bytes: ``clinic.files`` beside ``clinic.db``."""
    return database.with_name(f"{database.stem}.files")


def kept(database: Path) -> tuple[str, ...]:
    """The hashes of all that is kept, in order."""
    found = (path.name for path in folder_of(database).glob("??/*"))
    return tuple(sorted(name for name in found if _HASH.fullmatch(name)))


def keep(database: Path, content: bytes) -> str:
    """Keep ``content``, readable for its owner only; its SHA-256 (hex) comes back. Raises CannotWrite.

    What is there already and sound is not written again.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if find(database, sha256) is None:
        path = _place(database, sha256)
        try:
            for folder in (path.parent.parent, path.parent):  # parents=True would leave the first open to all
                folder.mkdir(mode=0o700, exist_ok=True)
            write_atomically(path, content)
        except OSError as error:
            raise CannotWrite(path=str(path), reason=cause(error)) from error
    return sha256


def read(database: Path, sha256: str) -> bytes:
    """The bytes of that hash, checked against it.

    Raises UnreadableFile: reason "missing-file" where there are none, "altered" where they are not those that
    were kept, or the system's.
    """
    if not _HASH.fullmatch(sha256):  # from a file that somebody else wrote: never a path
        raise UnreadableFile(path=sha256, reason="missing-file")
    path = _place(database, sha256)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(path=str(path), reason="missing-file") from error
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=cause(error)) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise UnreadableFile(path=str(path), reason="altered")
    return content


def find(database: Path, sha256: str) -> bytes | None:
    """The bytes of that hash; None where they are missing, altered or cannot be read."""
    try:
        return read(database, sha256)
    except UnreadableFile:
        return None


def copy(database: Path, to: Path) -> None:
    """Keep what is sound of one clinic file for another one as well. Raises CannotWrite."""
    for sha256 in kept(database):
        content = find(database, sha256)
        if content is not None:  # a damaged photo must not keep the cases from being backed up
            keep(to, content)


def _place(database: Path, sha256: str) -> Path:
    return folder_of(database) / sha256[:2] / sha256
