"""How the windows of the documents were left: kept per user and per direction of the screen."""

from PySide6.QtCore import QByteArray, QSettings

from clinic_app import paths
from clinic_app.i18n.catalog import Catalog


class Memory:
    """Small values by name, such as "dialog/zoom". A size from a mirrored window would not fit the other one."""

    def __init__(self, catalog: Catalog) -> None:
        self._direction = "right-to-left" if catalog.is_rtl else "left-to-right"
        self._store = QSettings(str(paths.data_folder() / "window.ini"), QSettings.Format.IniFormat)

    def text(self, name: str, otherwise: str = "") -> str:
        """A text that was kept, or ``otherwise``."""
        found = self._store.value(self._key(name))
        return found if isinstance(found, str) else otherwise

    def state(self, name: str) -> QByteArray:
        """The state of a window or splitter that was kept; empty when none was."""
        found = self._store.value(self._key(name))
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep(self, **values: str | QByteArray) -> None:
        """Keep values by name."""
        for name, value in values.items():
            self._store.setValue(self._key(name), value)

    def _key(self, name: str) -> str:
        return f"reports/{self._direction}/{name}"
