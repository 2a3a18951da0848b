"""Identifiers: checked, and never a reason to refuse."""

import pytest

from clinic_app.domain.enterprise import EnterpriseData
from clinic_app.domain.identifiers import IdCheck, iranian_person_id, legal_id


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("IR", "10380284790", IdCheck.VALID),
        ("IR", "۱۰۳۸۰۲۸۴۷۹۰", IdCheck.VALID),
        ("IR", "10380285692", IdCheck.WRONG_CHECK_DIGIT),
        ("IR", "10380284792", IdCheck.WRONG_CHECK_DIGIT),
        ("IR", "1038028479", IdCheck.WRONG_CHECK_DIGIT),
        ("IR", "123", IdCheck.WRONG_LENGTH),
        ("IR", "00000000000", IdCheck.WRONG_CHECK_DIGIT),
        ("IR", "", IdCheck.EMPTY),
        ("KR", "116-82-00276", IdCheck.VALID),
        ("KR", "116-82-00277", IdCheck.WRONG_CHECK_DIGIT),
        ("TR", "4540536920", IdCheck.VALID),
        ("DE", "DE136695976", IdCheck.VALID),
        ("AT", "ATU13585627", IdCheck.VALID),
        ("BR", "11222333000181", IdCheck.NOT_CHECKED),
    ],
)
def test_the_rule_of_the_country_decides(country: str, text: str, expected: IdCheck) -> None:
    assert legal_id(country, text) is expected


def test_a_persons_code_of_equal_digits_is_none() -> None:
    assert iranian_person_id("1111111111") is IdCheck.WRONG_CHECK_DIGIT
    assert iranian_person_id("0499370899") is IdCheck.VALID


def test_a_wrong_legal_id_warns_and_does_not_block() -> None:
    errors = EnterpriseData(name="Nan", legal_id="10380284792").errors()
    assert [(error.field, error.warning) for error in errors] == [("legal_id", True)]
