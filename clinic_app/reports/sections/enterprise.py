"""Who the enterprise is: identity, licence, production, ownership, people, and its last three years."""

from collections.abc import Sequence

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import Contact, Enterprise, size_band
from clinic_app.i18n import formats, names
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, section, told_under
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.sections.years import recent_years
from clinic_app.reports.tables import Cell, Column, Fact, facts, table
from clinic_app.reports.text.sanitise import isolate

_OWNED = ("ownership", "certificates", "markets", "export_countries")


def enterprise(desk: Desk, file: CaseFile) -> Story:
    """The profile of the enterprise."""
    _, firm = desk.catalog.text, file.enterprise
    return [
        *chapter(desk, _("The enterprise"), "enterprise"),
        *facts(desk, _identity(desk, firm)),
        *section(desk, _("Production and place")),
        *facts(desk, _production(desk, firm)),
        *_ownership(desk, firm),
        *told_under(desk, field(desk.catalog, "notes"), firm.notes),
        *_people(desk, file.contacts),
        *recent_years(desk, file.years),
    ]


def _identity(desk: Desk, firm: Enterprise) -> list[Fact]:
    _, catalog = desk.catalog.text, desk.catalog
    unknown = _("not answered")
    excuse = [Fact(field(catalog, "legal_id_excuse"), firm.legal_id_excuse)]
    return [
        Fact(field(catalog, "name"), firm.name),
        Fact(field(catalog, "name_latin"), firm.name_latin),
        Fact(field(catalog, "legal_form"), label(catalog, firm.legal_form)),
        Fact(field(catalog, "country"), names.country(catalog, firm.country)),
        Fact(field(catalog, "legal_id"), firm.legal_id or unknown, is_code=bool(firm.legal_id)),
        Fact(field(catalog, "registration_no"), firm.registration_no, is_code=True),
        Fact(field(catalog, "economic_code"), firm.economic_code, is_code=True),
        Fact(field(catalog, "licence"), label(catalog, firm.licence)),
        Fact(field(catalog, "licence_no"), firm.licence_no, is_code=True),
        Fact(field(catalog, "licence_on"), formats.day(firm.licence_on, catalog.language)),
        *(excuse if firm.legal_id_excuse else []),
    ]


def _production(desk: Desk, firm: Enterprise) -> list[Fact]:
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    unknown = _("not answered")
    isic = f"{firm.isic_section} · {firm.isic}" if firm.isic_section else firm.isic
    capacity = (formats.number(firm.nominal_capacity, language), formats.number(firm.actual_output, language))
    unit = f" {firm.capacity_unit}" if firm.capacity_unit.strip() else ""
    return [
        Fact(field(catalog, "activity"), firm.activity),
        Fact(field(catalog, "products"), firm.products),
        Fact(field(catalog, "isic"), isic, is_code=True),
        Fact(field(catalog, "unit_status"), label(catalog, firm.unit_status) or unknown),
        Fact(field(catalog, "idle_since"), formats.day(firm.idle_since, language)),
        Fact(field(catalog, "nominal_capacity"), f"{capacity[0]}{unit}" if capacity[0] else unknown),
        Fact(field(catalog, "actual_output"), f"{capacity[1]}{unit}" if capacity[1] else unknown),
        Fact(field(catalog, "capacity_unit"), "" if any(capacity) else firm.capacity_unit),
        Fact(_("Capacity in use"), formats.percent(firm.capacity_use, language) or unknown),
        Fact(field(catalog, "industrial_park"), firm.industrial_park),
        Fact(field(catalog, "province"), firm.province),
        Fact(field(catalog, "county"), firm.county),
        Fact(field(catalog, "postal_code"), firm.postal_code, is_code=True),
        Fact(field(catalog, "address"), firm.address),
        Fact(field(catalog, "website"), firm.website, is_code=True),
    ]


def _ownership(desk: Desk, firm: Enterprise) -> Story:
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    unknown = _("not answered")
    family = "" if firm.is_family_firm is None else _("Yes") if firm.is_family_firm else _("No")
    people = formats.number(firm.employees, language)
    band = label(catalog, size_band(firm.employees))
    known = [
        Fact(field(catalog, "employees"), f"{people} ({band})" if band else people or unknown),
        Fact(field(catalog, "founded_year"), desk.number(firm.founded_year) if firm.founded_year else ""),
        Fact(field(catalog, "is_family_firm"), family),
        Fact(field(catalog, "women_share"), formats.percent(firm.women_share, language)),
        Fact(field(catalog, "foreign_share"), formats.percent(firm.foreign_share, language)),
        *(Fact(field(catalog, name), getattr(firm, name)) for name in _OWNED),
    ]
    return [*section(desk, _("Ownership and markets")), *facts(desk, known)]


def _people(desk: Desk, contacts: Sequence[Contact]) -> Story:
    if not contacts:
        return []
    _, catalog = desk.catalog.text, desk.catalog
    rows: list[list[Cell]] = []
    for person in contacts:
        name: list[object] = [quoted(desk, person.name, desk.sheet.cell_strong)]
        if person.is_primary:
            name.append(words(desk, field(catalog, "is_primary"), desk.sheet.label))
        role = [part for part in (person.position, label(catalog, person.role)) if part.strip()]
        reach = [isolate(part, ltr=True) for part in (person.phone, person.email) if part.strip()]
        spoken = names.language(desk.catalog, person.language)
        about = [quoted(desk, part, desk.sheet.label) for part in (spoken, person.notes) if part.strip()]
        rows.append(
            [
                name,
                [quoted(desk, part, desk.sheet.cell) for part in role] + about,
                [quoted(desk, part, desk.sheet.cell) for part in reach],
            ]
        )
    columns = (Column(field(catalog, "name"), 3), Column(field(catalog, "role"), 3), Column(_("Reached at"), 3))
    return [*section(desk, _("Contacts")), *table(desk, columns, rows)]
