"""The end: outcome, declarations, the versions that were issued, and the signatures."""

from collections.abc import Sequence

from reportlab.platypus import Spacer
from reportlab.platypus.flowables import Flowable

from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats, names
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, section, told_under
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.styles import RULE
from clinic_app.reports.tables import Cell, Column, Fact, facts, grid, labelled, table, together
from clinic_app.reports.text.sanitise import isolate

_STAMP = 74.0
_BLANK = "………………"


def declarations(desk: Desk, file: CaseFile) -> Story:
    """What both sides state, how the case ended, and which versions left the house."""
    _, case, catalog = desk.catalog.text, file.case, desk.catalog
    language = catalog.language
    confidential = _("This report is classed “%(class)s” and is passed on only as that class allows.") % {
        "class": label(catalog, case.confidentiality)
    }
    neutral = _(
        "The advisor gives advice free of any interest in suppliers, buyers or lenders. Figures marked as "
        "self-declared come from the firm and were not audited. The firm decides on what it carries out."
    )
    return [
        *chapter(desk, _("Outcome and declarations")),
        *facts(desk, [Fact(field(catalog, "outcome"), label(catalog, case.outcome) or _("open"))]),
        *told_under(desk, field(catalog, "closing_note"), case.closing_note),
        words(desk, confidential, desk.sheet.body),
        words(desk, neutral, desk.sheet.body),
        *facts(
            desk,
            [
                Fact(field(catalog, "consent_on"), formats.both_days(case.consent_on, language) or _("not given")),
                Fact(
                    field(catalog, "conflict_declared_on"),
                    formats.both_days(case.conflict_declared_on, language) or _("not given"),
                ),
                Fact(field(catalog, "duplicates_checked"), _("Yes") if case.duplicates_checked else _("No")),
            ],
        ),
        *told_under(desk, field(catalog, "conflict_note"), case.conflict_note),
        *_versions(desk, file),
    ]


def _versions(desk: Desk, file: CaseFile) -> Story:
    """The ledger of this case's reports; the one being issued has no check sum yet, it would be its own."""
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    issue = desk.order.issue
    rows: list[list[Cell]] = []
    for each in file.issues:
        parts = (label(catalog, each.kind), label(catalog, each.audience), names.language(catalog, each.language))
        document = " · ".join(parts)
        rows.append(
            [
                desk.number(each.version),
                [
                    quoted(desk, isolate(each.number, ltr=True), desk.sheet.cell),
                    quoted(desk, document, desk.sheet.label),
                    quoted(desk, isolate(f"SHA-256 {each.pdf_sha256}", ltr=True), desk.sheet.label),
                ],
                formats.moment(each.issued_at, language),
                each.issued_by,
            ]
        )
    if issue is not None:
        now = [
            quoted(desk, isolate(issue.number, ltr=True), desk.sheet.cell),
            words(desk, _("this document"), desk.sheet.label),
        ]
        rows.append([desk.number(issue.version), now, formats.moment(issue.issued_at, language), issue.by])
    columns = (
        Column(_("Version"), 1),
        Column(_("Report"), 5),
        Column(_("Issued on"), 2),
        Column(_("Issued by"), 2.4),
    )
    return [*section(desk, _("Issued versions")), *table(desk, columns, rows)] if rows else []


def signatures(desk: Desk, file: CaseFile) -> Story:
    """Three who sign: name, position, date, and room for a stamp."""
    _, case, letterhead = desk.catalog.text, file.case, desk.order.letterhead
    main = next((each for each in file.contacts if each.is_primary), next(iter(file.contacts), None))
    position = (main.position or label(desk.catalog, main.role)) if main else ""
    signing = [
        (_("Advisor"), case.advisor, case.centre),
        (_("Head of the clinic"), letterhead.head, letterhead.clinic_name),
        (_("For the enterprise"), main.name if main else "", position or file.enterprise.name),
    ]
    said = words(desk, _("We have read this report and agree to the action plan."), desk.sheet.body)
    return together([*chapter(desk, _("Signatures")), said, Spacer(1, 6), *signature_row(desk, signing)])


def signature_row(desk: Desk, signing: Sequence[tuple[str, str, str]]) -> Story:
    """Places to sign and stamp, side by side: role, name and position of each, empty ones to be filled in."""
    cells: list[Cell] = [_signature(desk, *each) for each in signing]
    row = cells[::-1] if desk.sheet.is_rtl else cells
    padding = [("LEFTPADDING", (0, 0), (-1, -1), 5), ("RIGHTPADDING", (0, 0), (-1, -1), 5)]
    return [grid(desk, [row], [desk.width / len(signing)] * len(signing), padding)]


def _signature(desk: Desk, role: str, name: str, position: str) -> list[object]:
    _, sheet = desk.catalog.text, desk.sheet
    known = ((_("Name"), name), (_("Position"), position), (_("Date"), ""))
    return [
        words(desk, role, sheet.topic),
        *labelled(desk, [(title, value if value.strip() else _BLANK) for title, value in known]),
        _StampBox(desk, _("Signature and stamp")),
    ]


class _StampBox(Flowable):  # type: ignore[misc]
    """A dashed frame to sign and stamp in."""

    def __init__(self, desk: Desk, caption: str) -> None:
        super().__init__()
        self._caption = words(desk, caption, desk.sheet.label)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The width of the column."""
        self.width = width
        return width, _STAMP

    def draw(self) -> None:
        """Draw the frame and its caption."""
        self.canv.saveState()
        self.canv.setStrokeColorRGB(*RULE)
        self.canv.setDash(3, 2)
        self.canv.roundRect(0, 0, self.width, _STAMP - 4, 4)
        self.canv.restoreState()
        _, height = self._caption.wrap(self.width - 12, _STAMP)
        self._caption.drawOn(self.canv, 6, _STAMP - 8 - height)
