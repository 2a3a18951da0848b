"""clinic report: drafts, issues and verifies consultation reports."""

import hashlib
from pathlib import Path

from clinic_app.cli.shell import Shell, described
from clinic_app.errors import CannotWrite, ClinicError, UnreadableFile, cause
from clinic_app.i18n.labels import error_text
from clinic_app.paths import write_atomically
from clinic_app.services import casefile, reporting


def report(shell: Shell) -> int:
    """Print the report of each case named, or verify a file."""
    options = shell.options
    if options.verify is not None:
        return _verify(shell, options.verify)
    if not options.case or options.out is None:
        shell.say(shell.text("Give the case and where to write the report: clinic report CASE --out FILE."))
        return 2
    files, refused = [], 0
    for name in options.case:
        try:
            files.append(_print(shell, name, _target(options.out, name, several=len(options.case) > 1)))
        except ClinicError as error:
            shell.say(f"{name}: {error_text(shell.catalog, error)}")
            refused += 1
    shell.give({"files": files})
    return 1 if refused else 0


def _target(out: Path, name: str, *, several: bool) -> Path:
    is_folder = several or out.is_dir() or out.suffix.lower() != ".pdf"
    safe = "".join(char if char.isalnum() or char in "-_" else "-" for char in name)
    return out / f"{safe}.pdf" if is_folder else out


def _print(shell: Shell, name: str, target: Path) -> dict[str, object]:
    options = shell.options
    key = shell.database.read(casefile.find, name)
    language = options.report_language or shell.language
    letterhead = reporting.letterhead_of(shell.settings)
    terms = reporting.Terms(languages=(language,))
    if options.issue:
        _issued, copies = reporting.issue(shell.database, key, terms, letterhead=letterhead, path=target)
        rendered = copies[0]
    else:
        rendered = reporting.draft(shell.database, (key,), terms, letterhead=letterhead)
        _write(target, rendered.pdf)
    if rendered.substituted:
        shell.say(
            shell.text("These characters are in none of the fonts and were printed as □: ")
            + " ".join(rendered.substituted)
        )
    shell.show(str(target))
    return described(target, sha256=hashlib.sha256(rendered.pdf).hexdigest(), pages=rendered.pages)


def _write(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, content)
    except OSError as error:
        raise CannotWrite(path=str(target), reason=cause(error)) from error


def _verify(shell: Shell, path: Path) -> int:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=cause(error)) from error
    found = shell.database.read(reporting.verify, content)
    texts = {
        reporting.Verdict.GENUINE: shell.text("Genuine: this is report %(number)s, version %(version)s."),
        reporting.Verdict.ALTERED: shell.text(
            "Altered: report %(number)s, version %(version)s, looked different when it was issued."
        ),
        reporting.Verdict.UNKNOWN: shell.text("Unknown: this file was not issued from this clinic file."),
    }
    shell.show(texts[found.verdict] % {"number": found.number, "version": found.version})
    shell.give({"verdict": found.verdict.value, "number": found.number or None, "version": found.version or None})
    return 0 if found.verdict is reporting.Verdict.GENUINE else 1
