"""The page of what changed since the version before: every change in words, long texts shortened and counted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clinic_app.domain.case import Outcome
from clinic_app.domain.casefile import CaseFile
from clinic_app.reports import page
from clinic_app.reports.blocks import settled
from clinic_app.reports.desk import desk_of
from clinic_app.reports.document import Order, Previous
from clinic_app.reports.page import Furniture, Part
from clinic_app.reports.sections.changes import changes
from clinic_app.reports.text.sanitise import Substitutions
from tests.factories import NOW
from tests.reports.cases import whole
from tests.reports.printing import text_of
from tests.reports.test_case_report import squeezed


def printed(before: CaseFile, after: CaseFile, language: str = "en") -> str:
    """What the page says."""
    previous = Previous(version=1, issued_at=NOW, file=before)
    order = Order(languages=(language,), printed_at=datetime(2024, 9, 1, tzinfo=UTC), previous=previous)
    told = Substitutions()
    desk = desk_of(order, language, told)
    furniture = Furniture(
        language=language,
        title="t",
        author="",
        keywords="",
        header_start="",
        header_end="",
        footer="",
        page_of="%(page)s/%(pages)s",
        mark="",
        printed_at=order.printed_at,
    )
    story = settled(changes(desk, previous, after))
    pdf, _ = page.build(
        [Part(story=story, sheet=desk.sheet, furniture=furniture, has_cover=False)], told, paper=order.paper
    )
    return squeezed(text_of(pdf))


def test_nothing_changed_is_said() -> None:
    file = whole()
    assert "Nothing that is printed has changed since." in printed(file, file)


def test_changes_are_worded() -> None:
    before = whole()
    after = replace(
        before,
        case=replace(before.case, outcome=Outcome.NOT_SOLVED),
        actions=before.actions[1:],
        problems=(replace(before.problems[0], severity=2, type_code="1.01"), before.problems[1]),
    )
    text = printed(before, after)
    assert "What changed since version 1" in text
    assert "Compared with version 1, issued on 2 August 2024 (1403/05/12)." in text
    assert "Case Outcome Solved Not solved" in text
    assert "Severity 4 2" in text
    assert "1.09 Process yield" in text
    assert "Step 1 – removed" in text


def test_of_long_texts_the_changed_words_are_shown_and_the_rest_is_counted() -> None:
    before = whole()
    words = [f"word{number}" for number in range(300)]
    later = [*words[:200], "changed", *words[201:]]
    then = replace(before, case=replace(before.case, request=" ".join(words)))
    now = replace(before, case=replace(before.case, request=" ".join(later)))
    text = printed(then, now)
    assert "… word195 word196" in text
    assert "word199 changed word201" in text
    assert "word100" not in text
    assert text.count("(300 words in all)") == 2


@pytest.mark.parametrize("language", ["fa", "ko"])
def test_it_prints_in_every_language_from_nothing_to_everything(language: str) -> None:
    full = whole()
    bare = CaseFile(case=full.case, enterprise=full.enterprise)
    assert "Step 3" in printed(bare, full, language)
    assert "Step 3" in printed(full, bare, language)
