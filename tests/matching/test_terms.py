"""Known terms are found at the right words, in each script by its own rule."""

import pytest

from clinic_app.domain.areas import Area
from clinic_app.matching import words
from clinic_app.matching.lexicon import Term
from clinic_app.matching.terms import Finder


def _term(text: str, area: Area = Area.NEW_TECHNOLOGIES, kind: str = "1.01", weight: int = 2) -> Term:
    return Term(text=text, weight=weight, type=kind, area=area, language="en")


def _quotes(terms: list[Term], text: str) -> list[tuple[str, str]]:
    split = words.split(text)
    hits = Finder(terms).find(split)
    return [(hit.term.text, text[split[hit.first].start : split[hit.last].end]) for hit in hits]


@pytest.mark.parametrize(
    ("term", "text", "quotes"),
    [
        ("worn-out machine", "Our worn out machinery stands.", ["worn out machinery"]),
        ("worn-out machine", "worn the out machine", []),
        ("automat", "semi-automatic, automated", ["automatic", "automated"]),
        ("mes", "A message, a mess, our MES.", ["mess", "MES"]),
        ("loan", "loans, a loaning", ["loans", "loaning"]),
        ("ماشین الات", "ماشین\u200cآلاتِ کهنه", ["ماشین\u200cآلاتِ"]),
        ("آموزش", "دورهٔ آموزشی و آموزش‌ها", ["آموزشی", "آموزش"]),
        ("설비 교체", "노후 설비교체를 원함", ["설비교체를"]),
        ("설비교체", "설비 교체가 급함", ["설비 교체가"]),
        ("교육", "직무교육이 필요", ["직무교육이"]),
        ("수출", "고수 출신", []),  # two letters that meet across a space are chance
        ("erp도입", "ERP 도입 검토", ["ERP 도입"]),
        ("is도입", "this도입", []),
    ],
)
def test_where_a_term_is_found(term: str, text: str, quotes: list[str]) -> None:
    assert [quote for _, quote in _quotes([_term(term)], text)] == quotes


def test_a_term_inside_a_longer_one_of_its_area_is_left_out() -> None:
    terms = [_term("new machine"), _term("machine")]
    assert _quotes(terms, "a new machine beside a machine") == [
        ("new machine", "new machine"),
        ("machine", "machine"),
    ]


def test_a_term_inside_a_longer_one_of_another_area_stays() -> None:
    terms = [_term("export course", Area.EDUCATION_TRAINING, "2.06"), _term("export", Area.MARKET_MARKETING, "5.07")]
    assert {found for found, _ in _quotes(terms, "an export course")} == {"export course", "export"}


def test_the_same_words_may_speak_for_two_types() -> None:
    terms = [_term("filter", kind="1.10"), _term("filter", kind="1.09")]
    assert len(_quotes(terms, "a filter")) == 2
