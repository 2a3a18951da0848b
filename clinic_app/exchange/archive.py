"""Look through a zipped workbook before any reader opens it: what it unpacks to, how large its sheets claim to be."""

import string
import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat

from clinic_app.errors import UnreadableFile

MOST_MEMBERS = 5_000
MOST_UNPACKED = 256 * 2**20
MOST_RATIO = 300  # of unpacked to packed, for members that unpack to more than a megabyte
MOST_CELLS = 5_000_000

_CHUNK = 2**18
_LETTERS = string.ascii_letters
_ARCHIVES = (b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def inspect(path: Path) -> None:
    """Unpack every member into nothing and measure it.

    Raises UnreadableFile with the reasons "damaged", "encrypted", "too-large", "nested-archive" or "too-many-cells".
    A reader allocates a sheet from its first to its last cell, so two cells far apart are enough to end the
    program: the extent is measured here.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(path, archive.infolist())
            cells = unpacked = 0
            for member in archive.infolist():
                with archive.open(member) as content:
                    size, extent = _measure(path, member, content, MOST_UNPACKED - unpacked)
                unpacked += size
                cells += extent
                if cells > MOST_CELLS:
                    raise UnreadableFile(path=str(path), reason="too-many-cells", value=str(cells))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableFile(path=str(path), reason="damaged", value=str(error)) from error


def _check_directory(path: Path, members: list[zipfile.ZipInfo]) -> None:
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS:
        raise UnreadableFile(path=str(path), reason="too-large", value=str(len(members)))
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableFile(path=str(path), reason="encrypted")
    wanted = "content.xml" if path.suffix.lower() == ".ods" else "[Content_Types].xml"
    usual = all(member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members)
    if wanted not in names or len(names) < len(members) or not usual:
        raise UnreadableFile(path=str(path), reason="damaged", value=wanted)


def _measure(path: Path, member: zipfile.ZipInfo, content: IO[bytes], left: int) -> tuple[int, int]:
    """Unpacked bytes and claimed cells of one member; ``left`` is what it may unpack to."""
    extent = _Extent()
    size = 0
    while chunk := content.read(_CHUNK):
        if size == 0 and chunk.startswith(_ARCHIVES):
            raise UnreadableFile(path=str(path), reason="nested-archive", value=member.filename)
        size += len(chunk)
        if size > left or (size > 2**20 and size > MOST_RATIO * max(member.compress_size, 1)):
            raise UnreadableFile(path=str(path), reason="too-large", value=member.filename)
        extent.feed(chunk)
    extent.feed(b"", last=True)
    if extent.is_broken_sheet:
        raise UnreadableFile(path=str(path), reason="damaged", value=member.filename)
    return size, extent.cells


class _Extent:
    """How many cells a reader would allocate for the sheets in one XML member; other members count none.

    Sheets are known by their elements, not by the name of the member or of its root: readers look no closer.
    """

    def __init__(self) -> None:
        self.cells = 0
        self.is_broken_sheet = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._tail = b""
        self._is_sound, self._is_sheet = True, False
        self._row = self._column = self._rows = self._columns = 0
        self._repeat_row = 1
        self._begins = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "v": self._count,
            "is": self._count,
            "table": self._close_sheet,
            "table-row": self._begin_ods_row,
            "table-cell": self._begin_ods_cell,
            "covered-table-cell": self._begin_ods_cell,
        }

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Read on. What is no sound XML is let pass unless it mentions the parts of a sheet."""
        self._is_sheet |= any(name in self._tail + chunk for name in (b"sheetData", b"table-row"))
        self._tail = chunk[-16:]
        if self._is_sound:
            try:
                self._parser.Parse(chunk, last)
            except (expat.ExpatError, LookupError):  # the latter for an encoding nobody knows
                self._is_sound = False
        if last:
            self._close_sheet({})
            self.is_broken_sheet = self._is_sheet and not self._is_sound

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if begin := self._begins.get(_local(name)):
            begin(attributes)

    def _end(self, name: str) -> None:
        if _local(name) == "table-row":
            self._row += self._repeat_row

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = _number(attributes.get("r"), self._row + 1)
        self._column = 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        self._column = _column(reference) or self._column + 1
        self._row = _number(reference.lstrip(_LETTERS), self._row)

    def _count(self, _attributes: dict[str, str]) -> None:
        """A cell with a value: one that only has a colour is not allocated."""
        self._rows = max(self._rows, self._row)
        self._columns = max(self._columns, self._column)

    def _begin_ods_row(self, attributes: dict[str, str]) -> None:
        self._repeat_row = _number(_attribute(attributes, "number-rows-repeated"), 1)
        self._column = 0

    def _begin_ods_cell(self, attributes: dict[str, str]) -> None:
        self._column += _number(_attribute(attributes, "number-columns-repeated"), 1)
        if _attribute(attributes, "value-type"):
            self._rows = max(self._rows, self._row + self._repeat_row)
            self._columns = max(self._columns, self._column)

    def _close_sheet(self, _attributes: dict[str, str]) -> None:
        self.cells += self._rows * self._columns
        self._row = self._column = self._rows = self._columns = 0


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _attribute(attributes: dict[str, str], local: str) -> str | None:
    return next((value for name, value in attributes.items() if _local(name) == local), None)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else otherwise


def _column(reference: str) -> int:
    """1 for A1, 27 for AA1; 0 when there is no column in it."""
    found = 0
    for char in reference.upper()[:8]:
        if not "A" <= char <= "Z":
            break
        found = found * 26 + ord(char) - 64
    return found
