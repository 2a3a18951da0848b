"""The benchmark's report drawn by Qt: a QTextDocument made of HTML, printed by QPdfWriter."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
    QTextDocument,
    QTextOption,
)

from build_scripts.benchmark.reports_content import (
    BOLD,
    CLINIC,
    DIAGNOSIS_HEADS,
    DIAGNOSIS_SHARES,
    DIMENSIONS,
    PAGE_OF,
    PLAN_HEADS,
    PLAN_SHARES,
    QR_MODULES,
    REGULAR,
    Report,
    persian,
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
from clinic_app.ui import immortals

_SIDE, _TOP, _FOOT = 54.0, 70.0, 62.0
_WIDTH, _HEIGHT = 595.28 - 2 * _SIDE, 841.89 - _TOP - _FOOT
_LOOK = """
body { font-size: 10pt; color: #1b2226 } h1 { font-size: 27pt; color: #12495a }
h2 { font-size: 17.5pt; color: #12495a }
h3 { font-size: 11.8pt } th { font-size: 8pt; color: #12495a; border-bottom: 1pt solid #12495a }
td { font-size: 8.6pt; border-bottom: 0.4pt solid #c5d0d4 } .n { font-size: 7.8pt; color: #5c676d }
p { line-height: 130% } table { border-collapse: collapse }
"""
_application: list[QGuiApplication] = []


def prepare() -> None:
    """Start Qt without a screen and load the fonts."""
    immortals.keep()
    if QGuiApplication.instance() is None:
        _application.append(QGuiApplication(["benchmark", "-platform", "offscreen"]))
    for path in (REGULAR, BOLD):
        QFontDatabase.addApplicationFont(str(path))


def draw(reports: Sequence[Report]) -> bytes:
    """The reports behind one another in one PDF."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(1200)
    writer.setTitle(reports[0].title)
    document = _document(reports)
    document.documentLayout().setPaintDevice(writer)
    unit = writer.resolution() / 72
    document.setPageSize(QSizeF(_WIDTH * unit, _HEIGHT * unit))
    painter = QPainter(writer)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(_SIDE * unit, (_TOP - _HEIGHT * number) * unit)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, number * _HEIGHT * unit, _WIDTH * unit, _HEIGHT * unit)
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()
        _furniture(painter, reports[0], number + 1, document.pageCount(), unit)
    painter.end()
    buffer.close()
    made = bytes(content.data())
    document.documentLayout().setPaintDevice(None)  # type: ignore[arg-type] # the writer goes before the document does
    return made


def _document(reports: Sequence[Report]) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(QFont("Vazirmatn", 10))
    document.setDefaultStyleSheet(_LOOK)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    document.setDefaultTextOption(option)
    for number, report in enumerate(reports):
        for name, picture in (("qr", _modules(report)), ("radar", _radar(report)), ("bars", _bars(report))):
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"{name}{number}"), picture)
    document.setHtml("".join(_html(report, number) for number, report in enumerate(reports)))
    return document


def _html(report: Report, number: int) -> str:
    escape = html.escape
    facts = [f'<span class="n">{escape(name)}</span><br>{escape(value)}' for name, value in report.facts]
    pairs = "".join(
        f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in zip(*[iter(facts)] * 2, strict=True)
    )
    essays = "".join(
        f'<h3>{escape(title)}</h3><p dir="rtl" align="justify">{escape(text)}</p>' for title, text in report.essays
    )
    signed = "".join(f"<td height='72'>{role}<br><br>{name}</td>" for role, name in report.signatures)
    return (
        f'<div dir="rtl"><h1>{escape(report.title)}</h1><p align="left"><img src="qr{number}" width="87"></p>'
        f'<h2>مشخصات بنگاه</h2><table dir="rtl" width="100%">{pairs}</table><h2>عارضه‌یابی</h2>'
        f"{_table(DIAGNOSIS_HEADS, DIAGNOSIS_SHARES, report.diagnosis)}"
        f'<p align="center"><img src="radar{number}" width="190"></p><p>امتیاز هر بُعد</p>'
        f'<p><img src="bars{number}" width="480"></p>{essays}<h2>برنامهٔ اقدام</h2>'
        f"{_table(PLAN_HEADS, PLAN_SHARES, report.plan)}"
        f'<table dir="rtl" width="100%" border="1"><tr>{signed}</tr></table></div>'
    )


def _table(heads: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[str]]) -> str:
    whole = sum(shares)
    top = "".join(f'<th width="{share / whole:.0%}">{head}</th>' for head, share in zip(heads, shares, strict=True))
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table dir="rtl" width="100%" cellpadding="3"><thead><tr>{top}</tr></thead>{body}</table>'


def _furniture(painter: QPainter, report: Report, page: int, pages: int, unit: float) -> None:
    painter.setFont(QFont("Vazirmatn", 8))
    ends = ((_TOP - 36, CLINIC, report.title),) if page > 1 else ()
    numbers = f"{PAGE_OF[0]} {persian(page)} {PAGE_OF[1]} {persian(pages)}"
    for y, start, end in (*ends, (841.89 - 40, report.number, numbers)):
        box = QRectF(_SIDE * unit, y * unit, _WIDTH * unit, 14 * unit)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, start)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, end)


def _picture(width: float, height: float) -> tuple[QImage, QPainter]:
    image = QImage(math.ceil(width * 2), math.ceil(height * 2), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(2, 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(QFont("Vazirmatn", 6))
    return image, painter


def _modules(report: Report) -> QImage:
    image, painter = _picture(QR_MODULES, QR_MODULES)
    for across, down in modules(report):
        painter.fillRect(across, down, 1, 1, QColor("black"))
    painter.end()
    return image


def _radar(report: Report) -> QImage:
    image, painter = _picture(RADAR, RADAR)
    looks = [*((QColor("#c5d0d4"), 0.5, ring) for ring in RINGS)]
    looks += [(QColor("#5c676d"), 1.6, report.before), (QColor("#12495a"), 1.6, report.after)]
    for colour, width, values in looks:
        painter.setPen(QPen(colour, width))
        polygon = QPolygonF()
        for x, y in radar(values):
            polygon.append(QPointF(x, y))
        painter.drawPolygon(polygon)
    for place, name in enumerate(DIMENSIONS):
        x, y = radar_point(place, 5.9)
        painter.drawText(QRectF(x - 50, y - 6, 100, 12), Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    return image


def _bars(report: Report) -> QImage:
    image, painter = _picture(BARS_WIDTH, BARS_HEIGHT)
    for (left, top, width, high), value, name in zip(bars(report.after), report.after, DIMENSIONS, strict=True):
        painter.fillRect(QRectF(left, top, width, high), QColor("#12495a"))
        painter.drawText(QRectF(left - 30, top - 14, width + 60, 12), Qt.AlignmentFlag.AlignCenter, shown(value))
        below = QRectF(left - 30, BARS_HEIGHT - 14, width + 60, 12)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    return image
