"""The report before it leaves the house: the very bytes on the screen, in a file, in the ledger, and again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.domain.case import Case
from clinic_app.domain.casefile import Audience, ReportKind
from clinic_app.services import casefile, trash
from clinic_app.storage.database import Database
from clinic_app.ui.context import Context
from clinic_app.ui.reports.dialog import ReportDialog
from tests.factories import saved_case
from tests.ui.conftest import ScriptedDialogs
from tests.ui.reports.conftest import DRAWN_MS, OpenDialog, wait, words_of


def test_the_preview_shows_the_pages_and_counts_them(dialog: ReportDialog) -> None:
    assert dialog.preview.pages >= 3
    assert dialog.preview.counter() == f"1 of {dialog.preview.pages}"
    assert not dialog.busy.isVisible()
    assert dialog.head.isHidden()


def test_characters_no_font_has_are_named(dialog: ReportDialog) -> None:
    assert "U+1F600" in dialog.bar.text()


def test_another_language_draws_the_report_again(qtbot: QtBot, dialog: ReportDialog) -> None:
    dialog.options.choose(languages=("fa",))
    assert not dialog.buttons["save"].isEnabled()
    wait(qtbot, dialog)
    assert dialog.shown is not None
    assert dialog.shown.terms.languages == ("fa",)
    assert "پیش‌نویس" in words_of(dialog.shown.copies[0].pdf)


def test_a_language_chosen_in_haste_is_not_drawn_for_nothing(qtbot: QtBot, dialog: ReportDialog) -> None:
    for languages in (("fa",), ("ko",), ("fa", "en")):
        dialog.options.choose(languages=languages)
    wait(qtbot, dialog)
    assert dialog.shown is not None
    assert dialog.shown.terms.languages == ("fa", "en")


def test_every_kind_of_one_case_is_drawn(qtbot: QtBot, dialog: ReportDialog) -> None:
    for kind in ReportKind:
        if kind.is_of_many:
            continue
        dialog.options.choose(kind=kind)
        wait(qtbot, dialog)
        assert dialog.shown is not None
        assert dialog.shown.terms.kind is kind
        assert dialog.preview.pages >= 1
        assert dialog.buttons["issue"].isEnabled() == kind.can_be_issued


def test_blank_forms_are_for_nobody_in_particular(qtbot: QtBot, dialog: ReportDialog) -> None:
    dialog.options.audience.setCurrentIndex(dialog.options.audience.findText("Ministry copy"))
    dialog.options.choose(kind=ReportKind.VISIT_KIT)
    wait(qtbot, dialog)
    assert not dialog.options.audience.isEnabled()
    assert dialog.shown is not None
    assert dialog.shown.terms.audience is Audience.FULL


def test_a_redacted_copy_does_not_name_the_enterprise(qtbot: QtBot, dialog: ReportDialog) -> None:
    dialog.options.audience.setCurrentIndex(dialog.options.audience.findText("Ministry copy"))
    wait(qtbot, dialog)
    assert dialog.shown is not None
    assert dialog.shown.terms.audience is Audience.MINISTRY
    assert "کاشی مهر" not in words_of(dialog.shown.copies[0].pdf)


def test_the_saved_file_is_the_draft_that_was_shown(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path, database: Database, case: Case
) -> None:
    path = tmp_path / "گزارش.pdf"
    dialogs.will_answer(path)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.bar.text().startswith("Saved as"), timeout=DRAWN_MS)
    assert dialog.shown is not None
    assert path.read_bytes() == dialog.shown.copies[0].pdf
    assert "DRAFT" in words_of(path)
    assert database.read(casefile.load, case.id).issues == ()


def test_cancelling_the_file_question_saves_nothing(dialog: ReportDialog, dialogs: ScriptedDialogs) -> None:
    dialogs.will_answer(None)
    dialog.save()
    assert not dialog.busy.isVisible()


def test_a_folder_that_is_no_folder_is_said(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    dialogs.will_answer(tmp_path / "file" / "report.pdf")
    dialog.save()
    qtbot.waitUntil(lambda: "could not be written" in dialog.bar.text(), timeout=DRAWN_MS)


def test_a_case_that_is_gone_is_said_inside_the_pane(
    qtbot: QtBot, dialog: ReportDialog, database: Database, case: Case
) -> None:
    database.do(trash.remove, "cases", case.id)
    dialog.options.choose(languages=("ko",))
    qtbot.waitUntil(dialog.trouble.isVisible, timeout=DRAWN_MS)
    assert not dialog.buttons["save"].isEnabled()
    assert not dialog.busy.isVisible()


def _issue(qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, path: Path) -> None:
    dialogs.will_answer(True, path)
    dialog.ask_issue()
    qtbot.waitUntil(lambda: dialog.bar.text().startswith("Issued as"), timeout=DRAWN_MS)


def test_issuing_numbers_and_enters_the_report_and_shows_it(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path, database: Database, case: Case
) -> None:
    path = tmp_path / "issued.pdf"
    _issue(qtbot, dialog, dialogs, path)
    (issue,) = database.read(casefile.load, case.id).issues
    assert (issue.number, issue.version, issue.language) == (case.number, 1, "en")
    assert "DRAFT" not in words_of(path)
    assert dialog.shown is not None
    assert dialog.shown.copies[0].pdf == path.read_bytes()
    assert "version 1" in dialog.standing.text()
    assert not dialog.buttons["issue"].isEnabled()
    assert dialog.buttons["print"].isEnabled()
    assert [listed.version for listed in dialog.issued.issues()] == [1]


def test_what_was_issued_comes_back_byte_for_byte(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    path = tmp_path / "issued.pdf"
    _issue(qtbot, dialog, dialogs, path)
    dialog.back_button.click()
    wait(qtbot, dialog)
    assert dialog.head.isHidden()
    dialog.issued.button.click()
    wait(qtbot, dialog)
    assert "version 1" in dialog.standing.text()
    again = tmp_path / "again.pdf"
    dialogs.will_answer(again)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.bar.text().startswith("Saved as"), timeout=DRAWN_MS)
    assert again.read_bytes() == path.read_bytes()


def test_each_copy_is_a_file_of_its_own(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    dialog.options.copies.setCurrentIndex(1)
    wait(qtbot, dialog)
    _issue(qtbot, dialog, dialogs, tmp_path / "issued.pdf")
    files = sorted(tmp_path.glob("issued*.pdf"))
    assert [file.name for file in files] == ["issued-1.pdf", "issued-2.pdf"]
    assert dialog.copy_box.isVisible()
    dialog.copy_box.setCurrentIndex(1)
    again = tmp_path / "second.pdf"
    dialogs.will_answer(again)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.bar.text().startswith("Saved as"), timeout=DRAWN_MS)
    assert again.read_bytes() == files[1].read_bytes() != files[0].read_bytes()


def test_nothing_is_issued_without_a_file(
    dialog: ReportDialog, dialogs: ScriptedDialogs, database: Database, case: Case
) -> None:
    dialogs.will_answer(True, None)
    dialog.ask_issue()
    assert database.read(casefile.load, case.id).issues == ()


def test_a_missing_reviewer_is_told_before_anything_is_issued(
    qtbot: QtBot, make_context: Callable[..., Context], open_dialog: OpenDialog
) -> None:
    dialog = open_dialog(make_context(review="required"))
    field = dialog.options.fields["reviewer"]
    assert field.message == "Needed here before a report is issued."
    qtbot.keyClicks(dialog.options.reviewer, "Test Advisor")
    assert "somebody else" in field.message
    dialog.options.reviewer.clear()
    qtbot.keyClicks(dialog.options.reviewer, "Parisa Karimi")
    assert field.message == ""
    wait(qtbot, dialog)


def test_the_viewer_gets_a_file_that_goes_away_with_the_dialog(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs
) -> None:
    dialog.open_outside()
    qtbot.waitUntil(lambda: bool(dialogs.asked), timeout=DRAWN_MS)
    shown = Path(dialogs.asked[-1])
    assert shown.read_bytes().startswith(b"%PDF")
    dialog.close()
    assert not shown.exists()


def test_what_was_chosen_is_chosen_the_next_time(qtbot: QtBot, dialog: ReportDialog, open_dialog: OpenDialog) -> None:
    dialog.options.choose(kind=ReportKind.VISIT_NOTE, languages=("fa", "en"))
    dialog.preview.view.set_zoom_name("1.5")
    dialog.preview.thumbnails_button.setChecked(True)
    wait(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    again = open_dialog()
    terms = again.options.terms()
    assert (terms.kind, terms.languages) == (ReportKind.VISIT_NOTE, ("fa", "en"))
    assert again.preview.view.zoom == pytest.approx(1.5)
    assert again.preview.thumbnails.isVisible()


def test_several_cases_are_chosen_from_a_list(qtbot: QtBot, context: Context, database: Database, case: Case) -> None:
    other = saved_case(database, title="Another case", enterprise="Second firm")
    dialog = ReportDialog(context, [case.id, other.id])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.case_box.isVisible()
    dialog.case_box.setCurrentIndex(1)
    wait(qtbot, dialog)
    assert dialog.case.id == other.id
