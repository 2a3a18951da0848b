"""What a command is handed: its options, the settings, the words, and the database when it asks for it."""

import argparse
import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

from clinic_app import paths
from clinic_app.i18n.catalog import Catalog, catalog
from clinic_app.services.cases import Numbering
from clinic_app.settings import Settings
from clinic_app.storage.database import Database, open_database


class Shell:
    """One run of one command. The database is opened at the first need, and closed at the end."""

    def __init__(self, options: argparse.Namespace, settings: Settings, language: str) -> None:
        self.options = options
        self.settings = settings
        self.language = language
        self.catalog: Catalog = catalog(language)
        self.text = self.catalog.text
        self._database: Database | None = None
        self._at_the_end = contextlib.ExitStack()

    def __enter__(self) -> "Shell":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._database is not None:
            self._database.close()
        self._at_the_end.close()

    @property
    def database(self) -> Database:
        """The clinic file of --database, CLINIC_DATABASE, the settings or the user's data folder.

        The last one is made when it is not there; a file that was named is only made by commands that fill one.
        """
        if self._database is None:
            named = self.options.database or os.environ.get("CLINIC_DATABASE") or self.settings.database
            may_create = not named or self.options.may_create
            address = named or paths.default_database()
            if may_create and getattr(self.options, "dry_run", False) and not Path(address).exists():
                address = self._to_be_forgotten() / "clinic.db"  # a rehearsal leaves nothing behind
            self._database = open_database(address, create=may_create, actor=self.settings.advisor)
        return self._database

    def _to_be_forgotten(self) -> Path:
        return Path(self._at_the_end.enter_context(tempfile.TemporaryDirectory(prefix="clinic-")))

    @property
    def numbering(self) -> Numbering:
        """How this office numbers its cases."""
        return Numbering(prefix=self.settings.office_prefix, calendar=self.settings.calendar)

    def say(self, message: str) -> None:
        """A message for the person, on stderr."""
        print(message, file=sys.stderr)

    def show(self, lines: str) -> None:
        """A result for the person, on stdout, unless JSON was asked for."""
        if not self.options.json:
            print(lines)

    def give(self, result: dict[str, Any]) -> None:
        """A result for a program, on stdout, when JSON was asked for."""
        if self.options.json:
            json.dump(result, sys.stdout, ensure_ascii=False, indent=None)
            sys.stdout.write("\n")


def described(path: Path, *, sha256: str, pages: int | None = None) -> dict[str, Any]:
    """A written file as the commands report it."""
    found: dict[str, Any] = {"path": str(path), "sha256": sha256}
    return found if pages is None else found | {"pages": pages}
