"""Tables right for either direction: facts, columns, panels, lists; and what stays on one page."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reportlab.platypus import CondPageBreak, Spacer

from clinic_app.reports.beside import FactRow, Told
from clinic_app.reports.desk import Desk, Story, direction_of, other_language, quoted, spans, words
from clinic_app.reports.quick_table import QuickTable
from clinic_app.reports.styles import MUTED, RULE, TINT
from clinic_app.reports.tagging import note_table
from clinic_app.reports.text.paragraph import Paragraph
from clinic_app.reports.text.sanitise import isolate
from clinic_app.reports.text.style import Align, Colour

_LONG_VALUE = 34  # characters; longer facts take the whole width
_MAY_BE_PARTED = 600  # characters; longer facts may run over a page break
_BULLET_WIDTH = 14.0
WORTH_FILLING = 140.0  # with less room than this left, a very tall row begins on the next page
_LEAST = 1e-3  # points of a parted row that may be left for the next page: any
_SMALLEST = 0.6  # of its size, for a figure that is too wide for its column
_SHORT_ROW = 60.0  # a row up to this height does not stand alone above or below a page break
MOST = 600.0  # points; what is higher is parted between pages even where it should stay together
_KEPT_WHOLE = 260.0  # panels up to this height are not parted between pages


class Fact(NamedTuple):
    """A name and what is known. ``is_code`` for numbers, addresses and the like that run left to right."""

    name: str
    value: str
    is_code: bool = False


class Column(NamedTuple):
    """A column of a table: its title and its share of the width; figures stand on its right."""

    title: str
    share: float
    is_figure: bool = False


Cell = str | Sequence[Any]
"""A cell: plain text, or flowables."""


class Room(CondPageBreak):  # type: ignore[misc]
    """Begins a new page when the flowables that follow would not fit on this one, if they are not too high."""

    def __init__(self, following: Story, limit: float) -> None:
        super().__init__(0)
        self._following = following
        self._limit = limit

    def wanted(self, width: float, height: float) -> float:
        """The room that what follows needs; 0 when it may be parted."""
        parts = [part for part in self._following if not isinstance(part, CondPageBreak)]  # measured, one would break
        heights = [part.wrap(width, height)[1] + part.getSpaceBefore() + part.getSpaceAfter() for part in parts]
        return sum(heights) if sum(heights) <= self._limit else 0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure what follows; takes no room itself."""
        self.height = self.wanted(width, height)
        taken: tuple[float, float] = super().wrap(width, height)
        return taken


def together(parts: Story, *, limit: float = MOST) -> Story:
    """Flowables that stay on one page when they are not higher than ``limit``."""
    return [Room(parts, limit), *parts]


def facts(desk: Desk, known: Iterable[Fact], *, columns: int = 2) -> Story:
    """Names with their values beside them, in columns; long values take the whole width, empty ones none."""
    rows: list[list[Fact]] = []
    story: Story = []
    for fact in known:
        if not fact.value.strip():
            continue
        if rows and len(rows[-1]) < columns and not _is_wide(fact) and not _is_wide(rows[-1][0]):
            rows[-1].append(fact)
        else:
            rows.append([fact])
    for row in rows:
        pairs = [_fact(desk, fact) for fact in row]
        if len(row[0].value) > _MAY_BE_PARTED:
            story.append(Told(pairs[0][0], [pairs[0][1]], is_rtl=desk.sheet.is_rtl))
        else:
            story.append(FactRow(pairs, 1 if columns == 2 and len(row) == 1 else columns, is_rtl=desk.sheet.is_rtl))
    return [*story, Spacer(1, 6)] if story else []


def _fact(desk: Desk, fact: Fact) -> tuple[Paragraph, Paragraph]:
    """The name, and the value in its own direction; both of one size, so that they stand on one line."""
    value = isolate(fact.value, ltr=True) if fact.is_code else fact.value
    return words(desk, fact.name, desk.sheet.name), quoted(desk, value, desk.sheet.cell)


def _is_wide(fact: Fact) -> bool:
    return len(fact.value) > _LONG_VALUE or "\n" in fact.value


def table(
    desk: Desk, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, extra: Sequence[Any] = ()
) -> Story:
    """A table with a heading row that comes back on every page. ``extra`` are reportlab style commands.

    Columns of right-to-left documents run from the right; ``extra`` counts them from there too.
    """
    if not rows:
        return []
    sheet = desk.sheet
    heads: list[Cell] = [
        words(desk, column.title, sheet.column.but(align=Align.RIGHT if column.is_figure else sheet.start))
        for column in columns
    ]
    body = [heads, *(_table_row(desk, columns, row) for row in rows)]
    unit = desk.width / sum(column.share for column in columns)
    widths = [column.share * unit for column in columns]
    style = [
        ("LINEBELOW", (0, 0), (-1, 0), 1.0, sheet.accent),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        *extra,
    ]
    if sheet.is_rtl:
        body = [row[::-1] for row in body]
        widths = widths[::-1]
        style = [_turned(command, len(columns)) for command in style]
    return [grid(desk, body, widths, style, repeat=1, tag="Table"), Spacer(1, 8)]


def _table_row(desk: Desk, columns: Sequence[Column], row: Sequence[Cell]) -> list[Cell]:
    cells: list[Cell] = []
    plain: list[Paragraph] = []
    for column, cell in zip(columns, row, strict=True):
        if not isinstance(cell, str):
            cells.append(cell)
            continue
        text = isolate(cell) if column.is_figure else cell  # a sign stays in front of its number
        plain.append(amount(desk, text) if column.is_figure else quoted(desk, text, desk.sheet.cell))
        cells.append([plain[-1]])
    _side_by_side(plain)
    return cells


class _Amount(Paragraph):
    """A figure that is never broken: where its column is too narrow it is set smaller."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break into lines; if that would break a number, make it fit."""
        super().wrap(width, height)
        if len(self._lines) > 1 and not any(" " in text for text, _style in self._spans):
            scale = max(_SMALLEST, 0.99 * width / self.minWidth())
            self.style = self.style.but(size=round(self.style.size * scale, 2))
            self._spans = tuple((text, self.style) for text, _style in self._spans)
            self._column = -1.0
            super().wrap(width, height)
        return self.width, self.height


def amount(desk: Desk, text: str) -> Paragraph:
    """A figure in a cell of its own."""
    direction = direction_of(text, is_rtl=desk.sheet.is_rtl)
    made = _Amount(text, desk.sheet.figure.but(direction=direction), substitutions=desk.told)
    made.language = other_language(desk, text, direction)
    return made


def _side_by_side(row: Sequence[Paragraph]) -> None:
    for paragraph in row:
        paragraph.beside = [other for other in row if other is not paragraph]


def _turned(command: Sequence[Any], columns: int) -> tuple[Any, ...]:
    """A style command with its columns counted from the right."""
    name, (left, top), (right, bottom), *rest = command
    first, last = (place if place >= 0 else columns + place for place in (left, right))
    swapped = {"LINEBEFORE": "LINEAFTER", "LINEAFTER": "LINEBEFORE"}.get(name, name)
    return swapped, (columns - 1 - last, top), (columns - 1 - first, bottom), *rest


class Rows(QuickTable):
    """A table parted between its rows; a row is parted only when it is taller than what a page can spare.

    ``page_height`` is the room of a whole page. The others are what ``tagging.note_table`` asks for.
    """

    page_height: float
    splitInRow: float = 0  # noqa: N815 - reportlab's name
    tag = ""
    whole: "Rows | None" = None
    is_rtl = False
    goes_on = False

    def beginning(self, whole: float) -> float:
        """Height of the heading rows and of the first rows that stay with them, or the start of a very tall one."""
        if len(self._rowHeights) == 1:
            return whole if whole <= _KEPT_WHOLE else WORTH_FILLING
        heads, first = self._rowHeights[: self.repeatRows], self._rowHeights[self.repeatRows]
        if first > self.page_height / 2:
            return float(sum(heads) + WORTH_FILLING)
        company = self._rowHeights[self.repeatRows + 1 : self.repeatRows + 2] if first <= _SHORT_ROW else []
        return float(sum(heads) + first + sum(company))

    def split(self, width: float, height: float) -> list[Any]:
        """The rows that fit and the rest, or nothing: then the table goes to the next page."""
        parts = self._parted(width, height)
        for part in parts:
            part.page_height, part.tag, part.is_rtl = self.page_height, self.tag, self.is_rtl
            part.whole, part.goes_on = self.whole or self, self.goes_on
        if len(parts) == 2:  # more rows in all than before: one of them was parted
            rows = [len(part._cellvalues) for part in (*parts, self)]  # noqa: SLF001
            parts[1].goes_on = rows[0] + rows[1] - self.repeatRows > rows[2]
        return parts

    def _parted(self, width: float, height: float) -> list[Any]:
        self.splitInRow = 0
        parts: list[Any] = self._without_orphans(width, height, super().split(width, height))
        self.splitInRow = _LEAST
        if parts:
            return parts
        tallest = self._rowHeights[min(self.repeatRows, len(self._rowHeights) - 1)]
        is_worth_it = tallest > self.page_height / 2 and height > WORTH_FILLING
        return super().split(width, height) if is_worth_it or height >= self.page_height - 1 else []

    def _without_orphans(self, width: float, height: float, parts: list[Any]) -> list[Any]:
        """``parts`` so that no short row stands alone on either side of the break."""
        if len(parts) < 2 or not self.repeatRows:
            return parts
        heights = self._rowHeights[self.repeatRows :]
        rows = len(parts[0]._cellvalues) - self.repeatRows  # noqa: SLF001 - reportlab has no other way to ask
        above, below = heights[:rows], heights[rows:]
        if len(above) == 1 and above[0] <= _SHORT_ROW and height < self.page_height - 1:
            return []
        if len(below) == 1 and below[0] <= _SHORT_ROW and len(above) > 2:
            return list(super().split(width, height - above[-1]))
        return parts

    def _splitCell(  # noqa: N802 - reportlab's own forgets the padding and asks parts of one for two
        self, value: Any, style: Any, old_height: float, new_height: float, width: float
    ) -> tuple[Any, Any] | list[Any]:
        """The flowables of a cell that fit into ``new_height`` and the rest; an empty list when none does."""
        if not isinstance(value, (list, tuple)):
            return value, ""
        width -= style.leftPadding + style.rightPadding
        room = new_height - style.topPadding - style.bottomPadding
        for place, part in enumerate(value):
            room -= part.getSpaceBefore() if place else 0
            height = part.wrap(width, room)[1]
            if height > room:
                parts = part.split(width, room) if room > 0 else []
                if len(parts) < 2:
                    return (tuple(value[:place]), tuple(value[place:])) if place else []
                return (*value[:place], parts[0]), (*parts[1:], *value[place + 1 :])
            room -= height + part.getSpaceAfter()
        return tuple(value), ()


def grid(
    desk: Desk,
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    style: Sequence[Any],
    *,
    repeat: int = 0,
    tag: str = "",
) -> Rows:
    """A bare reportlab table of our cells, left to right; rows taller than a page are parted.

    ``tag`` is Table, or L for a list of two columns; without it the cells are read one after the other.
    """
    base = [
        ("FONT", (0, 0), (-1, -1), desk.sheet.plain_font),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    made = Rows(
        [list(row) for row in rows],
        colWidths=list(widths),
        style=[*base, *style],
        repeatRows=repeat,
        hAlign="RIGHT" if desk.sheet.is_rtl else "LEFT",
        renderCB=note_table,
    )
    made.page_height, made.tag, made.is_rtl = desk.height, tag, desk.sheet.is_rtl
    return made


PANEL_PADDING = 12.0
"""On either side of a panel's content."""


def panel(desk: Desk, content: Story, *, colour: Colour | None = None) -> Story:
    """Content on a tinted ground with a bar of colour at its start."""
    if not content:
        return []
    side = "LINEAFTER" if desk.sheet.is_rtl else "LINEBEFORE"
    style = [
        ("BACKGROUND", (0, 0), (-1, -1), TINT),
        (side, (0, 0), (0, -1), 2.4, colour or desk.sheet.accent),
        ("LEFTPADDING", (0, 0), (-1, -1), PANEL_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PANEL_PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ]
    drawn = grid(desk, [[content]], [desk.width], style)
    return [Spacer(1, 3), *together([drawn], limit=_KEPT_WHOLE), Spacer(1, 8)]


def labelled(desk: Desk, known: Iterable[tuple[str, str]]) -> Story:
    """Short lines of a name and a value behind it; empty values are left out."""
    name_style, style = desk.sheet.label, desk.sheet.cell
    return [
        spans(desk, [(f"{name}: ", name_style), (isolate(value), style)], style)
        for name, value in known
        if value.strip()
    ]


def items(desk: Desk, texts: Iterable[str], *, width: float | None = None) -> Story:
    """A list of what people wrote, each item behind a dot."""
    rows: list[list[Cell]] = []
    for text in texts:
        mark = words(desk, "•", desk.sheet.cell.but(colour=MUTED))
        row: list[Cell] = [mark, quoted(desk, text, desk.sheet.cell)]
        rows.append(row[::-1] if desk.sheet.is_rtl else row)
    if not rows:
        return []
    widths = [_BULLET_WIDTH, (width or desk.width) - _BULLET_WIDTH]
    tight = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    return [grid(desk, rows, widths[::-1] if desk.sheet.is_rtl else widths, tight, tag="L"), Spacer(1, 4)]
