"""What the records of a case add to the words of its problems."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.domain import evidence
from clinic_app.domain.calendar import today
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.match import Contribution
from clinic_app.matching import facts
from clinic_app.services.records import fetch
from clinic_app.storage.tables import AnswerRow, AssessmentRow, CaseRow, EnterpriseRow, YearFiguresRow


def of_case(session: Session, case_id: UUID) -> tuple[Contribution, ...]:
    """What scorecard and figures of a case speak for, as of today, and what nobody has answered. Raises NotFound."""
    firm = fetch(session, EnterpriseRow, fetch(session, CaseRow, case_id).enterprise_id)
    years = session.scalars(select(YearFiguresRow).filter_by(enterprise_id=firm.id)).all()
    cards = session.scalars(select(AssessmentRow).filter_by(case_id=case_id)).all()
    answers = session.scalars(select(AnswerRow).filter_by(case_id=case_id)).all() if cards else ()
    known = evidence.gather(
        firm.record(),
        [row.record() for row in years],
        [row.record() for row in cards],
        [row.record() for row in answers],
        today(),
    )
    return facts.contributions(known)


def of_file(file: CaseFile) -> tuple[Contribution, ...]:
    """The same of a case that has been read already."""
    return facts.contributions(evidence.of_case(file, today()))
