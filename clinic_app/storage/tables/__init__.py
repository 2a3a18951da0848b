"""The tables of a clinic file. A row never leaves a session: ask it for its record."""

from clinic_app.storage.tables.assessment import AnswerRow, AssessmentRow
from clinic_app.storage.tables.attachment import AttachmentRow
from clinic_app.storage.tables.base import Row
from clinic_app.storage.tables.case import CaseRow, CounterRow, MatchRow, ProblemRow, VisitRow
from clinic_app.storage.tables.enterprise import ContactRow, EnterpriseRow, YearFiguresRow
from clinic_app.storage.tables.impact import FollowUpRow, ImpactRow
from clinic_app.storage.tables.learning import CorrectionRow, RebuildRow
from clinic_app.storage.tables.ledger import ChangeRow, NodeRow, ReportRow
from clinic_app.storage.tables.partner import MemorandumRow, PartnerRow, ProgrammeRow
from clinic_app.storage.tables.plan import ActionRow, RecommendationRow, RiskRow
from clinic_app.storage.tables.referral import OpportunityRow, ReferralRow

__all__ = [
    "ActionRow",
    "AnswerRow",
    "AssessmentRow",
    "AttachmentRow",
    "CaseRow",
    "ChangeRow",
    "ContactRow",
    "CorrectionRow",
    "CounterRow",
    "EnterpriseRow",
    "FollowUpRow",
    "ImpactRow",
    "MatchRow",
    "MemorandumRow",
    "NodeRow",
    "OpportunityRow",
    "PartnerRow",
    "ProblemRow",
    "ProgrammeRow",
    "RebuildRow",
    "RecommendationRow",
    "ReferralRow",
    "ReportRow",
    "RiskRow",
    "Row",
    "VisitRow",
    "YearFiguresRow",
]
