"""Problems by what they cost: bars from the greatest effect down, and how much of the whole they add up to."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from clinic_app.i18n import formats
from clinic_app.reports.chart import Chart, first_line
from clinic_app.reports.desk import Desk, excerpt
from clinic_app.reports.styles import INK, MUTED, RULE, tinted
from clinic_app.reports.text.drawing import Anchor
from clinic_app.reports.text.sanitise import isolate

_ROW, _BAR = 18.0, 9.0
_HEAD = 16.0
_NAMES, _VALUE, _SUM = 176.0, 92.0, 46.0
_NUMBER = 22.0
_UNIT = 14  # characters of the unit in the heading
_VITAL = 80.0  # percent: the line of Pareto's rule
_LEAST_ROWS = 3


class Effect(NamedTuple):
    """A problem's measured effect."""

    number: str
    title: str
    amount: float


_Row = tuple[Effect, float, float]  # and the sums before and with it, in percent


class Pareto(Chart):
    """Effects of one unit, greatest first: a bar, the amount, and the sum so far in percent, also as a line."""

    def __init__(self, desk: Desk, effects: Sequence[Effect], unit: str, alt: str) -> None:
        ordered = sorted(effects, key=lambda each: -each.amount)
        whole = sum(each.amount for each in ordered) or 1.0
        sums = [100 * total / whole for total in accumulate(each.amount for each in ordered)]
        self._rows = list(zip(ordered, [0.0, *sums], sums, strict=False))
        self._highest = max((each.amount for each in ordered), default=0.0) or 1.0
        self._unit = unit
        super().__init__(desk, desk.width, _HEAD + _ROW * len(ordered), alt)

    def beginning(self, whole: float) -> float:
        """How much of it must stand below a heading."""
        return min(whole, _HEAD + _LEAST_ROWS * _ROW)

    def split(self, width: float, height: float) -> list[Any]:
        """The rows that fit and the rest."""
        fitting = min(int((height - _HEAD) // _ROW), len(self._rows) - _LEAST_ROWS)
        if fitting < _LEAST_ROWS:
            return []
        return [self._part(self._rows[:fitting]), self._part(self._rows[fitting:])]

    def _part(self, rows: list[_Row]) -> "Pareto":
        part = Pareto(self.desk, [], self._unit, self.alt)
        part._rows, part._highest = rows, self._highest
        part.height = _HEAD + _ROW * len(rows)
        return part

    def draw(self) -> None:
        """Heads, rows, and the line of the sums."""
        self.canv.saveState()
        self._room = self.width - _NAMES - _VALUE - _SUM
        self._heads()
        for place, row in enumerate(self._rows):
            self._row(row, self.height - _HEAD - _ROW * (place + 1))
        self._sums()
        self.canv.restoreState()

    def _heads(self) -> None:
        _, column, y = self.desk.catalog.text, self.desk.sheet.column, self.height - 10
        self.write(0, y, _("Problem"), column, Anchor.LEFT)
        self.write(_NAMES, y, _("Effect per year"), column, Anchor.LEFT)
        self.write(self.width - _SUM, y, isolate(excerpt(self._unit, _UNIT)[0]), column, Anchor.RIGHT)
        self.write(self.width, y, _("Sum"), column, Anchor.RIGHT)
        self.canv.setStrokeColorRGB(*self.desk.sheet.accent)
        self.canv.setLineWidth(1)
        self.line((0, self.height - _HEAD), (self.width, self.height - _HEAD))
        self.canv.setStrokeColorRGB(*MUTED)
        self.canv.setLineWidth(0.5)
        self.canv.setDash(2, 2)
        vital = _NAMES + self._room * _VITAL / 100
        self.line((vital, self.height - _HEAD - _ROW * len(self._rows)), (vital, self.height - _HEAD))
        self.canv.setDash()

    def _row(self, row: _Row, y: float) -> None:
        effect, before, so_far = row
        canvas, language = self.canv, self.desk.catalog.language
        style = self.desk.sheet.label.but(colour=INK)
        base = y + 6
        self.write(0, base, effect.number, style, Anchor.LEFT)
        self.write(_NUMBER, base, first_line(effect.title, style, _NAMES - _NUMBER - 8), style, Anchor.LEFT)
        canvas.setFillColorRGB(*tinted(self.desk.sheet.accent, 1.0 if before < _VITAL else 0.45))
        self.box(_NAMES, y + (_ROW - _BAR) / 2, max(0.6, self._room * effect.amount / self._highest), _BAR)
        amount = isolate(formats.number(effect.amount, language), ltr=True)
        self.write(self.width - _SUM, base, amount, style, Anchor.RIGHT)
        self.write(self.width, base, formats.percent(so_far, language), style, Anchor.RIGHT)
        canvas.setStrokeColorRGB(*RULE)
        canvas.setLineWidth(0.3)
        self.line((0, y), (self.width, y))

    def _sums(self) -> None:
        """The sums as points on a line, the whole room being 100 %."""
        canvas = self.canv
        middle = self.height - _HEAD - _ROW / 2
        points = [
            (_NAMES + self._room * so_far / 100, middle - _ROW * at) for at, (_, _, so_far) in enumerate(self._rows)
        ]
        canvas.setStrokeColorRGB(*INK)
        canvas.setLineWidth(0.9)
        for start, end in pairwise(points):
            self.line(start, end)
        canvas.setFillColorRGB(1, 1, 1)
        for x, y in points:
            canvas.circle(self.at(x), y, 2.1, stroke=1, fill=1)
