"""Whom an enterprise is sent on to, and what partners abroad are asked or offered for it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from clinic_app.domain.records import FieldError, in_order, plausible, required


class ReferralTarget(Enum):
    """The kind of body that can do what the clinic cannot."""

    BANK = "bank"
    GUARANTEE_FUND = "guarantee_fund"
    RESEARCH_CENTRE = "research_centre"
    LABORATORY = "laboratory"
    TAX_OFFICE = "tax_office"
    SOCIAL_INSURANCE = "social_insurance"
    TASK_FORCE = "task_force"
    TRADE_PROMOTION = "trade_promotion"
    EXHIBITION = "exhibition"
    CLUSTER = "cluster"
    FOREIGN_CENTRE = "foreign_centre"
    EXPERT = "expert"


class ReferralStatus(Enum):
    """How far a referral has come."""

    SENT = "sent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralData:
    """What the advisor may edit. ``programme`` is the support programme asked for, if any."""

    target: ReferralTarget
    organisation: str = ""
    purpose: str = ""
    programme: str = ""
    problem_id: UUID | None = None
    referred_on: date | None = None
    consent_on: date | None = None
    status: ReferralStatus = ReferralStatus.SENT
    result: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        return [
            *required("organisation", self.organisation + self.purpose),
            *plausible("referred_on", self.referred_on),
            *plausible("consent_on", self.consent_on),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(ReferralData):
    """A saved referral."""

    id: UUID
    case_id: UUID
    revision: int = 1


class OpportunityKind(Enum):
    """The five profiles of partnering networks: which way does the technology or the money flow?"""

    TECHNOLOGY_OFFER = "technology_offer"
    TECHNOLOGY_REQUEST = "technology_request"
    BUSINESS_OFFER = "business_offer"
    BUSINESS_REQUEST = "business_request"
    RESEARCH_REQUEST = "research_request"


class Cooperation(Enum):
    """The form of partnership looked for."""

    LICENCE = "licence"
    JOINT_VENTURE = "joint_venture"
    TECHNICAL_ASSISTANCE = "technical_assistance"
    RESEARCH = "research"
    SUBCONTRACTING = "subcontracting"
    DISTRIBUTION = "distribution"
    MANUFACTURING = "manufacturing"
    FINANCE = "finance"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityData:
    """A sheet for partners abroad, as the advisor may edit it. ``countries`` are ISO 3166 codes."""

    kind: OpportunityKind
    title: str
    summary: str = ""
    description: str = ""
    advantages: str = ""
    development_stage: str = ""
    rights_status: str = ""
    partner_sought: str = ""
    cooperation: Cooperation | None = None
    countries: tuple[str, ...] = ()
    problem_id: UUID | None = None
    opened_on: date | None = None
    valid_until: date | None = None

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        return [
            *required("title", self.title),
            *plausible("opened_on", self.opened_on),
            *plausible("valid_until", self.valid_until),
            *in_order("valid_until", self.opened_on, self.valid_until),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity(OpportunityData):
    """A saved partner opportunity."""

    id: UUID
    case_id: UUID
    revision: int = 1
