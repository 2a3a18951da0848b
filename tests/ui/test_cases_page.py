"""The list of cases: found while typing, sorted by a click, chosen by id, never empty without a word."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Case, Stage
from clinic_app.domain.summary import CaseSort, CaseSummary
from clinic_app.errors import DatabaseLocked
from clinic_app.services import cases, matches, problems
from clinic_app.ui import theme
from clinic_app.ui.cases.filters import FilterBar
from clinic_app.ui.cases.list_model import CACHED_PAGES, PAGE, CasesModel, ListColumn
from clinic_app.ui.cases.page import CasesPage
from clinic_app.ui.context import Context
from clinic_app.ui.main_window import LEAST
from clinic_app.ui.widgets.text_delegate import reads_right_to_left
from tests import factories

Open = Callable[[Context], CasesPage]


@pytest.fixture
def open_page(qtbot: QtBot) -> Open:
    def make(context: Context) -> CasesPage:
        page = CasesPage(context)
        qtbot.addWidget(page)
        page.resize(1200, 600)
        with qtbot.waitSignal(page.loaded):
            page.show()
        return page

    return make


def _titles(page: CasesPage) -> list[str]:
    model = page.table.model()
    place = next(n for n in range(model.columnCount()) if model.headerData(n, Qt.Orientation.Horizontal) == "Title")
    return [model.index(row, place).data() for row in range(model.rowCount())]


def _three(context: Context) -> list[Case]:
    titles = ("Kiln losses", "نبود نقدینگی", "수출 준비")
    return [factories.saved_case(context.database, title=title, advisor=f"A{n}") for n, title in enumerate(titles)]


def test_the_newest_case_stands_first_and_typing_finds_in_every_language(
    context: Context, open_page: Open, qtbot: QtBot
) -> None:
    _three(context)
    page = open_page(context)
    assert _titles(page) == ["수출 준비", "نبود نقدینگی", "Kiln losses"]
    for words, title in (("kil", "Kiln losses"), ("نقد", "نبود نقدینگی"), ("수출", "수출 준비")):
        with qtbot.waitSignal(page.loaded):
            page.filters.search.setText(words)
        assert _titles(page) == [title]


def test_filters_narrow_the_list_and_one_button_clears_them(context: Context, open_page: Open, qtbot: QtBot) -> None:
    first, second, _ = _three(context)
    problem = context.database.do(problems.add, second.id, factories.ProblemData(statement="We cannot pay suppliers"))
    context.database.do(matches.suggest, problem.id)
    context.database.do(matches.decide, problem.id, Area.MARKET_MARKETING, reason="asked for a market")
    page = open_page(context)
    filters = page.filters
    for box, value, titles in (
        (filters.area, Area.MARKET_MARKETING, ["نبود نقدینگی"]),
        (filters.area, None, None),
        (filters.advisor, "A0", [first.title]),
        (filters.stage, Stage.CLOSED, []),
    ):
        with qtbot.waitSignal(page.loaded):
            box.setCurrentIndex(box.findData(value) if value is not None else 0)
        assert titles is None or _titles(page) == titles
    assert any(button.text() == "Show all cases" and button.isVisible() for button in page.findChildren(QPushButton))
    with qtbot.waitSignal(page.loaded):
        filters.clear()
    assert len(_titles(page)) == 3


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_the_order(
    context: Context, open_page: Open, qtbot: QtBot
) -> None:
    _three(context)
    page = open_page(context)
    head = page.table.horizontalHeader()
    title = next(place for place, column in enumerate(page.table.model().columns) if column.key == "title")
    for descending in (False, True):
        with qtbot.waitSignal(page.loaded):
            head.sectionClicked.emit(title)
        assert (page.table.sort, page.table.descending) == (CaseSort.TITLE, descending)
    assert _titles(page)[-1] == "Kiln losses"


def test_the_chosen_case_stays_chosen_when_the_list_changes_behind_it(
    context: Context, open_page: Open, qtbot: QtBot
) -> None:
    first, *_ = _three(context)
    page = open_page(context)
    page.table.choose([first.id], first.id)
    with qtbot.waitSignal(page.loaded):
        factories.saved_case(context.database, title="A newer one")
    assert page.chosen_ids() == [first.id]
    assert _titles(page)[0] == "A newer one"


def test_enter_and_a_double_click_open_the_case(context: Context, open_page: Open, qtbot: QtBot) -> None:
    first, *_ = _three(context)
    page = open_page(context)
    page.table.choose([first.id], first.id)
    with qtbot.waitSignal(page.case_chosen) as heard:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert heard.args == [first.id]


def test_an_empty_list_says_what_to_do(context: Context, open_page: Open, qtbot: QtBot) -> None:
    page = open_page(context)
    shown = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    sample = next(button for button in shown if button.text() == "Load sample cases")
    with qtbot.waitSignal(page.samples_wanted):
        sample.click()


def test_cases_moved_to_the_bin_come_back_with_undo(context: Context, open_page: Open, qtbot: QtBot) -> None:
    made = _three(context)
    page = open_page(context)
    page.table.choose([case.id for case in made[:2]])
    remove = next(action for action in page._actions if action.text() == "Move to bin")
    with qtbot.waitSignal(page.loaded):
        remove.trigger()
    assert _titles(page) == [made[2].title]
    assert page.messages.text() == "2 cases were moved to the bin."
    undo = next(button for button in page.messages.findChildren(QPushButton) if button.text() == "Undo")
    with qtbot.waitSignal(page.loaded):
        undo.click()
    assert len(_titles(page)) == 3


def _summaries(asked: list[int]) -> Callable[..., dict[UUID, CaseSummary]]:
    def fetch(keys: list[UUID]) -> dict[UUID, CaseSummary]:
        asked.append(len(keys))
        return {}

    return fetch


def test_a_hundred_thousand_cases_are_read_by_pages_and_few_are_kept(qtbot: QtBot) -> None:
    asked: list[int] = []
    model = CasesModel((ListColumn("title", "Title", lambda case: case.title, 100),), _summaries(asked))
    keys = [UUID(int=number) for number in range(100_000)]
    model.show_keys(b"".join(key.bytes for key in keys))
    assert model.rowCount() == 100_000
    assert asked == []
    assert model.row_of(keys[77_777]) == 77_777
    assert model.row_of(UUID(int=2**127)) == -1
    for row in range(0, 100_000, 500):
        model.index(row, 0).data()
    assert set(asked) == {PAGE}
    assert len(model._pages) == CACHED_PAGES


def test_a_page_that_cannot_be_read_is_said_and_shown_blank(qtbot: QtBot) -> None:
    def fetch(keys: list[UUID]) -> dict[UUID, CaseSummary]:
        raise DatabaseLocked(path="x")

    model = CasesModel((ListColumn("title", "Title", lambda case: case.title, 100),), fetch)
    model.show_keys(UUID(int=1).bytes)
    with qtbot.waitSignal(model.failed):
        assert model.index(0, 0).data() is None


def test_a_text_is_judged_by_its_first_letter() -> None:
    assert reads_right_to_left("۱۲ کوره") is True
    assert reads_right_to_left("(12) kiln کوره") is False
    assert reads_right_to_left("1403-05") is None


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_the_list_is_painted_in_every_language_and_data_are_never_markup(
    make_context: Callable[..., Context], open_page: Open, language: str
) -> None:
    context = make_context(language)
    factories.saved_case(context.database, "We lose customers", title="<b>Bold</b> & <img src=x>")
    page = open_page(context)
    assert not page.grab().isNull()
    tip = page.table.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=x&gt;" in tip


def test_the_count_says_how_many_and_how_many_are_chosen(context: Context, open_page: Open) -> None:
    _three(context)
    page = open_page(context)
    assert page._count.text() == "3 cases"
    page.table.selectAll()
    assert page._count.text() == "3 cases · 3 chosen"
    assert set(page.chosen_ids()) == set(context.database.read(cases.ids, page.query))


def test_a_case_number_and_a_latin_name_keep_their_order_in_a_persian_list(
    make_context: Callable[..., Context], open_page: Open
) -> None:
    page = open_page(make_context("fa"))
    delegate, room = page.table.itemDelegate(), QRect(0, 0, 300, 30)
    edge = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter

    def drawn(draw: Callable[[QPainter, str], object], words: str) -> QImage:
        image = QImage(300, 30, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setPen(QColor("black"))
        draw(painter, words)
        painter.end()
        return image

    def in_latin_order(painter: QPainter, words: str) -> None:
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.drawText(room, edge, words)

    for words in ("۱۴۰۴-TBZ-۰۰۰۱", "Anadolu Tekstil A.Ş."):
        by_delegate = drawn(lambda painter, text: delegate._write(painter, room, text, QColor("black")), words)
        assert by_delegate == drawn(in_latin_order, words)


def test_two_enters_lead_from_the_search_to_the_case(context: Context, open_page: Open, qtbot: QtBot) -> None:
    first, *_ = _three(context)
    page = open_page(context)
    with qtbot.waitSignal(page.loaded):
        page.filters.search.setText("kiln")
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.case_chosen) as heard:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert heard.args == [first.id]
    qtbot.waitUntil(lambda: not context.jobs.is_busy)


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_the_filters_fit_the_least_window(make_context: Callable[..., Context], qtbot: QtBot, language: str) -> None:
    """On a small screen at 150 % the window is as small as it gets: nothing may lie over the search field."""
    bar = FilterBar(make_context(language).catalog)
    qtbot.addWidget(bar)
    assert bar.minimumSizeHint().width() <= LEAST.width() - 2 * theme.LARGE
