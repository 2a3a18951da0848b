"""The documents of the house: what each kind is made of for whom, and how an order becomes a finished PDF.

A bilingual document is its two languages one after the other, not side by side: half a column is too narrow for the
tables and for Persian words, paragraphs of different lengths would not pair, and either part alone has to be a whole
document that can be read, signed and cited. Both parts are one file with one number, one ledger entry and pages
counted through; the outline has an entry for each language, and each part says on its first page where the other
begins.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import NamedTuple

import pikepdf

from clinic_app.domain.casefile import Audience, CaseFile, ReportKind
from clinic_app.i18n import formats
from clinic_app.i18n.formats import digits
from clinic_app.i18n.labels import label
from clinic_app.reports import (
    case_report,
    case_sheet,
    follow_up,
    memorandum,
    ministry_summary,
    page,
    portfolio,
    visit_kit,
    visit_note,
)
from clinic_app.reports.blocks import settled
from clinic_app.reports.desk import Desk, Story, desk_of
from clinic_app.reports.document import Order, RenderedReport
from clinic_app.reports.languages import opening
from clinic_app.reports.text.sanitise import Substitutions, clean, isolate
from clinic_app.reports.titles import audience_note, document_title

_KEYWORDS = "clinic-report number=%s version=%d"
_CLAIM = re.compile(r"clinic-report number=(.+) version=(\d{1,9})")


class Document(NamedTuple):
    """A kind of document: what it is made of, and whether it begins with a cover."""

    story: Callable[[Desk, Sequence[CaseFile]], Story]
    has_cover: bool = False


def _of_one(story: Callable[[Desk, CaseFile], Story]) -> Callable[[Desk, Sequence[CaseFile]], Story]:
    return lambda desk, files: story(desk, files[0])


def _of_one_or_none(story: Callable[[Desk, CaseFile | None], Story]) -> Callable[[Desk, Sequence[CaseFile]], Story]:
    return lambda desk, files: story(desk, files[0] if files else None)


DOCUMENTS: Mapping[ReportKind, Document] = {
    ReportKind.CONSULTATION: Document(_of_one(case_report.story), has_cover=True),
    ReportKind.VISIT_NOTE: Document(_of_one(visit_note.story)),
    ReportKind.SUMMARY: Document(_of_one(case_sheet.story)),
    ReportKind.FOLLOW_UP: Document(_of_one(follow_up.story)),
    ReportKind.VISIT_KIT: Document(_of_one_or_none(visit_kit.story)),
    ReportKind.PORTFOLIO: Document(portfolio.story),
    ReportKind.MEMORANDUM: Document(memorandum.story),
}

VARIANTS: Mapping[tuple[ReportKind, Audience], Document] = {
    (ReportKind.CONSULTATION, Audience.MINISTRY): Document(_of_one(ministry_summary.story), has_cover=True),
}
"""Documents that have other chapters for an audience; what is not in it is the same for all."""


def document_of(kind: ReportKind, audience: Audience) -> Document:
    """What is printed of that kind for that audience."""
    return VARIANTS.get((kind, audience), DOCUMENTS[kind])


def render(files: Sequence[CaseFile], order: Order) -> RenderedReport:
    """The document ordered, of these cases: one, or any number of them for a document of many. They are already
    what the audience may read. Equal arguments give equal bytes."""
    told = Substitutions()
    document = document_of(order.kind, order.audience)
    parts = [_part(files, document, desk_of(order, language, told)) for language in order.languages]
    pdf, pages = page.build(parts, told, paper=order.paper)
    return RenderedReport(pdf=pdf, pages=pages, substituted=told.characters)


def _part(files: Sequence[CaseFile], document: Document, desk: Desk) -> page.Part:
    before = opening(desk)
    if before:
        desk = replace(desk, height=desk.height - desk.sheet.label.leading)  # of a first page that must hold all
    return page.Part(
        story=[*before, *settled(document.story(desk, files))],
        sheet=desk.sheet,
        furniture=_furniture(desk, files),
        has_cover=document.has_cover,
    )


def _furniture(desk: Desk, files: Sequence[CaseFile]) -> page.Furniture:
    order, letterhead = desk.order, desk.order.letterhead
    title = document_title(desk.catalog, order.kind, order.audience)
    file = files[0] if files and not order.kind.is_of_many else None
    known = (file.case.number, file.enterprise.name) if file else ()
    of_case = " – ".join(part for part in known if part)
    note = audience_note(desk.catalog, order.kind, order.audience)
    is_draft = order.kind.can_be_issued and order.issue is None
    return page.Furniture(
        language=desk.catalog.language,
        title=clean(f"{title} {of_case}".strip()),
        author=clean((file.case.advisor if file else "") or letterhead.clinic_name),
        keywords=_KEYWORDS % (order.issue.number, order.issue.version) if order.issue else "",
        header_start=letterhead.clinic_name or title,
        header_end=" · ".join(part for part in (title, note, _standing(desk)) if part),
        footer=_footer(desk, file),
        page_of=desk.catalog.text("Page %(page)s of %(pages)s"),
        mark=desk.catalog.text("DRAFT") if is_draft else "",
        printed_at=order.printed_at,
    )


def _standing(desk: Desk) -> str:
    """Version or draft; for what is never issued, the day it was printed on."""
    _, order, language = desk.catalog.text, desk.order, desk.catalog.language
    if not order.kind.can_be_issued:
        return formats.day(desk.day, language) if order.kind.is_of_many else ""
    if order.issue is None:
        return _("DRAFT")
    return _("version %(version)s") % {"version": digits(str(order.issue.version), language)}


def _footer(desk: Desk, file: CaseFile | None) -> str:
    if file is None or not file.case.number:
        return desk.order.letterhead.footer
    return f"{isolate(file.case.number, ltr=True)} · {label(desk.catalog, file.case.confidentiality)}"


def claimed_issue(content: bytes) -> tuple[str, int] | None:
    """Number and version that a PDF says it has, true or not; None when it is no report of this program."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            keywords = str(pdf.docinfo.get("/Keywords", ""))
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError):  # the last of a file of one line
        return None
    claim = _CLAIM.fullmatch(keywords)
    return (claim[1], int(claim[2])) if claim else None
