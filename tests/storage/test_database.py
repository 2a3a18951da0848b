"""Opening a clinic file, and what is said when it cannot be used."""

import os
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from clinic_app import errors
from clinic_app.domain.areas import Area
from clinic_app.domain.enterprise import EnterpriseData
from clinic_app.services import enterprises, matches, problems, upkeep
from clinic_app.storage import migrate, types
from clinic_app.storage.database import Database, open_database
from clinic_app.storage.engine import APPLICATION_ID
from tests.factories import saved_case


def test_a_missing_file_is_not_answered_with_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(errors.DatabaseMissing):
        open_database(tmp_path / "none.db")
    assert list(tmp_path.glob("*.db")) == []


def test_folders_with_spaces_and_persian_letters_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "پرونده ها ?#%" / "فایل.db"
    open_database(path, create=True).close()
    open_database(f"sqlite:///{path}").close()
    assert path.exists()


def test_one_file_is_left_at_rest(database: Database) -> None:
    saved_case(database, "Tiles crack.")
    database.close()
    assert [path.name for path in database.path.parent.glob("clinic.db*")] == ["clinic.db"]


@pytest.mark.parametrize("content", [b"%PDF-1.7 not a database", b"x", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_none_of_ours_is_left_as_it_was(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises((errors.DatabaseForeign, errors.DatabaseDamaged)):
        open_database(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    link = sqlite3.connect(path)
    link.execute("CREATE TABLE songs (title)")
    link.close()
    before = path.read_bytes()
    with pytest.raises(errors.DatabaseForeign):
        open_database(path)
    assert path.read_bytes() == before


def test_a_newer_file_is_refused_untouched(database: Database) -> None:
    database.close()
    link = driver.connect(str(database.path))
    link.execute("UPDATE alembic_version SET version_num = '9999'")
    link.commit()
    link.close()
    before = database.path.read_bytes()
    with pytest.raises(errors.DatabaseNewer):
        open_database(database.path)
    assert database.path.read_bytes() == before


def test_a_locked_file_is_said_to_be_locked(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clinic_app.storage.engine.BUSY_MS", 50)
    database.close()
    database = open_database(database.path)
    link = driver.connect(str(database.path), isolation_level=None)
    link.execute("BEGIN IMMEDIATE")
    with pytest.raises(errors.DatabaseLocked):
        database.do(enterprises.add, EnterpriseData(name="x"))
    link.execute("ROLLBACK")
    link.close()
    database.do(enterprises.add, EnterpriseData(name="x"))


def test_a_file_that_another_program_keeps_to_itself_cannot_be_opened(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_app.storage.engine.BUSY_MS", 50)
    database.close()
    link = driver.connect(str(database.path), isolation_level=None)
    for statement in ("PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE"):
        link.execute(statement)
    with pytest.raises(errors.DatabaseLocked):
        open_database(database.path)
    link.close()
    open_database(database.path).close()


def test_a_folder_is_no_clinic_file(tmp_path: Path) -> None:
    with pytest.raises(errors.DatabaseError):
        open_database(tmp_path)


def test_a_vanished_file_is_noticed_before_a_save(database: Database) -> None:
    aside = database.path.with_suffix(".aside")
    shutil.move(database.path, aside)
    with pytest.raises(errors.DatabaseMoved):
        database.do(enterprises.add, EnterpriseData(name="x"))
    assert not database.path.exists()
    shutil.move(aside, database.path)
    database.do(enterprises.add, EnterpriseData(name="x"))


@pytest.mark.skipif(os.name == "nt", reason="file size limits are POSIX's")
def test_a_full_disk_loses_nothing_and_is_told(tmp_path: Path) -> None:
    """The process may write no file beyond a limit: what a full disk does, without one."""
    path = tmp_path / "c.db"
    open_database(path, create=True).close()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            limit = path.stat().st_size + 200_000
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            database = open_database(path)
            database.do(enterprises.add, EnterpriseData(name="kept"))
            try:
                database.do(enterprises.add, EnterpriseData(name="lost", notes="x" * 2_000_000))
            except (errors.DiskFull, errors.DatabaseUnreachable):
                found = database.read(enterprises.find, "")
                code = 0 if [firm.name for firm in found] == ["kept"] else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    database = open_database(path)
    assert [firm.name for firm in database.read(enterprises.find, "")] == ["kept"]
    database.close()


def test_a_server_address_is_refused_in_a_sentence() -> None:
    with pytest.raises(errors.DatabaseUnsupported):
        open_database("postgresql+psycopg://localhost/clinic")


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    saved_case(database, "One.")
    inside, leave = threading.Event(), threading.Event()

    def write(session: object) -> None:
        enterprises.add(session, EnterpriseData(name="second"))  # type: ignore[arg-type]
        inside.set()
        leave.wait(10)

    writer = threading.Thread(target=database.do, args=(write,))
    writer.start()
    inside.wait(10)
    assert len(database.read(enterprises.find, "")) == 1
    leave.set()
    writer.join()
    assert len(database.read(enterprises.find, "")) == 2


def test_the_file_says_whose_it_is_and_every_pragma_took(database: Database) -> None:
    def pragmas(session: object) -> dict[str, object]:
        names = ("application_id", "foreign_keys", "journal_mode", "synchronous", "trusted_schema", "secure_delete")
        run = session.connection().exec_driver_sql  # type: ignore[attr-defined]
        return {name: run(f"PRAGMA {name}").scalar() for name in names}

    assert database.read(pragmas) == {
        "application_id": APPLICATION_ID,
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "trusted_schema": 0,
        "secure_delete": 1,
    }


def test_every_table_is_strict(database: Database) -> None:
    query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
    loose = database.read(lambda session: session.connection().exec_driver_sql(query).scalars().all())
    assert set(loose) <= {"alembic_version", "sqlite_schema", "sqlite_stat1", "sqlite_stat4"}


def test_an_older_driver_works_without_wal(tmp_path: Path) -> None:
    database = open_database(tmp_path / "c.db", create=True, driver=sqlite3)
    database.do(enterprises.add, EnterpriseData(name="نان"))
    assert database.read(enterprises.find, "نان")[0].name == "نان"
    database.close()


def test_an_empty_file_is_not_taken_for_the_cases_that_were_in_it(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    path.touch()
    with pytest.raises(errors.DatabaseDamaged):
        open_database(path)
    assert path.read_bytes() == b""
    open_database(path, create=True).close()  # a first start that was cut off goes on


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "file.txt/c.db"])
def test_a_path_no_system_takes_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").touch()
    for create in (False, True):
        with pytest.raises(errors.DatabaseError):
            open_database(tmp_path / name, create=create)


def test_a_file_cut_off_in_the_middle_is_told_to_be_damaged(database: Database) -> None:
    for number in range(30):
        saved_case(database, f"Problem {number}", request="word " * 500)
    database.close()
    content = database.path.read_bytes()
    database.path.write_bytes(content[: len(content) // 2])
    with pytest.raises(errors.DatabaseDamaged):
        open_database(database.path)
    assert database.path.read_bytes() == content[: len(content) // 2]


def test_a_damaged_page_is_found_and_not_copied_as_a_backup(database: Database) -> None:
    for number in range(30):
        saved_case(database, f"Problem {number}", request="word " * 500)
    database.close()
    content = bytearray(database.path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 8192] = b"\xff" * 8192
    database.path.write_bytes(content)
    broken = open_database(database.path)
    assert upkeep.check(broken) != ()
    with pytest.raises(errors.DatabaseDamaged):
        upkeep.back_up(broken, database.path.parent / "b")
    broken.close()
    assert list((database.path.parent / "b").iterdir()) == []


def test_two_programs_may_make_the_same_new_file(tmp_path: Path) -> None:
    path, opened = tmp_path / "c.db", []
    starters = [threading.Thread(target=lambda: opened.append(open_database(path, create=True))) for _ in range(3)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    assert len(opened) == 3
    for number, database in enumerate(opened):
        database.do(enterprises.add, EnterpriseData(name=str(number)))
    assert len(opened[0].read(enterprises.find, "")) == 3
    for database in opened:
        database.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="modes bind nobody but root can become nobody")
def test_what_this_user_may_not_read_or_write_is_told(tmp_path: Path) -> None:
    """In a child that has become nobody: modes do not bind root."""
    place = Path(tempfile.mkdtemp())
    try:
        place.chmod(0o755)
        for name, mode in (("closed", 0o700), ("unwritable", 0o755)):
            folder = place / name
            folder.mkdir()
            open_database(folder / "c.db", create=True).close()
            (folder / "c.db").chmod(0o644)
            folder.chmod(mode)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.setgid(65534)
                os.setuid(65534)
                found = []
                for path in (
                    place / "closed" / "c.db",
                    place / "unwritable" / "c.db",
                    place / "unwritable" / "new.db",
                ):
                    try:
                        database = open_database(path, create=True)
                        database.do(enterprises.add, EnterpriseData(name="x"))
                    except errors.DatabaseError as error:
                        found.append(error.code)
                code = 0 if found == ["database-unreachable", "database-read-only", "database-read-only"] else 2
                if code:
                    print(found, file=sys.stderr)
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        shutil.rmtree(place)


def test_a_clock_set_back_does_not_make_an_old_decision_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead battery sets the clock back; the next start of the program knows only the file."""
    for name in ("stamp", "counter"):
        monkeypatch.setattr(types._Clock, name, 0)
    monkeypatch.setattr("clinic_app.storage.types.time.time_ns", lambda: 4_000_000_000_000_000_000)
    database = open_database(tmp_path / "c.db", create=True)
    case = saved_case(database, "We have no buyers abroad.")
    problem = database.read(problems.of_case, case.id)[0]
    database.do(matches.decide, problem.id, Area.MARKET_MARKETING, reason="first")
    database.close()
    monkeypatch.setattr(types._Clock, "stamp", 0)
    monkeypatch.setattr("clinic_app.storage.types.time.time_ns", lambda: 1_000_000_000_000_000_000)
    database = open_database(tmp_path / "c.db")
    database.do(matches.decide, problem.id, Area.EDUCATION_TRAINING, reason="second")
    assert database.read(matches.history, problem.id)[-1].reason == "second"
    database.close()


@pytest.mark.skipif(os.name == "nt", reason="file size limits and modes are POSIX's")
def test_a_file_that_could_not_be_made_is_not_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
            try:
                open_database(path, create=True)
            except errors.DatabaseError:
                code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not path.exists()


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_a_copy_is_for_its_owner_only(database: Database, tmp_path: Path) -> None:
    copies = [upkeep.back_up(database, tmp_path / "b"), migrate._copy(database.path, "0001", driver)]
    assert [path.stat().st_mode & 0o777 for path in (database.path, *copies)] == [0o600] * 3
