"""What is painted by hand is painted right: mirrored, within its space, and honest about what it knows."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Stage
from clinic_app.domain.match import Reason, SuggestionKind
from clinic_app.i18n.catalog import catalog
from clinic_app.ui import colours, theme
from clinic_app.ui.case.area_row import AreaRow
from clinic_app.ui.case.bands import Band, band
from clinic_app.ui.case.calm_combo import CalmCombo
from clinic_app.ui.case.field_grid import FULL, FieldGrid
from clinic_app.ui.case.known_row import KnownRow
from clinic_app.ui.case.match_panel import MatchPanel
from clinic_app.ui.case.reason_list import ReasonList, split
from clinic_app.ui.case.records_table import RecordsTable
from clinic_app.ui.case.stage_bar import StageBar
from clinic_app.ui.case.type_row import TypeRow
from clinic_app.ui.context import Context
from clinic_app.ui.records_model import Column, RecordsModel
from clinic_app.ui.widgets.scale_field import ScaleField
from tests.factories import suggestion


def _picture(widget: QWidget, width: int, height: int, *, rtl: bool) -> QImage:
    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    widget.resize(width, height)
    return widget.grab().toImage()


def _columns_of(image: QImage, wanted: QColor) -> list[int]:
    """The columns in which a colour appears, give or take what smoothing does to it."""
    return [x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == wanted]


def test_the_bar_of_an_area_grows_from_the_leading_edge(qtbot: QtBot, context: Context) -> None:
    row = AreaRow(Area.MARKET_MARKETING, context.catalog)
    qtbot.addWidget(row)
    row.show_score(0.25, is_suggested=False, is_decided=False)
    tone = colours.area_colour(Area.MARKET_MARKETING, row.palette())
    left = _columns_of(_picture(row, 300, 44, rtl=False), tone)
    right = _columns_of(_picture(row, 300, 44, rtl=True), tone)
    assert max(left) < 150 < min(right)


def test_the_shortest_bar_stays_on_its_track_in_both_directions(qtbot: QtBot, context: Context) -> None:
    row = AreaRow(Area.MARKET_MARKETING, context.catalog)
    qtbot.addWidget(row)
    row.show_score(1.0, is_suggested=False, is_decided=False)
    whole = _bar(_picture(row, 300, 44, rtl=True), row)
    row.show_score(0.006, is_suggested=False, is_decided=False)
    assert 0 < len(_bar(_picture(row, 300, 44, rtl=True), row)) < 10
    assert max(_bar(_picture(row, 300, 44, rtl=True), row)) <= max(whole)


def _bar(image: QImage, row: AreaRow) -> list[int]:
    """The columns of the bar along its middle."""
    tone, line = colours.area_colour(row.area, row.palette()), colours.colour("line", row.palette())
    found = ((x, y) for y in range(image.height() // 2, image.height()) for x in range(image.width()))
    rows = {y for x, y in found if image.pixelColor(x, y) == line} or {image.height() - 11}
    middle = sorted(rows)[len(rows) // 2]
    return [x for x in range(image.width()) if image.pixelColor(x, middle) == tone]


def _ink(widget: QWidget, width: int, height: int) -> int:
    """How many dark points of its words are seen."""
    image = _picture(widget, width, height, rtl=False)
    inside = ((x, y) for x in range(3, width - 3) for y in range(3, height - 3))
    return sum(image.pixelColor(x, y).lightness() < 110 for x, y in inside)


def test_no_line_of_a_wrapped_name_is_cut_at_any_width(qtbot: QtBot, context: Context) -> None:
    kind = TypeRow(context.catalog)
    kind.show_type("2.07", 0.19, is_chosen=False)
    known = KnownRow(
        "Losses are measured by shift and machine", "24 years", (Area.MARKET_MARKETING,), context.catalog
    )
    for row in (kind, known):
        qtbot.addWidget(row)
        for width in range(205, 250):
            height = row.heightForWidth(width)
            assert _ink(row, width, height) == _ink(row, width, height + 40), (type(row).__name__, width)


def test_a_probability_that_is_not_known_is_not_zero(qtbot: QtBot, context: Context) -> None:
    row = AreaRow(Area.MARKET_MARKETING, context.catalog)
    qtbot.addWidget(row)
    row.show_score(None, is_suggested=False, is_decided=False)
    assert row.accessibleName() == "Market and marketing"
    row.show_score(0.0, is_suggested=False, is_decided=False)
    assert row.accessibleName() == "Market and marketing, 0%"


def test_the_stage_bar_is_mirrored_and_says_where_the_case_stands(qtbot: QtBot, context: Context) -> None:
    bar = StageBar(context.catalog)
    qtbot.addWidget(bar)
    bar.show_stage(Stage.TRIAGE)
    assert bar.accessibleName() == "Stage 3 of 11: Screening"
    accent = colours.colour("accent", bar.palette())
    left = _columns_of(_picture(bar, 880, 40, rtl=False), accent)
    right = _columns_of(_picture(bar, 880, 40, rtl=True), accent)
    assert max(left) < 300
    assert min(right) > 580


def test_the_grid_shows_as_many_columns_as_fit_and_fills_its_last_line(qtbot: QtBot) -> None:
    grid = FieldGrid(least=100, most=4, fills=True)
    qtbot.addWidget(grid)
    cells = [QWidget() for _ in range(4)]
    for cell, span in zip(cells, (FULL, 1, 1, 1), strict=True):
        cell.setMinimumHeight(20)
        grid.add(cell, span)
    grid.resize(500, 200)
    grid.show()
    qtbot.waitUntil(lambda: cells[0].width() > 400)
    assert cells[1].y() == cells[2].y() == cells[3].y() > cells[0].y()
    assert cells[3].geometry().right() == cells[0].geometry().right()
    grid.resize(150, 400)
    qtbot.waitUntil(lambda: cells[3].y() > cells[2].y() > cells[1].y() > cells[0].y())


def test_the_grid_gives_a_column_what_its_field_needs(qtbot: QtBot) -> None:
    holder = QWidget()  # a window would not be made narrower than its fields
    qtbot.addWidget(holder)
    grid = FieldGrid(holder, least=100)
    scales = [ScaleField("en") for _ in range(2)]
    for scale in scales:
        grid.add(scale)
    grid.resize(900, 200)
    with qtbot.waitExposed(holder):
        holder.show()
    needed = scales[0].minimumSizeHint().width()
    assert needed > 100
    assert scales[1].y() == scales[0].y()
    grid.resize(2 * needed, 200)  # no room for the gap between them
    qtbot.waitUntil(lambda: scales[1].y() > scales[0].y())
    assert scales[0].width() >= needed


def test_no_heading_of_a_table_is_cut_while_there_is_room(qtbot: QtBot) -> None:
    titles = ("Months after closing, in full", "Due", "Findings")
    model = RecordsModel(tuple(Column(title, str) for title in titles))
    table = RecordsTable(model, (1, 2, 9), "Follow-ups")
    qtbot.addWidget(table)
    table.resize(700, 200)
    table.show()
    head = table.horizontalHeader()
    assert all(table.columnWidth(place) >= head.sectionSizeHint(place) for place in range(3))
    assert sum(table.columnWidth(place) for place in range(3)) <= table.viewport().width()
    table.resize(150, 200)
    qtbot.waitUntil(lambda: table.columnWidth(0) < head.sectionSizeHint(0))  # no room: by the shares alone


def test_the_wheel_over_a_closed_box_moves_the_page_not_the_value(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    line, box = QLineEdit(), CalmCombo()
    layout = QVBoxLayout(holder)
    layout.addWidget(line)
    layout.addWidget(box)
    box.addItems(["one", "two"])
    with qtbot.waitExposed(holder):
        holder.show()
    line.setFocus()
    centre = QPointF(box.rect().center())
    turn = QWheelEvent(
        centre, box.mapToGlobal(centre), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert box.currentText() == "one"


def test_the_bands_follow_how_sure_the_answer_is() -> None:
    assert band(None) is Band.NOTHING
    assert band(suggestion()) is Band.SUGGESTED
    assert band(suggestion(decision=SuggestionKind.UNSURE, confidence=0.6)) is Band.TWO_CLOSE
    assert band(suggestion(decision=SuggestionKind.UNSURE, confidence=0.49)) is Band.UNSURE
    assert band(suggestion(decision=SuggestionKind.OUT_OF_SCOPE, area=None)) is Band.OUT_OF_SCOPE


def test_two_close_areas_are_both_named_and_neither_is_taken_for_granted(qtbot: QtBot, context: Context) -> None:
    panel = MatchPanel(context.catalog)
    qtbot.addWidget(panel)
    panel.show_answer("text", suggestion(decision=SuggestionKind.UNSURE, confidence=0.6))
    assert panel.headline() == ("Two areas are close: please choose Market and marketing  /  New technologies")
    assert panel.head.accept_button.isHidden()
    chosen: list[object] = []
    panel.area_chosen.connect(lambda area, reason: chosen.append((area, reason)))
    panel.accept()
    assert chosen == []
    panel.choose(Area.NEW_TECHNOLOGIES)
    assert chosen == [(Area.NEW_TECHNOLOGIES, "")]


def _reason(quote: str, **changes: object) -> Reason:
    known: dict[str, object] = {
        "area": Area.MARKET_MARKETING, "term": quote, "quote": quote, "start": 0, "end": len(quote), "weight": 1.0,
        "type": "",
    }  # fmt: skip
    return Reason(**known | changes)  # type: ignore[arg-type]


def test_reasons_say_when_no_known_term_was_found(qtbot: QtBot, context: Context) -> None:
    shown = ReasonList(context.catalog)
    qtbot.addWidget(shown)
    shown.show_reasons([_reason("buyers")], Area.MARKET_MARKETING)
    words = [child.text() for child in shown.findChildren(QWidget) if hasattr(child, "text")]
    assert "No known term was found; judged by similar wording." in words
    assert shown.rows() == ["buyers: Market and marketing, by similar wording"]


def test_reasons_are_told_apart_by_what_they_speak_for() -> None:
    best, second = _reason("buyers", type="5.01"), _reason("machine", area=Area.NEW_TECHNOLOGIES)
    against = _reason("course", weight=-1.0)
    assert split([best, second, against], Area.MARKET_MARKETING) == ([best], [second], [against])


def test_the_panel_is_painted_in_persian_and_in_the_dark(qtbot: QtBot, context: Context, qapp) -> None:  # type: ignore[no-untyped-def]
    theme.apply(qapp, language="fa", theme="dark")
    panel = MatchPanel(catalog("fa"))
    qtbot.addWidget(panel)
    panel.resize(QSize(320, 700))
    panel.show_answer("متن", suggestion())
    assert panel.head.accept_button.text().endswith("بازار و بازاریابی")
    assert not panel.grab().isNull()
