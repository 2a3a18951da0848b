"""What the client asked for, in the client's words, and how the clinic took it up."""

from clinic_app.domain.case import Standing
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, told_under
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.tables import Fact, facts, panel


def request(desk: Desk, file: CaseFile) -> Story:
    """The request as it was said, and the terms of the assignment."""
    _, case, catalog = desk.catalog.text, file.case, desk.catalog
    asked = (
        panel(desk, [quoted(desk, case.request, desk.sheet.quote)])
        if case.request.strip()
        else [words(desk, _("The request was not recorded in the client's words."), desk.sheet.note)]
    )
    days = ("contacted_on", "plan_approved_on")
    return [
        *chapter(desk, _("The request")),
        *asked,
        *facts(
            desk,
            [
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
            ],
        ),
        *told_under(desk, field(catalog, "scope"), case.scope),
        *told_under(desk, field(catalog, "triage_note"), case.triage_note),
    ]
