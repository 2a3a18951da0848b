"""The documents of the house: what each kind is made of, and how an order becomes a finished PDF."""

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import NamedTuple

import pikepdf

from clinic_app.domain.casefile import CaseFile, ReportKind
from clinic_app.i18n.catalog import N_
from clinic_app.i18n.formats import digits
from clinic_app.i18n.labels import label
from clinic_app.reports import case_report, page
from clinic_app.reports.blocks import settled
from clinic_app.reports.desk import Desk, Story, desk_of
from clinic_app.reports.document import Order, RenderedReport
from clinic_app.reports.text.sanitise import Substitutions, clean, isolate

_KEYWORDS = "clinic-report number=%s version=%d"
_CLAIM = re.compile(r"clinic-report number=(.+) version=(\d{1,9})")


class Document(NamedTuple):
    """A kind of document: its title, what it is made of, and whether it begins with a cover."""

    title: str
    story: Callable[[Desk, Sequence[CaseFile]], Story]
    has_cover: bool = False


def _of_one(story: Callable[[Desk, CaseFile], Story]) -> Callable[[Desk, Sequence[CaseFile]], Story]:
    return lambda desk, files: story(desk, files[0])


DOCUMENTS = {
    ReportKind.CONSULTATION: Document(N_("Consultation report"), _of_one(case_report.story), has_cover=True),
}


def render(files: Sequence[CaseFile], order: Order) -> RenderedReport:
    """The document ordered, of these cases: one, or any number of them for a document of many. They are already
    what the audience may read. Equal arguments give equal bytes."""
    told = Substitutions()
    document = DOCUMENTS[order.kind]
    parts = [_part(files, document, desk_of(order, language, told)) for language in order.languages]
    pdf, pages = page.build(parts, told, paper=order.paper)
    return RenderedReport(pdf=pdf, pages=pages, substituted=told.characters)


def _part(files: Sequence[CaseFile], document: Document, desk: Desk) -> page.Part:
    return page.Part(
        story=settled(document.story(desk, files)),
        sheet=desk.sheet,
        furniture=_furniture(desk, document, files),
        has_cover=document.has_cover,
    )


def _furniture(desk: Desk, document: Document, files: Sequence[CaseFile]) -> page.Furniture:
    _, order = desk.catalog.text, desk.order
    issue, letterhead = order.issue, order.letterhead
    report = _(document.title)
    standing = _("DRAFT")
    if issue is not None:
        standing = _("version %(version)s") % {"version": digits(str(issue.version), desk.catalog.language)}
    file = None if order.kind.is_of_many else files[0]
    of_case = f"{file.case.number} – {file.enterprise.name}" if file else ""
    confidentiality = label(desk.catalog, file.case.confidentiality) if file else ""
    return page.Furniture(
        language=desk.catalog.language,
        title=clean(f"{report} {of_case}".strip()),
        author=clean((file.case.advisor if file else "") or letterhead.clinic_name),
        keywords=_KEYWORDS % (issue.number, issue.version) if issue else "",
        header_start=letterhead.clinic_name or report,
        header_end=f"{report} · {standing}",
        footer=f"{isolate(file.case.number, ltr=True)} · {confidentiality}" if file else letterhead.footer,
        page_of=_("Page %(page)s of %(pages)s"),
        mark="" if issue else _("DRAFT"),
        printed_at=order.printed_at,
    )


def claimed_issue(content: bytes) -> tuple[str, int] | None:
    """Number and version that a PDF says it has, true or not; None when it is no report of this program."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            keywords = str(pdf.docinfo.get("/Keywords", ""))
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return None
    claim = _CLAIM.fullmatch(keywords)
    return (claim[1], int(claim[2])) if claim else None
