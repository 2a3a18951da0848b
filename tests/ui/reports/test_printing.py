"""On paper: the pages that were asked for, on white, the right way round, as often as asked."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from clinic_app.reports.document import Paper
from clinic_app.ui.reports import printing
from clinic_app.ui.reports.dialog import ReportDialog
from clinic_app.ui.reports.page_image import page_image
from tests.ui.conftest import ScriptedDialogs
from tests.ui.reports.conftest import DRAWN_MS

A4, WIDE = (595, 842), (842, 595)


def _pdf(*sizes: tuple[int, int]) -> bytes:
    made, file = pikepdf.new(), BytesIO()
    for size in sizes:
        made.add_blank_page(page_size=size)
    made.save(file)
    return file.getvalue()


def _printer(path: Path, paper: Paper = Paper.A4) -> QPrinter:
    printer = printing.printer_for(paper, "report")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def _sizes(path: Path) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [(round(page.get_width()), round(page.get_height())) for page in document]
    finally:
        document.close()


def test_every_page_is_sent_on_its_paper(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    assert printing.print_pdfs([_pdf(A4, A4)], _printer(path), dpi=30) == 2
    assert _sizes(path) == [A4, A4]


def test_a_wide_page_lies_wide(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    printing.print_pdfs([_pdf(A4, WIDE, A4)], _printer(path), dpi=30)
    assert _sizes(path) == [A4, WIDE, A4]


def test_letter_paper_is_asked_for_where_the_document_is_on_it(qapp: QApplication) -> None:
    assert printing.printer_for(Paper.LETTER, "x").pageLayout().pageSize().id() == QPageSize.PageSizeId.Letter


def test_ranges_the_current_page_and_copies_are_honoured(qapp: QApplication, tmp_path: Path) -> None:
    printer = _printer(tmp_path / "out.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("2,4-5"))
    assert printing.chosen_pages(6, printer) == [1, 3, 4]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert printing.chosen_pages(6, printer, current=3) == [3]
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    assert printing.chosen_pages(3, printer) == [0, 1, 2]


@pytest.mark.parametrize(("collated", "sizes"), [(True, [A4, WIDE, A4, WIDE]), (False, [A4, A4, WIDE, WIDE])])
def test_copies_that_the_printer_cannot_make_are_painted(
    qapp: QApplication, tmp_path: Path, collated: bool, sizes: list[tuple[int, int]]
) -> None:
    path = tmp_path / "out.pdf"
    printer = _printer(path)
    if printer.supportsMultipleCopies():
        pytest.skip("this printer makes copies itself")
    printer.setCopyCount(2)
    printer.setCollateCopies(collated)
    assert printing.print_pdfs([_pdf(A4, WIDE)], printer, dpi=30) == 4
    assert _sizes(path) == sizes


def test_several_documents_are_one_job(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    assert printing.print_pdfs([_pdf(A4), _pdf(A4, A4)], _printer(path), dpi=30) == 3
    assert len(_sizes(path)) == 3


def test_pages_are_printed_on_white_paper(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    path.write_bytes(_pdf(A4))
    document = QPdfDocument()
    document.load(str(path))
    image = page_image(document, 0, QSize(595, 842))
    assert image.pixelColor(592, 3).getRgb() == (255, 255, 255, 255)


def test_the_dialog_asks_for_a_printer_and_sends_what_is_shown(
    qtbot: QtBot, dialog: ReportDialog, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"

    def to_file(asked: QDialog) -> bool:
        assert isinstance(asked, QPrintDialog)
        assert (asked.minPage(), asked.maxPage()) == (1, dialog.preview.pages)
        asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asked.printer().setOutputFileName(str(paper))
        asked.printer().setPrintRange(QPrinter.PrintRange.PageRange)
        asked.printer().setPageRanges(QPageRanges.fromString("1-2"))
        return True

    dialogs.will_answer(to_file)
    dialog.print_pages()
    qtbot.waitUntil(lambda: dialog.bar.text() == "2 pages sent to the printer.", timeout=DRAWN_MS)
    assert len(_sizes(paper)) == 2
