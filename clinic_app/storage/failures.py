"""What SQLite says when it fails, in errors the user can act on."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from clinic_app import errors

# By SQLite's primary result code name (sqlite.org/rescode.html).
_KINDS: dict[str, type[errors.DatabaseError]] = {
    "SQLITE_FULL": errors.DiskFull,
    "SQLITE_BUSY": errors.DatabaseLocked,
    "SQLITE_LOCKED": errors.DatabaseLocked,
    "SQLITE_READONLY": errors.DatabaseReadOnly,
    "SQLITE_PERM": errors.DatabaseReadOnly,
    "SQLITE_CORRUPT": errors.DatabaseDamaged,
    "SQLITE_NOTADB": errors.DatabaseForeign,
    "SQLITE_CANTOPEN": errors.DatabaseMissing,
    "SQLITE_IOERR": errors.DatabaseUnreachable,
}


def kind_of(failure: BaseException) -> type[errors.DatabaseError] | None:
    """The error class for a driver's exception; None when it is none of the user's concern (a bug)."""
    name = str(getattr(failure, "sqlite_errorname", "") or "")
    return next((kind for code, kind in _KINDS.items() if name.startswith(code)), None)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise the driver's failures of the block as errors that name ``path`` and the cause."""
    try:
        yield
    except DBAPIError as failure:
        cause = failure.orig if isinstance(failure.orig, BaseException) else failure
        kind = kind_of(cause)
        if kind is None:
            raise
        raise kind(path=str(path)) from failure
