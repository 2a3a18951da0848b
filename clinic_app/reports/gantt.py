"""The action plan in time: one line for each action, told apart by filling and frame, in black and white as well."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from clinic_app.domain.calendar import from_jalali, to_jalali
from clinic_app.domain.plan import ActionStatus
from clinic_app.domain.text import ascii_digits
from clinic_app.i18n import formats
from clinic_app.i18n.labels import label
from clinic_app.reports.chart import Chart, first_line
from clinic_app.reports.desk import Desk
from clinic_app.reports.styles import INK, MUTED, RULE, WHITE, tinted
from clinic_app.reports.text.drawing import Anchor, measure

_ROW, _BAR = 15.0, 7.0
_HEAD = 34.0
_LEGEND = 18.0
_FOOT = 4.0  # below what goes on on the next page
_NAMES = 172.0
_NUMBER = 22.0
_CALENDAR = 56.0  # at least so much room for a date of the other calendar
_LONGEST = 40 * 366  # days; what lies further apart is no plan but a slip
_LEAST_ROWS = 3


class Line(NamedTuple):
    """An action of the plan; at least one of its days is known."""

    number: str
    title: str
    start: date | None
    due: date | None
    done: date | None
    status: ActionStatus

    @property
    def days(self) -> list[date]:
        """The days that are known."""
        return [day for day in (self.start, self.due, self.done) if day is not None]


class Tick(NamedTuple):
    """The first day of a month of the document's calendar."""

    day: date
    year: int
    month: int


def may_be_drawn(lines: Sequence[Line]) -> bool:
    """Whether there is a plan to draw: days that lie within a life's work."""
    days = [day for line in lines for day in line.days]
    return bool(days) and (max(days) - min(days)).days < _LONGEST and min(days).year > 1 and max(days).year < 9999


class Gantt(Chart):
    """Lines of a plan under an axis of months, parted between pages with the axis on each; ``today`` is dashed.

    Lines run from right to left where the language does.
    """

    def __init__(self, desk: Desk, lines: Sequence[Line], today: date, alt: str) -> None:
        days = [day for line in lines for day in line.days]
        self._ticks = list(_months(min(days), max(days), desk.catalog.language))
        self._lines = lines
        self._today = today
        self._legend = True
        super().__init__(desk, desk.width, _HEAD + _ROW * len(lines) + _LEGEND, alt)

    def beginning(self, whole: float) -> float:
        """How much of it must stand below a heading."""
        return min(whole, _HEAD + _LEAST_ROWS * _ROW)

    def split(self, width: float, height: float) -> list[Any]:
        """The lines that fit and the rest, which brings the legend."""
        fitting = int((height - _HEAD - _FOOT) // _ROW)
        fitting = min(fitting, len(self._lines) - _LEAST_ROWS)
        if fitting < _LEAST_ROWS:
            return []
        return [
            self._part(self._lines[:fitting], legend=False),
            self._part(self._lines[fitting:], legend=self._legend),
        ]

    def _part(self, lines: Sequence[Line], *, legend: bool) -> "Gantt":
        part = Gantt(self.desk, lines, self._today, self.alt)
        part._ticks, part._legend = self._ticks, legend
        part.height = _HEAD + _ROW * len(lines) + (_LEGEND if legend else _FOOT)
        return part

    def draw(self) -> None:
        """The axis, the lines, today, the legend."""
        self.canv.saveState()
        self._first = self._ticks[0].day
        self._unit = (self.width - _NAMES) / (self._ticks[-1].day - self._first).days
        self._axis()
        for place, line in enumerate(self._lines):
            self._line(line, self.height - _HEAD - _ROW * (place + 1))
        self._now()
        if self._legend:
            self._explain()
        self.canv.restoreState()

    def _x(self, day: date) -> float:
        return _NAMES + (day - self._first).days * self._unit

    def _axis(self) -> None:
        """Years, months and, in small, the days of the other calendar at which they begin."""
        canvas, desk = self.canv, self.desk
        step = _step(self._ticks, self.width - _NAMES)
        foot = self.height - _HEAD - _ROW * len(self._lines)
        small, dark = desk.sheet.label, desk.sheet.label.but(colour=INK)
        year_end = other_end = 0.0
        for place, tick in enumerate(self._ticks[:-1]):
            x = self._x(tick.day)
            if (place == 0 or tick.month == 1) and x >= year_end:
                year = desk.number(tick.year)
                year_end = x + 8 + self.write(x + 2, self.height - 10, year, dark, Anchor.LEFT)
            if (tick.month - 1) % step:
                continue
            canvas.setStrokeColorRGB(*(MUTED if tick.month == 1 else RULE))
            canvas.setLineWidth(0.6 if tick.month == 1 else 0.35)
            self.line((x, foot), (x, self.height - _HEAD + 14))
            if step < 12:
                self.write(x + 2, self.height - 20, desk.number(tick.month), small, Anchor.LEFT)
            if x >= other_end and self.width - x > _CALENDAR - 12:
                other = ascii_digits(formats.day(tick.day, "en" if desk.catalog.language == "fa" else "fa"))
                self.write(x + 2, self.height - 30, other, small.but(size=small.size * 0.82), Anchor.LEFT)
                other_end = x + _CALENDAR
        canvas.setStrokeColorRGB(*desk.sheet.accent)
        canvas.setLineWidth(0.9)
        self.line((0, self.height - _HEAD), (self.width, self.height - _HEAD))

    def _line(self, line: Line, y: float) -> None:
        """Number, title as far as there is room, and the bar."""
        canvas, sheet = self.canv, self.desk.sheet
        canvas.setStrokeColorRGB(*RULE)
        canvas.setLineWidth(0.3)
        self.line((0, y), (self.width, y))
        style = sheet.label.but(colour=INK)
        self.write(0, y + 4.5, line.number, style, Anchor.LEFT)
        self.write(_NUMBER, y + 4.5, first_line(line.title, style, _NAMES - _NUMBER - 8), style, Anchor.LEFT)
        base = y + (_ROW - _BAR) / 2
        if line.start is not None and line.due is not None:
            start, end = self._x(line.start), max(self._x(line.due) + self._unit, self._x(line.start) + 3)
            draw_bar(self, start, base, end - start, line.status)
        else:
            self._milestone(self._x(line.days[0]), base + _BAR / 2, line.status)
        if line.done is not None:
            self._tick(self._x(line.done), base)

    def _milestone(self, x: float, y: float, status: ActionStatus) -> None:
        """A diamond where only one day is known, filled and framed as a bar of its status would be."""
        canvas, accent, half = self.canv, self.desk.sheet.accent, _BAR / 2 + 0.5
        fills = {ActionStatus.DONE: accent, ActionStatus.RUNNING: tinted(accent, 0.4)}
        canvas.setFillColorRGB(*fills.get(status, WHITE))
        canvas.setStrokeColorRGB(*(INK if status is ActionStatus.LATE else accent))
        canvas.setLineWidth(1.8 if status is ActionStatus.LATE else 0.9)
        if status is ActionStatus.DROPPED:
            canvas.setStrokeColorRGB(*MUTED)
            canvas.setDash(1.5, 1.2)
        self.shape([(x - half, y), (x, y + half), (x + half, y), (x, y - half)], fill=True)
        canvas.setDash()
        if status is ActionStatus.DROPPED:
            self.line((x - half - 2, y), (x + half + 2, y))
        elif status is ActionStatus.FOLLOW_UP:
            canvas.setFillColorRGB(*accent)
            self.shape([(x + half, y + half), (x + half, y - half), (x + half + 5, y)], stroke=False, fill=True)

    def _tick(self, x: float, base: float) -> None:
        """A check mark on the day on which it was done."""
        self.canv.setLineCap(1)
        for colour, width in ((WHITE, 3.2), (INK, 1.4)):
            self.canv.setStrokeColorRGB(*colour)
            self.canv.setLineWidth(width)
            x_ = self.at(x)
            self.canv.lines([(x_ - 3, base + 4, x_ - 0.5, base + 1), (x_ - 0.5, base + 1, x_ + 4, base + 8)])
        self.canv.setLineCap(0)

    def _now(self) -> None:
        if not self._first <= self._today < self._ticks[-1].day:
            return
        x, foot = self._x(self._today), self.height - _HEAD - _ROW * len(self._lines)
        self.canv.setStrokeColorRGB(*INK)
        self.canv.setLineWidth(0.7)
        self.canv.setDash(1.5, 2)
        self.line((x, foot), (x, self.height - _HEAD + 3))
        self.canv.setDash()

    def _explain(self) -> None:
        """What each filling means, for those that occur."""
        desk, x = self.desk, 0.0
        _ = desk.catalog.text
        for status in (each for each in ActionStatus if any(line.status is each for line in self._lines)):
            draw_bar(self, x, 3, 16, status)
            x += 23 + self.write(x + 23, 3.5, label(desk.catalog, status), desk.sheet.label, Anchor.LEFT) + 12
        if x + 22 + measure(_("Today"), desk.sheet.label) < self.width:
            self.canv.setStrokeColorRGB(*INK)
            self.canv.setLineWidth(0.7)
            self.canv.setDash(1.5, 2)
            self.line((x + 4, 0), (x + 4, 13))
            self.canv.setDash()
            self.write(x + 9, 3.5, _("Today"), desk.sheet.label, Anchor.LEFT)


def draw_bar(chart: Chart, x: float, y: float, width: float, status: ActionStatus) -> None:
    """A bar in the way of its status: full, half, hollow, hatched, dashed and struck out, or with an arrow."""
    canvas, accent = chart.canv, chart.desk.sheet.accent
    canvas.setStrokeColorRGB(*(INK if status is ActionStatus.LATE else accent))
    canvas.setLineWidth(1.2 if status is ActionStatus.LATE else 0.8)
    fills = {ActionStatus.DONE: accent, ActionStatus.RUNNING: tinted(accent, 0.4)}
    canvas.setFillColorRGB(*fills.get(status, WHITE))
    if status is ActionStatus.DROPPED:
        canvas.setStrokeColorRGB(*MUTED)
        canvas.setDash(2, 1.6)
    chart.box(x, y, width, _BAR, stroke=True)
    canvas.setDash()
    if status is ActionStatus.LATE:
        _hatch(chart, x, y, width)
    elif status is ActionStatus.DROPPED:
        chart.line((x, y + _BAR / 2), (x + width, y + _BAR / 2))
    elif status is ActionStatus.FOLLOW_UP:
        canvas.setFillColorRGB(*accent)
        tip, back = x + width + 4, x + width - 3
        chart.shape([(back, y - 1), (back, y + _BAR + 1), (tip, y + _BAR / 2)], stroke=False, fill=True)


def _hatch(chart: Chart, x: float, y: float, width: float) -> None:
    """Slanted lines inside a bar, at most as many as can be told apart."""
    canvas = chart.canv
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(chart.at(x, width), y, width, _BAR)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setLineWidth(0.8)
    left, slant = chart.at(x, width) - _BAR, max(3.2, width / 120)
    count = int((width + _BAR) / slant) + 1
    canvas.lines([(left + slant * step, y, left + slant * step + _BAR, y + _BAR) for step in range(count)])
    canvas.restoreState()


def _months(first: date, last: date, language: str) -> Iterator[Tick]:
    """The first days of the months from that of ``first`` to the one after ``last``, in a language's calendar."""
    is_jalali = language == "fa"
    year, month = to_jalali(first)[:2] if is_jalali else (first.year, first.month)
    while True:
        day = from_jalali(year, month, 1) if is_jalali else date(year, month, 1)
        yield Tick(day, year, month)
        if day > last + timedelta(days=6):
            return
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _step(ticks: Sequence[Tick], width: float) -> int:
    """Every how many months a line is drawn: as often as there is room for its number."""
    room = width / max(1, len(ticks) - 1)
    return next((step for step in (1, 3, 6) if room * step >= 13), 12)
