"""The paragraph on the page: cut between pages, in table cells, with links, always the same bytes."""

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Spacer, Table

from clinic_app.reports.text.drawing import Anchor, draw_text, is_link, measure
from clinic_app.reports.text.paragraph import Paragraph
from clinic_app.reports.text.style import Align
from tests.reports.printing import (
    KOREAN,
    PERSIAN,
    PERSIAN_BOLD,
    VAZIRMATN,
    pages_of,
    print_story,
    text_of,
)

LONG = "شرکت تولیدی «فولاد سپاهان» در سال ۱۴۰۲ با ۲۵٫۵٪ کاهش فروش روبه‌رو شد. "


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_a_long_paragraph_runs_over_pages_without_loss() -> None:
    pages = pages_of(print_story([Spacer(1, 500), Paragraph(LONG * 30, PERSIAN)]))
    assert len(pages) > 1
    assert flat(" ".join(pages)) == flat(LONG * 30)


def test_no_single_line_is_left_at_foot_or_top() -> None:
    paragraph = Paragraph(LONG * 2, PERSIAN)
    _, height = paragraph.wrap(200, 1000)
    lines = round(height / PERSIAN.leading)
    assert paragraph.split(200, PERSIAN.leading) == []
    for count in range(2, lines):
        parts = paragraph.split(200, count * PERSIAN.leading)
        heights = [round(part.wrap(200, 1000)[1] / PERSIAN.leading) for part in parts]
        assert sum(heights) == lines
        assert min(heights) >= 2


def test_a_part_can_still_be_broken_anew() -> None:
    parts = Paragraph([(LONG, PERSIAN), (LONG, PERSIAN_BOLD)], PERSIAN).split(300, 3 * PERSIAN.leading)
    pdf = print_story([part for part in parts if part.wrap(150, 1000)])
    assert flat(text_of(pdf)) == flat(LONG * 2)


def test_a_cell_longer_than_a_page_is_split() -> None:
    cells = [[Paragraph("عنوان", PERSIAN_BOLD)], [Paragraph(LONG * 60, PERSIAN)]]
    style = [("FONT", (0, 0), (-1, -1), VAZIRMATN.name)]
    pages = pages_of(print_story([Table(cells, colWidths=[300], splitInRow=1, repeatRows=1, style=style)]))
    assert len(pages) > 2
    assert all(page.startswith("عنوان") for page in pages)
    assert flat(" ".join(page.removeprefix("عنوان") for page in pages)) == flat(LONG * 60)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://isipo.ir/a?b=1", True),
        ("http://x.y", True),
        ("mailto:a@b.c", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://a b", False),
        ("data:text/html,x", False),
        ("", False),
    ],
)
def test_only_harmless_addresses_become_links(address: str, allowed: bool) -> None:
    assert is_link(address) is allowed
    pdf = print_story([Paragraph([("پیوند", PERSIAN.but(link=address))], PERSIAN)])
    assert (b"/URI" in pdf) is allowed


def test_alignment_follows_the_direction_of_the_text() -> None:
    for style, word in ((PERSIAN, "سلام"), (KOREAN, "hello")):
        starts = {}
        for align in (Align.START, Align.END, Align.CENTRE):
            pdf = print_story([Paragraph(word, style.but(align=align))])
            starts[align] = _first_x(pdf)
        first, last = (Align.END, Align.START) if style is PERSIAN else (Align.START, Align.END)
        assert starts[first] < starts[Align.CENTRE] < starts[last]


def _first_x(pdf: bytes) -> float:
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    return min(page.get_charbox(index)[0] for index in range(page.count_chars()))


def test_justified_lines_fill_the_column_but_for_the_last() -> None:
    text = "این متن برای آزمون تراز دوطرفه است و باید بدون خط تیره در چند سطر شکسته شود. " * 4
    page = pypdfium2.PdfDocument(print_story([Paragraph(text, PERSIAN.but(align=Align.JUSTIFY))]))[0]
    copied = page.get_textpage()
    lines: dict[int, tuple[float, float]] = {}
    for number in range(copied.count_rects()):
        left, bottom, right, _ = copied.get_rect(number)
        row = round(bottom / PERSIAN.leading)
        known = lines.get(row, (left, right))
        lines[row] = (min(left, known[0]), max(right, known[1]))
    *filled, last = [lines[row] for row in sorted(lines, reverse=True)]
    assert len(filled) >= 2
    assert all(left < 81 and right > 514 for left, right in filled)
    assert last[0] > 100
    assert "-" not in copied.get_text_range()


def test_the_same_story_gives_the_same_bytes() -> None:
    def printed() -> bytes:
        return print_story([Paragraph(LONG * 3, PERSIAN), Paragraph("한국어 text (x)", KOREAN)])

    assert printed() == printed()


def test_fonts_are_embedded_in_part_and_nothing_else_sneaks_in() -> None:
    pdf = pikepdf.open(BytesIO(print_story([Paragraph(LONG + "한국어", PERSIAN)])))
    fonts = pdf.pages[0].Resources.Font
    names = {str(font.BaseFont) for font in fonts.values()}
    assert all(re.fullmatch(r"/[A-Z]{6}\+(Vazirmatn|Pretendard)-Regular", name) for name in names)
    for font in fonts.values():
        program = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        assert 500 < len(program) < 40_000
        first, widths = font.DescendantFonts[0].W
        assert (int(first) + len(widths)) * 2 == len(font.DescendantFonts[0].CIDToGIDMap.read_bytes())


def test_single_lines_are_measured_and_anchored() -> None:
    canvas = Canvas("unused.pdf", invariant=1, initialFontName=VAZIRMATN.name)
    width = draw_text(canvas, 300, 700, "صفحهٔ ۲ از ۵", PERSIAN, anchor=Anchor.RIGHT)
    draw_text(canvas, 300, 650, "page 2\nof 5", KOREAN, anchor=Anchor.MIDDLE)
    assert width == pytest.approx(measure("صفحهٔ ۲ از ۵", PERSIAN))
    text = text_of(canvas.getpdfdata())
    assert "صفحهٔ ۲ از ۵" in text
    assert "page 2 of 5" in text


def test_reportlabs_own_calls_work_with_the_font() -> None:
    canvas = Canvas("unused.pdf", invariant=1, initialFontName=VAZIRMATN.name)
    canvas.setFont(VAZIRMATN.name, 12)
    canvas.drawString(100, 700, "plain Latin 123")
    canvas.bookmarkPage("top")
    canvas.addOutlineEntry("گزارش مشاوره ۱۴۰۳/۰۵/۱۲", "top")
    data = canvas.getpdfdata()
    assert "plain Latin 123" in text_of(data)
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["گزارش مشاوره ۱۴۰۳/۰۵/۱۲"]
