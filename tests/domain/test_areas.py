"""The five areas and their sixty types."""

import json

import pytest

from clinic_app import paths
from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.text import fold
from clinic_app.settings import LANGUAGES

PARTS = ("questions", "causes", "remedies")


def test_the_areas_are_the_memorandums_five_in_its_order() -> None:
    assert [area.number for area in Area] == [1, 2, 3, 4, 5]


def test_there_are_sixty_types_and_each_belongs_to_the_area_its_code_begins_with() -> None:
    types = problem_types()
    assert len(types) == 60
    assert all(int(code.split(".")[0]) == kind.area.number for code, kind in types.items())


def test_every_type_has_a_label_of_its_own_in_each_language() -> None:
    for language in ("en", "fa", "ko"):
        labels = [kind.label[language] for kind in problem_types().values()]
        assert all(label.strip() for label in labels)
        assert len(set(labels)) == 60


def test_finance_lives_under_the_clinic_area() -> None:
    assert problem_types()["4.01"].area is Area.CLINICS_PROBLEM_SOLVING


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_two_or_three_texts_of_its_own_for_each_part(part: str, language: str) -> None:
    lists = [getattr(kind, part) for kind in problem_types().values()]
    assert all(set(each) == set(LANGUAGES) for each in lists)
    texts = [text for each in lists for text in each[language]]
    assert all(2 <= len(each[language]) <= 3 for each in lists)
    assert all(text == text.strip() and 8 <= len(text) <= 200 for text in texts)
    assert len({fold(text) for text in texts}) == len(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_are_in_the_script_of_their_language(language: str) -> None:
    first, last = {"en": ("a", "z"), "fa": ("\u0600", "\u06ff"), "ko": ("가", "힣")}[language]
    for kind in problem_types().values():
        for part in PARTS:
            for text in getattr(kind, part)[language]:
                letters = [letter for letter in text.lower() if letter.isalpha()]
                assert sum(first <= letter <= last for letter in letters) > 0.6 * len(letters), text


def test_only_questions_ask() -> None:
    for kind in problem_types().values():
        for language in LANGUAGES:
            assert all(text.endswith(("?", "؟")) for text in kind.questions[language]), kind.code
            assert not any(text.endswith(("?", "؟")) for text in (*kind.causes[language], *kind.remedies[language]))


def test_the_data_names_its_version() -> None:
    assert json.loads((paths.resources() / "problem_types.json").read_text("utf-8"))["version"] == "2026.2"
