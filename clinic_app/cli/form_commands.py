"""clinic scorecard, figures, attach."""

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from clinic_app.cli.shell import Shell, described
from clinic_app.domain import assessment as scorecards
from clinic_app.domain.assessment import AnswerData, Assessment, Occasion
from clinic_app.domain.attachment import AttachmentData, AttachmentKind
from clinic_app.domain.calendar import today
from clinic_app.domain.enterprise import YearFigures, YearFiguresData
from clinic_app.errors import UnreadableFile, cause
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.services import assessments, attachments, casefile, cases, enterprises, sheets, transfer
from clinic_app.services.transfer import IntakeResult
from clinic_app.storage import media


def scorecard(shell: Shell) -> int:
    """Print the scorecards of a case, write a blank one, or read a filled one."""
    options = shell.options
    if options.blank is not None:
        sheets.write_blank_scorecard(shell.catalog, options.blank)
        shell.show(str(options.blank))
        shell.give(
            {"files": [described(options.blank, sha256=hashlib.sha256(options.blank.read_bytes()).hexdigest())]}
        )
        return 0
    key = shell.database.read(casefile.find, options.case)
    if options.read is None:
        return _print_scorecards(shell, key)
    card, result = sheets.read_scorecard(
        shell.database,
        key,
        options.read,
        occasion=options.occasion or Occasion.BASELINE,
        assessed_on=options.on or today(),
        assessor=shell.settings.advisor,
    )
    found = [] if card is None else [_scored(shell, card)]
    return told(shell, result, {"assessments": found})


def _print_scorecards(shell: Shell, case_id: UUID) -> int:
    options = shell.options
    cards = [
        card
        for card in shell.database.read(assessments.of_case, case_id)
        if options.occasion in (None, card.occasion) and options.on in (None, card.assessed_on)
    ]
    if not cards:
        shell.say(shell.text("This case has no scorecard yet."))
    for card in cards:
        shell.show("\n".join(_lines(shell, card)))
    shell.give({"assessments": [_scored(shell, card) for card in cards]})
    return 0


def _lines(shell: Shell, card: Assessment) -> Iterator[str]:
    language = shell.language
    questionnaire = scorecards.instrument(card.instrument, card.version)
    answers = shell.database.read(assessments.answers, card.id)
    scores = scorecards.dimension_scores(answers, questionnaire)
    names = {each.code: each.label[language] for each in questionnaire.dimensions}
    yield f"{label(shell.catalog, card.occasion)}  {formats.day(card.assessed_on, language)}"
    for score in scores:
        words = shell.text("%(answered)s of %(asked)s answered") % {
            "answered": formats.number(score.answered, language),
            "asked": formats.number(score.asked, language),
        }
        yield f"  {names[score.dimension]}: {formats.percent(score.percent, language) or '–'}  ({words})"
    yield f"  {shell.text('Overall')}: {formats.percent(scorecards.overall(scores), language) or '–'}"
    for weak in scorecards.weaknesses(answers, questionnaire):
        yield f"  {formats.percent(weak.percent, language)}  {weak.item.text[language]}"
        yield f"      {weak.item.advice[language]}"


def _scored(shell: Shell, card: Assessment) -> dict[str, Any]:
    questionnaire = scorecards.instrument(card.instrument, card.version)
    answers = shell.database.read(assessments.answers, card.id)
    scores = scorecards.dimension_scores(answers, questionnaire)
    weak = scorecards.weaknesses(answers, questionnaire)
    return {
        "id": str(card.id),
        "occasion": card.occasion.value,
        "assessed_on": card.assessed_on.isoformat(),
        "overall": scorecards.overall(scores),
        "dimensions": [score._asdict() for score in scores],
        "weaknesses": [
            {"item": each.item.code, "percent": each.percent, "advice": each.item.advice[shell.language]}
            for each in weak
        ],
        "answers": [_plain(AnswerData, each) for each in answers],
    }


def figures(shell: Shell) -> int:
    """Print the yearly figures of a case's enterprise, or read them from a table."""
    key = shell.database.read(casefile.find, shell.options.case)
    result = sheets.read_figures(shell.database, key, shell.options.read) if shell.options.read else None
    firm_id = shell.database.read(cases.get, key).enterprise_id
    years = shell.database.read(enterprises.years, firm_id)
    found = {"years": [_plain(YearFiguresData, year) for year in years]}
    if result is not None:
        return told(shell, result, found)
    if not years:
        shell.say(shell.text("There are no yearly figures yet."))
    for year in years:
        shell.show("\n".join(_figures(shell, year)))
    shell.give(found)
    return 0


def _figures(shell: Shell, year: YearFigures) -> Iterator[str]:
    language = shell.language
    yield f"{formats.digits(str(year.year), language)}  {year.currency}".rstrip()
    for each in fields(YearFiguresData):
        value = getattr(year, each.name)
        if each.name in ("year", "currency") or value in (None, ""):
            continue
        shown = label(shell.catalog, value) if isinstance(value, Enum) else value
        words = shown if isinstance(shown, str) else formats.number(shown, language)
        yield f"  {field(shell.catalog, each.name)}: {words}"


def attach(shell: Shell) -> int:
    """Attach a photo or a paper to a case."""
    options = shell.options
    key = shell.database.read(casefile.find, options.case)
    content = _content(options.file)
    is_image = media.media_type(options.file.name, content).startswith("image/")
    kind = options.kind or (AttachmentKind.PHOTO if is_image else AttachmentKind.DOCUMENT)
    data = AttachmentData(caption=options.caption, kind=kind)
    kept = attachments.add(shell.database, key, options.file.name, content, data)
    shell.show(f"{kept.name}  {label(shell.catalog, kept.kind)}  {kept.sha256}")
    names = ("name", "media_type", "size", "sha256")
    about = {name: getattr(kept, name) for name in names}
    shell.give({"attachment": {"id": str(kept.id), **about, **_plain(AttachmentData, kept)}})
    return 0


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > media.MOST_BYTES:  # before it is read
            raise UnreadableFile(path=str(path), reason="too-large")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=cause(error)) from error


def told(shell: Shell, result: IntakeResult, found: dict[str, Any]) -> int:
    """Tell what became of the rows of a sheet as an import tells it."""
    for refusal in result.refused:
        shell.say(transfer.sentence(shell.catalog, refusal))
    counts = {"added": result.added, "changed": result.changed, "unchanged": result.unchanged}
    shown = counts | {"refused": result.refused_rows}
    summary = shell.text("%(added)s added, %(changed)s changed, %(unchanged)s known already, %(refused)s refused")
    shell.show(summary % {name: formats.number(n, shell.language) for name, n in shown.items()})
    shell.give(counts | {"refused": transfer.told(shell.catalog, result)} | found)
    return 1 if result.refused else 0


def _plain(kind: type[Any], record: Any) -> dict[str, Any]:
    """The editable part of a record as JSON values."""
    return {each.name: _as_json(getattr(record, each.name)) for each in fields(kind)}


def _as_json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, str | int | float | None) else str(value)
