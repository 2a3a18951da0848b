"""Is this paper one of ours? Genuine, altered or unknown, by file and by code."""

from pathlib import Path

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from clinic_app.domain.case import Case
from clinic_app.domain.casefile import ReportIssue
from clinic_app.reports.document import Letterhead
from clinic_app.services import reporting
from clinic_app.services.terms import Terms
from clinic_app.storage.database import Database
from clinic_app.ui.context import Context
from clinic_app.ui.reports.verify_dialog import VerifyDialog
from tests.ui.conftest import ScriptedDialogs
from tests.ui.reports.conftest import DRAWN_MS


@pytest.fixture
def dialog(qtbot: QtBot, context: Context) -> VerifyDialog:
    made = VerifyDialog(context)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def issued(database: Database, case: Case, tmp_path: Path) -> ReportIssue:
    terms = Terms(languages=("en",))
    path = tmp_path / "issued.pdf"
    return reporting.issue(database, case.id, terms, letterhead=Letterhead(), path=path)[0]


def _told(qtbot: QtBot, dialog: VerifyDialog, path: Path) -> str:
    dialog.verdict.clear()
    dialog.verify(path)
    qtbot.waitUntil(lambda: bool(dialog.verdict.text()), timeout=DRAWN_MS)
    return dialog.verdict.text()


def test_a_file_is_genuine_altered_or_unknown(
    qtbot: QtBot, dialog: VerifyDialog, dialogs: ScriptedDialogs, issued: ReportIssue, tmp_path: Path
) -> None:
    dialogs.will_answer(tmp_path / "issued.pdf")
    dialog.file_button.click()
    qtbot.waitUntil(lambda: bool(dialog.verdict.text()), timeout=DRAWN_MS)
    assert dialog.verdict.text().startswith("Genuine")
    assert "Consultation report" in dialog.details.text()
    with pikepdf.open(tmp_path / "issued.pdf") as opened:
        del opened.pages[-1]
        opened.save(tmp_path / "altered.pdf")
    assert _told(qtbot, dialog, tmp_path / "altered.pdf").startswith("Altered")
    (tmp_path / "letter.pdf").write_bytes(b"no PDF at all")
    assert _told(qtbot, dialog, tmp_path / "letter.pdf").startswith("Unknown")
    assert "cannot be read" in _told(qtbot, dialog, tmp_path / "gone.pdf")


def test_a_code_is_looked_up_as_it_is_typed_off_the_paper(dialog: VerifyDialog, issued: ReportIssue) -> None:
    dialog.code.setText(f" {issued.code.lower().replace('-', ' ')} ")
    dialog.code_button.click()
    assert issued.number in dialog.verdict.text()
    assert "version 1" in dialog.verdict.text()
    dialog.code.setText("XXXX")
    dialog.look_up()
    assert dialog.verdict.text().startswith("Unknown")
