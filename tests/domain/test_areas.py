"""The five areas and their sixty types."""

from clinic_app.domain.areas import Area, problem_types


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
