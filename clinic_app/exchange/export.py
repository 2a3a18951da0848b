"""Write case summaries in the form the name of the file asks for."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from clinic_app.domain.casefile import CaseFile
from clinic_app.errors import CannotWrite
from clinic_app.exchange import to_csv, to_json, to_xlsx
from clinic_app.i18n.catalog import Catalog

_WRITERS: dict[str, Callable[..., int]] = {".xlsx": to_xlsx.export, ".csv": to_csv.export, ".json": to_json.export}
SUFFIXES = tuple(_WRITERS)


def export(files: Iterable[CaseFile], path: Path, *, catalog: Catalog, columns: Sequence[str] = ()) -> int:
    """Write one summary per case to ``path`` (.xlsx, .csv or .json), whole or not at all; returns how many.

    ``columns`` are keys of ``summary.COLUMNS``, in the order wanted; none means all. Raises CannotWrite (reason
    "unknown-suffix" for another kind of file) and InvalidData for an unknown column key.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise CannotWrite(path=str(path), reason="unknown-suffix")
    return writer(files, path, catalog=catalog, columns=columns)
