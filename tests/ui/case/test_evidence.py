"""Quotes are found again in the fields they were typed into, also beyond the basic plane and in three scripts."""

import pytest
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Reason
from clinic_app.domain.problem import ProblemData
from clinic_app.ui.case.evidence import marks, parts, text_of, units, voice
from clinic_app.ui.case.underline import STYLES, underline


def _reason(text: str, quote: str, *, weight: float = 1.0, kind: str = "") -> Reason:
    start = text.index(quote)
    return Reason(
        area=Area.MARKET_MARKETING,
        term=quote,
        quote=quote,
        start=start,
        end=start + len(quote),
        weight=weight,
        type=kind,
    )


FIELDS = [
    ("Sales", "The buyer is gone.\nNobody answers.", "no orders\n\n  returned boxes "),
    ("", "خریدار کره‌ای جواب نمی‌دهد", "سفارش نیست\nبرگشتی"),
    ("매출 😀 감소", "바이어가 😀😀 없습니다", "주문 없음"),
    ("Only a title", "", ""),
]


@pytest.mark.parametrize(("title", "statement", "symptoms"), FIELDS)
def test_the_pieces_make_the_text_the_record_hands_to_the_matcher(title: str, statement: str, symptoms: str) -> None:
    entries = tuple(line.strip() for line in symptoms.split("\n") if line.strip())
    record = ProblemData(title=title, statement=statement, symptoms=entries)
    assert text_of(parts(title, statement, symptoms)) == record.matching_text


@pytest.mark.parametrize(
    ("field", "quote"),
    [
        ("title", "감소"),
        ("statement", "없습니다"),
        ("statement", "😀😀"),
        ("symptoms", "returned boxes"),
        ("symptoms", "주문"),
    ],
)
def test_a_quote_is_marked_where_it_was_typed(qtbot: QtBot, field: str, quote: str) -> None:
    typed = {"title": "매출 😀 감소", "statement": "바이어가 😀😀 없습니다", "symptoms": "주문\n\n  returned boxes "}
    pieces = parts(**typed)
    (mark,) = marks(pieces, [_reason(text_of(pieces), quote)])
    edit = QTextEdit()
    qtbot.addWidget(edit)
    edit.setPlainText(typed[field])
    underline(edit, [mark], edit.palette())
    (shown,) = edit.extraSelections()
    assert mark.field == field
    assert shown.cursor.selectedText() == quote
    assert shown.format.underlineStyle() == STYLES[Area.MARKET_MARKETING]


def test_a_quote_over_two_fields_is_marked_in_both() -> None:
    pieces = parts("No orders", "from Korea", "")
    whole = text_of(pieces)
    reason = _reason(whole, "orders\nfrom")
    assert [(mark.field, mark.start, mark.length) for mark in marks(pieces, [reason])] == [
        ("title", 3, 6),
        ("statement", 0, 4),
    ]


def test_every_area_has_a_line_of_its_own() -> None:
    assert len(set(STYLES.values())) == len(Area) == len(STYLES)


def test_counter_evidence_speaks_with_the_voice_of_its_term_or_not_at_all() -> None:
    assert voice(_reason("machine", "machine")) is Area.MARKET_MARKETING
    assert voice(_reason("machine", "machine", weight=-1, kind="1.01")) is Area.NEW_TECHNOLOGIES
    assert voice(_reason("machine", "machine", weight=-1)) is None


def test_letters_beyond_the_basic_plane_count_twice() -> None:
    assert units("a😀ب") == 4
