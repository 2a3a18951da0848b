"""Every document of the house: in every language, from nothing, from everything and from any text."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_app.domain.casefile import Audience, CaseFile, ReportKind
from clinic_app.i18n.catalog import catalog
from clinic_app.reports.document import Paper, Previous
from clinic_app.reports.documents import DOCUMENTS, claimed_issue, document_of
from clinic_app.reports.titles import document_title
from tests.factories import NOW, casefile
from tests.reports.cases import many, whole, worded
from tests.reports.orders import LANGUAGES, MARK, printed, said
from tests.reports.printing import pages_of

KINDS = tuple(ReportKind)
OF_MANY = tuple(kind for kind in KINDS if kind.is_of_many)
ISSUED = tuple(kind for kind in KINDS if kind.can_be_issued)


def bare() -> CaseFile:
    file = casefile()
    return CaseFile(case=file.case, enterprise=file.enterprise)


def test_every_kind_has_its_document() -> None:
    assert set(DOCUMENTS) == set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_document_prints_from_a_bare_case_and_a_whole_one(kind: ReportKind, language: str) -> None:
    for file in (bare(), whole()):
        for paper in Paper:
            report = printed([file], kind, language, paper=paper)
            assert report.pages == len(pages_of(report.pdf))
            assert report.substituted == ()


@pytest.mark.parametrize("kind", OF_MANY)
def test_documents_of_many_print_from_none(kind: ReportKind) -> None:
    for language in LANGUAGES:
        assert printed([], kind, language).pages >= 1


@pytest.mark.parametrize("kind", KINDS)
def test_equal_orders_give_equal_bytes(kind: ReportKind) -> None:
    file = whole()
    assert printed([file], kind, "fa").pdf == printed([file], kind, "fa").pdf


@pytest.mark.parametrize("kind", ISSUED)
def test_what_is_issued_says_which_version_it_is_and_a_draft_that_it_is_one(kind: ReportKind) -> None:
    issued, draft = printed([whole()], kind, issue=MARK), printed([whole()], kind)
    assert claimed_issue(issued.pdf) == (MARK.number, MARK.version)
    assert claimed_issue(draft.pdf) is None
    assert all("DRAFT" in page for page in pages_of(draft.pdf))
    assert "DRAFT" not in said([whole()], kind, issue=MARK)
    assert MARK.code in said([whole()], kind, issue=MARK)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.can_be_issued])
def test_what_is_never_issued_is_no_draft(kind: ReportKind) -> None:
    assert "DRAFT" not in said([whole()], kind)


@pytest.mark.parametrize("kind", OF_MANY)
def test_the_properties_of_a_file_of_many_name_nobody(kind: ReportKind) -> None:
    file = worded(whole(), lambda: "Secretword")
    with pikepdf.open(BytesIO(printed([file], kind).pdf)) as pdf:
        told = " ".join(str(value) for value in pdf.docinfo.values())
    assert "Secretword" not in told
    assert document_title(catalog("en"), kind, Audience.FULL) in told


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("kind", ISSUED)
def test_a_document_names_whom_it_is_for_on_every_page(kind: ReportKind, audience: Audience) -> None:
    pages = pages_of(printed([whole()], kind, audience=audience).pdf)
    if document_of(kind, audience).has_cover:
        pages = pages[1:]
    title = document_title(catalog("en"), kind, audience)
    word = {Audience.FULL: title, Audience.CLIENT: "Client copy", Audience.MINISTRY: "Ministry"}[audience]
    assert all(title in page and word in page for page in pages)


@pytest.mark.parametrize("kind", [ReportKind.CONSULTATION, ReportKind.VISIT_NOTE, ReportKind.FOLLOW_UP])
def test_a_bilingual_document_is_one_whole_document_after_the_other(kind: ReportKind) -> None:
    file = whole()
    parts = [printed([file], kind, language, issue=MARK).pages for language in ("fa", "en")]
    both = printed([file], kind, "fa+en", issue=MARK)
    assert both.pages == sum(parts)
    assert claimed_issue(both.pdf) == (MARK.number, MARK.version)
    assert f"Page {both.pages} of {both.pages}" in pages_of(both.pdf)[-1]
    with pikepdf.open(BytesIO(both.pdf)) as pdf, pdf.open_outline() as outline:
        tops = [(entry.title, len(entry.children)) for entry in outline.root]
        assert [title for title, _ in tops] == ["فارسی", "English"]
        assert tops[0][1] == tops[1][1] > 0
        assert str(pdf.Root.Lang) == "fa"


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(st.characters(), max_size=120), language=st.sampled_from(LANGUAGES), with_codes=st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_stops_the_press(kind: ReportKind, text: str, language: str, with_codes: bool) -> None:
    file = worded(whole(), lambda: text, with_codes=with_codes)
    now = replace(whole(), issues=file.issues)
    previous = Previous(version=1, issued_at=NOW, file=now)
    assert printed([file], kind, language, issue=MARK, previous=previous).pages >= 1


@pytest.mark.parametrize("kind", OF_MANY)
def test_many_cases_all_stand_in_the_list(kind: ReportKind) -> None:
    files = list(many(60))
    text = said(files, kind)
    assert [file.case.number for file in files if file.case.number not in text] == []
