"""Before a report is issued: everything that will be entered is told, and what is still wanted."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from clinic_app.domain.case import Case
from clinic_app.domain.casefile import CaseFile
from clinic_app.services import casefile, reporting
from clinic_app.services.terms import Terms
from clinic_app.storage.database import Database
from clinic_app.ui.context import Context
from clinic_app.ui.reports.dialog import ReportDialog
from clinic_app.ui.reports.issue_dialog import IssueDialog
from clinic_app.ui.reports.passphrase_dialog import PassphraseDialog
from tests.reports.test_signing import certificate_file
from tests.ui.conftest import ScriptedDialogs
from tests.ui.reports.conftest import DRAWN_MS, words_of

ENGLISH = Terms(languages=("en",))


@pytest.fixture
def file(database: Database, case: Case) -> CaseFile:
    return database.read(casefile.load, case.id)


def test_number_version_and_what_the_case_lacks_are_told(qtbot: QtBot, context: Context, file: CaseFile) -> None:
    asked = IssueDialog(context, file, ENGLISH)
    qtbot.addWidget(asked)
    assert file.case.number in asked.title.text()
    assert "version 1" in asked.title.text()
    assert "A decided area for every problem" in asked.lacks.text()
    assert asked.confirm_button.isEnabled()


def test_the_rule_of_the_office_is_kept(qtbot: QtBot, make_context: Callable[..., Context], file: CaseFile) -> None:
    strict = make_context(review="required")
    refused = IssueDialog(strict, file, Terms(languages=("en",), reviewer="test advisor "))
    qtbot.addWidget(refused)
    assert "somebody else" in refused.rule.text()
    assert not refused.confirm_button.isEnabled()
    fine = IssueDialog(strict, file, Terms(languages=("en",), reviewer="Parisa Karimi"))
    qtbot.addWidget(fine)
    assert fine.confirm_button.isEnabled()


def test_a_signature_wants_a_file_and_a_locked_copy_a_passphrase_twice(
    qtbot: QtBot, context: Context, file: CaseFile, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    asked = IssueDialog(context, file, ENGLISH)
    qtbot.addWidget(asked)
    asked.sign.setChecked(True)
    assert not asked.confirm_button.isEnabled()
    dialogs.will_answer(tmp_path / "sara.p12")
    asked.certificate_button.click()
    assert asked.confirm_button.isEnabled()
    asked.mail.setChecked(True)
    asked.mail_fields.first.setText("راز۱۲۳")
    assert asked.hint.text() == "The two passphrases differ."
    asked.mail_fields.again.setText("راز۱۲۳")
    assert asked.confirm_button.isEnabled()
    wishes = asked.wishes()
    assert (wishes.certificate, wishes.mail_passphrase) == (tmp_path / "sara.p12", "راز۱۲۳")


def test_an_issued_report_leaves_a_locked_copy_that_is_genuine(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path, database: Database
) -> None:
    def with_passphrase(asked: IssueDialog) -> bool:
        asked.mail.setChecked(True)
        asked.mail_fields.first.setText("open sesame")
        asked.mail_fields.again.setText("open sesame")
        return True

    dialogs.will_answer(with_passphrase, tmp_path / "issued.pdf")
    dialog.ask_issue()
    qtbot.waitUntil(lambda: "opens with the passphrase" in dialog.bar.text(), timeout=DRAWN_MS)
    locked = tmp_path / "issued-locked.pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(locked)
    pikepdf.open(locked, password="open sesame").close()
    assert database.read(reporting.verify, locked.read_bytes()).verdict is reporting.Verdict.GENUINE


def test_a_broken_certificate_file_is_told_and_nothing_is_issued(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path, database: Database, case: Case
) -> None:
    broken = tmp_path / "broken.p12"
    broken.write_bytes(b"no certificate")

    def signed(asked: IssueDialog) -> bool:
        asked.sign.setChecked(True)
        asked.choose_certificate(broken)
        return True

    dialogs.will_answer(signed, tmp_path / "issued.pdf")
    dialog.ask_issue()
    qtbot.waitUntil(lambda: "not a certificate file" in dialog.bar.text(), timeout=DRAWN_MS)
    assert database.read(casefile.load, case.id).issues == ()
    assert not (tmp_path / "issued.pdf").exists()


def test_a_report_is_signed_with_the_certificate_file_that_was_chosen(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path, database: Database
) -> None:
    certificate = tmp_path / "sara.p12"
    certificate.write_bytes(certificate_file(passphrase="open sesame"))

    def signed(asked: IssueDialog) -> bool:
        asked.sign.setChecked(True)
        asked.choose_certificate(certificate)
        asked.passphrase.setText("open sesame")
        return asked.confirm_button.isEnabled()

    path = tmp_path / "issued.pdf"
    dialogs.will_answer(signed, path)
    dialog.ask_issue()
    qtbot.waitUntil(lambda: dialog.bar.text().startswith("Issued as"), timeout=DRAWN_MS)
    assert b"ETSI.CAdES.detached" in path.read_bytes()
    assert dialog.shown is not None
    assert dialog.shown.copies[0].pdf == path.read_bytes()
    assert database.read(reporting.verify, path.read_bytes()).verdict is reporting.Verdict.GENUINE


def test_a_draft_can_be_locked_too(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    def typed(asked: PassphraseDialog) -> bool:
        assert not asked.confirm_button.isEnabled()
        asked.fields.first.setText("open sesame")
        asked.fields.again.setText("open sesame")
        return asked.confirm_button.isEnabled()

    dialogs.will_answer(typed, tmp_path / "locked.pdf")
    dialog.save_locked()
    qtbot.waitUntil(lambda: "opens with the passphrase" in dialog.bar.text(), timeout=DRAWN_MS)
    with pikepdf.open(tmp_path / "locked.pdf", password="open sesame") as opened:
        opened.save(tmp_path / "plain.pdf")
    assert "DRAFT" in words_of(tmp_path / "plain.pdf")
