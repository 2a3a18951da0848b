"""What the menus do with clinic files as a whole: open another, make one, back it up; settings; about."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from clinic_app import __version__, paths
from clinic_app.settings import Settings
from clinic_app.ui import failures
from clinic_app.ui.context import Context
from clinic_app.ui.dialogs import Dialogs
from clinic_app.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clinic_app.i18n.catalog import Catalog


class Shell(Protocol):
    """The part of the main window that the commands use."""

    @property
    def messages(self) -> MessageBar:
        """The strip above the pages."""

    @property
    def context(self) -> Context | None:
        """The open clinic file; None while there is none."""

    def open_file(self, address: str, *, create: bool = False) -> None:
        """Open a clinic file."""

    def choose_settings(self, chosen: Settings) -> None:
        """Take over new settings."""

    def flush(self) -> bool:
        """Save what is typed."""


class Commands:
    """Made anew with every catalogue."""

    def __init__(self, shell: Shell, parent: "QWidget", catalog: "Catalog", dialogs: Dialogs) -> None:
        self._shell = shell
        self._parent = parent
        self._catalog = catalog
        self._ = catalog.text
        self._dialogs = dialogs

    def pick_file(self) -> None:
        """Open a clinic file of the user's choice."""
        filters = ";;".join((self._("Clinic files (*.db)"), self._("All files (*)")))
        path = self._dialogs.open_file(self._parent, self._("Open a clinic file"), filters=filters)
        if path is not None:
            self._shell.open_file(str(path))

    def make_file(self) -> None:
        """Make an empty clinic file and open it. A file that is there is never written over."""
        filters = self._("Clinic files (*.db)")
        title = self._("Make a new clinic file")
        path = self._dialogs.save_file(self._parent, title, suggested="clinic.db", filters=filters)
        if path is None:
            return
        if path.exists():
            words = self._("There is a file of that name already. It was left as it is. Choose another name.")
            self._shell.messages.show_message(words, kind="error")
        else:
            self._shell.open_file(str(path), create=True)

    def back_up(self) -> None:
        """Write a checked copy of the clinic file into a folder of the user's choice."""
        from clinic_app.services import upkeep  # late: it imports SQLAlchemy

        context = self._shell.context
        if context is None or not self._shell.flush():
            return
        folder = self._dialogs.pick_folder(self._parent, self._("Folder for the backup"))
        if folder is not None:
            work = partial(upkeep.back_up, context.database, folder)
            context.jobs.start(work, done=self._on_backed_up, failed=self.tell_failure)

    def edit_settings(self) -> None:
        """Let the user change the settings."""
        from clinic_app.ui.settings import dialog

        self._edit_settings(dialog.GENERAL)

    def edit_letterhead(self) -> None:
        """Let the user change what the clinic prints about itself."""
        from clinic_app.ui.settings import dialog

        self._edit_settings(dialog.LETTERHEAD)

    def _edit_settings(self, page: int) -> None:
        from clinic_app.ui.settings.dialog import SettingsDialog

        context = self._shell.context
        if context is None:
            return
        dialog = SettingsDialog(context, self._parent, page=page)
        if self._dialogs.run(dialog):
            chosen = dialog.chosen()
            dialog.deleteLater()  # before the pages are built anew, and with what it holds of the picture
            self._shell.choose_settings(chosen)

    def about(self) -> None:
        """Say what this is and where its data lie."""
        context = self._shell.context
        where = context.database.path if context is not None else paths.default_database()
        lines = (
            self._("Version %(version)s") % {"version": __version__},
            self._("Clinic file: %(path)s") % {"path": where},
            self._("Settings and logs: %(path)s") % {"path": paths.data_folder()},
            self._("Free software under the MIT licence."),
        )
        title = self._("Clinic, the case manager of problem-solving clinics for small enterprises")
        self._dialogs.tell(self._parent, title, detail="\n".join(lines))

    def open_data_folder(self) -> None:
        """Show the folder of the clinic file in the system's file manager."""
        context = self._shell.context
        self._dialogs.open_outside(context.database.path.parent if context is not None else paths.data_folder())

    def open_log_folder(self) -> None:
        """Show the folder of the logs."""
        self._dialogs.open_outside(paths.log_folder())

    def tell_failure(self, error: Exception) -> None:
        """Say in the user's words what went wrong."""
        self._shell.messages.show_message(failures.worded(self._catalog, error), kind="error")

    def _on_backed_up(self, path: Path) -> None:
        words = self._("The backup was written and checked: %(path)s") % {"path": path}
        self._shell.messages.show_message(words, kind="success")
