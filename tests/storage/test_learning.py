"""The log of corrections is only ever added to, and goes with its case; a suggestion comes back as it was written."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Contribution, Ground, Recall, Turn
from clinic_app.storage.database import Database
from clinic_app.storage.tables import CorrectionRow, MatchRow, ProblemRow
from tests.factories import NOW, saved_case, suggestion


def logged(session: Session, case_id: UUID, undoes: UUID | None = None) -> UUID:
    problem = session.scalars(select(ProblemRow).where(ProblemRow.case_id == case_id)).one()
    row = CorrectionRow(
        case_id=case_id,
        problem_id=problem.id,
        match_id=uuid4(),
        text="Tiles crack.",
        text_key="k",
        language="en",
        suggested=None,
        area=Area.NEW_TECHNOLOGIES,
        type_code="",
        reason="",
        made_by="Leila Karimi",
        made_at=datetime.now(UTC),
        undoes=undoes,
    )
    session.add(row)
    session.flush()
    return row.id


def executed(session: Session, statement: str) -> None:
    session.execute(text(statement))


def test_a_correction_is_neither_changed_nor_deleted(database: Database) -> None:
    case = saved_case(database, "Tiles crack.")
    database.do(logged, case.id)
    for statement in ("UPDATE corrections SET area = 'x'", "DELETE FROM corrections"):
        with pytest.raises(IntegrityError, match="append-only"):
            database.do(executed, statement)


def test_a_correction_is_taken_back_once(database: Database) -> None:
    case = saved_case(database, "Tiles crack.")
    first = database.do(logged, case.id)
    second = database.do(logged, case.id, first)
    database.do(logged, case.id, second)
    with pytest.raises(IntegrityError, match="UNIQUE"):
        database.do(logged, case.id, first)


def test_what_a_case_taught_goes_with_the_case(database: Database) -> None:
    case = saved_case(database, "Tiles crack.")
    database.do(logged, case.id, database.do(logged, case.id))
    database.do(executed, "DELETE FROM cases")
    assert database.read(lambda session: session.execute(text("SELECT count(*) FROM corrections")).scalar()) == 0


def test_a_suggestion_comes_back_with_all_it_rests_on(database: Database) -> None:
    case = saved_case(database, "Tiles crack.")
    area = Area.MARKET_MARKETING
    whole = suggestion(
        contributions=(
            Contribution(ground=Ground.SCORECARD, key="losses", area=area, type="5.01", weight=0.4, value=35.0),
            Contribution(ground=Ground.FACT, key="export_share", area=area, type="5.06", weight=0.0, value=None),
        ),
        recall=Recall(correction_id=uuid4(), area=area, type="5.01", similarity=0.62, made_at=NOW),
        turn=Turn(quotes=("buyers", "export"), area=Area.NEW_TECHNOLOGIES),
    )

    def kept(session: Session) -> UUID:
        problem = session.scalars(select(ProblemRow).where(ProblemRow.case_id == case.id)).one()
        row = MatchRow(
            case_id=case.id, problem_id=problem.id, text="x", reason="", decided_by="", computed_at=NOW, id=uuid4()
        )
        row.write_suggestion(whole)
        session.add(row)
        return row.id

    key = database.do(kept)
    assert database.read(lambda session: session.get_one(MatchRow, key).suggestion()) == whole
