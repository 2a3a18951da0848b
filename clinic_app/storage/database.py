"""One open clinic file: where a use case gets its session, and where a commit makes itself known."""

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar
from uuid import UUID

import sqlcipher3.dbapi2
from sqlalchemy import Engine, event, func, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session, sessionmaker

from clinic_app import errors
from clinic_app.storage import history, migrate, search
from clinic_app.storage.engine import make_engine
from clinic_app.storage.failures import kind_of, told
from clinic_app.storage.tables import ChangeRow
from clinic_app.storage.types import sort_behind

P = ParamSpec("P")
T = TypeVar("T")

Changed: TypeAlias = frozenset[tuple[str, UUID]]
"""What a commit touched: table name and record id."""

_HEADER = b"SQLite format 3\0"


class Database:
    """An open clinic file. ``actor`` is the name the history gives to what is done through it."""

    def __init__(self, path: Path, engine: Engine, actor: str = "") -> None:
        self.path = path
        self.actor = actor
        self.on_commit: Callable[[Changed], None] = lambda changed: None
        self._engine = engine
        self._identity = _identity(path)
        self._readers = sessionmaker(engine, expire_on_commit=False)
        self._writers = sessionmaker(engine.execution_options(write=True), expire_on_commit=False)
        event.listen(self._readers, "do_orm_execute", history.hide_bin)
        history.watch(self._writers)
        search.watch(self._writers)

    def do(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One use case, one transaction: kept whole, or not at all.

        Raises a DatabaseError that names the cause when the file cannot be written, and DatabaseMoved when the
        file at the path is no longer the one that was opened: writes to it would vanish silently.
        """
        if _identity(self.path) != self._identity:
            raise errors.DatabaseMoved(path=str(self.path))
        with told(self.path), self._writers.begin() as session:
            session.info["actor"] = self.actor
            result = use_case(session, *args, **kwargs)
        if changed := session.info.get("changed"):
            self.on_commit(frozenset(changed))  # kept by now: a listener that fails takes nothing back
        return result

    def read(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One use case that only reads, on one unmoving state of the file; never waits for a writer."""
        with told(self.path), self._readers.begin() as session:
            return use_case(session, *args, **kwargs)

    def copy_to(self, path: Path) -> None:
        """Write a compact copy of the file, as of now, to ``path``, an empty file or none.

        Raises OSError when there is no room for it, and DatabaseError when the file cannot be read.
        """
        link = self._engine.raw_connection()
        try:
            link.driver_connection.execute("VACUUM INTO ?", (str(path),))  # type: ignore[union-attr]
        except self._engine.dialect.loaded_dbapi.Error as failure:
            kind = kind_of(failure)
            if kind is errors.DiskFull:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from failure
            raise (kind or errors.DatabaseUnreachable)(path=str(self.path)) from failure
        finally:
            link.close()

    def close(self) -> None:
        """Tidy up and leave one file at rest."""
        if _identity(self.path) == self._identity:
            with contextlib.suppress(errors.DatabaseError), told(self.path), self._engine.connect() as connection:
                connection.execute(sql("PRAGMA optimize"))  # a busy file is as good without
        self._engine.dispose()


def open_database(
    address: str | Path, *, create: bool = False, actor: str = "", driver: ModuleType = sqlcipher3.dbapi2
) -> Database:
    """Open the clinic file at ``address``, a path or an sqlite:/// URL, and bring it up to date.

    A missing file is made only with ``create``. Raises a DatabaseError that says what is wrong: missing,
    foreign, newer, damaged, locked, read-only, unreachable, or a kind of database not supported.
    """
    path = _path_of(address)
    is_new = not _is_there(path)
    if is_new and not create:
        raise errors.DatabaseMissing(path=str(path))
    if is_new:
        _make(path)
    try:
        return _opened(path, may_be_empty=create, actor=actor, driver=driver)
    except errors.DatabaseError:
        with contextlib.suppress(OSError):
            if is_new and path.stat().st_size == 0:  # a full disk: leave nothing that looks like a clinic file
                path.unlink()
        raise


def _opened(path: Path, *, may_be_empty: bool, actor: str, driver: ModuleType) -> Database:
    _look_at(path, may_be_empty=may_be_empty)
    with told(path):
        migrate.bring_up_to_date(path, driver=driver)
        engine = make_engine(path, driver=driver)
        with engine.connect() as connection:
            if newest := connection.execute(select(func.max(ChangeRow.__table__.c.id))).scalar():
                sort_behind(newest)
        return Database(path, engine, actor)


def _path_of(address: str | Path) -> Path:
    if isinstance(address, Path):
        return address
    scheme, mark, rest = address.partition("://")
    if not mark:
        return Path(address)
    if scheme == "sqlite" and rest.startswith("/"):
        return Path(rest[1:])
    raise errors.DatabaseUnsupported(scheme=scheme)


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:  # a folder that may not be entered; a name no system takes
        raise errors.DatabaseUnreachable(path=str(path)) from error
    return True


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise errors.DatabaseReadOnly(path=str(path)) from error


def _look_at(path: Path, *, may_be_empty: bool) -> None:
    """Refuse what is no SQLite file before SQLite sees it.

    An empty file is a new one only where a new one is wanted: where cases are expected, it was cut off.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except OSError as error:
        raise errors.DatabaseUnreachable(path=str(path)) from error
    if head and head != _HEADER:
        raise errors.DatabaseForeign(path=str(path))
    if not head and not may_be_empty:
        raise errors.DatabaseDamaged(path=str(path))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
