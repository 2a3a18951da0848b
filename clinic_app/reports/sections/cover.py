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
from clinic_app.reports.pictures import picture
from clinic_app.reports.styles import AREA_COLOURS, MUTED, tinted
from clinic_app.reports.tables import Cell, Fact, facts, grid
from clinic_app.reports.text.sanitise import isolate
from clinic_app.reports.titles import document_title

_LOGO = (150.0, 54.0)  # the box of the logo in points


def cover(desk: Desk, file: CaseFile) -> Story:
    """The cover page, and the turn to the pages that follow."""
    sheet, order = desk.sheet, desk.order
    firm = sheet.section.but(size=sheet.subtitle.size, leading=sheet.subtitle.leading)
    title = words(desk, document_title(desk.catalog, order.kind, order.audience), sheet.title)
    title.tag = "H1"
    return [
        *_clinic(desk, order.letterhead),
        Spacer(1, 96),
        title,
        quoted(desk, file.case.title, sheet.subtitle),
        _standing(desk, order.issue),
        Spacer(1, 10),
        Rule(1.2, desk.sheet.accent, 14),
        quoted(desk, file.enterprise.name, firm),
        *([quoted(desk, file.enterprise.name_latin, sheet.body)] if file.enterprise.name_latin.strip() else []),
        Spacer(1, 12),
        *facts(desk, _facts(desk, file)),
        Spacer(1, 10),
        _marks(desk, file),
        TopPadder(_foot(desk, file)),
        PageBreak(),
    ]


def _clinic(desk: Desk, letterhead: Letterhead) -> Story:
    """Logo, name and address of the clinic; a logo that cannot be read is left out."""
    clinic = letterhead.clinic_name or desk.catalog.text("Clinic for small and medium-sized enterprises")
    phone = isolate(letterhead.phone, ltr=True)
    parts = [part for part in (letterhead.address, phone) if part.strip()]
    logo = picture(letterhead.logo, *_LOGO, alt=clinic, is_photo=False) if letterhead.logo else None
    if logo is not None:
        logo.hAlign = "RIGHT" if desk.sheet.is_rtl else "LEFT"
    return [
        Spacer(1, 8),
        *([logo, Spacer(1, 10)] if logo is not None else []),
        quoted(desk, clinic, desk.sheet.section.but(colour=desk.sheet.accent)),
        *([quoted(desk, " · ".join(parts), desk.sheet.label)] if parts else []),
    ]


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
    partner = "" if case.partner_country is PartnerCountry.NONE else label(desk.catalog, case.partner_country)
    return [
        Fact(_("Case number"), case.number, is_code=True),
        Fact(field(desk.catalog, "advisor"), case.advisor),
        Fact(field(desk.catalog, "received_on"), formats.both_days(case.received_on, language)),
        Fact(field(desk.catalog, "centre"), case.centre),
        Fact(_("Issued on") if issue else _("Printed on"), formats.both_days(desk.day, language)),
        Fact(field(desk.catalog, "partner_country"), partner),
        Fact(_("Issued by"), issue.by if issue else ""),
        Fact(field(desk.catalog, "report_signed_on"), formats.both_days(case.report_signed_on, language)),
        Fact(field(desk.catalog, "programme"), case.programme),
    ]


def _marks(desk: Desk, file: CaseFile) -> Flowable:
    """Who may read this copy and which one it is, framed: to be seen before anything is read."""
    _, order = desk.catalog.text, desk.order
    copy = _("%(copy)s of %(copies)s") % {"copy": desk.number(order.copy), "copies": desk.number(order.copies)}
    shown = (
        (field(desk.catalog, "confidentiality"), label(desk.catalog, file.case.confidentiality)),
        (_("Audience"), label(desk.catalog, order.audience)),
        (_("Copy"), copy),
    )
    cells: list[Cell] = [
        [words(desk, name, desk.sheet.label), words(desk, value, desk.sheet.strong.but(space_after=0))]
        for name, value in shown
    ]
    if desk.sheet.is_rtl:
        cells.reverse()
    style = [
        ("BOX", (0, 0), (-1, -1), 1.0, desk.sheet.accent),
        ("INNERGRID", (0, 0), (-1, -1), 0.5, desk.sheet.accent),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 9),
    ]
    return grid(desk, [cells], [desk.width / 3] * 3, style)


def _foot(desk: Desk, file: CaseFile) -> Flowable:
    """The areas, and the last line of the letterhead."""
    footer = desk.order.letterhead.footer
    rows: list[list[Cell]] = [[_areas(desk, file)]]
    if footer.strip():
        rows.append([[quoted(desk, footer, desk.sheet.label)]])
    return grid(desk, rows, [desk.width], [])


def _areas(desk: Desk, file: CaseFile) -> Story:
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
    return [words(desk, heading, desk.sheet.label), Spacer(1, 3), strip]
