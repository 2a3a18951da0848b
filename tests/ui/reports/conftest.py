"""A case with a report dialog on it, shown and drawn, and the words of a PDF."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from clinic_app.domain.case import Case
from clinic_app.storage.database import Database
from clinic_app.ui.context import Context
from clinic_app.ui.reports.dialog import ReportDialog
from tests.factories import saved_case
from tests.ui.case.conftest import TRAINING

DRAWN_MS = 60_000
OpenDialog = Callable[..., ReportDialog]


def wait(qtbot: QtBot, dialog: ReportDialog) -> None:
    """Until what was asked for is on the screen."""
    qtbot.waitUntil(lambda: dialog.buttons["save"].isEnabled(), timeout=DRAWN_MS)


def words_of(pdf: Path | bytes) -> str:
    """The text of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.fixture
def case(database: Database) -> Case:
    return saved_case(database, TRAINING, request="Our trays 😀 come back.", enterprise="کاشی مهر")


@pytest.fixture
def open_dialog(qtbot: QtBot, context: Context, case: Case) -> OpenDialog:
    """Open the dialog on the case; ``on`` is another context."""

    def make(on: Context | None = None) -> ReportDialog:
        made = ReportDialog(on or context, [case.id])
        qtbot.addWidget(made)
        made.show()
        wait(qtbot, made)
        return made

    return make


@pytest.fixture
def dialog(open_dialog: OpenDialog) -> ReportDialog:
    return open_dialog()
