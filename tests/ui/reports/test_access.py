"""Every window of the documents: named for screen readers, nothing cut off, gone through in the order of reading."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clinic_app.domain.case import Case
from clinic_app.domain.summary import CaseQuery
from clinic_app.services import casefile
from clinic_app.services.terms import Terms
from clinic_app.ui.context import Context
from clinic_app.ui.reports.batch_dialog import BatchDialog
from clinic_app.ui.reports.dialog import ReportDialog
from clinic_app.ui.reports.issue_dialog import IssueDialog
from clinic_app.ui.reports.passphrase_dialog import PassphraseDialog
from clinic_app.ui.reports.verify_dialog import VerifyDialog
from clinic_app.ui.settings.dialog import LETTERHEAD, SettingsDialog


def _report(context: Context, case: Case) -> QWidget:
    made = ReportDialog(context, [case.id])
    made.preview.open_search()
    made.preview.thumbnails_button.setChecked(True)
    made.head.show()
    return made


def _issue(context: Context, case: Case) -> QWidget:
    made = IssueDialog(context, context.database.read(casefile.load, case.id), Terms(languages=("fa", "en")))
    made.sign.setChecked(True)
    made.mail.setChecked(True)
    return made


_WINDOWS: dict[str, Callable[[Context, Case], QWidget]] = {
    "report": _report,
    "issue": _issue,
    "batch": lambda context, case: BatchDialog(context, CaseQuery(), [case.id]),
    "verify": lambda context, case: VerifyDialog(context),
    "passphrase": lambda context, case: PassphraseDialog(context.catalog),
    "general": lambda context, case: SettingsDialog(context),
    "letterhead": lambda context, case: SettingsDialog(context, page=LETTERHEAD),
}
_EDITORS = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QListView)


@pytest.fixture(params=_WINDOWS)
def open_window(request: pytest.FixtureRequest, qtbot: QtBot, case: Case) -> Callable[[Context], QWidget]:
    def make(context: Context) -> QWidget:
        window = _WINDOWS[request.param](context, case)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        context.jobs.finish()
        QApplication.processEvents()  # what was drawn is laid out
        return window

    return make


def _seen(window: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    return [widget for kind in kinds for widget in window.findChildren(kind) if widget.isVisibleTo(window)]


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_every_control_has_a_name_and_no_word_is_cut_off(
    make_context: Callable[..., Context], open_window: Callable[[Context], QWidget], language: str
) -> None:
    window = open_window(make_context(language))
    nameless, cut = [], []
    for control in _seen(window, *_EDITORS):
        said = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        is_ours = control.focusPolicy() != Qt.FocusPolicy.NoFocus and not control.objectName().startswith("qt_")
        if is_ours and not any(char.isalnum() for char in said):
            nameless.append(f"{type(control).__name__} {control.objectName()}")
    for words in _seen(window, QAbstractButton, QLabel):
        is_short = isinstance(words, QLabel) and words.wordWrap()
        if not is_short and words.text() and words.width() < words.minimumSizeHint().width():
            cut.append(words.text())
    assert (nameless, cut) == ([], [])


def test_the_tab_key_goes_down_the_page(make_context: Callable[..., Context], qtbot: QtBot) -> None:
    """Row by row, in the letterhead: its fields are made in another order than they stand."""
    window = SettingsDialog(make_context(), page=LETTERHEAD)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    names = ("clinic_name", "clinic_phone", "clinic_address", "clinic_footer")
    window.form.focus(names[0])
    for name in names[1:]:
        window.focusNextChild()
        assert window.focusWidget() is window.form.widget(name)


def test_the_tab_key_goes_through_the_report_window_as_it_is_read(
    make_context: Callable[..., Context], qtbot: QtBot, case: Case
) -> None:
    dialog = ReportDialog(make_context(), [case.id])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.options.kind.setFocus()
    reached: list[QWidget] = []
    for _ in range(40):
        if dialog.focusWidget() is not None:
            reached.append(dialog.focusWidget())
        dialog.focusNextChild()
    order = [dialog.options.kind, dialog.options.annexes, dialog.preview.thumbnails_button, dialog.preview.view]
    places = [reached.index(widget) for widget in order]
    assert places == sorted(places)
    assert dialog.preview.view.mapTo(dialog, QPoint(0, 0)).x() > dialog.options.mapTo(dialog, QPoint(0, 0)).x()


def test_no_pdf_library_comes_with_the_windows() -> None:
    modules = "dialog batch_dialog verify_dialog issue_dialog"
    imports = ", ".join(f"clinic_app.ui.reports.{name}" for name in modules.split())
    code = (
        f"import sys, {imports}, clinic_app.ui.settings.dialog\n"
        "heavy = 'reportlab uharfbuzz pikepdf PIL pyhanko cryptography PySide6.QtPdf PySide6.QtPrintSupport'\n"
        "sys.exit(' '.join(name for name in heavy.split() if name in sys.modules) or None)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
