"""The menu bar: every action by name, with its key."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QToolButton, QWidget

from clinic_app.i18n.catalog import Catalog
from clinic_app.settings import LANGUAGES, THEMES, Settings
from clinic_app.ui import icons
from clinic_app.ui.choices import LANGUAGE_MARKS, LANGUAGE_NAMES, theme_name
from clinic_app.ui.commands import Commands

if TYPE_CHECKING:
    from clinic_app.ui.workspace import Workspace


class Window(Protocol):
    """The part of the main window that the menus call."""

    @property
    def workspace(self) -> "Workspace | None":
        """The pages of the open file."""

    def choose_language(self, language: str) -> None:
        """Speak another language."""

    def choose_theme(self, name: str) -> None:
        """Look different."""

    def close(self) -> bool:
        """Leave the program."""


class Item(NamedTuple):
    """One line of a menu. ``needs_file`` greys it out while no clinic file is open."""

    text: str
    icon: str
    act: Callable[[], object]
    key: str = ""
    needs_file: bool = True


def fill(bar: QMenuBar, catalog: Catalog, settings: Settings, commands: Commands, window: Window) -> list[QAction]:
    """Make all menus. The actions that need an open clinic file come back."""
    _ = catalog.text
    needy = _add(bar.addMenu(_("&File")), _file_items(catalog, commands, window))
    needy += _add(bar.addMenu(_("&Cases")), _case_items(catalog, window))
    view = bar.addMenu(_("&View"))
    languages = [(name, LANGUAGE_NAMES[name]) for name in LANGUAGES]
    _radio(view.addMenu(icons.icon("language", "muted"), _("Language")), languages, settings.language,
           window.choose_language)  # fmt: skip
    themes = [(name, theme_name(catalog, name)) for name in THEMES]
    _radio(view.addMenu(icons.icon("theme", "muted"), _("Appearance")), themes, settings.theme, window.choose_theme)
    needy += _add(bar.addMenu(_("&Tools")), _tool_items(catalog, commands, window))
    _add(bar.addMenu(_("&Help")), _help_items(catalog, commands))
    bar.setCornerWidget(_language_buttons(catalog, settings, window.choose_language, bar))
    return needy


def _file_items(catalog: Catalog, commands: Commands, window: Window) -> list[Item | None]:
    _ = catalog.text
    return [
        Item(_("Import…"), "import", _on(window, "import_files"), "Ctrl+I"),
        Item(_("Export…"), "export", _on(window, "export"), "Ctrl+E"),
        Item(_("Report…"), "report", _on(window, "report"), "Ctrl+P"),
        Item(_("Reports of several cases…"), "pages", _on(window, "reports"), "Ctrl+Shift+P"),
        None,
        Item(_("Open another clinic file…"), "folder", commands.pick_file, "Ctrl+O", needs_file=False),
        Item(_("Make a new clinic file…"), "add", commands.make_file, needs_file=False),
        Item(_("Back up…"), "save", commands.back_up),
        None,
        Item(_("Settings…"), "settings", commands.edit_settings, "Ctrl+,"),
        Item(_("Quit"), "close", window.close, "Ctrl+Q", needs_file=False),
    ]


def _case_items(catalog: Catalog, window: Window) -> list[Item | None]:
    _ = catalog.text
    return [
        Item(_("New case…"), "case", _on(window, "new_case"), "Ctrl+N"),
        Item(_("List of cases"), "list", _on(window, "show_list"), "Ctrl+L"),
        Item(_("Search"), "search", _on(window, "focus_search"), "Ctrl+F"),
        None,
        Item(_("Bin…"), "bin", _on(window, "open_bin")),
        None,
        Item(_("Load sample cases"), "add", _on(window, "load_samples")),
        Item(_("Remove sample cases"), "close", _on(window, "remove_samples")),
    ]


def _tool_items(catalog: Catalog, commands: Commands, window: Window) -> list[Item | None]:
    _ = catalog.text
    return [
        Item(_("Verify a report…"), "check", _on(window, "verify_report")),
        Item(_("Partners and programmes…"), "people", _on(window, "open_partners")),
        Item(_("What was learnt…"), "check", _on(window, "open_learning")),
        Item(_("Letterhead…"), "edit", commands.edit_letterhead),
    ]


def _help_items(catalog: Catalog, commands: Commands) -> list[Item | None]:
    _ = catalog.text
    return [
        Item(_("About Clinic"), "info", commands.about, needs_file=False),
        Item(_("Open the data folder"), "folder", commands.open_data_folder, needs_file=False),
        Item(_("Open the log folder"), "folder", commands.open_log_folder, needs_file=False),
    ]


def _on(window: Window, name: str) -> Callable[[], object]:
    """An action of the workspace, which is another one after a change of language."""

    def act() -> object:
        return getattr(window.workspace, name)() if window.workspace is not None else None

    return act


def _add(menu: QMenu, items: list[Item | None]) -> list[QAction]:
    needy = []
    for item in items:
        if item is None:
            menu.addSeparator()
            continue
        action = menu.addAction(icons.icon(item.icon, "muted"), item.text)
        action.setShortcut(QKeySequence(item.key))
        action.triggered.connect(lambda _checked=False, act=item.act: act())
        if item.needs_file:
            needy.append(action)
    return needy


def _language_buttons(
    catalog: Catalog, settings: Settings, choose: Callable[[str], object], bar: QMenuBar
) -> QWidget:
    """Three small buttons for the corner of the menu bar: the language at one press."""
    corner = QWidget(bar)
    layout = QHBoxLayout(corner)
    layout.setContentsMargins(4, 2, 4, 2)
    layout.setSpacing(0)
    for name in LANGUAGES:
        button = QToolButton(corner)
        button.setText(LANGUAGE_MARKS[name])
        button.setToolTip(LANGUAGE_NAMES[name])
        button.setAccessibleName(catalog.text("Language: %(name)s") % {"name": LANGUAGE_NAMES[name]})
        button.setCheckable(True)
        button.setChecked(name == settings.language)
        button.setProperty("role", "language")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False, name=name: choose(name))
        layout.addWidget(button)
    return corner


def _radio(menu: QMenu, names: list[tuple[str, str]], present: str, choose: Callable[[str], object]) -> None:
    group = QActionGroup(menu)
    for name, words in names:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(name == present)
        action.triggered.connect(lambda _checked=False, name=name: choose(name))
        group.addAction(action)
