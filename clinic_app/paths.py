"""Where data, logs and resources live, and how a file is written so that it is whole or not there."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
_NAME = "Clinic"


def resources() -> Path:
    """Folder of fonts, catalogues, lexicon and samples: beside the package in a checkout, inside it in a wheel."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def data_folder() -> Path:
    """Per-user folder of the clinic file; ``CLINIC_HOME`` overrides it.

    Made, for this user only, when missing. Where that is not allowed, opening what should lie in it says so.
    """
    home = os.environ.get("CLINIC_HOME")
    folder = Path(home) if home else Path(platformdirs.user_data_dir(_NAME, appauthor=False))
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def default_database() -> Path:
    """Path of the clinic file when neither an option nor ``CLINIC_DATABASE`` names another."""
    return data_folder() / "clinic.db"


def settings_file() -> Path:
    """Path of the settings, a TOML file."""
    return data_folder() / "settings.toml"


def log_folder() -> Path:
    """Folder of the logs, made when missing."""
    folder = data_folder() / "logs"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Hand out a temporary path beside ``path``; on leaving without an error it replaces ``path`` for good.

    The file is flushed to the disk before the rename and the folder after it, so that a crash leaves the old
    file or the new one. On an error the temporary file is removed and ``path`` stays as it was.
    """
    handle, name = tempfile.mkstemp(prefix=".clinic-", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``: whole, or not at all. Raises OSError."""
    with replacing(path) as part:
        part.write_bytes(content)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder for fsync
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
