"""The consultation report: nothing lost, nothing invented, in three languages, the same bytes every time."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_app.domain.areas import Area
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import YearFigures
from clinic_app.domain.match import AreaScore, Match, Reason, SuggestionKind, TypeScore, Verdict
from clinic_app.domain.problem import CauseCategory, CauseMethod
from clinic_app.i18n.catalog import catalog
from clinic_app.i18n.labels import label, type_label
from clinic_app.reports.document import IssueMark, Letterhead, Order, RenderedReport
from clinic_app.reports.documents import claimed_issue, render
from clinic_app.reports.page import FOOT, SIDE
from tests.factories import NOW, TODAY, casefile, suggestion
from tests.reports.cases import whole
from tests.reports.printing import pages_of, text_of

PRINTED = datetime(2024, 8, 2, 12, 0, tzinfo=UTC)
MARK = IssueMark(number="1403-ESF-0001", version=2, issued_at=NOW, by="Leila Karimi")
CLINIC = Letterhead(clinic_name="Clinic Isfahan", address="Street 1", phone="+98 31 1234", head="Maryam Rezaei")
LANGUAGES = ("en", "fa", "ko")
WORDS = {
    "en": "Word{n} with (bracket{n}) & <tag{n}>",
    "fa": "واژهٔ{n} می‌گوید «نقل{n}» و Latin{n} در ۱۴۰۳/۰۵/{n}",
    "ko": "낱말{n} 품질경영 (괄호{n}) Latin{n}",
}
LISTS = ("symptoms", "cause_chain", "strengths", "weaknesses", "opportunities", "threats")
# Identifiers for programs, and codes that are printed as words.
NOT_PRINTED = {
    ("Enterprise", "country"),
    ("Contact", "language"),
    ("ReportIssue", "snapshot_sha256"),
    ("Problem", "type_code"),
    ("TypeScore", "type"),
    ("Reason", "type"),
    ("Assessment", "instrument"),
    ("Assessment", "version"),
    ("Answer", "item"),
    ("Opportunity", "countries"),
    ("Cover", "country"),
    ("Cover", "contact"),
    ("Offer", "contact"),
}


def rendered(file: CaseFile, language: str = "en", *, issue: IssueMark | None = MARK) -> RenderedReport:
    return render([file], Order(languages=(language,), issue=issue, letterhead=CLINIC, printed_at=PRINTED))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def filled(language: str) -> CaseFile:
    """A case with a text of its own in every field that takes text."""
    numbers = iter(range(10, 10_000))

    def fill(record: Any) -> Any:
        changes: dict[str, Any] = {}
        for each in fields(record):
            value = getattr(record, each.name)
            if isinstance(value, str) and (type(record).__name__, each.name) not in NOT_PRINTED:
                changes[each.name] = WORDS[language].format(n=next(numbers))
            elif each.name in LISTS and not any(is_dataclass(part) for part in value):
                changes[each.name] = tuple(WORDS[language].format(n=next(numbers)) for _ in range(3))
            elif isinstance(value, tuple):
                changes[each.name] = tuple(fill(part) if is_dataclass(part) else part for part in value)
            elif is_dataclass(value):
                changes[each.name] = fill(value)
        return replace(record, **changes)

    return fill(_rich())


def _rich() -> CaseFile:
    """A case with something of everything: an override, an earlier decision, a link from action to advice."""
    file = whole()
    (match,), (first, second) = file.matches, file.problems
    reasons = (
        Reason(area=Area.MARKET_MARKETING, term="t", quote="q", start=0, end=1, weight=1.0, type="5.07"),
        Reason(area=Area.NEW_TECHNOLOGIES, term="t", quote="q", start=0, end=1, weight=-1.0),
    )
    answer = suggestion(reasons=reasons, types=(TypeScore(type="5.07", probability=0.5),))
    overridden: dict[str, Any] = {"suggestion": answer, "reason": "r", "verdict": Verdict.OVERRIDDEN}
    newest = replace(match, id=uuid4(), area=Area.NEW_TECHNOLOGIES, **overridden)
    action = replace(
        file.actions[0], recommendation_id=file.recommendations[0].id, start_on=TODAY, cost=1_250_000, hours=12.5
    )
    measured: dict[str, Any] = {"effect_amount": 5e9, "effect_unit": "IRR", "since": TODAY}
    return replace(
        file,
        case=replace(file.case, fee=40_000_000, copayment=30.0, budget=900_000_000, currency="IRR"),
        problems=(
            replace(first, cause_method=CauseMethod.FIVE_WHYS, cause_category=CauseCategory.METHOD, **measured),
            replace(second, cause_category=CauseCategory.MAN, **measured),
        ),
        matches=(replace(match, **overridden), newest),
        actions=(action, *file.actions[1:]),
    )


def texts_of(record: Any) -> Iterator[tuple[str, str]]:
    """Name and value of every text of a record and of the records in it."""
    for each in fields(record):
        value = getattr(record, each.name)
        name = (type(record).__name__, each.name)
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            if is_dataclass(part):
                yield from texts_of(part)
            elif isinstance(part, str) and part and name not in NOT_PRINTED:
                yield ".".join(name), part


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_case_holds_is_printed(language: str) -> None:
    file = filled(language)
    report = rendered(file, language)
    copied = squeezed(text_of(report.pdf))
    lost = [(name, text) for name, text in texts_of(file) if any(word not in copied for word in text.split())]
    assert lost == []
    assert report.substituted == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_texts_are_copied_as_they_were_written(language: str) -> None:
    text = " ".join(f"{WORDS[language].format(n=n)}." for n in range(100, 140))
    file = filled(language)
    file = replace(file, case=replace(file.case, closing_note=text))
    copied = re.sub(r"\s", "", text_of(rendered(file, language).pdf))
    sentences = [re.sub(r"\s", "", sentence) for sentence in text.split(". ")]
    runs = [first + "." + second for first, second in pairwise(sentences)]
    torn = [run for run in runs if run not in copied]
    assert len(torn) <= 2  # a page may end inside


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_outside_the_column(language: str) -> None:
    for page in pypdfium2.PdfDocument(rendered(filled(language), language).pdf):
        copied = page.get_textpage()
        for index in range(copied.count_chars()):
            left, bottom, right, top = copied.get_charbox(index)
            if right > left:
                assert left > SIDE - 2
                assert right < page.get_width() - SIDE + 2
                assert bottom > FOOT - 40
                assert top < page.get_height() - 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_what_it_is(language: str) -> None:
    report = rendered(filled(language), language)
    with pikepdf.open(BytesIO(report.pdf)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert str(pdf.Root.Lang) == language
        assert len(pdf.pages) == report.pages
        assert str(pdf.docinfo["/Title"])
        assert str(pdf.docinfo["/CreationDate"]) == "D:20240802120000+00'00'"
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert catalog(language).text("Executive summary") in titles
    assert len(titles) == len(set(titles)) >= 9
    assert all(re.match(r"/[A-Z]{6}\+(Vazirmatn|Pretendard)-", font) for font in fonts)
    assert claimed_issue(report.pdf) == ("1403-ESF-0001", 2)


def test_the_same_case_gives_the_same_bytes() -> None:
    file = filled("fa")
    assert rendered(file, "fa").pdf == rendered(file, "fa").pdf


def test_every_page_is_numbered() -> None:
    pages = pages_of(rendered(filled("en")).pdf)
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page


def test_a_draft_says_so_on_every_page_and_claims_nothing() -> None:
    report = rendered(filled("en"), issue=None)
    assert all("DRAFT" in page for page in pages_of(report.pdf))
    assert claimed_issue(report.pdf) is None
    assert "DRAFT" not in text_of(rendered(filled("en")).pdf)


def test_a_file_of_something_else_claims_nothing() -> None:
    assert claimed_issue(b"") is None
    assert claimed_issue(b"not a PDF at all") is None


def test_what_was_not_answered_is_not_printed_as_zero() -> None:
    file = casefile()
    figures = YearFigures(id=uuid4(), enterprise_id=file.enterprise.id, year=1402, turnover=5000)
    other = YearFigures(id=uuid4(), enterprise_id=file.enterprise.id, year=1403)
    text = squeezed(text_of(rendered(replace(file, years=(figures, other))).pdf))
    assert "Turnover 5,000 –" in text
    assert "Exports" not in text
    assert "Severity not answered" in text or text.count("not answered") >= 4


def test_a_bare_case_prints() -> None:
    file = casefile()
    bare = CaseFile(case=file.case, enterprise=file.enterprise)
    for language in LANGUAGES:
        assert rendered(bare, language).pages >= 3


def test_the_program_is_honest_about_its_answers() -> None:
    file = _rich()
    problem, match = file.problems[0], file.matches[-1]
    unsure = replace(match, suggestion=suggestion(decision=SuggestionKind.UNSURE), verdict=None, area=None)
    nothing = replace(
        unsure, suggestion=suggestion(decision=SuggestionKind.OUT_OF_SCOPE, area=None, ranking=_flat_ranking())
    )
    for matches, said in (
        ((unsure,), "The program is unsure"),
        ((nothing,), "finds none of the five areas"),
        ((), "No problem has been matched"),
    ):
        text = squeezed(text_of(rendered(replace(file, matches=matches)).pdf))
        assert said in text
    assert "has not decided yet" in squeezed(text_of(rendered(replace(file, matches=(unsure,))).pdf))
    assert problem.id == match.problem_id


def _flat_ranking() -> tuple[AreaScore, ...]:
    return tuple(AreaScore(area=area, probability=0.2) for area in Area)


def test_a_decision_is_printed_with_its_reason() -> None:
    file = _rich()
    text = squeezed(text_of(rendered(file).pdf))
    english = catalog("en")
    assert f"Decision: ■ 1 {label(english, Area.NEW_TECHNOLOGIES)}" in text
    assert label(english, Verdict.OVERRIDDEN) in text
    assert type_label(english, "5.07") in text
    assert "Earlier decisions" in text


def test_hours_are_summed_over_what_was_answered() -> None:
    file = casefile()
    (visit,) = file.visits
    second = replace(visit, id=uuid4(), contact_hours=4.5, travel_hours=2)
    text = squeezed(text_of(rendered(replace(file, visits=(visit, second))).pdf))
    assert re.search(r"Total 7\.5 – 2 –", text)


def test_a_text_of_fifty_thousand_characters_prints_whole() -> None:
    words = [f"واژه{n}" for n in range(6500)]
    file = casefile()
    file = replace(file, case=replace(file.case, request=" ".join(words)))
    copied = text_of(rendered(file, "fa").pdf)
    assert [word for word in words if word not in copied] == []


@given(
    title=st.text(st.characters(), min_size=1, max_size=200),
    text=st.text(st.characters(), max_size=400),
    language=st.sampled_from(LANGUAGES),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_stops_the_press(title: str, text: str, language: str) -> None:
    file = _rich()
    match = file.matches[-1]
    quoted = replace(match.suggestion, reasons=(_reason(title),))
    file = replace(
        file,
        case=replace(file.case, title=title, request=text, advisor=title, closing_note=text),
        enterprise=replace(file.enterprise, name=title, notes=text, website=title),
        problems=tuple(replace(each, title=title, statement=text, symptoms=(title,)) for each in file.problems),
        matches=(_with(match, quoted, text),),
        actions=tuple(replace(each, what=title, responsible=text) for each in file.actions),
    )
    assert rendered(file, language).pages >= 5


def _reason(quote: str) -> Reason:
    return Reason(area=Area.MARKET_MARKETING, term=quote, quote=quote, start=0, end=len(quote), weight=0.5)


def _with(match: Match, answer: Any, reason: str) -> Match:
    return replace(match, suggestion=answer, reason=reason, text=reason)


def test_the_cause_is_printed_with_its_kind() -> None:
    file = casefile()
    problem = replace(file.problems[0], cause_category=CauseCategory.MATERIAL, cause_chain=("Why? Rain.",))
    text = squeezed(text_of(rendered(replace(file, problems=(problem,))).pdf))
    assert "Moist clay" in text
    assert "Material" in text
    assert "Why? Rain." in text


def test_ids_stay_inside() -> None:
    assert str(UUID(int=1)) not in text_of(rendered(casefile()).pdf)
