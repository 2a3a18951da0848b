"""What the clinic prints about itself: told when it cannot be printed, shown as it will look."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QColorDialog, QComboBox, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from clinic_app.services.terms import LARGEST_LOGO, letterhead_of
from clinic_app.ui.context import Context
from clinic_app.ui.settings.colour_field import contrast_on_white
from clinic_app.ui.settings.dialog import LETTERHEAD, SettingsDialog
from tests.ui.conftest import ScriptedDialogs


@pytest.fixture
def dialog(qtbot: QtBot, context: Context) -> SettingsDialog:
    made = SettingsDialog(context, page=LETTERHEAD)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#0B6670"))
    path = tmp_path / "نشان.png"
    assert image.save(str(path))
    return path


def test_every_field_of_the_letterhead_is_given_back(dialog: SettingsDialog) -> None:
    line = dialog.form.widget("clinic_head_position")
    assert isinstance(line, QLineEdit)
    line.setText("Director")
    dialog.letterhead._signers.setPlainText("Reza Ahmadi, chamber\nMina Sadeghi, park")
    dialog.letterhead.colour.edit.setText("7a1f5c")
    for name in ("paper", "review"):
        box = dialog.form.widget(name)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(1)
    chosen = dialog.chosen()
    assert (chosen.clinic_head_position, chosen.clinic_colour) == ("Director", "#7A1F5C")
    assert (chosen.paper, chosen.review) == ("letter", "required")
    assert letterhead_of(chosen).signers == ("Reza Ahmadi, chamber", "Mina Sadeghi, park")


@pytest.mark.parametrize(
    ("typed", "value", "verdict"),
    [
        ("", "", "colour of the program"),
        ("teal", "", "Not a colour"),
        ("#0B6670", "#0B6670", "Well readable"),
        ("#D0701A", "#D0701A", "Hard to read"),
        ("#FFEE88", "#FFEE88", "Too pale"),
    ],
)
def test_a_colour_is_judged_by_how_it_is_read(dialog: SettingsDialog, typed: str, value: str, verdict: str) -> None:
    field = dialog.letterhead.colour
    field.set_value(typed)
    assert field.value() == value
    assert verdict in field.verdict.text()


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast_on_white(QColor("black")) == pytest.approx(21)
    assert contrast_on_white(QColor("white")) == pytest.approx(1)
    assert contrast_on_white(QColor("#767676")) == pytest.approx(4.54, abs=0.01)


def test_a_colour_is_picked(dialog: SettingsDialog, dialogs: ScriptedDialogs) -> None:
    def pick(asked: QDialog) -> bool:
        assert isinstance(asked, QColorDialog)
        asked.setCurrentColor(QColor("#123456"))
        return True

    dialogs.will_answer(pick)
    dialog.letterhead.colour.button.click()
    assert dialog.chosen().clinic_colour == "#123456"


def test_a_logo_is_copied_beside_the_settings_when_they_are_saved(
    dialog: SettingsDialog, dialogs: ScriptedDialogs, logo: Path, home: Path, context: Context, qtbot: QtBot
) -> None:
    dialogs.will_answer(logo)
    dialog.letterhead.logo.button.click()
    name = dialog.chosen().clinic_logo
    assert name.startswith("logo-")
    assert not (home / name).exists()
    dialog._on_save()
    assert (home / name).read_bytes() == logo.read_bytes()
    assert letterhead_of(dialog.chosen()).logo == logo.read_bytes()
    dialog.letterhead.logo.remove_button.click()
    assert dialog.chosen().clinic_logo == ""


def test_a_logo_that_is_gone_counts_as_none(dialog: SettingsDialog) -> None:
    dialog.letterhead.logo.set_value("logo-gone.png")
    assert dialog.chosen().clinic_logo == ""
    assert "cannot be read" in dialog.letterhead.logo.message.text()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a and more", "not a PNG or JPEG"),
        (b"\x89PNG\r\n\x1a\n cut off", "damaged"),
        (b"\xff\xd8\xff" + bytes(LARGEST_LOGO), "too large"),
    ],
)
def test_a_file_that_is_no_logo_is_told(dialog: SettingsDialog, tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "logo"
    path.write_bytes(content)
    dialog.letterhead.logo.take(path)
    assert told in dialog.letterhead.logo.message.text()
    assert dialog.chosen().clinic_logo == ""


def test_the_first_page_is_shown_as_it_will_look(qtbot: QtBot, dialog: SettingsDialog) -> None:
    picture = dialog.letterhead.picture
    qtbot.waitUntil(lambda: not picture.pixmap().isNull(), timeout=60_000)
    before = picture.pixmap().toImage()
    dialog.letterhead.colour.edit.setText("#B3261E")
    qtbot.waitUntil(lambda: picture.pixmap().toImage() != before, timeout=60_000)
