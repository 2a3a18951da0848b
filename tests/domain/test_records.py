"""Records know their own rules."""

from datetime import date

import pytest

from clinic_app.domain.case import CaseData
from clinic_app.domain.enterprise import EnterpriseData, YearFiguresData, isic_section, size_band
from clinic_app.domain.plan import ActionData
from clinic_app.domain.problem import ProblemData, priority
from clinic_app.domain.visit import VisitData


def codes(data: object) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in data.errors()]  # type: ignore[attr-defined]


def test_priority_is_the_mean_of_severity_and_urgency_rounded_up() -> None:
    assert [priority(s, u) for s, u in ((1, 1), (2, 1), (4, 3), (5, 5))] == [1, 2, 4, 5]


def test_an_unanswered_scale_gives_no_priority() -> None:
    assert priority(None, 5) is None
    assert ProblemData(statement="x", severity=3).priority is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (EnterpriseData(name=" "), ("name", "empty")),
        (EnterpriseData(name="x", employees=-1), ("employees", "out-of-range")),
        (CaseData(title="x", received_on=date(99, 1, 1)), ("received_on", "implausible-date")),
        (
            CaseData(title="x", received_on=date(2024, 8, 2), plan_approved_on=date(2024, 8, 1)),
            ("plan_approved_on", "before-start"),
        ),
        (ProblemData(), ("statement", "empty")),
        (ProblemData(statement="x", severity=6), ("severity", "out-of-range")),
        (ProblemData(statement="x", type_code="9.99"), ("type_code", "unknown-type")),
        (VisitData(visited_on=date(2024, 8, 2), contact_hours=201), ("contact_hours", "out-of-range")),
        (
            ActionData(what="x", start_on=date(2024, 8, 2), due_on=date(2024, 8, 1)),
            ("due_on", "before-start"),
        ),
    ],
)
def test_a_broken_rule_is_named_with_its_field(data: object, expected: tuple[str, str]) -> None:
    assert codes(data) == [expected]


def test_shares_are_unknown_when_a_part_is_not_answered() -> None:
    assert YearFiguresData(year=1402, turnover=200, export_value=50).export_share == 25
    assert YearFiguresData(year=1402, turnover=200).export_share is None
    assert EnterpriseData(name="x", nominal_capacity=400, actual_output=100).capacity_use == 25
    assert EnterpriseData(name="x", actual_output=100).capacity_use is None


@pytest.mark.parametrize(
    ("code", "section"), [("2392", "C"), ("C1071", "C"), ("01", "A"), ("۴۷۱۱", "G"), ("x", ""), ("04", "")]
)
def test_the_isic_section_follows_from_the_division(code: str, section: str) -> None:
    assert isic_section(code) == section


def test_size_bands() -> None:
    found = [size_band(n) for n in (None, 0, 9, 10, 49, 50, 99, 100)]
    assert [band.value if band else None for band in found] == [
        None,
        None,
        "1-9",
        "10-49",
        "10-49",
        "50-99",
        "50-99",
        "100+",
    ]


@pytest.mark.parametrize("unseen", ["", " ", "\x00", "\u200f\u200e", "\u200c", "\u3000\n"])
def test_a_text_in_which_nothing_is_seen_is_empty(unseen: str) -> None:
    assert codes(ProblemData(title=unseen)) == [("statement", "empty")]
    assert codes(EnterpriseData(name=unseen)) == [("name", "empty")]


def test_sums_no_database_can_keep_are_refused() -> None:
    assert codes(VisitData(visited_on=date(2024, 8, 2), expenses=10**30)) == [("expenses", "out-of-range")]
    assert codes(ActionData(what="x", cost=-1)) == [("cost", "out-of-range")]
    figures = YearFiguresData(year=1402, turnover=10**19, profit=-(10**15), women=-1)
    assert codes(figures) == [("turnover", "out-of-range"), ("women", "out-of-range")]
