"""Which memoranda and programmes of the clinic's partners cover the areas decided in a case."""

from collections.abc import Sequence

from clinic_app.domain.areas import Area
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.partner import Cover, Offer
from clinic_app.i18n import formats, names
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import section
from clinic_app.reports.desk import Desk, Story, area_spans, quoted, spans, words
from clinic_app.reports.tables import Cell, Column, labelled, table, together


def partners(desk: Desk, file: CaseFile) -> Story:
    """A row for each memorandum, and for programmes that need none; nothing where nothing covers a decided area."""
    catalog, decided = desk.catalog, set(file.decided_areas().values())
    rows = [_row(desk, cover, decided) for cover in file.cover if decided & set(cover.areas)]
    if not rows:
        return []
    columns = (
        Column(field(catalog, "partner"), 2.4),
        Column(field(catalog, "memorandum"), 2.6),
        Column(field(catalog, "areas"), 2.4),
        Column(catalog.text("Programmes"), 3.6),
    )
    heading = section(desk, catalog.text("Partners for these areas"))
    return together([*heading, *table(desk, columns, rows)], limit=desk.height * 0.45)


def _row(desk: Desk, cover: Cover, decided: set[Area]) -> list[Cell]:
    cell, catalog, language = desk.sheet.cell, desk.catalog, desk.catalog.language
    country = names.country(catalog, cover.country) if cover.country else ""
    who: Story = [quoted(desk, cover.organisation, desk.sheet.cell_strong)] if cover.organisation.strip() else []
    who += [words(desk, country, desk.sheet.label if who else desk.sheet.cell_strong)] if country else []
    status = label(catalog, cover.status) or catalog.text("No memorandum needed")
    dates = [(field(catalog, name), getattr(cover, name)) for name in ("dated_on", "valid_until")]
    paper: Story = [words(desk, status, cell)]
    paper += [quoted(desk, cover.title, cell)] if cover.title.strip() else []
    paper += labelled(desk, [(name, formats.day(day, language)) for name, day in dates])
    return [who, paper, [_area(desk, each) for each in cover.areas if each in decided], _offers(desk, cover, decided)]


def _area(desk: Desk, area: Area) -> object:
    return spans(desk, area_spans(desk, area, desk.sheet.cell), desk.sheet.cell)


def _offers(desk: Desk, cover: Cover, decided: set[Area]) -> Sequence[object]:
    fit = [each for each in cover.programmes if decided & set(each.areas)]
    return [part for each in fit for part in _offer(desk, each)] or [words(desk, "–", desk.sheet.cell)]


def _offer(desk: Desk, offer: Offer) -> Story:
    eligibility = [(field(desk.catalog, "eligibility"), offer.eligibility)]
    return [quoted(desk, offer.name, desk.sheet.cell), *labelled(desk, eligibility)]
