"""The scorecard as a sheet to be filled in at the firm, and read again."""

import csv
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from clinic_app.domain.assessment import HIGHEST, AnswerData, Blank, Instrument
from clinic_app.errors import CannotWrite
from clinic_app.exchange import forms, values
from clinic_app.exchange.forms import Record
from clinic_app.exchange.formula import shield
from clinic_app.exchange.rows import Refusal
from clinic_app.exchange.values import BadValue
from clinic_app.exchange.vocabulary import compact
from clinic_app.exchange.workbook import Column, Kind, sheet, writing
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog, catalog
from clinic_app.settings import LANGUAGES

KEYS = ("item", "dimension", "question", "look_for", "score", "comment", "evidence")
_WIDTHS = (24, 22, 60, 40, 8, 40, 30)
_SHORT = {"na": Blank.NOT_APPLICABLE, "ns": Blank.NOT_SEEN}


def write_blank(path: Path, instrument: Instrument, *, words: Catalog) -> None:
    """Write a row for each question in the language of ``words``, by suffix: .csv, .xlsx or .json.

    Raises CannotWrite (reason "unknown-suffix" for another kind of file).
    """
    rows = [_row(instrument, code, words.language) for code in instrument.items]
    suffix = path.suffix.lower()
    if suffix == ".csv":
        with writing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows([KEYS, *([shield(row[key]) for key in KEYS] for row in rows)])
    elif suffix == ".xlsx":
        layout = [Column(header=key, kind=Kind.LONG, width=width) for key, width in zip(KEYS, _WIDTHS, strict=True)]
        with sheet(path, catalog=words, name=words.text("Scorecard"), columns=layout) as writer:
            for row in rows:
                writer.row([row[key] for key in KEYS])
    elif suffix == ".json":
        head = {"instrument": instrument.code, "version": instrument.version}
        answers = [{**row, "score": None} for row in rows]
        with writing(path) as part:
            part.write_text(json.dumps({**head, "answers": answers}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    else:
        raise CannotWrite(path=str(path), reason="unknown-suffix")


def _row(instrument: Instrument, code: str, language: str) -> dict[str, str]:
    item = instrument.items[code]
    named = next(each for each in instrument.dimensions if each.code == item.dimension)
    texts = (code, named.label[language], item.text[language], item.look_for[language], "", "", "")
    return dict(zip(KEYS, texts, strict=True))


def read(path: Path, instrument: Instrument) -> tuple[tuple[AnswerData, ...], forms.Form, tuple[Refusal, ...]]:
    """The answers of a filled-in sheet, the form as it was read, and what was refused of it.

    A question without score and words is left out. Raises UnreadableFile as ``forms.read``.
    """
    form = forms.read(path, keys=(*KEYS, "blank"), needed="item", part="answers")
    found: dict[str, AnswerData] = {}
    refused = list(form.refused)
    for record in form.records:
        answer, faults = _answer(form, record, instrument)
        if answer is not None and answer.item in found:
            faults = (forms.refusal(form, record, "item", "repeated-item"),)
        refused += faults
        if answer is not None and not faults and answer != AnswerData(item=answer.item):
            found[answer.item] = answer
    return tuple(found.values()), form, tuple(refused)


def _answer(
    form: forms.Form, record: Record, instrument: Instrument
) -> tuple[AnswerData | None, tuple[Refusal, ...]]:
    texts: dict[str, Any] = {}
    column = "item"
    try:
        for column in ("item", "comment", "evidence"):
            texts[column] = values.text(forms.cell(record, column))
        column = "score"
        score, blank = _score(values.digits(forms.cell(record, "score")))
        column = "blank"
        blank = blank or _blank(values.text(forms.cell(record, "blank")))
    except BadValue as error:
        return None, (forms.refusal(form, record, column, error.code),)
    if not texts["item"]:
        return None, (forms.refusal(form, record, "item", "empty"),)
    if texts["item"] not in instrument.items:
        return None, (forms.refusal(form, record, "item", "unknown-item"),)
    answer = AnswerData(score=score, blank=blank, **texts)
    return answer, forms.refusals(form, record, answer.errors())


def _score(written: str) -> tuple[int | None, Blank | None]:
    """A score from 0 to 4, or the reason for none. Code: "unreadable-score"."""
    if not written:
        return None, None
    if named := _reasons().get(compact(written)):
        return None, named
    try:
        score = values.whole(written)
    except BadValue as error:
        raise BadValue("unreadable-score") from error
    if score is None or not 0 <= score <= HIGHEST:
        raise BadValue("unreadable-score")
    return score, None


def _blank(written: str) -> Blank | None:
    if not written:
        return None
    if (named := _reasons().get(compact(written))) is None:
        raise BadValue("unreadable-score")
    return named


@cache
def _reasons() -> Mapping[str, Blank]:
    return dict(_named()) | _SHORT


def _named() -> Iterator[tuple[str, Blank]]:
    for member in Blank:
        yield compact(member.value), member
        yield from ((compact(labels.label(catalog(language), member)), member) for language in LANGUAGES)
