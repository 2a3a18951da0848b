"""The benchmark's report drawn by fpdf2 with its HarfBuzz shaping switched on."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from build_scripts.benchmark.reports_content import (
    BOLD,
    CLINIC,
    DIAGNOSIS_HEADS,
    DIAGNOSIS_SHARES,
    DIMENSIONS,
    PAGE_OF,
    PLAN_HEADS,
    PLAN_SHARES,
    REGULAR,
    Report,
)
from build_scripts.benchmark.reports_shapes import RADAR, RINGS, bars, modules, radar, radar_point, shown

_INK, _ACCENT, _MUTED, _RULE = (27, 34, 38), (18, 73, 90), (92, 103, 109), (197, 208, 212)
_SIDE = 54.0


class _Paper(FPDF):  # type: ignore[misc]
    """A4 in points with the header and the footer of the report."""

    def __init__(self, report: Report) -> None:
        super().__init__(unit="pt", format="A4")
        self._report = report
        self.set_margins(_SIDE, 70, _SIDE)
        self.set_auto_page_break(True, 62)
        self.add_font("Vazirmatn", "", REGULAR)
        self.add_font("Vazirmatn", "B", BOLD)
        self.set_text_shaping(True, direction="rtl", script="Arab", language="fa")
        self.alias_nb_pages()

    def _ends(self, y: float, start: str, end: str) -> None:
        self.set_font("Vazirmatn", size=7.8)
        self.set_text_color(*_MUTED)
        for side, text in (("R", start), ("L", end)):
            self.set_xy(_SIDE, y)
            self.cell(self.epw, 12, text, align=side)

    def header(self) -> None:
        """The clinic and the title, from the second page on."""
        if self.page_no() > 1:
            self._ends(38, CLINIC, self._report.title)
            self.set_y(70)

    def footer(self) -> None:
        """The number and the page."""
        self._ends(-42, self._report.number, f"{PAGE_OF[0]} {self.page_no()} {PAGE_OF[1]} {{nb}}")


def prepare() -> None:
    """Nothing outlives a document here: fpdf2 reads the fonts for each."""


def draw(reports: Sequence[Report]) -> bytes:
    """The reports behind one another in one PDF."""
    paper = _Paper(reports[0])
    paper.set_title(reports[0].title)
    for report in reports:
        paper.add_page()
        _report(paper, report)
    return bytes(paper.output())


def _report(paper: _Paper, report: Report) -> None:
    _words(paper, report.title, 27, "B", _ACCENT)
    _modules(paper, report)
    _heading(paper, "مشخصات بنگاه", 0)
    paper.set_font("Vazirmatn", size=9.7)
    facts = [f"{name}\n{value}" for name, value in report.facts]
    _table(paper, (), (1.0, 1.0), list(zip(facts[1::2], facts[::2], strict=True)), "NONE")
    _heading(paper, "عارضه‌یابی", 0)
    _table(paper, DIAGNOSIS_HEADS, DIAGNOSIS_SHARES, report.diagnosis)
    _radar(paper, report)
    _bars(paper, report)
    for title, text in report.essays:
        _heading(paper, title, 1)
        paper.set_font("Vazirmatn", size=10)
        paper.set_text_color(*_INK)
        paper.multi_cell(0, 18.5, text, align="J", new_x="LMARGIN", new_y="NEXT")
    _heading(paper, "برنامهٔ اقدام", 0)
    _table(paper, PLAN_HEADS, PLAN_SHARES, report.plan)
    signers = [[f"{role}\n\n\n{name}" for role, name in report.signatures]]
    _table(paper, (), (1.0, 1.0, 1.0), signers, "ALL")


def _words(paper: _Paper, text: str, size: float, style: str, colour: tuple[int, int, int]) -> None:
    paper.set_font("Vazirmatn", style, size)
    paper.set_text_color(*colour)
    paper.multi_cell(0, size * 1.6, text, align="R", new_x="LMARGIN", new_y="NEXT")


def _heading(paper: _Paper, title: str, level: int) -> None:
    paper.ln(8)
    paper.start_section(title, level)
    _words(paper, title, 11.8 if level else 17.5, "B", _INK if level else _ACCENT)


def _table(
    paper: _Paper,
    heads: Sequence[str],
    shares: Sequence[float],
    rows: Sequence[Sequence[str]],
    borders: str = "HORIZONTAL_LINES",
) -> None:
    """Columns from the right: fpdf2's tables run left to right, so they are turned round."""
    paper.set_font("Vazirmatn", size=8.6)
    paper.set_text_color(*_INK)
    paper.set_draw_color(*_RULE)
    paper.set_fill_color(255, 255, 255)
    head_style = FontFace(emphasis="BOLD", color=_ACCENT)
    with paper.table(
        col_widths=tuple(shares[::-1]),
        line_height=14,
        text_align="RIGHT",
        borders_layout=getattr(TableBordersLayout, borders),
        headings_style=head_style,
        first_row_as_headings=bool(heads),
    ) as table:
        for row in [heads, *rows] if heads else rows:
            table.row(tuple(row[::-1]))
    paper.ln(6)


def _modules(paper: _Paper, report: Report) -> None:
    top = paper.get_y()
    paper.set_fill_color(0, 0, 0)
    for across, down in modules(report):
        paper.rect(_SIDE + 3 * across, top + 3 * down, 3, 3, "F")
    paper.set_y(top + 95)


def _radar(paper: _Paper, report: Report) -> None:
    if paper.will_page_break(RADAR):
        paper.add_page()
    left, top = paper.w / 2 - RADAR / 2, paper.get_y()
    looks = [*((_RULE, 0.5, ring) for ring in RINGS), (_MUTED, 1.6, report.before), (_ACCENT, 1.6, report.after)]
    for colour, width, values in looks:
        paper.set_draw_color(*colour)
        paper.set_line_width(width)
        paper.polygon([(left + x, top + y) for x, y in radar(values)])
    paper.set_font("Vazirmatn", size=7.8)
    for place, name in enumerate(DIMENSIONS):
        x, y = radar_point(place, 5.9)
        paper.set_xy(left + x - 60, top + y - 5)
        paper.cell(120, 10, name, align="C")
    paper.set_xy(_SIDE, top + RADAR)


def _bars(paper: _Paper, report: Report) -> None:
    if paper.will_page_break(120):
        paper.add_page()
    _words(paper, "امتیاز هر بُعد", 8.8, "B", _ACCENT)
    origin = paper.get_y()
    paper.set_font("Vazirmatn", size=7.8)
    for (left, top, width, high), value, name in zip(bars(report.after), report.after, DIMENSIONS, strict=True):
        paper.set_fill_color(*_ACCENT)
        paper.rect(_SIDE + left, origin + top, width, high, "F")
        for y, text in ((top - 11, shown(value)), (82, name)):
            paper.set_xy(_SIDE + left - 19, origin + y)
            paper.cell(60, 10, text, align="C")
    paper.set_xy(_SIDE, origin + 100)
