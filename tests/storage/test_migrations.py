"""The migrated schema is the models'; a failing step leaves the file as it was."""

import contextlib
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from clinic_app.domain.case import CaseData
from clinic_app.domain.summary import CaseQuery
from clinic_app.exchange import codec
from clinic_app.services import casefile, cases, partners, trash, upkeep
from clinic_app.storage import migrate
from clinic_app.storage.database import Database, open_database
from clinic_app.storage.engine import make_engine
from clinic_app.storage.tables import Row
from tests.factories import as_data, saved_case

STEPS = Path(migrate.__file__).parent / "migrations"
FILES = Path(__file__).parent / "files"
"""Clinic files as earlier releases left them, packed, each with its only case as that release exported it."""
HELD = {
    "0001": ((), None, 0, 0),
    "0002": (("خاک مرغوب",), 120_000_000, 1, 0),
    "0003": (("خاک مرغوب",), 120_000_000, 1, 4),
}
"""Strengths, fee and number of risks of that case, and of partners: a release that had no such columns left none."""


def kept(old: Any, new: Any, where: str = "$") -> Iterator[str]:
    """JSON paths at which ``new`` no longer says what ``old`` said; what is only in ``new`` is left aside."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key, part in old.items():
            yield from kept(part, new.get(key), f"{where}.{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (part, other) in enumerate(zip(old, new, strict=True)):
            yield from kept(part, other, f"{where}[{number}]")
    elif old != new:
        yield where


def test_the_head_named_is_the_newest_step_there_is() -> None:
    script = ScriptDirectory(str(STEPS))
    assert script.get_current_head() == migrate.HEAD
    assert {step.revision for step in script.walk_revisions()} == migrate.KNOWN


def test_a_new_file_has_exactly_the_tables_of_the_models(database: Database) -> None:
    engine = make_engine(database.path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = [change for change in compare_metadata(context, Row.metadata) if "search_" not in repr(change)]
        columns = {
            table.name: {
                (row[1], row[2], bool(row[3]))
                for row in connection.exec_driver_sql(f"PRAGMA table_info({table.name})")
            }
            for table in Row.metadata.sorted_tables
        }
    engine.dispose()
    assert differences == []
    for table in Row.metadata.sorted_tables:
        expected = {
            (column.name, column.type.compile(engine.dialect), not column.nullable) for column in table.columns
        }
        assert columns[table.name] == expected, table.name


@pytest.mark.parametrize("version", sorted(migrate.KNOWN - {migrate.HEAD}))
def test_a_file_of_an_earlier_release_comes_up_with_all_it_held(version: str, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress((FILES / f"{version}.db.gz").read_bytes()))
    database = open_database(path)
    assert upkeep.check(database) == ()
    (key,) = database.read(cases.ids, CaseQuery(text="صادر"))
    file = database.read(casefile.load, key)
    assert list(kept(json.loads((FILES / f"{version}.json").read_bytes()), codec.plain(file))) == []
    known = len(database.read(partners.register).partners)
    assert (file.case.strengths, file.case.fee, len(file.risks), known) == HELD[version]
    assert [removed.title for removed in database.read(trash.content)] == ["اشتباهی نوشته شد."]
    database.do(cases.edit, key, as_data(CaseData, file.case, budget=5, strengths=("a", "b")))
    assert database.read(cases.get, key).strengths == ("a", "b")
    assert database.do(partners.load_founding, "fa") == 4 - known
    assert upkeep.check(database) == ()
    database.close()
    (copy,) = tmp_path.glob(f"old.before-{migrate.HEAD}-*.db")
    with contextlib.closing(driver.connect(str(copy))) as link:
        assert link.execute("SELECT version_num FROM alembic_version").fetchall() == [(version,)]


def test_a_step_that_fails_leaves_the_old_file_and_a_copy(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_case(database, "Tiles crack.")
    database.close()
    before = database.path.read_bytes()
    monkeypatch.setattr(migrate, "HEAD", "9999")  # a step that does not exist: Alembic fails half-way
    with pytest.raises(Exception, match="9999"):
        open_database(database.path)
    assert database.path.read_bytes() == before
    copies = list(database.path.parent.glob("clinic.before-9999-*.db"))
    assert len(copies) == 1
    monkeypatch.undo()
    copy = open_database(copies[0])
    copy.close()


def test_alembic_is_not_imported_for_a_file_that_is_up_to_date(database: Database) -> None:
    import subprocess
    import sys

    database.close()
    code = (
        "import sys; from clinic_app.storage.database import open_database; "
        f"open_database({str(database.path)!r}).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=STEPS.parents[2], check=False).returncode == 0
