"""One whole case out of the tables: the snapshot that gates, reports and exchange work on."""

from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from clinic_app.domain.assessment import Assessment
from clinic_app.domain.calendar import today
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.partner import Cover
from clinic_app.domain.plan import Action, Recommendation
from clinic_app.domain.problem import Problem
from clinic_app.domain.text import ascii_digits
from clinic_app.errors import NotFound
from clinic_app.services import partners
from clinic_app.services.records import fetch
from clinic_app.storage.tables import (
    ActionRow,
    AnswerRow,
    AssessmentRow,
    AttachmentRow,
    CaseRow,
    ContactRow,
    EnterpriseRow,
    FollowUpRow,
    ImpactRow,
    MatchRow,
    OpportunityRow,
    PartnerRow,
    ProblemRow,
    RecommendationRow,
    ReferralRow,
    ReportRow,
    RiskRow,
    VisitRow,
    YearFiguresRow,
)

R = TypeVar("R")


def load(session: Session, case_id: UUID) -> CaseFile:
    """The case as it is now. Raises NotFound."""
    case = fetch(session, CaseRow, case_id)
    firm = fetch(session, EnterpriseRow, case.enterprise_id)
    there = _filled(session, case_id)

    def of_firm(kind: Any, *order: Any) -> Any:
        return _records(session, kind, kind.enterprise_id == firm.id, *order, kind.id)

    def of_case(kind: Any, *order: Any) -> Any:
        if kind in _OFTEN_EMPTY and kind.__tablename__ not in there:
            return ()
        return _records(session, kind, kind.case_id == case.id, *order, kind.id)

    problems: tuple[Problem, ...] = of_case(ProblemRow, ProblemRow.position)
    advice: tuple[Recommendation, ...] = of_case(RecommendationRow, RecommendationRow.position)
    cards: tuple[Assessment, ...] = of_case(AssessmentRow, AssessmentRow.assessed_on)
    live, advised = {problem.id for problem in problems}, {item.id for item in advice}
    filled_in = {card.id for card in cards}
    file = CaseFile(
        case=case.record(),
        enterprise=firm.record(),
        contacts=of_firm(ContactRow, ContactRow.is_primary.desc()),
        years=of_firm(YearFiguresRow, YearFiguresRow.year),
        problems=problems,
        matches=tuple(match for match in of_case(MatchRow) if match.problem_id in live),
        visits=of_case(VisitRow, VisitRow.visited_on),
        recommendations=tuple(_without_removed(item, live) for item in advice),
        actions=tuple(_of_live(action, advised) for action in of_case(ActionRow, ActionRow.position)),
        risks=of_case(RiskRow),
        referrals=_about(live, of_case(ReferralRow)),
        opportunities=_about(live, of_case(OpportunityRow)),
        assessments=cards,
        answers=tuple(answer for answer in of_case(AnswerRow) if answer.assessment_id in filled_in),
        impacts=_about(live, of_case(ImpactRow)),
        follow_ups=of_case(FollowUpRow, FollowUpRow.due_on),
        attachments=_about(live, of_case(AttachmentRow)),
        issues=of_case(ReportRow),
    )
    return replace(file, cover=_cover(session, file)) if PartnerRow.__tablename__ in there else file


def _cover(session: Session, file: CaseFile) -> tuple[Cover, ...]:
    """What the register holds for the areas decided in a case, as of today."""
    wanted = set(file.decided_areas().values())
    found = partners.covers(session, today()) if wanted else ()
    return tuple(each.without_contacts() for each in found if wanted & set(each.areas))


_OFTEN_EMPTY = (
    RiskRow, ReferralRow, OpportunityRow, AssessmentRow, AnswerRow, ImpactRow, FollowUpRow, AttachmentRow,
)  # fmt: skip
_PLACES = {
    **{kind.__tablename__: f"{kind.__tablename__} WHERE case_id = :case" for kind in _OFTEN_EMPTY},
    PartnerRow.__tablename__: PartnerRow.__tablename__,
}
_FILLED = sql(
    " UNION ALL ".join(f"SELECT '{key}' WHERE EXISTS (SELECT 1 FROM {rows})" for key, rows in _PLACES.items())
)


def _filled(session: Session, case_id: UUID) -> set[str]:
    """The often empty tables that hold something of a case, and the register of partners: one question, not nine."""
    return set(session.connection().execute(_FILLED, {"case": case_id.bytes}).scalars())


def _without_removed(item: Recommendation, live: set[UUID]) -> Recommendation:
    """A recommendation that names no problem in the bin."""
    kept = tuple(key for key in item.problem_ids if key in live)
    return item if kept == item.problem_ids else replace(item, problem_ids=kept)


def _of_live(action: Action, live: set[UUID]) -> Action:
    """An action that follows from no recommendation in the bin."""
    return action if action.recommendation_id in live else replace(action, recommendation_id=None)


def _about(live: set[UUID], records: tuple[Any, ...]) -> tuple[Any, ...]:
    """The records, none of them about a problem in the bin."""
    return tuple(each if each.problem_id in live else replace(each, problem_id=None) for each in records)


def _records(session: Session, kind: Any, condition: Any, *order: Any) -> tuple[Any, ...]:
    return tuple(row.record() for row in session.scalars(select(kind).where(condition).order_by(*order)))


def find(session: Session, name: str) -> UUID:
    """The case named by its number (digits of any script) or its id. Raises NotFound."""
    wanted = ascii_digits(name).strip()
    try:
        condition = CaseRow.id == UUID(wanted)
    except ValueError:
        condition = CaseRow.number.in_((wanted, name.strip()))  # one brought in may have other digits
    key = session.scalars(select(CaseRow.id).where(condition, CaseRow.deleted_at.is_(None))).first()
    if key is None:
        raise NotFound(what="case", id=name)
    return key
