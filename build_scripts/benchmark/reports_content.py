"""The report every engine draws in the benchmarks: plain Persian data, another for every number."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
FONTS = CHECKOUT / "resources" / "fonts"
REGULAR, BOLD = FONTS / "Vazirmatn-Regular.ttf", FONTS / "Vazirmatn-Bold.ttf"

DIAGNOSIS_ROWS, PLAN_ROWS, ESSAY_WORDS = 20, 15, 300
QR_MODULES = 29
PAGE_OF = ("صفحهٔ", "از")
CLINIC = "کلینیک حل مسئلهٔ صنعت – اصفهان"
DIAGNOSIS_HEADS = ("کد", "زمینه", "پرسش", "امتیاز", "یافته")
DIAGNOSIS_SHARES = (1.0, 1.9, 3.2, 1.0, 3.6)
PLAN_HEADS = ("ردیف", "اقدام", "مسئول", "آغاز", "پایان", "شاخص")
PLAN_SHARES = (0.8, 3.6, 1.7, 1.5, 1.5, 2.6)
SIGNERS = ("مشاور", "مدیر بنگاه", "رئیس کلینیک")
DIMENSIONS = ("راهبرد", "بازار", "تولید", "کیفیت", "مالی", "نیروی انسانی", "فناوری", "زنجیرهٔ تأمین")

_FIRMS = ("فولاد سپاهان", "کاشی مهر", "نساجی زاینده‌رود", "چوب و کاغذ شمال", "پلاستیک آریا", "لبنیات دماوند")
_PEOPLE = ("مریم صادقی", "علی‌رضا کریمی", "لیلا رضایی", "حسین مؤمنی", "زهرا احمدی", "بهرام نوری")
_AREAS = ("فناوری‌های نو", "آموزش", "پژوهش و توسعه", "حل مسئله", "بازار و بازاریابی")
_FACT_NAMES = (
    "نام بنگاه",
    "شناسهٔ ملی",
    "رشتهٔ فعالیت",
    "سال تأسیس",
    "شمار کارکنان",
    "فروش سال گذشته",
    "سهم صادرات",
    "تلفن",
    "نشانی",
    "گواهی‌نامه‌ها",
)
_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A consultation report: rows hold the cells in reading order; scores are 0 to 5, ``qr`` rows of modules."""

    number: str
    title: str
    firm: str
    facts: tuple[tuple[str, str], ...]
    diagnosis: tuple[tuple[str, ...], ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    essays: tuple[tuple[str, str], ...]
    plan: tuple[tuple[str, ...], ...]
    signatures: tuple[tuple[str, str], ...]
    qr: tuple[tuple[bool, ...], ...]


def persian(value: object) -> str:
    """A number in Persian digits."""
    return str(value).translate(_DIGITS)


def report(number: int) -> Report:
    """Report ``number``: always the same one, with other sentences, names and figures than its neighbours."""
    chance = random.Random(number)
    firm = f"شرکت {chance.choice(_FIRMS)} {persian(number)}"
    scores = [(chance.uniform(1.0, 3.5), chance.uniform(0.3, 1.5)) for _ in DIMENSIONS]
    return Report(
        number=f"1403-ESF-{number:04d}",
        title=f"گزارش مشاورهٔ {firm}",
        firm=firm,
        facts=_facts(chance, firm),
        diagnosis=tuple(_diagnosis(chance)),
        before=tuple(before for before, _ in scores),
        after=tuple(before + gain for before, gain in scores),
        essays=tuple((title, _essay(chance)) for title in ("وضع موجود", "ریشه‌یابی", "راه‌های پیشنهادی")),
        plan=tuple(_plan(chance)),
        signatures=tuple((role, chance.choice(_PEOPLE)) for role in SIGNERS),
        qr=tuple(tuple(chance.random() < 0.5 for _ in range(QR_MODULES)) for _ in range(QR_MODULES)),
    )


@cache
def _sentences() -> tuple[str, ...]:
    """What owners and advisors say, from the matcher's Persian examples: a vocabulary as wide as real cases have."""
    files = sorted((CHECKOUT / "resources" / "lexicon").glob("*.fa.txt"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(line[1:].strip().rstrip(".") for line in lines if line.startswith(">"))


def _facts(chance: random.Random, firm: str) -> tuple[tuple[str, str], ...]:
    values = (
        firm,
        persian(chance.randrange(10**10, 10**11)),
        chance.choice(_AREAS),
        persian(chance.randrange(1350, 1400)),
        f"{persian(chance.randrange(8, 250))} نفر",
        f"{persian(f'{chance.randrange(10, 900):,}').replace(',', '٬')} میلیارد ریال",
        f"{persian(chance.randrange(0, 60))}٪",
        f"+98 31 {chance.randrange(10**7, 10**8)}",
        f"شهرک صنعتی، خیابان {persian(chance.randrange(1, 40))}، پلاک {persian(chance.randrange(1, 300))}",
        f"ISO 9001:2015، استاندارد ملی {persian(chance.randrange(100, 9999))}",
    )
    return tuple(zip(_FACT_NAMES, values, strict=True))


def _diagnosis(chance: random.Random) -> Iterator[tuple[str, ...]]:
    for row in range(1, DIAGNOSIS_ROWS + 1):
        code = f"D{row:02d}"
        score = persian(f"{chance.uniform(0, 5):.1f}").replace(".", "٫")
        question = _clip(chance.choice(_sentences()), 7)
        yield code, chance.choice(_AREAS), question, score, _clip(chance.choice(_sentences()), 9)


def _plan(chance: random.Random) -> Iterator[tuple[str, ...]]:
    for row in range(1, PLAN_ROWS + 1):
        start, end = (
            persian(f"140{year}/{chance.randrange(1, 13):02d}/{chance.randrange(1, 30):02d}") for year in (3, 4)
        )
        action = _clip(chance.choice(_sentences()), 10)
        measure = f"{persian(chance.randrange(5, 60))}٪ کاهش {_clip(chance.choice(_sentences()), 2)}"
        yield persian(row), action, chance.choice(_PEOPLE), start, end, measure


def _clip(sentence: str, words: int) -> str:
    return " ".join(sentence.split()[:words])


def _essay(chance: random.Random) -> str:
    words: list[str] = []
    while len(words) < ESSAY_WORDS:
        words += f"{chance.choice(_sentences())}.".split()
    return " ".join(words[:ESSAY_WORDS])
