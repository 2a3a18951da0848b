"""The register of partners as one table: a row a programme, else a memorandum, else a partner."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from clinic_app.domain.areas import Area
from clinic_app.domain.partner import Memorandum, MemorandumStatus, Partner, PartnerRole, Programme
from clinic_app.domain.text import squeeze
from clinic_app.errors import CannotWrite
from clinic_app.exchange import forms, values
from clinic_app.exchange.columns import Cell
from clinic_app.exchange.forms import Record
from clinic_app.exchange.formula import shield
from clinic_app.exchange.rows import Refusal
from clinic_app.exchange.values import BadValue
from clinic_app.exchange.vocabulary import compact
from clinic_app.exchange.workbook import Column, Kind, sheet, writing
from clinic_app.i18n import labels, names
from clinic_app.i18n.catalog import Catalog, catalog
from clinic_app.settings import LANGUAGES

FORMAT = "clinic-partners/1"
SUFFIXES = (".xlsx", ".csv", ".json")
"""What can be written; .ods and .jsonl can be read as well."""

PARTNER, MEMORANDUM, PROGRAMME = "partner", "memorandum", "programme"
"""The three records of a row, and the columns that name them."""


class Spec(NamedTuple):
    """One column: its key, the record and the field it fills, and how its cells look in a workbook."""

    key: str
    part: str
    field: str
    kind: Kind = Kind.TEXT


COLUMNS = (
    Spec("partner", PARTNER, "name"),
    Spec("country", PARTNER, "country"),
    Spec("partner_kind", PARTNER, "role"),
    Spec("contact_name", PARTNER, "contact_name"),
    Spec("contact_phone", PARTNER, "contact_phone"),
    Spec("contact_email", PARTNER, "contact_email"),
    Spec("website", PARTNER, "website"),
    Spec("partner_notes", PARTNER, "notes", Kind.LONG),
    Spec("memorandum", MEMORANDUM, "title"),
    Spec("status", MEMORANDUM, "status"),
    Spec("dated_on", MEMORANDUM, "dated_on", Kind.DATE),
    Spec("valid_until", MEMORANDUM, "valid_until", Kind.DATE),
    Spec("areas", MEMORANDUM, "areas", Kind.LONG),
    Spec("memorandum_notes", MEMORANDUM, "notes", Kind.LONG),
    Spec("programme", PROGRAMME, "name"),
    Spec("programme_areas", PROGRAMME, "areas", Kind.LONG),
    Spec("eligibility", PROGRAMME, "eligibility", Kind.LONG),
    Spec("contact", PROGRAMME, "contact"),
    Spec("programme_notes", PROGRAMME, "notes", Kind.LONG),
)
KEYS = tuple(column.key for column in COLUMNS)
_CALLED = {"programme": "programme_name"}
_NAMED = {MEMORANDUM: "memorandum", PROGRAMME: "programme"}
_BETWEEN = re.compile(r"[;؛,،|/\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sound row: what its cells say of each record, by field. An empty cell says nothing."""

    record: Record
    partner: Mapping[str, Any] = field(default_factory=dict)
    memorandum: Mapping[str, Any] = field(default_factory=dict)
    programme: Mapping[str, Any] = field(default_factory=dict)


def column_of(part: str, name: str) -> str:
    """The key of the column that fills a field of a record."""
    return next(column.key for column in COLUMNS if (column.part, column.field) == (part, name))


def read(path: Path) -> tuple[tuple[Entry, ...], forms.Form, tuple[Refusal, ...]]:
    """The sound rows, the form as it was read, and what was refused of it.

    Two rows that speak of one partner or memorandum must not differ. Raises UnreadableFile as ``forms.read``.
    """
    form = forms.read(path, keys=KEYS, needed="partner", part="partners", called=_CALLED)
    found: list[Entry] = []
    refused = list(form.refused)
    said: dict[tuple[str, ...], dict[str, Any]] = {}
    for record in form.records:
        entry, faults = _entry(form, record)
        if entry is not None:
            faults = tuple(_contradictions(form, entry, said))
        refused += faults
        if entry is not None and not faults:
            found.append(entry)
    return tuple(found), form, tuple(sorted(refused, key=lambda refusal: refusal.row))


def _entry(form: forms.Form, record: Record) -> tuple[Entry | None, tuple[Refusal, ...]]:
    parts: dict[str, dict[str, Any]] = {PARTNER: {}, MEMORANDUM: {}, PROGRAMME: {}}
    faults: list[Refusal] = []
    for column in COLUMNS:
        try:
            value = _READERS[column.key](record.cells.get(column.key))
        except BadValue as error:
            faults.append(forms.refusal(form, record, column.key, error.code))
            continue
        if value not in (None, "", ()):
            parts[column.part][column.field] = value
    if not faults:
        partner = parts[PARTNER]
        unnamed = [] if partner.get("name") or partner.get("country") else ["partner"]
        unnamed += [key for part, key in _NAMED.items() if parts[part] and not {"title", "name"} & parts[part].keys()]
        faults += [forms.refusal(form, record, key, "empty") for key in unnamed]
    return (None if faults else Entry(record=record, **parts)), tuple(faults)


def _contradictions(form: forms.Form, entry: Entry, said: dict[tuple[str, ...], dict[str, Any]]) -> Iterator[Refusal]:
    """The cells that differ from what an earlier row says; else what the row says is added to ``said``."""
    keys = keys_of(entry)
    parts = {PARTNER: entry.partner, MEMORANDUM: entry.memorandum, PROGRAMME: entry.programme}
    is_sound = True
    for part, key in keys.items():
        known = said.get(key, {})
        for name, value in parts[part].items():
            if name not in ("name", "title") and known.get(name, value) != value:
                is_sound = False
                yield forms.refusal(form, entry.record, column_of(part, name), "differs-from-row")
    if is_sound:
        for part, key in keys.items():
            said.setdefault(key, {}).update(parts[part])


def keys_of(entry: Entry) -> dict[str, tuple[str, ...]]:
    """What makes each record of a row the same as one of another row: names without regard to spelling."""
    partner: tuple[str, ...] = (entry.partner.get("country", ""), squeeze(entry.partner.get("name", "")))
    found = {PARTNER: partner}
    if entry.memorandum:
        found[MEMORANDUM] = (*partner, squeeze(entry.memorandum["title"]))
    if entry.programme:
        paper = squeeze(entry.memorandum["title"]) if entry.memorandum else ""
        found[PROGRAMME] = (*partner, paper, squeeze(entry.programme["name"]))
    return found


def _text(cell: Any) -> str:
    return values.text(_single(cell))


def _single(cell: Any) -> Cell:
    if isinstance(cell, list | dict):
        raise BadValue("not-a-value")
    return cell  # type: ignore[no-any-return]


def _choice(kind: type[Enum]) -> Callable[[Any], Enum | None]:
    def read(cell: Any) -> Enum | None:
        written = _text(cell)
        if not written:
            return None
        if (found := _words(kind).get(compact(written))) is None:
            raise BadValue("unknown-choice")
        return found

    return read


def _areas(cell: Any) -> tuple[Area, ...]:
    """Areas by word, code or number, one after the other; in JSON also as a list."""
    parts = [_text(part) for part in cell] if isinstance(cell, list) else _BETWEEN.split(_text(cell))
    written = [part.strip() for part in parts if part.strip()]
    known = {str(area.number): area for area in Area}
    found = {known.get(values.digits(part)) or _words(Area).get(compact(part)) for part in written}
    if None in found:
        raise BadValue("unknown-choice")
    return tuple(area for area in Area if area in found)


@cache
def _words(kind: type[Enum]) -> Mapping[str, Enum]:
    """Members by code and by what they are called in every language."""
    found = {compact(str(member.value)): member for member in kind}
    for language in LANGUAGES:
        found.update((compact(labels.label(catalog(language), member)), member) for member in kind)
    return found


_READERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(KEYS, _text),
    "country": lambda cell: values.country(_single(cell)),
    "partner_kind": _choice(PartnerRole),
    "contact_phone": lambda cell: values.digits(_single(cell)),
    "status": _choice(MemorandumStatus),
    "dated_on": lambda cell: values.day(_single(cell)),
    "valid_until": lambda cell: values.day(_single(cell)),
    "areas": _areas,
    "programme_areas": _areas,
}


def write(
    path: Path,
    partners: Iterable[Partner],
    memoranda: Sequence[Memorandum],
    programmes: Sequence[Programme],
    *,
    words: Catalog,
) -> int:
    """Write the register by suffix, in words of a language (codes in JSON); how many rows were written comes back.

    Raises CannotWrite (reason "unknown-suffix" for another kind of file).
    """
    rows = list(_rows(partners, memoranda, programmes))
    suffix = path.suffix.lower()
    if suffix == ".json":
        told = [{key: _code(value) for key, value in row.items()} for row in rows]
        with writing(path) as part:
            content = {"format": FORMAT, "partners": told}
            part.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    elif suffix == ".csv":
        head = [shield(_header(words, key)) for key in KEYS]
        with writing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows([head, *([_shielded(cell) for cell in _in_words(words, row)] for row in rows)])
    elif suffix == ".xlsx":
        layout = [Column(header=_header(words, column.key), kind=column.kind) for column in COLUMNS]
        with sheet(path, catalog=words, name=words.text("Partners and programmes"), columns=layout) as writer:
            for row in rows:
                writer.row(_in_words(words, row))
    else:
        raise CannotWrite(path=str(path), reason="unknown-suffix")
    return len(rows)


def _rows(
    partners: Iterable[Partner], memoranda: Sequence[Memorandum], programmes: Sequence[Programme]
) -> Iterator[dict[str, Any]]:
    papers = {paper.id: paper for paper in memoranda}
    for partner in partners:
        own = [each for each in programmes if each.partner_id == partner.id]
        lines: list[tuple[Memorandum | None, Programme | None]] = []
        for paper in papers.values():
            if paper.partner_id == partner.id:
                offers = [each for each in own if each.memorandum_id == paper.id]
                lines += [(paper, offer) for offer in offers] or [(paper, None)]
        lines += [(None, each) for each in own if _is_free(each.memorandum_id, papers)]
        for line in lines or [(None, None)]:
            records = dict(zip((PARTNER, MEMORANDUM, PROGRAMME), (partner, *line), strict=True))
            yield {each.key: getattr(records[each.part], each.field, None) for each in COLUMNS}


def _is_free(memorandum_id: UUID | None, papers: Mapping[UUID, Memorandum]) -> bool:
    return memorandum_id is None or memorandum_id not in papers


def _code(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_code(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _header(words: Catalog, key: str) -> str:
    return labels.field(words, _CALLED.get(key, key))


def _in_words(words: Catalog, row: Mapping[str, Any]) -> list[str | date | None]:
    """A row in words: areas and countries by their names, dates as they are."""
    told = {key: _word(words, value) for key, value in row.items()}
    return list((told | {"country": names.country(words, row["country"])}).values())


def _word(words: Catalog, value: Any) -> str | date | None:
    if isinstance(value, tuple):
        return ("؛ " if words.language == "fa" else "; ").join(labels.label(words, part) for part in value)
    if isinstance(value, Enum):
        return labels.label(words, value)
    return value  # type: ignore[no-any-return]


def _shielded(value: str | date | None) -> str:
    return shield(value) if isinstance(value, str) else "" if value is None else value.isoformat()
