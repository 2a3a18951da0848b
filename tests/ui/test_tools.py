"""The tools of the window keep their word: nothing typed is lost, nothing is said to be saved that is not."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.domain.case import CaseData, Channel
from clinic_app.domain.records import FieldError
from clinic_app.errors import Cancelled, DiskFull, InvalidData
from clinic_app.i18n.catalog import catalog
from clinic_app.ui import autosave, colours, forms, theme
from clinic_app.ui.composition import Composition, commit_composition
from clinic_app.ui.context import Context
from clinic_app.ui.jobs import Jobs, Latest, Relay
from clinic_app.ui.widgets.calendar_popup import MonthGrid, shift_month
from clinic_app.ui.widgets.date_field import DateField
from clinic_app.ui.widgets.number_field import NumberField
from clinic_app.ui.widgets.save_label import SaveLabel
from clinic_app.ui.widgets.scale_field import ScaleField
from clinic_app.ui.widgets.text_edit import GrowingTextEdit


def _type(widget: QWidget, words: str) -> None:
    """Enter text of any script as an input method does; keyClicks aborts on letters beyond Latin-1."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.finish()


def _fail(error: Exception) -> None:
    raise AssertionError(error)


def test_a_job_runs_elsewhere_and_answers_here(qtbot: QtBot, jobs: Jobs) -> None:
    seen = []
    jobs.start(threading.get_ident, done=lambda ident: seen.append((ident, threading.get_ident())), failed=_fail)
    qtbot.waitUntil(lambda: bool(seen))
    worker, teller = seen[0]
    assert worker != teller == threading.get_ident()
    assert not jobs.is_busy


@pytest.mark.expects_log
def test_a_failing_job_hands_over_its_exception_and_writes_it_down(
    qtbot: QtBot, jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    seen = []
    jobs.start(lambda: 1 / 0, done=_fail, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)
    assert "ZeroDivisionError" in caplog.text


def test_an_answer_for_a_widget_that_is_gone_is_dropped(jobs: Jobs) -> None:
    gate, owner = threading.Event(), QObject()
    jobs.start(gate.wait, done=owner.setObjectName, failed=_fail)
    owner.deleteLater()
    QTest.qWait(1)
    gate.set()
    jobs.finish()
    assert not jobs.is_busy


def test_what_a_job_holds_is_let_go_on_the_gui_thread(qtbot: QtBot, jobs: Jobs) -> None:
    gone: list[int] = []

    class Held:
        def __del__(self) -> None:
            gone.append(threading.get_ident())

        def work(self) -> None:
            return None

    for _ in range(20):
        jobs.start(Held().work, done=lambda _: None, failed=_fail)
    qtbot.waitUntil(lambda: not jobs.is_busy)
    jobs.finish()
    assert gone == [threading.get_ident()] * 20


def test_only_the_latest_question_is_answered_and_overtaken_ones_are_not_computed(qtbot: QtBot, jobs: Jobs) -> None:
    gate, computed, heard = threading.Event(), [], []
    latest: Latest[int] = Latest(jobs, done=heard.append, failed=_fail)

    def work(number: int) -> int:
        gate.wait()
        computed.append(number)
        return number

    for number in range(5):
        latest.ask(lambda number=number: work(number))
    qtbot.waitUntil(lambda: jobs.is_busy)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert heard == [4]
    assert len(computed) <= 2


def test_a_cancelled_relay_stops_the_job_at_its_next_step(qtbot: QtBot, jobs: Jobs) -> None:
    relay, ended = Relay(), []

    def work() -> None:
        relay.progress.total = 1_000_000
        while True:
            relay.progress.step()

    jobs.start(work, done=_fail, failed=ended.append)
    with qtbot.waitSignal(relay.stepped):
        pass
    relay.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert isinstance(ended[0], Cancelled)


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("fa", "1403/05/12", "۱۴۰۳/۰۵/۱۲"),
        ("fa", "۱۴۰۳/۵/۱۲", "۱۴۰۳/۰۵/۱۲"),
        ("fa", "14030512", "۱۴۰۳/۰۵/۱۲"),
        ("en", "2024/08/02", "2024-08-02"),
        ("ko", "2024년 8월 2일", "2024-08-02"),
        ("en", "1403/05/12", "2024-08-02"),
    ],
)
def test_a_date_is_read_as_typed_in_every_language(qtbot: QtBot, language: str, typed: str, shown: str) -> None:
    field = DateField(catalog(language))
    qtbot.addWidget(field)
    _type(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == date(2024, 8, 2)
    assert field.text() == shown


def test_a_day_that_does_not_exist_stays_in_the_field_as_an_error(qtbot: QtBot) -> None:
    field = DateField(catalog("fa"))
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "1404/12/30")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() is None
    assert field.problem() == "unreadable-date"
    assert field.text() == "1404/12/30"


def test_the_calendar_steps_by_jalali_months_and_ends_on_the_last_day(qtbot: QtBot) -> None:
    end_of_shahrivar = date(2024, 9, 21)  # 31 Shahrivar 1403; Mehr has 30 days
    assert shift_month(end_of_shahrivar, 1, "fa") == date(2024, 10, 21)
    grid = MonthGrid("fa", date(2024, 8, 2))
    qtbot.addWidget(grid)
    with qtbot.waitSignal(grid.picked) as blocker:
        qtbot.keyClick(grid, Qt.Key.Key_Down)
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert blocker.args == [date(2024, 8, 9)]


@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [("fa", "12.5", "12.5"), ("fa", "۱۲٫۵", "12.5"), ("fa", "12/5", "12.5"), ("en", "1,234.125", "1234.125")],
)
def test_a_number_is_read_as_typed_and_never_rounded(qtbot: QtBot, language: str, typed: str, value: str) -> None:
    field = NumberField(language)
    qtbot.addWidget(field)
    _type(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == Decimal(value)
    again = NumberField(language)
    qtbot.addWidget(again)
    _type(again, field.text())
    assert again.value() == Decimal(value)


def test_a_scale_can_be_answered_and_unanswered_by_keys(qtbot: QtBot) -> None:
    field = ScaleField("fa")
    qtbot.addWidget(field)
    qtbot.keyClick(field, Qt.Key.Key_4)
    assert field.value() == 4
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.value() is None


def _form(context: Context) -> tuple[forms.Form[CaseData], QLineEdit, DateField, QComboBox]:
    title, received, channel = QLineEdit(), DateField(context.catalog), QComboBox()
    forms.offer(channel, Channel, lambda member: member.value, empty="-")
    form = forms.Form(
        CaseData,
        context.catalog,
        title=forms.line(title),
        received_on=forms.day(received),
        channel=forms.choice(channel),
        duplicates_checked=forms.check(QCheckBox()),
    )
    form.fill(CaseData(title="Kiln", received_on=date(2024, 8, 2), channel=Channel.PHONE, request="kept"))
    return form, title, received, channel


def test_a_form_reads_back_what_it_was_filled_with_and_keeps_what_it_does_not_show(context: Context) -> None:
    form, title, _, channel = _form(context)
    title.setText("Oven")
    channel.setCurrentIndex(0)
    assert form.read() == CaseData(title="Oven", received_on=date(2024, 8, 2), channel=None, request="kept")


def test_filling_a_form_is_no_change_and_typing_is(context: Context, qtbot: QtBot) -> None:
    form, title, _, _ = _form(context)
    with qtbot.assertNotEmitted(form.changed):
        form.fill(CaseData(title="Other", received_on=date(2024, 8, 3)))
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(title, "x")


def test_an_unreadable_date_keeps_the_last_good_one_and_says_so_beside_the_field(
    context: Context, qtbot: QtBot
) -> None:
    form, _, received, _ = _form(context)
    row = form.row("received_on")
    qtbot.addWidget(row)
    received.clear()
    qtbot.keyClicks(received, "2024-13-45")
    form.show_errors(())
    assert form.read().received_on == date(2024, 8, 2)
    assert row.message == "This is not a date that exists."
    assert received.text() == "2024-13-45"


def test_a_warning_is_amber_and_an_error_is_red(context: Context, qtbot: QtBot) -> None:
    form, title, _, _ = _form(context)
    qtbot.addWidget(form.row("title"))
    form.show_errors([FieldError("title", "wrong-check-digit", warning=True)])
    assert title.property("state") == "warning"
    form.show_errors([FieldError("title", "empty")])
    assert title.property("state") == "error"
    form.show_errors(())
    assert not title.property("state")


def test_a_refresh_leaves_alone_what_the_user_is_typing(context: Context) -> None:
    form, title, received, _ = _form(context)
    title.setText("typed meanwhile")
    form.refresh(CaseData(title="from elsewhere", received_on=date(2025, 1, 1), request="newer"))
    assert title.text() == "typed meanwhile"
    assert received.value() == date(2025, 1, 1)
    assert form.read().request == "newer"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "DELAY_MS", 20)
    monkeypatch.setattr(autosave, "LONGEST_WAIT_MS", 60)
    monkeypatch.setattr(autosave, "RETRY_MS", 40)


@pytest.mark.usefixtures("quick")
def test_many_keys_make_few_saves_and_the_last_one_is_in(qtbot: QtBot) -> None:
    saves: list[int] = []
    saver = autosave.Autosave(lambda: saves.append(typed))
    for typed in range(30):  # noqa: B007  read by the save
        saver.touch()
        QTest.qWait(5)
    qtbot.waitUntil(lambda: not saver.is_dirty)
    assert 1 < len(saves) < 15
    assert saves[-1] == 29


@pytest.mark.usefixtures("quick")
def test_a_failed_save_is_never_called_saved_and_is_tried_again(qtbot: QtBot) -> None:
    attempts: list[int] = []

    def save() -> None:
        attempts.append(1)
        if len(attempts) < 3:
            raise DiskFull(path="x")

    saver = autosave.Autosave(save)
    shown = SaveLabel(catalog("en"))
    qtbot.addWidget(shown)
    shown.follow(saver)
    with qtbot.waitSignal(saver.failed):
        saver.touch()
    assert saver.is_dirty
    assert shown.text().startswith("Not saved: ")
    assert not saver.flush()
    with qtbot.waitSignal(saver.saved):
        pass
    assert shown.text().startswith("Saved ")


def test_invalid_data_wait_for_the_next_key(qtbot: QtBot) -> None:
    def save() -> None:
        raise InvalidData(errors=[FieldError("title", "empty")])

    saver = autosave.Autosave(save)
    saver.touch()
    assert not saver.flush()
    assert saver.is_dirty


def test_leaving_a_form_saves_it_at_once(qtbot: QtBot) -> None:
    window, form = QWidget(), QWidget()
    layout, inner = QVBoxLayout(window), QVBoxLayout(form)
    inside, outside = QLineEdit(), QLineEdit()
    inner.addWidget(inside)
    layout.addWidget(form)
    layout.addWidget(outside)
    qtbot.addWidget(window)
    saves: list[str] = []
    saver = autosave.Autosave(lambda: saves.append(inside.text()), window)
    saver.watch(form)
    inside.textChanged.connect(saver.touch)
    with qtbot.waitExposed(window):
        window.show()
    inside.setFocus()
    qtbot.keyClicks(inside, "abc")
    outside.setFocus()
    qtbot.waitUntil(lambda: saves == ["abc"])


@pytest.mark.parametrize("kind", [QLineEdit, GrowingTextEdit])
@pytest.mark.parametrize("leave", ["save", "another field"])
def test_a_syllable_being_composed_is_kept(
    qtbot: QtBot, qapp: QApplication, kind: type[QLineEdit | GrowingTextEdit], leave: str
) -> None:
    composition = Composition(qapp)
    window, edit, other = QWidget(), kind(), QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(edit)
    layout.addWidget(other)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    edit.setFocus()
    _type(edit, "수출 준")
    QApplication.sendEvent(edit, QInputMethodEvent("비", []))
    if leave == "save":
        commit_composition()
    else:
        other.setFocus()
    assert (edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()) == "수출 준비"
    commit_composition()
    assert other.text() == ""
    composition.setParent(None)


def test_each_paragraph_has_its_own_direction_and_pasted_markup_stays_text(qtbot: QtBot) -> None:
    edit = GrowingTextEdit()
    qtbot.addWidget(edit)
    edit.setPlainText("The kiln\nکوره\n<b>x</b>")
    directions = [edit.document().findBlockByNumber(n).textDirection() for n in range(3)]
    assert directions[:2] == [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
    assert edit.toPlainText().endswith("<b>x</b>")


def _contrast(one: QColor, two: QColor) -> float:
    def luminance(colour: QColor) -> float:
        parts = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3])
        return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("table", [colours.LIGHT, colours.DARK])
def test_words_are_readable_on_their_ground(table: dict[str, str]) -> None:
    palette = colours.palette(table)
    pairs = [("text", "surface"), ("text", "selection"), ("muted", "window"), ("muted", "surface")]
    pairs += [("on-accent", "accent"), ("accent", "surface"), ("error", "surface"), ("warning", "surface")]
    for ink, ground in pairs:
        assert _contrast(QColor(table[ink]), QColor(table[ground])) >= 4.5, (ink, ground)
    for area in Area:
        assert _contrast(colours.area_colour(area, palette), colours.area_tint(area, palette)) >= 4.5, area


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_the_bundled_fonts_are_there_and_the_direction_follows_the_language(
    make_context: Callable[[str], Context], language: str
) -> None:
    make_context(language)
    assert theme.load_font("Vazirmatn")
    assert theme.load_font("Pretendard")
    assert (QLineEdit().layoutDirection() == Qt.LayoutDirection.RightToLeft) == (language == "fa")
