"""What each audience reads of a case: nothing that leads to the enterprise or a person, and everything else."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from clinic_app.domain import redaction
from clinic_app.domain.areas import Area
from clinic_app.domain.assessment import Answer, Assessment
from clinic_app.domain.attachment import Attachment
from clinic_app.domain.casefile import Audience, CaseFile
from clinic_app.domain.enterprise import Contact, YearFigures, size_band
from clinic_app.domain.impact import FollowUp, Impact, ImpactKind
from clinic_app.domain.masking import WITHHELD, Mask, pseudonym
from clinic_app.domain.match import Reason
from clinic_app.domain.partner import Cover, MemorandumStatus, Offer
from clinic_app.domain.plan import Risk
from clinic_app.domain.redaction import leaks, redact
from clinic_app.domain.referral import Opportunity, OpportunityKind, Referral, ReferralTarget
from clinic_app.domain.text import ascii_digits, fold
from clinic_app.domain.visit import Visit
from tests.factories import CASE_ID, FIRM_ID, PROBLEM_ID, TODAY, casefile, suggestion

CODES = {"number", "country", "currency", "type_code", "rules", "version", "instrument", "item", "language", "code"}
"""Texts that are chosen, not written."""
U = pseudonym("U", FIRM_ID)


def whole() -> CaseFile:
    """A case with a record of every kind."""
    reasons = tuple(
        Reason(area=Area.MARKET_MARKETING, term="x", quote="x", start=0, end=1, weight=weight)
        for weight in (0.4, -0.2)
    )
    known = {"case_id": CASE_ID, "id": uuid4()}
    said = dict.fromkeys(("strengths", "weaknesses", "opportunities", "threats"), ("-",))
    file = casefile()
    file = replace(
        file,
        case=replace(file.case, **said),
        problems=(replace(file.problems[0], symptoms=("-",), cause_chain=("-",)),),
    )
    match = replace(file.matches[0], suggestion=suggestion(reasons=reasons))
    return replace(
        file,
        matches=(match, replace(match, id=uuid4(), verdict=None, area=None)),
        risks=(Risk(**known, what="-"),),
        referrals=(Referral(**known, target=ReferralTarget.BANK, organisation="-"),),
        opportunities=(Opportunity(**known, kind=OpportunityKind.BUSINESS_OFFER, title="-", countries=("KR",)),),
        assessments=(Assessment(**known, assessed_on=TODAY),),
        answers=(Answer(id=uuid4(), assessment_id=known["id"], case_id=CASE_ID, item="strategy-plan", score=2),),
        impacts=(Impact(**known, kind=ImpactKind.COST_SAVING, problem_id=PROBLEM_ID, baseline=123.456),),
        follow_ups=(FollowUp(**known, due_on=TODAY),),
        attachments=(
            Attachment(**known, name="a.png", media_type="image/png", size=1, sha256="0" * 64),
            Attachment(
                id=uuid4(), case_id=CASE_ID, name="b.pdf", media_type="-", size=1, sha256="1" * 64, in_report=False
            ),
        ),
        cover=(Cover(id=uuid4(), country="KR", organisation="-", programmes=(Offer(name="-"),)),),
    )


def filled(record: Any, words: str) -> Any:
    """The record with ``words`` in every text that somebody writes."""
    changes: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, str) and field.name not in CODES:
            changes[field.name] = words
        elif isinstance(value, tuple) and value and all(isinstance(part, str) for part in value):
            changes[field.name] = (words,)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(filled(part, words) if is_dataclass(part) else part for part in value)
        elif is_dataclass(value) and not isinstance(value, type):
            changes[field.name] = filled(value, words)
    return replace(record, **changes)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from (text for part in value for text in texts(part))
    elif is_dataclass(value):
        yield from (text for field in fields(value) for text in texts(getattr(value, field.name)))


def bare(text: str) -> str:
    return "".join(char for char in ascii_digits(fold(text)) if char.isalnum())


def of(name: str, person: str, **firm: Any) -> CaseFile:
    file = whole()
    contact = replace(file.contacts[0], name=person, phone=firm.pop("phone", ""), email=firm.pop("email", ""))
    return replace(file, enterprise=replace(file.enterprise, name=name, **firm), contacts=(contact,))


def test_the_tables_speak_of_every_field() -> None:
    kinds = {type(part) for part in (whole().case, whole().enterprise, whole().matches[0].suggestion)}
    kinds |= {type(part[0]) for field in fields(CaseFile) if isinstance(part := getattr(whole(), field.name), tuple)}
    kinds |= {CaseFile, Offer}
    known = redaction._RULES[Audience.MINISTRY]
    for kind in kinds - {Attachment}:
        assert sorted(known[kind]) == sorted(field.name for field in fields(kind)), kind
    client = redaction._RULES[Audience.CLIENT]
    assert {(kind, name) for kind in client for name in client[kind]} <= {
        (kind, field.name) for kind in client for field in fields(kind)
    }


def test_the_clinic_itself_reads_everything() -> None:
    file = whole()
    assert redact(file, Audience.FULL) is file


def test_the_enterprise_reads_all_but_what_the_clinic_says_to_itself() -> None:
    file = filled(whole(), "secret")
    mine = redact(replace(file, enterprise=replace(file.enterprise, name="Mehr Tile")), Audience.CLIENT)
    assert (mine.enterprise.name, mine.enterprise.notes, mine.contacts[0].notes) == ("Mehr Tile", "", "")
    case = mine.case
    assert (case.triage_note, case.standing_reason, case.conflict_note, case.closing_note) == ("", "", "", "")
    assert (case.request, case.advisor, mine.problems[0].statement) == ("secret",) * 3
    assert (mine.visits[0].notes, mine.visits[0].contact_hours, mine.visits[0].travel_hours) == ("secret", 3, None)
    (match,) = mine.matches
    assert match.area is Area.MARKET_MARKETING
    assert (match.suggestion.ranking, match.suggestion.confidence) == ((), 0)
    assert [reason.weight for reason in match.suggestion.reasons] == [0.4]
    assert [each.name for each in mine.attachments] == ["secret"]
    assert (mine.issues[0].pdf_sha256, mine.issues[0].version) == ("", 1)
    assert redact(mine, Audience.CLIENT) == mine


def test_the_ministry_reads_what_was_done_but_not_for_whom() -> None:
    file = of("Mehr Tile", "Maryam Sadeghi", province="یزد", isic="2392", employees=37, founded_year=1387)
    year = YearFigures(id=uuid4(), enterprise_id=FIRM_ID, year=1402, turnover=478_312_000_000, full_time=37)
    read = redact(replace(file, years=(year,)), Audience.MINISTRY)
    firm = read.enterprise
    assert (firm.name, firm.province, firm.isic, firm.employees, firm.founded_year) == (U, "یزد", "23", 30, 1380)
    assert (read.years[0].turnover, read.years[0].full_time) == (480_000_000_000, 30)
    assert (read.case.number, read.case.advisor, read.case.request) == ("1403-ESF-0001", "", "")
    assert read.contacts[0].name == pseudonym("P", file.contacts[0].id)
    assert read.attachments == ()
    assert read.matches[0].area is Area.MARKET_MARKETING
    assert read.visits[0].contact_hours == 3
    assert read.impacts[0].baseline == 120


def test_what_covers_an_area_reads_the_same_for_everybody_but_for_names_of_people() -> None:
    offer = Offer(name="현장클리닉", areas=(Area.MARKET_MARKETING,), eligibility="زیر ۵۰ نفر")
    cover = Cover(
        id=uuid4(), country="KR", organisation="Ministry of SMEs and Startups", title="یادداشت تفاهم",
        status=MemorandumStatus.SIGNED, dated_on=TODAY, areas=tuple(Area), programmes=(offer,),
    )  # fmt: skip
    file = replace(of("Mehr Azin Tile", "Maryam Sadeghi"), cover=(cover,))
    named = replace(cover, contact="Kim Minsu", programmes=(replace(offer, contact="Kim Minsu"),))
    for audience in (Audience.CLIENT, Audience.MINISTRY):
        assert redact(file, audience).cover == (cover,)
        assert redact(replace(file, cover=(named,)), audience).cover == (cover,)


WORDS = {
    "fa": st.text("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", min_size=3, max_size=8),
    "ko": st.text("가나다라마바사아자차카타파하한빛별솔민준서연", min_size=2, max_size=4),
    "la": st.text("abcdefghijklmnopqrstuvwxyzäöüßçğşé", min_size=3, max_size=8).map(str.title),
}
NAMES = st.sampled_from(sorted(WORDS)).flatmap(
    lambda script: st.lists(WORDS[script], min_size=1, max_size=3).map(" ".join)
)
SPELLINGS = (
    str,
    str.upper,
    str.lower,
    lambda name: name.replace("ی", "ي").replace("ک", "ك"),
    lambda name: name.replace(" ", "\u200c"),
    lambda name: name.replace(" ", "   "),
    lambda name: name.replace(" ", "-"),
    lambda name: "\u200f".join(name),
    lambda name: name.translate({ord("ا"): "اـ", ord("ه"): "ۀ", ord("a"): "ａ"}),
)


@hypothesis_settings(max_examples=60)
@given(name=NAMES, person=NAMES, advisor=NAMES, spelling=st.sampled_from(SPELLINGS))
def test_no_name_survives_in_any_spelling(name: str, person: str, advisor: str, spelling: Any) -> None:
    words = f"با {spelling(name)} و {spelling(person)}, {spelling(advisor)}: agreed."
    blank = filled(whole(), words)
    case = replace(blank.case, advisor=advisor)
    contact = replace(blank.contacts[0], name=person)
    file = replace(
        blank, case=case, enterprise=replace(blank.enterprise, name=name, province="Yazd"), contacts=(contact,)
    )
    read = redact(file, Audience.MINISTRY)
    found = set(texts(read))
    own = {U, pseudonym("P", contact.id), WITHHELD}
    for text in found:
        for alias in own:
            text = text.replace(alias, " ")
        rest = {bare(word) for word in text.split()}
        for secret in (name, person, advisor):
            assert bare(secret) not in rest, (secret, text)
            if len(bare(secret)) >= 5:
                assert bare(secret) not in bare(text), (secret, text)
    assert leaks(file, read) == ()
    assert redact(read, Audience.MINISTRY) == read


@hypothesis_settings(max_examples=60)
@given(
    phone=st.integers(9_100_000_000, 9_399_999_999),
    legal_id=st.integers(10**10, 10**11 - 1),
    zero=st.sampled_from("0٠۰０०"),
    gap=st.sampled_from(("", " ", "-", "\u200c")),
)
def test_no_number_that_leads_to_somebody_survives(phone: int, legal_id: int, zero: str, gap: str) -> None:
    file = of("Mehr Tile", "Maryam Sadeghi", legal_id=str(legal_id), phone=f"+98{phone}", registration_no="4711/x")
    mask = Mask(file)
    for number in (f"0{phone}", f"+98 {phone}", str(legal_id), "4711x", "IR062960000000100324200001"):
        said = gap.join(number).translate({ord("0") + n: chr(ord(zero) + n) for n in range(10)})
        masked = mask.text(f"Call {said} now.")
        assert not any(char.isdecimal() for char in masked), masked


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("info@mehrazin.ir or https://mehrazin.ir/a?b mehrazin.ir", f"{WITHHELD} or {WITHHELD}"),
        ("from 1402-1403, on 2024-08-02 and 1403/05/12", "from 1402-1403, on 2024-08-02 and 1403/05/12"),
        ("480,000,000,000 rial, 12.5 %, case 1403-ESF-0001", "480,000,000,000 rial, 12.5 %, case 1403-ESF-0001"),
        ("Mr Karimi and Dr. Ahmad Rad measure", f"Mr {WITHHELD} and Dr. {WITHHELD} measure"),
        ("آقای بهمنی، مهندس تولید", f"آقای {WITHHELD}، مهندس تولید"),
        ("김철수 사장님이 생산 부장과", f"{WITHHELD} 사장님이 생산 부장과"),
        ("One tile in nine cracks; the production manager measures.", None),
        ("کاشی ترک می‌خورد و مدیر تولید اندازه می‌گیرد.", None),
        ("Mehr Azin's tiles crack at MehrAzin.", f"{U}'s tiles crack at {U}."),
        ("کاشي مهر آذین در یزد", f"{U} در یزد"),
        ("صادقی‌ها و صادقیان", None),
    ],
)
def test_what_a_text_becomes(said: str, read: str | None) -> None:
    file = of("شرکت تولیدی کاشی مهرآذین", "Ali Ahmadi", name_latin="Mehr Azin Tile Co.", province="یزد")
    assert Mask(file).text(said) == (said if read is None else read)


def test_a_surname_two_people_share_tells_neither() -> None:
    file = of("Mehr Tile", "Maryam Sadeghi")
    brother = Contact(id=UUID(int=77), enterprise_id=FIRM_ID, name="Ali Sadeghi")
    mask = Mask(replace(file, contacts=(*file.contacts, brother)))
    first, second = pseudonym("P", file.contacts[0].id), pseudonym("P", brother.id)
    assert mask.text("Ali Sadeghi, Maryam Sadeghi; Sadeghi") == f"{second}, {first}; {WITHHELD}"


def test_people_named_anywhere_are_withheld_but_not_their_offices() -> None:
    visit = Visit(
        id=uuid4(),
        case_id=CASE_ID,
        visited_on=date(2024, 8, 2),
        participants="بهرام نوروزی (مدیر تولید)، کارشناس آزمایشگاه و Sara Lind",
    )
    mask = Mask(replace(of("Mehr Tile", "Maryam Sadeghi"), visits=(visit,)))
    assert mask.text("نوروزي با مدیر تولید") == f"{WITHHELD} با مدیر تولید"
    assert mask.text("کارشناس آزمایشگاه and LIND") == f"کارشناس آزمایشگاه and {WITHHELD}"


def test_small_places_are_withheld_and_large_ones_told() -> None:
    file = of(
        "한울석재", "송기태", province="전북특별자치도", county="익산시 황등면", industrial_park="황등석재 농공단지"
    )
    assert Mask(file).text("익산에서, 황등의 돌; 전북특별자치도와 서울") == (
        f"{WITHHELD}에서, {WITHHELD}의 돌; 전북특별자치도와 서울"
    )
    file = of("کاشی", "علی", province="اصفهان", county="شاهین‌شهر و میمه", industrial_park="شهرک صنعتی مورچه‌خورت")
    said = "مورچه خورت در میمه و شاهين شهر، استان اصفهان، شهرک صنعتی دیگر"
    assert Mask(file).text(said) == f"{WITHHELD} در {WITHHELD} و {WITHHELD}، استان اصفهان، شهرک صنعتی دیگر"


def test_pseudonyms_are_stable_and_never_the_same() -> None:
    assert pseudonym("U", UUID(int=1)) == pseudonym("U", UUID(int=1))
    many = {pseudonym(kind, UUID(int=value)) for kind in "UP" for value in range(5000)}
    assert len(many) == 10_000
    assert Mask(of("Mehr", "Sara")).enterprise == Mask(of("Other", "Sara")).enterprise == U


@given(st.integers(0, 10**7))
def test_a_head_count_stays_in_its_band(employees: int) -> None:
    coarse = redact(of("Mehr", "Sara", employees=employees), Audience.MINISTRY).enterprise.employees
    assert size_band(coarse) is size_band(employees)


@given(st.integers(-(10**18), 10**18))
def test_an_amount_keeps_two_digits(amount: int) -> None:
    year = YearFigures(id=uuid4(), enterprise_id=FIRM_ID, year=1402, profit=amount)
    coarse = redact(casefile(years=(year,)), Audience.MINISTRY).years[0].profit
    assert coarse is not None
    assert abs(coarse - amount) <= abs(amount) * 0.05
    assert len(str(abs(coarse)).rstrip("0")) <= 2


def test_what_survived_is_found() -> None:
    file = of("Mehr Azin", "Maryam Sadeghi")
    read = redact(file, Audience.MINISTRY)
    slip = replace(read, problems=(replace(read.problems[0], root_cause="MehrAzin never measures"),))
    assert leaks(file, slip) == ("problems[0].root_cause",)


@pytest.mark.parametrize("text", ["a" * 50_000, "a-" * 25_000, "1-" * 25_000, "김" * 50_000, "آقای " * 10_000])
def test_long_texts_take_no_longer_than_their_length(text: str) -> None:
    mask = Mask(of("Mehr Azin", "김민수"))
    assert mask.text(text) == mask.text(mask.text(text))


PIECES = st.sampled_from(
    (
        "Mehr",
        "Azin",
        "مهر",
        "آذین",
        "آقای ",
        "Mr ",
        "Dr. ",
        "김민수",
        " 님",
        "@",
        ".ir",
        "www.",
        "0913",
        "-",
        " ",
        "1403",
    )
)


@given(said=st.lists(PIECES | st.text(max_size=6), max_size=25).map("".join))
def test_masking_again_changes_nothing(said: str) -> None:
    mask = Mask(of("شرکت کاشی مهرآذین", "김민수", name_latin="Mehr Azin Tile", phone="0913 555 1234"))
    masked = mask.text(said)
    assert mask.text(masked) == masked
    assert mask.names(masked) == masked
