"""Horizontal bars with their figures beside them: a chart that is its own table."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.platypus.flowables import Flowable

from clinic_app.i18n import formats
from clinic_app.i18n.labels import more
from clinic_app.reports.desk import Desk, Story
from clinic_app.reports.styles import MUTED, tinted
from clinic_app.reports.tables import Cell, Column, table
from clinic_app.reports.text.style import Colour

_HEIGHT = 8.0
_MOST = 24  # rows; what is rarer is added up in one


class Bar(NamedTuple):
    """A line of the chart. ``is_rest`` for what is not known or was added up: it is drawn hollow, and stays last."""

    name: str
    value: float
    is_rest: bool = False


class _Stroke(Flowable):  # type: ignore[misc]
    """One bar, from the side on which lines begin; its figure stands beside it, so it is an ornament."""

    def __init__(self, desk: Desk, share: float, *, is_hollow: bool) -> None:
        super().__init__()
        self._share = share
        self._is_rtl = desk.sheet.is_rtl
        self._colour: Colour = MUTED if is_hollow else desk.sheet.accent
        self._is_hollow = is_hollow

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The whole column."""
        self.width = width
        return width, _HEIGHT + 3

    def draw(self) -> None:
        """Draw the ground and the bar."""
        long = max(0.8 if self._share else 0.0, self.width * self._share)
        self.canv.setFillColorRGB(*tinted(MUTED, 0.1))
        self.canv.rect(0, 0, self.width, _HEIGHT, stroke=0, fill=1)
        self.canv.setFillColorRGB(*self._colour)
        self.canv.setStrokeColorRGB(*self._colour)
        self.canv.setLineWidth(0.8)
        left = self.width - long if self._is_rtl else 0
        self.canv.rect(left, 0, long, _HEIGHT, stroke=int(self._is_hollow), fill=int(not self._is_hollow))


def bar_list(
    desk: Desk, title: str, bars: Sequence[Bar], *, figure: str, whole: float | None = None, most: int = _MOST
) -> Story:
    """Name, bar and figure a line, in the order given; ``title`` heads the names, ``figure`` the figures.

    With ``whole`` a column tells the share of it. Beyond ``most`` lines the last are added up in one that says how
    many they are. Nothing when there are no bars.
    """
    shown = _folded(desk, bars, most)
    if not shown:
        return []
    longest = max(bar.value for bar in shown) or 1.0
    columns = [Column(title, 4.4), Column("", 3.6), Column(figure, 1.3, is_figure=True)]
    if whole is not None:
        columns.append(Column(desk.catalog.text("Share"), 1.2, is_figure=True))
    rows = [_row(desk, bar, longest, whole) for bar in shown]
    middle = [("VALIGN", (0, 1), (-1, -1), "MIDDLE")]
    return table(desk, columns, rows, extra=middle)


def _row(desk: Desk, bar: Bar, longest: float, whole: float | None) -> list[Cell]:
    language = desk.catalog.language
    stroke = _Stroke(desk, bar.value / longest, is_hollow=bar.is_rest)
    row: list[Cell] = [bar.name, [stroke], formats.number(bar.value, language)]
    if whole is not None:
        row.append(formats.percent(100 * bar.value / whole, language) if whole else "–")
    return row


def _folded(desk: Desk, bars: Sequence[Bar], most: int) -> list[Bar]:
    named = [bar for bar in bars if not bar.is_rest]
    rest = [bar for bar in bars if bar.is_rest and bar.value]
    if len(named) <= most:
        return [*named, *rest]
    folded = named[most - 1 :]
    wording = more(desk.catalog, len(folded))
    return [*named[: most - 1], Bar(wording, sum(bar.value for bar in folded), is_rest=True), *rest]
