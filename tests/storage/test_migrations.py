"""The migrated schema is the models'; a failing step leaves the file as it was."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from clinic_app.storage import migrate
from clinic_app.storage.database import Database, open_database
from clinic_app.storage.engine import make_engine
from clinic_app.storage.tables import Row
from tests.factories import saved_case

STEPS = Path(migrate.__file__).parent / "migrations"


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


def test_a_step_that_fails_leaves_the_old_file_and_a_copy(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_case(database, "Tiles crack.")
    database.close()
    before = database.path.read_bytes()
    monkeypatch.setattr(migrate, "HEAD", "0002")  # a step that does not exist: Alembic fails half-way
    with pytest.raises(Exception, match="0002"):
        open_database(database.path)
    assert database.path.read_bytes() == before
    copies = list(database.path.parent.glob("clinic.before-0002-*.db"))
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
