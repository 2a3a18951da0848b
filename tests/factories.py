"""Records that are valid by default: a test says only what it is about."""

from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from clinic_app.domain.areas import Area
from clinic_app.domain.assessment import Answer, Assessment
from clinic_app.domain.case import Case, CaseData, Outcome, Stage, Triage
from clinic_app.domain.casefile import Audience, CaseFile, ReportIssue, ReportKind
from clinic_app.domain.enterprise import Contact, Enterprise, EnterpriseData, YearFigures
from clinic_app.domain.match import AreaScore, Match, Suggestion, SuggestionKind, Verdict
from clinic_app.domain.plan import Action, ActionStatus, Recommendation
from clinic_app.domain.problem import Problem, ProblemData, ProblemStatus
from clinic_app.domain.visit import Visit
from clinic_app.services import cases, enterprises, problems
from clinic_app.services.cases import Numbering
from clinic_app.storage.database import Database

T = TypeVar("T")
NOW = datetime(2024, 8, 2, 9, 30, tzinfo=UTC)
TODAY = date(2024, 8, 2)
OFFICE = Numbering(prefix="ESF", calendar="jalali")


def as_data(kind: type[T], record: Any, **changes: Any) -> T:
    """The editable part of a saved record, with some fields changed."""
    return kind(**{f.name: getattr(record, f.name) for f in fields(kind)} | changes)  # type: ignore[arg-type]


def saved_case(database: Database, *texts: str, **case: Any) -> Case:
    """A case in the database with one problem per text."""
    firm = database.do(enterprises.add, EnterpriseData(name=case.pop("enterprise", "Mehr Tile")))
    data = CaseData(**{"title": "Kiln losses", "received_on": TODAY} | case)
    made = database.do(cases.open_case, firm.id, data, numbering=OFFICE)
    for text in texts:
        database.do(problems.add, made.id, ProblemData(statement=text))
    return made


def suggestion(area: Area = Area.MARKET_MARKETING, **changes: Any) -> Suggestion:
    others = [other for other in Area if other is not area]
    scores = (AreaScore(area=area, probability=0.8), *(AreaScore(area=o, probability=0.05) for o in others))
    known: dict[str, Any] = {
        "decision": SuggestionKind.SUGGESTED,
        "area": area,
        "confidence": 0.85,
        "ranking": scores,
        "types": (),
        "reasons": (),
        "rules": "test",
    }
    return Suggestion(**known | changes)


CASE_ID, FIRM_ID, PROBLEM_ID, CARD_ID = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)


def casefile(**changes: Any) -> CaseFile:
    """A case that lacks nothing on its way to the end; ``changes`` take something away."""
    parts: dict[str, Any] = {
        "case": _case(),
        "enterprise": Enterprise(id=FIRM_ID, name="Mehr Tile", legal_id="10380284790"),
        "contacts": (Contact(id=uuid4(), enterprise_id=FIRM_ID, name="Maryam Sadeghi"),),
        "years": (YearFigures(id=uuid4(), enterprise_id=FIRM_ID, year=1402),),
        "problems": (_problem(),),
        "matches": (_match(),),
        "visits": (Visit(id=uuid4(), case_id=CASE_ID, visited_on=TODAY, contact_hours=3),),
        "recommendations": (Recommendation(id=uuid4(), case_id=CASE_ID, position=1, title="Measure moisture"),),
        "actions": (_action(),),
        "assessments": (Assessment(id=CARD_ID, case_id=CASE_ID, assessed_on=TODAY),),
        "answers": (Answer(id=uuid4(), assessment_id=CARD_ID, case_id=CASE_ID, item="production-losses", score=1),),
        "issues": (_issue(),),
    }
    return CaseFile(**parts | changes)


def _case() -> Case:
    return Case(
        id=CASE_ID,
        number="1403-ESF-0001",
        enterprise_id=FIRM_ID,
        title="Kiln losses",
        request="One tile in nine cracks.",
        received_on=TODAY,
        advisor="Leila Karimi",
        duplicates_checked=True,
        consent_on=TODAY,
        triage=Triage.CLINIC_CASE,
        conflict_declared_on=TODAY,
        plan_approved_on=TODAY,
        report_signed_on=TODAY,
        outcome=Outcome.SOLVED,
        stage=Stage.INQUIRY,
        created_at=NOW,
        updated_at=NOW,
    )


def _problem() -> Problem:
    return Problem(
        id=PROBLEM_ID,
        case_id=CASE_ID,
        position=1,
        statement="Tiles crack.",
        type_code="1.09",
        root_cause="Moist clay",
        status=ProblemStatus.SOLVED,
    )


def _match() -> Match:
    return Match(
        id=uuid4(),
        case_id=CASE_ID,
        problem_id=PROBLEM_ID,
        text="Tiles crack.",
        suggestion=suggestion(),
        computed_at=NOW,
        verdict=Verdict.ACCEPTED,
        area=Area.MARKET_MARKETING,
        decided_by="Leila Karimi",
        decided_at=NOW,
    )


def _action() -> Action:
    return Action(
        id=uuid4(),
        case_id=CASE_ID,
        position=1,
        what="Buy a meter",
        responsible="Sadeghi",
        due_on=TODAY,
        indicator="scrap",
        status=ActionStatus.DONE,
    )


def _issue() -> ReportIssue:
    return ReportIssue(
        id=uuid4(),
        case_id=CASE_ID,
        number="1403-ESF-0001",
        version=1,
        kind=ReportKind.CONSULTATION,
        audience=Audience.FULL,
        language="en",
        issued_at=NOW,
        issued_by="Leila Karimi",
        snapshot_sha256="0" * 64,
        pdf_sha256="1" * 64,
    )
