"""A one-sheet workbook in the language of its reader: typed cells, no formula, right to left for Persian."""

import contextlib
import re
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from clinic_app import paths
from clinic_app.domain.text import clean
from clinic_app.errors import CannotWrite, cause
from clinic_app.i18n.catalog import Catalog

Value = str | int | float | date | None

LONGEST = 32_767
"""Characters that one cell of a workbook holds."""

_FIRST_DAY = date(1900, 3, 1)  # spreadsheets count days wrongly before it
_PAPER_A4 = 9
_WRONG = "#FDE9E7"
_HEAD = "#E8EEF4"


class Kind(Enum):
    """How a column's cells look."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"
    SHARE = "share"


_FORMATS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"valign": "top"},
    Kind.LONG: {"valign": "top", "text_wrap": True},
    Kind.DATE: {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"},
    Kind.INTEGER: {"valign": "top", "num_format": "0"},
    Kind.NUMBER: {"valign": "top", "num_format": "0.0#"},
    Kind.SHARE: {"valign": "top", "num_format": "0%"},
}
_WIDTHS = {Kind.TEXT: 20, Kind.LONG: 48, Kind.DATE: 12, Kind.INTEGER: 11, Kind.NUMBER: 11, Kind.SHARE: 11}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its header in words, the kind of its cells, and its width in characters (0: by kind)."""

    header: str
    kind: Kind
    width: int = 0


class SheetWriter:
    """Writes rows from top to bottom; what was written is no longer in memory."""

    def __init__(self, workbook: Any, worksheet: Any, columns: Sequence[Column], *, is_rtl: bool) -> None:
        self._worksheet = worksheet
        self._columns = columns
        order = {"reading_order": 2} if is_rtl else {}
        self._plain = {kind: workbook.add_format({**style, **order}) for kind, style in _FORMATS.items()}
        wrong = {"bg_color": _WRONG, **order}
        self._wrong = {kind: workbook.add_format({**style, **wrong}) for kind, style in _FORMATS.items()}
        self.rows = 0

    def row(self, values: Sequence[Value], *, marked: Collection[int] = ()) -> None:
        """Write one row, a value for each column; the cells of the ``marked`` column numbers get a warning colour."""
        self.rows += 1
        for number, (column, value) in enumerate(zip(self._columns, values, strict=True)):
            style = (self._wrong if number in marked else self._plain)[column.kind]
            self._cell(number, value, style)

    def _cell(self, number: int, value: Value, style: Any) -> None:
        if value is None or value == "":
            self._worksheet.write_blank(self.rows, number, None, style)
        elif isinstance(value, str):
            self._worksheet.write_string(self.rows, number, _fitting(value), style)
        elif isinstance(value, date):
            if value < _FIRST_DAY:
                self._worksheet.write_string(self.rows, number, value.isoformat(), style)
            else:
                self._worksheet.write_datetime(self.rows, number, value, style)
        else:
            self._worksheet.write_number(self.rows, number, value, style)


@contextlib.contextmanager
def sheet(path: Path, *, catalog: Catalog, name: str, columns: Sequence[Column]) -> Iterator[SheetWriter]:
    """Hand out a writer; on leaving without an error the workbook is at ``path``, whole. Raises CannotWrite."""
    import xlsxwriter  # imported late: it costs the start of the program

    options: dict[str, Any] = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    # Rows wait in a file until the workbook is closed: in a folder of ours, which goes away whatever happens.
    with writing(path) as part, tempfile.TemporaryDirectory(prefix="clinic-") as folder:
        workbook = xlsxwriter.Workbook(str(part), {**options, "tmpdir": folder})
        workbook.set_properties({"title": name})
        worksheet = workbook.add_worksheet(_sheet_name(name))
        with contextlib.closing(worksheet.row_data_fh):
            writer = SheetWriter(workbook, worksheet, columns, is_rtl=catalog.is_rtl)
            _head(workbook, worksheet, columns, is_rtl=catalog.is_rtl)
            yield writer
            worksheet.autofilter(0, 0, max(writer.rows, 1), len(columns) - 1)
            try:
                workbook.close()
            except xlsxwriter.exceptions.FileCreateError as error:
                system = error.__cause__ or error.__context__ or (error.args or ("",))[0]
                reason = cause(system) if isinstance(system, OSError) else str(error)
                raise CannotWrite(path=str(path), reason=reason) from error


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Path]:
    """``paths.replacing`` for a file the user named: an OSError becomes CannotWrite."""
    try:
        with paths.replacing(path) as part:
            yield part
    except OSError as error:
        raise CannotWrite(path=str(path), reason=cause(error)) from error


def _head(workbook: Any, worksheet: Any, columns: Sequence[Column], *, is_rtl: bool) -> None:
    style = {"bold": True, "bg_color": _HEAD, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    head = workbook.add_format({**style, "reading_order": 2} if is_rtl else style)
    for number, column in enumerate(columns):
        worksheet.set_column(number, number, column.width or _WIDTHS[column.kind])
        worksheet.write_string(0, number, _fitting(column.header), head)
    if is_rtl:
        worksheet.right_to_left()
    worksheet.freeze_panes(1, 1)
    worksheet.set_landscape()
    worksheet.set_paper(_PAPER_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    worksheet.set_footer("&C&P / &N")


def _fitting(text: str) -> str:
    """``text`` as a cell can hold it; one that is too long ends in an ellipsis."""
    text = clean(text)
    # Excel counts UTF-16 units: a character beyond the basic plane takes two.
    if len(text) + sum(char > "\uffff" for char in text) <= LONGEST:
        return text
    while len(text.encode("utf-16-le")) // 2 > LONGEST - 1:
        text = text[: LONGEST - 1] if len(text) >= LONGEST else text[:-100]
    return text + "…"


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "1"
