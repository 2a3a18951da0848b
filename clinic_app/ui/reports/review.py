"""The office's rule about reviewers, told before anything is issued."""

from clinic_app.domain.casefile import CaseFile
from clinic_app.services.terms import Terms, issuer_of, may_review, reviewer_of
from clinic_app.ui.context import Context


def issuer(context: Context, file: CaseFile) -> str:
    """Who will stand in the ledger as the one who issued."""
    return issuer_of(file, context.database.actor)


def lack(context: Context, file: CaseFile, terms: Terms) -> str:
    """What the rule still wants, in words; empty when it is kept or the office has none."""
    if context.settings.review != "required" or not terms.kind.can_be_issued:
        return ""
    reviewer = reviewer_of(terms, file)
    if not reviewer:
        return context.catalog.text("Needed here before a report is issued.")
    if not may_review(reviewer, file, issuer(context, file)):
        return context.catalog.text("Must be somebody else than the author and the one who issues.")
    return ""
