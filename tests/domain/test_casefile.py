"""What a case file knows of itself: whom to talk to, and what was decided last."""

from dataclasses import replace
from uuid import uuid4

from clinic_app.domain.areas import Area
from tests.factories import casefile


def test_the_main_contact_is_the_one_marked_as_such_else_the_first() -> None:
    first = casefile().contacts[0]
    marked = replace(first, id=uuid4(), is_primary=True)
    assert casefile(contacts=()).main_contact is None
    assert casefile(contacts=(replace(first, is_primary=False),)).main_contact is not None
    assert casefile(contacts=(replace(first, is_primary=False), marked)).main_contact == marked


def test_only_the_newest_match_of_a_problem_decides() -> None:
    (match,) = casefile().matches
    newer = replace(match, id=uuid4(), area=Area.MARKET_MARKETING)
    taken_back = replace(match, id=uuid4(), area=None, verdict=None)
    assert casefile(matches=(match, newer)).decided_areas() == {match.problem_id: Area.MARKET_MARKETING}
    assert casefile(matches=(match, taken_back)).decided_areas() == {}
    assert casefile(matches=(replace(match, problem_id=uuid4()),)).decided_areas() == {}
