"""Opening the clinic file: in a thread, after the window is on the screen."""

import os
from typing import TYPE_CHECKING

from clinic_app import paths
from clinic_app.settings import Settings

if TYPE_CHECKING:
    from clinic_app.storage.database import Database


def address_of(settings: Settings, option: str = "") -> str:
    """Which file to open: the option, else CLINIC_DATABASE, else the one opened last, else the default."""
    return option or os.environ.get("CLINIC_DATABASE", "") or settings.database or str(paths.default_database())


def may_be_made(address: str) -> bool:
    """True for the default file: it is made at the first start. Any other that is missing is a mistake."""
    return address == str(paths.default_database())


def open_file(address: str, actor: str, *, create: bool) -> "Database":
    """Open the clinic file and load what the first page needs. Slow the first time; runs on any thread.

    Raises a DatabaseError.
    """
    from clinic_app.storage.database import open_database  # SQLAlchemy takes a quarter of a second to import

    database = open_database(address, create=create, actor=actor)
    import clinic_app.services.trash  # noqa: F401  what the list stands on: the GUI thread finds it imported

    return database
