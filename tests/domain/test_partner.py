"""What covers an area: nothing is guessed, what counts most comes first, and what is over is said to be."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from clinic_app.domain.areas import Area
from clinic_app.domain.partner import (
    Cover,
    Memorandum,
    MemorandumData,
    MemorandumStatus,
    Partner,
    PartnerData,
    Programme,
    ProgrammeData,
    covering,
    covers,
)
from clinic_app.domain.records import FieldError

DAY = date(2024, 8, 2)
MARKET, TRAINING = Area.MARKET_MARKETING, Area.EDUCATION_TRAINING
SIGNED, OPEN, EXPIRED = MemorandumStatus.SIGNED, MemorandumStatus.NEGOTIATION, MemorandumStatus.EXPIRED
KOREA, GERMANY = Partner(id=UUID(int=1), name="Ministry", country="KR"), Partner(id=UUID(int=2), country="DE")


def paper(number: int, status: MemorandumStatus, partner: Partner = KOREA, **changes: Any) -> Memorandum:
    known: dict[str, Any] = {"title": f"m{number}", "areas": (MARKET,)}
    return Memorandum(id=UUID(int=number), partner_id=partner.id, status=status, **known | changes)


def programme(number: int, partner: Partner = KOREA, **changes: Any) -> Programme:
    return Programme(id=UUID(int=number), partner_id=partner.id, name=f"p{number}", **changes)


def told(found: tuple[Cover, ...]) -> list[tuple[str, MemorandumStatus | None, list[str]]]:
    return [(each.title, each.status, [offer.name for offer in each.programmes]) for each in found]


def test_signed_comes_before_free_programmes_before_negotiations_and_what_is_over_comes_last() -> None:
    papers = (
        paper(11, EXPIRED),
        paper(12, OPEN, GERMANY),
        paper(13, SIGNED, valid_until=date(2024, 8, 1)),
        paper(14, SIGNED, valid_until=DAY),
    )
    free = programme(21, GERMANY, areas=(MARKET,))
    found = covering(MARKET, (KOREA, GERMANY), papers, (free,), DAY)
    expected = [
        ("m14", SIGNED, []),
        ("", None, ["p21"]),
        ("m12", OPEN, []),
        ("m11", EXPIRED, []),
        ("m13", EXPIRED, []),
    ]
    assert told(found) == expected
    assert (found[1].id, found[1].country, found[1].organisation) == (GERMANY.id, "DE", "")


def test_a_memorandum_without_areas_covers_nothing() -> None:
    assert covers((KOREA,), (paper(11, SIGNED, areas=()),), (), DAY) == ()


def test_a_programme_without_areas_is_for_those_of_its_memorandum_and_one_with_some_for_those_alone() -> None:
    agreed = paper(11, SIGNED, areas=(TRAINING, MARKET))
    offers = (
        programme(21, memorandum_id=agreed.id),
        programme(22, memorandum_id=agreed.id, areas=(TRAINING,), eligibility="under 50", contact="Kim"),
        programme(23, memorandum_id=agreed.id, areas=(Area.RESEARCH_DEVELOPMENT,)),
        programme(24),
    )
    assert told(covering(MARKET, (KOREA,), (agreed,), offers, DAY)) == [("m11", SIGNED, ["p21"])]
    (trained,) = covering(TRAINING, (KOREA,), (agreed,), offers, DAY)
    assert [(each.name, each.eligibility, each.contact) for each in trained.programmes] == [
        ("p21", "", ""),
        ("p22", "under 50", "Kim"),
    ]
    assert trained.without_contacts().programmes[1].contact == ""
    assert told(covering(Area.RESEARCH_DEVELOPMENT, (KOREA,), (agreed,), offers, DAY)) == [("m11", SIGNED, ["p23"])]
    assert trained.areas == (TRAINING, Area.RESEARCH_DEVELOPMENT, MARKET)


def test_what_hangs_on_a_removed_partner_or_memorandum_is_not_there() -> None:
    agreed = paper(11, SIGNED)
    offer = programme(21, memorandum_id=agreed.id, areas=(MARKET,))
    assert covers((GERMANY,), (agreed,), (offer,), DAY) == ()
    assert told(covers((KOREA,), (), (offer,), DAY)) == [("", None, ["p21"])]


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (PartnerData(country="AT"), []),
        (PartnerData(), [FieldError("name", "empty")]),
        (PartnerData(name="x", contact_email="y"), [FieldError("contact_email", "not-an-address", warning=True)]),
        (MemorandumData(title=" "), [FieldError("title", "empty")]),
        (
            MemorandumData(title="x", dated_on=DAY, valid_until=date(2024, 8, 1)),
            [FieldError("valid_until", "before-start")],
        ),
        (MemorandumData(title="x", dated_on=date(1, 1, 1)), [FieldError("dated_on", "implausible-date")]),
        (ProgrammeData(name=""), [FieldError("name", "empty")]),
    ],
)
def test_what_is_wrong_with_a_record_is_said(data: Any, errors: list[FieldError]) -> None:
    assert data.errors() == errors
