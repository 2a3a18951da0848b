"""Photos and papers on the case page: taken in by button, drop and paste, shown, lent out, refused in words."""

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clinic_app.domain.attachment import Attachment, AttachmentData, AttachmentKind
from clinic_app.services import attachments
from clinic_app.storage import attachments as store
from clinic_app.storage import media
from clinic_app.storage.database import Database
from clinic_app.ui.case import paper_jobs
from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.case.page import CasePage
from clinic_app.ui.case.papers import PapersSection
from tests.ui.case.conftest import OpenPage, case_id_of, enter
from tests.ui.conftest import ScriptedDialogs


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "کوره ۱.jpg"
    assert _image().save(str(path))
    return path


def _image() -> QImage:
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#C0392B"))
    return image


def _section(page: CasePage) -> PapersSection:
    page.go_to(SectionKey.PAPERS)
    section = page.section_of(SectionKey.PAPERS)
    assert isinstance(section, PapersSection)
    return section


def _kept(database: Database, page: CasePage) -> tuple[Attachment, ...]:
    return database.read(attachments.of_case, case_id_of(page))


def _added(qtbot: QtBot, database: Database, page: CasePage, photo: Path) -> tuple[PapersSection, Attachment]:
    section = _section(page)
    section.add([photo])
    qtbot.waitUntil(lambda: section.editor.keeper.record_id is not None, timeout=10_000)
    (paper,) = _kept(database, page)
    return section, paper


def test_a_chosen_photo_is_kept_shown_and_described(
    qtbot: QtBot, open_page: OpenPage, database: Database, dialogs: ScriptedDialogs, photo: Path
) -> None:
    page = open_page()
    section = _section(page)
    dialogs.will_answer([photo])
    section.editor.add_button.click()
    qtbot.waitUntil(lambda: section.editor.keeper.record_id is not None, timeout=10_000)
    (paper,) = _kept(database, page)
    assert (paper.name, paper.kind, paper.media_type) == (photo.name, AttachmentKind.PHOTO, "image/jpeg")
    assert attachments.read(database, paper.sha256) == photo.read_bytes()
    qtbot.waitUntil(lambda: section.editor._looks[paper.sha256] is not None, timeout=10_000)
    picture = section.editor.picture(paper, section.editor._view.iconSize()).toImage()
    assert picture.pixelColor(picture.width() // 2, picture.height() // 2).red() > 150
    enter(section.editor.keeper.form.widget("caption"), "The kiln exit")
    assert page.flush()
    assert _kept(database, page)[0].caption == "The kiln exit"


def test_files_are_dropped(qtbot: QtBot, open_page: OpenPage, database: Database, photo: Path) -> None:
    page = open_page()
    section = _section(page)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo)), QUrl("https://example.org/a.jpg")])
    where, none = QPointF(20, 20), Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(section, enters)
    assert enters.isAccepted()
    drops = QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(section, drops)
    assert drops.isAccepted()
    qtbot.waitUntil(lambda: len(_kept(database, page)) == 1, timeout=10_000)
    assert photo.exists()


def test_a_copied_picture_is_pasted(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    page = open_page()
    section = _section(page)
    QGuiApplication.clipboard().setImage(_image())
    section.editor.add_button.setFocus()
    QTest.keyClick(section.editor.add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(_kept(database, page)) == 1, timeout=10_000)
    (paper,) = _kept(database, page)
    assert (paper.media_type, paper.name.startswith("picture-")) == ("image/png", True)


def test_pasting_into_a_field_adds_no_file(
    qtbot: QtBot, open_page: OpenPage, database: Database, photo: Path
) -> None:
    page = open_page()
    section, paper = _added(qtbot, database, page, photo)
    caption = section.editor.keeper.form.widget("caption")
    QGuiApplication.clipboard().setText("The kiln")
    caption.setFocus()
    QTest.keyClick(caption, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.flush()
    assert [(each.id, each.caption) for each in _kept(database, page)] == [(paper.id, "The kiln")]


def test_what_cannot_be_taken_is_said_by_name_and_the_rest_is_added(
    qtbot: QtBot, open_page: OpenPage, database: Database, photo: Path, tmp_path: Path
) -> None:
    page = open_page()
    section = _section(page)
    program, false, large, gone = (tmp_path / name for name in ("setup.exe", "scan.pdf", "film.txt", "gone.png"))
    program.write_bytes(b"MZ")
    false.write_bytes(b"no PDF at all")
    large.write_bytes(b"x" * (media.MOST_BYTES + 1))
    section.add([program, false, photo, large, gone])
    qtbot.waitUntil(lambda: page.bar.isVisible(), timeout=20_000)
    said = page.bar.text().split("\n")
    assert [line.split("“")[1].split("”")[0] for line in said] == ["setup.exe", "scan.pdf", "film.txt", "gone.png"]
    assert "not supported" in said[0]
    assert "not what its name says" in said[1]
    assert "too large" in said[2]
    assert "no such" in said[3]
    assert [paper.name for paper in _kept(database, page)] == [photo.name]


def test_a_removed_file_comes_back(qtbot: QtBot, open_page: OpenPage, database: Database, photo: Path) -> None:
    page = open_page()
    section, paper = _added(qtbot, database, page, photo)
    section.editor.remove()
    assert _kept(database, page) == ()
    next(button for button in page.bar.findChildren(QPushButton) if button.text() == "Undo").click()
    assert [each.id for each in _kept(database, page)] == [paper.id]
    qtbot.waitUntil(lambda: section.editor.keeper.record_id == paper.id)


def test_a_private_copy_is_lent_to_other_programs(
    qtbot: QtBot, open_page: OpenPage, database: Database, dialogs: ScriptedDialogs, photo: Path
) -> None:
    page = open_page()
    section, paper = _added(qtbot, database, page, photo)
    section.editor.open_button.click()
    section.editor.open_button.click()  # again while it is open
    qtbot.waitUntil(lambda: len(dialogs.asked) == 2, timeout=10_000)
    lent = Path(dialogs.asked[-1])
    assert lent.read_bytes() == photo.read_bytes()
    assert lent.name == photo.name
    assert lent != store._place(database.path, paper.sha256)
    if hasattr(lent, "owner"):
        assert stat.S_IMODE(lent.stat().st_mode) == 0o400
        assert stat.S_IMODE(lent.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(("is_gone", "words"), [(True, "there is no such file"), (False, "altered since")])
def test_a_missing_or_altered_file_is_said(
    qtbot: QtBot, open_page: OpenPage, database: Database, photo: Path, is_gone: bool, words: str
) -> None:
    kept = attachments.add(
        database,
        case_id_of(page := open_page()),
        photo.name,
        photo.read_bytes(),
        AttachmentData(kind=AttachmentKind.PHOTO),
    )
    path = store._place(database.path, kept.sha256)
    path.chmod(0o600)
    path.unlink() if is_gone else path.write_bytes(b"something else")
    page.reload()
    section = _section(page)
    qtbot.waitUntil(lambda: bool(section.editor.trouble(kept)), timeout=10_000)
    assert words in section.editor.trouble(kept)
    section.editor.keeper.open(kept)
    assert words in section.editor._trouble.text()
    assert not section.editor.open_button.isEnabled()


def test_a_file_that_is_named_otherwise_than_it_is_is_not_lent(database: Database, open_page: OpenPage) -> None:
    from dataclasses import replace

    from clinic_app.errors import UnreadableFile

    page = open_page()
    paper = paper_jobs.add_bytes(database, case_id_of(page), "notes.txt", b"hello")
    with pytest.raises(UnreadableFile):
        paper_jobs.lend(database, replace(paper, name="notes.exe"))
    assert paper_jobs._safe("../..\\con: a.PDF") == "-..-con- a.pdf"
