"""What a case is to bring and what it brought: baseline, target, actual value, and how well it is supported."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from clinic_app.domain.enterprise import EvidenceGrade
from clinic_app.domain.records import MOST, FieldError, in_order, plausible, required, within


class ImpactKind(Enum):
    """What is counted. Jobs are full-time equivalents; retained means truly in jeopardy before."""

    JOBS_CREATED = "jobs_created"
    JOBS_RETAINED = "jobs_retained"
    SALES_INCREASE = "sales_increase"
    SALES_RETAINED = "sales_retained"
    EXPORT_START = "export_start"
    EXPORT_INCREASE = "export_increase"
    NEW_MARKET = "new_market"
    COST_SAVING = "cost_saving"
    INVESTMENT = "investment"
    LOAN = "loan"
    EQUITY = "equity"
    GRANT = "grant"
    CONTRACT_WON = "contract_won"
    CERTIFICATION = "certification"
    NEW_PRODUCT = "new_product"
    PATENT = "patent"
    TECHNOLOGY_TRANSFERRED = "technology_transferred"
    CAPACITY_INCREASE = "capacity_increase"
    UNIT_REVIVED = "unit_revived"
    DIGITAL_ADOPTION = "digital_adoption"
    TRAINING_COMPLETED = "training_completed"
    PARTNERSHIP_SIGNED = "partnership_signed"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactData:
    """One indicator, as the advisor may edit it. Values are in ``unit`` (a currency code, "FTE", "%", "t/month" …).

    ``attribution`` is the share of the change, in percent, that is owed to the clinic; ``evidence`` grades the
    actual value. None means not known, never zero.
    """

    kind: ImpactKind
    indicator: str = ""
    unit: str = ""
    problem_id: UUID | None = None
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    target_on: date | None = None
    evidence_needed: str = ""
    actual: float | None = None
    actual_on: date | None = None
    attribution: float | None = None
    evidence: EvidenceGrade | None = None
    document: str = ""
    confirmed_on: date | None = None

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        named = self.indicator if self.kind is ImpactKind.OTHER else self.kind.value
        days = ("baseline_on", "target_on", "actual_on", "confirmed_on")
        return [
            *required("indicator", named),
            *(
                error
                for name in ("baseline", "target", "actual")
                for error in within(name, getattr(self, name), -MOST, MOST)
            ),
            *within("attribution", self.attribution, 0, 100),
            *(error for name in days for error in plausible(name, getattr(self, name))),
            *in_order("actual_on", self.baseline_on, self.actual_on),
        ]

    @property
    def change(self) -> float | None:
        """Actual less baseline, no baseline counting as none of it; None while the actual value is not known."""
        return None if self.actual is None else self.actual - (self.baseline or 0.0)

    @property
    def attributed(self) -> float | None:
        """The part of the change owed to the clinic; None while the change or the attribution is not known."""
        if self.change is None or self.attribution is None:
            return None
        return self.change * self.attribution / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact(ImpactData):
    """A saved indicator."""

    id: UUID
    case_id: UUID
    revision: int = 1


FOLLOW_UP_MONTHS = (3, 6, 12, 24, 36)
"""When an enterprise is asked again after its case is closed (KOSME: three years; MEP: after one year)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpData:
    """One follow-up, as the advisor may edit it; ``months`` after closing, 0 for one outside the calendar."""

    due_on: date
    months: int = 0
    done_on: date | None = None
    done_by: str = ""
    findings: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        return [
            *plausible("due_on", self.due_on),
            *plausible("done_on", self.done_on),
            *within("months", self.months, 0, 120),
        ]

    def is_overdue(self, on: date) -> bool:
        """True when it was due before that day and has not been done."""
        return self.done_on is None and self.due_on < on


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(FollowUpData):
    """A saved follow-up."""

    id: UUID
    case_id: UUID
    revision: int = 1


def follow_up_days(closed_on: date) -> tuple[tuple[int, date], ...]:
    """Months and due day of each follow-up of a case that was closed on that day; short months end early."""
    return tuple((months, _later(closed_on, months)) for months in FOLLOW_UP_MONTHS)


def _later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
