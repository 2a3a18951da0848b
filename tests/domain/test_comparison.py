"""What changed between two snapshots: everything a reader would call a change, and nothing else."""

from dataclasses import fields, replace
from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Case, Outcome
from clinic_app.domain.comparison import DifferenceKind, differences, title_of
from clinic_app.domain.impact import FollowUp
from clinic_app.domain.plan import ActionStatus
from clinic_app.domain.problem import Problem
from tests.factories import CASE_ID, NOW, TODAY, casefile

ADDED, REMOVED, CHANGED = DifferenceKind


def test_a_case_does_not_differ_from_itself_nor_by_its_bookkeeping() -> None:
    file = casefile()
    saved = replace(
        file,
        case=replace(file.case, revision=7, updated_at=NOW + timedelta(days=1)),
        actions=tuple(replace(each, revision=2, position=9) for each in file.actions),
        issues=(),
    )
    assert differences(file, file) == ()
    assert differences(file, saved) == ()


def test_changed_fields_come_with_old_and_new_in_reading_order() -> None:
    file = casefile()
    (action,) = file.actions
    now = replace(
        file,
        actions=(replace(action, status=ActionStatus.DROPPED, target="5 %"),),
        case=replace(file.case, outcome=Outcome.NOT_SOLVED),
        enterprise=replace(file.enterprise, employees=40),
    )
    found = [(each.kind, each.table, each.title, each.field, each.old, each.new) for each in differences(file, now)]
    assert found == [
        (CHANGED, "case", "Kiln losses", "outcome", Outcome.SOLVED, Outcome.NOT_SOLVED),
        (CHANGED, "enterprise", "Mehr Tile", "employees", None, 40),
        (CHANGED, "actions", "Buy a meter", "target", "", "5 %"),
        (CHANGED, "actions", "Buy a meter", "status", ActionStatus.DONE, ActionStatus.DROPPED),
    ]


def test_records_that_came_and_went_are_named_once() -> None:
    file = casefile()
    new = Problem(id=uuid4(), case_id=CASE_ID, position=2, title="Late deliveries", statement="Since spring.")
    now = replace(file, problems=(*file.problems, new), visits=())
    found = [(each.kind, each.table, each.title, each.field) for each in differences(file, now)]
    assert found == [(ADDED, "problems", "Late deliveries", ""), (REMOVED, "visits", "2024-08-02", "")]


def test_links_are_told_by_name() -> None:
    file = casefile()
    (problem,), (advice,), (action,) = file.problems, file.recommendations, file.actions
    now = replace(
        file,
        recommendations=(replace(advice, problem_ids=(problem.id,)),),
        actions=(replace(action, recommendation_id=advice.id),),
    )
    found = [(each.field, each.old, each.new) for each in differences(file, now)]
    assert found == [("problem_ids", (), ("Tiles crack.",)), ("recommendation_id", None, "Measure moisture")]


def test_of_matches_only_what_was_decided_counts() -> None:
    file = casefile()
    (match,) = file.matches
    again = replace(match, id=uuid4(), computed_at=NOW + timedelta(hours=1), text="other words")
    assert differences(file, replace(file, matches=(match, again))) == ()
    otherwise = replace(again, area=Area.NEW_TECHNOLOGIES, reason="The kiln is worn")
    found = differences(file, replace(file, matches=(match, otherwise)))
    assert [(each.table, each.field, each.old, each.new) for each in found] == [
        ("matches", "area", Area.MARKET_MARKETING, Area.NEW_TECHNOLOGIES),
        ("matches", "reason", "", "The kiln is worn"),
    ]
    (taken_back,) = (each for each in differences(file, replace(file, matches=())) if each.field == "area")
    assert (taken_back.old, taken_back.new) == (Area.MARKET_MARKETING, None)


def test_what_has_no_words_is_called_by_its_day() -> None:
    assert title_of(FollowUp(id=uuid4(), case_id=CASE_ID, due_on=date(2025, 1, 2))) == "2025-01-02"
    assert title_of(casefile().years[0]) == "1402"


_EDITS = {
    "title": st.text(min_size=1),
    "request": st.text(),
    "fee": st.none() | st.integers(0),
    "received_on": st.dates(),
}


@given(st.fixed_dictionaries({}, optional=_EDITS))
def test_the_differences_lead_from_before_to_after(edits: dict[str, object]) -> None:
    file = casefile()
    now = replace(file, case=replace(file.case, **edits))  # type: ignore[arg-type]
    found = differences(file, now)
    again = replace(file.case, **{each.field: each.new for each in found})
    assert again == now.case
    assert all(each.old != each.new for each in found)
    backwards = differences(now, file)
    assert [(each.field, each.new, each.old) for each in backwards] == [(e.field, e.old, e.new) for e in found]


def test_every_field_of_the_case_that_people_fill_in_is_compared() -> None:
    silent = {"id", "number", "enterprise_id", "source_id", "created_at", "updated_at", "revision"}
    told = {each.name for each in fields(Case)} - silent
    file = casefile()
    for name in told & {"scope", "reviewer", "closed_at", "wake_on", "story_consent_on", "not_supplied"}:
        value = NOW if name == "closed_at" else TODAY if name.endswith("_on") else "now"
        (only,) = differences(file, replace(file, case=replace(file.case, **{name: value})))
        assert (only.field, only.new) == (name, value)
