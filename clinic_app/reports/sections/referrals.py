"""Whom the firm is sent on to, under which programme, and the sheets for partners abroad."""

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.referral import Opportunity, Referral
from clinic_app.i18n import formats, names
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, rest_of_title, section, told_under
from clinic_app.reports.desk import Desk, Story, quoted
from clinic_app.reports.sections.summary import title_of
from clinic_app.reports.tables import Cell, Column, Fact, facts, labelled, table

_TEXTS = ("summary", "description", "advantages", "partner_sought")


def referrals(desk: Desk, file: CaseFile) -> Story:
    """The table of referrals and a sheet for each opportunity; nothing where there is neither."""
    if not (file.referrals or file.opportunities):
        return []
    heading = chapter(desk, desk.catalog.text("Referrals, programmes and partners abroad"), "referrals")
    sheets = [part for each in file.opportunities for part in _opportunity(desk, file, each)]
    return [*heading, *_table(desk, file), *sheets]


def numbers_of(file: CaseFile) -> dict[object, int]:
    """The number of each problem by its id."""
    return {problem.id: place for place, problem in enumerate(file.problems, 1)}


def _table(desk: Desk, file: CaseFile) -> Story:
    catalog = desk.catalog
    columns = (
        Column(field(catalog, "referral_target"), 3),
        Column(field(catalog, "purpose"), 4),
        Column(field(catalog, "referred_on"), 1.7),
        Column(field(catalog, "status"), 2.6),
    )
    return table(desk, columns, [_referral(desk, file, each) for each in file.referrals])


def _referral(desk: Desk, file: CaseFile, referral: Referral) -> list[Cell]:
    catalog, language, cell = desk.catalog, desk.catalog.language, desk.sheet.cell
    number = numbers_of(file).get(referral.problem_id)
    whom = [
        *([quoted(desk, referral.organisation, desk.sheet.cell_strong)] if referral.organisation.strip() else []),
        quoted(desk, label(catalog, referral.target), desk.sheet.label),
    ]
    about = [
        (field(catalog, "programme"), referral.programme),
        (field(catalog, "problem_id"), desk.number(number) if number else ""),
    ]
    why = [quoted(desk, referral.purpose, cell)] if referral.purpose.strip() else []
    consent = formats.day(referral.consent_on, language) or catalog.text("not given")
    standing = [
        quoted(desk, label(catalog, referral.status), cell),
        *labelled(desk, [(field(catalog, "result"), referral.result), (field(catalog, "consent_on"), consent)]),
    ]
    return [whom, [*why, *labelled(desk, about)], formats.day(referral.referred_on, language) or "–", standing]


def _opportunity(desk: Desk, file: CaseFile, each: Opportunity) -> Story:
    """A sheet for partners: what is sought or offered, on which terms, until when."""
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    number = numbers_of(file).get(each.problem_id)
    problem = f"{desk.number(number)}. {title_of(file.problems[number - 1])}" if number else ""
    countries = catalog.text(", ").join(names.country(catalog, code) for code in each.countries)
    known = [
        Fact(field(catalog, "kind"), label(catalog, each.kind)),
        Fact(field(catalog, "cooperation"), label(catalog, each.cooperation)),
        Fact(field(catalog, "countries"), countries),
        Fact(field(catalog, "valid_until"), formats.both_days(each.valid_until, language) or _("not recorded")),
        Fact(field(catalog, "opened_on"), formats.both_days(each.opened_on, language)),
        Fact(field(catalog, "development_stage"), each.development_stage),
        Fact(field(catalog, "rights_status"), each.rights_status),
        Fact(field(catalog, "problem_id"), problem),
    ]
    title = _("Partner sheet: %(title)s") % {"title": each.title}
    return [
        *section(desk, title),
        *rest_of_title(desk, title),
        *facts(desk, known),
        *(part for name in _TEXTS for part in told_under(desk, field(catalog, name), getattr(each, name))),
    ]
