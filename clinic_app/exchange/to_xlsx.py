"""Case summaries as a workbook."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from clinic_app.domain.casefile import CaseFile
from clinic_app.exchange import summary
from clinic_app.exchange.workbook import Column, sheet
from clinic_app.i18n.catalog import Catalog


def export(files: Iterable[CaseFile], path: Path, *, catalog: Catalog, columns: Sequence[str] = ()) -> int:
    """Write one row per case; returns how many. Dates and numbers are dates and numbers, text is never a formula.

    Raises CannotWrite, and InvalidData for an unknown column key.
    """
    shown = summary.columns_in_words(catalog, summary.chosen(columns))
    layout = [Column(header=column.header, kind=column.kind, width=column.width) for column in shown]
    with sheet(path, catalog=catalog, name=catalog.text("Cases"), columns=layout) as writer:
        for file in files:
            writer.row(summary.cells(catalog, summary.line(file), shown))
        return writer.rows
