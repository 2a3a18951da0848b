"""Files of a case: only what is what it says, kept once, and never handed out when it was altered."""

import io
import os
import sqlite3
import stat
import zipfile
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import openpyxl
import pytest

from clinic_app.domain.attachment import Attachment, AttachmentData, AttachmentKind
from clinic_app.errors import ClinicError, DatabaseDamaged, InvalidData, NotFound, UnreadableFile
from clinic_app.services import attachments, casefile, trash, upkeep
from clinic_app.storage import attachments as store
from clinic_app.storage import media
from clinic_app.storage.database import Database, open_database
from tests.factories import saved_case

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
PHOTO = AttachmentData(kind=AttachmentKind.PHOTO, caption="کوره")


def packed(member: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(member, "<x/>")
    return held.getvalue()


def workbook() -> bytes:
    held = io.BytesIO()
    openpyxl.Workbook().save(held)
    return held.getvalue()


def place(database: Database, sha256: str) -> Path:
    return store.folder_of(database.path) / sha256[:2] / sha256


def reason(error: pytest.ExceptionInfo[ClinicError]) -> object:
    return error.value.details["reason"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("kiln.PNG", PNG, "image/png"),
        ("kiln.jpeg", JPEG, "image/jpeg"),
        ("offer.pdf", b"%PDF-1.7\n%\xe2\xe3\n%%EOF", "application/pdf"),
        ("table.xlsx", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            "a.docx",
            packed("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("t.csv", "سال,فروش\n۱۴۰۲,۵\n".encode(), "text/csv"),
        ("t.txt", "금형".encode("utf-16"), "text/plain"),
    ],
)
def test_what_is_what_it_says_is_taken(name: str, content: bytes, kind: str) -> None:
    assert media.media_type(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("setup.exe", b"MZ\x90\x00", "unknown-suffix"),
        ("noname", PNG, "unknown-suffix"),
        ("page.html", b"<html>", "unknown-suffix"),
        ("kiln.png", JPEG, "wrong-content"),
        ("kiln.jpg", b"MZ\x90\x00" + b"\x00" * 40, "wrong-content"),
        ("a.pdf", b"hello", "wrong-content"),
        ("a.docx", workbook(), "wrong-content"),
        ("a.xlsx", b"PK\x03\x04 cut off", "wrong-content"),
        ("a.txt", b"MZ\x90\x00\x03", "wrong-content"),
        ("a.csv", b"", "empty-file"),
        ("a.txt", b"a" * (media.MOST_BYTES + 1), "too-large"),
    ],
)
def test_anything_else_is_refused_with_the_reason(name: str, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        media.media_type(name, content)
    assert reason(caught) == code


def test_a_photo_is_kept_once_and_for_its_owner_only(database: Database) -> None:
    case = saved_case(database)
    first = attached(database, case.id, "C:\\photos\\kiln.png")
    second = attached(database, case.id, "photos/again.png")
    assert (first.name, first.media_type, first.size) == ("kiln.png", "image/png", len(PNG))
    assert second.sha256 == first.sha256
    assert store.kept(database.path) == (first.sha256,)
    assert attachments.read(database, first.sha256) == PNG
    if os.name == "posix":
        assert stat.S_IMODE(place(database, first.sha256).stat().st_mode) == 0o600
        assert stat.S_IMODE(store.folder_of(database.path).stat().st_mode) == 0o700
    assert database.read(casefile.load, case.id).attachments == (first, second)
    edited = database.do(attachments.edit, first.id, AttachmentData(caption="new", in_report=False))
    assert (edited.caption, edited.sha256) == ("new", first.sha256)
    database.do(trash.remove, "attachments", second.id)
    assert database.read(attachments.of_case, case.id) == (edited,)


def attached(database: Database, case_id: UUID, name: str) -> Attachment:
    return attachments.add(database, case_id, name, PNG, PHOTO)


def test_nothing_is_kept_of_what_is_refused(database: Database) -> None:
    case = saved_case(database)
    with pytest.raises(NotFound):
        attachments.add(database, uuid4(), "a.png", PNG, PHOTO)
    with pytest.raises(UnreadableFile):
        attachments.add(database, case.id, "a.png", JPEG, PHOTO)
    wrong = AttachmentData(taken_on=date(1200, 1, 1))
    with pytest.raises(InvalidData):
        attachments.add(database, case.id, "a.png", PNG, wrong)
    assert store.kept(database.path) == ()
    assert not store.folder_of(database.path).exists()


def test_missing_and_altered_are_told_apart(database: Database) -> None:
    case = saved_case(database)
    photo = attached(database, case.id, "a.png")
    assert attachments.photos(database, database.read(casefile.load, case.id)) == {photo.sha256: PNG}
    assert upkeep.check(database) == ()
    place(database, photo.sha256).write_bytes(PNG[:-1])
    with pytest.raises(UnreadableFile) as caught:
        attachments.read(database, photo.sha256)
    assert reason(caught) == "altered"
    assert [finding.code for finding in upkeep.check(database)] == ["attachment-altered"]
    place(database, photo.sha256).unlink()
    with pytest.raises(UnreadableFile) as caught:
        attachments.read(database, photo.sha256)
    assert reason(caught) == "missing-file"
    assert [finding.code for finding in upkeep.check(database)] == ["attachment-missing"]
    assert attachments.photos(database, database.read(casefile.load, case.id)) == {}
    assert attached(database, case.id, "a.png").sha256 == photo.sha256
    assert store.find(database.path, photo.sha256) == PNG  # put back by attaching it again


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_a_hash_that_is_none_leads_nowhere(database: Database, name: str) -> None:
    assert store.find(database.path, name) is None


def test_photos_are_only_those_to_be_printed(database: Database) -> None:
    case = saved_case(database)
    attachments.add(database, case.id, "a.jpg", JPEG, AttachmentData(kind=AttachmentKind.PHOTO, in_report=False))
    attachments.add(database, case.id, "b.png", PNG, AttachmentData(kind=AttachmentKind.DRAWING))
    attachments.add(database, case.id, "c.txt", b"text", PHOTO)
    assert attachments.photos(database, database.read(casefile.load, case.id)) == {}


def test_a_backup_takes_the_files_along(database: Database, tmp_path: Path) -> None:
    case = saved_case(database)
    sound = attached(database, case.id, "a.png")
    damaged = attachments.add(database, case.id, "b.jpg", JPEG, PHOTO)
    place(database, damaged.sha256).write_bytes(b"x")
    copy = open_database(upkeep.back_up(database, tmp_path / "backups"))
    assert attachments.read(copy, sound.sha256) == PNG
    assert [finding.code for finding in upkeep.check(copy)] == ["attachment-missing"]
    copy.close()


def test_a_backup_that_fails_leaves_no_files_behind(database: Database, tmp_path: Path) -> None:
    attached(database, saved_case(database).id, "a.png")
    with sqlite3.connect(database.path) as link:
        link.execute("UPDATE problems SET type_code = '9.99'")
        link.execute("DELETE FROM search_documents")
    link.close()
    with pytest.raises(DatabaseDamaged):
        upkeep.back_up(database, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
