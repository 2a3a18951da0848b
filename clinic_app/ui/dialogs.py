"""Every question to the user that stops the flow, behind one object that tests replace."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

from clinic_app.i18n.catalog import Catalog
from clinic_app.ui.plain_text import as_plain
from clinic_app.ui.widgets.enter_key import EnterKey


class Dialogs:
    """Ask, tell, pick a file. Texts are shown as plain text: they may hold names from the data."""

    _folder = ""  # where the last file was picked; shared, so that a change of language does not forget it

    def __init__(self, catalog: Catalog) -> None:
        self._ = catalog.text

    def tell(self, parent: QWidget | None, message: str, *, detail: str = "") -> None:
        """Say something that must be acknowledged."""
        box = self._box(parent, message, detail)
        box.addButton(self._("OK"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def ask(
        self, parent: QWidget | None, question: str, *, yes: str, detail: str = "", is_loss: bool = False
    ) -> bool:
        """True when the user chose ``yes`` (a verb: "Move to bin") rather than to cancel.

        ``is_loss``: ``yes`` cannot be undone, and Enter cancels.
        """
        return self.choose(parent, question, options=(yes,), detail=detail, is_loss=is_loss) == 0

    def choose(
        self,
        parent: QWidget | None,
        question: str,
        *,
        options: Sequence[str],
        detail: str = "",
        is_loss: bool = False,
    ) -> int | None:
        """The index of the option chosen, or None when the user cancelled. Enter takes the first, or cancels."""
        box = self._box(parent, question, detail)
        buttons = [box.addButton(option, QMessageBox.ButtonRole.AcceptRole) for option in options]
        cancel = box.addButton(self._("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(cancel)
        box.setDefaultButton(cancel if is_loss else buttons[0])
        box.exec()
        clicked = box.clickedButton()
        return next((i for i, button in enumerate(buttons) if button is clicked), None)

    def ask_text(self, parent: QWidget | None, question: str, *, yes: str, initial: str = "") -> str | None:
        """A few words of the user, or None when cancelled."""
        box = QInputDialog(parent)
        box.setWindowTitle(self._("Clinic"))
        box.setLabelText(question)
        box.setTextValue(initial)
        box.setOkButtonText(yes)
        box.setCancelButtonText(self._("Cancel"))
        box.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        return box.textValue() if box.exec() == QDialog.DialogCode.Accepted else None

    def open_files(self, parent: QWidget | None, title: str, *, filters: str) -> list[Path]:
        """Files to read, none when cancelled. ``filters`` in Qt's form: "Tables (*.csv *.xlsx)"."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, self._start(), filters)
        return [self._remembered(Path(name)) for name in names]

    def open_file(self, parent: QWidget | None, title: str, *, filters: str) -> Path | None:
        """One file to read, or None when cancelled."""
        name, _ = QFileDialog.getOpenFileName(parent, title, self._start(), filters)
        return self._remembered(Path(name)) if name else None

    def save_file(self, parent: QWidget | None, title: str, *, suggested: str, filters: str) -> Path | None:
        """Where to write (an existing file was confirmed by the user), or None when cancelled."""
        start = suggested if Path(suggested).is_absolute() else str(Path(self._start()) / suggested)
        name, _ = QFileDialog.getSaveFileName(parent, title, start, filters)
        return self._remembered(Path(name)) if name else None

    def pick_folder(self, parent: QWidget | None, title: str) -> Path | None:
        """A folder, or None when cancelled."""
        name = QFileDialog.getExistingDirectory(parent, title, self._start())
        return self._remembered(Path(name)) if name else None

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog of our own modally; True when it was accepted."""
        EnterKey(dialog)
        return dialog.exec() == QDialog.DialogCode.Accepted

    def open_outside(self, path: Path) -> bool:
        """Open a file or folder in the program the system has for it; False when there is none."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _start(self) -> str:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Dialogs._folder or QStandardPaths.writableLocation(documents)

    def _remembered(self, path: Path) -> Path:
        Dialogs._folder = str(path if path.is_dir() else path.parent)
        return path

    def _box(self, parent: QWidget | None, message: str, detail: str) -> QMessageBox:
        box = QMessageBox(parent)
        box.setWindowTitle(self._("Clinic"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(message)
        box.setInformativeText(as_plain(detail))
        EnterKey(box)
        return box
