"""The sample cases: twelve made-up ones, four a language, loaded and removed as a whole."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app import paths
from clinic_app.domain.areas import Area
from clinic_app.domain.casefile import CaseFile
from clinic_app.exchange import codec
from clinic_app.reports.document import Letterhead
from clinic_app.services import matches, reporting, store, trash
from clinic_app.services.cases import Numbering
from clinic_app.settings import LANGUAGES
from clinic_app.storage.database import Database
from clinic_app.storage.tables import CaseRow

NUMBERING = Numbering(prefix="DEMO", calendar="gregorian")
LETTERHEAD = Letterhead(clinic_name="Clinic")


def load(database: Database) -> int:
    """Add the sample cases that are not there, and take those in the bin out of it. How many came back or in."""
    count = 0
    for language, tree, file in _samples():
        if database.do(store.put, file, numbering=NUMBERING):
            count += 1
            database.do(_decide, file, tree.get("decisions", ()))
            if tree.get("issue"):
                terms = reporting.Terms(languages=(language,))
                reporting.issue(database, file.case.id, terms, letterhead=LETTERHEAD)
        elif database.do(_take_out, file):
            count += 1
    return count


def remove(database: Database) -> int:
    """Put the sample cases and their enterprises into the bin. How many cases went."""
    return sum(database.do(_put_away, file) for _, _, file in _samples())


def present(session: Session) -> bool:
    """True when a sample case is in the list."""
    return any((row := session.get(CaseRow, file.case.id)) and not row.deleted_at for _, _, file in _samples())


def _samples() -> Iterator[tuple[str, dict[str, Any], CaseFile]]:
    for language in LANGUAGES:
        path = paths.resources() / "samples" / f"{language}.json"
        document = codec.parsed(path.read_bytes(), name=path.name)
        for where, tree in codec.members(document):
            yield language, tree, codec.from_plain(tree, name=path.name, where=where)


def _decide(session: Session, file: CaseFile, decisions: list[dict[str, str]]) -> None:
    """Enter decisions as an advisor would, and leave the rest suggested."""
    session.info["actor"] = file.case.advisor
    for decision in decisions:
        matches.decide(
            session,
            UUID(decision["problem_id"]),
            Area(decision["area"]),
            reason=decision.get("reason", ""),
            type_code=decision.get("type_code", ""),
        )
    for problem in file.problems:
        matches.suggest(session, problem.id)


def _put_away(session: Session, file: CaseFile) -> bool:
    row = session.get(CaseRow, file.case.id)
    if row is None or row.deleted_at is not None:
        return False
    trash.remove(session, "cases", file.case.id)
    if not trash.has_cases(session, file.enterprise.id):  # the user may have opened one of her own for it
        trash.remove(session, "enterprises", file.enterprise.id)
    return True


def _take_out(session: Session, file: CaseFile) -> bool:
    row = session.get_one(CaseRow, file.case.id, execution_options={"with_bin": True})
    if row.deleted_at is None:
        return False
    trash.restore(session, "cases", row.id)
    return True
