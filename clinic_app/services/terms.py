"""What is ordered of a report, what the clinic prints about itself, and how both are kept with an issued one."""

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from clinic_app import __version__, paths
from clinic_app.domain.casefile import Audience, CaseFile, ReportKind
from clinic_app.domain.text import fold, squeeze
from clinic_app.reports.document import IssueMark, Letterhead, Order, Paper, Previous
from clinic_app.settings import Settings

LARGEST_LOGO = 5_000_000
"""Bytes; it is printed at 2 cm, anything above is a slip."""
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the user orders. ``languages`` is one, or two for a bilingual document, the first leading.

    ``reviewer`` is the name printed as such; empty for the one the case names.
    """

    kind: ReportKind = ReportKind.CONSULTATION
    audience: Audience = Audience.FULL
    languages: tuple[str, ...]
    paper: Paper = Paper.A4
    copies: int = 1
    with_annexes: bool = True
    reviewer: str = ""

    @property
    def language(self) -> str:
        """The languages as the ledger writes them: "fa", or "fa+en"."""
        return "+".join(self.languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What an issued report is signed with: a PKCS#12 file, its passphrase, and what the signature says."""

    content: bytes
    passphrase: str
    reason: str = ""
    place: str = ""


def letterhead_of(settings: Settings) -> Letterhead:
    """What the clinic prints about itself. A logo that cannot be read is left out: it must not stop a report."""
    return Letterhead(
        clinic_name=settings.clinic_name,
        address=settings.clinic_address,
        phone=settings.clinic_phone,
        head=settings.clinic_head,
        head_position=settings.clinic_head_position,
        footer=settings.clinic_footer,
        colour=settings.clinic_colour if _COLOUR.fullmatch(settings.clinic_colour) else "",
        logo=_logo(settings.clinic_logo),
        signers=tuple(line.strip() for line in settings.clinic_signers.splitlines() if line.strip()),
    )


def _logo(name: str) -> bytes:
    if not name or name in (".", "..") or any(char in name for char in "/\\:\0"):
        return b""
    try:
        with (paths.settings_file().parent / name).open("rb") as file:
            content = file.read(LARGEST_LOGO + 1)
    except OSError:
        return b""
    return content if len(content) <= LARGEST_LOGO and content.startswith(_IMAGES) else b""


def reviewer_of(terms: Terms, file: CaseFile) -> str:
    """Who reviewed: whom the order names, else whom the case names."""
    return (terms.reviewer or file.case.reviewer).strip()


def issuer_of(file: CaseFile, user: str) -> str:
    """Who issues: the user, or while she has given no name, the case's advisor."""
    return user or file.case.advisor


def may_review(reviewer: str, file: CaseFile, issuer: str) -> bool:
    """True when somebody is named who neither wrote the report nor issues it."""
    return squeeze(reviewer) not in {"", *map(squeeze, (file.case.advisor, issuer))}


def file_name(number: str, terms: Terms, version: int | None = None) -> str:
    """A name every file system takes: number, kind, language, and the version once it is issued."""
    safe = "".join(char if char.isalnum() or char in "-_" else "-" for char in fold(number).upper())
    mark = f"v{version}" if version is not None else "draft"
    kind = terms.kind.value.replace("_", "-")
    parts = (safe, kind, terms.language, terms.audience.value, mark)
    return "-".join(part for part in parts if part and part != Audience.FULL.value) + ".pdf"


def copy_paths(path: Path, copies: int) -> tuple[Path, ...]:
    """Where each copy is written: one is ``path``, several are numbered before its suffix."""
    if copies == 1:
        return (path,)
    return tuple(path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(1, copies + 1))


def order_of(
    terms: Terms,
    letterhead: Letterhead,
    previous: Previous | None,
    *,
    printed_at: datetime,
    issue: IssueMark | None = None,
) -> Order:
    """The order of the first copy. The ministry is told neither who issued the report nor who reviewed it."""
    if issue is not None and terms.audience is Audience.MINISTRY:
        issue = replace(issue, by="", reviewer="")
    return Order(
        kind=terms.kind,
        audience=terms.audience,
        languages=terms.languages,
        printed_at=printed_at,
        letterhead=letterhead,
        issue=issue,
        paper=terms.paper,
        copies=terms.copies,
        with_annexes=terms.with_annexes,
        previous=previous,
    )


def offset_of(moment: datetime) -> int:
    """Minutes by which the zone of an aware moment is east of Greenwich."""
    return int((moment.utcoffset() or timedelta()).total_seconds()) // 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """How an issued report was printed: all that is needed, beside its snapshot and its entry, to print it again.

    Hashes are SHA-256 (hexadecimal): ``logo`` of the letterhead's picture, ``copies`` of the files handed out, in
    order, ``unsigned`` of the same before they were signed (empty when they were not), ``derived`` of files made of
    them later: signed, or encrypted for the mail. ``previous`` is the version it tells changes against, or 0.
    ``offset`` is that of the time zone whose days and hours it tells, in minutes east of Greenwich.
    """

    terms: Terms
    letterhead: Letterhead
    logo: str = ""
    previous: int = 0
    offset: int = 0
    pages: int = 0
    substituted: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    program: str = __version__


def to_json(imprint: Imprint) -> str:
    """The imprint as it stands in the ledger; of the logo only the hash."""
    tree = asdict(replace(imprint, letterhead=replace(imprint.letterhead, logo=b"")))
    del tree["letterhead"]["logo"]
    for name in ("kind", "audience", "paper"):
        tree["terms"][name] = tree["terms"][name].value
    return json.dumps(tree, ensure_ascii=False)


def from_json(text: str) -> Imprint | None:
    """The imprint of a ledger entry, its letterhead without the logo; None for one that was entered without."""
    if not text:
        return None
    tree: dict[str, Any] = json.loads(text)
    terms, letterhead = tree.pop("terms"), tree.pop("letterhead")
    terms |= {
        "kind": ReportKind(terms["kind"]),
        "audience": Audience(terms["audience"]),
        "paper": Paper(terms["paper"]),
        "languages": tuple(terms["languages"]),
    }
    letterhead["signers"] = tuple(letterhead["signers"])
    lists = {name: tuple(value) for name, value in tree.items() if isinstance(value, list)}
    return Imprint(terms=Terms(**terms), letterhead=Letterhead(**letterhead), **(tree | lists))
