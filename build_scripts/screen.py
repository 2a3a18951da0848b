"""Whether a window could be opened here, found out before Qt would abort over it."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path


def is_there() -> bool:
    """True where a window can be opened, or was asked for by QT_QPA_PLATFORM.

    Windows and macOS always have a screen; elsewhere DISPLAY or WAYLAND_DISPLAY must name one that answers.
    """
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _wayland_answers(os.environ.get("WAYLAND_DISPLAY", "")) or _x11_answers(os.environ.get("DISPLAY", ""))


def _wayland_answers(name: str) -> bool:
    return bool(name) and _answers(socket.AF_UNIX, str(Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name))


def _x11_answers(display: str) -> bool:
    """Knock at the X server of `host:number.screen`; a display variable often outlives its server."""
    match = re.fullmatch(r"(?:unix|unix/)?:(\d+)(?:\.\d+)?", display)
    if match:
        path = f"/tmp/.X11-unix/X{match[1]}"
        return _answers(socket.AF_UNIX, path) or _answers(socket.AF_UNIX, f"\0{path}")
    match = re.fullmatch(r"(.+):(\d+)(?:\.\d+)?", display)
    return (
        bool(match) and _answers(socket.AF_INET, (match[1].split("/")[-1], 6000 + int(match[2]))) if match else False
    )


def _answers(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as knock:
        knock.settimeout(2)
        try:
            knock.connect(address)
        except (OSError, OverflowError):  # the latter: no such port
            return False
    return True
