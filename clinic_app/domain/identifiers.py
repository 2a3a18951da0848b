"""Checksums of national and legal identifiers. A wrong one is a warning, never a block: papers can be wrong."""

from enum import Enum

from clinic_app.domain.text import ascii_digits

_IR_LEGAL_WEIGHTS = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


class IdCheck(Enum):
    """What can be said of an identifier."""

    EMPTY = "empty"
    VALID = "valid"
    WRONG_LENGTH = "wrong-length"
    WRONG_CHECK_DIGIT = "wrong-check-digit"
    NOT_CHECKED = "not-checked"


def _digits(text: str) -> str:
    return "".join(char for char in ascii_digits(text) if char.isascii() and char.isalnum())


def iranian_legal_id(text: str) -> IdCheck:
    """Check a company's 11-digit national ID by its published checksum (weights 29, 27, 23, 19, 17; modulo 11)."""
    digits = _digits(text)
    if len(digits) != 11 or not digits.isdigit():
        return IdCheck.WRONG_LENGTH
    if digits[3:9] == "000000":
        return IdCheck.WRONG_CHECK_DIGIT
    shift = int(digits[9]) + 2
    total = sum((int(d) + shift) * w for d, w in zip(digits[:10], _IR_LEGAL_WEIGHTS, strict=True))
    return IdCheck.VALID if total % 11 % 10 == int(digits[10]) else IdCheck.WRONG_CHECK_DIGIT


def iranian_person_id(text: str) -> IdCheck:
    """Check a person's 10-digit national code: sum of d_i * (10 - i), modulo 11."""
    digits = _digits(text)
    if len(digits) != 10 or not digits.isdigit():
        return IdCheck.WRONG_LENGTH
    rest = sum(int(d) * (10 - i) for i, d in enumerate(digits[:9])) % 11
    expected = rest if rest < 2 else 11 - rest
    if len(set(digits)) == 1 or expected != int(digits[9]):
        return IdCheck.WRONG_CHECK_DIGIT
    return IdCheck.VALID


def korean_business_number(text: str) -> IdCheck:
    """Check a 10-digit business registration number (National Tax Service; weights 1 3 7 1 3 7 1 3 5)."""
    digits = _digits(text)
    if len(digits) != 10 or not digits.isdigit():
        return IdCheck.WRONG_LENGTH
    total = sum(int(d) * w for d, w in zip(digits[:9], (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
    expected = -(total + int(digits[8]) * 5 // 10) % 10
    return IdCheck.VALID if expected == int(digits[9]) else IdCheck.WRONG_CHECK_DIGIT


def legal_id(country: str, text: str) -> IdCheck:
    """Check an enterprise's legal identifier by the rule of its country (ISO 3166 alpha-2).

    Iran: 11 digits for companies, 10 for sole proprietors (their person's code). Other countries by
    python-stdnum, but for Korea, whose check digit it does not know; a country without a known rule is NOT_CHECKED.
    """
    if not text.strip():
        return IdCheck.EMPTY
    if country == "IR":
        return iranian_person_id(text) if len(_digits(text)) == 10 else iranian_legal_id(text)
    if country == "KR":
        return korean_business_number(text)
    return _by_stdnum(country, _digits(text))


def _by_stdnum(country: str, digits: str) -> IdCheck:
    from stdnum import get_cc_module  # imported late: it is not needed before the first foreign enterprise
    from stdnum.exceptions import InvalidLength, ValidationError

    formats = {"TR": ("vkn", "tckimlik"), "DE": ("vat", "stnr"), "AT": ("uid", "businessid")}
    results = []
    for name in formats.get(country, ()):
        try:
            get_cc_module(country.lower(), name).validate(digits)
        except InvalidLength:
            results.append(IdCheck.WRONG_LENGTH)
        except ValidationError:
            results.append(IdCheck.WRONG_CHECK_DIGIT)
        else:
            return IdCheck.VALID
    return min(results, key=lambda r: r is IdCheck.WRONG_LENGTH) if results else IdCheck.NOT_CHECKED
