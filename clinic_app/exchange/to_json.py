"""Case summaries as JSON for other programs: stable codes instead of words, with a published schema."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from clinic_app.domain.casefile import CaseFile
from clinic_app.exchange import summary
from clinic_app.exchange.summary import SummaryLine
from clinic_app.exchange.workbook import writing
from clinic_app.i18n.catalog import Catalog

FORMAT = "clinic-summaries/1"


@cache
def _adapter() -> TypeAdapter[SummaryLine]:
    return TypeAdapter(SummaryLine)


def export(files: Iterable[CaseFile], path: Path, *, catalog: Catalog, columns: Sequence[str] = ()) -> int:
    """Write one object per case; returns how many. The language of ``catalog`` makes no difference here.

    Raises CannotWrite, and InvalidData for an unknown column key.
    """
    keys = ("id", *(column.key for column in summary.chosen(columns)))
    count = 0
    with writing(path) as part, part.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"format": {json.dumps(FORMAT)}, "cases": [')
        for count, file in enumerate(files, start=1):
            values = _adapter().dump_python(summary.line(file), mode="json")
            out.write(",\n" if count > 1 else "\n")
            out.write(json.dumps({key: values[key] for key in keys}, ensure_ascii=False, allow_nan=False))
        out.write("\n]}\n")
    return count


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an exported file. Only the id is sure to be there: columns can be chosen."""
    found = _adapter().json_schema(ref_template="#/$defs/{model}", mode="serialization")
    kinds: dict[str, Any] = found.pop("$defs")
    kinds["SummaryLine"] = {**found, "required": ["id"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Clinic case summaries",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "cases": {"type": "array", "items": {"$ref": "#/$defs/SummaryLine"}},
        },
        "required": ["format", "cases"],
        "$defs": kinds,
    }


def schema_text() -> str:
    """``schema`` as the published file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
