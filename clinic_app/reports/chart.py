"""What every chart of ours can do: shaped labels, and left and right turned round for right-to-left languages."""

from collections.abc import Sequence

from clinic_app.reports.desk import Desk, quoted
from clinic_app.reports.tagging import Figure
from clinic_app.reports.text.drawing import Anchor, draw_text
from clinic_app.reports.text.layout import break_lines
from clinic_app.reports.text.sanitise import clean
from clinic_app.reports.text.style import Align, TextStyle

Point = tuple[float, float]


class Chart(Figure):
    """A picture of a fixed size in points; ``alt`` tells in words what it shows, without words it is an ornament.

    The places charts are drawn at count from the side on which lines begin: ``at`` turns them.
    """

    def __init__(self, desk: Desk, width: float, height: float, alt: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.width = width
        self.height = height
        self.alt = alt
        self.hAlign = "RIGHT" if desk.sheet.is_rtl else "LEFT"

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Always the same size."""
        return self.width, self.height

    def at(self, x: float, width: float = 0.0) -> float:
        """The left edge of what is ``width`` wide and begins at ``x`` from the side on which lines begin."""
        return self.width - x - width if self.desk.sheet.is_rtl else x

    def write(self, x: float, y: float, text: str, style: TextStyle, anchor: Anchor = Anchor.MIDDLE) -> float:
        """One line at the place ``at`` gives; LEFT means that it begins there. The width of the line."""
        if self.desk.sheet.is_rtl:
            anchor = {Anchor.LEFT: Anchor.RIGHT, Anchor.RIGHT: Anchor.LEFT}.get(anchor, anchor)
        return draw_text(self.canv, self.at(x), y, text, style, anchor=anchor, substitutions=self.desk.told)

    def block(self, x: float, middle: float, width: float, text: str, style: TextStyle, align: Align) -> None:
        """A few lines in a column ``width`` wide, around the height ``middle``."""
        part = quoted(self.desk, text, style.but(align=align))
        _, height = part.wrap(width, self.height)
        part.drawOn(self.canv, self.at(x, width), middle - height / 2)

    def line(self, start: Point, end: Point) -> None:
        """A straight line; places as ``at`` counts them."""
        self.canv.line(self.at(start[0]), start[1], self.at(end[0]), end[1])

    def shape(self, points: Sequence[Point], *, stroke: bool = True, fill: bool = False) -> None:
        """A closed shape; places as ``at`` counts them."""
        path = self.canv.beginPath()
        path.moveTo(self.at(points[0][0]), points[0][1])
        for x, y in points[1:]:
            path.lineTo(self.at(x), y)
        path.close()
        self.canv.drawPath(path, stroke=int(stroke), fill=int(fill))

    def box(self, x: float, y: float, width: float, height: float, *, stroke: bool = False) -> None:
        """A filled rectangle that begins at ``x``."""
        self.canv.rect(self.at(x, width), y, width, height, stroke=int(stroke), fill=1)


def first_line(text: str, style: TextStyle, width: float) -> str:
    """As many whole words as a line of ``width`` points holds; "…" says that there is more of it elsewhere."""
    plain = clean(" ".join(text.split()))[:240]
    lines = break_lines([(plain, style)], style, width)
    if len(lines) == 1:
        return plain
    lines = break_lines([(plain, style)], style, width - style.size)
    return plain[: lines[1].start].rstrip() + " …" if len(lines) > 1 else plain
