"""Cases with something of everything, for the tests of the documents, and cases full of any text."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from clinic_app.domain.areas import Area, PartnerCountry
from clinic_app.domain.assessment import Answer, Assessment, Blank, Occasion, instrument
from clinic_app.domain.attachment import Attachment, AttachmentKind
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import EvidenceGrade, UnitStatus, YearFigures
from clinic_app.domain.impact import FollowUp, Impact, ImpactKind
from clinic_app.domain.partner import Cover, MemorandumStatus, Offer
from clinic_app.domain.plan import Action, ActionStatus, CostClass, Recommendation, Risk
from clinic_app.domain.problem import Problem, ProblemStatus
from clinic_app.domain.referral import Cooperation, Opportunity, OpportunityKind, Referral, ReferralTarget
from clinic_app.domain.visit import Visit, VisitKind
from tests.factories import CASE_ID, PROBLEM_ID, TODAY, casefile

CODES = {
    ("Problem", "type_code"),
    ("TypeScore", "type"),
    ("Reason", "type"),
    ("Enterprise", "country"),
    ("Contact", "language"),
    ("Assessment", "instrument"),
    ("Assessment", "version"),
    ("Answer", "item"),
    ("Attachment", "sha256"),
    ("Attachment", "media_type"),
    ("Cover", "country"),
}
"""Texts that are codes: no person types them."""


def whole() -> CaseFile:
    """A case on which everything has happened, from the first visit to a late follow-up."""
    file = casefile()
    second = Problem(
        id=UUID(int=33),
        case_id=CASE_ID,
        position=2,
        title="Late deliveries",
        statement="One order in five leaves late.",
        severity=3,
        urgency=4,
        status=ProblemStatus.IN_TREATMENT,
    )
    first = replace(file.problems[0], severity=4, urgency=5, cause_chain=("Why? Rain.", "Why? No roof."))
    return replace(
        file,
        case=replace(file.case, partner_country=PartnerCountry.SOUTH_KOREA, next_step="Measure again in May."),
        enterprise=replace(
            file.enterprise, province="Isfahan", isic="2392", employees=42, unit_status=UnitStatus.ACTIVE
        ),
        problems=(first, second),
        years=tuple(
            YearFigures(id=uuid4(), enterprise_id=file.enterprise.id, year=year, currency="IRR", turnover=year * 1000)
            for year in (1401, 1402, 1403)
        ),
        visits=_visits(),
        recommendations=_advice(),
        actions=_actions(),
        risks=(Risk(id=uuid4(), case_id=CASE_ID, what="Gas is cut", likelihood=2, damage=5, response="Keep stock"),),
        referrals=(_referral(),),
        opportunities=(_opportunity(),),
        impacts=_impacts(),
        follow_ups=_follow_ups(),
        attachments=(_photo(),),
        cover=(_cover(),),
        **_scorecards(),
    )


def _cover() -> Cover:
    offer = Offer(name="Field clinic", areas=tuple(Area), eligibility="Fewer than 50 employees")
    return Cover(
        id=uuid4(),
        country="KR",
        organisation="Ministry of SMEs and Startups",
        title="Memorandum of understanding",
        status=MemorandumStatus.SIGNED,
        dated_on=TODAY,
        valid_until=TODAY + timedelta(days=1000),
        areas=tuple(Area),
        programmes=(offer,),
    )


def _visits() -> tuple[Visit, ...]:
    return tuple(
        Visit(
            id=uuid4(),
            case_id=CASE_ID,
            visited_on=TODAY + timedelta(days=10 * place),
            kind=kind,
            place="Mehr park, hall 2",
            participants="Sadeghi, Karimi",
            contact_hours=3.5,
            travel_hours=1,
            notes=f"Visit {place}: the clay store has no roof.",
            next_step="Buy a moisture meter.",
        )
        for place, kind in enumerate((VisitKind.AT_FIRM, VisitKind.PHONE))
    )


def _advice() -> tuple[Recommendation, ...]:
    known: dict[str, Any] = {"case_id": CASE_ID, "problem_ids": (PROBLEM_ID,), "cost": CostClass.LOW}
    return (
        Recommendation(id=uuid4(), position=1, title="Build a dry store", how="Roof of 40 m2.", **known),
        Recommendation(
            id=UUID(int=44), position=2, title="Measure moisture", how="Each morning.", is_quick_win=True, **known
        ),
    )


def _actions() -> tuple[Action, ...]:
    standing = (ActionStatus.DONE, ActionStatus.RUNNING, ActionStatus.LATE, ActionStatus.DROPPED)
    return tuple(
        Action(
            id=UUID(int=100 + place),
            case_id=CASE_ID,
            position=place,
            what=f"Step {place}",
            responsible="Sadeghi",
            due_on=TODAY + timedelta(days=30 * place),
            indicator="scrap",
            target="3 %",
            status=status,
            done_on=TODAY if status is ActionStatus.DONE else None,
        )
        for place, status in enumerate(standing, 1)
    )


def _referral() -> Referral:
    return Referral(
        id=uuid4(), case_id=CASE_ID, target=ReferralTarget.BANK, organisation="Bank Sanat", purpose="Working capital"
    )


def _opportunity() -> Opportunity:
    return Opportunity(
        id=uuid4(),
        case_id=CASE_ID,
        kind=OpportunityKind.TECHNOLOGY_REQUEST,
        title="Dryer for clay",
        summary="A dryer of 2 t/h.",
        cooperation=Cooperation.LICENCE,
        countries=("KR", "DE"),
        opened_on=TODAY,
        valid_until=date(2026, 1, 1),
    )


def _impacts() -> tuple[Impact, ...]:
    return (
        Impact(
            id=uuid4(),
            case_id=CASE_ID,
            kind=ImpactKind.COST_SAVING,
            unit="IRR",
            baseline=0,
            target=900_000_000,
            actual=700_000_000,
            attribution=60,
            evidence=EvidenceGrade.DOCUMENT,
            baseline_on=TODAY,
            actual_on=TODAY + timedelta(days=200),
        ),
        Impact(id=uuid4(), case_id=CASE_ID, kind=ImpactKind.JOBS_CREATED, unit="FTE", baseline=40, target=44),
    )


def _follow_ups() -> tuple[FollowUp, ...]:
    done = FollowUp(
        id=uuid4(),
        case_id=CASE_ID,
        due_on=date(2024, 7, 1),
        months=3,
        done_on=date(2024, 7, 3),
        findings="Scrap 5 %.",
    )
    overdue = FollowUp(id=uuid4(), case_id=CASE_ID, due_on=date(2024, 7, 20), months=6)
    return (done, overdue, FollowUp(id=uuid4(), case_id=CASE_ID, due_on=date(2030, 1, 1), months=12))


def _photo() -> Attachment:
    return Attachment(
        id=uuid4(),
        case_id=CASE_ID,
        name="clay.jpg",
        caption="The clay store",
        kind=AttachmentKind.PHOTO,
        media_type="image/jpeg",
        size=1000,
        sha256="a" * 64,
    )


def _scorecards() -> dict[str, Any]:
    """A baseline, and a follow-up in which most answers are one better."""
    assessments, answers = [], []
    for number, occasion in enumerate(Occasion):
        made = Assessment(
            id=UUID(int=60 + number),
            case_id=CASE_ID,
            assessed_on=TODAY + timedelta(days=300 * number),
            occasion=occasion,
            respondent="Sadeghi",
        )
        assessments.append(made)
        for place, item in enumerate(instrument().items):
            score = None if place % 7 == 6 else min(4, place % 4 + number)
            blank = Blank.NOT_SEEN if score is None else None
            answers.append(
                Answer(id=uuid4(), case_id=CASE_ID, assessment_id=made.id, item=item, score=score, blank=blank)
            )
    return {"assessments": tuple(assessments), "answers": tuple(answers)}


def worded(record: Any, words: Callable[[], str], *, with_codes: bool = False) -> Any:
    """The record with a text of its own in every field that holds text, also inside its parts."""
    edits: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if isinstance(value, str) and (with_codes or (type(record).__name__, each.name) not in CODES):
            edits[each.name] = words()
        elif is_dataclass(value):
            edits[each.name] = worded(value, words, with_codes=with_codes)
        elif isinstance(value, tuple):
            edits[each.name] = tuple(_part(part, words, with_codes=with_codes) for part in value)
    return replace(record, **edits)


def _part(part: Any, words: Callable[[], str], *, with_codes: bool) -> Any:
    if is_dataclass(part):
        return worded(part, words, with_codes=with_codes)
    return words() if isinstance(part, str) else part


def many(count: int) -> Iterator[CaseFile]:
    """That many different cases, some of them nearly empty."""
    rich = whole()
    for number in range(count):
        case = replace(
            rich.case,
            id=uuid4(),
            number=f"1403-ESF-{number:04}",
            received_on=TODAY - timedelta(days=number % 400),
            partner_country=tuple(PartnerCountry)[number % len(PartnerCountry)],
        )
        if number % 5 == 4:
            yield CaseFile(case=case, enterprise=replace(rich.enterprise, province="", isic="", employees=None))
            continue
        areas = tuple(replace(each, area=tuple(Area)[number % 5]) for each in rich.matches)
        firm = replace(rich.enterprise, province=("Isfahan", "Fars", "")[number % 3], employees=number % 150)
        yield replace(rich, case=case, enterprise=firm, matches=areas)
