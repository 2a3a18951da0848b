"""Cells as people fill them: dates of two calendars, digits of any script, words of three languages."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from clinic_app.domain.areas import PartnerCountry
from clinic_app.domain.case import Channel
from clinic_app.domain.enterprise import ContactRole, UnitStatus
from clinic_app.exchange import columns, values, vocabulary
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import catalog

AUGUST = date(2024, 8, 2)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-08-02",
        "2024/8/2",
        "02.08.2024",
        "2/8/2024",
        "1403/05/12",
        "۱۴۰۳/۰۵/۱۲",
        "١٤٠٣/٠٥/١٢",
        "۱۴۰۳-۵-۱۲",
        "14030512",
        14030512,
        14030512.0,
        "2024년 8월 2일",
        "2024-08-02T10:15:00+03:30",
        "\u200e1403/05/12\u200e",
        AUGUST,
        datetime(2024, 8, 2, 10, 15),  # noqa: DTZ001  spreadsheets know no zones
        date(1403, 5, 12),
        45506,
        45506.0,
    ],
)
def test_one_day_in_the_forms_of_sheets_and_people(cell: Any) -> None:
    assert values.day(cell) == AUGUST


@pytest.mark.parametrize(
    "cell", ["yesterday", "1403/13/01", "31/02/2024", "1403/12/31", True, 7, time(3), "45506", timedelta(1), "24/8/2"]
)
def test_what_is_no_day_is_refused(cell: Any) -> None:
    with pytest.raises(values.BadValue, match="unreadable-date"):
        values.day(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1402", date(2023, 3, 21)),
        (1402, date(2023, 3, 21)),
        ("۱۴۰۲/۰۷", date(2023, 9, 23)),
        ("2023년 5월", date(2023, 5, 1)),
        ("2023", date(2023, 1, 1)),
        ("2024-08-02", AUGUST),
        ("", None),
        (None, None),
    ],
)
def test_a_month_or_a_year_begins_with_its_first_day(cell: Any, expected: date | None) -> None:
    assert values.beginning(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (46, 46),
        (46.0, 46),
        ("46", 46),
        ("۴۶", 46),
        ("٤٦", 46),
        ("46 نفر", 46),
        ("35명", 35),
        ("12 people", 12),
        ("1,250", 1250),
        ("۱٬۲۵۰", 1250),
        ("", None),
        (None, None),
    ],
)
def test_whole_numbers(cell: Any, expected: int | None) -> None:
    assert values.whole(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("many", "unreadable-number"),
        ("40-50", "unreadable-number"),
        (True, "unreadable-number"),
        (AUGUST, "unreadable-number"),
        (12.5, "not-whole"),
        ("۱۲٫۵", "not-whole"),
        ("9" * 40, "out-of-range"),
    ],
)
def test_what_is_no_whole_number_is_refused(cell: Any, code: str) -> None:
    with pytest.raises(values.BadValue, match=code):
        values.whole(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1384", 1384),
        ("سال ۱۳۸۴", 1384),
        ("2005년", 2005),
        (2005.0, 2005),
        (AUGUST, 2024),
        ("1/1/1384", 1384),
        ("۱۳۸۴۰۱۰۱", 1384),
    ],
)
def test_years(cell: Any, expected: int) -> None:
    assert values.year(cell) == expected


@pytest.mark.parametrize("cell", ["long ago", "1384-85", "84", "31/02/2024", "12345"])
def test_what_is_no_year_is_refused(cell: str) -> None:
    with pytest.raises(values.BadValue, match="unreadable-year"):
        values.year(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (3, 3),
        (3.0, 3),
        ("۴", 4),
        ("4/5", 4),
        ("۴ از ۵", 4),
        ("Very high", 5),
        ("medium", 3),
        ("کم", 2),
        ("خیلی زياد", 5),
        ("매우 낮음", 1),
        ("높음", 4),
        ("", None),
    ],
)
def test_levels(cell: Any, expected: int | None) -> None:
    assert values.level(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0", "out-of-range"),
        (6, "out-of-range"),
        ("-3", "out-of-range"),
        (2.5, "out-of-range"),
        ("huge", "unknown-level"),
    ],
)
def test_what_is_no_level_is_refused(cell: Any, code: str) -> None:
    with pytest.raises(values.BadValue, match=code):
        values.level(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("IR", "IR"),
        ("kr", "KR"),
        ("ایران", "IR"),
        ("کره جنوبی", "KR"),
        ("대한민국", "KR"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("افغانستان", "AF"),
        ("독일", "DE"),
        ("", ""),
    ],
)
def test_countries(cell: str, expected: str) -> None:
    assert values.country(cell) == expected


def test_partner_countries_outside_the_memorandum_are_other() -> None:
    assert values.partner_country("Italy") is PartnerCountry.OTHER
    assert values.partner_country("AT") is PartnerCountry.AUSTRIA
    assert values.partner_country("آلمان") is PartnerCountry.GERMANY
    assert values.partner_country("") is None
    with pytest.raises(values.BadValue, match="unknown-country"):
        values.partner_country("Narnia")
    with pytest.raises(values.BadValue, match="unknown-country"):
        values.country("EU")


@pytest.mark.parametrize("section", vocabulary.CHOICES)
@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_every_choice_is_known_by_its_code_and_by_what_the_screens_call_it(section: str, language: str) -> None:
    kind = vocabulary.CHOICES[section]
    read = values.choice(section, kind)
    for member in kind:
        assert read(str(member.value)) is member
        assert read(labels.label(catalog(language), member)) is member


def test_choices_in_the_spelling_of_people() -> None:
    status = values.choice("unit_status", UnitStatus)
    assert status("نيمه فعال") is status("نیمه‌فعال") is status("Semi active") is UnitStatus.SEMI_ACTIVE
    assert values.choice("channel", Channel)("Web-Form") is Channel.WEB_FORM
    assert values.choice("contact_role", ContactRole)("مديرعامل") is ContactRole.MANAGING_DIRECTOR
    with pytest.raises(values.BadValue, match="unknown-choice"):
        status("?")


def test_text_keeps_the_words_and_loses_the_noise() -> None:
    assert values.text("  a\x00\x07b\r\nc \ufeff") == "ab\nc"
    assert values.text(2392.0) == "2392"
    assert values.text(2.5) == "2.5"
    assert values.text(AUGUST) == "2024-08-02"
    assert values.digits("۰۲۱-۸۸۸۸") == "021-8888"


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("enterprise_name", "enterprise_name"),
        ("Enterprise Name *", "enterprise_name"),
        ("نام شرکت:", "enterprise_name"),
        ("نام واحد توليدی", "enterprise_name"),
        ("기업 명", "enterprise_name"),
        ("Severity (1-5)", "severity"),
        ("شدت (۱ تا ۵)", "severity"),
        ("تاریخ دریافت / Received on", "received_on"),
        ("شرح مسئله\nProblem statement", "problem_statement"),
        ("Enterprise name (Latin)", "enterprise_name_latin"),
        ("mood", None),
        ("", None),
    ],
)
def test_headers_are_recognised_as_people_write_them(header: str, key: str | None) -> None:
    assert columns.key_of(header) == key


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_what_we_write_above_a_column_we_recognise(language: str) -> None:
    for key in columns.KEYS:
        assert columns.key_of(columns.name(catalog(language), key)) == key


@pytest.mark.parametrize("section", ["columns", *vocabulary.CHOICES, "level", "country", "people"])
def test_no_word_stands_for_two_things(section: str) -> None:
    meanings: dict[str, set[str]] = {}
    for code, by_language in vocabulary._words()[section].items():
        assert set(by_language) == {"en", "fa", "ko"}
        for word in (word for words in by_language.values() for word in words):
            meanings.setdefault(vocabulary.compact(word), set()).add(code)
    assert {word: codes for word, codes in meanings.items() if len(codes) > 1} == {}


def test_the_data_file_covers_every_column_and_every_choice() -> None:
    assert tuple(vocabulary._words()["columns"]) == columns.KEYS
    for section, kind in vocabulary.CHOICES.items():
        assert list(vocabulary._words()[section]) == [member.value for member in kind]


def test_the_header_may_stand_below_a_title_and_above_the_keys() -> None:
    words, keys = ["Company", "Request"], ["enterprise_name", "request"]
    found = columns.find_header([(1, ["Our list", ""]), (2, words), (3, ["A", "r"])])
    assert found is not None
    assert found.place == 1
    both = columns.find_header([(1, words), (2, keys), (3, ["A", "r"])])
    assert both is not None
    assert both.place == 1
    data = columns.find_header([(1, words), (2, ["Company", "Request"]), (3, ["A", "r"])])
    assert data is not None
    assert data.place == 0
    assert columns.find_header([(1, ["a", "b"])]) is None


def test_of_two_columns_of_one_name_the_second_is_listed_as_unknown() -> None:
    found = columns.find_header([(1, ["Company", "Firm", "Request", "x", ""])])
    assert found is not None
    assert found.columns == ("enterprise_name", None, "request", None, None)
    assert found.unknown == ("Firm", "x")
