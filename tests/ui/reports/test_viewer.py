"""Reading a PDF on the screen: zoom, pages, words in every script, all by the keyboard too."""

from PySide6.QtCore import QBuffer, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.ui.reports.dialog import ReportDialog
from clinic_app.ui.reports.page_view import LEAST, MOST
from clinic_app.ui.reports.pdf_search import page_text, wanted_text
from tests.ui.case.conftest import enter
from tests.ui.reports.conftest import wait

CONTROL = Qt.KeyboardModifier.ControlModifier


def _look_for(qtbot: QtBot, dialog: ReportDialog, words: str) -> None:
    dialog.preview.open_search()
    dialog.preview.search_bar.field.clear()
    enter(dialog.preview.search_bar.field, words)
    qtbot.waitUntil(lambda: dialog.preview.search.is_done)


def test_zoom_goes_both_ways_and_stops(dialog: ReportDialog) -> None:
    view = dialog.preview.view
    before = view.zoom
    dialog.preview.zoom_in()
    assert view.zoom > before
    for _ in range(40):
        dialog.preview.zoom_out()
    assert view.zoom == LEAST
    for _ in range(40):
        dialog.preview.zoom_in()
    assert view.zoom == MOST
    assert dialog.preview.zoom_button.text() == "500%"


def test_the_wheel_zooms_around_the_pointer(qtbot: QtBot, dialog: ReportDialog) -> None:
    view = dialog.preview.view
    view.set_zoom_name("1")
    view.verticalScrollBar().setValue(400)
    spot = QPointF(view.viewport().rect().center())
    page, place = view._place_at(spot.toPoint())
    turn = QWheelEvent(
        spot, view.mapToGlobal(spot), QPoint(0, 0), QPoint(0, 240), Qt.MouseButton.NoButton, CONTROL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), turn)
    assert view.zoom > 1.3
    page_after, place_after = view._place_at(spot.toPoint())
    assert page_after == page
    assert (place_after - place).manhattanLength() < 0.01


def test_fitting_shows_the_whole_width_and_the_whole_page(dialog: ReportDialog) -> None:
    view = dialog.preview.view
    view.set_zoom_name("width")
    assert abs(view.page_rect(0).width() - view.viewport().width()) < 20
    view.set_zoom_name("page")
    assert view.page_rect(0).height() <= view.viewport().height()
    view.set_zoom_name("nonsense")
    assert view.zoom_name == "page"


def test_the_thumbnails_take_room_and_not_the_place(qtbot: QtBot, dialog: ReportDialog) -> None:
    view = dialog.preview.view
    view.set_zoom_name("width")
    view.go_to(2)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 150)
    page, place = view._place_at(QPoint())
    before = view.zoom
    dialog.preview.thumbnails_button.toggle()
    qtbot.waitUntil(lambda: view.zoom != before)
    page_after, place_after = view._place_at(QPoint())
    assert page_after == page
    assert abs(place_after.y() - place.y()) < 0.01


def test_the_pages_lie_where_they_are_taken_to_lie(qtbot: QtBot, dialog: ReportDialog) -> None:
    view = dialog.preview.view
    for zoom in ("width", "1", "page", "2"):
        view.set_zoom_name(zoom)
        for page in range(dialog.preview.pages):
            view.pageNavigator().jump(page, QPointF(), 0)
            wanted = view.page_rect(page).top() - view.documentMargins().top()
            found = view.verticalScrollBar().value()
            is_at_end = found == view.verticalScrollBar().maximum()
            assert is_at_end or abs(found - wanted) <= view.documentMargins().top()


def test_a_typed_page_is_gone_to_in_any_digits(qtbot: QtBot, dialog: ReportDialog) -> None:
    field = dialog.preview.page_field.edit
    qtbot.keyClick(dialog, Qt.Key.Key_G, CONTROL)
    assert field.hasFocus()
    enter(field, "۳")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.preview.page == 2
    field.setText("999")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.preview.page == dialog.preview.pages - 1
    field.setText("x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.preview.counter() == f"{dialog.preview.pages} of {dialog.preview.pages}"


def test_home_and_end_reach_the_ends(qtbot: QtBot, dialog: ReportDialog) -> None:
    view = dialog.preview.view
    view.set_zoom_name("1")
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert dialog.preview.page == dialog.preview.pages - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert dialog.preview.page == 0


def test_words_are_found_counted_and_gone_through(qtbot: QtBot, dialog: ReportDialog) -> None:
    _look_for(qtbot, dialog, "OPERATORS")
    bar = dialog.preview.search_bar
    total = len(dialog.preview.search.hits)
    assert total >= 2
    assert bar.count() == f"1 of {total}"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count() == f"2 of {total}"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count() == f"{total} of {total}"
    _look_for(qtbot, dialog, "zzz")
    assert bar.count() == "Nothing found"


def test_escape_closes_the_search_and_not_the_dialog(qtbot: QtBot, dialog: ReportDialog) -> None:
    _look_for(qtbot, dialog, "operators")
    qtbot.keyClick(dialog.preview.search_bar.field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.preview.search_bar.isHidden()
    assert dialog.preview.search.hits == []


def test_persian_and_korean_words_are_found_as_people_type_them(qtbot: QtBot, dialog: ReportDialog) -> None:
    for language, words in (("fa", "پيشنويس"), ("fa", "پیش‌نویس"), ("ko", "초안")):
        dialog.options.choose(languages=(language,))
        qtbot.waitUntil(lambda: not dialog.buttons["save"].isEnabled() or dialog.shown is not None)
        wait(qtbot, dialog)
        _look_for(qtbot, dialog, words)
        assert dialog.preview.search.hits, words


def test_the_marks_lie_on_the_words(qtbot: QtBot, dialog: ReportDialog) -> None:
    dialog.preview.view.set_zoom_name("1")
    _look_for(qtbot, dialog, "operators")
    view, hit = dialog.preview.view, dialog.preview.search_bar.hit
    assert hit is not None
    area = view._area_of(hit).translated(-view._scrolled())
    assert view.viewport().rect().contains(area)
    qtbot.wait(400)  # QPdfView draws its pages on a thread of its own
    image = view.viewport().grab().toImage()
    inside = {image.pixelColor(area.x() + x, area.center().y()).getRgb() for x in range(area.width())}
    assert len(inside) > 2  # ink on the mark
    left = image.pixelColor(area.left() + 1, area.top() + 1)
    assert left.red() > left.blue() + 40  # the mark itself, not white paper
    assert image.pixelColor(area.left() - 12, area.top()) == QColor(Qt.GlobalColor.white)


def test_the_search_survives_a_new_draft(qtbot: QtBot, dialog: ReportDialog) -> None:
    _look_for(qtbot, dialog, "operators")
    found = len(dialog.preview.search.hits)
    dialog.options.annexes.setChecked(False)
    wait(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.preview.search.is_done)
    assert 0 < len(dialog.preview.search.hits) <= found


def test_thumbnails_are_drawn_when_they_come_into_sight(qtbot: QtBot, dialog: ReportDialog) -> None:
    small = dialog.preview.thumbnails
    assert small.drawn() == 0
    dialog.resize(900, 420)
    qtbot.keyClick(dialog, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: small.drawn() > 0)
    qtbot.wait(200)
    assert small.drawn() < dialog.preview.pages
    small.setCurrentIndex(small.model().index(2, 0))
    assert dialog.preview.page == 2
    dialog.preview.view.go_to(0)
    assert small.currentIndex().row() == 0


def test_folding_keeps_the_places_of_the_characters() -> None:
    text = page_text("می\u200cشود\r\nكه  ۱۲ Straße")
    assert text.folded == "میشود که 12 strasse"
    (hit,) = text.find(wanted_text("ي‌شود ک"), 0)
    assert (hit.start, hit.length) == (1, 8)
    (hit,) = text.find(wanted_text("STRASSE"), 0)
    assert "می\u200cشود\r\nكه  ۱۲ Straße"[hit.start : hit.start + hit.length] == "Straße"


def test_a_document_that_is_none_shows_no_page(qtbot: QtBot, dialog: ReportDialog) -> None:
    dialog.preview.show_pdf(b"no PDF")
    assert dialog.preview.pages == 0
    dialog.preview.zoom_in()
    assert dialog.preview.counter() == ""


def test_the_very_bytes_are_what_the_viewer_holds(dialog: ReportDialog) -> None:
    assert dialog.shown is not None
    document, held = QPdfDocument(dialog), QBuffer(dialog)
    held.setData(dialog.shown.copies[0].pdf)
    held.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(held)
    assert document.getAllText(0).text() == dialog.preview.search._document.getAllText(0).text()
