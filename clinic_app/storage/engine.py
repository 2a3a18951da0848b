"""How a connection to a clinic file is made: driver, pragmas that are read back, and real transactions."""

from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

APPLICATION_ID = 0x434C4E43  # "CLNC"
SAFE_WAL = (3, 51, 3)  # older SQLite can corrupt a WAL file when two connections meet (the WAL-reset bug)
BUSY_MS = 5000

_PRAGMAS: dict[str, int] = {
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "cache_size": -16000,
}


def make_engine(path: Path, *, driver: ModuleType = sqlcipher3.dbapi2, foreign_keys: bool = True) -> Engine:
    """An engine on the file at ``path``, which must exist: a vanished drive must not give an empty database.

    Transactions are real: sessions on ``engine.execution_options(write=True)`` begin IMMEDIATE, others
    deferred. ``driver`` is any module with sqlite3's interface. With an SQLite older than 3.51.3 the journal
    is not WAL, and foreign keys are off only for migrations.
    """
    mode, synchronous = ("wal", 2) if driver.sqlite_version_info >= SAFE_WAL else ("delete", 3)
    pragmas = _PRAGMAS | {"foreign_keys": int(foreign_keys), "synchronous": synchronous}

    def connect() -> Any:
        address = f"file:{quote(str(path.resolve()))}?mode=rw"
        link = driver.connect(
            address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000
        )
        try:
            _prepare(link, mode, pragmas)
        except BaseException:
            link.close()
            raise
        return link

    engine = create_engine("sqlite://", module=driver, creator=connect, poolclass=QueuePool, pool_size=4)
    event.listen(engine, "begin", _begin)
    return engine


def open_link(path: Path, driver: ModuleType) -> Any:
    """A bare connection of the driver to a file that exists, without a transaction mode of its own."""
    address = f"file:{quote(str(path.resolve()))}?mode=rw"
    return driver.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)


def _prepare(link: Any, journal: str, pragmas: dict[str, int]) -> None:
    """Set the pragmas and read each back: a mistyped one is ignored silently.

    WAL needs synchronous FULL to lose nothing in a power cut, a rollback journal EXTRA. Some drives cannot
    keep a WAL and answer with the journal they have.
    """
    found = link.execute(f"PRAGMA journal_mode={journal}").fetchone()[0]
    for name, wanted in (pragmas | {"synchronous": 2 if found == "wal" else 3}).items():
        link.execute(f"PRAGMA {name}={wanted}")
        if link.execute(f"PRAGMA {name}").fetchone()[0] != wanted:
            raise RuntimeError(f"pragma {name} did not take")


def _begin(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")
