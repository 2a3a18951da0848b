"""The beginning of a document that has no cover: the clinic, the title, the case; and who signs at its end."""

from collections.abc import Sequence

from reportlab.platypus import Spacer
from reportlab.platypus.flowables import Flowable

from clinic_app.domain.areas import Area
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.reports.blocks import Heading, Rule
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.pictures import picture
from clinic_app.reports.qr import Square, square, verification
from clinic_app.reports.styles import AREA_COLOURS, RULE
from clinic_app.reports.tables import Cell, grid
from clinic_app.reports.text.sanitise import isolate
from clinic_app.reports.text.style import Align
from clinic_app.reports.titles import audience_note, document_title

_TITLE = 0.62  # of the size of a cover's title
_SIGN = (110.0, 32.0)  # the box of the logo in points
_SQUARE = 74.0  # points; the square to scan
_BESIDE = 10.0
_HIGHEST = 220.0  # a head up to this height has the square in its corner


def head(desk: Desk, file: CaseFile | None = None) -> Story:
    """Clinic, title, standing, and the enterprise with its case; ``file`` is None for documents of many."""
    sheet, order = desk.sheet, desk.order
    clinic = order.letterhead.clinic_name
    title = document_title(desk.catalog, order.kind, order.audience)
    look = sheet.title.but(size=sheet.title.size * _TITLE, leading=sheet.title.leading * _TITLE * 1.04)
    told = [
        *_logo(desk),
        *([quoted(desk, clinic, sheet.topic)] if clinic.strip() else []),
        Heading(desk, title, look, 0),
        *_standing(desk),
        *(_of_case(desk, file) if file else []),
    ]
    return [*_proven(desk, told), Rule(1.2, sheet.accent, 8)]


def _logo(desk: Desk) -> Story:
    """The clinic's sign; one that cannot be read is left out."""
    letterhead = desk.order.letterhead
    drawn = picture(letterhead.logo, *_SIGN, alt=letterhead.clinic_name, is_photo=False) if letterhead.logo else None
    if drawn is None:
        return []
    drawn.hAlign = "RIGHT" if desk.sheet.is_rtl else "LEFT"
    return [drawn, Spacer(1, 6)]


def _proven(desk: Desk, told: Story) -> Story:
    """The lines of the head, with the code of an issued document in the corner; below them when they are many."""
    issue = desk.order.issue
    if issue is None or not issue.code:
        return told
    corner = _Corner(desk, told, square(desk, issue, _SQUARE), issue.code)
    fits = corner.wrap(desk.width, desk.height)[1] <= _HIGHEST
    return [corner] if fits else [*told, *verification(desk)]


class _Corner(Flowable):  # type: ignore[misc]
    """Lines, and the square to scan with its code in the corner where lines end."""

    def __init__(self, desk: Desk, told: Story, square: Square, code: str) -> None:
        super().__init__()
        self._told = told
        self._square = square
        self._is_rtl = desk.sheet.is_rtl
        self._code = words(desk, isolate(code, ltr=True), desk.sheet.label.but(align=Align.CENTRE))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the higher of the two."""
        self.width = width
        heights = [part.wrap(width - _SQUARE - _BESIDE, height)[1] for part in self._told]
        spaces = [part.getSpaceBefore() + part.getSpaceAfter() for part in self._told]
        under = self._code.wrap(_SQUARE, height)[1]
        self.height = max(sum(heights) + sum(spaces), _SQUARE + under)
        return width, self.height

    def draw(self) -> None:
        """The lines first, as they are read."""
        y = self.height
        for part in self._told:
            y -= part.getSpaceBefore() + part.height
            part.drawOn(self.canv, self.width - part.width if self._is_rtl else 0.0, y)
            y -= part.getSpaceAfter()
        corner = 0.0 if self._is_rtl else self.width - _SQUARE
        self._square.drawOn(self.canv, corner, self.height - _SQUARE)
        self._code.drawOn(self.canv, corner, self.height - _SQUARE - self._code.height)


def _standing(desk: Desk) -> Story:
    """Number and version of what counts; a plain word that a draft does not; the day for what is only printed."""
    _, order, sheet = desk.catalog.text, desk.order, desk.sheet
    day = formats.both_days(desk.day, desk.catalog.language)
    note = audience_note(desk.catalog, order.kind, order.audience)
    if not order.kind.can_be_issued:
        return [words(desk, " · ".join(part for part in (note, day) if part), sheet.note)]
    if order.issue is None:
        warning = sheet.cell_strong.but(colour=AREA_COLOURS[Area.CLINICS_PROBLEM_SOLVING])
        draft = _("DRAFT: not issued, not for signature")
        return [words(desk, " · ".join(part for part in (draft, note, day) if part), warning)]
    wording = _("Report %(number)s, version %(version)s") % {
        "number": isolate(order.issue.number, ltr=True),
        "version": desk.number(order.issue.version),
    }
    return [words(desk, " · ".join(part for part in (wording, note, day) if part), sheet.cell_strong)]


def _of_case(desk: Desk, file: CaseFile) -> Story:
    case = file.case
    line = " · ".join(isolate(part) for part in (case.title, case.number) if part.strip())
    return [
        quoted(desk, file.enterprise.name, desk.sheet.section.but(space_before=4)),
        *([quoted(desk, line, desk.sheet.cell)] if line else []),
    ]


def figures(desk: Desk, shown: Sequence[tuple[str, str]]) -> Story:
    """Large figures in a row, each with what it counts below it."""
    big = desk.sheet.chapter.but(space_after=0)
    cells: list[Cell] = [[words(desk, value, big), words(desk, name, desk.sheet.label)] for value, name in shown]
    style = [("LINEBELOW", (0, 0), (-1, 0), 0.6, RULE), ("BOTTOMPADDING", (0, 0), (-1, -1), 8)]
    row = cells[::-1] if desk.sheet.is_rtl else cells
    return [grid(desk, [row], [desk.width / len(shown)] * len(shown), style), Spacer(1, 6)]
