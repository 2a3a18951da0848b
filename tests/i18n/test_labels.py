"""Every code a person can meet has words, in every language, and every sentence takes its details."""

import importlib
import inspect
import pkgutil
import re
from enum import Enum
from pathlib import Path

import pytest

import clinic_app.domain
from clinic_app import errors
from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.case import Stage
from clinic_app.domain.gates import Lack
from clinic_app.domain.identifiers import IdCheck
from clinic_app.domain.records import FieldError
from clinic_app.domain.summary import CaseSort
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import catalog
from clinic_app.settings import LANGUAGES

UNWORDED = (CaseSort, IdCheck)  # columns have headings of their own; a check's result becomes a field error
KINDS = [
    kind
    for module in pkgutil.iter_modules(clinic_app.domain.__path__, "clinic_app.domain.")
    for kind in vars(importlib.import_module(module.name)).values()
    if inspect.isclass(kind) and issubclass(kind, Enum) and kind.__module__ == module.name and kind not in UNWORDED
]
MEMBERS = [member for kind in KINDS for member in kind]
ERRORS = [kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, errors.ClinicError)]
SOURCES = Path(clinic_app.domain.__path__[0]).parent


def test_there_is_something_to_word() -> None:
    assert Area in KINDS
    assert len(MEMBERS) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_has_words_in_every_language(language: str) -> None:
    words = catalog(language)
    silent = [member for member in MEMBERS if not labels.label(words, member).strip()]
    assert silent == []
    untranslated = [
        member for member in MEMBERS if language != "en" and labels.label(words, member) == labels.words_of(member)
    ]
    assert untranslated == []
    assert labels.label(words, None) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_members_of_one_kind_read_the_same(kind: type[Enum]) -> None:
    for language in LANGUAGES:
        shown = [labels.label(catalog(language), member) for member in kind]
        assert len(set(shown)) == len(shown)


def test_every_field_error_the_program_makes_has_words() -> None:
    code = re.compile(r'FieldError\([^()]*?"([a-z-]+)"(?:, warning=True)?\)')
    made = {found for path in SOURCES.rglob("*.py") for found in code.findall(path.read_text("utf-8"))}
    made |= {IdCheck.WRONG_LENGTH.value, IdCheck.WRONG_CHECK_DIGIT.value}
    assert {"empty", "out-of-range", "unknown-type", "before-start"} <= made
    for language in LANGUAGES:
        sentences = {found: labels.field_error(catalog(language), FieldError("x", found)) for found in made}
        assert all(sentences.values())
        assert len(set(sentences.values())) == len(sentences)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_is_a_sentence_that_takes_its_details(kind: type[errors.ClinicError], language: str) -> None:
    details: dict[str, object] = {
        "path": "/a %s b.db",
        "id": "1403-ESF-0001",
        "reason": "damaged",
        "scheme": "mysql",
        "name": "Mehr",
    }
    details |= {
        "stage": Stage.PLAN,
        "lacks": (Lack.NO_VISIT, Lack.NO_ACTION),
        "errors": [FieldError("title", "empty")],
    }
    words = catalog(language)
    told = labels.error_text(words, kind(**details))
    assert "%(" not in told
    assert len(told) > 8
    if issubclass(kind, errors.DatabaseError) and kind is not errors.DatabaseUnsupported:
        assert "/a %s b.db" in told
    labels.error_text(
        words, kind(**({"errors": []} if kind is errors.InvalidData else {}))
    )  # no details: no second error


def test_broken_fields_are_named() -> None:
    error = errors.InvalidData(errors=[FieldError("title", "empty"), FieldError("severity", "out-of-range")])
    told = labels.error_text(catalog("en"), error)
    assert "Title: " in told
    assert "Severity: " in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_type_is_named(language: str) -> None:
    words = catalog(language)
    assert len(problem_types()) == 60
    assert len({labels.type_label(words, code) for code in problem_types()}) == 60
    assert labels.type_label(words, "9.99") in ("9.99", "۹.۹۹")


def test_the_place_of_a_fault_in_a_file_is_told() -> None:
    error = errors.UnreadableFile(path="in.jsonl", reason="not-json", where="3")
    assert "(3)" in labels.error_text(catalog("en"), error)
