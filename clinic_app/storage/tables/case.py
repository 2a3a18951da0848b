"""Tables of cases, their problems, matches and visits, and the counters of their numbers."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import REAL, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.domain.areas import Area, PartnerCountry
from clinic_app.domain.case import Case, Channel, Confidentiality, Outcome, Stage, Standing, Triage
from clinic_app.domain.match import AreaScore, Match, Reason, Suggestion, SuggestionKind, TypeScore, Verdict
from clinic_app.domain.problem import CauseCategory, CauseMethod, Problem, ProblemStatus
from clinic_app.domain.visit import Visit, VisitKind
from clinic_app.storage.tables import evidence
from clinic_app.storage.tables.base import STRICT, Row, Tracked
from clinic_app.storage.tables.enterprise import EnterpriseRow
from clinic_app.storage.types import Coded, Json


class CaseRow(Tracked, Row):
    """One case. ``stage_order`` and ``priority`` are there to be sorted by."""

    __tablename__ = "cases"
    UNTRACKED: ClassVar = Tracked.UNTRACKED | {"stage_order", "priority", "title_folded", "created_at"}

    number: Mapped[str] = mapped_column(unique=True)
    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey(EnterpriseRow.id, ondelete="RESTRICT"), index=True)
    title: Mapped[str]
    title_folded: Mapped[str]
    request: Mapped[str]
    received_on: Mapped[date]
    channel: Mapped[Channel | None] = mapped_column(Coded(Channel))
    referred_by: Mapped[str]
    advisor: Mapped[str]
    centre: Mapped[str]
    programme: Mapped[str]
    partner_country: Mapped[PartnerCountry] = mapped_column(Coded(PartnerCountry))
    confidentiality: Mapped[Confidentiality] = mapped_column(Coded(Confidentiality))
    scope: Mapped[str]
    exclusions: Mapped[str]
    method: Mapped[str]
    strengths: Mapped[tuple[str, ...]]
    weaknesses: Mapped[tuple[str, ...]]
    opportunities: Mapped[tuple[str, ...]]
    threats: Mapped[tuple[str, ...]]
    external_factors: Mapped[str]
    assumptions: Mapped[str]
    not_supplied: Mapped[str]
    currency: Mapped[str]
    fee: Mapped[int | None]
    copayment: Mapped[float | None]
    budget: Mapped[int | None]
    duplicates_checked: Mapped[bool]
    consent_on: Mapped[date | None]
    triage: Mapped[Triage | None] = mapped_column(Coded(Triage))
    triage_note: Mapped[str]
    conflict_declared_on: Mapped[date | None]
    conflict_note: Mapped[str]
    contacted_on: Mapped[date | None]
    plan_approved_on: Mapped[date | None]
    plan_approved_by: Mapped[str]
    reviewer: Mapped[str]
    reviewed_on: Mapped[date | None]
    report_signed_on: Mapped[date | None]
    story_consent_on: Mapped[date | None]
    outcome: Mapped[Outcome | None] = mapped_column(Coded(Outcome))
    closing_note: Mapped[str]
    next_step: Mapped[str]
    stage: Mapped[Stage] = mapped_column(Coded(Stage))
    stage_order: Mapped[int]
    standing: Mapped[Standing] = mapped_column(Coded(Standing))
    standing_reason: Mapped[str]
    wake_on: Mapped[date | None]
    source_id: Mapped[str] = mapped_column(index=True)
    priority: Mapped[int | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_cases_updated", "updated_at", "id"),
        Index("ix_cases_stage_updated", "stage", "updated_at", "id"),
        Index("ix_cases_advisor_updated", "advisor", "updated_at", "id"),
        Index("ix_cases_received", "received_on", "id"),
        Index("ix_cases_title", "title_folded", "id"),
        STRICT,
    )

    def record(self) -> Case:
        """The row as a record."""
        return self.read(Case)


class ProblemRow(Tracked, Row):
    """One problem. ``area`` is the decided area, or the suggested one while ``is_decided`` is false."""

    __tablename__ = "problems"
    UNTRACKED: ClassVar = Tracked.UNTRACKED | {"area", "is_decided"}

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    statement: Mapped[str]
    symptoms: Mapped[tuple[str, ...]]
    since: Mapped[date | None]
    process: Mapped[str]
    effect: Mapped[str]
    effect_amount: Mapped[float | None]
    effect_unit: Mapped[str]
    evidence: Mapped[str]
    type_code: Mapped[str]
    severity: Mapped[int | None]
    urgency: Mapped[int | None]
    ease: Mapped[int | None]
    root_cause: Mapped[str]
    cause_chain: Mapped[tuple[str, ...]]
    cause_method: Mapped[CauseMethod | None] = mapped_column(Coded(CauseMethod))
    cause_category: Mapped[CauseCategory | None] = mapped_column(Coded(CauseCategory))
    status: Mapped[ProblemStatus] = mapped_column(Coded(ProblemStatus))
    source_id: Mapped[str] = mapped_column(index=True)
    area: Mapped[Area | None] = mapped_column(Coded(Area))
    is_decided: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_problems_area", "area", "case_id"), STRICT)

    def record(self) -> Problem:
        """The row as a record."""
        return self.read(Problem)


class MatchRow(Tracked, Row):
    """What the matcher said of a problem and, once decided, the decision; a decided row never changes.

    ``evidence`` is what it rests on beside the words, and what would change it: contributions, recall, turn.
    """

    __tablename__ = "matches"
    __table_args__ = (STRICT,)
    UNTRACKED: ClassVar = Tracked.UNTRACKED | {
        "text", "kind", "best_area", "confidence", "ranking", "types", "reasons", "evidence", "rules", "computed_at"
    }  # fmt: skip

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    problem_id: Mapped[UUID] = mapped_column(ForeignKey(ProblemRow.id, ondelete="CASCADE"), index=True)
    text: Mapped[str]
    kind: Mapped[SuggestionKind] = mapped_column(Coded(SuggestionKind))
    best_area: Mapped[Area | None] = mapped_column(Coded(Area))
    confidence: Mapped[float] = mapped_column(REAL)
    ranking: Mapped[Any] = mapped_column(Json)
    types: Mapped[Any] = mapped_column(Json)
    reasons: Mapped[Any] = mapped_column(Json)
    evidence: Mapped[Any] = mapped_column(Json)
    rules: Mapped[str]
    computed_at: Mapped[datetime]
    verdict: Mapped[Verdict | None] = mapped_column(Coded(Verdict))
    area: Mapped[Area | None] = mapped_column(Coded(Area))
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]

    def write_suggestion(self, found: Suggestion) -> None:
        """Copy a suggestion onto the columns."""
        self.kind, self.best_area, self.confidence, self.rules = (
            found.decision,
            found.area,
            found.confidence,
            found.rules,
        )
        self.ranking = [[score.area.value, score.probability] for score in found.ranking]
        self.types = [[score.type, score.probability] for score in found.types]
        self.reasons = [
            [why.area.value, why.term, why.quote, why.start, why.end, why.weight, why.type] for why in found.reasons
        ]
        self.evidence = evidence.plain(found)

    def suggestion(self) -> Suggestion:
        """The suggestion as it was when computed."""
        return Suggestion(
            decision=self.kind,
            area=self.best_area,
            confidence=self.confidence,
            ranking=tuple(AreaScore(area=Area(area), probability=p) for area, p in self.ranking),
            types=tuple(TypeScore(type=code, probability=p) for code, p in self.types),
            reasons=tuple(
                Reason(area=Area(a), term=term, quote=quote, start=start, end=end, weight=weight, type=code)
                for a, term, quote, start, end, weight, code in self.reasons
            ),
            rules=self.rules,
            **evidence.read(self.evidence),
        )

    def record(self) -> Match:
        """The row as a record."""
        return Match(
            id=self.id,
            case_id=self.case_id,
            problem_id=self.problem_id,
            text=self.text,
            suggestion=self.suggestion(),
            computed_at=self.computed_at,
            verdict=self.verdict,
            area=self.area,
            reason=self.reason,
            decided_by=self.decided_by,
            decided_at=self.decided_at,
        )


class VisitRow(Tracked, Row):
    """One visit."""

    __tablename__ = "visits"
    __table_args__ = (STRICT,)

    case_id: Mapped[UUID] = mapped_column(ForeignKey(CaseRow.id, ondelete="CASCADE"), index=True)
    visited_on: Mapped[date]
    kind: Mapped[VisitKind] = mapped_column(Coded(VisitKind))
    place: Mapped[str]
    advisor: Mapped[str]
    participants: Mapped[str]
    contact_hours: Mapped[float | None]
    preparation_hours: Mapped[float | None]
    travel_hours: Mapped[float | None]
    expenses: Mapped[int | None]
    notes: Mapped[str]
    next_step: Mapped[str]

    def record(self) -> Visit:
        """The row as a record."""
        return self.read(Visit)


class CounterRow(Row):
    """The last number given out for an office prefix and a year. It only ever grows: numbers are not reused."""

    __tablename__ = "counters"
    __table_args__ = (UniqueConstraint("prefix", "year"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    prefix: Mapped[str]
    year: Mapped[int]
    last: Mapped[int]
