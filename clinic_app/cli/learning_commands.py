"""clinic corrections, clinic rebuild, and the stream of clinic evaluate: what the matcher learns."""

from typing import Any

from clinic_app.cli.shell import Shell
from clinic_app.domain.areas import Area
from clinic_app.domain.correction import Correction, Overrides
from clinic_app.domain.match import SuggestionKind
from clinic_app.domain.rebuild import Rebuild, RebuildState
from clinic_app.errors import NotFound
from clinic_app.i18n import formats
from clinic_app.i18n.labels import label, type_label
from clinic_app.matching import evaluate, matcher
from clinic_app.matching import stream as streams
from clinic_app.services import corrections as log
from clinic_app.services import rebuild as rebuilds


def corrections(shell: Shell) -> int:
    """List the corrections, take one back or let it count again, or tell how often suggestions were overridden."""
    options = shell.options
    if options.undo is not None:
        return _say(shell, [shell.database.do(log.undo, options.undo)])
    if options.redo is not None:
        return _say(shell, [shell.database.do(log.redo, options.redo)])
    if options.statistics:
        return _statistics(shell)
    found = shell.database.read(log.listed)
    if not found:
        shell.say(shell.text("Nothing was corrected yet. Decide a problem against the suggestion, and it is learnt."))
    return _say(shell, found)


def _say(shell: Shell, found: list[Correction] | tuple[Correction, ...]) -> int:
    for one in found:
        shell.show("\n".join(_lines(shell, one)))
    shell.give({"corrections": [_as_json(one) for one in found]})
    return 0


def _lines(shell: Shell, one: Correction) -> list[str]:
    words, language = shell.catalog, shell.language
    areas = {"before": _area(shell, one.suggested), "after": label(words, one.area)}
    who = " · ".join(part for part in (one.made_by, formats.moment(one.made_at, language)) if part)
    kind = f" ({type_label(words, one.type)})" if one.type else ""
    lines = [
        f"{one.id}  {formats.digits(one.case_number, language)}  {who}",
        f"  {words.text('%(before)s → %(after)s') % areas}{kind}",
        f"  {words.text('“%(words)s”') % {'words': ' '.join(one.text.split())}}",
    ]
    if one.taken_back_at is not None:
        lines.append(f"  {words.text('Forgotten')} · {formats.moment(one.taken_back_at, language)}")
    return lines


def _area(shell: Shell, area: Area | None) -> str:
    return label(shell.catalog, area if area is not None else SuggestionKind.OUT_OF_SCOPE)


def _as_json(one: Correction) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "case": one.case_number,
        "title": one.case_title,
        "problem": str(one.problem_id),
        "text": one.text,
        "language": one.language,
        "suggested": one.suggested.value if one.suggested is not None else None,
        "area": one.area.value,
        "type": one.type,
        "reason": one.reason,
        "by": one.made_by,
        "at": one.made_at.isoformat(),
        "stands": one.stands,
    }


def _statistics(shell: Shell) -> int:
    found = shell.database.read(log.statistics)
    for code, counted in found.types:
        shell.show(f"{formats.digits(code, shell.language)}  {_counted(shell, counted)}")
    for area, counted in found.areas:
        shell.show(f"{_area(shell, area)}: {_counted(shell, counted)}")
    if not found.areas:
        shell.say(shell.text("No problem has been decided yet."))
    types = [{"type": code, **_counts(counted)} for code, counted in found.types]
    areas = [{"area": area.value if area is not None else None, **_counts(counted)} for area, counted in found.areas]
    shell.give({"types": types, "areas": areas})
    return 0


def _counted(shell: Shell, counted: Overrides) -> str:
    numbers = {name: formats.number(getattr(counted, name), shell.language) for name in ("overridden", "decided")}
    return shell.text("overridden %(overridden)s of %(decided)s times") % numbers


def _counts(counted: Overrides) -> dict[str, int]:
    return {
        "decided": counted.decided,
        "overridden": counted.overridden,
        "other_area": counted.other_area,
        "other_type": counted.other_type,
    }


def rebuild(shell: Shell) -> int:
    """Learn weights from the corrections and show what would change; accept them, or drop them."""
    if shell.options.discard:
        gone = shell.database.do(rebuilds.discard)
        shell.say(shell.text("The rebuild was discarded.") if gone else shell.text("There is no rebuild to discard."))
        shell.give({"discarded": gone})
        return 0
    standing = shell.database.read(rebuilds.latest)
    if standing is not None and standing.state is RebuildState.FOREIGN:
        shell.say(label(shell.catalog, standing.state))
    try:
        found = shell.database.do(rebuilds.accept) if shell.options.accept else rebuilds.prepare(shell.database)
    except NotFound as missing:
        none = shell.text("Nothing was corrected yet. Decide a problem against the suggestion, and it is learnt.")
        unready = shell.text("No rebuild waits to be accepted. Make one and look at it first.")
        shell.say(none if missing.details["what"] == "correction" else unready)
        return 1
    shell.show("\n".join(_rebuild_lines(shell, found)))
    shell.give(_rebuild_json(found))
    return 1 if found.state is RebuildState.REFUSED else 0


def _rebuild_lines(shell: Shell, found: Rebuild) -> list[str]:
    def told(words: str, **numbers: int) -> str:
        return words % {name: formats.number(n, shell.language) for name, n in numbers.items()}

    _ = shell.text
    changed = len(found.changes)
    learnt = _("%(before)s of %(of)s corrected texts right without the memory before, %(after)s after")
    kept = _("%(before)s of %(of)s of our own statements right before, %(after)s after")
    open_ = _("%(n)s of %(of)s open undecided problems would change")
    lines = [
        label(shell.catalog, found.state),
        "  " + told(learnt, before=found.alone_before, of=found.corrections, after=found.alone_after),
        "  " + told(kept, before=found.kept_before, of=found.statements, after=found.kept_after),
        "  " + told(open_, n=changed, of=found.undecided),
    ]
    for one in found.changes:
        areas = {"before": _area(shell, one.before), "after": _area(shell, one.after)}
        number = formats.digits(one.case_number, shell.language)
        lines.append(f"    {number}: {_('%(before)s → %(after)s') % areas}")
    return lines


def _rebuild_json(found: Rebuild) -> dict[str, Any]:
    return {
        "id": str(found.id),
        "state": found.state.value,
        "rules": found.rules,
        "corrections": found.corrections,
        "alone": {"before": found.alone_before, "after": found.alone_after},
        "statements": {"of": found.statements, "before": found.kept_before, "after": found.kept_after},
        "undecided": found.undecided,
        "changes": [
            {
                "case": one.case_number,
                "problem": str(one.problem_id),
                "before": one.before.value if one.before is not None else None,
                "after": one.after.value if one.after is not None else None,
            }
            for one in found.changes
        ],
    }


def stream(shell: Shell) -> int:
    """Play corrections through on labelled texts, and print the learning curve."""
    found = streams.run(evaluate.read(shell.options.file), matcher.load(), shell.options.seed)
    shell.show("\n".join(_curve(found)))
    shell.give(found.to_json())
    return 0


def _curve(found: streams.Stream) -> list[str]:
    """The figures as a table for the developer, in English terms of the trade."""
    lines = [
        f"{found.themes} themes, seed {found.seed}, {found.corrections} corrections",
        f"{'decisions':<12}{'frozen':>8}{'memory':>8}{'all kept':>10}",
    ]
    for part in found.curve:
        name = f"{part.first}-{part.last}"
        lines.append(f"{name:<12}{part.frozen.value:>8.3f}{part.memory.value:>8.3f}{part.every.value:>10.3f}")
    unseen = found.unseen
    return [
        *lines,
        f"unseen themes ({unseen.before.of}), strict: {unseen.before.value:.3f} before,"
        f" {unseen.memory.value:.3f} after, {unseen.every.value:.3f} with all {streams.DECISIONS} kept",
        f"corrected texts entered again: {found.again.hits} of {found.again.of} right",
    ]
