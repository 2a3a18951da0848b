"""What goes into a document beside the cases, and what comes out: plain records that cost no PDF library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from clinic_app.domain.casefile import Audience, CaseFile, ReportKind


class Paper(Enum):
    """The sheet a document is printed on."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points (ISO 216 A4; ANSI A)."""
        return (595.2756, 841.8898) if self is Paper.A4 else (612.0, 792.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What the clinic prints about itself; empty parts are left out.

    ``logo`` is a PNG or JPEG as it was read; ``colour`` of headings and rules is #RRGGBB. ``signers`` are those who
    sign beside the advisor, the head and the enterprise, one "name, position" each.
    """

    clinic_name: str = ""
    address: str = ""
    phone: str = ""
    head: str = ""
    head_position: str = ""
    footer: str = ""
    colour: str = ""
    logo: bytes = b""
    signers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMark:
    """Number and version of a report as it is issued, when (aware), and by whom. A draft has none.

    ``code`` is printed and proves, with the ledger, which snapshot the paper shows.
    """

    number: str
    version: int
    issued_at: datetime
    by: str
    reviewer: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The version issued before, as it was and for the same audience: what "changed since" is told against."""

    version: int
    issued_at: datetime
    file: CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Everything that decides what a document looks like beside the cases. Equal orders give equal bytes.

    ``languages`` is one, or two for a bilingual document, the first leading. ``printed_at`` is aware, and its zone is
    that of every day and hour told. Without ``issue`` the document is a draft. ``copy`` of ``copies`` stands on the
    cover. ``photos`` are images by the SHA-256 their attachment names.
    """

    kind: ReportKind = ReportKind.CONSULTATION
    audience: Audience = Audience.FULL
    languages: tuple[str, ...]
    printed_at: datetime
    letterhead: Letterhead = Letterhead()
    issue: IssueMark | None = None
    paper: Paper = Paper.A4
    copy: int = 1
    copies: int = 1
    with_annexes: bool = True
    previous: Previous | None = None
    photos: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedReport:
    """A finished PDF; ``substituted`` are the characters no font had, which were printed as a box."""

    pdf: bytes
    pages: int
    substituted: tuple[str, ...] = ()
