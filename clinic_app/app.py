"""Puts the house together: settings, looks, window; the clinic file follows after the first paint."""

import argparse
import os
import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from clinic_app import __version__, paths, settings
from clinic_app.i18n.catalog import catalog
from clinic_app.ui import theme
from clinic_app.ui.composition import Composition
from clinic_app.ui.crash import BugCatcher, watch_for_crashes, write_log
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.main_window import MainWindow


def build(arguments: Sequence[str]) -> tuple[QApplication, MainWindow]:
    """The application and its window, not yet shown. ``arguments`` without the program's name."""
    options = _parser().parse_args(arguments)
    chosen = settings.load()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Clinic")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("clinic-app")
    Composition(app)
    theme.apply(app, language=chosen.language, theme=chosen.theme)
    window = MainWindow(chosen, Jobs(app), option=options.database)
    window.first_painted.connect(window.open_at_start)
    app.commitDataRequest.connect(window.flush)
    app.styleHints().colorSchemeChanged.connect(window.follow_system)
    return app, window


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window and stay until it is closed. Returns the exit code."""
    if not _has_screen():
        words = catalog(settings.load().language).text("There is no screen here. Use the command line: clinic --help")
        print(words, file=sys.stderr)
        return 1
    app, window = build(sys.argv[1:] if argv is None else argv)
    folder = paths.log_folder()
    write_log(folder)
    catcher = BugCatcher(app)
    catcher.happened.connect(window.tell_bug)
    catcher.install()
    if watch_for_crashes(folder):
        window.tell_crash()
    window.show()
    return app.exec()


def _has_screen() -> bool:
    """False on a Linux machine without a display: there Qt would abort instead of raising an error."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="clinic-app", description="The window of Clinic.")
    parser.add_argument("--database", default="", metavar="FILE", help="the clinic file to open")
    parser.add_argument("--version", action="version", version=f"Clinic {__version__}")
    return parser
