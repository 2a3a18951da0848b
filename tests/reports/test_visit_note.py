"""The visit note: two pages for an ordinary visit, quick wins first, honest about what is not there."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from clinic_app.domain.casefile import CaseFile, ReportKind
from clinic_app.domain.plan import ActionStatus
from tests.factories import TODAY, casefile
from tests.reports.cases import whole
from tests.reports.orders import LANGUAGES, MARK, printed, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ordinary_visit_takes_two_pages_at_most(language: str) -> None:
    assert printed([whole()], ReportKind.VISIT_NOTE, language, issue=MARK).pages <= 2


def test_it_says_what_is_missing() -> None:
    file = casefile()
    bare = CaseFile(case=replace(file.case, request=""), enterprise=file.enterprise)
    text = said([bare], ReportKind.VISIT_NOTE)
    for missing in (
        "No visit has been recorded yet.",
        "No problem has been recorded yet.",
        "There is no recommendation yet.",
        "There is no action yet.",
    ):
        assert missing in text


def test_it_tells_the_visit_the_advice_and_both_signatures() -> None:
    text = said([whole()], ReportKind.VISIT_NOTE)
    for told in (
        "12 August 2024",
        "Mehr park, hall 2",
        "Visit 1: the clay store has no roof.",
        "One tile in nine cracks.",
    ):
        assert told in text
    assert text.index("Measure moisture") < text.index("Build a dry store")  # the quick win first
    assert text.count("Signature and stamp") == 2
    assert "Leila Karimi" in text


def test_of_many_visits_the_latest_is_told_and_the_others_are_dated() -> None:
    file = whole()
    held = tuple(
        replace(file.visits[0], id=uuid4(), visited_on=TODAY + timedelta(days=number), notes=f"Seen {number}")
        for number in range(5)
    )
    text = said([replace(file, visits=held)], ReportKind.VISIT_NOTE)
    assert "Seen 4" in text
    assert "Seen 3" not in text
    assert "Earlier visits: 2024-08-05, 2024-08-04, 2024-08-03, 2024-08-02" in text


def test_only_what_is_still_to_do_is_listed() -> None:
    text = said([whole()], ReportKind.VISIT_NOTE)
    assert "Step 2" in text
    assert "Step 1" not in text
    assert "2 actions are done or dropped." in text
    file = whole()
    done = tuple(replace(each, status=ActionStatus.DONE) for each in file.actions)
    assert "4 actions are done or dropped." in said([replace(file, actions=done)], ReportKind.VISIT_NOTE)
