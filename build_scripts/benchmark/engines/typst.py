"""The benchmark's report drawn by typst: one template, the reports handed in as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

import typst

from build_scripts.benchmark.reports_content import (
    CLINIC,
    DIAGNOSIS_HEADS,
    DIAGNOSIS_SHARES,
    FONTS,
    PAGE_OF,
    PLAN_HEADS,
    PLAN_SHARES,
    Report,
)
from build_scripts.benchmark.reports_shapes import bars_svg, modules_svg, radar_svg

_TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.reports.first().title, author: data.clinic)
#set text(font: "Vazirmatn", size: 10pt, lang: "fa", dir: rtl, fill: rgb("#1b2226"))
#set page(paper: "a4", margin: (x: 54pt, top: 70pt, bottom: 62pt),
  header: context if counter(page).get().first() > 1 {
    text(7.8pt, fill: rgb("#5c676d"))[#data.clinic #h(1fr) #data.reports.first().title]
    v(-6pt); line(length: 100%, stroke: 0.6pt + rgb("#c5d0d4")) },
  footer: context text(7.8pt, fill: rgb("#5c676d"))[#data.reports.first().number #h(1fr)
    #data.page_of.at(0) #counter(page).display("۱") #data.page_of.at(1) #counter(page).final().first()])
#show heading: set text(fill: rgb("#12495a"))
#show heading.where(level: 1): it => { set text(17.5pt); block(above: 14pt, below: 8pt, it.body)
  line(length: 100%, stroke: 1.2pt + rgb("#12495a")) }
#set par(leading: 0.9em, spacing: 1.2em)
#let grid-of(heads, shares, rows) = table(columns: shares.map(s => s * 1fr), align: right + top, stroke: none,
  inset: (x: 4pt, y: 4pt),
  table.header(..heads.map(h => text(8pt, weight: "bold", fill: rgb("#12495a"), h)), table.hline(stroke: 1pt)),
  ..rows.map(row => (..row.map(c => text(8.6pt, c)), table.hline(stroke: 0.4pt + rgb("#c5d0d4")))).flatten())
#for r in data.reports {
  text(27pt, weight: "bold", fill: rgb("#12495a"), r.title)
  align(left, image(bytes(r.modules), format: "svg", width: 87pt))
  [= مشخصات بنگاه]
  grid(columns: (1fr, 1fr), row-gutter: 8pt,
    ..r.facts.map(f => [#text(7.8pt, fill: rgb("#5c676d"), f.at(0)) \ #f.at(1)]))
  [= عارضه‌یابی]
  grid-of(data.diagnosis_heads, data.diagnosis_shares, r.diagnosis)
  align(center, image(bytes(r.radar), format: "svg", width: 190pt))
  text(8.8pt, weight: "bold", fill: rgb("#12495a"))[امتیاز هر بُعد]
  image(bytes(r.bars), format: "svg", width: 100%)
  for (title, body) in r.essays { heading(level: 2, title); par(justify: true, body) }
  [= برنامهٔ اقدام]
  grid-of(data.plan_heads, data.plan_shares, r.plan)
  block(breakable: false, grid(columns: (1fr, 1fr, 1fr), gutter: 8pt, ..r.signatures.map(s => rect(width: 100%,
    height: 72pt, stroke: 0.5pt + rgb("#c5d0d4"), [#text(7.8pt, s.at(0)) #v(1fr) #text(8.6pt, s.at(1))]))))
  pagebreak(weak: true)
}
"""
_made: list[typst.Compiler] = []


def prepare() -> None:
    """Load the fonts once; the compiler keeps them and what it remembers of earlier documents."""
    _made.append(typst.Compiler(_TEMPLATE.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True))


def draw(reports: Sequence[Report]) -> bytes:
    """The reports behind one another in one PDF."""
    shared = {
        "clinic": CLINIC,
        "page_of": PAGE_OF,
        "diagnosis_heads": DIAGNOSIS_HEADS,
        "diagnosis_shares": DIAGNOSIS_SHARES,
        "plan_heads": PLAN_HEADS,
        "plan_shares": PLAN_SHARES,
        "reports": [
            {**asdict(each), "modules": modules_svg(each), "radar": radar_svg(each), "bars": bars_svg(each)}
            for each in reports
        ],
    }
    inputs = {"data": json.dumps(shared, ensure_ascii=False)}
    made = _made[0].compile(_TEMPLATE.encode(), format="pdf", sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made
