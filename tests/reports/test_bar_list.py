"""Bars with their figures: the longest is the longest, the unknown is hollow, the rare ones are added up."""

import re
from io import BytesIO

import pikepdf
import pytest

from clinic_app.reports.bar_list import Bar, bar_list
from clinic_app.reports.desk import Desk, desk_of
from clinic_app.reports.document import Order
from clinic_app.reports.text.sanitise import Substitutions
from tests.reports.orders import PRINTED
from tests.reports.printing import print_story, text_of
from tests.reports.test_case_report import squeezed


def _desk(language: str = "en") -> Desk:
    return desk_of(Order(languages=(language,), printed_at=PRINTED), language, Substitutions())


def _printed(bars: list[Bar], language: str = "en", **more: float) -> bytes:
    return print_story(bar_list(_desk(language), "Area", bars, figure="Cases", **more))  # type: ignore[arg-type]


def _rectangles(pdf: bytes) -> list[tuple[float, float]]:
    """Left edge and width of every bar that is filled or framed in order, without the grounds."""

    with pikepdf.open(BytesIO(pdf)) as opened:
        drawn = b"".join(page.Contents.read_bytes() for page in opened.pages).decode("latin-1")
    found = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) 8 re", drawn)
    return [(float(left), float(width)) for left, _bottom, width in found]


def test_bars_are_as_long_as_their_values_and_begin_where_lines_begin() -> None:
    bars = [Bar("a", 10), Bar("b", 5), Bar("c", 0)]
    for language, is_rtl in (("en", False), ("fa", True)):
        ground, first, _, second, _, none = _rectangles(_printed(bars, language))
        assert first[1] == pytest.approx(ground[1], abs=0.01)
        assert second[1] == pytest.approx(ground[1] / 2, abs=0.01)
        assert none[1] == 0
        assert (second[0] > first[0]) is is_rtl


def test_figures_and_shares_stand_beside() -> None:
    text = squeezed(text_of(_printed([Bar("new", 3), Bar("old", 1), Bar("not recorded", 4, is_rest=True)], whole=8)))
    assert "new 3 37.5%" in text
    assert "not recorded 4 50%" in text


def test_the_rare_ones_are_added_up_and_the_unknown_stays_apart() -> None:
    bars = [Bar(f"place {number}", 30 - number) for number in range(10)]
    text = squeezed(text_of(_printed([*bars, Bar("not recorded", 2, is_rest=True)], most=4)))
    assert "place 2 28" in text
    assert "place 3" not in text
    assert f"7 more {sum(30 - number for number in range(3, 10))}" in text
    assert text.endswith("not recorded 2")


def test_nothing_gives_nothing() -> None:
    assert bar_list(_desk(), "Area", [], figure="Cases") == []
    assert bar_list(_desk(), "Area", [Bar("not recorded", 0, is_rest=True)], figure="Cases") == []
