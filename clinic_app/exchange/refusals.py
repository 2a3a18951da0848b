"""The words for what was refused and why, and the workbook in which refused rows are handed back."""

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import groupby
from pathlib import Path

from clinic_app.domain.areas import Area
from clinic_app.domain.enterprise import EvidenceGrade
from clinic_app.domain.partner import MemorandumStatus, PartnerRole
from clinic_app.domain.records import FieldError
from clinic_app.exchange import columns, vocabulary
from clinic_app.exchange.rows import Refusal
from clinic_app.exchange.workbook import LONGEST, Column, Kind, sheet
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.i18n.file_reasons import FILE_REASONS

_CELL_REASONS: Mapping[str, str] = {
    "empty": N_("“%(column)s” is empty."),
    "unreadable-number": N_("“%(value)s” is not a number."),
    "not-whole": N_("“%(value)s” is not a whole number."),
    "out-of-range": N_("“%(value)s” is outside the possible range."),
    "unreadable-year": N_("“%(value)s” is not a year."),
    "unreadable-date": N_("“%(value)s” is not a date that exists."),
    "implausible-date": N_("The date “%(value)s” cannot be right."),
    "unknown-choice": N_("“%(value)s” is not one of the known answers."),
    "unknown-country": N_("“%(value)s” is not a known country."),
    "unknown-level": N_("“%(value)s” is not a level from 1 to 5."),
    "unknown-item": N_("“%(value)s” is not a question of this questionnaire."),
    "repeated-item": N_("An earlier row answers the question “%(value)s” already."),
    "unreadable-score": N_("“%(value)s” is not a score."),
    "contradiction": N_("There is a score, and a reason for none as well."),
    "differs-from-row": N_(
        "“%(value)s” differs from what an earlier row says of the same partner, memorandum or programme."
    ),
    "repeated-year": N_("An earlier row is about the year “%(value)s” already."),
    "not-a-value": N_("A list or an object stands where one value belongs."),
    "not-a-row": N_("This entry is not an object with the columns as its keys."),
    "extra-cells": N_("The row has more cells than the table has columns; “%(value)s” is beyond the last."),
    "repeated-source-id": N_("An earlier row, of another enterprise, has the same source ID “%(value)s”."),
    "repeated-row": N_("An earlier row of the file is the same."),
    "differs-from-earlier": N_("“%(value)s” differs from what an earlier row of the same enterprise or case says."),
    "not-json": N_("The line is not sound JSON."),
}

_CELL_REMEDIES: Mapping[str, str] = {
    "empty": N_("Fill in “%(column)s”."),
    "unreadable-number": N_("Write the number alone, such as 46."),
    "not-whole": N_("Write a whole number."),
    "out-of-range": N_("Check the number."),
    "unreadable-year": N_("Write the year with four digits, such as 2005 or 1384."),
    "unreadable-date": N_("Write the date as 2024-08-02 or 1403/05/12."),
    "implausible-date": N_("Check the year."),
    "unknown-choice": N_("Write one of: %(choices)s."),
    "unknown-country": N_("Write the name of the country or its two-letter code."),
    "unknown-level": N_("Write 1, 2, 3, 4 or 5, from very low to very high."),
    "unknown-item": N_("Leave the first column as it was written."),
    "repeated-item": N_("Leave one answer to each question."),
    "unreadable-score": N_("Write 0, 1, 2, 3 or 4, “not applicable” or “not seen”."),
    "contradiction": N_("Leave one of the two."),
    "differs-from-row": N_("Write the same in every row, or leave the cell empty."),
    "repeated-year": N_("Leave one row for each year."),
    "not-a-value": N_("Write a text or a number."),
    "not-a-row": N_("Write each problem as one object."),
    "extra-cells": N_("Put texts that contain the separator between quotation marks."),
    "repeated-source-id": N_("Give every record a source ID of its own, or leave the column out."),
    "repeated-row": N_("Nothing to do: it is taken once."),
    "differs-from-earlier": N_("The earlier one is kept. Correct it in the case if it is wrong."),
    "not-json": N_("Correct the line; every line holds one object."),
}

# Columns of our own tables whose answers are the members of an enum.
_OWN_CHOICES: Mapping[str, type[Enum]] = {
    "evidence": EvidenceGrade,
    "partner_kind": PartnerRole,
    "status": MemorandumStatus,
    "areas": Area,
    "programme_areas": Area,
}

# Remedies that depend on the column as well.
_RANGES: Mapping[str, str] = {
    "severity": N_("Write 1, 2, 3, 4 or 5, from very low to very high."),
    "urgency": N_("Write 1, 2, 3, 4 or 5, from very low to very high."),
    "founded_year": N_("Write the year with four digits, such as 2005 or 1384."),
    "employees": N_("Write a number from 0 to 1,000,000."),
}

_FILE_REMEDIES: Mapping[str, str] = {
    "missing-file": N_("Check the name and the folder."),
    "unknown-suffix": N_("Use a file of the kind .csv, .xlsx, .ods, .json or .jsonl."),
    "encrypted": N_("Save it without a password as a new .xlsx workbook."),
    "damaged": N_("Open it in the program it comes from and save it again."),
    "wrong-content": N_("Open it in the program it comes from and save it again."),
    "nested-archive": N_("Copy the table into a new, empty workbook."),
    "too-many-cells": N_("Copy the table into a new, empty workbook."),
    "too-large": N_("Split it into smaller files."),
    "too-many-rows": N_("Split it into smaller files."),
    "too-many-columns": N_("Copy the table into a new, empty workbook."),
    "damaged-text": N_("Save it again as CSV in UTF-8."),
    "unknown-encoding": N_("Save it again as CSV in UTF-8."),
    "broken-quotes": N_("Close the quotation mark, or save the table again as CSV."),
    "no-header": N_("Write the names of the columns into the first row."),
    "missing-column": N_("Add the column “%(column)s”."),
    "newer-format": N_("Update this program."),
    "unknown-value": N_("Correct it to one of the values in the published schema."),
}


def refusal_text(catalog: Catalog, refusal: Refusal) -> tuple[str, str]:
    """Why a cell, row or file was refused (or is doubtful), and what to do about it."""
    if refusal.row == 0 or refusal.column.startswith("$") or _is_file_only(refusal.code):
        return _file_text(catalog, refusal)
    if refusal.code not in _CELL_REASONS:  # a doubt that the forms show in the same words
        return labels.field_error(catalog, FieldError(refusal.column, refusal.code, warning=True)), ""
    remedy = _RANGES.get(refusal.column) if refusal.code == "out-of-range" else None
    words = {
        "value": _short(refusal.value),
        "column": columns.name(catalog, refusal.column),
        "choices": _choices(catalog, refusal.column),
    }
    reason = catalog.text(_CELL_REASONS[refusal.code]) % words
    return reason, catalog.text(remedy or _CELL_REMEDIES[refusal.code]) % words


def write_errors(refused: Iterable[Refusal], path: Path, *, catalog: Catalog) -> int:
    """Write refused rows to a workbook: what is wrong, and the row itself, to be corrected and read again.

    Returns the number of rows. Raises CannotWrite.
    """
    _ = catalog.text
    head = (_("File"), _("Line"), _("What is wrong"), _("What to do"))
    kinds = (Kind.TEXT, Kind.INTEGER, Kind.LONG, Kind.LONG)
    shown = [Column(header=header, kind=kind) for header, kind in zip(head, kinds, strict=True)]
    shown += [
        Column(header=columns.name(catalog, key), kind=Kind.LONG if key in columns.TEXTS else Kind.TEXT)
        for key in columns.KEYS
    ]
    ordered = sorted(refused, key=lambda refusal: (refusal.file, refusal.row))
    count = 0
    with sheet(path, catalog=catalog, name=_("Refused rows"), columns=shown) as writer:
        for (file, row), group in groupby(ordered, key=lambda refusal: (refusal.file, refusal.row)):
            faults = list(group)
            texts = [refusal_text(catalog, fault) for fault in faults]
            reasons = "\n".join(
                f"{_place(catalog, fault)}{text[0]}" for fault, text in zip(faults, texts, strict=True)
            )
            remedies = "\n".join(dict.fromkeys(text[1] for text in texts if text[1]))
            cells = [faults[0].cells.get(key, "") for key in columns.KEYS]
            if any(len(cell) > LONGEST for cell in cells):
                remedies += "\n" + _("A text is too long for a cell and was cut: take it from the original file.")
            marked = {len(head) + columns.KEYS.index(f.column) for f in faults if f.column in columns.KEYS}
            writer.row((Path(file).name, row or None, reasons, remedies, *cells), marked=marked)
            count += 1
    return count


def _file_text(catalog: Catalog, refusal: Refusal) -> tuple[str, str]:
    reason = catalog.text(FILE_REASONS.get(refusal.code, "")) or refusal.code
    place = refusal.column.removeprefix("$").lstrip(".")
    words = {
        "reason": reason,
        "place": place,
        "value": _short(refusal.value),
        "column": columns.name(catalog, refusal.value) if refusal.value in columns.KEYS else "",
    }
    if place and refusal.value:
        sentence = catalog.text("This cannot be read: %(reason)s (%(place)s: “%(value)s”).") % words
    elif place:
        sentence = catalog.text("This cannot be read: %(reason)s (%(place)s).") % words
    else:
        sentence = catalog.text("This cannot be read: %(reason)s.") % words
    otherwise = N_("Correct the file, or have it made again, and read it once more.")
    return sentence, catalog.text(_FILE_REMEDIES.get(refusal.code, otherwise)) % words


def _is_file_only(code: str) -> bool:
    return code in FILE_REASONS and code not in _CELL_REASONS


def _place(catalog: Catalog, refusal: Refusal) -> str:
    return f"{columns.name(catalog, refusal.column)}: " if refusal.column in columns.KEYS else ""


def _choices(catalog: Catalog, column: str) -> str:
    members = vocabulary.CHOICES.get(column) or _OWN_CHOICES.get(column) or ()
    return (", " if catalog.language != "fa" else "، ").join(labels.label(catalog, member) for member in members)


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:59]}…"
