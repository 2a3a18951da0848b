"""The window: its menus, the clinic file it shows, and what happens when that cannot be opened."""

import gc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from clinic_app import paths, settings
from clinic_app.i18n.catalog import Catalog, catalog
from clinic_app.settings import Settings
from clinic_app.ui import failures, icons, main_menu, opening, theme
from clinic_app.ui.changes import Changes
from clinic_app.ui.commands import Commands
from clinic_app.ui.context import Context
from clinic_app.ui.dialogs import Dialogs
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.start_pages import OpeningPage, trouble_page
from clinic_app.ui.widgets.enter_key import EnterKey
from clinic_app.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from clinic_app.storage.database import Database
    from clinic_app.ui.workspace import Workspace

_COLLECT_MS = 10_000
LEAST = QSize(860, 460)  # fits 1366x768 at 150 %, title bar and all
_LATEST_START_MS = 1_000
"""A window that starts minimised is never painted; the file is opened all the same."""


class MainWindow(QMainWindow):
    """Painted first, filled after: it imports nothing of the database before it is on the screen."""

    first_painted = Signal()
    opened = Signal()  # a clinic file is open and its list is being read
    refused = Signal(str)  # the code of the error that a file could not be opened for

    def __init__(
        self,
        chosen: Settings,
        jobs: Jobs,
        *,
        option: str = "",
        make_dialogs: Callable[[Catalog], Dialogs] = Dialogs,
    ) -> None:
        super().__init__()
        self._settings = chosen
        self._jobs = jobs
        self._option = option
        self._make_dialogs = make_dialogs
        self._catalog = catalog(chosen.language)
        self._dialogs = make_dialogs(self._catalog)
        self._address = ""
        self._is_painted = False
        self._database: Database | None = None
        self._changes: Changes | None = None
        self._workspace: Workspace | None = None
        self._collecting = QTimer(self, interval=_COLLECT_MS)
        self._collecting.timeout.connect(partial(gc.collect, 1))
        _application().applicationStateChanged.connect(self._on_state_changed)
        self.setWindowIcon(icons.mark())
        self.setAcceptDrops(True)
        self.setMinimumSize(LEAST)
        self.resize(fitting(self.screen().availableSize()))
        self._build()
        self._restore_geometry()
        EnterKey(self)
        self.installEventFilter(self)  # until the first paint
        QTimer.singleShot(_LATEST_START_MS, self._on_first_paint)

    @property
    def workspace(self) -> "Workspace | None":
        """The pages of the open file; None while there is none."""
        return self._workspace

    @property
    def context(self) -> Context | None:
        """What the pages of the open file were handed; None while there is none."""
        return self._workspace.context if self._workspace is not None else None

    @property
    def messages(self) -> MessageBar:
        """The strip above the pages."""
        return self._messages

    @Slot()
    def open_at_start(self) -> None:
        """Open the file that the option, the environment or the settings name."""
        theme.load_fallback_fonts(_application(), self._settings.language)
        address = opening.address_of(self._settings, self._option)
        self.open_file(address, create=opening.may_be_made(address))

    def open_file(self, address: str, *, create: bool = False) -> None:
        """Open a clinic file in place of the present one, which stays open if the new one cannot be."""
        if self._workspace is not None and not self._workspace.flush():
            return
        if self._workspace is None:
            self._show_page(OpeningPage(self._catalog, self))
        self._jobs.start(
            partial(opening.open_file, address, self._settings.advisor, create=create),
            done=partial(self._on_opened, address),
            failed=partial(self._on_not_opened, address),
        )

    def choose_language(self, language: str) -> None:
        """Speak another language from now on."""
        self.choose_settings(replace(self._settings, language=language))

    def choose_theme(self, name: str) -> None:
        """Look different from now on."""
        self.choose_settings(replace(self._settings, theme=name))

    def choose_settings(self, chosen: Settings) -> None:
        """Take over and keep new settings; the pages are built anew at the same place."""
        if chosen == self._settings or (self._workspace is not None and not self._workspace.flush()):
            self._build_menus()  # a radio button that was pressed in vain goes back
            return
        self._save_geometry()
        self._settings = chosen
        self._catalog = catalog(chosen.language)
        self._dialogs = self._make_dialogs(self._catalog)
        if self._database is not None:
            self._database.actor = chosen.advisor
        self._rebuild()
        try:
            settings.save(chosen)
        except OSError as error:
            words = self._catalog.text("The settings could not be saved: %(reason)s")
            self._messages.show_message(words % {"reason": failures.os_reason(self._catalog, error)}, kind="warning")

    @Slot()
    def follow_system(self) -> None:
        """The system turned dark or light: do as it does, if that is what the user chose."""
        if self._settings.theme == "system" and self.flush():
            self._rebuild()

    @Slot(str)
    def tell_bug(self, kind: str) -> None:
        """Something in the program itself went wrong: say so without stopping the work."""
        words = self._catalog.text(
            "Something went wrong in the program (%(kind)s). What was saved is safe; the fault was written down."
        )
        show_log = (self._catalog.text("Open the log folder"), self._commands.open_log_folder)
        self._messages.show_message(words % {"kind": kind}, kind="error", actions=[show_log])

    def tell_crash(self) -> None:
        """The program ended unexpectedly the last time."""
        words = self._catalog.text("Clinic ended unexpectedly the last time. Everything saved is still there.")
        show_log = (self._catalog.text("Open the log folder"), self._commands.open_log_folder)
        self._messages.show_message(words, kind="warning", actions=[show_log])

    @Slot()
    def flush(self) -> bool:
        """Save what is typed now. False when it could not be."""
        return self._workspace is None or self._workspace.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.removeEventFilter(self)
            QTimer.singleShot(0, self._on_first_paint)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        question = self._catalog.text("Not everything could be saved. Close all the same?")
        close = self._catalog.text("Close without saving")
        if not self.flush() and not self._dialogs.ask(self, question, yes=close, is_loss=True):
            event.ignore()
            return
        self._save_geometry()
        self._jobs.finish()
        if self._database is not None:
            self._database.close()
            self._database = None
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._workspace is not None and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._workspace is not None and (files := _files(event)):
            event.acceptProposedAction()
            # The drag ends first: the program it came from waits for the answer.
            QTimer.singleShot(0, self, partial(self._workspace.import_files, files))

    @Slot()
    def _on_first_paint(self) -> None:
        if not self._is_painted:
            self._is_painted = True
            self.first_painted.emit()

    def _on_opened(self, address: str, database: "Database") -> None:
        if self._database is not None:
            self._jobs.finish()
            self._database.close()
        self._database, self._changes, self._address = database, Changes(database, self), address
        if address not in (self._settings.database, str(paths.default_database()), self._option):
            self._remember(address)
        self._show_workspace()
        self._calm_collector()
        self.opened.emit()

    def _on_not_opened(self, address: str, error: Exception) -> None:
        sentence = failures.worded(self._catalog, error)
        if self._database is not None:
            self._messages.show_message(sentence, kind="error")
        else:
            _ = self._catalog.text
            choices: list[tuple[str, Callable[[], object]]] = [
                (_("Try again"), partial(self.open_file, address, create=opening.may_be_made(address))),
                (_("Open another file…"), self._commands.pick_file),
                (_("Make a new clinic file…"), self._commands.make_file),
            ]
            self._show_page(trouble_page(self._catalog, sentence, choices, self))
        self.refused.emit(getattr(error, "code", "error"))

    def _show_workspace(self) -> None:
        from clinic_app.ui.workspace import Workspace  # it imports SQLAlchemy, which the opening has done by now

        assert self._database is not None
        assert self._changes is not None
        place = self._workspace.place if self._workspace is not None else None
        same_file = self._workspace is not None and self._workspace.context.database is self._database
        context = Context(
            database=self._database,
            settings=self._settings,
            jobs=self._jobs,
            changes=self._changes,
            catalog=self._catalog,
            dialogs=self._dialogs,
        )
        self._workspace = Workspace(context, self)
        self._workspace.told.connect(self._on_told)
        self._show_page(self._workspace)
        self.setWindowTitle(f"{self._database.path.name} – {self._catalog.text('Clinic')}")
        for action in self._needy:
            action.setEnabled(True)
        if place is not None and same_file:
            self._workspace.return_to(place)

    @Slot(str, str)
    def _on_told(self, kind: str, words: str) -> None:
        self._messages.show_message(words, kind=kind)

    def _remember(self, address: str) -> None:
        self._settings = replace(self._settings, database=address)
        try:
            settings.save(self._settings)
        except OSError:
            self._messages.show_message(self._catalog.text("The settings could not be saved."), kind="warning")

    def _build(self) -> None:
        """Everything that speaks or looks: made at the start, and again when language or theme change."""
        self.setWindowTitle(self._catalog.text("Clinic"))
        self._commands = Commands(self, self, self._catalog, self._dialogs)
        body = QWidget(self)
        self._messages = MessageBar(self._catalog, body)
        self._pages = QStackedWidget(body)
        self._messages.setObjectName("shell-messages")  # the style sheet sets it off from the edges
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._messages)
        layout.addWidget(self._pages, 1)
        self.setCentralWidget(body)
        self._build_menus()

    def _rebuild(self) -> None:
        """Dress everything anew, at the same place."""
        self._dress()
        self._build()
        if self._database is not None:
            self._show_workspace()
        else:
            self.open_at_start()

    def _build_menus(self) -> None:
        bar = QMenuBar(self)
        self.setMenuBar(bar)
        corner = bar.cornerWidget()  # Qt carries the one of the old bar over
        if corner is not None:
            corner.hide()
            corner.deleteLater()
        self._needy = main_menu.fill(bar, self._catalog, self._settings, self._commands, self)
        for action in self._needy:
            action.setEnabled(self._workspace is not None)

    def _show_page(self, page: QWidget) -> None:
        while (old := self._pages.currentWidget()) is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self._pages.addWidget(page)
        page.setFocus()

    def _dress(self) -> None:
        app = _application()
        theme.apply(app, language=self._settings.language, theme=self._settings.theme)
        theme.load_fallback_fonts(app, self._settings.language)

    def _calm_collector(self) -> None:
        """Pauses of the garbage collector are what makes a window stutter: collect little, here, and by the clock."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._collecting.start()

    @Slot(Qt.ApplicationState)
    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        """The long collection is made when the user looks elsewhere."""
        if state != Qt.ApplicationState.ApplicationActive and not gc.isenabled():
            gc.collect()

    def _geometry(self) -> tuple[QSettings, str]:
        store = QSettings(str(paths.data_folder() / "window.ini"), QSettings.Format.IniFormat)
        return store, "right-to-left" if self._catalog.is_rtl else "left-to-right"

    def _save_geometry(self) -> None:
        store, key = self._geometry()
        store.setValue(key, self.saveGeometry())

    def _restore_geometry(self) -> None:
        store, key = self._geometry()
        saved = store.value(key)
        if isinstance(saved, QByteArray):
            self.restoreGeometry(saved)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def fitting(screen: QSize) -> QSize:
    """The size of the window on its first start: never beyond the screen, its frame included."""
    return QSize(1280, 800).boundedTo(screen - QSize(8, 40))


def _files(event: QDropEvent) -> list[Path]:
    """The local files that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
