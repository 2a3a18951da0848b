"""The enterprise: who it is, where it stands, its people, and its figures by fiscal year."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from clinic_app.domain import identifiers
from clinic_app.domain.identifiers import IdCheck
from clinic_app.domain.records import MOST, FieldError, plausible, required, within


class UnitStatus(Enum):
    """Operating status of the production unit, as ISIPO classes it."""

    ACTIVE = "active"
    SEMI_ACTIVE = "semi_active"
    IDLE = "idle"
    UNDER_CONSTRUCTION = "under_construction"
    REVIVED = "revived"


class LegalForm(Enum):
    """Legal form of the enterprise."""

    SOLE_PROPRIETOR = "sole_proprietor"
    PARTNERSHIP = "partnership"
    LIMITED = "limited"
    PRIVATE_JOINT_STOCK = "private_joint_stock"
    PUBLIC_JOINT_STOCK = "public_joint_stock"
    COOPERATIVE = "cooperative"
    INSTITUTE = "institute"
    OTHER = "other"


class Licence(Enum):
    """The kind of industrial licence the unit holds."""

    ESTABLISHMENT = "establishment"
    OPERATION = "operation"
    OTHER = "other"


class SizeBand(Enum):
    """Size by head-count, in the bands of the Statistical Centre of Iran."""

    MICRO = "1-9"
    SMALL = "10-49"
    MEDIUM = "50-99"
    LARGE = "100+"


def size_band(employees: int | None) -> SizeBand | None:
    """The band of a head-count; None when it is unknown or nobody works there."""
    if not employees:
        return None
    bands = ((9, SizeBand.MICRO), (49, SizeBand.SMALL), (99, SizeBand.MEDIUM))
    return next((band for top, band in bands if employees <= top), SizeBand.LARGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseData:
    """What the advisor may edit. ``country`` is ISO 3166 alpha-2; shares are percent; None means not answered."""

    name: str
    name_latin: str = ""
    country: str = "IR"
    legal_form: LegalForm | None = None
    legal_id: str = ""
    legal_id_excuse: str = ""
    registration_no: str = ""
    economic_code: str = ""
    licence: Licence | None = None
    licence_no: str = ""
    licence_on: date | None = None
    isic: str = ""
    activity: str = ""
    products: str = ""
    nominal_capacity: float | None = None
    actual_output: float | None = None
    capacity_unit: str = ""
    unit_status: UnitStatus | None = None
    idle_since: date | None = None
    province: str = ""
    county: str = ""
    industrial_park: str = ""
    address: str = ""
    postal_code: str = ""
    website: str = ""
    founded_year: int | None = None
    employees: int | None = None
    ownership: str = ""
    is_family_firm: bool | None = None
    women_share: float | None = None
    foreign_share: float | None = None
    certificates: str = ""
    markets: str = ""
    export_countries: str = ""
    notes: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong or doubtful. The legal ID only ever warns."""
        return [
            *required("name", self.name),
            *self._legal_id_doubts(),
            *within("founded_year", self.founded_year, 1200, 2150),
            *within("employees", self.employees, 0, 1_000_000),
            *within("women_share", self.women_share, 0, 100),
            *within("foreign_share", self.foreign_share, 0, 100),
            *within("nominal_capacity", self.nominal_capacity, 0, 1e15),
            *within("actual_output", self.actual_output, 0, 1e15),
            *plausible("licence_on", self.licence_on),
            *plausible("idle_since", self.idle_since),
        ]

    def _legal_id_doubts(self) -> list[FieldError]:
        check = identifiers.legal_id(self.country, self.legal_id)
        doubtful = check in (IdCheck.WRONG_LENGTH, IdCheck.WRONG_CHECK_DIGIT)
        return [FieldError("legal_id", check.value, warning=True)] if doubtful else []

    @property
    def isic_section(self) -> str:
        """Section letter of ISIC Rev. 4 for the division the code starts with; empty when unknown."""
        return isic_section(self.isic)

    @property
    def capacity_use(self) -> float | None:
        """Actual output as percent of nominal capacity; None when either is not answered."""
        if not self.nominal_capacity or self.actual_output is None:
            return None
        return 100 * self.actual_output / self.nominal_capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise(EnterpriseData):
    """A saved enterprise."""

    id: UUID
    revision: int = 1


class ContactRole(Enum):
    """What a person is in the enterprise."""

    MANAGING_DIRECTOR = "managing_director"
    OWNER = "owner"
    BOARD = "board"
    PRODUCTION = "production"
    FINANCE = "finance"
    SALES = "sales"
    QUALITY = "quality"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactData:
    """A person of the enterprise, as the advisor may edit it."""

    name: str
    role: ContactRole | None = None
    position: str = ""
    phone: str = ""
    email: str = ""
    language: str = ""
    is_primary: bool = False
    notes: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong or doubtful."""
        doubtful = self.email and ("@" not in self.email.strip("@") or " " in self.email.strip())
        return [
            *required("name", self.name),
            *([FieldError("email", "not-an-address", warning=True)] if doubtful else []),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(ContactData):
    """A saved contact."""

    id: UUID
    enterprise_id: UUID
    revision: int = 1


class EvidenceGrade(Enum):
    """How well a figure is supported, weakest first."""

    SELF_DECLARED = "self_declared"
    OBSERVED = "observed"
    DOCUMENT = "document"
    AUDITED = "audited"


_AMOUNTS = (
    "turnover", "export_value", "full_time", "part_time", "women", "research_spend", "training_hours", "investment",
    "energy_cost", "overdue_bank_debt", "tax_insurance_debt", "inventory_days", "receivable_days",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFiguresData:
    """One fiscal year. Money in whole units of ``currency`` (ISO 4217); None means not answered, never zero.

    ``machinery_age`` is how old the main machines are on average, in years.
    """

    year: int
    currency: str = ""
    turnover: int | None = None
    export_value: int | None = None
    profit: int | None = None
    full_time: int | None = None
    part_time: int | None = None
    women: int | None = None
    research_spend: int | None = None
    training_hours: int | None = None
    investment: int | None = None
    energy_cost: int | None = None
    overdue_bank_debt: int | None = None
    tax_insurance_debt: int | None = None
    import_share: float | None = None
    inventory_days: int | None = None
    receivable_days: int | None = None
    scrap_share: float | None = None
    equipment_effectiveness: float | None = None
    machinery_age: int | None = None
    source: str = ""
    evidence: EvidenceGrade | None = None

    def errors(self) -> list[FieldError]:
        """What is wrong. Fiscal years may be Jalali (from 1200) or Gregorian (to 2150)."""
        shares = ("import_share", "scrap_share", "equipment_effectiveness")
        return [
            *within("year", self.year, 1200, 2150),
            *within("profit", self.profit, -MOST, MOST),
            *(error for name in _AMOUNTS for error in within(name, getattr(self, name), 0, MOST)),
            *within("machinery_age", self.machinery_age, 0, 200),
            *(error for name in shares for error in within(name, getattr(self, name), 0, 100)),
        ]

    @property
    def export_share(self) -> float | None:
        """Exports as percent of turnover; None when either is not answered or turnover is zero."""
        if not self.turnover or self.export_value is None:
            return None
        return 100 * self.export_value / self.turnover


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures(YearFiguresData):
    """A saved fiscal year."""

    id: UUID
    enterprise_id: UUID
    revision: int = 1


_ISIC_SECTIONS = (
    (1, 3, "A"), (5, 9, "B"), (10, 33, "C"), (35, 35, "D"), (36, 39, "E"), (41, 43, "F"), (45, 47, "G"),
    (49, 53, "H"), (55, 56, "I"), (58, 63, "J"), (64, 66, "K"), (68, 68, "L"), (69, 75, "M"), (77, 82, "N"),
    (84, 84, "O"), (85, 85, "P"), (86, 88, "Q"), (90, 93, "R"), (94, 96, "S"), (97, 98, "T"), (99, 99, "U"),
)  # fmt: skip


def isic_section(code: str) -> str:
    """Section letter of ISIC Rev. 4 (UN Statistics Division) for a code of 2 to 4 digits; empty when unknown.

    A letter in front (C1071) is accepted and checked away: the digits decide.
    """
    digits = "".join(char for char in code if char.isdecimal())
    if len(digits) < 2:
        return ""
    division = int(digits[:2])
    return next((letter for low, high, letter in _ISIC_SECTIONS if low <= division <= high), "")
