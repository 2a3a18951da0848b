"""Evidence beside the words, in words: scorecard answers and figures, and what nobody has answered."""

from typing import NamedTuple

from clinic_app.domain import evidence
from clinic_app.domain.assessment import instruments
from clinic_app.domain.enterprise import UnitStatus
from clinic_app.domain.evidence import SCORECARD
from clinic_app.domain.match import Contribution, Suggestion
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog


class Line(NamedTuple):
    """One answer or figure with its value, and the problem types it speaks for, strongest first."""

    text: str
    parts: tuple[Contribution, ...]


class Lines(NamedTuple):
    """What to show of a suggestion's evidence. ``more…`` count what is left out."""

    speaking: tuple[Line, ...]
    more_speaking: int
    unanswered: tuple[str, ...]
    more_unanswered: int


def lines(catalog: Catalog, suggestion: Suggestion) -> Lines:
    """The evidence of a suggestion beside its words, strongest first, and the names of what is not answered."""
    told = evidence.told(suggestion)
    return Lines(
        tuple(Line(_told(catalog, group[0]), group) for group in told.speaking),
        told.more_speaking,
        tuple(name(catalog, one) for one in told.unanswered),
        told.more_unanswered,
    )


def name(catalog: Catalog, one: Contribution) -> str:
    """What was asked: the statement of the scorecard, or the name of the figure."""
    if one.key == SCORECARD:
        return catalog.text("Scorecard")
    if (rule := evidence.rules().facts.get(one.key)) is not None:
        return rule.label[catalog.language]
    items = (item for each in instruments().values() for code, item in each.items.items() if code == one.key)
    item = next(items, None)
    return one.key if item is None else item.text[catalog.language].rstrip(".。")


def value(catalog: Catalog, one: Contribution) -> str:
    """What was answered, with its unit; empty when nobody has."""
    if one.value is None:
        return ""
    rule = evidence.rules().facts.get(one.key)
    return _measured(catalog, "percent" if rule is None else rule.unit, one.value)


def _told(catalog: Catalog, one: Contribution) -> str:
    words = catalog.text("%(name)s: %(value)s")
    return words % {"name": name(catalog, one), "value": value(catalog, one)}


def _measured(catalog: Catalog, unit: str, number: float) -> str:
    if unit == "state":
        return labels.label(catalog, UnitStatus.IDLE if number >= 1 else UnitStatus.SEMI_ACTIVE)
    if unit == "percent":
        return formats.percent(number, catalog.language)
    n = round(number)
    wording = {
        "years": catalog.plural("%(n)s year", "%(n)s years", n),
        "months": catalog.plural("%(n)s month", "%(n)s months", n),
        "days": catalog.plural("%(n)s day", "%(n)s days", n),
        "hours": catalog.plural("%(n)s hour", "%(n)s hours", n),
        "money": "%(n)s",
    }
    return wording[unit] % {"n": formats.number(n, catalog.language)}
