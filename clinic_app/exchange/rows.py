"""One row of an intake table: its values, or what is wrong with it and where."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clinic_app.domain.areas import PartnerCountry
from clinic_app.domain.case import CaseData, Channel
from clinic_app.domain.enterprise import ContactData, ContactRole, EnterpriseData, UnitStatus
from clinic_app.domain.problem import ProblemData
from clinic_app.domain.records import FieldError
from clinic_app.exchange import values
from clinic_app.exchange.columns import KEYS, TEXTS, Cell
from clinic_app.exchange.values import BadValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One cell that was refused, or is doubtful. ``row`` is the line of the file or sheet, the header being 1.

    ``row`` is 0 and ``column`` may be empty when the whole file is meant; of a case in JSON ``row`` is its place
    in the file and ``column`` a JSON path. ``code`` is worded by ``refusals.refusal_text``. ``cells`` hold the
    whole row as text by column key, so that it can be handed back to be put right.
    """

    file: str
    row: int
    column: str
    value: str
    code: str
    cells: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRow:
    """The values of one row, checked; None and empty text mean that the cell was empty."""

    row: int
    enterprise_name: str
    enterprise_name_latin: str
    country: str
    legal_id: str
    isic: str
    province: str
    industrial_park: str
    unit_status: UnitStatus | None
    employees: int | None
    founded_year: int | None
    contact_name: str
    contact_role: ContactRole | None
    contact_phone: str
    contact_email: str
    received_on: date | None
    channel: Channel | None
    case_title: str
    request: str
    problem_title: str
    problem_statement: str
    since: date | None
    severity: int | None
    urgency: int | None
    partner_country: PartnerCountry | None
    advisor: str
    source_id: str


_READERS: Mapping[str, Callable[[Cell], Any]] = {
    **dict.fromkeys(KEYS, values.text),
    "country": values.country,
    "legal_id": values.digits,
    "isic": values.digits,
    "unit_status": values.choice("unit_status", UnitStatus),
    "employees": values.whole,
    "founded_year": values.year,
    "contact_role": values.choice("contact_role", ContactRole),
    "contact_phone": values.digits,
    "received_on": values.day,
    "channel": values.choice("channel", Channel),
    "since": values.beginning,
    "severity": values.level,
    "urgency": values.level,
    "partner_country": values.partner_country,
}

# The columns that the fields of a record come from, where they are not called the same.
_COLUMNS = {
    "name": "enterprise_name",
    "name_latin": "enterprise_name_latin",
    "title": "case_title",
    "statement": "problem_statement",
    "email": "contact_email",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a row: its values when nothing was refused, and what is doubtful but does not block."""

    row: IntakeRow | None
    refused: tuple[Refusal, ...] = ()
    doubts: tuple[Refusal, ...] = ()


def read_row(file: str, row: int, cells: Mapping[str, Cell], *, today: date) -> Outcome:
    """Read one row given as cells by column key. ``today`` stands in for a missing day of receipt."""
    found: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for key in KEYS:
        try:
            found[key] = _READERS[key](_plain(cells.get(key)))
        except BadValue as error:
            faults.append((key, error.code))
    if "enterprise_name" in found and not found["enterprise_name"]:
        faults.append(("enterprise_name", "empty"))
    if not any(found.get(key) for key in TEXTS):
        faults.append(("problem_statement", "empty"))
    as_text = {key: _written(cell) for key, cell in cells.items()}

    def refusal(column: str, code: str) -> Refusal:
        return Refusal(file=file, row=row, column=column, value=as_text.get(column, ""), code=code, cells=as_text)

    if faults:
        return Outcome(row=None, refused=tuple(refusal(*fault) for fault in faults))
    values_ = IntakeRow(row=row, **found)
    errors = list(_errors(values_, today))
    return Outcome(
        row=None if any(not error.warning for error in errors) else values_,
        refused=tuple(refusal(_COLUMNS.get(e.field, e.field), e.code) for e in errors if not e.warning),
        doubts=tuple(refusal(_COLUMNS.get(e.field, e.field), e.code) for e in errors if e.warning),
    )


def enterprise(row: IntakeRow) -> EnterpriseData:
    """The enterprise of a row. Without a country, a name in Hangul is taken for Korean, any other for Iranian."""
    korean = any("\uac00" <= char <= "\ud7a3" for char in row.enterprise_name)
    return EnterpriseData(
        name=row.enterprise_name,
        name_latin=row.enterprise_name_latin,
        country=row.country or ("KR" if korean else "IR"),
        legal_id=row.legal_id,
        isic=row.isic,
        province=row.province,
        industrial_park=row.industrial_park,
        unit_status=row.unit_status,
        employees=row.employees,
        founded_year=row.founded_year,
    )


def contact(row: IntakeRow) -> ContactData | None:
    """The contact of a row; None when no cell of it says who. A nameless one goes by address or number."""
    name = row.contact_name or row.contact_email or row.contact_phone
    if not name:
        return None
    return ContactData(name=name, role=row.contact_role, phone=row.contact_phone, email=row.contact_email)


def case(row: IntakeRow, *, today: date) -> CaseData:
    """The case of a row; without a title it is called by its problem or by the first words of the text."""
    text = row.problem_statement or row.request
    return CaseData(
        title=row.case_title or row.problem_title or _first_words(text),
        request=row.request,
        received_on=row.received_on or today,
        channel=row.channel,
        advisor=row.advisor,
        partner_country=row.partner_country or PartnerCountry.NONE,
    )


def problem(row: IntakeRow) -> ProblemData:
    """The problem of a row. Without a statement, the client's request is what is to be matched."""
    return ProblemData(
        title=row.problem_title,
        statement=row.problem_statement or row.request,
        since=row.since,
        severity=row.severity,
        urgency=row.urgency,
    )


def _errors(row: IntakeRow, today: date) -> Iterator[FieldError]:
    yield from enterprise(row).errors()
    if person := contact(row):
        yield from person.errors()
    yield from case(row, today=today).errors()
    yield from problem(row).errors()


def _plain(cell: object) -> Cell:
    """The cell if a sheet could hold it; JSON can nest lists and objects in its place."""
    if isinstance(cell, list | dict):
        raise BadValue("not-a-value")
    return cell  # type: ignore[return-value]


def _written(cell: object) -> str:
    return values.text(cell) if not isinstance(cell, list | dict) else str(cell)  # type: ignore[arg-type]


def _first_words(text: str, most: int = 60) -> str:
    line = next((line for line in text.split("\n") if line.strip()), "").strip()
    if len(line) <= most:
        return line
    cut = line.rfind(" ", most // 2, most)
    return line[: cut if cut > 0 else most].rstrip() + "…"
