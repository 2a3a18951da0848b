"""clinic match, clinic decide, clinic evaluate."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from clinic_app.cli import learning_commands
from clinic_app.cli.shell import Shell
from clinic_app.domain.match import Suggestion, SuggestionKind
from clinic_app.domain.problem import Problem
from clinic_app.errors import CannotWrite, NotFound, UnreadableFile, cause
from clinic_app.i18n import evidence, formats
from clinic_app.i18n.labels import label, more, type_label
from clinic_app.matching import evaluate as evaluation
from clinic_app.paths import write_atomically
from clinic_app.services import casefile, matches, problems

TYPES_SHOWN = 3


def match(shell: Shell) -> int:
    """Rank the areas for a text, a file of texts, or the problems of a case."""
    options = shell.options
    given = [options.text is not None, options.file is not None, options.case is not None]
    if sum(given) != 1 or (options.file is None) != (options.out is None):
        shell.say(shell.text("Give one of: a case, --text TEXT, or --file IN.jsonl with --out OUT.jsonl."))
        return 2
    if options.file is not None:
        return _match_file(shell, options.file, options.out)
    if options.text is not None:
        found = matches.suggest_text(options.text)
        shell.show("\n".join(_lines(shell, found)))
        shell.give(as_json("", found))
        return 0
    return _match_case(shell)


def as_json(key: str, found: Suggestion) -> dict[str, Any]:
    """A suggestion in the published form of a line of JSON."""
    return {
        "id": key,
        "decision": found.decision.value,
        "area": found.area.value if found.area else None,
        "confidence": round(found.confidence, 4),
        "ranking": [{"area": s.area.value, "probability": round(s.probability, 4)} for s in found.ranking],
        "types": [{"type": s.type, "probability": round(s.probability, 4)} for s in found.types],
        "reasons": [
            {
                "area": why.area.value,
                "term": why.term,
                "quote": why.quote,
                "start": why.start,
                "end": why.end,
                "weight": round(why.weight, 4),
                "type": why.type,
            }
            for why in found.reasons
        ],
        "rules": found.rules,
    }


def _lines(shell: Shell, found: Suggestion) -> list[str]:
    words, language = shell.catalog, shell.language
    lines = [label(words, found.decision)]
    if found.decision is SuggestionKind.OUT_OF_SCOPE:
        return lines
    lines += [
        f"  {formats.percent(100 * score.probability, language):>6}  {label(words, score.area)}"
        for score in found.ranking
    ]
    lines += [f"  - {type_label(words, score.type)}" for score in found.types[:TYPES_SHOWN]]
    for why in found.reasons:
        kind = f" ({type_label(words, why.type)})" if why.type else ""
        quote = words.text("“%(words)s”") % {"words": why.quote}
        speaks_for = f"{label(words, why.area)}{kind}"
        lines.append(f"  {quote} → {speaks_for if why.weight > 0 else words.text('Makes the answer less sure')}")
    return lines


def _evidence_json(shell: Shell, found: Suggestion) -> list[dict[str, Any]]:
    """What speaks beside the words, and what nobody has answered (value null, weight 0)."""
    return [
        {
            "ground": one.ground.value,
            "key": one.key,
            "label": evidence.name(shell.catalog, one),
            "area": one.area.value,
            "type": one.type,
            "weight": round(one.weight, 4),
            "value": one.value,
        }
        for one in found.contributions
    ]


def _evidence_lines(shell: Shell, found: Suggestion) -> list[str]:
    words, told = shell.catalog, evidence.lines(shell.catalog, found)
    lines = [f"  {words.text('Beside the words')}:"] if told.speaking or told.unanswered else []
    for line in told.speaking:
        kinds = words.text(", ").join(type_label(words, one.type) for one in line.parts)
        lines.append(f"  + {line.text} → {kinds}")
    if told.more_speaking:
        lines.append(f"  + {more(words, told.more_speaking)}")
    if told.unanswered:
        rest = [more(words, told.more_unanswered)] if told.more_unanswered else []
        names = words.text("; ").join((*told.unanswered, *rest))
        lines.append("  ? " + words.text("Not answered: %(names)s") % {"names": names})
    return lines


def _match_file(shell: Shell, source: Path, target: Path) -> int:
    answers = []
    for line, entry in _entries(source):
        text = entry.get("text")
        if not isinstance(text, str):
            raise UnreadableFile(path=str(source), reason="missing", where=f"{line}: text")
        language = entry.get("lang")
        if language is not None and not isinstance(language, str):
            raise UnreadableFile(path=str(source), reason="wrong-format", where=f"{line}: lang")
        answers.append(as_json(str(entry.get("id", line)), matches.suggest_text(text, language)))
    content = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
    try:
        # Half a character, as JSON may hold one, stays what it was: an escape.
        write_atomically(target, content.encode(errors="backslashreplace"))
    except OSError as error:
        raise CannotWrite(path=str(target), reason=cause(error)) from error
    words = shell.catalog.plural("%(n)s text matched: %(path)s", "%(n)s texts matched: %(path)s", len(answers))
    shell.say(words % {"n": formats.number(len(answers), shell.language), "path": target})
    shell.give({"texts": len(answers), "path": str(target)})
    return 0


def _entries(source: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = source.read_text("utf-8-sig")
    except OSError as error:
        raise UnreadableFile(path=str(source), reason=cause(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(path=str(source), reason="wrong-format") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableFile(path=str(source), reason="not-json", where=str(number)) from error
        if not isinstance(entry, dict):
            raise UnreadableFile(path=str(source), reason="wrong-format", where=str(number))
        yield number, entry


def _match_case(shell: Shell) -> int:
    key = shell.database.read(casefile.find, shell.options.case)
    answers = []
    for problem in shell.database.read(problems.of_case, key):
        found = shell.database.do(matches.suggest, problem.id).suggestion
        shell.show(f"{problem.position}. {problem.title or problem.statement}")
        shell.show("\n".join((*_lines(shell, found), *_evidence_lines(shell, found))))
        answers.append(as_json(str(problem.id), found) | {"evidence": _evidence_json(shell, found)})
    shell.give({"problems": answers})
    return 0


def decide(shell: Shell) -> int:
    """Record the advisor's decision on one problem."""
    options = shell.options
    key = shell.database.read(casefile.find, options.case)
    problem = _problem(shell.database.read(problems.of_case, key), options.problem)
    decided = shell.database.do(matches.decide, problem.id, options.area, reason=options.reason)
    shell.show(f"{problem.title or problem.statement}: {label(shell.catalog, decided.area)}")
    verdict = decided.verdict.value if decided.verdict else None
    area = decided.area.value if decided.area else None
    shell.give({"problem": str(problem.id), "area": area, "verdict": verdict})
    return 0


def _problem(candidates: tuple[Problem, ...], name: str) -> Problem:
    """The problem named by its place in the case (from 1) or by its id."""
    if name.isdecimal() and 1 <= int(name) <= len(candidates):
        return candidates[int(name) - 1]
    try:
        key = UUID(name)
    except ValueError:
        key = None
    found = next((problem for problem in candidates if problem.id == key), None)
    if found is None:
        raise NotFound(what="problem", id=name)
    return found


def evaluate(shell: Shell) -> int:
    """Measure the matcher on labelled texts, or what it learns from them."""
    if shell.options.stream:
        return learning_commands.stream(shell)
    found = evaluation.evaluate(evaluation.read(shell.options.file), matches.suggest_text)
    shell.show("\n".join(_table(found)))
    shell.give(found.to_json())
    return 0


def _table(found: evaluation.Evaluation) -> list[str]:
    """The figures as a table for the developer: English terms of the trade, one line a group."""
    groups = {"all": found.overall, **found.by_language, **found.by_difficulty}
    lines = [f"{found.texts} texts", f"{'':<8}{'n':>5}  {'strict':<20}{'acceptable':<20}{'top-2':<20}"]
    for name, part in groups.items():
        cells = "".join(f"{_share(share):<20}" for share in (part.strict, part.acceptable, part.top2))
        lines.append(f"{name or '-':<8}{part.strict.of:>5}  {cells}")
    f1 = "  ".join(f"{language} {_measure(value)}" for language, value in found.macro_f1.items())
    return [
        *lines,
        f"macro-F1  {f1}",
        f"ECE {_measure(found.ece)}   answered at 95 % acceptable precision {_share(found.coverage_95)}",
        f"out of scope answered with confidence {found.answered.hits} of {found.answered.of},"
        f" refused {found.refused.hits}",
        f"answers that change without their three best reasons {_share(found.flipped)}",
    ]


def _measure(measure: evaluation.Measure) -> str:
    low, high = measure.interval
    return f"{measure.value:.3f} ({low:.2f}-{high:.2f})"


def _share(share: evaluation.Share) -> str:
    low, high = share.interval
    return f"{share.value:.3f} ({low:.2f}-{high:.2f})"
