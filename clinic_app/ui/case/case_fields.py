"""The fields of the case itself: one form, whose fields stand in several sections of the page."""

from collections.abc import Mapping

from clinic_app.domain.areas import PartnerCountry
from clinic_app.domain.case import CaseData, Channel, Confidentiality, Outcome, Triage
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.ui import forms
from clinic_app.ui.case import editors
from clinic_app.ui.forms import Bind, Form
from clinic_app.ui.widgets.text_edit import GrowingTextEdit


def _own_words(catalog: Catalog) -> Bind:
    edit = GrowingTextEdit(least=5, most=30)
    edit.setProperty("role", "own-words")
    return forms.text(edit)


SWOT = ("strengths", "weaknesses", "opportunities", "threats")
KINDS: Mapping[str, editors.Make] = {
    "title": editors.line,
    "request": _own_words,
    "received_on": editors.day,
    "channel": editors.one_of(Channel),
    "referred_by": editors.line,
    "advisor": editors.line,
    "centre": editors.line,
    "programme": editors.line,
    "partner_country": editors.one_of(PartnerCountry, optional=False),
    "confidentiality": editors.one_of(Confidentiality, optional=False),
    "scope": editors.text,
    "exclusions": editors.text,
    "method": editors.text,
    **dict.fromkeys(SWOT, editors.lines),
    "external_factors": editors.text,
    "assumptions": editors.text,
    "not_supplied": editors.text,
    "currency": editors.line,
    "fee": editors.whole,
    "copayment": editors.number,
    "budget": editors.whole,
    "duplicates_checked": editors.check(N_("Yes, it is not in another case")),
    "consent_on": editors.day,
    "triage": editors.one_of(Triage),
    "triage_note": editors.text,
    "conflict_declared_on": editors.day,
    "conflict_note": editors.text,
    "contacted_on": editors.day,
    "plan_approved_on": editors.day,
    "plan_approved_by": editors.line,
    "reviewer": editors.line,
    "reviewed_on": editors.day,
    "report_signed_on": editors.day,
    "story_consent_on": editors.day,
    "outcome": editors.one_of(Outcome),
    "closing_note": editors.text,
    "next_step": editors.text,
}


def make_case_form(catalog: Catalog) -> "Form[CaseData]":
    """The form of a case: one for all sections, so that no section saves an older value of another's field."""
    return editors.make_form(CaseData, catalog, KINDS)
