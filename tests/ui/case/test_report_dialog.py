"""The report before it leaves the house: the very bytes on the screen, on paper, in a file, in the ledger."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from clinic_app.domain.case import Case
from clinic_app.services import casefile
from clinic_app.storage.database import Database
from clinic_app.ui.case import report_jobs
from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.case.printing import page_image
from clinic_app.ui.case.report import ReportSection
from clinic_app.ui.case.report_dialog import ReportDialog
from clinic_app.ui.context import Context
from tests.factories import saved_case
from tests.ui.case.conftest import TRAINING, OpenPage
from tests.ui.conftest import ScriptedDialogs

DRAWN_MS = 60_000


@pytest.fixture
def case(database: Database) -> Case:
    return saved_case(database, TRAINING, request="Our trays 😀 come back.", enterprise="کاشی مهر")


@pytest.fixture
def dialog(qtbot: QtBot, context: Context, case: Case) -> ReportDialog:
    made = ReportDialog(context, [case.id])
    qtbot.addWidget(made)
    made.show()
    _wait(qtbot, made)
    return made


def _wait(qtbot: QtBot, dialog: ReportDialog) -> None:
    qtbot.waitUntil(lambda: dialog.buttons["save"].isEnabled(), timeout=DRAWN_MS)


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_the_preview_shows_the_pages_and_counts_them(dialog: ReportDialog) -> None:
    assert dialog.preview.pages >= 3
    assert dialog.preview.counter() == f"Page 1 of {dialog.preview.pages}"
    assert not dialog.busy.isVisible()


def test_zoom_goes_both_ways_and_stops(dialog: ReportDialog) -> None:
    before = dialog.preview.zoom()
    dialog.preview.zoom_in()
    assert dialog.preview.zoom() > before
    for _ in range(40):
        dialog.preview.zoom_out()
    assert dialog.preview.zoom() == pytest.approx(0.25)


def test_characters_no_font_has_are_named(dialog: ReportDialog) -> None:
    assert "U+1F600" in dialog.bar.text()


def test_another_language_draws_the_report_again(qtbot: QtBot, dialog: ReportDialog, tmp_path: Path) -> None:
    dialog.language_box.setCurrentIndex(dialog.language_box.findData("fa"))
    assert not dialog.buttons["save"].isEnabled()
    _wait(qtbot, dialog)
    assert dialog.language == "fa"
    assert dialog.preview.pages >= 3


def test_the_saved_file_is_the_draft_that_was_shown(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path, database: Database, case: Case
) -> None:
    path = tmp_path / "گزارش.pdf"
    dialogs.will_answer(path)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.bar.text().startswith("Saved as"), timeout=DRAWN_MS)
    assert "DRAFT" in _text(path)
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


def test_issuing_explains_itself_then_numbers_and_enters_the_report(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path, database: Database, case: Case
) -> None:
    dialog.ask_issue()
    assert dialog.strip.isVisible()
    assert "A decided area for every problem" in dialog.strip.lacks()
    path = tmp_path / "issued.pdf"
    dialogs.will_answer(path)
    dialog.strip.confirm_button.click()
    qtbot.waitUntil(lambda: dialog.bar.text().startswith("Issued as"), timeout=DRAWN_MS)
    (issue,) = database.read(casefile.load, case.id).issues
    assert (issue.number, issue.version, issue.language) == (case.number, 1, "en")
    assert "DRAFT" not in _text(path)
    assert not dialog.buttons["issue"].isEnabled()
    assert dialog.buttons["print"].isEnabled()
    dialog.language_box.setCurrentIndex(dialog.language_box.findData("fa"))
    _wait(qtbot, dialog)
    dialog.ask_issue()
    assert "version 2" in dialog.strip.title()


def test_nothing_is_issued_without_a_file(
    dialog: ReportDialog, dialogs: ScriptedDialogs, database: Database, case: Case
) -> None:
    dialogs.will_answer(None)
    dialog.ask_issue()
    dialog.strip.confirm_button.click()
    assert database.read(casefile.load, case.id).issues == ()


def test_printing_sends_every_page(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"

    def to_file(asked: QDialog) -> bool:
        assert isinstance(asked, QPrintDialog)
        asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asked.printer().setOutputFileName(str(paper))
        return True

    dialogs.will_answer(to_file)
    dialog.print_pages()
    qtbot.waitUntil(lambda: "sent to the printer" in dialog.bar.text(), timeout=DRAWN_MS)
    printed = pypdfium2.PdfDocument(paper)
    assert len(printed) == dialog.preview.pages
    printed.close()


def test_pages_are_printed_on_white_paper(dialog: ReportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    document = QPdfDocument(dialog)
    path = tmp_path / "draft.pdf"
    assert dialog._rendered is not None
    path.write_bytes(dialog._rendered.pdf)
    document.load(str(path))
    image = page_image(document, document.pageCount() - 1, 72)
    assert image.size() == QSize(595, 842)
    assert image.pixelColor(image.width() - 3, 3).getRgb() == (255, 255, 255, 255)


def test_the_viewer_gets_a_file_that_goes_away_with_the_dialog(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs
) -> None:
    dialog.open_outside()
    qtbot.waitUntil(lambda: bool(dialogs.asked), timeout=DRAWN_MS)
    shown = Path(dialogs.asked[-1])
    assert shown.read_bytes().startswith(b"%PDF")
    dialog.close()
    assert not shown.exists()


def test_several_cases_are_chosen_from_a_list(qtbot: QtBot, context: Context, database: Database, case: Case) -> None:
    other = saved_case(database, title="Another case", enterprise="Second firm")
    dialog = ReportDialog(context, [case.id, other.id])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.case_box.isVisible()
    dialog.case_box.setCurrentIndex(1)
    _wait(qtbot, dialog)
    assert dialog.case.id == other.id


@pytest.mark.parametrize(
    ("number", "version", "name"),
    [("1403-ESF-0001", None, "1403-ESF-0001-fa-draft.pdf"), ("۱۴۰۳/اصف:۱", 2, "1403-اصف-1-fa-v2.pdf")],
)
def test_file_names_fit_every_file_system(number: str, version: int | None, name: str) -> None:
    assert report_jobs.file_name(number, "fa", version) == name


def test_the_page_hands_its_case_to_the_dialog(qtbot: QtBot, open_page: OpenPage, dialogs: ScriptedDialogs) -> None:
    page = open_page(TRAINING)
    dialogs.will_answer(lambda asked: asked.case.id == page.file.case.id)  # type: ignore[union-attr]
    section = page.section_of(SectionKey.REPORT)
    assert isinstance(section, ReportSection)
    section.open_button.click()
    assert dialogs.asked == ["ReportDialog"]
