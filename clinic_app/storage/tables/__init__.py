"""The tables of a clinic file. A row never leaves a session: ask it for its record."""

from clinic_app.storage.tables.base import Row
from clinic_app.storage.tables.case import CaseRow, CounterRow, MatchRow, ProblemRow, VisitRow
from clinic_app.storage.tables.enterprise import ContactRow, EnterpriseRow, YearFiguresRow
from clinic_app.storage.tables.ledger import ChangeRow, NodeRow, ReportRow
from clinic_app.storage.tables.plan import ActionRow, RecommendationRow

__all__ = [
    "ActionRow",
    "CaseRow",
    "ChangeRow",
    "ContactRow",
    "CounterRow",
    "EnterpriseRow",
    "MatchRow",
    "NodeRow",
    "ProblemRow",
    "RecommendationRow",
    "ReportRow",
    "Row",
    "VisitRow",
    "YearFiguresRow",
]
