"""clinic report: prints, issues, prints again and verifies the documents of one case or many."""

import getpass
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from clinic_app.cli.case_commands import query_of
from clinic_app.cli.shell import Shell, described
from clinic_app.domain.casefile import ReportIssue, ReportKind
from clinic_app.errors import (
    CannotIssue,
    ClinicError,
    DatabaseError,
    NotFound,
    UnreadableFile,
    UnusablePassphrase,
    cause,
)
from clinic_app.i18n import formats
from clinic_app.i18n.labels import error_text
from clinic_app.reports.document import Paper
from clinic_app.services import batch, casefile, cases, reporting
from clinic_app.services.batch import BatchResult
from clinic_app.services.ledger import sha256
from clinic_app.services.progress import Progress
from clinic_app.services.reporting import Certificate, Terms

_FILTERS = ("area", "stage", "search", "since", "until", "limit")


class _WrongUsage(Exception):
    """The options do not fit together; the message says how they would."""


def report(shell: Shell) -> int:
    """Print what is ordered of the cases named, or say what is known of a file or of a code on paper."""
    options = shell.options
    if options.verify is not None:
        return _verify(shell, options.verify)
    if options.code is not None:
        return _look_up(shell, options.code)
    try:
        terms = _terms(shell)
        _check(shell, terms)
        if options.reprint is not None:
            return _tell(shell, _reprinted(shell))
        return _tell(shell, _printed(shell, terms))
    except _WrongUsage as wrong:
        shell.say(str(wrong))
        return 2


# What was ordered


def _terms(shell: Shell) -> Terms:
    options = shell.options
    return Terms(
        kind=options.kind,
        audience=options.audience,
        languages=options.report_language or (shell.language,),
        paper=options.paper or Paper(shell.settings.paper),
        copies=options.copies,
        with_annexes=not options.no_annexes,
        reviewer=options.reviewer,
    )


def _check(shell: Shell, terms: Terms) -> None:
    options, _ = shell.options, shell.text
    needs_none = terms.kind.is_of_many or terms.kind is ReportKind.VISIT_KIT
    is_named = options.case or needs_none or any(getattr(options, name) for name in _FILTERS)
    if options.out is None or not is_named:
        raise _WrongUsage(_("Give the case and where to write the report: clinic report CASE --out FILE."))
    if options.sign and not options.issue:
        raise _WrongUsage(_("Only an issued report can be signed: add --issue."))
    if options.reprint is not None and len(options.case) != 1:
        raise _WrongUsage(_("Name the one case whose report is to be printed again."))
    if not _is_file(options.out) and (options.merged or _is_one(shell, terms)):
        raise _WrongUsage(_("This makes one document: name the file, as in --out FILE.pdf."))
    if os.path.isfile(options.out) and not _is_file(options.out):  # of another program, perhaps
        raise _WrongUsage(_("This makes one document: name the file, as in --out FILE.pdf."))
    _check_place(shell, terms, len(options.case))
    if options.issue and not terms.kind.can_be_issued:
        raise CannotIssue(kind=terms.kind)


def _check_place(shell: Shell, terms: Terms, reports: int) -> None:
    """One file must not be named for several reports, which would lie in a folder of that name."""
    if _is_file(shell.options.out) and reports > 1 and not (shell.options.merged or _is_one(shell, terms)):
        raise _WrongUsage(shell.text("Several reports need a folder, or --merged to be bound into one file."))


def _is_file(out: Path) -> bool:
    # not Path.is_dir: that fails for a name too long, or in a folder that may not be looked into
    return out.suffix.lower() == ".pdf" and not os.path.isdir(out)


def _is_one(shell: Shell, terms: Terms) -> bool:
    """True for one document of many cases, or of none."""
    return terms.kind.is_of_many or (terms.kind is ReportKind.VISIT_KIT and not shell.options.case)


def _named(shell: Shell, terms: Terms) -> tuple[list[UUID], tuple[tuple[str, ClinicError], ...]]:
    """The cases of the command line, or where none is named, those that fit the filters; and those not found."""
    if terms.kind is ReportKind.VISIT_KIT and not shell.options.case:
        return [], ()
    if not shell.options.case:
        return shell.database.read(cases.ids, query_of(shell)), ()
    keys, refused = [], []
    for name in shell.options.case:
        try:
            keys.append(shell.database.read(casefile.find, name))
        except NotFound as error:
            refused.append((name, error))
    return list(dict.fromkeys(keys)), tuple(refused)


# Printing


def _printed(shell: Shell, terms: Terms) -> BatchResult:
    keys, missing = _named(shell, terms)
    if _is_one(shell, terms):
        return BatchResult(refused=missing) if missing else _one(shell, keys, terms)
    if not keys:
        if not missing:
            shell.say(shell.text("No case fits."))
        return BatchResult(refused=missing)
    if len(keys) == 1 and _is_file(shell.options.out):
        return _one(shell, keys, terms)
    _check_place(shell, terms, len(keys))
    found = _several(shell, keys, terms)
    return replace(found, refused=missing + found.refused)


def _one(shell: Shell, keys: Sequence[UUID], terms: Terms) -> BatchResult:
    """One document into the file named, its copies into several."""
    try:
        return _issued(shell, keys[0], terms) if shell.options.issue and keys else _drafted(shell, keys, terms)
    except DatabaseError:
        raise
    except ClinicError as error:
        return BatchResult(refused=((", ".join(shell.options.case), error),))


def _issued(shell: Shell, key: UUID, terms: Terms) -> BatchResult:
    options = shell.options
    issue, copies = reporting.issue(
        shell.database,
        key,
        terms,
        letterhead=reporting.letterhead_of(shell.settings),
        path=options.out,
        review_required=shell.settings.review == "required",
        certificate=_certificate(shell),
        passphrase=_passphrase(shell),
    )
    return BatchResult(
        files=reporting.copy_paths(options.out, len(copies)),
        pages=tuple(copy.pages for copy in copies),
        issues=(issue,),
        substituted=copies[0].substituted,
    )


def _drafted(shell: Shell, keys: Sequence[UUID], terms: Terms) -> BatchResult:
    out, passphrase = shell.options.out, _passphrase(shell)
    made = reporting.draft(shell.database, keys, terms, letterhead=reporting.letterhead_of(shell.settings))
    reporting.save(out, reporting.locked(made.pdf, passphrase) if passphrase else made.pdf)
    return BatchResult(files=(out,), pages=(made.pages,), substituted=made.substituted)


def _several(shell: Shell, keys: Sequence[UUID], terms: Terms) -> BatchResult:
    options = shell.options
    return batch.batch(
        shell.database,
        keys,
        terms,
        letterhead=reporting.letterhead_of(shell.settings),
        target=options.out,
        merged=options.merged,
        issue=options.issue,
        progress=Progress(),
        review_required=shell.settings.review == "required",
        certificate=_certificate(shell),
        passphrase=_passphrase(shell),
    )


def _reprinted(shell: Shell) -> BatchResult:
    options, passphrase = shell.options, _passphrase(shell)
    (name,) = options.case
    key = shell.database.read(casefile.find, name)
    versions = {issue.version: issue for issue in shell.database.read(reporting.issued, key)}
    if options.reprint not in versions:
        raise NotFound(what="report", id=f"{name} v{options.reprint}")
    copies = reporting.reprint(shell.database, versions[options.reprint].id)
    paths = reporting.copy_paths(options.out, len(copies))
    for path, copy in zip(paths, copies, strict=True):
        reporting.save(path, reporting.for_mail(shell.database, copy.pdf, passphrase) if passphrase else copy.pdf)
    return BatchResult(files=paths, pages=tuple(copy.pages for copy in copies))


def _tell(shell: Shell, found: BatchResult) -> int:
    for name, error in found.refused:
        shell.say(f"{name}: {error_text(shell.catalog, error)}" if name else error_text(shell.catalog, error))
    if found.substituted:
        boxes = shell.text("These characters are in none of the fonts and were printed as □: ")
        shell.say(boxes + " ".join(found.substituted))
    files = [
        described(path, sha256=sha256(path.read_bytes()), pages=pages)
        for path, pages in zip(found.files, found.pages, strict=True)
    ]
    for path in found.files:
        shell.show(str(path))
    issued = {"issued": [_entry(issue) for issue in found.issues]} if found.issues else {}
    refused = {"refused": [_refusal(shell, *each) for each in found.refused]} if found.refused else {}
    shell.give({"files": files} | issued | refused)
    return 1 if found.refused else 0


def _refusal(shell: Shell, name: str, error: ClinicError) -> dict[str, Any]:
    return {"case": name or None, "code": error.code, "reason": error_text(shell.catalog, error)}


def _entry(issue: ReportIssue) -> dict[str, Any]:
    return {
        "number": issue.number,
        "version": issue.version,
        "kind": issue.kind.value,
        "audience": issue.audience.value,
        "language": issue.language,
        "issued_at": issue.issued_at.isoformat(),
        "issued_by": issue.issued_by,
        "reviewer": issue.reviewer,
        "code": issue.code,
        "pdf_sha256": issue.pdf_sha256,
    }


# Secrets, which are never an argument: other programs can read those


def _passphrase(shell: Shell) -> str:
    if not shell.options.encrypt:
        return ""
    question = shell.text("Passphrase for the file: ")
    given = _secret(shell, "CLINIC_PASSPHRASE", question, again=shell.text("The same once more: "))
    if not given:
        raise UnusablePassphrase
    return given


def _certificate(shell: Shell) -> Certificate | None:
    path: Path | None = shell.options.sign
    if path is None:
        return None
    content = _content(path)
    question = shell.text("Passphrase of the certificate file: ")
    return Certificate(content=content, passphrase=_secret(shell, "CLINIC_CERTIFICATE_PASSPHRASE", question))


def _secret(shell: Shell, variable: str, question: str, *, again: str = "") -> str:
    if (given := os.environ.get(variable)) is not None:
        return given
    if not sys.stdin.isatty():
        told = shell.text("Set %(variable)s to the passphrase, or run this at a terminal, where it is asked for.")
        raise _WrongUsage(told % {"variable": variable})
    secret = getpass.getpass(question)
    if again and getpass.getpass(again) != secret:
        raise _WrongUsage(shell.text("The two passphrases differ."))
    return secret


# What is known of a file, or of a code


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=cause(error)) from error


def _verify(shell: Shell, path: Path) -> int:
    found = shell.database.read(reporting.verify, _content(path))
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


def _look_up(shell: Shell, code: str) -> int:
    issue = shell.database.read(reporting.look_up, code)
    if issue is None:
        shell.show(shell.text("Unknown: no report of this clinic file bears this code."))
        shell.give({"verdict": reporting.Verdict.UNKNOWN.value, "number": None, "version": None})
        return 1
    known = shell.text("Report %(number)s, version %(version)s, bears this code: issued on %(day)s by %(name)s.")
    day = formats.moment(issue.issued_at, shell.language)
    shell.show(known % {"number": issue.number, "version": issue.version, "day": day, "name": issue.issued_by})
    shell.give({"verdict": reporting.Verdict.GENUINE.value} | _entry(issue))
    return 0
