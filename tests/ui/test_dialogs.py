"""New case, import, export, settings, bin: what they promise, on a real clinic file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clinic_app.domain.enterprise import EnterpriseData
from clinic_app.domain.summary import CaseQuery
from clinic_app.i18n.catalog import catalog
from clinic_app.services import cases, enterprises, follow_ups, trash
from clinic_app.ui.cases.page import CasesPage
from clinic_app.ui.context import Context
from clinic_app.ui.dialogs import Dialogs
from clinic_app.ui.enterprises.new_case_dialog import NewCaseDialog
from clinic_app.ui.settings.dialog import SettingsDialog
from clinic_app.ui.transfer.export_dialog import ExportDialog
from clinic_app.ui.transfer.import_dialog import ImportDialog
from clinic_app.ui.trash.dialog import BinDialog
from clinic_app.ui.widgets.date_field import DateField
from clinic_app.ui.widgets.enter_key import EnterKey
from tests import factories
from tests.ui.conftest import ScriptedDialogs

_TABLE = """enterprise_name,case_title,problem_statement,received_on,severity
Tabriz Tile,Kiln,The kiln loses heat and burns too much gas,1403/05/12,4
کاشی زرین,کوره,کوره گرما را هدر می‌دهد,۱۴۰۳/۰۵/۱۳,3
한빛정밀,불량,불량률이 높습니다,2024-08-02,2
Bad Date,Kiln,The kiln loses heat,31/31/2024,4
Bad Scale,Kiln,The kiln loses heat,2024-08-02,9
,Orphan,The kiln loses heat,2024-08-02,1
"""


def _settled(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: not context.jobs.is_busy, timeout=20_000)


def _button(widget: QWidget, text: str) -> QPushButton:
    return next(button for button in widget.findChildren(QPushButton) if button.text() == text)


@pytest.fixture
def new_case(qtbot: QtBot, context: Context) -> NewCaseDialog:
    dialog = NewCaseDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_new_case_of_a_new_enterprise_is_saved_with_the_office_number(
    new_case: NewCaseDialog, context: Context, qtbot: QtBot
) -> None:
    qtbot.keyClicks(new_case.chooser.name, "Mehr Tile")
    qtbot.keyClicks(new_case.title, "Kiln losses")
    new_case.request.setPlainText("The kiln loses heat.\nکوره گرما را هدر می‌دهد.")
    _button(new_case, "Open case").click()
    assert new_case.case_id is not None
    case = context.database.read(cases.get, new_case.case_id)
    assert (case.title, case.advisor) == ("Kiln losses", "Test Advisor")
    assert case.request.endswith("هدر می‌دهد.")
    assert case.number.endswith("-CLN-0001")
    _settled(qtbot, context)


def test_a_name_that_is_known_already_is_offered_while_it_is_typed(
    new_case: NewCaseDialog, context: Context, qtbot: QtBot
) -> None:
    known = context.database.do(enterprises.add, EnterpriseData(name="Mehr Tile Company", legal_id="10380284790"))
    qtbot.keyClicks(new_case.chooser.name, "mehr tile")
    qtbot.waitUntil(lambda: len(new_case.chooser.found_names) == 1)
    new_case.chooser._found.itemClicked.emit(new_case.chooser._found.item(0))
    assert new_case.chooser.enterprise == known
    qtbot.keyClicks(new_case.title, "Second case")
    new_case.save()
    assert len(context.database.read(enterprises.find, "")) == 1


def test_a_known_legal_id_finds_the_enterprise_whatever_the_name(
    new_case: NewCaseDialog, context: Context, qtbot: QtBot
) -> None:
    context.database.do(enterprises.add, EnterpriseData(name="کاشی مهر", legal_id="10380284790"))
    qtbot.keyClicks(new_case.chooser.legal_id, "10380284790")
    qtbot.waitUntil(lambda: len(new_case.chooser.found_names) == 1)


def test_a_wrong_legal_id_warns_and_does_not_block(new_case: NewCaseDialog, context: Context, qtbot: QtBot) -> None:
    qtbot.keyClicks(new_case.chooser.name, "Mehr")
    qtbot.keyClicks(new_case.chooser.legal_id, "10380285692")
    assert new_case.chooser.legal_id.property("state") == "warning"
    qtbot.keyClicks(new_case.title, "Kiln")
    new_case.save()
    assert new_case.case_id is not None
    _settled(qtbot, context)


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_saved(
    new_case: NewCaseDialog, context: Context
) -> None:
    new_case.save()
    assert new_case.case_id is None
    assert new_case.chooser.name.property("state") == "error"
    assert new_case.title.property("state") == "error"
    assert context.database.read(enterprises.find, "") == ()


def test_a_date_that_does_not_exist_gets_the_keyboard(new_case: NewCaseDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(new_case.chooser.name, "Mehr")
    qtbot.keyClicks(new_case.title, "Kiln")
    received = new_case._form.widget("received_on")
    assert isinstance(received, DateField)
    received.clear()
    qtbot.keyClicks(received, "2026-13-45")
    new_case.save()
    assert new_case.case_id is None
    assert new_case.focusWidget() is received


def test_enter_presses_the_button_that_has_the_keyboard_not_the_default_one(
    new_case: NewCaseDialog, qtbot: QtBot
) -> None:
    EnterKey(new_case)
    qtbot.keyClicks(new_case.chooser.name, "Mehr")
    qtbot.keyClicks(new_case.title, "Kiln")
    cancel = _button(new_case, "Cancel")
    cancel.setFocus()
    qtbot.waitUntil(cancel.hasFocus)
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert new_case.case_id is None
    assert not new_case.isVisible()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text(_TABLE, "utf-8")
    return path


def test_an_import_shows_first_what_would_come_in_and_writes_nothing(
    context: Context, qtbot: QtBot, table: Path
) -> None:
    dialog = ImportDialog(context, [table])
    qtbot.addWidget(dialog)
    dialog.show()
    _settled(qtbot, context)
    assert dialog.summary == "3 rows can be imported. 3 rows were refused:"
    assert context.database.read(cases.ids, CaseQuery()) == []
    _button(dialog, "Import").click()
    _settled(qtbot, context)
    assert dialog.summary.startswith("3 rows were imported.")
    assert len(context.database.read(cases.ids, CaseQuery())) == 3


def test_the_refusals_name_row_and_remedy_and_can_be_saved(
    context: Context, qtbot: QtBot, dialogs: ScriptedDialogs, table: Path, tmp_path: Path
) -> None:
    dialog = ImportDialog(context, [table])
    qtbot.addWidget(dialog)
    dialog.show()
    _settled(qtbot, context)
    model = dialog._table.model()
    rows = {model.index(row, 2).data(): model.index(row, 5).data() for row in range(model.rowCount())}
    assert set(rows) == {"5", "6", "7"}
    assert "31/31/2024" in rows["5"]
    dialogs.will_answer(tmp_path / "refused")
    _button(dialog, "Save the list of refusals…").click()
    assert (tmp_path / "refused.xlsx").stat().st_size > 0


def test_what_is_doubtful_comes_in_and_is_listed(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("enterprise_name,problem_statement,legal_id\nMehr,The kiln loses heat,10380285692\n", "utf-8")
    dialog = ImportDialog(context, [path])
    qtbot.addWidget(dialog)
    dialog.show()
    _settled(qtbot, context)
    assert dialog.summary == "1 row can be imported. 1 deserves a look."
    model = dialog._table.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["To be checked"]


def test_closing_the_dialog_stops_the_import_between_two_batches(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "in.csv"
    rows = "".join(f"Firm {n},The kiln of hall {n} loses heat\n" for n in range(200))
    path.write_text("enterprise_name,problem_statement\n" + rows, "utf-8")
    dialog = ImportDialog(context, [path])
    qtbot.addWidget(dialog)
    dialog.show()
    _settled(qtbot, context)
    dialog.take_in()
    assert dialog._relay is not None
    with qtbot.waitSignal(dialog._relay.stepped, timeout=20_000):
        pass
    dialog.close()
    _settled(qtbot, context)
    assert dialog.outcome is not None
    assert dialog.outcome.is_cancelled
    assert 0 < len(context.database.read(cases.ids, CaseQuery())) < 200


def test_the_second_import_of_a_file_adds_nothing(context: Context, qtbot: QtBot, table: Path) -> None:
    for _ in range(2):
        dialog = ImportDialog(context, [table])
        qtbot.addWidget(dialog)
        _settled(qtbot, context)
        dialog.take_in()
        _settled(qtbot, context)
    assert dialog.summary.startswith("0 rows were imported. 3 are known already.")


def test_a_file_that_cannot_be_read_is_named(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"this is no workbook")
    dialog = ImportDialog(context, [path])
    qtbot.addWidget(dialog)
    _settled(qtbot, context)
    assert dialog.outcome is not None
    assert len(dialog.outcome.refused) == 1
    assert not _button(dialog, "Import").isVisible()


def test_an_export_writes_the_chosen_cases_in_the_chosen_form(
    context: Context, qtbot: QtBot, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    made = [factories.saved_case(context.database, title=f"Case {n}") for n in range(3)]
    dialog = ExportDialog(context, CaseQuery(), [made[0].id])
    qtbot.addWidget(dialog)
    dialog.form.setCurrentIndex(dialog.form.findData(".csv"))
    dialogs.will_answer(tmp_path / "out")
    _button(dialog, "Save as…").click()
    _settled(qtbot, context)
    assert dialog.written == tmp_path / "out.csv"
    text = dialog.written.read_text("utf-8-sig")
    assert made[0].number in text
    assert made[1].number not in text


def test_an_export_that_cannot_be_written_says_so(
    context: Context, qtbot: QtBot, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    dialog = ExportDialog(context, CaseQuery(), [])
    qtbot.addWidget(dialog)
    dialogs.will_answer(tmp_path / "no" / "such" / "folder" / "out.xlsx")
    _button(dialog, "Save as…").click()
    _settled(qtbot, context)
    assert dialog.written is None
    assert "out.xlsx" in dialog._messages.text()


@pytest.mark.parametrize("kind", [ExportDialog, ImportDialog])
@pytest.mark.parametrize("way", ["button", "escape", "frame"])
def test_a_dialog_closes_by_its_button_by_escape_and_by_its_frame(
    context: Context, qtbot: QtBot, kind: type[QDialog], way: str
) -> None:
    dialog = ExportDialog(context, CaseQuery(), []) if kind is ExportDialog else ImportDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    if way == "button":
        _button(dialog, "Close").click()
    elif way == "escape":
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        dialog.close()
    assert not dialog.isVisible()


def test_the_settings_show_the_next_case_number_and_give_back_what_was_chosen(context: Context, qtbot: QtBot) -> None:
    dialog = SettingsDialog(context)
    qtbot.addWidget(dialog)
    prefix = dialog.form.widget("office_prefix")
    assert isinstance(prefix, QLineEdit)
    prefix.setText("ESF")
    assert "-ESF-0001" in dialog._example.text()
    assert dialog.chosen().office_prefix == "ESF"
    assert dialog.chosen().advisor == "Test Advisor"


def test_the_bin_gives_back_what_was_removed(context: Context, qtbot: QtBot) -> None:
    case = factories.saved_case(context.database, title="Kiln losses")
    context.database.do(trash.remove, "cases", case.id)
    dialog = BinDialog(context)
    qtbot.addWidget(dialog)
    assert dialog.model.index(0, 1).data() == "Kiln losses"
    dialog.table.selectRow(0)
    dialog.restore()
    assert context.database.read(cases.ids, CaseQuery()) == [case.id]
    assert dialog.model.rowCount() == 0


def test_the_bin_tells_what_has_no_title_by_its_subject(make_context: Callable[..., Context], qtbot: QtBot) -> None:
    context = make_context("fa")
    case = factories.saved_case(context.database)
    planned = context.database.do(follow_ups.plan, case.id, date(2024, 8, 2))
    context.database.do(trash.remove, "follow_ups", planned[0].id)
    dialog = BinDialog(context)
    qtbot.addWidget(dialog)
    assert dialog.model.index(0, 1).data() == "۱۴۰۳/۰۸/۱۲"


_SCREENS: dict[str, Callable[[Context], QWidget]] = {
    "list": CasesPage,
    "new case": NewCaseDialog,
    "import": ImportDialog,
    "export": lambda context: ExportDialog(context, CaseQuery(), []),
    "settings": SettingsDialog,
    "bin": BinDialog,
}


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
@pytest.mark.parametrize("name", _SCREENS)
def test_every_control_has_a_name_for_screen_readers(
    make_context: Callable[..., Context], qtbot: QtBot, name: str, language: str
) -> None:
    context = make_context(language)
    screen = _SCREENS[name](context)
    qtbot.addWidget(screen)
    screen.show()
    _settled(qtbot, context)
    controls = [
        *screen.findChildren(QAbstractButton),
        *screen.findChildren(QLineEdit),
        *screen.findChildren(QTextEdit),
    ]
    nameless = []
    for control in controls:
        is_ours = control.focusPolicy() != Qt.FocusPolicy.NoFocus and control.isVisibleTo(screen)
        said = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        if is_ours and not any(char.isalnum() for char in said):
            nameless.append(f"{type(control).__name__} {control.objectName()}")
    assert nameless == []


@pytest.mark.parametrize(("is_loss", "answer"), [(False, True), (True, False)])
def test_enter_never_answers_yes_to_a_loss(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_loss: bool, answer: bool
) -> None:
    def press_enter(box: QMessageBox) -> int:
        box.show()
        qtbot.keyClick(box, Qt.Key.Key_Return)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_enter)
    assert Dialogs(catalog("en")).ask(None, "Close?", yes="Close", is_loss=is_loss) is answer


def test_file_dialogs_start_where_the_last_file_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[str] = []

    def open_file(_parent: object, _title: str, start: str, _filters: str) -> tuple[str, str]:
        starts.append(start)
        return str(tmp_path / "cases.csv"), ""

    monkeypatch.setattr(Dialogs, "_folder", "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", open_file)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", open_file)
    dialogs = Dialogs(catalog("en"))
    dialogs.open_file(None, "Open", filters="")
    dialogs.save_file(None, "Save", suggested="cases.xlsx", filters="")
    assert starts[0] not in ("", ".")
    assert starts[1] == str(tmp_path / "cases.xlsx")
