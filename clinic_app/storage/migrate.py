"""Bring a clinic file up to the version this program speaks: copied first, and then wholly or not at all."""

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import sqlcipher3.dbapi2

from clinic_app import errors
from clinic_app.storage.engine import APPLICATION_ID, make_engine, open_link
from clinic_app.storage.failures import kind_of, told

HEAD = "0004"
"""The newest step in ``migrations/versions``."""

KNOWN = frozenset({"0001", "0002", "0003", "0004"})
"""Every step this program can start from."""


def bring_up_to_date(path: Path, *, driver: ModuleType = sqlcipher3.dbapi2) -> bool:
    """Apply the steps the file has not seen; True if any ran. An empty file becomes a new clinic file.

    Raises DatabaseForeign for another program's file, DatabaseNewer for a step unknown here. Before the steps
    a verified copy is laid beside the file. They run in one transaction with foreign keys off (rebuilding a
    table would else delete its children), are checked, and roll back together.
    """
    version = _version(path, driver)
    if version == HEAD:
        return False
    if version is not None:
        _copy(path, version, driver)
    _upgrade(path, driver)
    return True


def _version(path: Path, driver: ModuleType) -> str | None:
    """The file's step; None for an empty file. Read without changing anything, and without Alembic."""
    try:
        with closing(open_link(path, driver)) as link:
            version = _named_version(link, path)
    except driver.DatabaseError as failure:
        raise (kind_of(failure) or errors.DatabaseDamaged)(path=str(path)) from failure
    if version is not None and version not in KNOWN:
        raise errors.DatabaseNewer(path=str(path), version=version)
    return version


def _named_version(link: Any, path: Path) -> str | None:
    tables = {row[0] for row in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    mark = link.execute("PRAGMA application_id").fetchone()[0]
    if mark != APPLICATION_ID or "alembic_version" not in tables:
        raise errors.DatabaseForeign(path=str(path))
    return str(link.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _copy(path: Path, version: str, driver: ModuleType) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    copy = path.with_name(f"{path.stem}.before-{HEAD}-{stamp}.db")
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    part.touch(0o600)
    with closing(open_link(path, driver)) as link:
        link.execute("VACUUM INTO ?", (str(part),))
    with closing(open_link(part, driver)) as link:
        if link.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise errors.DatabaseDamaged(path=str(path), version=version)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(copy)
    return copy


def _upgrade(path: Path, driver: ModuleType) -> None:
    from alembic import command  # 0.3 s, and only when there is a step to take
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    engine = make_engine(path, driver=driver, foreign_keys=False)
    try:
        with told(path), engine.execution_options(write=True).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise errors.DatabaseDamaged(path=str(path))
    finally:
        engine.dispose()
