"""The case: one enterprise's request for help, from the first inquiry to the last follow-up."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from clinic_app.domain.areas import PartnerCountry
from clinic_app.domain.records import MOST, FieldError, in_order, plausible, required, within


class Stage(Enum):
    """Where a case stands, in order."""

    INQUIRY = "inquiry"
    INTAKE = "intake"
    TRIAGE = "triage"
    ASSIGNED = "assigned"
    DIAGNOSIS = "diagnosis"
    MATCH = "match"
    PLAN = "plan"
    TREATMENT = "treatment"
    REPORT = "report"
    CLOSED = "closed"
    FOLLOW_UP = "follow_up"

    @property
    def order(self) -> int:
        """0 for the first stage."""
        return tuple(Stage).index(self)


class Standing(Enum):
    """Whether a case moves on, waits, or has left by a side door. Reopening returns it to its stage."""

    OPEN = "open"
    ON_HOLD = "on_hold"
    WITHDRAWN = "withdrawn"
    INELIGIBLE = "ineligible"
    DUPLICATE = "duplicate"
    REFERRED_OUT = "referred_out"


class Channel(Enum):
    """How the request reached the clinic."""

    WALK_IN = "walk_in"
    PHONE = "phone"
    WEB_FORM = "web_form"
    PARK_VISIT = "park_visit"
    REFERRAL = "referral"
    EVENT = "event"
    IDLE_UNIT_CAMPAIGN = "idle_unit_campaign"


class Confidentiality(Enum):
    """Who may read the case, widest first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    STRICT = "strict"


class Triage(Enum):
    """What the committee decided after screening the request."""

    ONE_POINT_ADVICE = "one_point_advice"
    CLINIC_CASE = "clinic_case"
    REFER = "refer"
    NOT_ELIGIBLE = "not_eligible"


class Outcome(Enum):
    """How a case ended."""

    SOLVED = "solved"
    PARTLY_SOLVED = "partly_solved"
    IMPLEMENTING = "implementing"
    NOT_SOLVED = "not_solved"
    REFERRED = "referred"
    WITHDREW = "withdrew"
    INELIGIBLE = "ineligible"
    DUPLICATE = "duplicate"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseData:
    """What the advisor may edit. ``request`` is the client's own words, kept as they were said.

    ``fee`` and ``budget`` (of the whole plan) are in whole units of ``currency`` (ISO 4217); ``copayment`` is the
    firm's share of the fee in percent. ``not_supplied`` are the data the firm was asked for and did not give.
    """

    title: str
    request: str = ""
    received_on: date
    channel: Channel | None = None
    referred_by: str = ""
    advisor: str = ""
    centre: str = ""
    programme: str = ""
    partner_country: PartnerCountry = PartnerCountry.NONE
    confidentiality: Confidentiality = Confidentiality.INTERNAL
    scope: str = ""
    exclusions: str = ""
    method: str = ""
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()
    external_factors: str = ""
    assumptions: str = ""
    not_supplied: str = ""
    currency: str = ""
    fee: int | None = None
    copayment: float | None = None
    budget: int | None = None
    duplicates_checked: bool = False
    consent_on: date | None = None
    triage: Triage | None = None
    triage_note: str = ""
    conflict_declared_on: date | None = None
    conflict_note: str = ""
    contacted_on: date | None = None
    plan_approved_on: date | None = None
    plan_approved_by: str = ""
    reviewer: str = ""
    reviewed_on: date | None = None
    report_signed_on: date | None = None
    story_consent_on: date | None = None
    outcome: Outcome | None = None
    closing_note: str = ""
    next_step: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        days = ("received_on", "consent_on", "conflict_declared_on", "contacted_on", "story_consent_on")
        later = ("plan_approved_on", "reviewed_on", "report_signed_on")
        return [
            *required("title", self.title),
            *(error for name in (*days, *later) for error in plausible(name, getattr(self, name))),
            *(error for name in later for error in in_order(name, self.received_on, getattr(self, name))),
            *(error for name in ("fee", "budget") for error in within(name, getattr(self, name), 0, MOST)),
            *within("copayment", self.copayment, 0, 100),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(CaseData):
    """A saved case. ``number`` is the human one (office, year, counter) and is never reused."""

    id: UUID
    number: str
    enterprise_id: UUID
    stage: Stage = Stage.INTAKE
    standing: Standing = Standing.OPEN
    standing_reason: str = ""
    wake_on: date | None = None
    source_id: str = ""
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    revision: int = 1
