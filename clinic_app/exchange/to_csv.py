"""Case summaries as CSV that spreadsheets open unasked: UTF-8 with a mark, and no text run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from clinic_app.domain.casefile import CaseFile
from clinic_app.exchange import summary
from clinic_app.exchange.formula import shield
from clinic_app.exchange.workbook import Value, writing
from clinic_app.i18n.catalog import Catalog


def export(files: Iterable[CaseFile], path: Path, *, catalog: Catalog, columns: Sequence[str] = ()) -> int:
    """Write one line per case; returns how many. Dates in ISO form, numbers with a decimal point.

    Raises CannotWrite, and InvalidData for an unknown column key.
    """
    shown = summary.columns_in_words(catalog, summary.chosen(columns))
    count = 0
    with writing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([shield(column.header) for column in shown])
        for count, file in enumerate(files, start=1):  # noqa: B007  the count is returned
            writer.writerow([_cell(value) for value in summary.cells(catalog, summary.line(file), shown)])
    return count


def _cell(value: Value) -> str | int | float | None:
    if isinstance(value, str):
        return shield(value)
    return value.isoformat() if isinstance(value, date) else value
