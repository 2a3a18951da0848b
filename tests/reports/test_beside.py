"""What stands beside a text in the margin breaks over pages with it."""

import pytest

from clinic_app.reports.beside import Told
from clinic_app.reports.text.paragraph import Paragraph
from tests.reports.printing import KOREAN

NAME = "Alternatives that were considered and not chosen, and why that was so"


@pytest.mark.parametrize("height", range(10, 200, 7))
def test_what_is_split_off_fits_into_the_room_there_was(height: int) -> None:
    told = Told(Paragraph(NAME, KOREAN), [Paragraph("Words. " * 400, KOREAN)], is_rtl=False)
    parts = told.split(400, height)
    if parts:
        assert len(parts) == 2
        assert parts[0].wrap(400, height)[1] <= height


def test_enough_room_is_used() -> None:
    told = Told(Paragraph(NAME, KOREAN), [Paragraph("Words. " * 400, KOREAN)], is_rtl=False)
    assert len(told.split(400, 200)) == 2
