"""One whole case, immutable: what gates judge, reports print and files exchange."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from clinic_app.domain.areas import Area
from clinic_app.domain.assessment import Answer, Assessment
from clinic_app.domain.attachment import Attachment
from clinic_app.domain.case import Case
from clinic_app.domain.enterprise import Contact, Enterprise, YearFigures
from clinic_app.domain.impact import FollowUp, Impact
from clinic_app.domain.match import Match
from clinic_app.domain.partner import Cover
from clinic_app.domain.plan import Action, Recommendation, Risk
from clinic_app.domain.problem import Problem
from clinic_app.domain.referral import Opportunity, Referral
from clinic_app.domain.visit import Visit


class ReportKind(Enum):
    """The documents this program prints of a case, or of many."""

    CONSULTATION = "consultation"
    VISIT_NOTE = "visit_note"
    SUMMARY = "summary"
    FOLLOW_UP = "follow_up"
    VISIT_KIT = "visit_kit"
    PORTFOLIO = "portfolio"
    MEMORANDUM = "memorandum"

    @property
    def is_of_many(self) -> bool:
        """True for a document of many cases: it has no number of its own and enters no ledger."""
        return self in (ReportKind.PORTFOLIO, ReportKind.MEMORANDUM)

    @property
    def can_be_issued(self) -> bool:
        """True for what is signed; blank forms and overviews are only printed."""
        return not self.is_of_many and self is not ReportKind.VISIT_KIT


class Audience(Enum):
    """Whom a document is for; decides what is left out of it."""

    FULL = "full"
    CLIENT = "client"
    MINISTRY = "ministry"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIssue:
    """One issued report in the ledger. Hashes are lower-case hexadecimal SHA-256; ``code`` is printed on the paper.

    ``language`` is "fa", or "fa+en" for a bilingual one.
    """

    id: UUID
    case_id: UUID
    number: str
    version: int
    kind: ReportKind
    audience: Audience
    language: str
    issued_at: datetime
    issued_by: str
    reviewer: str = ""
    code: str = ""
    snapshot_sha256: str
    pdf_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case with all that belongs to it, each kind in its own order (problems and actions by position).

    ``cover`` is no part of the case: what the register of partners held for its decided areas when it was read,
    without the names of people.
    """

    case: Case
    enterprise: Enterprise
    contacts: tuple[Contact, ...] = ()
    years: tuple[YearFigures, ...] = ()
    problems: tuple[Problem, ...] = ()
    matches: tuple[Match, ...] = ()
    visits: tuple[Visit, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    actions: tuple[Action, ...] = ()
    risks: tuple[Risk, ...] = ()
    referrals: tuple[Referral, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    answers: tuple[Answer, ...] = ()
    impacts: tuple[Impact, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    issues: tuple[ReportIssue, ...] = ()
    cover: tuple[Cover, ...] = ()

    @property
    def main_contact(self) -> Contact | None:
        """Whom to talk to: the contact marked as such, else the first."""
        marked = (contact for contact in self.contacts if contact.is_primary)
        return next(marked, next(iter(self.contacts), None))

    def match_of(self, problem_id: UUID) -> Match | None:
        """The newest match of a problem, decided or not; None when it was never matched."""
        return next((match for match in reversed(self.matches) if match.problem_id == problem_id), None)

    def answers_of(self, assessment_id: UUID) -> Mapping[str, Answer]:
        """The answers of one assessment, by item."""
        return {answer.item: answer for answer in self.answers if answer.assessment_id == assessment_id}

    def decided_areas(self) -> Mapping[UUID, Area]:
        """The area the advisor chose, by problem; undecided problems are not in it."""
        newest = {match.problem_id: match for match in self.matches}
        found = ((problem.id, newest.get(problem.id)) for problem in self.problems)
        return {key: match.area for key, match in found if match and match.area}
