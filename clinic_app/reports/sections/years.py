"""The figures of the fiscal years: the last three in the profile with charts, all of them in the annex."""

from collections.abc import Sequence

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import YearFigures
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import figure, section
from clinic_app.reports.charts import Series, bar_charts
from clinic_app.reports.contents import Linked
from clinic_app.reports.desk import Desk, Story, words
from clinic_app.reports.sections.money import priced
from clinic_app.reports.tables import Cell, Column, table

_MONEY = (
    "turnover",
    "export_value",
    "profit",
    "research_spend",
    "investment",
    "energy_cost",
    "overdue_bank_debt",
    "tax_insurance_debt",
)
_COUNTS = (
    "full_time",
    "part_time",
    "women",
    "training_hours",
    "inventory_days",
    "receivable_days",
    "machinery_age",
)
_SHARES = ("import_share", "scrap_share", "equipment_effectiveness")
_MAIN = frozenset({"turnover", "export_value", "profit", "investment", "full_time", "scrap_share"})
_RECENT = 3


def recent_years(desk: Desk, years: Sequence[YearFigures]) -> Story:
    """The last three years: charts and the main figures; all of them where there is no annex for the rest."""
    _ = desk.catalog.text
    heading = section(desk, _("Figures by year"))
    if not years:
        return [*heading, words(desk, _("No figures of a fiscal year have been recorded."), desk.sheet.note)]
    recent = sorted(years, key=lambda each: each.year)[-_RECENT:]
    has_annex = desk.order.with_annexes
    more = [Linked(desk, _("All figures stand in the annex."), desk.sheet.note, "years")] if has_annex else []
    return [*heading, *_charts(desk, recent), *_table(desk, recent, _MAIN if has_annex else None), *more]


def all_years(desk: Desk, file: CaseFile) -> Story:
    """Every figure of every year; no more years beside each other than a page has room for."""
    in_order = sorted(file.years, key=lambda each: each.year)
    groups = [in_order[at : at + 5] for at in range(0, len(in_order), 5)]
    return [part for group in groups for part in _table(desk, group, None)]


def _charts(desk: Desk, years: Sequence[YearFigures]) -> Story:
    """Turnover, profit and employees as bars; amounts of two currencies never stand in one chart."""
    _, catalog = desk.catalog.text, desk.catalog
    currencies = list(dict.fromkeys(each.currency.strip() for each in years))
    series = [
        Series(
            priced(catalog, field(catalog, name), currency),
            _values(years, name, currency),
        )
        for currency in currencies
        for name in ("turnover", "profit")
    ]
    series.append(Series(field(catalog, "full_time"), _values(years, "full_time", None)))
    drawn = bar_charts(desk, series, desk.width)
    return figure(desk, drawn, _("the last years; – where the firm did not answer")) if drawn else []


def _values(years: Sequence[YearFigures], name: str, currency: str | None) -> list[tuple[int, float | None]]:
    return [
        (each.year, getattr(each, name) if currency is None or each.currency.strip() == currency else None)
        for each in years
    ]


def _table(desk: Desk, years: Sequence[YearFigures], names: frozenset[str] | None) -> Story:
    catalog, language = desk.catalog, desk.catalog.language
    rows: list[list[Cell]] = [[field(catalog, "currency"), *(each.currency or "–" for each in years)]]
    for name in (*_MONEY, *_COUNTS, *_SHARES):
        if names is not None and name not in names:
            continue
        wording = formats.percent if name in _SHARES else formats.number
        rows += _row(desk, field(catalog, name), [wording(getattr(each, name), language) for each in years])
        if name == "export_value":
            shares = [formats.percent(each.export_share, language) for each in years]
            rows += _row(desk, catalog.text("Export share"), shares)
    rows += _row(desk, field(catalog, "evidence"), [label(catalog, each.evidence) for each in years])
    rows += _row(desk, field(catalog, "source"), [each.source for each in years])
    columns = [
        Column(field(catalog, "year"), 3.2),
        *(Column(desk.number(each.year), 2, is_figure=True) for each in years),
    ]
    return table(desk, columns, rows)


def _row(desk: Desk, title: str, values: Sequence[str]) -> list[list[Cell]]:
    """One line of figures; none when no year has the answer."""
    return [[title, *(value or "–" for value in values)]] if any(value.strip() for value in values) else []
