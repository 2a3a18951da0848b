"""What the panel says of an answer: how sure it is, why, what is known beside the words, and what was decided."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.domain.match import (
    Contribution,
    Ground,
    Match,
    Reason,
    Recall,
    Suggestion,
    SuggestionKind,
    Turn,
    TypeScore,
    Verdict,
)
from clinic_app.ui import colours
from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.case.match_panel import MatchPanel
from clinic_app.ui.case.recall_line import Origin
from clinic_app.ui.context import Context
from tests.factories import suggestion

MARKET, MACHINES = Area.MARKET_MARKETING, Area.NEW_TECHNOLOGIES
TEXT = "foreign buyers"
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TYPES = tuple(TypeScore(type=code, probability=0.2) for code in ("5.07", "5.01", "5.12"))
REASON = Reason(area=MARKET, term="buyers", quote="buyers", start=8, end=14, weight=1.0, type="5.07")


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> MatchPanel:
    made = MatchPanel(context.catalog)
    qtbot.addWidget(made)
    made.resize(340, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _added(key: str, weight: float, value: float | None, **changes: Any) -> Contribution:
    known: dict[str, Any] = {"ground": Ground.SCORECARD, "area": MARKET, "type": "5.01"}
    return Contribution(key=key, weight=weight, value=value, **known | changes)


def _decided(area: Area, verdict: Verdict, reason: str = "", **changes: Any) -> Match:
    return Match(
        id=uuid4(),
        case_id=UUID(int=1),
        problem_id=UUID(int=3),
        text=TEXT,
        suggestion=suggestion(types=TYPES, reasons=(REASON,), **changes),
        computed_at=WHEN,
        verdict=verdict,
        area=area,
        reason=reason,
        decided_by="Sara",
        decided_at=WHEN,
    )


def _words(part: QWidget) -> list[str]:
    QApplication.processEvents()
    return [line.text() for line in part.findChildren(QLabel) if line.isVisible()]


def _plain(words: str) -> str:
    return words.translate({0x2066: None, 0x2068: None, 0x2069: None, 0x2060: None, 0xA0: " "})


def test_an_unsure_answer_preselects_nothing(panel: MatchPanel) -> None:
    panel.show_answer(TEXT, suggestion(decision=SuggestionKind.UNSURE, confidence=0.3, types=TYPES))
    assert panel.headline() == "Unsure: please choose"
    assert not [row for row in panel.ranking.rows.values() if "suggested" in row.accessibleName()]
    assert panel.ranking.rows[MARKET].accessibleName() == "Market and marketing, 80%"
    assert panel.head.accept_button.isHidden()
    chosen: list[Area] = []
    panel.area_chosen.connect(lambda area, _reason: chosen.append(area))
    panel.accept()
    assert chosen == []


def test_out_of_scope_is_said_and_no_figure_contradicts_it(panel: MatchPanel) -> None:
    panel.show_answer(TEXT, suggestion(decision=SuggestionKind.OUT_OF_SCOPE, area=None))
    assert panel.headline() == "Out of scope"
    assert "You may still choose an area." in panel.head.advice()
    assert [row.accessibleName() for row in panel.ranking.rows.values() if "%" in row.accessibleName()] == []
    assert panel.why.isHidden()
    assert panel.known_fold.isHidden()


@pytest.mark.parametrize(("confidence", "said"), [(0.85, "85"), (0.9996, "99")])
def test_how_sure_it_is_is_said_in_plain_words(panel: MatchPanel, confidence: float, said: str) -> None:
    panel.show_answer(TEXT, suggestion(confidence=confidence))
    assert panel.head.advice().endswith(f"About {said} of 100 such suggestions are right.")


def test_nothing_is_certain_before_she_decides(panel: MatchPanel) -> None:
    row = panel.ranking.rows[MARKET]
    row.show_score(0.9999, is_suggested=True, is_decided=False)
    assert row.accessibleName() == "Market and marketing, 99%, suggested"


def test_what_is_known_stands_apart_from_the_words(panel: MatchPanel) -> None:
    known = (
        _added("machinery_age", 0.2, 24.0, ground=Ground.FACT, area=MACHINES, type="1.01"),
        _added("strategy-goals", 0.4, 25.0),
        _added("training_hours", 0.0, None, ground=Ground.FACT),
        _added("export_share", 0.0, None, ground=Ground.FACT),
    )
    panel.show_answer(TEXT, suggestion(contributions=known))
    first, second = (row.accessibleName() for row in panel.known.rows)
    assert first.endswith("25%, Adds to: Market and marketing")
    assert second == "Age of the machinery, 24 years, Adds to: New technologies"
    assert _plain(panel.known.missing()) == "Not answered: Training hours; Export share"
    assert panel.known.answer_button.isHidden()  # both are figures of the enterprise
    assert not panel.known_fold.isHidden()
    panel.show_answer(TEXT, suggestion())
    assert panel.known_fold.isHidden()


def test_what_nobody_answered_adds_nothing_and_leads_to_the_diagnosis(panel: MatchPanel) -> None:
    keys = ("training_hours", "export_share", "scrap_share")
    facts = [_added(key, 0.0, None, ground=Ground.FACT) for key in keys]
    panel.show_answer(TEXT, suggestion(contributions=(*facts, _added("scorecard", 0.0, None))))
    assert panel.known.rows == []
    assert "Nothing answered speaks for an area." in _words(panel.known)
    assert _plain(panel.known.missing()) == "Not answered: Training hours; Export share; Scrap; 1 more"
    wanted: list[tuple[SectionKey, str]] = []
    panel.place_wanted.connect(lambda section, field: wanted.append((section, field)))
    panel.known.answer_button.click()
    assert wanted == [(SectionKey.DIAGNOSIS, "scorecard")]


def test_what_speaks_for_the_answer_comes_first_and_a_long_list_waits(panel: MatchPanel) -> None:
    keys = ("machinery_age", "scrap_share", "energy_share", "import_share", "receivable_days")
    others = [_added(key, 0.5, 30.0, ground=Ground.FACT, area=MACHINES, type="1.01") for key in keys]
    panel.show_answer(TEXT, suggestion(contributions=(*others, _added("export_share", 0.1, 0.0, ground=Ground.FACT))))
    assert panel.known.rows[0].text() == "Export share"
    assert [row.isVisible() for row in panel.known.rows] == [True] * 4 + [False] * 2
    assert panel.known.more_button.text() == "2 more"
    panel.known.more_button.click()
    assert all(row.isVisible() for row in panel.known.rows)
    panel.known.more_button.click()
    assert not panel.known.rows[-1].isVisible()


def test_a_figure_leads_to_where_it_is_kept(panel: MatchPanel) -> None:
    known = (_added("unit_status", 0.7, 1.0, ground=Ground.FACT), _added("scrap_share", 0.3, 9.0, ground=Ground.FACT))
    panel.show_answer(TEXT, suggestion(contributions=known))
    wanted: list[tuple[SectionKey, str]] = []
    panel.place_wanted.connect(lambda section, field: wanted.append((section, field)))
    for row in panel.known.rows:
        row.click()
    assert wanted == [(SectionKey.ENTERPRISE, "unit_status"), (SectionKey.ENTERPRISE, "years")]


def _recalling() -> Suggestion:
    earlier = Recall(correction_id=UUID(int=7), area=MARKET, type="5.07", similarity=0.87, made_at=WHEN)
    return suggestion(recall=earlier)


def test_an_earlier_decision_is_the_reason_and_its_case_can_be_opened(qtbot: QtBot, context: Context) -> None:
    asked: list[UUID] = []

    def origin_of(correction: UUID) -> Origin:
        asked.append(correction)
        return Origin(UUID(int=9), "1403-ESF-0012")

    panel = MatchPanel(context.catalog, origin_of=origin_of)
    qtbot.addWidget(panel)
    panel.show_answer(TEXT, _recalling())
    said = "A similar text was decided before: case 1403-ESF-0012, Market and marketing (87% alike)"
    assert _plain(panel.recall.text()) == said
    assert asked == [UUID(int=7)]
    assert panel.head.advice().startswith("A text like this was decided so before.")
    with qtbot.waitSignal(panel.case_wanted) as wanted:
        panel.recall.open_button.click()
    assert wanted.args == [UUID(int=9)]
    panel.show_answer(TEXT, suggestion())
    assert panel.recall.isHidden()


def test_an_earlier_decision_whose_case_is_gone_leads_nowhere(panel: MatchPanel) -> None:
    panel.show_answer(TEXT, _recalling())
    assert panel.recall.text() == "A similar text was decided before: Market and marketing (87% alike)"
    assert panel.recall.open_button.isHidden()


def test_what_would_change_the_result_is_one_line_that_points_at_the_words(panel: MatchPanel) -> None:
    turn = Turn(quotes=("foreign", "buyers"), area=MACHINES)
    panel.show_answer(TEXT, suggestion(reasons=(REASON,), turn=turn))
    assert _plain(panel.turn.text()) == "Without “foreign”, “buyers” it would be: New technologies"
    pointed: list[tuple[str, ...]] = []
    panel.pointed.connect(pointed.append)
    panel.turn.setFocus()
    panel.ranking.focus_first()
    assert pointed == [("foreign", "buyers"), ()]
    panel.show_answer(TEXT, suggestion(reasons=(REASON,)))
    assert panel.turn.isHidden()


def test_an_answer_without_reasons_says_so(panel: MatchPanel) -> None:
    panel.show_answer(TEXT, suggestion())
    assert "No single word of the text carries this answer." in _words(panel.reasons)


def test_a_decision_unfolds_to_the_text_and_ranking_as_they_stood(panel: MatchPanel) -> None:
    first = _decided(MARKET, Verdict.ACCEPTED)
    second = _decided(MACHINES, Verdict.OVERRIDDEN, "The root cause lies here")
    panel.show_answer("another text", suggestion())
    panel.show_matches([first, second], "")
    origin, older = panel.decision.origin, panel.decision.older
    assert origin is not None
    assert older is not None
    assert origin.snapshot is None  # made when it is wanted
    origin.set_open(True)
    assert origin.snapshot is not None
    assert origin.snapshot.edit.toPlainText() == TEXT
    assert origin.snapshot.edit.extraSelections()[0].cursor.selectedText() == "buyers"
    said = [_plain(words) for words in _words(origin.snapshot)]
    assert said[:2] == ["Suggested: Market and marketing", "rules test"]
    assert said[2:4] == ["Market and marketing", "80%"]
    assert "5.07 Export readiness and target market" in said
    assert "About 85 of 100 such suggestions are right." in said
    assert older.head.text() == "1 earlier decision"
    older.set_open(True)
    assert _words(older)[0] == "Market and marketing"
    assert _words(older)[1].startswith("Suggestion accepted · ")
    assert "The text has changed since this decision." in _words(panel.decision)


def test_what_the_suggestion_rested_on_beside_the_words_is_kept_with_the_decision(panel: MatchPanel) -> None:
    known = (_added("machinery_age", 0.2, 24.0, ground=Ground.FACT), _added("scrap_share", 0.0, None))
    panel.show_matches([_decided(MARKET, Verdict.ACCEPTED, contributions=known, recall=_recalling().recall)], "")
    assert panel.decision.origin is not None
    panel.decision.origin.set_open(True)
    assert panel.decision.origin.snapshot is not None
    assert _words(panel.decision.origin.snapshot)[-2:] == [
        "A text like this was decided so before.",
        "Beside the words: Age of the machinery: 24 years",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"decision": SuggestionKind.UNSURE, "confidence": 0.2}, "The suggestion was unsure."),
        (
            {"decision": SuggestionKind.UNSURE, "confidence": 0.6},
            "Two areas were close: Market and marketing / New technologies",
        ),
        ({"decision": SuggestionKind.OUT_OF_SCOPE}, "Out of scope"),
    ],
)
def test_the_suggestion_of_then_is_told_as_something_past(
    panel: MatchPanel, changes: dict[str, Any], said: str
) -> None:
    panel.show_matches([_decided(MACHINES, Verdict.CHOSEN, **changes)], "")
    assert panel.decision.origin is not None
    panel.decision.origin.set_open(True)
    assert panel.decision.origin.snapshot is not None
    words = _words(panel.decision.origin.snapshot)
    assert words[0] == said
    assert ("80%" in words) is (said != "Out of scope")


def _focus_chain(panel: MatchPanel) -> list[QWidget]:
    """What Tab walks through inside the panel, in order."""
    QApplication.processEvents()
    found: list[QWidget] = []
    widget = panel.nextInFocusChain()
    while widget is not None and widget is not panel:
        if panel.isAncestorOf(widget) and widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_tab_walks_through_the_panel_as_it_is_read(panel: MatchPanel) -> None:
    known = (_added("strategy-goals", 0.4, 25.0), _added("scorecard", 0.0, None))
    turn = Turn(quotes=("buyers",), area=MACHINES)
    panel.show_answer(TEXT, suggestion(MACHINES))
    panel.show_answer(TEXT, suggestion(types=TYPES, reasons=(REASON,), contributions=known, turn=turn))
    chain = _focus_chain(panel)
    heights = [widget.mapTo(panel.widget(), widget.rect().topLeft()).y() for widget in chain]
    assert heights == sorted(heights)
    assert {panel.head.accept_button, *panel.ranking.rows.values(), *panel.types, panel.turn} <= set(chain)
    assert {panel.why.head, panel.known_fold.head, panel.known.answer_button, *panel.known.rows} <= set(chain)


def test_everything_the_keyboard_reaches_has_a_name(panel: MatchPanel) -> None:
    known = (_added("strategy-goals", 0.4, 25.0), _added("scorecard", 0.0, None))
    turn = Turn(quotes=("buyers",), area=MACHINES)
    answer = suggestion(types=TYPES, reasons=(REASON,), contributions=known, turn=turn)
    panel.show_answer(TEXT, answer)
    panel.show_matches([_decided(MARKET, Verdict.ACCEPTED)], "")
    assert panel.decision.origin is not None
    panel.decision.origin.set_open(True)
    panel.ask_reason(MACHINES)
    nameless = []
    for widget in _focus_chain(panel):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name):
            nameless.append(type(widget).__name__)
    assert nameless == []


def _contrast(first: Any, second: Any) -> float:
    def light(colour: Any) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("table", [colours.LIGHT, colours.DARK])
@pytest.mark.parametrize("area", list(Area))
def test_evidence_can_be_read_and_its_line_be_seen_in_both_palettes(table: dict[str, str], area: Area) -> None:
    palette = colours.palette(table)
    tint = colours.area_tint(area, palette)
    assert _contrast(colours.colour("text", palette), tint) >= 7
    assert _contrast(colours.area_colour(area, palette), tint) >= 4
    assert _contrast(colours.on_area(palette), colours.area_colour(area, palette)) >= 4.5
