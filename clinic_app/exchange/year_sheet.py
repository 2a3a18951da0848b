"""Yearly figures of an enterprise out of a small table."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from clinic_app.domain.enterprise import EvidenceGrade, YearFiguresData
from clinic_app.exchange import forms, values
from clinic_app.exchange.columns import Cell
from clinic_app.exchange.forms import Record
from clinic_app.exchange.rows import Refusal
from clinic_app.exchange.values import BadValue
from clinic_app.exchange.vocabulary import compact
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import catalog
from clinic_app.settings import LANGUAGES

KEYS = tuple(field.name for field in fields(YearFiguresData))
_SHARES = ("import_share", "scrap_share", "equipment_effectiveness")


def read(path: Path) -> tuple[tuple[Mapping[str, Any], ...], forms.Form, tuple[Refusal, ...]]:
    """The filled-in values of each fiscal year by field, the form as it was read, and what was refused of it.

    Raises UnreadableFile as ``forms.read``.
    """
    form = forms.read(path, keys=KEYS, needed="year", part="years")
    found: dict[int, Mapping[str, Any]] = {}
    refused = list(form.refused)
    for record in form.records:
        year, faults = _year(form, record)
        if not faults and year["year"] in found:
            faults = [forms.refusal(form, record, "year", "repeated-year")]
        refused += faults
        if not faults:
            found[year["year"]] = year
    return tuple(found.values()), form, tuple(refused)


def _year(form: forms.Form, record: Record) -> tuple[dict[str, Any], list[Refusal]]:
    year: dict[str, Any] = {}
    faults: list[Refusal] = []
    for key in KEYS:
        try:
            value = _READERS.get(key, values.whole)(forms.cell(record, key))
        except BadValue as error:
            faults.append(forms.refusal(form, record, key, error.code))
            continue
        if value not in (None, ""):
            year[key] = value
    if "year" not in year and not faults:
        faults.append(forms.refusal(form, record, "year", "empty"))
    if not faults:
        faults += forms.refusals(form, record, YearFiguresData(**year).errors())
    return year, faults


def _share(cell: Cell) -> float | None:
    """A share in percent, with a percent sign or without. Code: "unreadable-number"."""
    try:
        found = formats.parse_number(values.text(cell).strip("%٪％ "))
    except formats.UnreadableNumber as error:
        raise BadValue("unreadable-number") from error
    return None if found is None else float(found)


def _grade(cell: Cell) -> EvidenceGrade | None:
    written = values.text(cell)
    if not written:
        return None
    if (found := _grades().get(compact(written))) is None:
        raise BadValue("unknown-choice")
    return found


@cache
def _grades() -> Mapping[str, EvidenceGrade]:
    found = {compact(grade.value): grade for grade in EvidenceGrade}
    for language in LANGUAGES:
        found.update((compact(labels.label(catalog(language), grade)), grade) for grade in EvidenceGrade)
    return found


_READERS: Mapping[str, Callable[[Cell], Any]] = {
    "year": values.year,
    "currency": lambda cell: values.text(cell).upper(),
    "source": values.text,
    "evidence": _grade,
    **dict.fromkeys(_SHARES, _share),
}
