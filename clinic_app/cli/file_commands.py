"""clinic intake, export, backup, check, sample."""

import hashlib
from pathlib import Path

from clinic_app.cli.case_commands import query_of
from clinic_app.cli.shell import Shell, described
from clinic_app.domain.calendar import today
from clinic_app.i18n import formats
from clinic_app.services import samples, transfer, upkeep


def intake(shell: Shell) -> int:
    """Read cases; valid rows in, each refused row named."""
    options = shell.options
    result = transfer.intake(
        shell.database, options.files, numbering=shell.numbering, today=today(), dry_run=options.dry_run
    )
    for refusal in result.refused:
        shell.say(transfer.sentence(shell.catalog, refusal))
    counts = {"added": result.added, "changed": result.changed, "unchanged": result.unchanged}
    summary = shell.text("%(added)s added, %(unchanged)s known already, %(refused)s refused")
    told_counts = counts | {"refused": result.refused_rows}
    shell.show(summary % {name: formats.number(n, shell.language) for name, n in told_counts.items()})
    dry = {"dry_run": True} if options.dry_run else {}
    shell.give(counts | {"refused": transfer.told(shell.catalog, result)} | dry)
    if options.errors is not None and result.refused:  # last: what came in is told even where this fails
        transfer.write_refusals(shell.catalog, result, options.errors)
    return 1 if result.refused else 0


def export(shell: Shell) -> int:
    """Write case summaries, by the suffix of the file."""
    options = shell.options
    columns = tuple(name.strip() for name in options.columns.split(",") if name.strip())
    language = options.language or shell.language
    count = transfer.export(shell.database, options.out, query=query_of(shell), language=language, columns=columns)
    words = shell.catalog.plural("%(n)s case written: %(path)s", "%(n)s cases written: %(path)s", count)
    shell.show(words % {"n": formats.number(count, shell.language), "path": options.out})
    shell.give({"files": [described(options.out, sha256=_sha256(options.out))], "cases": count})
    return 0


def backup(shell: Shell) -> int:
    """Make a verified copy."""
    folder = shell.options.to or shell.database.path.parent / "backups"
    path = upkeep.back_up(shell.database, folder)
    shell.show(str(path))
    shell.give({"files": [described(path, sha256=_sha256(path))]})
    return 0


def check(shell: Shell) -> int:
    """Check file, references, history and index."""
    findings = upkeep.check(shell.database)
    for finding in findings:
        shell.show(f"{finding.code}: {finding.where}")
    if not findings:
        shell.show(shell.text("Everything is in order."))
    shell.give({"ok": not findings, "findings": [{"code": f.code, "where": f.where} for f in findings]})
    return 3 if findings else 0


def sample(shell: Shell) -> int:
    """Load or remove the sample cases."""
    if shell.options.remove:
        count = samples.remove(shell.database)
        words = shell.catalog.plural("%(n)s sample case removed.", "%(n)s sample cases removed.", count)
    else:
        count = samples.load(shell.database)
        words = shell.catalog.plural("%(n)s sample case added.", "%(n)s sample cases added.", count)
    shell.show(words % {"n": formats.number(count, shell.language)})
    shell.give({"removed" if shell.options.remove else "added": count})
    return 0


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
