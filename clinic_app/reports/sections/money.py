"""Amounts of money with their currency."""

from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.reports.desk import Desk
from clinic_app.reports.text.sanitise import isolate

_CODE = 12  # characters


def currency_of(file: CaseFile) -> str:
    """The case's currency; where it has none, that of the last fiscal year."""
    newest = max(file.years, key=lambda each: each.year, default=None)
    return file.case.currency.strip() or (newest.currency if newest else "")


def priced(catalog: Catalog, title: str, unit: str) -> str:
    """A heading with its currency or unit; without one that is no code but a text."""
    return f"{title}{catalog.text(', ')}{unit}" if 0 < len(unit) <= _CODE else title


def money(desk: Desk, amount: float | None, currency: str) -> str:
    """An amount and its currency; empty when it is not known."""
    if amount is None:
        return ""
    shown = isolate(formats.number(amount, desk.catalog.language), ltr=True)
    return f"{shown} {isolate(currency)}".strip() if currency.strip() else shown
