"""The assignment: what the client asked for in the client's words, what was agreed, and the sessions held."""

from clinic_app.domain.case import Standing
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, told_under, topic
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.sections.visits import visits
from clinic_app.reports.tables import Fact, facts, panel


def request(desk: Desk, file: CaseFile) -> Story:
    """The request as it was said, the terms of the assignment, and the sessions with their hours."""
    _, case, catalog = desk.catalog.text, file.case, desk.catalog
    asked = (
        panel(desk, [quoted(desk, case.request, desk.sheet.quote)])
        if case.request.strip()
        else [words(desk, _("The request was not recorded in the client's words."), desk.sheet.note)]
    )
    texts = ("scope", "exclusions", "method", "triage_note")
    return [
        *chapter(desk, _("The assignment"), "assignment"),
        *topic(desk, field(catalog, "request")),
        *asked,
        *facts(desk, _terms(desk, file)),
        *(part for name in texts for part in told_under(desk, field(catalog, name), getattr(case, name))),
        *visits(desk, file),
    ]


def _terms(desk: Desk, file: CaseFile) -> list[Fact]:
    _, case, catalog = desk.catalog.text, file.case, desk.catalog
    days = ("contacted_on", "plan_approved_on")
    return [
        Fact(field(catalog, "channel"), label(catalog, case.channel)),
        Fact(field(catalog, "referred_by"), case.referred_by),
        Fact(_("Stage"), label(catalog, case.stage)),
        Fact(_("Standing"), "" if case.standing is Standing.OPEN else label(catalog, case.standing)),
        Fact(_("Reason"), case.standing_reason),
        Fact(_("Taken up again on"), formats.day(case.wake_on, catalog.language)),
        Fact(field(catalog, "triage"), label(catalog, case.triage)),
        *(Fact(field(catalog, name), formats.day(getattr(case, name), catalog.language)) for name in days),
        Fact(field(catalog, "plan_approved_by"), case.plan_approved_by),
        Fact(_("Reference of the sender"), case.source_id, is_code=True),
    ]
