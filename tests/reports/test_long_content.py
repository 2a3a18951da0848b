"""Long content: nothing is cut, nothing stands outside the page, and twice as much takes about twice as long."""

import re
import time
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.plan import Action
from clinic_app.domain.problem import Problem
from clinic_app.reports.document import Order
from clinic_app.reports.documents import render
from tests.factories import CASE_ID, TODAY, casefile
from tests.reports.printing import text_of

PRINTED = datetime(2024, 8, 2, 12, 0, tzinfo=UTC)
SLACK = 1.9  # times as long as linear: two cores are shared with whatever else runs


def printed(file: CaseFile, language: str = "en") -> bytes:
    return render([file], Order(languages=(language,), printed_at=PRINTED)).pdf


def lost(words: list[str], content: bytes) -> list[str]:
    copied = set(re.findall(r"\w+", text_of(content)))
    return [word for word in words if word not in copied]


def with_problem(**known: object) -> CaseFile:
    file = casefile()
    return replace(file, problems=(replace(file.problems[0], **known),), matches=())  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_a_problem_of_fifty_thousand_characters_is_printed_whole(language: str) -> None:
    stem = {"en": "word", "fa": "واژه", "ko": "낱말"}[language]
    words = [f"{stem}{n}" for n in range(6500)]
    text = " ".join(words)
    assert lost(words, printed(with_problem(statement=text), language)) == []


def test_every_other_text_of_a_problem_may_be_as_long() -> None:
    words = [f"word{n}" for n in range(6000)]
    parts = [" ".join(words[at::6]) for at in range(6)]
    file = with_problem(
        effect=parts[0],
        evidence=parts[1],
        root_cause=parts[2],
        cause_chain=(parts[3], "short", parts[4]),
        symptoms=(parts[5], "short"),
    )
    assert lost(words, printed(file)) == []


def test_a_cell_of_five_pages_runs_on() -> None:
    words = [f"word{n}" for n in range(3000)]
    file = casefile()
    visit = replace(file.visits[0], notes=" ".join(words))
    report = render([replace(file, visits=(visit,))], Order(languages=("en",), printed_at=PRINTED))
    assert lost(words, report.pdf) == []
    assert report.pages >= 13


def test_four_corners_of_any_length_run_on() -> None:
    words = [f"word{n}" for n in range(2000)]
    file = casefile()
    case = replace(file.case, strengths=(" ".join(words[:1000]),), threats=(" ".join(words[1000:]), "short"))
    assert lost(words, printed(replace(file, case=case))) == []


def _problems(count: int) -> tuple[Problem, ...]:
    problem = casefile().problems[0]
    return tuple(
        replace(problem, id=uuid4(), position=n, title=f"Trouble{n}", effect_amount=float(n), effect_unit="t")
        for n in range(1, count + 1)
    )


def _actions(count: int) -> tuple[Action, ...]:
    return tuple(
        Action(id=uuid4(), case_id=CASE_ID, position=n, what=f"Deed{n} is to be done", start_on=TODAY, due_on=TODAY)
        for n in range(1, count + 1)
    )


def test_sixty_problems_and_two_hundred_actions_are_all_there() -> None:
    file = replace(casefile(), problems=_problems(60), matches=(), actions=_actions(200))
    words = [*(f"Trouble{n}" for n in range(1, 61)), *(f"Deed{n}" for n in range(1, 201))]
    assert lost(words, printed(file)) == []


def _seconds(file: CaseFile) -> float:
    taken = []
    for _ in range(2):
        begin = time.process_time()
        printed(file)
        taken.append(time.process_time() - begin)
    return min(taken)


def test_twice_the_actions_take_twice_the_time() -> None:
    file = casefile()
    empty, short, long = (_seconds(replace(file, actions=_actions(count))) for count in (1, 150, 300))
    assert long - empty < 2 * SLACK * (short - empty) + 0.1


def test_twice_the_text_takes_twice_the_time() -> None:
    words = [f"word{n}" for n in range(10_000)]
    empty, short, long = (_seconds(with_problem(root_cause=" ".join(words[:n]))) for n in (10, 5000, 10_000))
    assert long - empty < 2 * SLACK * (short - empty) + 0.1


def test_twice_the_problems_take_twice_the_time() -> None:
    file = replace(casefile(), matches=())
    empty, short, long = (_seconds(replace(file, problems=_problems(count))) for count in (1, 40, 80))
    assert long - empty < 2 * SLACK * (short - empty) + 0.1


def test_a_currency_that_is_a_whole_text_stays_out_of_the_headings() -> None:
    words = [f"word{n}" for n in range(400)]
    file = replace(casefile(), actions=_actions(2))
    case = replace(file.case, currency=" ".join(words), fee=5)
    assert lost(words, printed(replace(file, case=case))) == []
