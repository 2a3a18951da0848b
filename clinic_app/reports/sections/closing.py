"""The end: outcome, declarations, the signatures, and the slip of receipt."""

from collections.abc import Sequence
from datetime import date

from reportlab.platypus import Spacer
from reportlab.platypus.flowables import Flowable

from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import Rule, chapter, told_under
from clinic_app.reports.desk import Desk, Story, words
from clinic_app.reports.signing import stamp_key
from clinic_app.reports.styles import MUTED, RULE
from clinic_app.reports.tables import Cell, Column, Fact, facts, grid, labelled, table, together
from clinic_app.reports.tagging import note_place
from clinic_app.reports.text.sanitise import isolate

_STAMP = 74.0
_BLANK = "………………"

Signer = tuple[str, str, str]
"""Role, name and position of somebody who signs."""


def declarations(desk: Desk, file: CaseFile) -> Story:
    """How the case ended, and what both sides state, each with its day or that it was not given."""
    _, case, catalog = desk.catalog.text, file.case, desk.catalog
    columns = (Column(_("Declaration"), 2.6), Column(_("Wording"), 5.6), Column(_("Given on"), 2.6))
    return [
        *chapter(desk, _("Outcome and declarations"), "declarations"),
        *told_under(desk, field(catalog, "outcome"), label(catalog, case.outcome) or _("open")),
        *told_under(desk, field(catalog, "closing_note"), case.closing_note),
        *told_under(desk, field(catalog, "next_step"), case.next_step),
        Spacer(1, 4),
        *table(desk, columns, _stated(desk, file)),
        *facts(desk, [Fact(field(catalog, "duplicates_checked"), _("Yes") if case.duplicates_checked else _("No"))]),
    ]


def _stated(desk: Desk, file: CaseFile) -> list[list[Cell]]:
    _, case, catalog = desk.catalog.text, file.case, desk.catalog
    confidential = _("This report is classed “%(class)s” and is passed on only as that class allows.") % {
        "class": label(catalog, case.confidentiality)
    }
    neutral = _(
        "The advisor gives advice free of any interest in suppliers, buyers or lenders. Figures marked as "
        "self-declared come from the firm and were not audited. The firm decides on what it carries out."
    )
    unbound = _(
        "The advisor has no personal, financial or professional tie to the firm, its suppliers or its rivals."
    )
    used = _("The client agrees that the clinic keeps and uses the data of this case for its advice.")
    told = _("The client agrees that the clinic tells this case as an example, by name.")
    stated = (
        (_("No conflict of interest"), unbound, case.conflict_note, _given(desk, case.conflict_declared_on)),
        (_("Use of data"), used, "", _given(desk, case.consent_on)),
        (_("Success story"), told, "", _given(desk, case.story_consent_on)),
        (_("Confidentiality"), confidential, "", "–"),
        (_("Liability"), neutral, "", "–"),
    )
    return [
        [
            [words(desk, name, desk.sheet.cell_strong)],
            [words(desk, text, desk.sheet.cell), *labelled(desk, [(field(catalog, "conflict_note"), note)])],
            day,
        ]
        for name, text, note, day in stated
    ]


def _given(desk: Desk, day: date | None) -> str:
    return formats.both_days(day, desk.catalog.language) or desk.catalog.text("not given")


def signatures(desk: Desk, file: CaseFile) -> Story:
    """Who signs, each with name, position, date and room for a stamp; and the slip that says it was received."""
    _, case, order = desk.catalog.text, file.case, desk.order
    issue = order.issue
    signing = [
        (_("Advisor"), case.advisor, case.centre),
        (_("Reviewer"), (issue.reviewer if issue else "") or case.reviewer, ""),
        head_of_clinic(desk),
        *((_("For the clinic"), *_named(each)) for each in order.letterhead.signers if each.strip()),
        enterprise_signer(desk, file),
    ]
    said = words(desk, _("We have read this report and agree to the action plan."), desk.sheet.body)
    across = 3 if len(signing) in (5, 6, 9) else 2
    rows = [signing[at : at + across] for at in range(0, len(signing), across)]
    drawn = [part for row in rows for part in signature_row(desk, row)]
    heading = chapter(desk, _("Signatures"), "signatures")
    return together([*heading, said, Spacer(1, 6), *drawn], limit=desk.height - 20) + together(_receipt(desk, file))


def head_of_clinic(desk: Desk) -> Signer:
    """The head signs as such, or for the clinic by its name."""
    letterhead = desk.order.letterhead
    title = desk.catalog.text("Head of the clinic")
    return title, letterhead.head, letterhead.head_position or letterhead.clinic_name


def enterprise_signer(desk: Desk, file: CaseFile) -> Signer:
    """The main contact signs for the enterprise; a line for a name where there is none."""
    main = file.main_contact
    position = (main.position or label(desk.catalog, main.role)) if main else ""
    return desk.catalog.text("For the enterprise"), main.name if main else "", position or file.enterprise.name


def _named(line: str) -> tuple[str, str]:
    """Name and position of a line of the letterhead."""
    name, _comma, position = line.replace("،", ",").partition(",")
    return name.strip(), position.strip()


def _receipt(desk: Desk, file: CaseFile) -> Story:
    """A slip to be cut off: that this copy was received."""
    _, order, sheet = desk.catalog.text, desk.order, desk.sheet
    wording = _(
        "I have received copy %(copy)s of %(copies)s of the report on case %(case)s, version %(version)s."
    ) % {
        "copy": desk.number(order.copy),
        "copies": desk.number(order.copies),
        "case": isolate(file.case.number, ltr=True),
        "version": desk.number(order.issue.version) if order.issue else _("draft, not issued"),
    }
    names = (_("Name"), _("Date"), _("Signature"))
    cells: list[Cell] = [[words(desk, f"{name}: {_BLANK}", sheet.cell)] for name in names]
    row = cells[::-1] if sheet.is_rtl else cells
    return [
        Spacer(1, 14),
        Rule(0.8, MUTED, 4, dash=(4, 3)),
        words(desk, _("Receipt – to be cut off and returned"), sheet.topic),
        words(desk, wording, sheet.cell),
        Spacer(1, 8),
        grid(desk, [row], [desk.width / 3] * 3, []),
    ]


def signature_row(desk: Desk, signing: Sequence[Signer]) -> Story:
    """Places to sign and stamp, side by side; what is empty is to be filled in by hand."""
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
        _StampBox(desk, _("Signature and stamp"), stamp_key(desk)),
    ]


class _StampBox(Flowable):  # type: ignore[misc]
    """A dashed frame to sign and stamp in; a signature with a certificate finds it by its ``key``."""

    def __init__(self, desk: Desk, caption: str, key: str) -> None:
        super().__init__()
        self._key = key
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
        note_place(self.canv, self._key, (6, 4, self.width - 6, _STAMP - 8 - height))
        self._caption.drawOn(self.canv, 6, _STAMP - 8 - height)
