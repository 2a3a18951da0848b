"""Partners abroad and at home: their memoranda, the programmes they offer, and what of it covers an area."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from uuid import UUID

from clinic_app.domain.areas import Area
from clinic_app.domain.records import FieldError, in_order, plausible, required


class PartnerRole(Enum):
    """What kind of body a partner is."""

    MINISTRY = "ministry"
    AGENCY = "agency"
    CHAMBER = "chamber"
    TECHNOLOGY_CENTRE = "technology_centre"
    RESEARCH_CENTRE = "research_centre"
    TRAINING_CENTRE = "training_centre"
    FUND = "fund"
    ASSOCIATION = "association"
    COMPANY = "company"
    OTHER = "other"


class MemorandumStatus(Enum):
    """How far a memorandum has come, from the one that counts most to the one that counts least."""

    SIGNED = "signed"
    NEGOTIATION = "negotiation"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerData:
    """What the advisor may edit. ``country`` is ISO 3166 alpha-2; the name may be missing while a country stands."""

    name: str = ""
    country: str = ""
    role: PartnerRole | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    website: str = ""
    notes: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong or doubtful."""
        address = self.contact_email
        doubtful = address and ("@" not in address.strip("@") or " " in address.strip())
        return [
            *required("name", self.name + self.country),
            *([FieldError("contact_email", "not-an-address", warning=True)] if doubtful else []),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(PartnerData):
    """A saved partner."""

    id: UUID
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorandumData:
    """What the advisor may edit. Without ``areas`` it covers nothing: an agreement is never guessed."""

    title: str
    status: MemorandumStatus = MemorandumStatus.NEGOTIATION
    dated_on: date | None = None
    valid_until: date | None = None
    areas: tuple[Area, ...] = ()
    notes: str = ""

    def status_on(self, day: date) -> MemorandumStatus:
        """The status as it stands on a day: a signed one is expired the day after it was last valid."""
        is_over = self.valid_until is not None and self.valid_until < day
        return MemorandumStatus.EXPIRED if self.status is MemorandumStatus.SIGNED and is_over else self.status

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        return [
            *required("title", self.title),
            *plausible("dated_on", self.dated_on),
            *plausible("valid_until", self.valid_until),
            *in_order("valid_until", self.dated_on, self.valid_until),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memorandum(MemorandumData):
    """A saved memorandum."""

    id: UUID
    partner_id: UUID
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeData:
    """What the advisor may edit. Without ``areas`` of its own it is for those of its memorandum."""

    name: str
    memorandum_id: UUID | None = None
    areas: tuple[Area, ...] = ()
    eligibility: str = ""
    contact: str = ""
    notes: str = ""

    def errors(self) -> list[FieldError]:
        """What is wrong."""
        return required("name", self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(ProgrammeData):
    """A saved programme."""

    id: UUID
    partner_id: UUID
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A programme as it stands under what covers an area."""

    name: str
    areas: tuple[Area, ...] = ()
    eligibility: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a partner can be asked for: a memorandum with its programmes, or programmes that need none.

    ``id`` is the memorandum's, else the partner's; ``status`` is that of the day it was asked for, None without a
    memorandum. ``areas`` are those of the memorandum and of its programmes.
    """

    id: UUID
    country: str
    organisation: str
    title: str = ""
    status: MemorandumStatus | None = None
    dated_on: date | None = None
    valid_until: date | None = None
    areas: tuple[Area, ...] = ()
    programmes: tuple[Offer, ...] = ()
    contact: str = ""

    def within(self, area: Area) -> "Cover":
        """The same with the programmes for ``area`` only."""
        return replace(self, programmes=tuple(each for each in self.programmes if area in each.areas))

    def without_contacts(self) -> "Cover":
        """The same without the names of people."""
        offers = tuple(replace(each, contact="") for each in self.programmes)
        return replace(self, programmes=offers, contact="")


_ORDER = (MemorandumStatus.SIGNED, None, MemorandumStatus.NEGOTIATION, MemorandumStatus.EXPIRED)


def covering(
    area: Area,
    partners: Iterable[Partner],
    memoranda: Iterable[Memorandum],
    programmes: Iterable[Programme],
    on: date,
) -> tuple[Cover, ...]:
    """What covers an area on a day, what counts most first.

    Signed memoranda come before programmes that need none, these before negotiations, and what has expired comes
    last. What hangs on a partner that is not among ``partners`` is passed over.
    """
    return narrowed(covers(partners, memoranda, programmes, on), area)


def narrowed(found: Iterable[Cover], area: Area) -> tuple[Cover, ...]:
    """Those of ``found`` that cover an area, with the programmes for it."""
    return tuple(each.within(area) for each in found if area in each.areas)


def covers(
    partners: Iterable[Partner], memoranda: Iterable[Memorandum], programmes: Iterable[Programme], on: date
) -> tuple[Cover, ...]:
    """Everything that covers any area on a day, in the order of ``covering``."""
    there = {partner.id: partner for partner in partners}
    papers = {paper.id: paper for paper in memoranda if paper.partner_id in there}
    offered: dict[UUID, list[Programme]] = defaultdict(list)
    for each in programmes:
        under = each.memorandum_id
        offered[under if under is not None and under in papers else each.partner_id].append(each)
    found = [_of_memorandum(there[paper.partner_id], paper, offered[paper.id], on) for paper in papers.values()]
    found += [_of_partner(each, tuple(_offer(free, ()) for free in offered[each.id])) for each in there.values()]
    return tuple(sorted((each for each in found if each.areas), key=_rank))


def _of_memorandum(partner: Partner, paper: Memorandum, programmes: Sequence[Programme], on: date) -> Cover:
    offers = tuple(_offer(each, paper.areas) for each in programmes)
    return replace(
        _of_partner(partner, offers),
        id=paper.id,
        title=paper.title,
        status=paper.status_on(on),
        dated_on=paper.dated_on,
        valid_until=paper.valid_until,
        areas=_together((paper.areas, *(each.areas for each in offers))),
    )


def _of_partner(partner: Partner, offers: tuple[Offer, ...]) -> Cover:
    said = (partner.contact_name, partner.contact_phone, partner.contact_email)
    return Cover(
        id=partner.id,
        country=partner.country,
        organisation=partner.name,
        areas=_together([each.areas for each in offers]),
        programmes=offers,
        contact=" · ".join(part for part in said if part),
    )


def _offer(programme: Programme, inherited: tuple[Area, ...]) -> Offer:
    return Offer(
        name=programme.name,
        areas=_together([programme.areas or inherited]),
        eligibility=programme.eligibility,
        contact=programme.contact,
    )


def _together(groups: Iterable[tuple[Area, ...]]) -> tuple[Area, ...]:
    """The areas of all groups, in the order of the memorandum."""
    named = {area for group in groups for area in group}
    return tuple(area for area in Area if area in named)


def _rank(cover: Cover) -> tuple[int, str, str, str, UUID]:
    return _ORDER.index(cover.status), cover.country, cover.organisation, cover.title, cover.id
