"""Care of the clinic file: a verified copy, and a check of everything that can be checked."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from clinic_app.domain.areas import problem_types
from clinic_app.errors import CannotWrite, DatabaseDamaged, UnreadableFile, cause
from clinic_app.paths import replacing
from clinic_app.storage import attachments, history
from clinic_app.storage.database import Database, open_database


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong with the file: a stable code, and where."""

    code: str
    where: str


def back_up(database: Database, folder: Path) -> Path:
    """A copy of the clinic file in ``folder``, checked before it gets its name, and of the files beside it.

    A file beside it that was altered stays behind. Raises CannotWrite, or DatabaseDamaged when the copy does not pass
    the check.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = folder / f"{database.path.stem}-{stamp}.db"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.ExitStack() as undo:
            undo.callback(shutil.rmtree, attachments.folder_of(target), ignore_errors=True)
            with replacing(target) as part:
                _copy_checked(database, part)
                attachments.copy(database.path, target)  # after it: what was attached meanwhile is there as well
            undo.pop_all()
    except OSError as error:
        raise CannotWrite(path=str(target), reason=cause(error)) from error
    return target


def _copy_checked(database: Database, part: Path) -> None:
    database.copy_to(part)
    copy = open_database(part)
    try:
        findings = copy.read(_findings)
    finally:
        copy.close()
    if findings:
        raise DatabaseDamaged(path=str(database.path))


def check(database: Database) -> tuple[Finding, ...]:
    """What is wrong with the file: damage, dangling references, a broken history chain, unknown type codes.

    And with what lies beside it: attachments that are missing or were altered.
    """
    try:
        return (*database.read(_findings), *_beside(database))
    except DatabaseDamaged:  # so much that the check itself could not end
        return (Finding(code="damaged", where=str(database.path)),)


def _beside(database: Database) -> Iterator[Finding]:
    for row in database.read(lambda session: session.execute(sql("SELECT id, sha256 FROM attachments")).all()):
        try:
            attachments.read(database.path, row.sha256)
        except UnreadableFile as error:
            reason = str(error.details["reason"])
            code = {"missing-file": "attachment-missing", "altered": "attachment-altered"}.get(reason)
            yield Finding(code=code or "attachment-unreadable", where=row.id.hex())


def _findings(session: Session) -> tuple[Finding, ...]:
    found = []
    damage = session.execute(sql("PRAGMA quick_check")).scalars().all()
    found += [Finding(code="damaged", where=line) for line in damage if line != "ok"]
    dangling = session.execute(sql("PRAGMA foreign_key_check")).all()
    found += [Finding(code="dangling-reference", where=str(row[0])) for row in dangling]
    if broken := history.broken_link(session):
        found.append(Finding(code="history-broken", where=str(broken)))
    rows = session.execute(sql("SELECT id, type_code FROM problems WHERE type_code <> ''"))
    known = problem_types()
    found += [Finding(code="unknown-type", where=row.id.hex()) for row in rows if row.type_code not in known]
    missing = sql("SELECT id FROM cases WHERE id NOT IN (SELECT case_id FROM search_documents)")
    found += [Finding(code="not-indexed", where=row.id.hex()) for row in session.execute(missing)]
    return tuple(found)
