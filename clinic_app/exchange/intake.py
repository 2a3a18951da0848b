"""Read cases out of foreign tables and case files: what may come in, and what was refused and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clinic_app.domain.casefile import CaseFile
from clinic_app.errors import UnreadableFile
from clinic_app.exchange import codec, gate, rows
from clinic_app.exchange.columns import TEXTS, Cell, Header, find_header, key_of
from clinic_app.exchange.gate import Foreign, Line, Sheet
from clinic_app.exchange.grouping import IntakeCase, grouped
from clinic_app.exchange.rows import IntakeRow, Refusal

Record = tuple[int, Mapping[str, Cell]]
"""Line of the file or sheet, and its cells by column key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file holds.

    ``cases`` come from tables, ``casefiles`` from documents of whole cases. ``refused`` and ``doubts`` are in the
    order of the file; a doubt does not keep a row out. ``rows`` counts the rows (or whole cases) met, ``repeated``
    those that an earlier row of the same file already holds. ``unknown_columns`` and ``unused_sheets`` were not read.
    """

    path: Path
    cases: tuple[IntakeCase, ...] = ()
    casefiles: tuple[CaseFile, ...] = ()
    refused: tuple[Refusal, ...] = ()
    doubts: tuple[Refusal, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    unused_sheets: tuple[str, ...] = ()
    rows: int = 0
    repeated: int = 0

    @property
    def refused_rows(self) -> int:
        """How many rows were refused; one row can have several refused cells."""
        return len({refusal.row for refusal in self.refused})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Records by column key, before any value was looked at."""

    records: Sequence[Record]
    refused: tuple[Refusal, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    unused_sheets: tuple[str, ...] = ()


def read(path: Path, *, today: date, step: Callable[[], object] = lambda: None) -> Reading:
    """Read ``path`` (.csv, .xlsx, .ods, .json, .jsonl).

    ``today`` is the day of receipt where the table gives none; ``step`` is called once per row. Raises
    UnreadableFile for a file that holds no table of cases: reasons of ``gate.read``, and "no-header",
    "missing-column" (details: value, the missing key) and "wrong-format".
    """
    foreign = gate.read(path)
    if isinstance(foreign.tree, dict):
        return _whole_cases(path, foreign.tree, step)
    return _tabled(path, _table(path, foreign), today, step)


def refused_file(error: UnreadableFile) -> Refusal:
    """A file that could not be read at all, as one entry among the refused."""
    details = error.details
    where = str(details.get("where") or "")
    return Refusal(
        file=str(details.get("path", "")),
        row=int(where) if where.isdecimal() else 0,
        column="" if where.isdecimal() else where,
        value=str(details.get("value", "")),
        code=str(details.get("reason", error.code)),
    )


def _whole_cases(path: Path, tree: dict[str, Any], step: Callable[[], object]) -> Reading:
    casefiles: list[CaseFile] = []
    refused: list[Refusal] = []
    count = 0
    for count, (where, member) in enumerate(codec.members(tree), start=1):
        step()
        try:
            casefiles.append(codec.from_plain(member, name=str(path), where=where))
        except UnreadableFile as error:
            if where == "$":  # the file is one single thing: nothing else in it could be read
                raise
            found = refused_file(error)
            refused.append(
                Refusal(file=str(path), row=count, column=found.column, value=found.value, code=found.code)
            )
    return Reading(path=path, casefiles=tuple(casefiles), refused=tuple(refused), rows=count)


def _tabled(path: Path, table: _Table, today: date, step: Callable[[], object]) -> Reading:
    found: list[IntakeRow] = []
    refused: list[Refusal] = list(table.refused)
    doubts: list[Refusal] = []
    for line, cells in table.records:
        step()
        outcome = rows.read_row(str(path), line, cells, today=today)
        refused += outcome.refused
        doubts += outcome.doubts
        if outcome.row:
            found.append(outcome.row)
    groups = grouped(str(path), found, today=today)
    return Reading(
        path=path,
        cases=groups.cases,
        refused=tuple(sorted([*refused, *groups.refused], key=lambda refusal: refusal.row)),
        doubts=tuple(sorted([*doubts, *groups.doubts], key=lambda doubt: doubt.row)),
        unknown_columns=table.unknown_columns,
        unused_sheets=table.unused_sheets,
        rows=len(table.records) + len({refusal.row for refusal in table.refused}),
        repeated=groups.repeated,
    )


def _table(path: Path, foreign: Foreign) -> _Table:
    if foreign.suffix == ".json":
        if not isinstance(foreign.tree, list):
            raise UnreadableFile(path=str(path), reason="wrong-format", where="$")
        entries = [Line(number=number, value=value) for number, value in enumerate(foreign.tree, start=1)]
        return _from_objects(path, entries)
    if foreign.suffix == ".jsonl":
        return _from_objects(path, foreign.lines)
    return _from_sheets(path, foreign)


def _from_sheets(path: Path, foreign: Foreign) -> _Table:
    """The first sheet with a header that will do; other sheets are named, not read."""
    headers = [(sheet, find_header(sheet.rows)) for sheet in foreign.sheets]
    able = [(sheet, header) for sheet, header in headers if header and not _missing(header.columns)]
    if not able:
        best = max((header for _, header in headers if header), key=lambda header: header.recognised, default=None)
        raise _without_columns(path, best.columns if best else ())
    sheet, header = able[0]
    unused = tuple(other.name for other in foreign.sheets if other is not sheet and other.rows)
    records, refused = _records(path, sheet, header, is_ragged=foreign.suffix == ".csv")
    return _Table(records=records, refused=refused, unknown_columns=header.unknown, unused_sheets=unused)


def _records(
    path: Path, sheet: Sheet, header: Header, *, is_ragged: bool
) -> tuple[list[Record], tuple[Refusal, ...]]:
    records: list[Record] = []
    refused: list[Refusal] = []
    for line, cells in sheet.rows[header.place + 1 :]:
        named = {key: cell for key, cell in zip(header.columns, cells, strict=False) if key}
        beyond = [str(cell) for cell in cells[len(header.columns) :] if str(cell).strip()] if is_ragged else []
        if beyond:  # a delimiter inside a text that was not quoted has moved the cells: none can be trusted
            as_text = {key: str(cell) for key, cell in named.items()}
            refused.append(
                Refusal(file=str(path), row=line, column="", value=beyond[0], code="extra-cells", cells=as_text)
            )
        elif any(cell not in ("", None) and str(cell).strip() for cell in named.values()):
            records.append((line, named))
    return records, tuple(refused)


def _from_objects(path: Path, entries: Sequence[Line]) -> _Table:
    records: list[Record] = []
    refused: list[Refusal] = []
    names = list(dict.fromkeys(name for entry in entries if isinstance(entry.value, dict) for name in entry.value))
    keys = dict(_unique(names))
    for entry in entries:
        if not isinstance(entry.value, dict):
            code = "not-a-row" if entry.is_sound else "not-json"
            refused.append(Refusal(file=str(path), row=entry.number, column="", value="", code=code))
            continue
        records.append((entry.number, {keys[name]: cell for name, cell in entry.value.items() if name in keys}))
    if _missing(tuple(keys.values())):
        raise _without_columns(path, tuple(keys.values()))
    unknown = tuple(name for name in names if name not in keys)
    return _Table(records=records, refused=tuple(refused), unknown_columns=unknown)


def _unique(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names with the key each stands for; the first of two names of one key counts."""
    taken: set[str] = set()
    for name in names:
        key = key_of(name)
        if key and key not in taken:
            taken.add(key)
            yield name, key


def _missing(columns: Sequence[str | None]) -> str:
    """The key of a column that must be there and is not; empty when all are."""
    if "enterprise_name" not in columns:
        return "enterprise_name"
    return "" if any(key in columns for key in TEXTS) else "problem_statement"


def _without_columns(path: Path, columns: Sequence[str | None]) -> UnreadableFile:
    known = [key for key in columns if key]
    if not known:
        return UnreadableFile(path=str(path), reason="no-header")
    return UnreadableFile(path=str(path), reason="missing-column", value=_missing(columns), found=", ".join(known))
