"""What goes into a document beside the case, and what comes out: plain records that cost no PDF library."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What the clinic prints about itself; empty parts are left out."""

    clinic_name: str = ""
    address: str = ""
    phone: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMark:
    """Number and version of a report as it is issued, when (aware), and by whom. A draft has none."""

    number: str
    version: int
    issued_at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedReport:
    """A finished PDF; ``substituted`` are the characters no font had, which were printed as a box."""

    pdf: bytes
    pages: int
    substituted: tuple[str, ...] = ()
