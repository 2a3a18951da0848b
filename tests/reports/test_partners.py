"""Who can help, in the report: what covers a decided area is printed, nothing else, and nobody's name."""

from dataclasses import replace
from uuid import uuid4

import pytest

from clinic_app.domain.areas import Area
from clinic_app.domain.casefile import Audience
from clinic_app.domain.partner import Cover, MemorandumStatus, Offer
from clinic_app.domain.redaction import redact
from tests.factories import casefile
from tests.reports.test_report_parts import said

MARKET, TRAINING = Area.MARKET_MARKETING, Area.EDUCATION_TRAINING
OFFERS = (
    Offer(name="Buyers", areas=(MARKET,), eligibility="under 50 staff", contact="Kim Minsu"),
    Offer(name="Welding school", areas=(TRAINING,)),
)
SIGNED = Cover(
    id=uuid4(), country="KR", organisation="KOTRA", title="Export desk", status=MemorandumStatus.SIGNED,
    areas=(TRAINING, MARKET), programmes=OFFERS, contact="Lee Jiwon",
)  # fmt: skip
FREE = Cover(id=uuid4(), country="DE", organisation="", areas=(MARKET,), programmes=OFFERS[:1])
ELSEWHERE = Cover(id=uuid4(), country="AT", organisation="WKO", title="Courses", areas=(TRAINING,))


@pytest.mark.parametrize("audience", [Audience.FULL, Audience.CLIENT])
def test_what_covers_a_decided_area_is_printed(audience: Audience) -> None:
    carried = tuple(each.without_contacts() for each in (SIGNED, FREE, ELSEWHERE))
    text = said(redact(replace(casefile(), cover=carried), audience), audience=audience)
    assert "Partners for these areas" in text
    for words in ("KOTRA", "South Korea", "Signed", "Export desk", "Buyers", "under 50 staff", "Germany"):
        assert words in text
    assert "No memorandum needed" in text
    for words in ("Welding school", "WKO", "Kim Minsu", "Lee Jiwon"):
        assert words not in text


def test_without_cover_nothing_is_said_of_partners() -> None:
    for cover in ((), (ELSEWHERE,)):
        assert "Partners for these areas" not in said(replace(casefile(), cover=cover))
