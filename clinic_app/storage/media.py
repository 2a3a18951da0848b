"""What may be attached to a case: files whose content is what their name says."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import PureWindowsPath

from clinic_app.errors import UnreadableFile

MOST_BYTES = 25 * 2**20

_SIGNED: Mapping[str, str] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".pdf": "application/pdf",
}
# Packed office files, with the member that tells them from any other archive.
_PACKED: Mapping[str, tuple[str, str]] = {
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/workbook.xml"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/document.xml"),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", "content.xml"),
    ".odt": ("application/vnd.oasis.opendocument.text", "content.xml"),
}
_PLAIN: Mapping[str, str] = {".csv": "text/csv", ".txt": "text/plain"}

SUFFIXES = (*_SIGNED, *_PACKED, *_PLAIN)

_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\f\r")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def media_type(name: str, content: bytes) -> str:
    """The media type of a file.

    Raises UnreadableFile (details: path): reason "empty-file", "too-large", "unknown-suffix" for a kind that is
    not taken, "wrong-content" where the content is of another kind than the name.
    """
    suffix = PureWindowsPath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableFile(path=name, reason="unknown-suffix")
    if not content:
        raise UnreadableFile(path=name, reason="empty-file")
    if len(content) > MOST_BYTES:
        raise UnreadableFile(path=name, reason="too-large")
    if suffix in _PLAIN:
        kind, is_sound = _PLAIN[suffix], _is_text(content)
    elif suffix in _PACKED:
        kind, is_sound = _PACKED[suffix][0], _holds(content, _PACKED[suffix][1])
    else:
        kind, is_sound = _SIGNED[suffix], _SIGNED[suffix] in _sniffed(content)
    if not is_sound:
        raise UnreadableFile(path=name, reason="wrong-content")
    return kind


def _sniffed(content: bytes) -> set[str]:
    """The media types the first and last bytes speak for."""
    import puremagic  # 0.1 s of signatures, and only when something is attached

    try:
        return {match.mime_type for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return set()


def _holds(content: bytes, member: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return member in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _is_text(content: bytes) -> bool:
    return content.startswith(_UTF16) or _CONTROLS.isdisjoint(content)
