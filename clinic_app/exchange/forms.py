"""Small tables that are filled in by hand and read again: their header by key or by word, their rows by key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from clinic_app.domain.records import FieldError
from clinic_app.errors import UnreadableFile
from clinic_app.exchange import gate, values
from clinic_app.exchange.columns import Cell, Row
from clinic_app.exchange.rows import Refusal
from clinic_app.exchange.vocabulary import compact
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import catalog
from clinic_app.settings import LANGUAGES

_SEARCHED = 10


class Record(NamedTuple):
    """A row of a form: its line in the file (in JSON: its place in the list), and its cells by key."""

    line: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a filled-in form holds, before any value was looked at."""

    path: Path
    records: tuple[Record, ...]
    refused: tuple[Refusal, ...] = ()
    unknown_columns: tuple[str, ...] = ()


def read(path: Path, *, keys: Sequence[str], needed: str, part: str, called: Mapping[str, str] | None = None) -> Form:
    """The rows of a form of the columns ``keys``, without empty ones; ``part`` is what a JSON object calls its list.

    ``called`` gives the field by whose name a column goes, where that is not its key.

    Raises UnreadableFile: reasons of ``gate.read``, "missing-column" when no table has the column ``needed``, and
    "wrong-format" for JSON without the list.
    """
    foreign = gate.read(path)
    if foreign.sheets or foreign.suffix in (".csv", ".xlsx", ".ods"):
        names = {key: (called or {}).get(key, key) for key in keys}
        return _of_sheets(path, [sheet.rows for sheet in foreign.sheets], names, needed)
    entries = [line.value for line in foreign.lines] if foreign.suffix == ".jsonl" else foreign.tree
    if isinstance(entries, dict):
        entries = entries.get(part)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UnreadableFile(path=str(path), reason="wrong-format", where=f"$.{part}")
    found = (Record(line, {k: v for k, v in entry.items() if k in keys}) for line, entry in enumerate(entries, 1))
    unknown = dict.fromkeys(name for entry in entries for name in entry if name not in keys)
    return Form(path=path, records=tuple(record for record in found if _says(record)), unknown_columns=tuple(unknown))


def refusal(form: Form, record: Record, column: str, code: str) -> Refusal:
    """One cell of a form that cannot be taken."""
    return Refusal(
        file=str(form.path), row=record.line, column=column, value=_written(record.cells.get(column)), code=code
    )


def refusals(form: Form, record: Record, errors: Sequence[FieldError]) -> tuple[Refusal, ...]:
    """The broken rules of a row, warnings left out."""
    return tuple(refusal(form, record, error.field, error.code) for error in errors if not error.warning)


def cell(record: Record, key: str) -> Cell:
    """A cell as a sheet could hold it. Raises BadValue for a list or an object of JSON."""
    found = record.cells.get(key)
    if isinstance(found, list | dict):
        raise values.BadValue("not-a-value")
    return found


def _of_sheets(path: Path, sheets: Sequence[Sequence[Row]], names: Mapping[str, str], needed: str) -> Form:
    for rows in sheets:
        for place, (_, cells) in enumerate(rows[:_SEARCHED]):
            header = [_key_of(value, names) for value in cells]
            if needed in header:
                unknown = [str(c) for c, key in zip(cells, header, strict=True) if key is None and _written(c)]
                records, refused = _split(path, header, rows[place + 1 :])
                return Form(path=path, records=records, refused=refused, unknown_columns=tuple(unknown))
    raise UnreadableFile(path=str(path), reason="missing-column", where=needed, value=needed)


def _split(
    path: Path, header: Sequence[str | None], rows: Sequence[Row]
) -> tuple[tuple[Record, ...], tuple[Refusal, ...]]:
    records: list[Record] = []
    refused: list[Refusal] = []
    for line, cells in rows:
        beyond = [_written(value) for value in cells[len(header) :] if _written(value)]
        record = Record(line, {key: value for key, value in zip(header, cells, strict=False) if key})
        if beyond:  # a delimiter in a text that was not quoted has moved the cells: none can be trusted
            refused.append(Refusal(file=str(path), row=line, column="", value=beyond[0], code="extra-cells"))
        elif _says(record):
            records.append(record)
    return tuple(records), tuple(refused)


def _key_of(header: Cell, names: Mapping[str, str]) -> str | None:
    """The column a header names: by key, or by the word of a language. A key goes before a word."""
    written = compact(_written(header))
    by_key = {compact(key): key for key in names}
    return by_key.get(written) or dict(_words(names)).get(written)


def _words(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        yield from ((compact(labels.field(catalog(language), name)), key) for key, name in names.items())


def _says(record: Record) -> bool:
    return any(_written(value) for value in record.cells.values())


def _written(value: Any) -> str:
    return str(value) if isinstance(value, list | dict) else values.text(value)
