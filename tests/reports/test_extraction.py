"""What is copied out of the printed page is what was written: exact in pdfium, word for word in poppler."""

import re
from pathlib import Path

import pytest
from reportlab.platypus import Table

from clinic_app.reports.text.paragraph import Paragraph
from clinic_app.reports.text.sanitise import Substitutions, isolate
from clinic_app.reports.text.style import TextStyle
from tests.reports.printing import KOREAN, PERSIAN, poppler_text_of, print_story, text_of

EXACT = (
    "شرکت تولیدی فولاد سپاهان",
    "تاریخ ۱۴۰۳/۰۵/۱۲",
    "تاریخ ٠١٢٣/٤٥",
    "هزینهٔ تولید بالاست",
    "می‌خواهیم نرم‌افزار بخریم",
    "کتـــاب و مـدرسه",
    "قیمت (به ریال): ۱٬۲۳۴٬۵۶۷",
    "سلام، کالا، لابه‌لا، الله",
    "الله اکبر و عبدالله",
    "افزایش ۲۵٫۵٪ فروش",
    "«نقل قول» و «دیگری»",
    "حتماً مُحَمَّد مؤسسهٔ مسئول را دید",
    "شماره " + isolate("+98 21 8877-6655", ltr=True) + " تلفن",
    "کد " + isolate("1403-ISF-0012") + " ثبت شد",
    "سود " + isolate("−۱۲٬۵۰۰") + " ریال",
    "این متن فارسی است که English words here دارد و ادامه می‌یابد.",
    "شرکت Sepahan Steel در اصفهان",
    "با ISO 9001:2015 کار می‌کنیم",
    "ISO 9001:2015 گرفتیم",
    "10% از ۲۰٪",
    "[الف] {ب} <ج> «د»",
    "۱) اول؛ ۲) دوم؟",
    "او گفت “بله” و ‘نه’ ≤ ۵",
    "نشانی: https://example.com/a?b=1 است",
    "ي ك عربي و ی ک فارسی",
    "۱۲۳ABC و ABC۱۲۳",
    "واحد m² و °C و µm",
    "שלום دنیا",
    "شناسه ملی: ۱۰۳۸۰۲۸۴۷۹۰",
    "تاریخ 2024/03/15 است",
    "ساعت 14:05 تا ۱۶:۳۰",
    "علی/رضا - حسن_حسین",
    "۳ × ۴ = ۱۲",
    "پروژه #12 & شرکا @ تهران!",
    "Hello (world) - 12/05 [x] {y} <z>",
    "a@b.com, https://x.y/z?a=1&b=2",
    "한국 중소기업 (SME) 지원, 품질경영시스템",
    "매출 25.5% 감소 → 1,234,567원",
    "The firm فولاد سپاهان makes steel.",
    "office affiliate fjord first flow",
    "5 < 6 & 7 > 3 -> <= => not arrows",
    "Grüße, café, façade, İzmir, Österreich",
    "decomposed e\u0301 and \u1112\u1161\u11ab",
    '"quoted" ‘single’ “double”',
    "soft\u00adhyphen",
    "<b>bold</b> &amp; <img src='/etc/passwd'/> A & B <Co> Ltd",
    "unclosed <b> and </i> stay",
)
# A reader may add a blank beside a bracket or a comma where the direction changes: nothing else may differ.
UP_TO_BLANKS = (
    "The firm فولاد سپاهان, Isfahan, makes steel.",
    "The firm فولاد سپاهان (Isfahan) makes steel.",
    "نرم‌افزار SAP (نسخهٔ ۱۲) نصب شد",
    "نام آن «SAP» است",
    "شرکت (Sepahan Steel Co.) در اصفهان",
    "کد 1403-ISF ثبت شد",
)


def _plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text)


@pytest.mark.parametrize("text", EXACT)
@pytest.mark.parametrize("style", [PERSIAN, KOREAN], ids=["rtl", "ltr"])
def test_text_is_copied_exactly(text: str, style: TextStyle) -> None:
    pdf = print_story([Paragraph(text, style)])
    assert text_of(pdf).strip("\n") == _plain(text)


@pytest.mark.parametrize("text", UP_TO_BLANKS)
def test_text_is_copied_exactly_but_for_blanks(text: str) -> None:
    pdf = print_story([Paragraph(text, KOREAN)])
    assert text_of(pdf).replace(" ", "").strip() == text.replace(" ", "")


@pytest.mark.parametrize("text", EXACT + UP_TO_BLANKS)
def test_poppler_copies_every_word(text: str, tmp_path: Path) -> None:
    pdf = print_story([Paragraph(text, PERSIAN)])
    copied = poppler_text_of(pdf, tmp_path)
    if copied is None:
        pytest.skip("pdftotext is not there")
    words = re.findall(r"[\w\u200c]+", _plain(text))
    assert [word for word in words if word not in copied] == []


def test_rows_of_two_scripts_are_copied_right_when_each_cell_knows_its_neighbour() -> None:
    label, value = "نام لاتین شرکت", "Sepahan Steel Works Ltd"
    cells = [Paragraph(value, PERSIAN), Paragraph(label, PERSIAN)]
    cells[0].beside, cells[1].beside = cells[1:], cells[:1]
    pdf = print_story([Table([cells], colWidths=[200, 200])])
    assert value in text_of(pdf)
    assert label in text_of(pdf)


def test_characters_without_a_glyph_are_told_and_still_copied() -> None:
    told = Substitutions()
    pdf = print_story([Paragraph("an 😀 emoji, 汉字 and ☃\ufe0f", KOREAN, substitutions=told)])
    assert told.characters == ("☃", "字", "汉", "😀")
    assert "an 😀 emoji, 汉字 and ☃" in text_of(pdf)
