"""The consultation report of one case: the sequence of its chapters, and the marks by which it is known again."""

import re
from datetime import datetime
from io import BytesIO

import pikepdf

from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n.catalog import Catalog
from clinic_app.i18n.formats import digits
from clinic_app.i18n.labels import label
from clinic_app.reports import page
from clinic_app.reports.blocks import settled
from clinic_app.reports.desk import Desk, Story
from clinic_app.reports.document import IssueMark, Letterhead, RenderedReport
from clinic_app.reports.sections.areas import areas
from clinic_app.reports.sections.closing import declarations, signatures
from clinic_app.reports.sections.cover import cover
from clinic_app.reports.sections.enterprise import enterprise
from clinic_app.reports.sections.plan import plan, recommendations
from clinic_app.reports.sections.problems import problems
from clinic_app.reports.sections.request import request
from clinic_app.reports.sections.summary import summary
from clinic_app.reports.sections.visits import visits
from clinic_app.reports.styles import sheet
from clinic_app.reports.text.sanitise import Substitutions, clean, isolate

_KEYWORDS = "clinic-report number=%s version=%d"
_CLAIM = re.compile(r"clinic-report number=(.+) version=(\d{1,9})")


def render(
    casefile: CaseFile,
    catalog: Catalog,
    *,
    issue: IssueMark | None,
    letterhead: Letterhead,
    printed_at: datetime,
) -> RenderedReport:
    """The report in the language of ``catalog``. Without ``issue`` every page is marked as a draft.

    ``printed_at`` is aware. Equal arguments give equal bytes.
    """
    desk = Desk(catalog=catalog, sheet=sheet(catalog.language), told=Substitutions())
    story: Story = [
        *cover(desk, casefile, letterhead, issue, printed_at),
        *summary(desk, casefile),
        *request(desk, casefile),
        *enterprise(desk, casefile),
        *problems(desk, casefile),
        *areas(desk, casefile),
        *recommendations(desk, casefile),
        *plan(desk, casefile),
        *visits(desk, casefile),
        *declarations(desk, casefile, issue),
        *signatures(desk, casefile, letterhead),
    ]
    furniture = _furniture(desk, casefile, issue, letterhead, printed_at)
    pdf, pages = page.build(settled(story), desk.sheet, furniture, desk.told)
    return RenderedReport(pdf=pdf, pages=pages, substituted=desk.told.characters)


def _furniture(
    desk: Desk, casefile: CaseFile, issue: IssueMark | None, letterhead: Letterhead, printed_at: datetime
) -> page.Furniture:
    _, case = desk.catalog.text, casefile.case
    report = _("Consultation report")
    standing = _("DRAFT")
    if issue is not None:
        version = digits(str(issue.version), desk.catalog.language)
        standing = _("version %(version)s") % {"version": version}
    return page.Furniture(
        language=desk.catalog.language,
        title=clean(f"{report} {case.number} – {casefile.enterprise.name}"),
        author=clean(case.advisor or letterhead.clinic_name),
        keywords=_KEYWORDS % (issue.number, issue.version) if issue else "",
        header_start=letterhead.clinic_name or report,
        header_end=f"{report} · {standing}",
        footer=f"{isolate(case.number, ltr=True)} · {label(desk.catalog, case.confidentiality)}",
        page_of=_("Page %(page)s of %(pages)s"),
        mark="" if issue else _("DRAFT"),
        printed_at=printed_at,
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
