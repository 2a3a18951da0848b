"""Document control: which version this is, who made and checked it, what was issued before, and what is where."""

from collections.abc import Iterable

from reportlab.platypus import PageBreak, Spacer

from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats, names
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import Heading, chapter, section
from clinic_app.reports.contents import contents
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.qr import verification
from clinic_app.reports.sections.changes import changes
from clinic_app.reports.tables import Cell, Column, Fact, facts, table
from clinic_app.reports.text.sanitise import isolate


def control(desk: Desk, file: CaseFile, chapters: Iterable[tuple[str, Heading]]) -> Story:
    """The page behind the cover; what changed since the version before follows it where there is one."""
    _, previous = desk.catalog.text, desk.order.previous
    return [
        *chapter(desk, _("Document control")),
        *facts(desk, _facts(desk, file)),
        *verification(desk),
        *section(desk, _("Contents")),
        *contents(desk, chapters),
        *versions(desk, file),
        *(changes(desk, previous, file) if previous else []),
        PageBreak(),
    ]


def _facts(desk: Desk, file: CaseFile) -> list[Fact]:
    _, catalog, case, issue = desk.catalog.text, desk.catalog, file.case, desk.order.issue
    language = catalog.language
    reviewed = formats.both_days(case.reviewed_on, language)
    reviewers = dict.fromkeys(each.strip() for each in (issue.reviewer if issue else "", case.reviewer))
    reviewer = " · ".join(isolate(each) for each in reviewers if each)
    return [
        Fact(_("Report number"), issue.number if issue else "", is_code=True),
        Fact(_("Version"), desk.number(issue.version) if issue else _("draft, not issued")),
        Fact(_("Written by"), case.advisor or _("not recorded")),
        Fact(_("Issued on"), formats.moment(issue.issued_at, language, desk.zone) if issue else ""),
        Fact(field(catalog, "reviewer"), reviewer or _("not recorded")),
        Fact(field(catalog, "reviewed_on"), reviewed or _("not recorded")),
        Fact(_("Approved by"), desk.order.letterhead.head),
        Fact(_("Issued by"), issue.by if issue else ""),
    ]


def versions(desk: Desk, file: CaseFile) -> Story:
    """The ledger of this case's reports; the one being issued has no check sum yet, it would be its own."""
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    issue = desk.order.issue
    rows: list[list[Cell]] = []
    for each in file.issues:
        spoken = " + ".join(names.language(catalog, code) for code in each.language.split("+"))
        document = " · ".join((label(catalog, each.kind), label(catalog, each.audience), spoken))
        reviewed = f"{field(catalog, 'reviewer')}: {isolate(each.reviewer)}" if each.reviewer.strip() else ""
        about = [
            quoted(desk, isolate(each.number, ltr=True), desk.sheet.cell),
            quoted(desk, document, desk.sheet.label),
            *([quoted(desk, reviewed, desk.sheet.label)] if reviewed else []),
            *([quoted(desk, isolate(each.code, ltr=True), desk.sheet.label)] if each.code.strip() else []),
            *_check_sum(desk, each.pdf_sha256),
        ]
        rows.append(
            [desk.number(each.version), about, formats.moment(each.issued_at, language, desk.zone), each.issued_by]
        )
    if issue is not None:
        now = [
            quoted(desk, isolate(issue.number, ltr=True), desk.sheet.cell),
            words(desk, _("this document"), desk.sheet.label),
        ]
        rows.append([desk.number(issue.version), now, formats.moment(issue.issued_at, language, desk.zone), issue.by])
    columns = (
        Column(_("Version"), 1),
        Column(_("Report"), 5.6),
        Column(_("Issued on"), 2),
        Column(_("Issued by"), 2.4),
    )
    if not rows:
        return []
    return [*section(desk, _("Issued versions")), *table(desk, columns, rows), Spacer(1, 2)]


def _check_sum(desk: Desk, sha256: str) -> Story:
    """The check sum of an issued file; nothing for readers who are not told it."""
    return [quoted(desk, isolate(f"SHA-256 {sha256}", ltr=True), desk.sheet.label)] if sha256 else []
