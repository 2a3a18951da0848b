"""What is filled in by hand: lines to write on, boxes to tick, empty tables."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Spacer
from reportlab.platypus.flowables import Flowable

from clinic_app.reports.desk import Desk, Story, words
from clinic_app.reports.styles import MUTED
from clinic_app.reports.tables import Cell, Column, grid, table
from clinic_app.reports.text.style import TextStyle

_LINES_A_PAGE = 31
_NAMES = 0.16  # of the width: names beside lines to write on
_BOX = 10.5
_GAP = 5.0  # between a box and its word
_BETWEEN = 13.0  # between one choice and the next


def line_gap(desk: Desk) -> float:
    """Points from one writing line to the next: 8 mm on A4, as in a school book, and a little less on Letter."""
    return desk.height / _LINES_A_PAGE


class _Lines(Flowable):  # type: ignore[misc]
    """Ruled lines to write on."""

    def __init__(self, count: int, gap: float) -> None:
        super().__init__()
        self._count = count
        self._gap = gap

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The whole width, a gap for each line."""
        self.width, self.height = width, self._count * self._gap
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Between two lines."""
        fitting = int(height // self._gap)
        return [_Lines(fitting, self._gap), _Lines(self._count - fitting, self._gap)] if fitting else []

    def draw(self) -> None:
        """Rule the lines."""
        self.canv.setStrokeColorRGB(*MUTED)
        self.canv.setLineWidth(0.5)
        for place in range(self._count):
            self.canv.line(0, place * self._gap + 1, self.width, place * self._gap + 1)


class _Rest(_Lines):
    """As many lines as the page has room for."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """What is left, but never less than was asked for."""
        self._count = max(self._count, int(height // self._gap))
        return super().wrap(width, height)


def lines(desk: Desk, count: int, title: str = "", *, to_the_end: bool = False) -> Story:
    """Lines to write on, under a title; as many as asked, or what else the page has room for."""
    heading = [words(desk, title, desk.sheet.label)] if title else []
    return [*heading, (_Rest if to_the_end else _Lines)(count, line_gap(desk)), Spacer(1, 0 if to_the_end else 5)]


def asked(desk: Desk, names: Sequence[str]) -> Story:
    """A line to write on for each name, beside it."""
    rows: list[list[Cell]] = [[words(desk, name, desk.sheet.label), [_Lines(1, line_gap(desk))]] for name in names]
    widths = [_NAMES * desk.width, (1 - _NAMES) * desk.width]
    if desk.sheet.is_rtl:
        rows, widths = [row[::-1] for row in rows], widths[::-1]
    tight = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    return [grid(desk, rows, widths, [*tight, ("VALIGN", (0, 0), (-1, -1), "BOTTOM")]), Spacer(1, 5)]


class Box(Flowable):  # type: ignore[misc]
    """An empty box to tick, on the right of its column, below the figure that heads it."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The whole column."""
        self.width = width
        return width, _BOX + 1

    def draw(self) -> None:
        """Draw the frame."""
        self.canv.setStrokeColorRGB(*MUTED)
        self.canv.setLineWidth(0.8)
        self.canv.rect(self.width - _BOX, 1, _BOX, _BOX)


class _Choices(Flowable):  # type: ignore[misc]
    """Boxes with a word each, running on from line to line in the direction of the language."""

    def __init__(self, desk: Desk, options: Sequence[str], style: TextStyle) -> None:
        super().__init__()
        self._words = [words(desk, option, style) for option in options]
        self._is_rtl = desk.sheet.is_rtl
        self._line = max(style.leading, _BOX) + 5
        self._places: list[tuple[float, float, Any]] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Set the choices one after the other; the height of the lines they take."""
        self._places = []
        x = y = deepest = 0.0
        for word in self._words:
            room = width - _BOX - _GAP
            word.wrap(room, height)
            needed = max((line.width for line in word.lines), default=0.0)
            if x and x + _BOX + _GAP + needed > width:
                x, y, deepest = 0.0, y + deepest, 0.0
            word.wrap(min(room, needed + 0.5), height)
            self._places.append((x, y, word))
            deepest = max(deepest, self._line, word.height + 5)
            x += _BOX + _GAP + needed + _BETWEEN
        self.width, self.height = width, y + deepest
        return self.width, self.height

    def draw(self) -> None:
        """Draw boxes and words."""
        self.canv.setLineWidth(0.8)
        for x, y, word in self._places:
            top = self.height - y
            left = self.width - x - _BOX if self._is_rtl else x
            self.canv.setStrokeColorRGB(*MUTED)
            middle = top - word.style.leading / 2
            self.canv.rect(left, middle - _BOX / 2, _BOX, _BOX)
            beside = left - _GAP - word.width if self._is_rtl else left + _BOX + _GAP
            word.drawOn(self.canv, beside, top - word.height)


def choices(desk: Desk, title: str, options: Sequence[str]) -> Story:
    """A title with boxes to tick under it."""
    return [*_choice(desk, title, options), Spacer(1, 4)]


def _choice(desk: Desk, title: str, options: Sequence[str]) -> Story:
    return [words(desk, title, desk.sheet.label), Spacer(1, 2), _Choices(desk, options, desk.sheet.cell)]


def scales(desk: Desk, titles: Sequence[str], options: Sequence[str]) -> Story:
    """The same boxes under several titles, side by side."""
    row: list[Cell] = [_choice(desk, title, options) for title in titles]
    row = row[::-1] if desk.sheet.is_rtl else row
    return [grid(desk, [row], [desk.width / len(titles)] * len(titles), []), Spacer(1, 2)]


def statements(desk: Desk, title: str, texts: Sequence[str], answers: Sequence[str]) -> Story:
    """A table of sentences with a box for each answer."""
    columns = [Column(title, 8), *(Column(answer, 1, is_figure=True) for answer in answers)]
    rows: list[list[Cell]] = [[text, *([Box()] for _ in answers)] for text in texts]
    return table(desk, columns, rows)


def blanks(desk: Desk, known: Sequence[tuple[str, str]], *, columns: int = 2) -> Story:
    """Names with what is known of them, or a line to write it on; in columns."""
    cells: list[Cell] = []
    for name, value in known:
        filled: list[Any] = [words(desk, name, desk.sheet.label)]
        room = Spacer(1, max(2, line_gap(desk) - desk.sheet.value.leading))
        filled += [words(desk, value, desk.sheet.value), room] if value.strip() else [_Lines(1, line_gap(desk))]
        cells.append(filled)
    cells += [""] * (-len(cells) % columns)
    rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
    if desk.sheet.is_rtl:
        rows = [row[::-1] for row in rows]
    padding = [("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4)]
    return [grid(desk, rows, [desk.width / columns] * columns, padding), Spacer(1, 4)]


def empty_table(desk: Desk, columns: Sequence[Column], count: int) -> Story:
    """A table of empty rows, numbered when the first column has no title, with all lines between columns."""
    height = line_gap(desk)
    rows: list[list[Cell]] = []
    for place in range(1, count + 1):
        first: Cell = desk.number(place) if not columns[0].title else [Spacer(1, height)]
        rows.append([first, [Spacer(1, height)], *([""] * (len(columns) - 2))])
    return table(
        desk,
        columns,
        rows,
        extra=[("INNERGRID", (0, 0), (-1, -1), 0.4, MUTED), ("BOX", (0, 0), (-1, -1), 0.4, MUTED)],
    )
