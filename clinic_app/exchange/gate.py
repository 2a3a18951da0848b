"""The one gate for foreign files: everything that reads bytes somebody else wrote happens behind ``read``."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clinic_app.errors import UnreadableFile
from clinic_app.exchange import archive, codec, delimited
from clinic_app.exchange.columns import Cell, Row

MOST_BYTES = 64 * 2**20
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000

SUFFIXES = (".csv", ".xlsx", ".ods", ".json", ".jsonl")
_WORKBOOKS = (".xlsx", ".ods")

# The first bytes of files that are often met under a wrong name.
_MAGIC = {
    b"PK\x03\x04": "ZIP",
    b"\xd0\xcf\x11\xe0": "OLE",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"SQLite format 3": "SQLite",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "program",
    b"MZ\x90": "program",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table: its name (empty for text files) and its rows, empty ones left out."""

    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of JSON Lines; ``value`` is None and ``is_sound`` false when it is no JSON."""

    number: int
    value: Any
    is_sound: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What a foreign file holds, as plain values that could cross a process border. One of the three is filled."""

    suffix: str
    sheets: tuple[Sheet, ...] = ()
    tree: Any = None
    lines: tuple[Line, ...] = ()


def read(path: Path) -> Foreign:
    """Read a table or cases from a file that is not ours.

    Raises UnreadableFile; details: path, reason and, where there is one, where and value. Reasons: "missing-file",
    "not-a-file", "no-access", "empty-file", "too-large", "unknown-suffix", "wrong-content", "encrypted", "damaged",
    "nested-archive", "too-many-cells", "too-many-rows", "too-many-columns", "damaged-text", "unknown-encoding",
    "broken-quotes", "not-json".
    """
    suffix = path.suffix.lower()
    content = _admitted(path, suffix)
    if suffix in _WORKBOOKS:
        archive.inspect(path)
        return Foreign(suffix=suffix, sheets=_sheets(path))
    text = delimited.decoded(content, name=str(path))
    if suffix == ".json":
        return Foreign(suffix=suffix, tree=codec.parsed(text.encode("utf-8", "replace"), name=str(path)))
    if suffix == ".jsonl":
        return Foreign(suffix=suffix, lines=_lines(path, text))
    rows = delimited.rows(text, name=str(path), most_columns=MOST_COLUMNS, most_rows=MOST_ROWS)
    return Foreign(suffix=suffix, sheets=(Sheet(name="", rows=rows),))


def _admitted(path: Path, suffix: str) -> bytes:
    """The content of a file that is what its name says, as far as its first bytes tell."""
    name = str(path)
    if suffix not in SUFFIXES:
        raise UnreadableFile(path=name, reason="unknown-suffix", value=suffix)
    try:
        status = path.stat()
        if not path.is_file():
            raise UnreadableFile(path=name, reason="not-a-file")
        if status.st_size > MOST_BYTES:
            raise UnreadableFile(path=name, reason="too-large", value=str(status.st_size))
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(path=name, reason="missing-file") from error
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise UnreadableFile(path=name, reason="no-access", value=reason) from error
    if not content.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise UnreadableFile(path=name, reason="empty-file")
    kind = next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), "")
    if kind == "OLE":  # a workbook with a password, or one of the old kind under the new suffix
        raise UnreadableFile(path=name, reason="encrypted")
    if (kind == "ZIP") != (suffix in _WORKBOOKS) or (kind and kind != "ZIP"):
        raise UnreadableFile(path=name, reason="wrong-content", value=kind)
    return content


def _sheets(path: Path) -> tuple[Sheet, ...]:
    from python_calamine import (  # imported late: only workbooks need it
        CalamineError,
        CalamineWorkbook,
        SheetVisibleEnum,
        WorksheetNotFound,
    )

    try:
        with CalamineWorkbook.from_path(path) as workbook:
            names = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
            return tuple(_sheet(path, name, workbook.get_sheet_by_name(name)) for name in names)
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        raise UnreadableFile(path=str(path), reason="damaged", value=str(error)) from error


def _sheet(path: Path, name: str, sheet: Any) -> Sheet:
    if sheet.end is None:
        return Sheet(name=name, rows=[])
    last_row, last_column = sheet.end
    if last_row >= MOST_ROWS:
        raise UnreadableFile(path=str(path), reason="too-many-rows", value=str(last_row + 1))
    if last_column >= MOST_COLUMNS:
        raise UnreadableFile(path=str(path), reason="too-many-columns", value=str(last_column + 1))
    grid: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    _fill_merged(grid, sheet)
    numbered = ((line, cells) for line, cells in enumerate(grid, start=1))
    return Sheet(
        name=name, rows=[(line, cells) for line, cells in numbered if any(c not in ("", None) for c in cells)]
    )


def _fill_merged(grid: list[list[Cell]], sheet: Any) -> None:
    """Write the value of a cell that reaches over several rows into each: an enterprise above its problems."""
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if top < len(grid) and left < len(grid[top]) and bottom - top < len(grid):
            for row in grid[top + 1 : bottom + 1]:
                if row[left] == "" and any(cell != "" for cell in row):
                    row[left] = grid[top][left]


def _lines(path: Path, text: str) -> tuple[Line, ...]:
    found: list[Line] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if len(found) >= MOST_ROWS:
            raise UnreadableFile(path=str(path), reason="too-many-rows", value=str(MOST_ROWS))
        try:
            found.append(Line(number=number, value=codec.parsed(line.encode())))
        except UnreadableFile:
            found.append(Line(number=number, value=None, is_sound=False))
    return tuple(found)
