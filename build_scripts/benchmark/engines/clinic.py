"""The benchmark's report drawn by Clinic: its own flowables, tables, page furniture and text layer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from reportlab.platypus import PageBreak, Spacer

from build_scripts.benchmark.reports_content import (
    CLINIC,
    DIAGNOSIS_HEADS,
    DIAGNOSIS_SHARES,
    DIMENSIONS,
    PLAN_HEADS,
    PLAN_SHARES,
    QR_MODULES,
    Report,
)
from build_scripts.benchmark.reports_shapes import (
    BARS_HEIGHT,
    BARS_WIDTH,
    RADAR,
    RINGS,
    bars,
    modules,
    radar,
    radar_point,
    shown,
)
from clinic_app.reports import page
from clinic_app.reports.blocks import chapter, section, settled
from clinic_app.reports.desk import Desk, Story, desk_of, words
from clinic_app.reports.document import Order, Paper
from clinic_app.reports.styles import MUTED, RULE, sheet
from clinic_app.reports.tables import Column, Fact, facts, table, together
from clinic_app.reports.tagging import Figure
from clinic_app.reports.text.drawing import Anchor, draw_text
from clinic_app.reports.text.sanitise import Substitutions
from clinic_app.reports.text.style import Align, Colour

_PRINTED = datetime(2024, 8, 2, 12, 0, tzinfo=UTC)


def prepare() -> None:
    """Load the fonts and styles."""
    sheet("fa")


def draw(reports: Sequence[Report]) -> bytes:
    """The reports behind one another in one PDF."""
    told = Substitutions()
    desk = desk_of(Order(languages=("fa",), printed_at=_PRINTED), "fa", told)
    story: Story = []
    for report in reports:
        story += _story(desk, report)
    furniture = page.Furniture(
        language="fa",
        title=reports[0].title,
        author=CLINIC,
        keywords="",
        header_start=CLINIC,
        header_end=reports[0].title,
        footer=reports[0].number,
        page_of="صفحهٔ %(page)s از %(pages)s",
        mark="",
        printed_at=_PRINTED,
    )
    part = page.Part(story=settled(story), sheet=desk.sheet, furniture=furniture, has_cover=True)
    return page.build([part], told, paper=Paper.A4)[0]


def _story(desk: Desk, report: Report) -> Story:
    justified = desk.sheet.body.but(align=Align.JUSTIFY)
    parts: Story = [words(desk, report.title, desk.sheet.title), _Modules(report), Spacer(1, 8)]
    parts += chapter(desk, "مشخصات بنگاه")
    parts += facts(desk, [Fact(name, value, is_code=value.startswith("+")) for name, value in report.facts])
    parts += chapter(desk, "عارضه‌یابی")
    parts += table(desk, _columns(DIAGNOSIS_HEADS, DIAGNOSIS_SHARES), report.diagnosis)
    parts += [_Radar(desk, report), words(desk, "امتیاز هر بُعد", desk.sheet.topic), _Bars(desk, report), Spacer(1, 8)]
    for title, text in report.essays:
        parts += [*section(desk, title), words(desk, text, justified)]
    parts += chapter(desk, "برنامهٔ اقدام")
    parts += table(desk, _columns(PLAN_HEADS, PLAN_SHARES), report.plan)
    return [*parts, *together([_Signatures(desk, report)]), PageBreak()]


def _columns(heads: Sequence[str], shares: Sequence[float]) -> list[Column]:
    return [Column(head, share) for head, share in zip(heads, shares, strict=True)]


class _Modules(Figure):
    """The block of black and white squares."""

    alt = "QR"

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report
        self.width = self.height = 3.0 * QR_MODULES

    def draw(self) -> None:
        """One path of all the black squares."""
        path = self.canv.beginPath()
        for across, down in modules(self._report):
            path.rect(across * 3, self.height - 3 - down * 3, 3, 3)
        self.canv.setFillColorRGB(0, 0, 0)
        self.canv.drawPath(path, stroke=0, fill=1)


class _Radar(Figure):
    """Eight dimensions before and after."""

    alt = "نمودار راداری"

    def __init__(self, desk: Desk, report: Report) -> None:
        super().__init__()
        self._desk = desk
        self._report = report
        self.width, self.height = desk.width, RADAR

    def draw(self) -> None:
        """Rings, names, and a polygon for each time."""
        self.canv.saveState()
        self.canv.translate((self.width - RADAR) / 2, 0)
        for values in RINGS:
            self._polygon(values, RULE, 0.5)
        self._polygon(self._report.before, MUTED, 1.6)
        self._polygon(self._report.after, self._desk.sheet.accent, 1.6)
        for place, name in enumerate(DIMENSIONS):
            x, y = radar_point(place, 5.9)
            draw_text(self.canv, x, RADAR - y - 3, name, self._desk.sheet.label, anchor=Anchor.MIDDLE)
        self.canv.restoreState()

    def _polygon(self, values: Sequence[float], colour: Colour, width: float) -> None:
        path: Any = self.canv.beginPath()
        for place, (x, y) in enumerate(radar(values)):
            (path.lineTo if place else path.moveTo)(x, RADAR - y)
        path.close()
        self.canv.setLineWidth(width)
        self.canv.setStrokeColorRGB(*colour)
        self.canv.drawPath(path, stroke=1, fill=0)


class _Bars(Figure):
    """A bar for each dimension, its value above and its name below."""

    alt = "نمودار میله‌ای"

    def __init__(self, desk: Desk, report: Report) -> None:
        super().__init__()
        self._desk = desk
        self._report = report
        self.width, self.height = BARS_WIDTH, BARS_HEIGHT

    def draw(self) -> None:
        """Each with two lines of text."""
        label = self._desk.sheet.label
        drawn = zip(bars(self._report.after), self._report.after, DIMENSIONS, strict=True)
        for (left, top, width, high), value, name in drawn:
            self.canv.setFillColorRGB(*self._desk.sheet.accent)
            self.canv.rect(left, BARS_HEIGHT - top - high, width, high, stroke=0, fill=1)
            middle = left + width / 2
            draw_text(self.canv, middle, BARS_HEIGHT - top + 3, shown(value), label, anchor=Anchor.MIDDLE)
            draw_text(self.canv, middle, 4, name, label, anchor=Anchor.MIDDLE)


class _Signatures(Figure):
    """Three boxes with who signs."""

    def __init__(self, desk: Desk, report: Report) -> None:
        super().__init__()
        self._desk = desk
        self._report = report
        self.width, self.height = desk.width, 80.0

    def draw(self) -> None:
        """A box, the role and the name, from the right."""
        step = self.width / len(self._report.signatures)
        self.canv.setStrokeColorRGB(*RULE)
        for place, (role, name) in enumerate(self._report.signatures):
            left = self.width - (place + 1) * step
            self.canv.rect(left + 4, 4, step - 8, 72)
            for y, text, style in ((60, role, self._desk.sheet.label), (14, name, self._desk.sheet.cell)):
                draw_text(self.canv, left + step - 12, y, text, style, anchor=Anchor.RIGHT)
