"""Pictures of figures: problems against areas, and small bars for the years."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from clinic_app.domain.areas import Area
from clinic_app.i18n.formats import number, percent
from clinic_app.i18n.labels import label
from clinic_app.reports.chart import Chart
from clinic_app.reports.desk import Desk, Story, quoted, spans, words
from clinic_app.reports.styles import AREA_COLOURS, INK, MUTED, WHITE, is_dark, tinted
from clinic_app.reports.tables import Cell, Column, table
from clinic_app.reports.text.drawing import Anchor
from clinic_app.reports.text.sanitise import isolate
from clinic_app.reports.text.style import Align, Colour

_BARS_HEIGHT = 96.0
_MOST_BARS = 3  # charts side by side
_BETWEEN = 24.0


class HeatRow(NamedTuple):
    """A problem and the probability of each area; ``chosen`` is what the advisor decided."""

    title: str
    scores: Mapping[Area, float]
    chosen: Area | None
    remark: str = ""


def heat_map(desk: Desk, rows: Sequence[HeatRow]) -> Story:
    """Problems down, the five areas across; the stronger the colour, the likelier. A box marks the decision."""
    if not rows:
        return []
    extra: list[Any] = [("VALIGN", (1, 1), (-1, -1), "MIDDLE"), ("LINEBELOW", (1, 1), (-1, -1), 2, WHITE)]
    body: list[list[Cell]] = []
    for place, row in enumerate(rows, 1):
        cells: list[Cell] = [_problem_cell(desk, place, row)]
        for across, area in enumerate(Area, 1):
            strength = row.scores.get(area)
            ground = tinted(AREA_COLOURS[area], 0.06 + 0.94 * (strength or 0.0))
            cells.append(_score_cell(desk, strength, ground, chosen=row.chosen is area))
            if strength is not None:
                extra.append(("BACKGROUND", (across, place), (across, place), ground))
            if row.chosen is area:
                extra.append(("BOX", (across, place), (across, place), 1.8, INK))
        body.append(cells)
    heads = [
        Column("", 3.4),
        *(Column(f"{desk.number(area.number)} {label(desk.catalog, area)}", 1.5) for area in Area),
    ]
    return table(desk, heads, body, extra=extra)


def _problem_cell(desk: Desk, place: int, row: HeatRow) -> list[Any]:
    title = quoted(desk, f"{desk.number(place)}. {row.title}", desk.sheet.cell)
    return [title, words(desk, row.remark, desk.sheet.label)] if row.remark else [title]


def _score_cell(desk: Desk, strength: float | None, ground: Colour, *, chosen: bool) -> list[Any]:
    if strength is None:
        return [words(desk, "●" if chosen else "–", desk.sheet.cell.but(align=Align.CENTRE))]
    look = desk.sheet.cell_strong if chosen else desk.sheet.figure
    look = look.but(align=Align.CENTRE, colour=WHITE if is_dark(ground) else INK)
    shown = percent(100 * strength, desk.catalog.language)
    return [spans(desk, [(("● " if chosen else "") + shown, look)], look)]


class Series(NamedTuple):
    """A title and a value for each year, in the order of time; None where there is none."""

    title: str
    values: Sequence[tuple[int, float | None]]


class Bars(Chart):
    """Charts side by side: one bar a year, its value above and the year below; negative ones hang below the line.

    Years without a value have an empty place with a dash. Time runs the way the language reads. ``series`` have the
    titles as they are drawn, and at least one known value each.
    """

    def __init__(self, desk: Desk, series: Sequence[Series], width: float, alt: str) -> None:
        super().__init__(desk, width, _BARS_HEIGHT, alt)
        self._series = series

    def draw(self) -> None:
        """Each chart in its column."""
        share = self.width / len(self._series)
        for place, each in enumerate(self._series):
            self._chart(each, place * share, share - _BETWEEN)

    def _chart(self, series: Series, left: float, width: float) -> None:
        """The title, the line, the bars with their values, the years."""
        known = [value for _year, value in series.values if value is not None]
        low, high = min([0.0, *known]), max([0.0, *known])
        hanging = 11.0 if low < 0 else 0.0
        unit = (44 - hanging) / ((high - low) or 1)
        ground = 16 + hanging - low * unit
        step = width / len(series.values)
        self.write(left, self.height - 10, series.title, self.desk.sheet.topic, Anchor.LEFT)
        for place, (year, value) in enumerate(series.values):
            middle = left + step * (place + 0.5)
            self.write(middle, 2, self.desk.number(year), self.desk.sheet.label)
            if value is None:
                self.write(middle, ground + 3, "–", self.desk.sheet.label)
            else:
                self._bar(middle, ground, value * unit, series, value)
        self.canv.setStrokeColorRGB(*MUTED)
        self.canv.setLineWidth(0.6)
        self.line((left, ground), (left + width, ground))

    def _bar(self, middle: float, ground: float, high: float, series: Series, value: float) -> None:
        """A full bar upwards, or a hollow one downwards, with its value at its end."""
        known = [each for _year, each in series.values if each is not None]
        places = 0 if all(abs(each) >= 100 or each == int(each) for each in known) else 1
        shown = isolate(number(value, self.desk.catalog.language, places), ltr=True)
        self.canv.setFillColorRGB(*(self.desk.sheet.accent if value >= 0 else WHITE))
        self.canv.setStrokeColorRGB(*self.desk.sheet.accent)
        self.canv.setLineWidth(0.9)
        self.box(middle - 12, ground + min(0.0, high), 24, max(0.4, abs(high)), stroke=True)
        beyond = ground + high + 3 if value >= 0 else ground + high - 9
        self.write(middle, beyond, shown, self.desk.sheet.label.but(colour=INK))


def _scaled(desk: Desk, series: Series) -> Series:
    """The values in thousands of millions or the like, when they are large, and a title that says so."""
    _ = desk.catalog.text
    names = ((1e12, _("trillions")), (1e9, _("billions")), (1e6, _("millions")))
    highest = max((abs(value) for _year, value in series.values if value is not None), default=0.0)
    for size, name in names:
        if highest >= size:
            values = [(year, None if value is None else value / size) for year, value in series.values]
            return Series(f"{series.title} ({name})", values)
    return series


def bar_charts(desk: Desk, charts: Sequence[Series], width: float) -> Bars | None:
    """Charts side by side, at most three, of those with at least two known values; None when there is none."""
    drawn = [each for each in charts if sum(value is not None for _, value in each.values) >= 2][:_MOST_BARS]
    if not drawn:
        return None
    language = desk.catalog.language
    told = (
        f"{each.title}: "
        + desk.catalog.text(", ").join(
            f"{desk.number(year)} {number(value, language) or '–'}" for year, value in each.values
        )
        for each in drawn
    )
    alt = desk.catalog.text("; ").join(told)
    return Bars(desk, [_scaled(desk, each) for each in drawn], width, alt)
