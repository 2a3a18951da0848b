"""Tables as people keep them, written with other libraries than ours: the material of the intake tests."""

import csv
import io
import random
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

from clinic_app.domain.calendar import to_jalali
from clinic_app.exchange.columns import KEYS

Cell = Any
TODAY = date(2024, 11, 23)
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def write_xlsx(path: Path, rows: Sequence[Sequence[Cell]], name: str = "Sheet") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


# OpenDocument by hand, as ODF 1.3 part 2 and 3 have it: odfpy is published without a wheel, so it cannot be locked.
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_MANIFEST = (
    f'<m:manifest xmlns:m="{_ODF}manifest:1.0" m:version="1.3"><m:file-entry m:full-path="/" m:media-type="{_ODS}"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)
_CONTENT = (
    f'<office:document-content xmlns:office="{_ODF}office:1.0" xmlns:table="{_ODF}table:1.0"'
    f' xmlns:text="{_ODF}text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
    '<table:table table:name="Sheet">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def write_ods(path: Path, rows: Sequence[Sequence[Cell]]) -> Path:
    lines = ["<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _CONTENT.format("".join(lines)))
    return path


def _ods_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    kind = 'office:value-type="string"'
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell}"'
    return f"<table:table-cell {kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def csv_text(rows: Sequence[Sequence[Cell]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue()


def write_csv(path: Path, rows: Sequence[Sequence[Cell]], *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    return path


# ---- two hundred rows -------------------------------------------------------------------------------------------

_FIRMS = {
    "en": ("Northfield Castings", "Harbour Textiles", "Oak & Sons Furniture", "Brightwater Foods", "Delta Pumps"),
    "fa": ("کاشی مهرآذین", "نساجي گلبافت", "صنایع غذایی بهارنارنج", "قطعه‌سازان پویا", "چوب و كاغذ البرز"),
    "ko": ("한빛정밀", "대성금속", "푸른식품", "새한섬유", "우진기계"),
}
_PLACES = {"en": ("Kocaeli", "Gebze Park"), "fa": ("یزد", "شهرک صنعتی جهان‌آباد"), "ko": ("경기도", "시화 산업단지")}
_COUNTRIES = {"en": ("Turkey", "TR"), "fa": ("ایران", "IR"), "ko": ("대한민국", "KR")}
_STATUSES = {"en": ("active", "Idle"), "fa": ("فعال", "نیمه فعال"), "ko": ("정상 가동", "휴업")}
_CHANNELS = {"en": ("phone", "Web form"), "fa": ("حضوری", "نمایشگاه"), "ko": ("방문", "전시회")}
_ROLES = {"en": ("Owner", "QC"), "fa": ("مدیر عامل", "مدیر تولید"), "ko": ("대표이사", "공장장")}
_LEVELS = {"en": (3, "high"), "fa": ("۴", "خیلی زیاد"), "ko": ("2", "보통")}
_PARTNERS = {"en": ("Germany", ""), "fa": ("کره جنوبی", "هیچ"), "ko": ("오스트리아", "KR")}
_PEOPLE = {"en": ("J. Carter", "Ada Brook"), "fa": ("مریم صادقی", "حسین نوری"), "ko": ("김서연", "박준호")}
_TEXTS = {
    "en": "Line {n} stops {m} times a week, and the {part} has to be replaced each time.",
    "fa": "خط {n} هفته‌ای {m} بار می‌ایستد و هر بار باید {part} عوض شود.",
    "ko": "{n}번 라인이 주 {m}회 멈추고, 그때마다 {part}을 교체해야 합니다.",
}
_PARTS = {"en": ("bearing", "seal", "belt"), "fa": ("بلبرینگ", "تسمه", "کاسه‌نمد"), "ko": ("베어링", "벨트", "오일씰")}

# What can be wrong with a row: the columns blanked or filled, and the column and code it must be refused with.
FAULTS: tuple[tuple[dict[str, Cell], str, str], ...] = (
    ({"enterprise_name": "  "}, "enterprise_name", "empty"),
    ({"request": "", "problem_statement": None}, "problem_statement", "empty"),
    ({"received_on": "۱۴۰۳/۱۳/۰۵"}, "received_on", "unreadable-date"),
    ({"received_on": "yesterday"}, "received_on", "unreadable-date"),
    ({"since": "31/02/2024"}, "since", "unreadable-date"),
    ({"severity": "۷"}, "severity", "out-of-range"),
    ({"severity": "enormous"}, "severity", "unknown-level"),
    ({"urgency": "-1"}, "urgency", "out-of-range"),
    ({"employees": "چند نفر"}, "employees", "unreadable-number"),
    ({"employees": "12.5"}, "employees", "not-whole"),
    ({"founded_year": "long ago"}, "founded_year", "unreadable-year"),
    ({"unit_status": "sleeping"}, "unit_status", "unknown-choice"),
    ({"channel": "비둘기"}, "channel", "unknown-choice"),
    ({"country": "Atlantis"}, "country", "unknown-country"),
    ({"partner_country": "سرزمین عجایب"}, "partner_country", "unknown-country"),
)


def two_hundred(seed: int = 1403) -> tuple[list[dict[str, Cell]], dict[int, tuple[str, str]]]:
    """200 rows by column key, and the 15 broken ones: line of the table (header 1) to column and code."""
    random_ = random.Random(seed)
    rows = [_row(random_, number) for number in range(200)]
    expected = {}
    for place, (change, column, code) in zip(random_.sample(range(200), len(FAULTS)), FAULTS, strict=True):
        rows[place] |= change
        expected[place + 2] = (column, code)
    return rows, expected


def _row(random_: random.Random, number: int) -> dict[str, Cell]:
    language = ("en", "fa", "ko")[number % 3]
    pick = random_.choice
    text = _TEXTS[language].format(n=number + 1, m=random_.randint(2, 9), part=pick(_PARTS[language]))
    said = random_.random() < 0.3
    row = {
        "enterprise_name": pick(_FIRMS[language]),
        "country": pick(_COUNTRIES[language]),
        "isic": pick((2392, "C2511", "۱۰۷۱")),
        "province": _PLACES[language][0],
        "industrial_park": _PLACES[language][1],
        "unit_status": pick(_STATUSES[language]),
        "employees": pick((46, "۴۶", "120", "46 نفر", "1,250", "35명")),
        "founded_year": pick((1384, "۱۳۸۴", 2005, "2005년")),
        "contact_name": pick(_PEOPLE[language]),
        "contact_role": pick(_ROLES[language]),
        "contact_phone": pick(("+98 21 8888 0000", "۰۲۱-۸۸۸۸۰۰۰۰", 9123456789)),
        "contact_email": "office@example.com",
        "received_on": _written(random_, date(2023, 1, 1) + timedelta(days=random_.randint(0, 600))),
        "channel": pick(_CHANNELS[language]),
        "case_title": f"{pick(('Line', 'Downtime', 'خط تولید', '설비'))} {number // 4}",
        "request": text if said else "",
        "problem_statement": "" if said else text,
        "since": pick(("", "1402", "2023-05", "۱۴۰۲/۱۱")),
        "severity": pick(_LEVELS[language]),
        "urgency": pick(_LEVELS[language]),
        "partner_country": pick(_PARTNERS[language]),
        "advisor": pick(("Leila Karimi", "김민수")),
    }
    return {key: row.get(key, "") for key in KEYS}


def _written(random_: random.Random, day: date) -> Cell:
    jalali = "{:04d}/{:02d}/{:02d}".format(*to_jalali(day))
    forms = (day.isoformat(), jalali, jalali.translate(PERSIAN), day.strftime("%d.%m.%Y"), day)
    return random_.choice(forms)


def as_rows(records: Sequence[dict[str, Cell]], header: Sequence[str] = KEYS) -> list[list[Cell]]:
    return [list(header), *([record[key] for key in KEYS] for record in records)]
