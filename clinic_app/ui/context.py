"""What every screen is handed. There is no other way to reach anything."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.i18n.catalog import Catalog
from clinic_app.settings import Settings
from clinic_app.ui.changes import Changes
from clinic_app.ui.dialogs import Dialogs
from clinic_app.ui.jobs import Jobs

if TYPE_CHECKING:  # the window is painted before the database layer is imported
    from clinic_app.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The open clinic file and the words, choices and services of the moment.

    It is replaced, never mutated: when the user changes the language, the theme or the file, the main window
    makes a new one and builds its pages again with it.
    """

    database: "Database"
    settings: Settings
    jobs: Jobs
    changes: Changes
    catalog: Catalog
    dialogs: Dialogs

    @property
    def language(self) -> str:
        """Code of the language on screen: en, fa or ko."""
        return self.catalog.language
