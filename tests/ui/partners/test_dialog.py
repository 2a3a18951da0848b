"""The register in its window: begun, filled, changed, removed and put back, written and read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.domain.partner import MemorandumStatus
from clinic_app.services import partners, trash
from clinic_app.services.partners import Register
from clinic_app.storage.database import Database
from clinic_app.ui.context import Context
from clinic_app.ui.partners.area_ticks import AreaTicks
from clinic_app.ui.partners.dialog import RegisterDialog
from clinic_app.ui.partners.import_dialog import PartnerImportDialog
from clinic_app.ui.records_model import RecordsModel
from clinic_app.ui.trash.dialog import BinDialog
from clinic_app.ui.workspace import Workspace
from tests.exchange.tables import write_xlsx
from tests.ui.conftest import ScriptedDialogs

OpenRegister = Callable[..., RegisterDialog]


@pytest.fixture
def open_register(qtbot: QtBot, context: Context) -> OpenRegister:
    """Open the register as it stands, shown."""

    def make(on: Context | None = None) -> RegisterDialog:
        dialog = RegisterDialog(on or context)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return make


def enter(widget: QWidget, words: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


def kept(database: Database) -> Register:
    return database.read(partners.register)


def rows(editor: Any) -> list[list[str]]:
    model: RecordsModel = editor._model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def press(dialog: QWidget, words: str) -> None:
    button = next(each for each in dialog.findChildren(QPushButton) if each.text() == words and each.isVisible())
    button.click()


def test_an_empty_register_offers_the_founding_four(open_register: OpenRegister, database: Database) -> None:
    dialog = open_register()
    assert dialog.is_empty
    press(dialog, "Load the founding partners")
    assert not dialog.is_empty
    assert rows(dialog.editor) == [
        ["Austria", "Not named yet", "In negotiation", ""],
        ["Germany", "Not named yet", "In negotiation", ""],
        ["South Korea", "Ministry of SMEs and Startups", "Signed", ""],
        ["Türkiye", "Not named yet", "In negotiation", ""],
    ]
    assert len(kept(database).memoranda) == 4


def test_a_partner_its_memorandum_and_its_programme_are_typed_and_kept(
    open_register: OpenRegister, database: Database
) -> None:
    dialog = open_register()
    press(dialog, "Add partner")
    editor = dialog.editor
    assert not editor.memoranda.isVisible()
    enter(editor.keeper.form.widget("name"), "KOTRA")
    assert editor.keeper.save()
    assert editor.memoranda.isVisible()
    press(dialog, "Add memorandum")
    form = editor.memoranda.keeper.form
    enter(form.widget("title"), "Export desk")
    status, ticks = form.widget("status"), form.widget("areas")
    status.setCurrentIndex(status.findText("Signed"))
    assert isinstance(ticks, AreaTicks)
    ticks.boxes[Area.MARKET_MARKETING].click()
    assert editor.memoranda.keeper.save()
    press(dialog, "Add programme")
    enter(editor.programmes.keeper.form.widget("name"), "Buyers")
    enter(editor.programmes.keeper.form.widget("eligibility"), "Fewer than 50")
    dialog.accept()
    assert not dialog.isVisible()
    (partner,), (paper,), (offer,) = kept(database)
    assert (partner.name, partner.country) == ("KOTRA", "")
    assert (paper.title, paper.status, paper.areas) == (
        "Export desk", MemorandumStatus.SIGNED, (Area.MARKET_MARKETING,)
    )  # fmt: skip
    assert (offer.name, offer.memorandum_id, offer.eligibility) == ("Buyers", paper.id, "Fewer than 50")


def test_the_papers_shown_are_those_of_the_partner_chosen(open_register: OpenRegister, database: Database) -> None:
    database.do(partners.load_founding, "en")
    dialog = open_register()
    editor = dialog.editor
    austria, _, korea, _ = kept(database).partners
    editor.keeper.open(korea)
    assert rows(editor.memoranda)[0][:2] == ["Memorandum of understanding", "Signed"]
    press(dialog, "Add programme")
    enter(editor.programmes.keeper.form.widget("name"), "Field clinic")
    editor.keeper.open(austria)
    assert rows(editor.memoranda)[0][:2] == ["Memorandum of understanding", "In negotiation"]
    assert rows(editor.programmes) == []
    (offer,) = kept(database).programmes
    assert (offer.name, offer.partner_id) == ("Field clinic", korea.id)
    editor.keeper.open(korea)
    assert rows(editor.programmes)[0][:2] == ["Field clinic", "Memorandum of understanding"]


def test_what_breaks_a_rule_stays_in_its_field_with_the_reason(
    open_register: OpenRegister, database: Database
) -> None:
    database.do(partners.load_founding, "en")
    editor = open_register().editor
    korea = kept(database).partners[2]
    editor.keeper.open(korea)
    paper = next(each for each in kept(database).memoranda if each.partner_id == korea.id)
    editor.memoranda.keeper.open(paper)
    form = editor.memoranda.keeper.form
    form.widget("dated_on").set_value(date(2024, 8, 2))
    form.widget("valid_until").set_value(date(2024, 8, 1))
    form.changed.emit()
    assert editor.memoranda.keeper.save()
    saved = next(each for each in kept(database).memoranda if each.id == paper.id)
    assert (saved.dated_on, saved.valid_until) == (date(2024, 8, 2), None)
    assert [error.code for error in editor.memoranda.keeper.broken()] == ["before-start"]


def test_a_partner_removed_can_be_put_back_at_once_and_from_the_bin(
    qtbot: QtBot, open_register: OpenRegister, database: Database, context: Context
) -> None:
    database.do(partners.load_founding, "en")
    dialog = open_register()
    austria = kept(database).partners[0]
    dialog.editor.keeper.open(austria)
    dialog.editor.remove()
    assert [row[0] for row in rows(dialog.editor)] == ["Germany", "South Korea", "Türkiye"]
    press(dialog, "Undo")
    assert rows(dialog.editor)[0][0] == "Austria"
    assert dialog.editor.keeper.record_id == austria.id
    database.do(trash.remove, "partners", austria.id)
    bin_ = BinDialog(context)
    qtbot.addWidget(bin_)
    assert [bin_.model.index(0, column).data() for column in (0, 1)] == ["Partner", "Austria"]
    bin_.table.selectAll()
    bin_.restore()
    assert len(kept(database).partners) == 4


def test_the_register_is_written_and_read_again(
    qtbot: QtBot, open_register: OpenRegister, database: Database, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    database.do(partners.load_founding, "en")
    dialog = open_register()
    dialogs.will_answer(tmp_path / "partners")
    press(dialog, "Export…")
    qtbot.waitUntil(lambda: dialog.bar.isVisible(), timeout=5_000)
    sheet = openpyxl.load_workbook(tmp_path / "partners.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 5
    table = write_xlsx(
        tmp_path / "new.xlsx", [["partner", "country", "status"], ["KOTRA", "KR", ""], ["X", "??", ""]]
    )
    seen: list[str] = []

    def take(asked: PartnerImportDialog) -> bool:
        qtbot.addWidget(asked)
        asked.look_at([table])
        qtbot.waitUntil(lambda: asked.outcome is not None, timeout=5_000)
        seen.append(asked.summary)
        asked.take_in()
        qtbot.waitUntil(lambda: asked.outcome is not None, timeout=5_000)
        seen.append(asked.summary)
        return True

    dialogs.will_answer(take)
    press(dialog, "Import…")
    assert seen == ["1 row can be imported. 1 row was refused:", "1 row was imported. 1 row was refused:"]
    assert ["South Korea", "KOTRA", "", ""] in rows(dialog.editor)


def test_the_menu_opens_the_register(qtbot: QtBot, context: Context, dialogs: ScriptedDialogs) -> None:
    workspace = Workspace(context)
    qtbot.addWidget(workspace)
    dialogs.will_answer(lambda dialog: isinstance(dialog, RegisterDialog) and dialog.is_empty)
    workspace.open_partners()
    assert dialogs.asked == ["RegisterDialog"]


@pytest.mark.parametrize("language", ["fa", "ko"])
def test_the_founding_partners_speak_the_language_of_the_screen(
    open_register: OpenRegister, make_context: Callable[..., Context], database: Database, language: str
) -> None:
    dialog = open_register(make_context(language))
    dialog.load_founding()
    names = [each.name for each in kept(database).partners if each.name]
    assert names == [{"fa": "وزارت بنگاه‌های کوچک و متوسط و استارتاپ‌ها", "ko": "중소벤처기업부"}[language]]
