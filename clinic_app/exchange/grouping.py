"""Rows of a table put together to cases, each problem with an identity that a second import recognises."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum

from clinic_app.domain.areas import PartnerCountry
from clinic_app.domain.case import CaseData
from clinic_app.domain.enterprise import ContactData, EnterpriseData
from clinic_app.domain.problem import ProblemData
from clinic_app.domain.text import squeeze
from clinic_app.exchange import rows
from clinic_app.exchange.rows import IntakeRow, Refusal

# What all rows of an enterprise, and all rows of a case, ought to agree on.
_OF_ENTERPRISE = (
    "enterprise_name_latin", "country", "legal_id", "isic", "province", "industrial_park", "unit_status",
    "employees", "founded_year",
)  # fmt: skip
_OF_CASE = ("received_on", "channel", "partner_country", "advisor")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeProblem:
    """One row's problem. ``source_id`` is the row's own, or "auto:" and a hash of enterprise, title and statement."""

    row: int
    source_id: str
    data: ProblemData


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeCase:
    """Rows that share enterprise and case title. ``source_id`` ("auto:…") is the same at every import of them."""

    source_id: str
    enterprise: EnterpriseData
    contacts: tuple[ContactData, ...]
    case: CaseData
    problems: tuple[IntakeProblem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """The cases of a table, the rows that could not be placed, and the doubts found on the way."""

    cases: tuple[IntakeCase, ...]
    refused: tuple[Refusal, ...]
    doubts: tuple[Refusal, ...]
    repeated: int


def grouped(file: str, found: Iterable[IntakeRow], *, today: date) -> Grouped:
    """Put rows together to cases, in the order of their first rows.

    Refused with "repeated-source-id" is a row whose source_id an earlier row of another enterprise has. Doubts:
    "repeated-row" (left out, its like is already there) and "differs-from-earlier" (the earlier value counts).
    """
    told = _Identities(file)
    placed: dict[str, list[IntakeRow]] = {}
    for row in found:
        if firm := told.place(row):
            placed.setdefault(firm, []).append(row)
    cases: list[IntakeCase] = []
    doubts = told.doubts
    for firm, members in placed.items():
        doubts += _differences(file, members, _OF_ENTERPRISE)
        enterprise = rows.enterprise(_merged(members))
        for title, parts in _by_title(members):
            doubts += _differences(file, parts, _OF_CASE)
            cases.append(_case(_hash(firm, title), enterprise, parts, told.source_ids, today))
    cases.sort(key=lambda case: case.problems[0].row)
    return Grouped(cases=tuple(cases), refused=tuple(told.refused), doubts=tuple(doubts), repeated=told.repeated)


class _Identities:
    """Gives each row its enterprise and its identity, and notices the rows that are there twice."""

    def __init__(self, file: str) -> None:
        self.source_ids: dict[int, str] = {}
        self.refused: list[Refusal] = []
        self.doubts: list[Refusal] = []
        self.repeated = 0
        self._file = file
        self._names = _Names()
        self._known: dict[str, tuple[str, str]] = {}

    def place(self, row: IntakeRow) -> str:
        """The key of the row's enterprise; empty when the row is refused or repeats an earlier one."""
        firm = self._names.key(row)
        own = _hash(firm, row.case_title, row.problem_title, row.problem_statement or row.request)
        identity = row.source_id or own
        earlier = self._known.get(identity)
        if earlier and earlier[0] != firm:
            self.refused.append(_remark(self._file, row, "source_id", "repeated-source-id"))
            return ""
        if earlier and earlier[1] != own:  # one number on several problems of a form
            identity = f"{identity}#{own.removeprefix('auto:')[:12]}"
            earlier = self._known.get(identity)
        if earlier:
            column = "source_id" if row.source_id else "problem_statement"
            self.doubts.append(_remark(self._file, row, column, "repeated-row"))
            self.repeated += 1
            return ""
        self._known[identity] = (firm, own)
        self.source_ids[row.row] = identity
        return firm


class _Names:
    """Tells enterprises of one table apart: by name, and by legal ID where two of one name have different ones."""

    def __init__(self) -> None:
        self._legal_ids: dict[str, str] = {}

    def key(self, row: IntakeRow) -> str:
        name, legal_id = squeeze(row.enterprise_name), squeeze(row.legal_id)
        known = self._legal_ids.setdefault(name, legal_id)
        if not known and legal_id:
            self._legal_ids[name] = known = legal_id
        return name if not legal_id or legal_id == known else f"{name}\n{legal_id}"


def _by_title(members: Iterable[IntakeRow]) -> Iterator[tuple[str, list[IntakeRow]]]:
    by_title: dict[str, list[IntakeRow]] = {}
    for row in members:
        by_title.setdefault(squeeze(row.case_title), []).append(row)
    yield from by_title.items()


def _case(
    source_id: str,
    enterprise: EnterpriseData,
    parts: Sequence[IntakeRow],
    source_ids: dict[int, str],
    today: date,
) -> IntakeCase:
    requests = dict.fromkeys(row.request for row in parts if row.request)
    people = [person for row in parts if (person := rows.contact(row))]
    by_name = {squeeze(person.name): person for person in reversed(people)}
    contacts = [by_name[name] for name in dict.fromkeys(squeeze(person.name) for person in people)]
    return IntakeCase(
        source_id=source_id,
        enterprise=enterprise,
        contacts=tuple(replace(person, is_primary=number == 0) for number, person in enumerate(contacts)),
        case=replace(rows.case(_merged(parts), today=today), request="\n\n".join(requests)),
        problems=tuple(
            IntakeProblem(row=row.row, source_id=source_ids[row.row], data=rows.problem(row)) for row in parts
        ),
    )


def _merged(members: Sequence[IntakeRow]) -> IntakeRow:
    """The first row with the cells it leaves empty filled from the rows after it, own words of problems apart."""
    first = members[0]
    shared = {*_OF_ENTERPRISE, *_OF_CASE}
    empty = [field.name for field in fields(first) if field.name in shared and not getattr(first, field.name)]
    filled = {name: next((v for row in members if (v := getattr(row, name))), getattr(first, name)) for name in empty}
    return replace(first, **filled)


def _differences(file: str, members: Sequence[IntakeRow], names: Iterable[str]) -> Iterator[Refusal]:
    for name in names:
        kept = next((value for row in members if (value := getattr(row, name))), None)
        for row in members:
            value = getattr(row, name)
            if value and _comparable(value) != _comparable(kept):
                yield _remark(file, row, name, "differs-from-earlier")


def _comparable(value: object) -> object:
    return squeeze(value) if isinstance(value, str) else value


def _remark(file: str, row: IntakeRow, column: str, code: str) -> Refusal:
    cells = {field.name: _text(getattr(row, field.name)) for field in fields(row) if field.name != "row"}
    return Refusal(file=file, row=row.row, column=column, value=cells[column], code=code, cells=cells)


def _text(value: object) -> str:
    if value is None or value is PartnerCountry.NONE:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _hash(*parts: str) -> str:
    text = "\x1f".join(squeeze(part) for part in parts)
    return "auto:" + hashlib.sha256(text.encode()).hexdigest()[:32]
