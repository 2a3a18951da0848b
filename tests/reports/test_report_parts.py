"""The parts of the consultation report: what is known, what is not, and only like things added up."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from clinic_app.domain.assessment import Blank
from clinic_app.domain.casefile import Audience, CaseFile
from clinic_app.domain.enterprise import EvidenceGrade, YearFigures
from clinic_app.domain.impact import Impact, ImpactKind
from clinic_app.domain.plan import Action, ActionStatus, Risk
from clinic_app.domain.problem import CauseCategory
from clinic_app.domain.redaction import redact
from clinic_app.reports.document import IssueMark, Letterhead, Order, Paper, Previous
from clinic_app.reports.documents import render
from clinic_app.reports.page import FOOT, SIDE
from tests.factories import CASE_ID, NOW, TODAY, casefile
from tests.reports.cases import whole
from tests.reports.printing import pages_of, text_of

PRINTED = datetime(2024, 8, 2, 12, 0, tzinfo=UTC)
CODE = "7K3M-2QXD-94TB"
MARK = IssueMark(number="1403-ESF-0001", version=2, issued_at=NOW, by="Karimi", reviewer="Amini", code=CODE)
LANGUAGES = ("en", "fa", "ko")
TITLES = ("Diagnosis", "Problems", "Areas", "Options", "Action", "Referrals")
WORDS = {"en": "Spring tension wears out. ", "fa": "کشش فنرها کم می‌شود. ", "ko": "스프링 장력이 약해진다. "}
ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


def printed(file: CaseFile, language: str = "en", **order: Any) -> bytes:
    return render([file], Order(languages=(language,), printed_at=PRINTED, **order)).pdf


def said(file: CaseFile, **order: Any) -> str:
    return re.sub(r"\s+", " ", text_of(printed(file, **order)))


def chapter(text: str, number: int) -> str:
    """The text from one numbered chapter to the next, behind the list of contents."""
    first, behind = (rf" {each} (?={'|'.join(TITLES)})" for each in (number, number + 1))
    return re.split(behind, re.split(first, text)[-1])[0]


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (640, 400)) -> bytes:
    file = BytesIO()
    Image.new(mode, size, 90).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", Paper)
def test_nothing_stands_outside_the_column_on_either_paper(language: str, paper: Paper) -> None:
    for page in pypdfium2.PdfDocument(printed(whole(), language, issue=MARK, paper=paper)):
        copied = page.get_textpage()
        for index in range(copied.count_chars()):
            left, bottom, right, top = copied.get_charbox(index)
            if right > left:
                assert left > SIDE - 2
                assert right < page.get_width() - SIDE + 2
                assert bottom > FOOT - 40
                assert top < page.get_height() - 20


def begins(content: bytes) -> list[int]:
    """The pages on which the entries of the outline begin: document control, then the chapters."""
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return [numbers[each.destination[0].objgen] for each in outline.root]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_name_the_pages_on_which_the_chapters_begin(language: str) -> None:
    content = printed(whole(), language, issue=MARK)
    listed = pages_of(content)[1].translate(ASCII)
    pages = begins(content)[1:]
    assert len(pages) >= 15
    assert pages == sorted(pages)
    for page in pages:
        assert re.search(rf"(?<!\d){page}(?!\d)", listed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", Paper)
def test_the_summary_is_one_page_however_much_there_is(language: str, paper: Paper) -> None:
    text = {"en": "Spring tension wears out. ", "fa": "کشش فنرها کم می‌شود. ", "ko": "스프링 장력이 약해진다. "}[
        language
    ] * 40
    file = whole()
    problems = tuple(
        replace(file.problems[0], id=uuid4(), title=text, statement=text, severity=5, urgency=n % 5 + 1)
        for n in range(9)
    )
    advice = tuple(
        replace(file.recommendations[0], id=uuid4(), title=text, benefit=text, problem_ids=(each.id,))
        for each in problems
        for _ in range(3)
    )
    case = replace(file.case, request=text, next_step=text)
    full = replace(file, case=case, problems=problems, recommendations=advice, matches=(), actions=())
    pages = begins(printed(full, language, paper=paper, issue=MARK))
    assert pages[2] == pages[1] + 1


def test_the_summary_leads_to_what_it_names() -> None:
    content = printed(whole(), issue=MARK)
    summary = begins(content)[1]
    with pikepdf.open(BytesIO(content)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links = [numbers[each.Dest[0].objgen] for each in pdf.pages[summary - 1].Annots]
    assert len(links) >= 4  # two problems, two recommendations
    assert min(links) > summary


def test_copy_class_and_audience_stand_on_the_cover() -> None:
    first = re.sub(r"\s+", " ", pages_of(printed(whole(), copy=2, copies=3))[0])
    assert "2 of 3" in first
    assert "Internal" in first
    assert "Full copy" in first


def test_the_page_behind_the_cover_says_who_made_it_and_how_it_is_verified() -> None:
    file = whole()
    second = re.sub(r"\s+", " ", pages_of(printed(file, issue=MARK))[1])
    assert CODE in second
    assert "Reviewed by Amini" in second
    assert "What changed" not in second
    changed = replace(file, case=replace(file.case, title="Kiln losses, again"))
    older = Previous(version=1, issued_at=NOW, file=file)
    assert "What changed since version 1" in said(changed, issue=MARK, previous=older)


def test_a_blank_answer_is_never_a_zero() -> None:
    file = whole()
    blank = tuple(replace(each, score=None, blank=Blank.NOT_SEEN) for each in file.answers)
    text = chapter(said(replace(file, answers=blank)), 4)
    assert not re.search(r"(?<!\d)0%", text)
    assert "none of these counts as zero" in text


def test_what_is_weak_brings_its_advice() -> None:
    file = whole()
    text = chapter(said(file), 4)
    assert "Weaknesses: below 60%" in text
    assert "Before After Change" in text
    assert "more stand in the annex, with their advice" in text


def _effects(*known: tuple[float | None, str]) -> CaseFile:
    file = whole()
    problems = tuple(
        replace(file.problems[1], id=uuid4(), title=f"Loss {n}", effect_amount=amount, effect_unit=unit)
        for n, (amount, unit) in enumerate(known, 1)
    )
    return replace(file, problems=problems, matches=())


def test_effects_are_weighed_only_against_effects_of_their_unit() -> None:
    text = chapter(said(_effects((75.0, "t"), (25.0, "t"), (9e9, "IRR"), (None, ""))), 5)
    weighed = text.split("Figure")[0]
    assert "75 75%" in weighed
    assert "25 100%" in weighed
    assert "9,000,000,000" not in weighed
    assert "Without a measured effect: 4." in text


def test_one_effect_alone_is_no_pareto() -> None:
    assert "What weighs most" not in said(_effects((75.0, "t"), (9e9, "IRR")))


def test_kinds_of_cause_are_told_with_their_problems() -> None:
    file = _effects((None, ""), (None, ""), (None, ""))
    kinds = (CauseCategory.LAW, CauseCategory.MONEY, CauseCategory.LAW)
    problems = tuple(replace(each, cause_category=kind) for each, kind in zip(file.problems, kinds, strict=True))
    assert "1, 3" in chapter(said(replace(file, problems=problems)), 5)


def test_currencies_are_not_mixed_in_a_chart() -> None:
    file = whole()
    years = [
        YearFigures(id=uuid4(), enterprise_id=file.enterprise.id, year=1400 + n, currency=currency, turnover=turnover)
        for n, (currency, turnover) in enumerate((("IRR", 2_000_000), ("IRR", 3_000_000), ("EUR", 50)))
    ]
    text = said(replace(file, years=tuple(years)))
    assert "Turnover, IRR (millions)" in text
    assert "Turnover, EUR" not in text  # one year is no development


def _impact(kind: ImpactKind, unit: str, actual: float, grade: EvidenceGrade, share: float = 100) -> Impact:
    known: dict[str, Any] = {"baseline": 0.0, "actual": actual, "attribution": share, "evidence": grade}
    return Impact(id=uuid4(), case_id=CASE_ID, kind=kind, unit=unit, **known)


def test_impact_is_summed_by_kind_unit_and_grade_alone() -> None:
    saved, sold = ImpactKind.COST_SAVING, ImpactKind.SALES_INCREASE
    impacts = (
        _impact(saved, "EUR", 1000, EvidenceGrade.DOCUMENT),
        _impact(saved, "EUR", 500, EvidenceGrade.DOCUMENT, share=50),
        _impact(saved, "EUR", 70, EvidenceGrade.SELF_DECLARED),
        _impact(saved, "IRR", 9, EvidenceGrade.DOCUMENT),
        _impact(sold, "EUR", 3, EvidenceGrade.DOCUMENT),
    )
    text = said(replace(whole(), impacts=impacts)).split("Sums by evidence")[1]
    assert "Cost saving EUR 70 1,250" in text
    assert "Cost saving IRR – 9" in text
    assert re.search(r"EUR – 3", text)


def test_percentages_are_averaged_and_said_to_be() -> None:
    fewer = ImpactKind.COST_SAVING
    impacts = (_impact(fewer, "%", 10, EvidenceGrade.DOCUMENT), _impact(fewer, "%", 20, EvidenceGrade.DOCUMENT))
    text = said(replace(whole(), impacts=impacts)).split("Sums by evidence")[1]
    assert "Cost saving % mean 15" in text
    assert "% 30" not in text


def test_readers_who_are_not_told_check_sums_see_none() -> None:
    file = casefile()
    assert f"SHA-256 {file.issues[0].pdf_sha256}" in said(file)
    assert "SHA-256" not in said(redact(file, Audience.CLIENT), audience=Audience.CLIENT)


def test_budget_and_the_clients_share_are_told_in_the_currency_of_the_case() -> None:
    file = whole()
    case = replace(file.case, fee=40_000, copayment=30.0, budget=900_000, currency="EUR")
    text = chapter(said(replace(file, case=case)), 8)
    assert "900,000 EUR" in text
    assert "The client pays of the fee 12,000 EUR" in text


def _plan(actions: Sequence[Action]) -> CaseFile:
    return replace(whole(), actions=tuple(actions))


def _action(place: int, **known: Any) -> Action:
    return Action(id=uuid4(), case_id=CASE_ID, position=place, what=f"Step {place}", **known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_in_time_has_a_line_for_every_action_with_a_date(language: str) -> None:
    standings = tuple(ActionStatus)
    actions = [
        _action(n, start_on=TODAY + timedelta(n), due_on=TODAY + timedelta(n + 40), status=standings[n % 6])
        for n in range(1, 200)
    ]
    report = printed(_plan([*actions, _action(200)]), language)
    copied = text_of(report).translate(ASCII)
    assert [n for n in range(1, 200) if len(re.findall(rf"Step {n}(?!\d)", copied)) != 2] == []
    assert len(re.findall(r"Step 200|200 Step", copied)) == 1
    year = {"fa": "1403"}.get(language, "2024")
    assert year in copied


@pytest.mark.parametrize("far", [date(9999, 12, 31), date(1, 1, 1)])
def test_a_slip_in_a_date_is_no_plan(far: date) -> None:
    text = said(_plan([_action(1, start_on=TODAY, due_on=TODAY), _action(2, due_on=far)]))
    assert "Step 2" in text
    assert "The plan in time" not in text


def test_risks_come_heaviest_first() -> None:
    file = whole()
    risks = tuple(
        Risk(id=uuid4(), case_id=CASE_ID, what=f"Risk {n}", likelihood=n, damage=5 if n else None) for n in (1, 5, 3)
    )
    text = said(replace(file, risks=risks))
    assert text.index("Risk 5") < text.index("Risk 3") < text.index("Risk 1")


def test_declarations_that_were_not_given_say_so() -> None:
    file = casefile()
    case = replace(file.case, consent_on=None, conflict_declared_on=None, story_consent_on=None)
    assert said(replace(file, case=case)).count("not given") == 3


def test_everybody_who_signs_has_a_place() -> None:
    letterhead = Letterhead(head="Rezaei", head_position="Director", signers=("Ahmadi, Officer", "Amini"))
    text = said(whole(), letterhead=letterhead, issue=MARK).split("We have read this report")[1]
    for name in ("Leila Karimi", "Amini", "Rezaei", "Position: Director", "Ahmadi", "Position: Officer", "Sadeghi"):
        assert name in text
    assert text.count("Signature and stamp") == 6


def test_the_logo_is_printed_and_a_broken_one_left_out() -> None:
    for logo, drawn in ((picture(), 1), (picture(mode="P"), 1), (picture("JPEG", "CMYK"), 1), (b"no picture", 0)):
        with pikepdf.open(BytesIO(printed(whole(), letterhead=Letterhead(logo=logo)))) as pdf:
            assert len(pdf.pages[0].get_images()) == drawn


def test_photos_are_printed_and_missing_ones_named() -> None:
    file = whole()
    with_photo = printed(file, photos={"a" * 64: picture("JPEG")})
    with pikepdf.open(BytesIO(with_photo)) as pdf:
        assert sum(len(page.get_images()) for page in pdf.pages) == 1
    assert "is not at hand" not in text_of(with_photo)
    for photos in ({}, {"a" * 64: b"broken"}):
        assert "The photo “The clay store" in said(file, photos=photos)


def test_a_photo_keeps_nothing_of_the_camera() -> None:
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "SECRETPLACE"
    Image.new("RGB", (300, 200)).save(file, "JPEG", exif=exif)
    assert b"SECRETPLACE" in file.getvalue()
    report = printed(whole(), photos={"a" * 64: file.getvalue()})
    with pikepdf.open(BytesIO(report)) as pdf:
        images = [image.read_raw_bytes() for page in pdf.pages for image in page.get_images().values()]
    assert len(images) == 1
    assert b"SECRETPLACE" not in images[0]


def test_without_annexes_nothing_points_to_them() -> None:
    text = said(whole(), with_annexes=False)
    assert "annex" not in text
    assert "Glossary" not in text


def test_a_small_case_is_a_short_report() -> None:
    file = replace(casefile(), assessments=(), answers=())
    assert len(pages_of(printed(file, issue=MARK))) <= 9
