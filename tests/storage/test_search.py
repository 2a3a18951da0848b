"""Search finds what people mean, in three scripts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from clinic_app.domain.enterprise import ContactData
from clinic_app.domain.problem import ProblemData
from clinic_app.domain.summary import CaseQuery
from clinic_app.services import cases, enterprises, problems, trash
from clinic_app.storage.database import Database
from clinic_app.storage.search import expression, terms
from tests.factories import as_data, saved_case

TEXTS = {
    1: "شرکت‌های كوچك در ۱۴۰۳ با کمبود نقدینگی روبه‌رو هستند",
    2: "مُدیریّتِ کیفیت و آموزشِ اپراتورها ضعیف است",
    3: "우리 중소기업이 대출을 받지 못합니다",
    4: "품질경영시스템 인증을 준비 중이고 값이 비싸다",
    5: "Café équipement needs a new ERP system",
    6: "İstanbul şubesinde ılık su yok, Müller GmbH",
    7: "ＦＡＸ ０２１ 8877 working capital loan",
    8: "می‌خواهیم ماشین‌آلات فرسوده را عوض کنیم",
    9: "آهن و فولاد، صادرات به عراق",
}

# query, texts it must find, and nothing else
QUERIES = [
    ("کوچک", {1}),
    ("شرکت", {1}),
    ("شرکتهای", {1}),
    ("شرکت‌های کوچک", {1}),
    ("1403", {1}),
    ("١٤٠٣", {1}),
    ("مدیریت", {2}),
    ("اموزش", {2}),
    ("중소기업", {3}),
    ("대출", {3}),
    ("값", {4}),
    ("경영시스템", {4}),
    ("cafe", {5}),
    ("equip", {5}),
    ("istanbul", {6}),
    ("muller", {6}),
    ("fax 021", {7}),
    ("ماشین", {8}),
    ("ماشینآلات", {8}),
    ("اهن", {9}),
    ("میخواهیم", {8}),
    ("ILIK", {6}),
    ("loan capital", {7}),
    ("대출 loan", set()),
    ("صادرات عراق", {9}),
    ("nothing of the kind", set()),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    from clinic_app.storage.database import open_database

    database = open_database(tmp_path_factory.mktemp("search") / "c.db", create=True)
    keys = {
        saved_case(database, words, title="-", enterprise="-", received_on=date(2019, 8, 2)).id: key
        for key, words in TEXTS.items()
    }
    return {"database": database, "keys": keys}


@pytest.mark.parametrize(("asked", "expected"), QUERIES)
def test_a_query_finds_its_texts_and_no_others(filled: dict[str, object], asked: str, expected: set[int]) -> None:
    database, keys = filled["database"], filled["keys"]
    found = database.read(cases.ids, CaseQuery(text=asked))  # type: ignore[attr-defined]
    assert {keys[key] for key in found} == expected  # type: ignore[index]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_query_and_never_an_operator(filled: dict[str, object], asked: str) -> None:
    filled["database"].read(cases.ids, CaseQuery(text=asked))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "asked", ['"', "a OR b", "NEAR(a b)", "col:x", "*", "-x", "()", "a\x00b", "'; DROP TABLE cases"]
)
def test_syntax_is_only_words(filled: dict[str, object], asked: str) -> None:
    filled["database"].read(cases.ids, CaseQuery(text=asked))  # type: ignore[attr-defined]


def test_hangul_is_indexed_by_pairs_and_its_last_syllable() -> None:
    assert terms("대출을") == "대출 출을 을"
    assert expression("대출을") == '"대출 출을"'


def test_the_index_follows_every_edit(database: Database) -> None:
    case = saved_case(database, "an old word")
    problem = database.read(problems.of_case, case.id)[0]
    database.do(problems.edit, problem.id, as_data(ProblemData, problem, statement="a fresh word"))
    assert database.read(cases.ids, CaseQuery(text="old")) == []
    assert database.read(cases.ids, CaseQuery(text="fresh")) == [case.id]
    database.do(enterprises.add_contact, case.enterprise_id, ContactData(name="Maryam Sadeghi"))
    assert database.read(cases.ids, CaseQuery(text="sadeghi")) == [case.id]
    database.do(trash.remove, "problems", problem.id)
    assert database.read(cases.ids, CaseQuery(text="fresh")) == []


def test_nothing_of_an_overwritten_text_stays_in_the_index(database: Database) -> None:
    case = saved_case(database, "a secretword here")
    problem = database.read(problems.of_case, case.id)[0]
    database.do(problems.edit, problem.id, as_data(ProblemData, problem, statement="gone"))
    found = database.read(
        lambda session: session.execute(text("SELECT count(*) FROM search_index('secretword')")).scalar()
    )
    assert found == 0
