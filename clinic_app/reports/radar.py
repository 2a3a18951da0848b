"""The scorecard as a wheel: one spoke for each dimension, the baseline, and what it was later."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import NamedTuple

from clinic_app.domain.assessment import WEAK
from clinic_app.i18n.formats import percent
from clinic_app.reports.chart import Chart, Point
from clinic_app.reports.desk import Desk
from clinic_app.reports.styles import INK, MUTED, RULE, WHITE, tinted
from clinic_app.reports.text.drawing import Anchor
from clinic_app.reports.text.style import Align

_RADIUS = 82.0
_LABEL = 88.0  # width of the names around the wheel
_HEIGHT = 2 * _RADIUS + 66
_LEGEND = 16.0
_MARK = 2.6

LEAST_SPOKES = 3
"""With fewer there is no wheel."""


class Spoke(NamedTuple):
    """A dimension with its percentage before and after; None where nothing of it was answered."""

    name: str
    before: float | None
    after: float | None = None


class Radar(Chart):
    """Percentages on spokes, 0 in the middle, 100 at the rim, the line below which an item is weak dashed.

    What was not answered is a gap in the line, never the middle. With ``legend`` (the names of before and after)
    both lines are drawn: before dashed with rings, after full with squares, so that they part without colour.
    """

    def __init__(self, desk: Desk, spokes: Sequence[Spoke], legend: tuple[str, str] | None, alt: str) -> None:
        super().__init__(desk, 2 * (_RADIUS + _LABEL) - 40, _HEIGHT + (_LEGEND if legend else 0), alt)
        self._spokes = spokes
        self._legend = legend
        self._centre = (self.width / 2, self.height - _HEIGHT / 2)

    def draw(self) -> None:
        """The web, the lines, the names."""
        self.canv.saveState()
        before = [spoke.before for spoke in self._spokes]
        newest = [spoke.after for spoke in self._spokes] if self._legend else before
        self._ground(newest)
        self._web()
        self._series(newest, filled=True)
        if self._legend:
            self._series(before, filled=False)
            self._explain(self._legend)
        for place, spoke in enumerate(self._spokes):
            self._name(place, spoke)
        self.canv.restoreState()

    def _point(self, place: int, share: float) -> Point:
        angle = pi / 2 - 2 * pi * place / len(self._spokes)
        x, y = self._centre
        return x + _RADIUS * share * cos(angle), y + _RADIUS * share * sin(angle)

    def _web(self) -> None:
        canvas, places = self.canv, range(len(self._spokes))
        canvas.setStrokeColorRGB(*RULE)
        canvas.setLineWidth(0.4)
        for share in (0.2, 0.4, 0.8, 1.0):
            self.shape([self._point(place, share) for place in places])
        for place in places:
            self.line(self._centre, self._point(place, 1.0))
        canvas.setStrokeColorRGB(*MUTED)
        canvas.setDash(2, 2)
        self.shape([self._point(place, WEAK / 100) for place in places])
        canvas.setDash()

    def _points(self, values: Sequence[float | None]) -> list[Point | None]:
        return [None if each is None else self._point(place, each / 100) for place, each in enumerate(values)]

    def _ground(self, values: Sequence[float | None]) -> None:
        """The area inside a line that has no gap."""
        known = [point for point in self._points(values) if point is not None]
        if len(known) == len(values):
            self.canv.setFillColorRGB(*tinted(self.desk.sheet.accent, 0.13))
            self.shape(known, stroke=False, fill=True)

    def _series(self, values: Sequence[float | None], *, filled: bool) -> None:
        canvas, points = self.canv, self._points(values)
        canvas.setStrokeColorRGB(*(self.desk.sheet.accent if filled else MUTED))
        canvas.setLineWidth(1.6 if filled else 1.1)
        canvas.setDash(*(() if filled else (3, 2)))
        for start, end in zip(points, [*points[1:], points[0]], strict=True):
            if start is not None and end is not None:
                self.line(start, end)
        canvas.setDash()
        for point in (each for each in points if each is not None):
            self._mark(point, filled=filled)

    def _mark(self, point: Point, *, filled: bool) -> None:
        x, y = self.at(point[0]), point[1]
        if filled:
            self.canv.setFillColorRGB(*self.desk.sheet.accent)
            self.canv.rect(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK, stroke=0, fill=1)
        else:
            self.canv.setFillColorRGB(*WHITE)
            self.canv.setStrokeColorRGB(*MUTED)
            self.canv.circle(x, y, _MARK, stroke=1, fill=1)

    def _name(self, place: int, spoke: Spoke) -> None:
        """The dimension outside the rim, with its figures below."""
        x, y = self._point(place, 1.0)
        off = (x - self._centre[0]) / _RADIUS
        language, style = self.desk.catalog.language, self.desk.sheet.label.but(colour=INK)
        parts = [spoke.before, spoke.after] if self._legend else [spoke.before]
        figures = " → ".join(percent(round(each), language) if each is not None else "–" for each in parts)
        if self.desk.sheet.is_rtl:
            figures = " ← ".join(percent(round(each), language) if each is not None else "–" for each in parts)
        text = f"{spoke.name}\n{figures}"
        lift = 9.0 + 7.0 * abs((y - self._centre[1]) / _RADIUS)
        y += lift if y > self._centre[1] + 1 else -lift if y < self._centre[1] - 1 else 0
        if abs(off) < 0.2:
            self.block(x - _LABEL / 2, y + (4 if y > self._centre[1] else -4), _LABEL, text, style, Align.CENTRE)
            return
        begins = (off > 0) is not self.desk.sheet.is_rtl
        self.block(
            x + 6 if off > 0 else x - 6 - _LABEL + 12,
            y,
            _LABEL - 12,
            text,
            style,
            Align.LEFT if begins else Align.RIGHT,
        )

    def _explain(self, legend: tuple[str, str]) -> None:
        """Which line is which."""
        canvas, style = self.canv, self.desk.sheet.label
        for filled, name, x in ((False, legend[0], 8.0), (True, legend[1], self.width / 2 + 8)):
            canvas.setStrokeColorRGB(*(self.desk.sheet.accent if filled else MUTED))
            canvas.setLineWidth(1.6 if filled else 1.1)
            canvas.setDash(*(() if filled else (3, 2)))
            self.line((x, 7), (x + 20, 7))
            canvas.setDash()
            self._mark((x + 10, 7), filled=filled)
            self.write(x + 26, 4, name, style, Anchor.LEFT)


class ScoreBar(Chart):
    """A percentage as a bar on a ground, with a tick where weakness ends; its figure stands beside it."""

    def __init__(self, desk: Desk, width: float, before: float | None, after: float | None = None) -> None:
        super().__init__(desk, width, 11.0)
        self._values = [before, after]

    def draw(self) -> None:
        """The ground, the bar of before (hollow when there is an after), that of after, the tick."""
        canvas, accent = self.canv, self.desk.sheet.accent
        before, after = self._values
        canvas.setFillColorRGB(*tinted(MUTED, 0.12))
        self.box(0, 2, self.width, 7)
        canvas.setFillColorRGB(*accent)
        canvas.setStrokeColorRGB(*accent)
        canvas.setLineWidth(0.7)
        if after is not None:
            self.box(0, 2, max(0.6, self.width * after / 100), 7)
            canvas.setFillColorRGB(*WHITE)
            if before is not None:
                self.box(0, 4, max(0.6, self.width * before / 100), 3, stroke=True)
        elif before is not None:
            self.box(0, 2, max(0.6, self.width * before / 100), 7)
        canvas.setStrokeColorRGB(*INK)
        canvas.setLineWidth(0.6)
        self.line((self.width * WEAK / 100, 0.5), (self.width * WEAK / 100, 10.5))
