"""What stands where on the pages, noted while they are drawn: headings, paragraphs, tables, lists, pictures."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from reportlab.platypus.flowables import Flowable

from clinic_app.reports.text.sanitise import clean

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""


class Mark(NamedTuple):
    """A stretch of the operators of a page (pages count from 1) by its number there."""

    page: int
    number: int


class Annotation(NamedTuple):
    """A link of a page, by its place among the annotations of that page."""

    page: int
    place: int


class Element:
    """A node of the structure tree: ``kind`` is a standard structure type of ISO 32000-1, 14.8.4.

    ``kids`` are in reading order. ``language`` is empty where it is that of what is around. ``span`` are the columns
    and rows a cell takes, ``box`` is that of a picture on its page.
    """

    __slots__ = ("alt", "box", "kids", "kind", "language", "span")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.alt = ""
        self.language = ""
        self.kids: list[Element | Mark | Annotation] = []
        self.span = (1, 1)
        self.box: Box = (0.0, 0.0, 0.0, 0.0)

    def add(self, kind: str) -> "Element":
        """A new last kid."""
        made = Element(kind)
        self.kids.append(made)
        return made


class Tags:
    """The structure of one document as far as it is drawn.

    Hung on a canvas as ``tags``; on a canvas without it the same is drawn without marks. What nobody marks is
    decoration: see ``with_decoration_marked``. ``places`` have a name, a page (from 1) and a box there.
    """

    def __init__(self) -> None:
        self.root = Element("Document")
        self.places: dict[str, tuple[int, Box]] = {}
        self._open = [self.root]
        self._grids: list[_Grid] = []
        self._begun: WeakKeyDictionary[Any, Element] = WeakKeyDictionary()  # what goes on after a page break
        self._closed = 0  # how deep inside something that is marked as a whole, or not at all
        self._level = 0  # of the last heading
        self._page = 0
        self._next = 0

    def begin_part(self, language: str) -> None:
        """What follows is a part of the document in a language of its own."""
        if self._open[-1].kind == "Sect" and self._open[-1].language == language:
            return
        part = self.root.add("Sect")
        part.language = language
        self._open = [self.root, part]

    def begin_text(self, canvas: Any, paragraph: "Words") -> int:
        """Begin to draw a paragraph; the answer is to be handed to ``end_text``."""
        if self._closed:
            return -1
        whole = paragraph.whole
        element = self._begun.get(whole) if whole is not None else None
        if element is None:
            element = self._place(paragraph.tag)
            element.language = element.language or paragraph.language
            if whole is not None:
                self._begun[whole] = element
        return self._begin(canvas, element)

    def begin_words(self, canvas: Any, kind: str) -> int:
        """Begin to draw words that are no paragraph; the answer is to be handed to ``end_text``."""
        return -1 if self._closed else self._begin(canvas, self._place(kind))

    def _begin(self, canvas: Any, element: Element) -> int:
        self._mark(canvas, element)
        return len(canvas._annotationrefs)  # noqa: SLF001 - reportlab has no other way to ask

    def end_text(self, canvas: Any, before: int) -> None:
        """The paragraph is drawn; links that were made in it become its own."""
        if before < 0:
            return
        canvas.addLiteral(_END)
        links = len(canvas._annotationrefs)  # noqa: SLF001
        if links > before:
            mark = self._last.kids.pop()
            link = self._last.add("Link")
            link.kids = [mark, *(Annotation(self._page, place) for place in range(before, links))]

    def begin_entry(self) -> None:
        """What is drawn from here on is an entry of the list of contents."""
        last = self._open[-1].kids[-1] if self._open[-1].kids else None
        if not isinstance(last, Element) or last.kind != "TOC":
            last = self._open[-1].add("TOC")
        self._open.append(last.add("TOCI"))

    def end_entry(self) -> None:
        """The entry is drawn."""
        self._open.pop()

    def begin_picture(self, canvas: Any, picture: "Figure") -> None:
        """What is drawn from here on is one picture, or decoration when no words tell it."""
        if picture.alt and not self._closed:
            element = self._open[-1].add("Figure")
            element.alt = clean(picture.alt)
            left, bottom = canvas.absolutePosition(0, 0)
            element.box = (left, bottom, left + picture.width, bottom + picture.height)
            self._mark(canvas, element)
        self._closed += 1

    def end_picture(self, canvas: Any, picture: "Figure") -> None:
        """The picture is drawn."""
        self._closed -= 1
        if picture.alt and not self._closed:
            canvas.addLiteral(_END)

    def _place(self, kind: str) -> Element:
        """Where a new paragraph goes: a cell with nothing else in it needs no paragraph of its own.

        H stands for a heading one level below that above it.
        """
        parent = self._open[-1]
        if self._grids and self._grids[-1].is_alone and parent.kind in _CELLS and not parent.kids:
            return parent
        if kind == "H":
            kind = f"H{min(self._level + 1, _DEEPEST)}"
        elif kind in _LEVELS:
            self._level = _LEVELS[kind]
        if kind == "Caption" and parent.kids and isinstance(parent.kids[-1], Element):
            above = parent.kids[-1]
            return above.add(kind) if above.kind in ("Figure", "Table") else parent.add("P")
        return parent.add(kind)

    def _mark(self, canvas: Any, element: Element) -> None:
        page = canvas.getPageNumber()
        if page != self._page:
            self._page, self._next = page, 0
        canvas.addLiteral(f"/{element.kind} <</MCID {self._next}>> BDC")
        element.kids.append(Mark(page, self._next))
        self._last = element
        self._next += 1

    # ------------------------------------------------------------ tables, in the order reportlab draws them

    def begin_table(self, table: Any) -> None:
        """A table, a list, or cells that only put things in their places."""
        element = self._begun.get(table.whole) if table.tag and table.whole is not None else None
        is_rest = element is not None
        if element is None:
            element = self._open[-1]
            if table.tag and not self._closed:
                element = element.add(table.tag)
                if table.whole is not None:
                    self._begun[table.whole] = element
        self._grids.append(_Grid(table, is_rest))
        self._open.append(element)

    def begin_row(self, table: Any, row: int) -> None:
        """A row; the heading rows that come back on a new page are decoration."""
        grid, parent = self._grids[-1], self._open[-1]
        grid.is_repeated = grid.is_rest and row < table.repeatRows
        self._closed += grid.is_repeated
        if table.tag and not self._closed:
            goes_on = grid.is_rest and table.goes_on and row == table.repeatRows and bool(parent.kids)
            parent = parent.kids[-1] if goes_on else parent.add(_ROW[table.tag])  # type: ignore[assignment]
            grid.goes_on = goes_on
            self._open.append(parent)
        grid.starts = [len(parent.kids)]

    def begin_cell(self, table: Any, row: int, column: int, value: Any, *_: Any) -> None:
        """A cell and what is in it."""
        grid, parent = self._grids[-1], self._open[-1]
        grid.is_alone = isinstance(value, (list, tuple)) and len(value) == 1
        if table.tag and not self._closed:
            self._open.append(grid.cell(parent, row, column))

    def end_cell(self, table: Any) -> None:
        """The cell is drawn."""
        grid = self._grids[-1]
        if table.tag and not self._closed:
            self._open.pop()
        grid.is_alone = False
        grid.starts.append(len(self._open[-1].kids))

    def end_row(self, table: Any) -> None:
        """Bring the cells of a row into the order in which they are read."""
        grid, row = self._grids[-1], self._open[-1]
        if table.is_rtl and not grid.goes_on and not self._closed:
            cells = [row.kids[start:end] for start, end in pairwise(grid.starts)]
            row.kids[grid.starts[0] :] = [kid for cell in reversed(cells) for kid in cell]
        if table.tag and not self._closed:
            self._open.pop()
        self._closed -= grid.is_repeated
        grid.goes_on = False

    def end_table(self, _table: Any) -> None:
        """The table is drawn, or as much of it as stands on this page."""
        self._open.pop()
        self._grids.pop()


_END = "EMC"
_LEVELS = {"H1": 1, "H2": 2}
_DEEPEST = 3
_ROW = {"Table": "TR", "L": "LI"}
_CELLS = frozenset({"TD", "TH", "Lbl", "LBody"})
_EVENTS: dict[str, Callable[..., None]] = {
    "startTable": Tags.begin_table,
    "startRow": Tags.begin_row,
    "startCell": Tags.begin_cell,
    "endCell": Tags.end_cell,
    "endRow": Tags.end_row,
    "endTable": Tags.end_table,
}


class _Grid:
    """A table that is being drawn. ``starts`` are the places in its row's kids where the cells begin."""

    def __init__(self, table: Any, is_rest: bool) -> None:
        self.table = table
        self.is_rest = is_rest
        self.is_repeated = False
        self.is_alone = False
        self.goes_on = False
        self.starts: list[int] = []

    def cell(self, row: Element, at: int, column: int) -> Element:
        """The element of a cell; that of the page before when the row goes on."""
        table = self.table
        logical = table._ncols - 1 - column if table.is_rtl else column  # noqa: SLF001
        if self.goes_on and logical < len(row.kids):
            found = row.kids[logical]
            if isinstance(found, Element):
                return found
        if table.tag == "L":
            return row.add("LBody" if logical else "Lbl")
        made = row.add("TH" if at < table.repeatRows else "TD")
        if table._spanCmds:  # noqa: SLF001
            left, top, right, bottom = table._spanRanges[column, at]  # noqa: SLF001
            made.span = (right - left + 1, bottom - top + 1)
        return made


def tags_of(canvas: Any) -> Tags | None:
    """The notes on what is drawn on a canvas; None when nobody wants them."""
    return getattr(canvas, "tags", None)


def note_place(canvas: Any, name: str, box: Box) -> None:
    """Give a box of the page, in the coordinates of what is being drawn, a name by which it is found in the file."""
    tags = tags_of(canvas)
    if tags is not None:
        left, bottom = canvas.absolutePosition(*box[:2])
        right, top = canvas.absolutePosition(*box[2:])
        tags.places.setdefault(name, (canvas.getPageNumber(), (left, bottom, right, top)))


def note_table(table: Any, event: str, *details: Any) -> None:
    """To be given to reportlab's tables as ``renderCB``; they have ``tag``, ``whole``, ``is_rtl`` and ``goes_on``.

    ``tag`` is Table, L for a list of two columns, or empty; ``whole`` is the table of which this is a part, or None;
    ``goes_on`` says that the first row is the rest of one that began on the page before.
    """
    tags, handle = tags_of(table.canv), _EVENTS.get(event)
    if tags is not None and handle is not None:
        handle(tags, table, *details)


class Words(Flowable):  # type: ignore[misc]
    """A flowable that draws one stretch of text; the links it makes become those of the text.

    ``tag`` is what it is for those who do not see the page (a structure type, or H for a heading one level below that
    above it), ``language`` that of the text where it is not the document's, ``whole`` what was parted between pages,
    when this is a part of it.
    """

    tag = "P"
    language = ""
    whole: Any = None

    def _drawOn(self, canvas: Any) -> None:  # noqa: N802 - reportlab's name
        tags = tags_of(canvas)
        if tags is None:
            super()._drawOn(canvas)
            return
        begun = tags.begin_text(canvas, self)
        super()._drawOn(canvas)
        tags.end_text(canvas, begun)


class Figure(Flowable):  # type: ignore[misc]
    """A flowable that draws one picture. ``alt`` tells it in words; without words it is decoration."""

    alt = ""

    def _drawOn(self, canvas: Any) -> None:  # noqa: N802 - reportlab's name
        tags = tags_of(canvas)
        if tags is None:
            super()._drawOn(canvas)
            return
        tags.begin_picture(canvas, self)
        super()._drawOn(canvas)
        tags.end_picture(canvas, self)


def with_decoration_marked(code: Sequence[str]) -> list[str]:
    """The operators of a page with everything between its marks marked as belonging to the page, not to the text.

    Lines, grounds, headers and the like need no mark of their own. Comments hold the place of what is drawn later.
    """
    marked: list[str] = []
    between: list[str] = []
    depth = 0
    for item in code:
        if item == _END or item.endswith((" BDC", " BMC")):
            if not depth:
                _flush(between, marked)
            depth += -1 if item == _END else 1
            marked.append(item)
        else:
            (marked if depth else between).append(item)
    _flush(between, marked)
    return marked


def _flush(between: list[str], marked: list[str]) -> None:
    if any(item.startswith(("BT", "%")) or item.rpartition(" ")[2] in _PAINTING for item in between):
        marked += ["/Artifact BMC", *between, _END]
    else:
        marked += between
    between.clear()


_PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "ET", "EI"})
