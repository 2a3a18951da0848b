"""What the answers add up to: the whole, each side of the firm as a wheel and as figures, and where it is weakest."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from clinic_app.domain.assessment import (
    AnswerData,
    Assessment,
    DimensionScore,
    Instrument,
    Occasion,
    Weakness,
    dimension_scores,
    overall,
    weaknesses,
)
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours, icons, theme
from clinic_app.ui.case.diagnosis_list import tone
from clinic_app.ui.case.direction import left_to_right
from clinic_app.ui.case.field_grid import FieldGrid
from clinic_app.ui.case.radar import Radar, Spoke
from clinic_app.ui.case.records_table import RecordsTable
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.plain_text import label
from clinic_app.ui.records_model import Column, RecordsModel
from clinic_app.ui.widgets.card import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A scorecard with its answers as they stand."""

    card: Assessment
    answers: Sequence[AnswerData]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A side of the firm, or the whole of it (``is_whole``), in figures."""

    id: str
    title: str
    now: float | None
    before: float | None
    answered: int
    asked: int

    @property
    def change(self) -> float | None:
        """Percentage points gained; None when one of the two is missing."""
        return None if self.now is None or self.before is None else self.now - self.before


def pair(cards: Sequence[Assessment], chosen: Assessment) -> tuple[Assessment | None, Assessment]:
    """What is compared: the first baseline and the scorecard chosen, or for the baseline the last follow-up."""
    alike = sorted(
        (each for each in cards if (each.instrument, each.version) == (chosen.instrument, chosen.version)),
        key=lambda each: each.assessed_on,
    )
    first = next((each for each in alike if each.occasion is Occasion.BASELINE), None)
    if first is None:
        return None, chosen
    if chosen.id != first.id:
        return first, chosen
    later = [each for each in alike if each.occasion is Occasion.FOLLOW_UP]
    return (first, later[-1]) if later else (None, chosen)


class ResultPage(Scrolled):
    """``item_wanted`` carries the id of a scorecard and the code of an item in it."""

    item_wanted = Signal(object, str)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        text = catalog.text
        self._whole = label("", role="title", wraps=True)
        self._told = label("", role="muted", wraps=True)
        self._radar = Radar(text("Scorecard as a wheel"))
        self.lines: tuple[Line, ...] = ()
        self._figures = QVBoxLayout()
        self._view: RecordsTable | None = None
        card = Card(text("Result"))
        card.body.addWidget(self._whole)
        card.body.addWidget(self._told)
        grid = FieldGrid(least=350, most=2)
        side = QWidget()
        side.setLayout(self._figures)
        self._figures.setContentsMargins(0, 0, 0, 0)
        grid.add(self._radar)
        grid.add(side)
        card.body.addWidget(grid)
        self.column.addWidget(card)
        self._weak = Card(text("Weakest items and what to do first"))
        self._weak_list: QWidget | None = None
        self._weakest: tuple[Weakness, ...] | None = None
        self.column.addWidget(self._weak)
        self.column.addStretch(1)

    def show_result(self, questions: Instrument, before: Filled | None, now: Filled) -> None:
        """Show what ``now`` adds up to, beside what it was ``before``."""
        then = dimension_scores(before.answers, questions) if before is not None else ()
        scores = dimension_scores(now.answers, questions)
        self._show_whole(before, now, overall(then), overall(scores))
        was = {score.dimension: score.percent for score in then}
        titles = {each.code: each.label[self._catalog.language] for each in questions.dimensions}
        self._radar.show_spokes(
            [Spoke(titles[s.dimension], s.percent, was.get(s.dimension)) for s in scores],
            "; ".join(f"{titles[s.dimension]}: {self._percent(s.percent)}" for s in scores),
            (self._catalog.text("Before"), self._catalog.text("After")) if before is not None else None,
        )
        self._show_lines(
            (*(_line(titles, s, was.get(s.dimension)) for s in scores), self._sum(scores, overall(then)))
        )
        weak = weaknesses(now.answers, questions)
        if weak != self._weakest:
            self._weakest = weak
            self._show_weak(weak, now.card.id)

    def _show_whole(self, before: Filled | None, now: Filled, then: float | None, whole: float | None) -> None:
        text = self._catalog.text
        if whole is None:
            self._whole.setText(text("Nothing answered yet"))
        else:
            self._whole.setText(text("Overall: %(share)s") % {"share": self._percent(whole)})
        parts = [self._dated(now.card)]
        if before is not None:
            parts.append(f"{text('before')}: {self._dated(before.card)}, {self._percent(then)}")
        parts.append(text("Every side of the firm weighs the same. What was not answered counts for nothing."))
        self._told.setText("   ·   ".join(parts))

    def _show_lines(self, lines: tuple[Line, ...]) -> None:
        if self._view is not None and lines == self.lines:
            return
        has_both = any(line.before is not None for line in lines)
        self.lines = lines
        if self._view is not None:
            self._figures.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
        model = RecordsModel(columns(self._catalog, has_both=has_both))
        shares = (7, 3, 3, 3) if has_both else (7, 2, 4)
        self._view = RecordsTable(model, shares, self._catalog.text("Scorecard in figures"), most=len(lines))
        model.setParent(self._view)
        model.show(lines)
        self._view.fit(len(lines))
        self._figures.addWidget(self._view)

    def _show_weak(self, weak: Sequence[Weakness], card_id: UUID) -> None:
        if self._weak_list is not None:
            self._weak.body.removeWidget(self._weak_list)
            self._weak_list.hide()
            self._weak_list.deleteLater()
        self._weak_list = QWidget()
        rows = QVBoxLayout(self._weak_list)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.MEDIUM)
        if not weak:
            rows.addWidget(label(self._catalog.text("Nothing answered lies below 60%."), role="muted", wraps=True))
        for each in weak:
            rows.addLayout(self._weakness(each, card_id))
        self._weak.body.addWidget(self._weak_list)

    def _weakness(self, weak: Weakness, card_id: UUID) -> QHBoxLayout:
        language = self._catalog.language
        figure = label(self._percent(weak.percent), role="section")
        figure.setMinimumWidth(figure.fontMetrics().horizontalAdvance(formats.percent(100, language)) + theme.SMALL)
        palette = figure.palette()
        palette.setColor(figure.foregroundRole(), colours.colour(tone(weak.percent), self.palette()))
        figure.setPalette(palette)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(weak.item.text[language], role="section", wraps=True))
        words.addWidget(label(weak.item.advice[language], role="muted", wraps=True))
        turn = QToolButton()
        turn.setIcon(icons.icon("open", "accent"))
        turn.setAccessibleName(self._catalog.text("Go to the item: %(item)s") % {"item": weak.item.text[language]})
        turn.setToolTip(self._catalog.text("Go to the item"))
        turn.clicked.connect(partial(self.item_wanted.emit, card_id, weak.item.code))
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(turn, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _sum(self, scores: Sequence[DimensionScore], before: float | None) -> Line:
        answered, asked = sum(s.answered for s in scores), sum(s.asked for s in scores)
        title = self._catalog.text("Overall")
        return Line(id="", title=title, now=overall(scores), before=before, answered=answered, asked=asked)

    def _dated(self, card: Assessment) -> str:
        day = formats.day(card.assessed_on, self._catalog.language)
        return f"{labels.label(self._catalog, card.occasion)} {day}"

    def _percent(self, value: float | None) -> str:
        return "–" if value is None else formats.percent(round(value), self._catalog.language)


def _line(titles: dict[str, str], score: DimensionScore, before: float | None) -> Line:
    return Line(
        id=score.dimension, title=titles[score.dimension], now=score.percent, before=before,
        answered=score.answered, asked=score.asked,
    )  # fmt: skip


def columns(catalog: Catalog, *, has_both: bool) -> tuple[Column, ...]:
    """The figures beside the wheel: the share, and what it was before or how much was answered."""
    language = catalog.language

    def share(value: float | None) -> str:
        return "–" if value is None else formats.percent(round(value), language)

    def gained(line: Line) -> str:
        if line.change is None:
            return "–"
        sign = "+" if round(line.change) > 0 else ""
        return left_to_right(sign + formats.number(round(line.change), language))

    def answered(line: Line) -> str:
        words = catalog.text("%(done)s of %(all)s")
        return words % {"done": formats.number(line.answered, language), "all": formats.number(line.asked, language)}

    title = Column(catalog.text("Side of the firm"), lambda line: line.title)
    if not has_both:
        return (
            title,
            Column("%" if language != "fa" else "٪", lambda line: share(line.now), is_number=True),
            Column(catalog.text("Answered"), answered, is_number=True),
        )
    return (
        title,
        Column(catalog.text("Before"), lambda line: share(line.before), is_number=True),
        Column(catalog.text("After"), lambda line: share(line.now), is_number=True),
        Column(labels.field(catalog, "change"), gained, is_number=True),
    )
