"""Every document is fit for an archive and tagged, and is heard alike in every language."""

from collections import Counter
from functools import cache

import pytest

from clinic_app.domain.casefile import Audience, ReportKind
from clinic_app.reports.document import RenderedReport
from tests.reports.cases import many, whole
from tests.reports.checking import archive_faults, decoration_of, tag_faults, tree_of
from tests.reports.orders import LANGUAGES, MARK, printed

KINDS = tuple(ReportKind)
# How many rows they have hangs on how long their words are, and on the calendar whose years are counted.
ROWS_DIFFER = (ReportKind.SUMMARY, ReportKind.PORTFOLIO)


@cache
def document(kind: ReportKind, language: str) -> RenderedReport:
    """Of a case on which everything has happened."""
    files = list(many(6)) if kind.is_of_many else [whole()]
    return printed(files, kind, language, issue=MARK if kind.can_be_issued else None)


@pytest.mark.parametrize("language", [*LANGUAGES, "fa+en"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_fit_for_an_archive_and_tagged(kind: ReportKind, language: str) -> None:
    pdf = document(kind, language).pdf
    assert archive_faults(pdf) == []
    assert tag_faults(pdf) == []


@pytest.mark.parametrize("language", ["fa", "ko"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ROWS_DIFFER])
def test_it_has_the_same_parts_in_every_language(kind: ReportKind, language: str) -> None:
    english, other = (
        Counter(node.kind for node in tree_of(document(kind, each).pdf).walk()) for each in ("en", language)
    )
    assert other == english


@pytest.mark.parametrize("kind", KINDS)
def test_its_first_heading_comes_early_and_is_of_the_first_level(kind: ReportKind) -> None:
    headings = [node.kind for node in tree_of(document(kind, "en").pdf).walk() if node.kind in ("H1", "H2", "H3")]
    assert headings[0] == "H1"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.is_of_many])
def test_nothing_of_the_case_is_taken_for_decoration(kind: ReportKind) -> None:
    report = document(kind, "en")
    said = tree_of(report.pdf).whole_text
    lines = {line for line in decoration_of(report.pdf).splitlines() if len(line.split()) > 1}
    lost = [line for line in lines if line not in said and not line.startswith(("Page ", "Clinic Isfahan"))]
    assert all(" · " in line for line in lost)  # the foot, and the head with the standing of the document


def test_a_draft_and_a_redacted_copy_are_tagged_too() -> None:
    for audience in Audience:
        pdf = printed([whole()], ReportKind.CONSULTATION, "fa", audience=audience).pdf
        assert archive_faults(pdf) == []
        assert tag_faults(pdf) == []
