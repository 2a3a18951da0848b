"""Headings stand on the page of what they head, whatever room is left above."""

import pytest
from reportlab.platypus import Spacer

from clinic_app.reports.blocks import chapter, section, settled, subsection
from clinic_app.reports.desk import Story, desk_of, words
from clinic_app.reports.document import Order
from clinic_app.reports.qr import Square
from clinic_app.reports.tables import Fact, facts, together
from clinic_app.reports.text.sanitise import Substitutions
from tests.factories import NOW
from tests.reports.printing import pages_of, print_story


@pytest.mark.parametrize("above", range(200, 640, 20))
def test_a_heading_goes_to_the_next_page_with_a_picture_that_has_no_room_with_its_caption(above: int) -> None:
    desk = desk_of(Order(languages=("en",), printed_at=NOW), "en", Substitutions())
    picture: Story = [Square("x", "a square", 150), words(desk, "caption", desk.sheet.note)]
    above_it: Story = [*chapter(desk, "Chapter"), Spacer(1, above)]
    story = [*above_it, *section(desk, "Heading"), Spacer(1, 4), *together(picture)]
    pages = pages_of(print_story(settled(story)))
    assert [("Heading" in page) for page in pages] == [("caption" in page) for page in pages]


@pytest.mark.parametrize("above", range(300, 640, 20))
def test_a_chapter_is_not_left_behind_by_the_headings_and_short_lines_below_it(above: int) -> None:
    desk = desk_of(Order(languages=("en",), printed_at=NOW), "en", Substitutions())
    short = [
        part for place in range(3) for part in (*subsection(desk, f"Part {place}"), *facts(desk, [Fact("a", "b")]))
    ]
    story = [*chapter(desk, "First"), Spacer(1, above), *chapter(desk, "Second"), *section(desk, "Quick"), *short]
    pages = pages_of(print_story(settled(story)))
    assert [("Second" in page) for page in pages] == [("Part 0" in page) for page in pages]
