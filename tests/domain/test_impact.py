"""What was measured, what of it is owed to the clinic, and when a firm is asked again."""

from datetime import date

import pytest

from clinic_app.domain.impact import FollowUpData, ImpactData, ImpactKind, follow_up_days

SAVED = ImpactKind.COST_SAVING


@pytest.mark.parametrize(
    ("known", "change", "attributed"),
    [
        ({}, None, None),
        ({"baseline": 10.0, "attribution": 50.0}, None, None),
        ({"actual": 4.0}, 4.0, None),
        ({"actual": 4.0, "attribution": 0.0}, 4.0, 0.0),
        ({"baseline": 10.0, "actual": 4.0, "attribution": 50.0}, -6.0, -3.0),
    ],
)
def test_what_is_not_known_is_never_zero(
    known: dict[str, float], change: float | None, attributed: float | None
) -> None:
    impact = ImpactData(kind=SAVED, **known)  # type: ignore[arg-type]
    assert (impact.change, impact.attributed) == (change, attributed)


def test_the_calendar_stays_within_short_months() -> None:
    days = dict(follow_up_days(date(2023, 11, 30)))
    assert days == {
        3: date(2024, 2, 29),
        6: date(2024, 5, 30),
        12: date(2024, 11, 30),
        24: date(2025, 11, 30),
        36: date(2026, 11, 30),
    }


def test_a_follow_up_is_overdue_from_the_day_behind_its_own_until_it_is_done() -> None:
    due = FollowUpData(due_on=date(2024, 8, 2))
    done = FollowUpData(due_on=date(2024, 8, 2), done_on=date(2024, 9, 1))
    assert [due.is_overdue(date(2024, 8, day)) for day in (1, 2, 3)] == [False, False, True]
    assert not done.is_overdue(date(2024, 12, 1))
