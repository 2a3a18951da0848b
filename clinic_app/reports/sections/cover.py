"""The first page: what this is, of whom, by whom, and who may read it."""

from reportlab.platypus import PageBreak, Spacer
from reportlab.platypus.flowables import Flowable, TopPadder

from clinic_app.domain.areas import Area, PartnerCountry
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import Rule
from clinic_app.reports.desk import Desk, Story, quoted, spans, words
from clinic_app.reports.document import IssueMark, Letterhead
from clinic_app.reports.styles import AREA_COLOURS, MUTED, tinted
from clinic_app.reports.tables import Cell, Fact, facts, grid
from clinic_app.reports.text.sanitise import isolate


def cover(desk: Desk, file: CaseFile) -> Story:
    """The cover page, and the turn to the pages that follow."""
    _, sheet, order = desk.catalog.text, desk.sheet, desk.order
    letterhead, issue = order.letterhead, order.issue
    clinic = letterhead.clinic_name or _("Clinic for small and medium-sized enterprises")
    return [
        Spacer(1, 8),
        quoted(desk, clinic, sheet.section.but(colour=desk.sheet.accent)),
        *_address(desk, letterhead),
        Spacer(1, 120),
        words(desk, _("Consultation report"), sheet.title),
        quoted(desk, file.case.title, sheet.subtitle),
        _standing(desk, issue),
        Spacer(1, 10),
        Rule(1.2, desk.sheet.accent, 14),
        quoted(
            desk, file.enterprise.name, sheet.section.but(size=sheet.subtitle.size, leading=sheet.subtitle.leading)
        ),
        *([quoted(desk, file.enterprise.name_latin, sheet.body)] if file.enterprise.name_latin.strip() else []),
        Spacer(1, 12),
        *facts(desk, _facts(desk, file)),
        TopPadder(_areas(desk, file)),
        PageBreak(),
    ]


def _address(desk: Desk, letterhead: Letterhead) -> Story:
    phone = isolate(letterhead.phone, ltr=True)
    parts = [part for part in (letterhead.address, phone) if part.strip()]
    return [quoted(desk, " · ".join(parts), desk.sheet.label)] if parts else []


def _standing(desk: Desk, issue: IssueMark | None) -> object:
    """Number and version of what counts, or a plain word that this does not."""
    _, sheet = desk.catalog.text, desk.sheet
    if issue is None:
        warning = AREA_COLOURS[Area.CLINICS_PROBLEM_SOLVING]
        return words(desk, _("DRAFT: not issued, not for signature"), sheet.strong.but(colour=warning))
    wording = _("Report %(number)s, version %(version)s") % {
        "number": isolate(issue.number, ltr=True),
        "version": desk.number(issue.version),
    }
    return words(desk, wording, sheet.strong)


def _facts(desk: Desk, file: CaseFile) -> list[Fact]:
    _, language, case, issue = desk.catalog.text, desk.catalog.language, file.case, desk.order.issue
    day = (issue.issued_at if issue else desk.order.printed_at).astimezone().date()
    partner = "" if case.partner_country is PartnerCountry.NONE else label(desk.catalog, case.partner_country)
    return [
        Fact(_("Case number"), case.number, is_code=True),
        Fact(field(desk.catalog, "confidentiality"), label(desk.catalog, case.confidentiality)),
        Fact(field(desk.catalog, "received_on"), formats.both_days(case.received_on, language)),
        Fact(_("Issued on") if issue else _("Printed on"), formats.both_days(day, language)),
        Fact(field(desk.catalog, "advisor"), case.advisor),
        Fact(_("Issued by"), issue.by if issue else ""),
        Fact(field(desk.catalog, "centre"), case.centre),
        Fact(field(desk.catalog, "partner_country"), partner),
        Fact(field(desk.catalog, "programme"), case.programme),
        Fact(field(desk.catalog, "report_signed_on"), formats.both_days(case.report_signed_on, language)),
    ]


def _areas(desk: Desk, file: CaseFile) -> Flowable:
    """The five areas, those of this case in full colour."""
    chosen = set(file.decided_areas().values())
    cells: list[Cell] = []
    style: list[tuple[object, ...]] = [("LEFTPADDING", (0, 0), (-1, -1), 6), ("RIGHTPADDING", (0, 0), (-1, -1), 6)]
    for place, area in enumerate(reversed(Area) if desk.sheet.is_rtl else Area):
        colour = AREA_COLOURS[area] if area in chosen else tinted(MUTED, 0.3)
        look = desk.sheet.label.but(colour=AREA_COLOURS[area] if area in chosen else MUTED)
        number = desk.sheet.section.but(colour=look.colour, space_before=0)
        cells.append(
            [
                spans(desk, [(desk.number(area.number), number)], number),
                words(desk, label(desk.catalog, area), look),
            ]
        )
        style.append(("LINEABOVE", (place, 0), (place, 0), 3 if area in chosen else 1, colour))
    heading = desk.catalog.text("Areas of cooperation")
    strip = grid(desk, [cells], [desk.width / 5] * 5, style)
    return grid(desk, [[words(desk, heading, desk.sheet.label)], [strip]], [desk.width], [])
