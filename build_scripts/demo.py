"""The main job without a window: sample cases in, matched, one PDF per language and one workbook out."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from build_scripts import bootstrap

OUTPUT = "clinic-output"
WORKBOOK = "case-summaries.xlsx"
LETTERS = (("fa", re.compile("[\u0600-\u06ff]")), ("ko", re.compile("[\uac00-\ud7a3]")))


class CommandFailed(Exception):
    """A `clinic` command ended with an error and has said why on stderr."""


def run(python: Path) -> int:
    """Do the job in a database that is thrown away and print where the files lie; 0 when all went well."""
    output = Path(OUTPUT).resolve()
    output.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="clinic-") as folder:
        try:
            _work(Clinic(python, Path(folder) / "sample.clinicdb"), output)
        except CommandFailed:
            return 1
    return 0


class Clinic:
    """The command line, on one database."""

    def __init__(self, python: Path, database: Path) -> None:
        self._start = [str(python), "-P", "-m", "clinic_app.cli"]
        self._environment = {**bootstrap.environment_of(), "CLINIC_DATABASE": str(database)}

    def __call__(self, *arguments: str) -> Any:
        """Run `clinic ARGUMENTS --json` and return what it printed."""
        done = subprocess.run(
            [*self._start, *arguments, "--json"],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            bootstrap.say(f"clinic {' '.join(arguments)} ended with exit code {done.returncode}.")
            raise CommandFailed
        return json.loads(done.stdout or "null")


def _work(clinic: Clinic, output: Path) -> None:
    """Sample cases, matches, reports, workbook."""
    clinic("sample")
    cases = clinic("cases")["cases"]
    print(f"{len(cases)} sample cases taken in and matched.")
    for language, case in _one_per_language(cases).items():
        path = output / f"consultation-{language}.pdf"
        clinic("report", case["id"], "--report-language", language, "--out", str(path))
        print(f"{case['number']}  {', '.join(case['areas']) or '-'}\n  {path}")
    clinic("export", "--out", str(output / WORKBOOK))
    print(output / WORKBOOK)


def _one_per_language(cases: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """One case for each language, told by the letters of its title; any case where a language has none."""
    chosen = {language_of(case["title"]): case for case in reversed(cases)}
    return {language: chosen.get(language, cases[0]) for language in ("en", "fa", "ko")}


def language_of(text: str) -> str:
    """The language of a sample case's title: its letters tell."""
    return next((language for language, letters in LETTERS if letters.search(text)), "en")
