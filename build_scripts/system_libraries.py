"""The shared libraries Qt expects from the system: which one is missing, and what brings them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from build_scripts import bootstrap

# Where a package was renamed (Debian 13 and Ubuntu 24.04: 64-bit time), the new name comes first.
DEBIAN = (
    ("libglib2.0-0t64", "libglib2.0-0"),
    ("libgl1",),
    ("libegl1",),
    ("libxkbcommon0",),
    ("libdbus-1-3",),
    ("libfontconfig1",),
    ("libfreetype6",),
    ("libgssapi-krb5-2",),
    ("libxcb-cursor0",),
    ("libxkbcommon-x11-0",),
    ("libxcb-icccm4",),
    ("libxcb-keysyms1",),
    ("libxcb-image0",),
    ("libxcb-render-util0",),
    ("libxcb-shape0",),
)
FEDORA = (
    "glib2 mesa-libGL mesa-libEGL libxkbcommon dbus-libs fontconfig freetype krb5-libs "
    "xcb-util-cursor libxkbcommon-x11 xcb-util-wm xcb-util-keysyms xcb-util-image xcb-util-renderutil libxcb"
)
PROBE = """
import ctypes, pathlib, sys
try:
    import PySide6.QtWidgets, PySide6.QtPdfWidgets, PySide6.QtPrintSupport, PySide6.QtNetwork
    from PySide6.QtCore import QLibraryInfo
    plugins = pathlib.Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    for name in sys.argv[1:]:
        ctypes.CDLL(str(plugins / "platforms" / name))
except (ImportError, OSError) as error:
    sys.exit(str(error))
"""


def platform_plugin() -> str:
    """The file of the Qt platform plugin a window would be opened with here; empty when it needs no look."""
    if os.environ.get("QT_QPA_PLATFORM", "xcb").split(":")[0] == "xcb" and os.environ.get("DISPLAY"):
        return "libqxcb.so"
    return ""


def missing_library(python: Path, plugin: str, checkout: Path = bootstrap.CHECKOUT) -> str:
    """The first shared library Qt lacks, or empty. Asked once: the answer "none" is kept with the environment.

    Any other reason why Qt cannot be imported is returned as it is.
    """
    if not sys.platform.startswith("linux") or plugin in bootstrap.recall(checkout).get("qt", ()):
        return ""
    probe = subprocess.run(
        [str(python), "-c", PROBE, *([plugin] if plugin else [])],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if probe.returncode == 0:
        if marker := bootstrap.recall(checkout):
            bootstrap.remember(checkout, qt=[*marker.get("qt", ()), plugin])
        return ""
    found = re.search(r"(\S+\.so[.\d]*): cannot open shared object file", probe.stderr)
    return found[1] if found else (probe.stderr.strip().splitlines() or ["no reason given"])[-1]


def command() -> str:
    """The one line that brings all of them on this system."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    if not shutil.which("apt-get") and shutil.which("dnf"):
        return f"{sudo}dnf install -y {FEDORA}"
    return f"{sudo}apt-get install -y --no-install-recommends {' '.join(debian_packages())}"


def debian_packages() -> list[str]:
    """The packages under the names this release of Debian or Ubuntu knows."""
    return [next((name for name in names[:-1] if _is_known(name)), names[-1]) for names in DEBIAN]


def _is_known(package: str) -> bool:
    if not shutil.which("apt-cache"):
        return False
    return subprocess.run(["apt-cache", "show", package], capture_output=True, check=False).returncode == 0


def may_install() -> bool:
    """True for root on a CI machine with apt: there nobody could be asked."""
    return (
        bool(os.environ.get("CI")) and hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))
    )


def install(extra: tuple[str, ...] = (), *, qt: bool = True) -> bool:
    """Bring Qt's libraries and further packages with apt; False when apt could not."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    bootstrap.say("Installing system packages with apt, as root on a CI machine ...")
    subprocess.run([*get, "update"], env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    packages = [*(debian_packages() if qt else []), *extra]
    line = [*get, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(line, env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode == 0


def provide(python: Path, plugin: str) -> str:
    """See that Qt can start: empty when it can, else one line that names what is missing and what brings it."""
    missing = missing_library(python, plugin)
    if missing and may_install() and install():
        missing = missing_library(python, plugin)
    if not missing:
        return ""
    if ".so" not in missing:
        return f"Qt cannot be loaded: {missing}"
    return f"Qt needs the system library {missing}; this brings it and its companions: {command()}"
