"""Pictures of figures: problems against areas, and small bars for the years."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from reportlab.platypus import Spacer
from reportlab.platypus.flowables import Flowable

from clinic_app.domain.areas import Area
from clinic_app.i18n.formats import number, percent
from clinic_app.i18n.labels import label
from clinic_app.reports.desk import Desk, Story, quoted, spans, words
from clinic_app.reports.styles import AREA_COLOURS, INK, RULE, WHITE, is_dark, tinted
from clinic_app.reports.tables import Cell, Column, table
from clinic_app.reports.text.drawing import Anchor, draw_text
from clinic_app.reports.text.sanitise import isolate
from clinic_app.reports.text.style import Align, Colour


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


_Series = tuple[str, Sequence[tuple[str, float | None]]]


class Bars(Flowable):  # type: ignore[misc]
    """One bar a year, its value above and the year below; years without a value have an empty place.

    Negative values hang below the line. ``values`` are in the order of time, which runs the way the
    language reads.
    """

    def __init__(self, desk: Desk, title: str, values: Sequence[tuple[str, float | None]], width: float) -> None:
        super().__init__()
        self._desk = desk
        self._title = title
        self._values = list(values)[::-1] if desk.sheet.is_rtl else list(values)
        self.width = width
        self.height = 96.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Always the same size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the title, the line, the bars with their values, the years."""
        known = [value for _, value in self._values if value is not None]
        low, high = min([0.0, *known]), max([0.0, *known])
        unit = 44 / ((high - low) or 1)
        ground = 16 - low * unit
        step = self.width / len(self._values)
        self._text(self.width if self._desk.sheet.is_rtl else 0, self.height - 10, self._title, title=True)
        for place, (year, value) in enumerate(self._values):
            middle = step * (place + 0.5)
            self._text(middle, 2, year)
            if value is None:
                self._text(middle, ground + 3, "–")
                continue
            self.canv.setFillColorRGB(
                *(self._desk.sheet.accent if value >= 0 else AREA_COLOURS[Area.CLINICS_PROBLEM_SOLVING])
            )
            bottom, top = sorted((ground, ground + value * unit))
            self.canv.rect(middle - 11, bottom, 22, max(0.4, top - bottom), stroke=0, fill=1)
            places = 0 if all(abs(each) >= 100 or each == int(each) for each in known) else 1
            shown = number(value, self._desk.catalog.language, places)
            self._text(middle, top + 3, isolate(shown, ltr=True))
        self.canv.setStrokeColorRGB(*RULE)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, ground, self.width, ground)

    def _text(self, x: float, y: float, text: str, *, title: bool = False) -> None:
        style = self._desk.sheet.topic if title else self._desk.sheet.label
        side = Anchor.RIGHT if self._desk.sheet.is_rtl else Anchor.LEFT
        anchor = side if title else Anchor.MIDDLE
        draw_text(self.canv, x, y, text, style, anchor=anchor, substitutions=self._desk.told)


def _scaled(desk: Desk, title: str, values: Sequence[tuple[str, float | None]]) -> _Series:
    """The values in thousands of millions or the like, when they are large, and a title that says so."""
    _ = desk.catalog.text
    names = ((1e12, _("trillions")), (1e9, _("billions")), (1e6, _("millions")))
    highest = max((abs(value) for _year, value in values if value is not None), default=0.0)
    for size, name in names:
        if highest >= size:
            return f"{title} ({name})", [(year, None if value is None else value / size) for year, value in values]
    return title, values


def bar_charts(desk: Desk, charts: Sequence[_Series], width: float) -> Story:
    """Charts side by side, those with at least two known values; nothing when there is none."""
    drawn = [
        _scaled(desk, title, values) for title, values in charts if sum(value is not None for _, value in values) >= 2
    ]
    if not drawn:
        return []
    share = width / len(drawn)
    bars = [Bars(desk, title, values, share - 24) for title, values in drawn]
    return [_Side(bars[::-1] if desk.sheet.is_rtl else bars, share), Spacer(1, 8)]


class _Side(Flowable):  # type: ignore[misc]
    """Flowables of one height in a row."""

    def __init__(self, parts: Sequence[Any], share: float) -> None:
        super().__init__()
        self._parts = parts
        self._share = share

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the highest."""
        self.width = width
        self.height = max(part.wrap(self._share, height)[1] for part in self._parts)
        return self.width, self.height

    def draw(self) -> None:
        """Draw each in its place."""
        for place, part in enumerate(self._parts):
            part.drawOn(self.canv, place * self._share + 12, 0)
