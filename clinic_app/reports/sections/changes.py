"""What changed since the version that was issued before."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import Any

from clinic_app.domain.assessment import Answer, instruments
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.comparison import Difference, DifferenceKind, differences
from clinic_app.i18n import formats, names
from clinic_app.i18n.catalog import N_
from clinic_app.i18n.labels import field, label, type_label
from clinic_app.reports.blocks import chapter
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.document import Previous
from clinic_app.reports.tables import Cell, Column, table
from clinic_app.reports.text.sanitise import isolate

_TABLES: Mapping[str, str] = {
    "case": N_("Case"),
    "enterprise": N_("Enterprise"),
    "contacts": N_("Contact"),
    "years": N_("Fiscal year"),
    "assessments": N_("Scorecard"),
    "answers": N_("Answer"),
    "problems": N_("Problem"),
    "matches": N_("Cooperation area"),
    "recommendations": N_("Recommendation"),
    "actions": N_("Action"),
    "risks": N_("Risk"),
    "referrals": N_("Referral"),
    "opportunities": N_("Partner opportunity"),
    "visits": N_("Visit"),
    "impacts": N_("Impact"),
    "follow_ups": N_("Follow-up"),
    "attachments": N_("Attachment"),
}
_SINGLE = ("case", "enterprise")  # there is only one: it needs no name
_CONTEXT = 5  # words of a long text that are left standing before what changed
_MOST = 45  # words of a long text that are shown


def changes(desk: Desk, previous: Previous, file: CaseFile) -> Story:
    """A chapter with every difference to the version before: what it was, what it is now."""
    _, catalog = desk.catalog.text, desk.catalog
    title = _("What changed since version %(version)s") % {"version": desk.number(previous.version)}
    issued = formats.both_days(desk.day_of(previous.issued_at), catalog.language)
    against = _("Compared with version %(version)s, issued on %(day)s.") % {
        "version": desk.number(previous.version),
        "day": issued,
    }
    found = differences(previous.file, file)
    if not found:
        same = _("Nothing that is printed has changed since.")
        return [*chapter(desk, title), words(desk, f"{against} {same}", desk.sheet.note)]
    columns = (Column(_("What"), 3), Column(_("Before"), 3.5), Column(_("Now"), 3.5))
    rows = [row for _key, group in groupby(found, key=_record) for row in _rows(desk, list(group))]
    return [*chapter(desk, title), words(desk, against, desk.sheet.note), *table(desk, columns, rows)]


def _record(difference: Difference) -> tuple[str, int]:
    return difference.table, id(difference.record)


def _rows(desk: Desk, found: Sequence[Difference]) -> list[list[Cell]]:
    """The lines of one record: its name, and below it each field that changed; one line when it came or went."""
    first, name = found[0], _title(desk, found[0])
    if first.kind is not DifferenceKind.CHANGED:
        return [[name, *_came_or_went(desk, first.kind)]]
    return [[name, "", ""], *([field(desk.catalog, each.field), *_sides(desk, each)] for each in found)]


def _title(desk: Desk, difference: Difference) -> list[object]:
    kind = desk.catalog.text(_TABLES[difference.table])
    name = "" if difference.table in _SINGLE else record_name(desk, difference.record, difference.title)
    parts: list[object] = [words(desk, kind, desk.sheet.label)]
    return [*parts, quoted(desk, _short(desk, name), desk.sheet.cell_strong)] if name else parts


def record_name(desk: Desk, record: Any, title: str) -> str:
    """What a record is called: a question by its words, what is known by its day by that day, else its title."""
    language = desk.catalog.language
    if isinstance(record, Answer):
        asked = next((each.items[record.item] for each in instruments().values() if record.item in each.items), None)
        return asked.text[language] if asked else record.item
    if not title:
        return label(desk.catalog, getattr(record, "kind", None) or getattr(record, "target", None))
    for name in ("visited_on", "due_on", "assessed_on"):
        day = getattr(record, name, None)
        if day is not None and title == str(day):
            return formats.day(day, language)
    return formats.digits(title, language) if title == str(getattr(record, "year", None)) else title


def _came_or_went(desk: Desk, kind: DifferenceKind) -> list[Cell]:
    _ = desk.catalog.text
    if kind is DifferenceKind.ADDED:
        return ["–", [words(desk, _("added"), desk.sheet.cell)]]
    return ["–", [words(desk, _("removed"), desk.sheet.cell)]]


def _sides(desk: Desk, difference: Difference) -> list[Cell]:
    """Old and new; of two long texts the part in which they differ."""
    old, new = difference.old, difference.new
    if isinstance(old, str) and isinstance(new, str) and difference.field != "type_code":
        skipped = _alike(old.split(), new.split())
        return [_short(desk, text, skipped) or "–" for text in (old, new)]
    return [_short(desk, told(desk, difference.field, value)) or "–" for value in (old, new)]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words at the beginning of both need not be shown, when one of them is long."""
    if max(len(old), len(new)) <= _MOST:
        return 0
    same = next((place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    same = min(len(old), len(new)) if same is None else same
    return max(0, same - _CONTEXT)


def _short(desk: Desk, text: str, skipped: int = 0) -> str:
    """The text, or of a long one the words from ``skipped`` on, and how many there are in all."""
    parts = text.split()
    if len(parts) <= _MOST and not skipped:
        return text
    shown = parts[skipped : skipped + _MOST]
    front = "… " if skipped else ""
    back = " …" if skipped + len(shown) < len(parts) else ""
    counted = desk.catalog.plural("%(n)s word in all", "%(n)s words in all", len(parts))
    number = formats.number(len(parts), desk.catalog.language)
    return f"{front}{' '.join(shown)}{back} ({counted % {'n': number}})"


def told(desk: Desk, name: str, value: Any) -> str:
    """The value of a record's field in words; empty when there is none."""
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Enum):
        return label(catalog, value)
    if isinstance(value, datetime):
        return formats.moment(value, language, desk.zone)
    if isinstance(value, date):
        return formats.day(value, language)
    if isinstance(value, int | float | Decimal):
        is_year = name in ("year", "founded_year")
        return isolate(desk.number(int(value)) if is_year else formats.number(value, language), ltr=True)
    if isinstance(value, tuple):
        return "\n".join(told(desk, name, each) for each in value)
    return _coded(desk, name, str(value))


def _coded(desk: Desk, name: str, value: str) -> str:
    """A text, or the words for the code it is."""
    catalog = desk.catalog
    if name == "type_code":
        return type_label(catalog, value)
    if name in ("country", "countries"):
        return names.country(catalog, value)
    return names.language(catalog, value) if name == "language" else value
