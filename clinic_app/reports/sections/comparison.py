"""The scorecard before and after: the wheel, and its figures as a table."""

from clinic_app.domain.assessment import Change, comparison
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.reports.blocks import chapter, figure
from clinic_app.reports.desk import Desk, Story, words
from clinic_app.reports.radar import LEAST_SPOKES, Radar, Spoke
from clinic_app.reports.sections.scores import Standing, gained, standings
from clinic_app.reports.tables import Cell, Column, table

_WHOLE = ""  # stands for all dimensions


def before_and_after(desk: Desk, file: CaseFile) -> Story:
    """A chapter that compares the first scorecard with the last; a line where there is nothing to compare."""
    _ = desk.catalog.text
    heading = chapter(desk, _("Scorecard before and after"))
    before, after = standings(file)
    if before is None:
        return [*heading, words(desk, _("No scorecard has been filled in yet."), desk.sheet.note)]
    if after is None:
        return [*heading, words(desk, _("The scorecard has not been filled in again since."), desk.sheet.note)]
    return [*heading, *_wheel(desk, before, after), *_table(desk, before, after)]


def _day(desk: Desk, standing: Standing) -> str:
    return formats.day(standing.assessment.assessed_on, desk.catalog.language)


def _names(desk: Desk, standing: Standing) -> dict[str, str]:
    return {each.code: each.label[desk.catalog.language] for each in standing.instrument.dimensions}


def _wheel(desk: Desk, before: Standing, after: Standing) -> Story:
    """The wheel; its words tell what the table below it tells. A wheel needs three spokes."""
    _, language, names = desk.catalog.text, desk.catalog.language, _names(desk, before)
    changes = comparison(before.scores, after.scores)
    if sum(each.before is not None or each.after is not None for each in changes) < LEAST_SPOKES:
        return []
    spokes = [Spoke(names[each.dimension], each.before, each.after) for each in changes]
    legend = (
        _("before (%(day)s)") % {"day": _day(desk, before)},
        _("after (%(day)s)") % {"day": _day(desk, after)},
    )
    told = []
    for spoke in spokes:
        shares = [formats.percent(value, language) or "–" for value in (spoke.before, spoke.after)]
        told.append(f"{spoke.name}: {' – '.join(shares)}")
    drawn = Radar(desk, spokes, legend, _("; ").join(told))
    drawn.hAlign = "CENTER"
    return figure(desk, drawn, _("the scorecard by dimension before and after, in percent"))


def _table(desk: Desk, before: Standing, after: Standing) -> Story:
    """The figures, with those of the whole in the last line."""
    _, language, names = desk.catalog.text, desk.catalog.language, _names(desk, before)
    columns = (
        Column(_("Dimension"), 5),
        Column(_day(desk, before), 1.8, is_figure=True),
        Column(_day(desk, after), 1.8, is_figure=True),
        Column(_("Change"), 2, is_figure=True),
    )
    lines = [*comparison(before.scores, after.scores), Change(_WHOLE, before.overall, after.overall)]
    rows: list[list[Cell]] = []
    for each in lines:
        name = _("All dimensions") if each.dimension == _WHOLE else names[each.dimension]
        shown = [formats.percent(value, language) or "–" for value in (each.before, each.after)]
        rows.append([name, *shown, gained(desk, each.difference)])
    return table(desk, columns, rows)
