"""The benchmark's report drawn by WeasyPrint: HTML and CSS, pictures as SVG."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from build_scripts.benchmark.reports_content import (
    BOLD,
    CLINIC,
    DIAGNOSIS_HEADS,
    DIAGNOSIS_SHARES,
    PAGE_OF,
    PLAN_HEADS,
    PLAN_SHARES,
    REGULAR,
    Report,
)
from build_scripts.benchmark.reports_shapes import bars_svg, modules_svg, radar_svg

_LOOK = f"""
@font-face {{ font-family: Vazirmatn; src: url({REGULAR.as_uri()}) }}
@font-face {{ font-family: Vazirmatn; font-weight: bold; src: url({BOLD.as_uri()}) }}
@page {{ size: A4; margin: 70pt 54pt 62pt; font: 7.8pt Vazirmatn; color: #5c676d;
  @top-right {{ content: "{CLINIC}" }} @top-left {{ content: string(title) }}
  @bottom-right {{ content: string(number) }}
  @bottom-left {{ content: "{PAGE_OF[0]} " counter(page, persian) " {PAGE_OF[1]} " counter(pages, persian) }} }}
body {{ font: 10pt/1.85 Vazirmatn; color: #1b2226; margin: 0 }}
h1 {{ font-size: 27pt; color: #12495a; string-set: title content(); bookmark-level: 1 }}
h2 {{ font-size: 17.5pt; color: #12495a; border-bottom: 1.2pt solid #12495a; bookmark-level: 1 }}
h3 {{ font-size: 11.8pt; margin: 10pt 0 3pt; bookmark-level: 2 }}
.e {{ text-align: justify; margin: 0 }} .n {{ font-size: 7.8pt; color: #5c676d }}
.no {{ string-set: number content() }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 8.6pt; line-height: 1.7 }}
td, th {{ text-align: right; vertical-align: top; padding: 3pt 4pt; border-bottom: 0.4pt solid #c5d0d4 }}
th {{ font-size: 8pt; color: #12495a; border-bottom: 1pt solid #12495a }} .f td {{ border: 0 }}
.s {{ page-break-inside: avoid; break-after: page }} .s td {{ height: 72pt; border: 0.5pt solid #c5d0d4 }}
"""
_prepared: list[tuple[FontConfiguration, CSS]] = []


def prepare() -> None:
    """Load the fonts and read the style sheet once."""
    fonts = FontConfiguration()
    _prepared.append((fonts, CSS(string=_LOOK, font_config=fonts)))


def draw(reports: Sequence[Report]) -> bytes:
    """The reports behind one another in one PDF."""
    fonts, look = _prepared[0]
    title = html.escape(reports[0].title)
    page = f'<html lang="fa" dir="rtl"><head><title>{title}</title></head><body>{"".join(map(_body, reports))}</body>'
    made = HTML(string=page).write_pdf(stylesheets=[look], font_config=fonts)
    if not isinstance(made, bytes):
        raise TypeError("WeasyPrint gave no PDF")
    return made


def _body(report: Report) -> str:
    facts = [f'<span class="n">{name}</span><br>{html.escape(value)}' for name, value in report.facts]
    pairs = "".join(
        f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in zip(*[iter(facts)] * 2, strict=True)
    )
    essays = "".join(f'<h3>{title}</h3><p class="e">{html.escape(text)}</p>' for title, text in report.essays)
    signed = "".join(f'<td><span class="n">{role}</span><br><br>{name}</td>' for role, name in report.signatures)
    return (
        f'<h1>{html.escape(report.title)}</h1><div class="no n">{report.number}</div>'
        f"<div style='text-align:left'>{_image(modules_svg(report), 87)}</div>"
        f'<h2>مشخصات بنگاه</h2><table class="f">{pairs}</table><h2>عارضه‌یابی</h2>'
        f"{_table(DIAGNOSIS_HEADS, DIAGNOSIS_SHARES, report.diagnosis)}"
        f"<div style='text-align:center'>{_image(radar_svg(report), 190)}</div><b>امتیاز هر بُعد</b>"
        f"<div>{_image(bars_svg(report), 480)}</div>{essays}<h2>برنامهٔ اقدام</h2>"
        f"{_table(PLAN_HEADS, PLAN_SHARES, report.plan)}"
        f'<table class="s"><tr>{signed}</tr></table>'
    )


def _image(svg: str, width: int) -> str:
    data = base64.b64encode(svg.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" style="width:{width}pt">'


def _table(heads: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[str]]) -> str:
    whole = sum(shares)
    columns = "".join(f'<col style="width:{share / whole:.1%}">' for share in shares)
    top = "".join(f"<th>{head}</th>" for head in heads)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{columns}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
