"""Settings of this user on this machine: a frozen data class kept in one TOML file."""

import contextlib
import json
import re
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from clinic_app import paths

LANGUAGES = ("en", "fa", "ko")
CALENDARS = ("gregorian", "jalali")
THEMES = ("system", "light", "dark")
PAPERS = ("a4", "letter")
REVIEWS = ("optional", "required")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user chose. Replaced as a whole, never mutated.

    ``calendar`` decides the year in case numbers; dates on screen follow the language. ``clinic_logo`` is the name of
    a PNG or JPEG in the folder of the settings, ``clinic_colour`` is #RRGGBB, and ``clinic_signers`` has a line for
    each who signs beside advisor, head and enterprise. With ``review`` "required" no report is issued without a
    reviewer who is not its author.
    """

    language: str = "en"
    theme: str = "system"
    advisor: str = ""
    clinic_name: str = ""
    clinic_address: str = ""
    clinic_phone: str = ""
    clinic_head: str = ""
    clinic_head_position: str = ""
    clinic_footer: str = ""
    clinic_colour: str = ""
    clinic_logo: str = ""
    clinic_signers: str = ""
    paper: str = "a4"
    review: str = "optional"
    office_prefix: str = "CLN"
    calendar: str = "gregorian"
    database: str = ""


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ALLOWED = {
    "language": LANGUAGES,
    "calendar": CALENDARS,
    "theme": THEMES,
    "paper": PAPERS,
    "review": REVIEWS,
}


def load(path: Path | None = None) -> Settings:
    """Settings of ``path`` (default: the user's), falling back to its ``.bak`` and then to the defaults.

    Unknown keys and values of the wrong kind are ignored: an older or hand-edited file must not stop the program.
    """
    path = path or paths.settings_file()
    for candidate in (path, _backup(path)):
        try:
            return _known(_parsed(candidate)[1])
        except _UNREADABLE:
            continue
    return Settings()


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, keeping the previous good file as ``.bak``. Raises OSError."""
    path = path or paths.settings_file()
    with contextlib.suppress(*_UNREADABLE):  # a damaged file must not take the place of the good copy
        paths.write_atomically(_backup(path), _parsed(path)[0])
    lines = [f"{name} = {_quoted(value)}\n" for name, value in asdict(settings).items()]
    paths.write_atomically(path, "".join(lines).encode())


_UNREADABLE = (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError)


def _parsed(path: Path) -> tuple[bytes, dict[str, object]]:
    content = path.read_bytes()
    return content, tomllib.loads(content.decode("utf-8-sig"))


def _quoted(text: str) -> str:
    """A TOML string. Control characters but tab and new line, and halves of characters, cannot stand in one."""
    sound = _CONTROL.sub("", text).encode("utf-8", "replace").decode()
    return json.dumps(sound, ensure_ascii=False)


def _backup(path: Path) -> Path:
    return path.with_name(path.name + ".bak")


def _known(found: dict[str, object]) -> Settings:
    kept: dict[str, str] = {}
    for field in fields(Settings):
        value = found.get(field.name)
        if isinstance(value, str) and value in _ALLOWED.get(field.name, (value,)):
            kept[field.name] = value
    return Settings(**kept)
