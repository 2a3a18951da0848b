"""Tables part between pages where a reader would part them."""

import pytest

from clinic_app.reports.desk import desk_of, quoted
from clinic_app.reports.document import Order
from clinic_app.reports.tables import Column, Rows, amount, panel, table
from clinic_app.reports.text.sanitise import Substitutions
from tests.factories import NOW

ROWS = 12


@pytest.mark.parametrize("language", ["en", "fa"])
def test_no_short_row_stands_alone_on_either_side_of_a_page_break(language: str) -> None:
    desk = desk_of(Order(languages=(language,), printed_at=NOW), language, Substitutions())
    columns = [Column("A", 1), Column("B", 1)]
    rows = [[f"row {number}", "x"] for number in range(ROWS)]
    parted = 0
    for room in range(20, int(desk.height), 5):
        whole = table(desk, columns, rows)[0]
        if whole.wrap(desk.width, room)[1] <= room:
            break
        parts = whole.split(desk.width, room)
        bodies = [len(part._cellvalues) - 1 for part in parts]
        assert sum(bodies) in (0, ROWS)  # all rows are there, or the table goes to the next page whole
        assert 1 not in bodies
        parted += bool(parts)
    assert parted > 5


def test_a_panel_a_hair_too_high_for_its_page_is_parted() -> None:
    desk = desk_of(Order(languages=("en",), printed_at=NOW), "en", Substitutions())
    text = "Springs wear out and nobody counts them. " * 60
    drawn = next(part for part in panel(desk, [quoted(desk, text, desk.sheet.body)]) if isinstance(part, Rows))
    whole = drawn.wrap(desk.width, desk.height)[1]
    drawn.page_height = whole - 0.5
    assert len(drawn.split(desk.width, whole - 0.5)) == 2


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_figure_is_never_broken(language: str) -> None:
    desk = desk_of(Order(languages=(language,), printed_at=NOW), language, Substitutions())
    drawn = amount(desk, "-28,800,000,000")
    assert drawn.wrap(200, 100)[1] == drawn.wrap(48, 100)[1] == desk.sheet.figure.leading
