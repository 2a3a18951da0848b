"""Rows taller than a page come to an end, wherever their cells stand."""

import pytest

from clinic_app.domain.casefile import ReportKind
from clinic_app.reports.bar_list import Bar, bar_list
from clinic_app.reports.desk import desk_of
from clinic_app.reports.document import Order
from clinic_app.reports.tables import Column, table
from clinic_app.reports.text.sanitise import Substitutions
from tests.reports.cases import whole, worded
from tests.reports.orders import LANGUAGES, PRINTED, printed
from tests.reports.printing import pages_of, print_story

_WORDS = [f"word{number}" for number in range(1200)]


@pytest.mark.parametrize("place", ["TOP", "MIDDLE", "BOTTOM"])
@pytest.mark.timeout(60)
def test_every_word_of_a_row_of_five_pages_is_printed_once(place: str) -> None:
    desk = desk_of(Order(languages=("en",), printed_at=PRINTED), "en", Substitutions())
    columns = (Column("a", 1), Column("b", 1))
    story = table(desk, columns, [[" ".join(_WORDS), "short"]], extra=[("VALIGN", (0, 1), (-1, -1), place)])
    pages = pages_of(print_story(story))
    printed_words = [word for page in pages for word in page.split() if word.startswith("word")]
    assert printed_words == _WORDS
    assert len(pages) < 12


@pytest.mark.timeout(60)
def test_a_name_longer_than_a_page_stands_beside_its_bar() -> None:
    desk = desk_of(Order(languages=("en",), printed_at=PRINTED), "en", Substitutions())
    pages = pages_of(print_story(bar_list(desk, "Name", [Bar(" ".join(_WORDS), 3)], figure="Cases")))
    assert sum(page.split().count("word77") for page in pages) == 1


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind is not ReportKind.CONSULTATION])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.timeout(120)
def test_long_texts_in_every_field_print(kind: ReportKind, language: str) -> None:
    file = worded(whole(), lambda: " ".join(_WORDS[:600]))
    assert printed([file], kind, language).pages >= 4
