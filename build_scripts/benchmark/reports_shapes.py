"""The pictures of the benchmark's report as points, and as SVG for the engines whose users would hand that in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from build_scripts.benchmark.reports_content import DIMENSIONS, QR_MODULES, Report, persian

RADAR = 190.0  # points; the side of the square the radar stands in
BARS_WIDTH, BARS_HEIGHT = 480.0, 96.0
RINGS = tuple((float(ring),) * len(DIMENSIONS) for ring in range(1, 6))
_UNIT = RADAR / 2 / 6.4
_FONT = 'font-family="Vazirmatn" font-size="7.8" fill="#5c676d" text-anchor="middle"'


def radar_point(place: int, value: float) -> tuple[float, float]:
    """Where a value of a dimension lies, in points from the upper left corner of the radar."""
    angle = math.pi / 2 - 2 * math.pi * place / len(DIMENSIONS)
    return RADAR / 2 + _UNIT * value * math.cos(angle), RADAR / 2 - _UNIT * value * math.sin(angle)


def radar(values: Sequence[float]) -> list[tuple[float, float]]:
    """The corners of the polygon of some values."""
    return [radar_point(place, value) for place, value in enumerate(values)]


def bars(values: Sequence[float]) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, width and height of each bar, from the upper left corner; the first stands on the right."""
    step = BARS_WIDTH / len(values)
    for place, value in enumerate(values):
        high = value * 12
        yield BARS_WIDTH - step * (place + 0.5) - 11, BARS_HEIGHT - 16 - high, 22, high


def modules(report: Report) -> Iterator[tuple[int, int]]:
    """Column and row of every black square."""
    return ((across, down) for down, row in enumerate(report.qr) for across, black in enumerate(row) if black)


def shown(value: float) -> str:
    """A value above its bar."""
    return persian(f"{value:.1f}").replace(".", "٫")


def modules_svg(report: Report) -> str:
    """The block of squares as one path."""
    path = "".join(f"M{across} {down}h1v1h-1z" for across, down in modules(report))
    return f'{_svg(QR_MODULES, QR_MODULES)}<path d="{path}"/></svg>'


def radar_svg(report: Report) -> str:
    """The radar with its names."""
    looks = [("#c5d0d4", 0.5, ring) for ring in RINGS]
    looks += [("#5c676d", 1.6, report.before), ("#12495a", 1.6, report.after)]
    parts = [_svg(RADAR, RADAR)]
    for colour, width, values in looks:
        corners = " ".join(f"{x:.2f},{y:.2f}" for x, y in radar(values))
        parts.append(f'<polygon points="{corners}" fill="none" stroke="{colour}" stroke-width="{width}"/>')
    for place, name in enumerate(DIMENSIONS):
        x, y = radar_point(place, 5.9)
        parts.append(f'<text x="{x:.2f}" y="{y + 3:.2f}" {_FONT}>{name}</text>')
    return "".join([*parts, "</svg>"])


def bars_svg(report: Report) -> str:
    """The bars with their values and names."""
    parts = [_svg(BARS_WIDTH, BARS_HEIGHT)]
    for (left, top, width, high), value, name in zip(bars(report.after), report.after, DIMENSIONS, strict=True):
        parts.append(f'<rect x="{left:.2f}" y="{top:.2f}" width="{width}" height="{high:.2f}" fill="#12495a"/>')
        parts.append(f'<text x="{left + 11:.2f}" y="{top - 3:.2f}" {_FONT}>{shown(value)}</text>')
        parts.append(f'<text x="{left + 11:.2f}" y="{BARS_HEIGHT - 4}" {_FONT}>{name}</text>')
    return "".join([*parts, "</svg>"])


def _svg(width: float, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    )
