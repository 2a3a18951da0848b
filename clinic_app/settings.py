"""Settings of this user on this machine: a frozen data class kept in one TOML file."""

import json
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from clinic_app import paths

LANGUAGES = ("en", "fa", "ko")
CALENDARS = ("gregorian", "jalali")
THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user chose. Replaced as a whole, never mutated.

    ``calendar`` decides the year in case numbers; dates on screen follow the language.
    """

    language: str = "en"
    theme: str = "system"
    advisor: str = ""
    clinic_name: str = ""
    clinic_address: str = ""
    clinic_phone: str = ""
    clinic_head: str = ""
    office_prefix: str = "CLN"
    calendar: str = "gregorian"
    database: str = ""


_ALLOWED = {"language": LANGUAGES, "calendar": CALENDARS, "theme": THEMES}


def load(path: Path | None = None) -> Settings:
    """Settings of ``path`` (default: the user's), falling back to its ``.bak`` and then to the defaults.

    Unknown keys and values of the wrong kind are ignored: an older or hand-edited file must not stop the program.
    """
    path = path or paths.settings_file()
    for candidate in (path, _backup(path)):
        try:
            return _known(tomllib.loads(candidate.read_text("utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
    return Settings()


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, keeping the previous good file as ``.bak``. Raises OSError."""
    path = path or paths.settings_file()
    if path.exists():
        paths.write_atomically(_backup(path), path.read_bytes())
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in asdict(settings).items()]
    paths.write_atomically(path, "".join(lines).encode())


def _backup(path: Path) -> Path:
    return path.with_name(path.name + ".bak")


def _known(found: dict[str, object]) -> Settings:
    kept: dict[str, str] = {}
    for field in fields(Settings):
        value = found.get(field.name)
        if isinstance(value, str) and value in _ALLOWED.get(field.name, (value,)):
            kept[field.name] = value
    return Settings(**kept)
