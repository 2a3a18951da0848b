"""The same use cases without a window: one command, one intention; stdout for results, stderr for messages."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from clinic_app import settings as settings_
from clinic_app.errors import ClinicError, DatabaseError
from clinic_app.i18n.catalog import catalog
from clinic_app.i18n.labels import error_text

DONE, REFUSED, USAGE, UNUSABLE = 0, 1, 2, 3
"""Exit codes: done; some rows or cases refused; wrong usage; the database cannot be used."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Never a traceback for what the user can act on."""
    from clinic_app.cli.arguments import parser  # late: --help must not wait for the database libraries

    _speak_utf8()
    settings = settings_.load()
    words = catalog(_language(settings))
    try:
        options = parser(words).parse_args(argv)
    except SystemExit as stop:  # argparse has said why
        return stop.code if isinstance(stop.code, int) else USAGE
    try:
        return _run(options, settings, words.language)
    except ClinicError as error:
        print(error_text(words, error), file=sys.stderr)
        return UNUSABLE if isinstance(error, DatabaseError) else REFUSED
    except KeyboardInterrupt:
        print(words.text("Stopped."), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(options: argparse.Namespace, settings: settings_.Settings, language: str) -> int:
    from clinic_app.cli.shell import Shell

    module, _, name = options.run.partition(".")
    command = getattr(importlib.import_module(f"clinic_app.cli.{module}"), name)
    with Shell(options, settings, language) as shell:
        code = int(command(shell))
    sys.stdout.flush()  # here, where a closed pipe is caught
    return code


def _language(settings: settings_.Settings) -> str:
    wanted = os.environ.get("CLINIC_LANGUAGE", "")
    return wanted if wanted in settings_.LANGUAGES else settings.language


def _speak_utf8() -> None:
    """Persian must survive a Windows console and a pipe, whatever the machine's code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
