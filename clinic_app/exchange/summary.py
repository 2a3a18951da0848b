"""A case in one line for export: what each column is, and where it comes from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from clinic_app.domain.areas import Area, PartnerCountry
from clinic_app.domain.case import Outcome, Stage, Standing
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import SizeBand, size_band
from clinic_app.domain.match import Match, Verdict
from clinic_app.domain.plan import ActionStatus
from clinic_app.domain.problem import Problem
from clinic_app.domain.records import FieldError
from clinic_app.errors import InvalidData
from clinic_app.exchange.workbook import Kind, Value
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import N_, Catalog


class Decided(Enum):
    """How far the areas of a case's problems are decided."""

    NONE = "none"
    PARTLY = "partly"
    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"
    CHOSEN = "chosen"


_DECIDED = {
    Decided.NONE: N_("Not yet decided"),
    Decided.PARTLY: N_("Partly decided"),
    Decided.ACCEPTED: N_("Suggestion accepted"),
    Decided.OVERRIDDEN: N_("Decided otherwise"),
    Decided.CHOSEN: N_("Chosen by the advisor"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """A problem in a summary. ``type`` is empty when it has none; ``area`` the decided one, else the suggested."""

    title: str
    type: str
    area: Area | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """The values of one case. ``confidence`` is 0 to 1, hours are decimal; None means there is nothing to say."""

    id: UUID
    number: str
    title: str
    stage: Stage
    standing: Standing
    received_on: date
    closed_on: date | None
    enterprise: str
    province: str
    industrial_park: str
    isic: str
    size_band: SizeBand | None
    problems: tuple[ProblemLine, ...]
    primary_area: Area | None
    secondary_areas: tuple[Area, ...]
    confidence: float | None
    decision: Decided
    outcome: Outcome | None
    hours: float | None
    actions_done: int
    actions_total: int
    partner_country: PartnerCountry
    advisor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryColumn:
    """One column of the export. Keys are stable; ``header`` is a message id."""

    key: str
    header: str
    kind: Kind
    width: int = 0


COLUMNS = (
    SummaryColumn(key="number", header=N_("Case number"), kind=Kind.TEXT, width=18),
    SummaryColumn(key="title", header=N_("Title"), kind=Kind.LONG, width=36),
    SummaryColumn(key="stage", header=N_("Stage"), kind=Kind.TEXT, width=18),
    SummaryColumn(key="standing", header=N_("Standing"), kind=Kind.TEXT, width=14),
    SummaryColumn(key="received_on", header=N_("Received on"), kind=Kind.DATE),
    SummaryColumn(key="closed_on", header=N_("Closed on"), kind=Kind.DATE),
    SummaryColumn(key="enterprise", header=N_("Enterprise"), kind=Kind.TEXT, width=28),
    SummaryColumn(key="province", header=N_("Province"), kind=Kind.TEXT, width=16),
    SummaryColumn(key="industrial_park", header=N_("Industrial park"), kind=Kind.TEXT, width=22),
    SummaryColumn(key="isic", header=N_("ISIC code"), kind=Kind.TEXT, width=11),
    SummaryColumn(key="size_band", header=N_("Size"), kind=Kind.TEXT, width=18),
    SummaryColumn(key="problems", header=N_("Problems"), kind=Kind.LONG, width=52),
    SummaryColumn(key="primary_area", header=N_("Primary area"), kind=Kind.TEXT, width=26),
    SummaryColumn(key="secondary_areas", header=N_("Secondary areas"), kind=Kind.LONG, width=32),
    SummaryColumn(key="confidence", header=N_("Confidence"), kind=Kind.SHARE),
    SummaryColumn(key="decision", header=N_("Decision"), kind=Kind.TEXT, width=22),
    SummaryColumn(key="outcome", header=N_("Outcome"), kind=Kind.TEXT, width=22),
    SummaryColumn(key="hours", header=N_("Hours"), kind=Kind.NUMBER, width=9),
    SummaryColumn(key="actions_done", header=N_("Actions done"), kind=Kind.INTEGER),
    SummaryColumn(key="actions_total", header=N_("Actions in all"), kind=Kind.INTEGER),
    SummaryColumn(key="partner_country", header=N_("Partner country"), kind=Kind.TEXT, width=18),
    SummaryColumn(key="advisor", header=N_("Advisor"), kind=Kind.TEXT, width=20),
)
KEYS = tuple(column.key for column in COLUMNS)


def chosen(keys: Sequence[str]) -> tuple[SummaryColumn, ...]:
    """The columns of these keys in the order asked for; all of them when none is named.

    Raises InvalidData with the code "unknown-column" and the key as the field.
    """
    if unknown := [FieldError(key, "unknown-column") for key in keys if key not in KEYS]:
        raise InvalidData(errors=unknown)
    by_key = {column.key: column for column in COLUMNS}
    return tuple(by_key[key] for key in dict.fromkeys(keys)) or COLUMNS


def line(file: CaseFile) -> SummaryLine:
    """The summary of one case.

    The primary area is that of most problems; of two, the one with the more pressing problem, then the earlier
    one. Confidence is the matcher's highest for the primary area, None where it suggested other areas. Hours are
    those of contact, preparation and travel together.
    """
    case, firm = file.case, file.enterprise
    latest = {problem.id: file.match_of(problem.id) for problem in file.problems}
    areas = _areas(file.problems, latest)
    hours = [h for v in file.visits for h in (v.contact_hours, v.preparation_hours, v.travel_hours) if h is not None]
    return SummaryLine(
        id=case.id,
        number=case.number,
        title=case.title,
        stage=case.stage,
        standing=case.standing,
        received_on=case.received_on,
        closed_on=case.closed_at.astimezone().date() if case.closed_at else None,
        enterprise=firm.name,
        province=firm.province,
        industrial_park=firm.industrial_park,
        isic=firm.isic,
        size_band=size_band(firm.employees),
        problems=tuple(
            ProblemLine(title=p.title or _beginning(p.statement), type=p.type_code, area=_area(latest[p.id]))
            for p in file.problems
        ),
        primary_area=areas[0] if areas else None,
        secondary_areas=tuple(areas[1:]),
        confidence=_confidence(areas[0], latest) if areas else None,
        decision=_decided(list(latest.values())),
        outcome=case.outcome,
        hours=round(sum(hours), 2) if hours else None,
        actions_done=sum(action.status is ActionStatus.DONE for action in file.actions),
        actions_total=len(file.actions),
        partner_country=case.partner_country,
        advisor=case.advisor,
    )


def in_words(catalog: Catalog, value: object) -> Value:
    """A value of a summary as a table shows it: codes in words, lists in one text, numbers and dates as they are."""
    if isinstance(value, Decided):
        return catalog.text(_DECIDED[value])
    if value is PartnerCountry.NONE:
        return ""
    if isinstance(value, Enum):
        return labels.label(catalog, value)
    if isinstance(value, ProblemLine):
        name = labels.type_label(catalog, value.type) if value.type else ""
        return f"{value.title} ({name})" if name and value.title else name or value.title
    if isinstance(value, tuple):
        mark = "؛ " if catalog.language == "fa" else "; "
        return mark.join(str(in_words(catalog, part)) for part in value)
    assert value is None or isinstance(value, str | int | float | date)
    return value


def columns_in_words(catalog: Catalog, columns: Sequence[SummaryColumn]) -> list[SummaryColumn]:
    """The columns of a table in this language, headers translated.

    Persian readers expect Jalali dates and spreadsheets know none, so each date is preceded by a column that
    shows it as text (key "…:jalali"); the true date stays beside it, to sort and to calculate with.
    """
    shown = []
    for column in columns:
        header = catalog.text(column.header)
        if column.kind is Kind.DATE and catalog.language == "fa":
            shown.append(SummaryColumn(key=f"{column.key}:jalali", header=header, kind=Kind.TEXT, width=12))
            header = catalog.text("%(name)s (Gregorian)") % {"name": header}
        shown.append(SummaryColumn(key=column.key, header=header, kind=column.kind, width=column.width))
    return shown


def cells(catalog: Catalog, summary: SummaryLine, columns: Sequence[SummaryColumn]) -> list[Value]:
    """The cells of one case under ``columns_in_words``."""
    found: list[Value] = []
    for column in columns:
        key, _, calendar = column.key.partition(":")
        value = getattr(summary, key)
        found.append(formats.day(value, catalog.language) if calendar else in_words(catalog, value))
    return found


def _area(match: Match | None) -> Area | None:
    if match is None:
        return None
    return match.area if match.is_decided else match.suggestion.area


def _areas(problems: Sequence[Problem], latest: dict[UUID, Match | None]) -> list[Area]:
    """Areas of the problems, the most frequent first."""
    found = [(area, problem) for problem in problems if (area := _area(latest[problem.id]))]
    count = Counter(area for area, _ in found)
    pressing = {area: max(p.priority or 0 for a, p in found if a is area) for area in count}
    return sorted(count, key=lambda area: (-count[area], -pressing[area]))


def _confidence(primary: Area, latest: dict[UUID, Match | None]) -> float | None:
    sure = [m.suggestion.confidence for m in latest.values() if m and m.suggestion.area is primary]
    return round(max(sure), 4) if sure else None


def _decided(matches: Sequence[Match | None]) -> Decided:
    decided = [match.verdict for match in matches if match and match.verdict]
    if not decided:
        return Decided.NONE
    if len(decided) < len(matches):
        return Decided.PARTLY
    if Verdict.OVERRIDDEN in decided:
        return Decided.OVERRIDDEN
    return Decided.CHOSEN if Verdict.CHOSEN in decided else Decided.ACCEPTED


def _beginning(text: str, most: int = 80) -> str:
    first = " ".join(text.split())
    return first if len(first) <= most else f"{first[: most - 1].rstrip()}…"
