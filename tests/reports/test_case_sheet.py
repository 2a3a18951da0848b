"""The case sheet: one page, whatever an ordinary case holds; what is left out is counted."""

from dataclasses import replace
from uuid import uuid4

import pytest

from clinic_app.domain.casefile import CaseFile, ReportKind
from clinic_app.reports.case_sheet import short
from clinic_app.reports.document import Paper
from tests.factories import casefile
from tests.reports.cases import whole, worded
from tests.reports.orders import LANGUAGES, MARK, printed, said

_LONG = {
    "en": "The kiln loses heat through the worn door and nobody has measured how much gas that costs. " * 30,
    "fa": "کوره از درِ فرسوده گرما از دست می‌دهد و کسی نسنجیده است که این چقدر گاز هدر می‌دهد. " * 30,
    "ko": "낡은 문으로 가마의 열이 새어 나가지만 가스가 얼마나 낭비되는지 측정한 사람이 없다. " * 30,
}


def _large(language: str) -> CaseFile:
    """Sixty problems, two hundred actions, long texts in every field but the names."""
    file = worded(whole(), lambda: _LONG[language])
    plain = whole()
    return replace(
        file,
        case=replace(file.case, number="1403-ESF-0001", title="Kiln"),
        enterprise=replace(file.enterprise, name="Mehr Tile"),
        issues=plain.issues,
        problems=tuple(replace(file.problems[0], id=uuid4()) for _ in range(60)),
        actions=tuple(replace(file.actions[0], id=uuid4()) for _ in range(200)),
    )


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_from_the_barest_case_to_the_largest(language: str, paper: Paper) -> None:
    bare = CaseFile(case=casefile().case, enterprise=casefile().enterprise)
    for file in (bare, whole(), _large(language)):
        for issue in (None, MARK):
            assert printed([file], ReportKind.SUMMARY, language, paper=paper, issue=issue).pages == 1


def test_a_list_that_is_not_whole_says_so() -> None:
    text = said([_large("en")], ReportKind.SUMMARY)
    assert "of 200" in text
    assert "of 60" in text
    assert "Problems: " not in said([whole()], ReportKind.SUMMARY)


def test_an_ordinary_case_is_shown_whole() -> None:
    text = said([whole()], ReportKind.SUMMARY)
    for told in (
        "Tiles crack.",
        "Late deliveries",
        "Build a dry store",
        "Step 4",
        "Cost saving",
        "Measure again in May.",
    ):
        assert told in text


def test_texts_are_shortened_at_a_blank_and_marked() -> None:
    assert short("one two three", 20) == "one two three"
    assert short("one two three four", 10) == "one two …"
    assert short("x" * 30, 10) == "x" * 10 + " …"
    assert short(" a\n b ", 10) == "a b"
