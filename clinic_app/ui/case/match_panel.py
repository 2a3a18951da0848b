"""The areas of a problem, ranked while she types, with the reasons; and the decision in one press."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Match, Suggestion
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.case.answer_head import AnswerHead, named_areas
from clinic_app.ui.case.bands import Band, band
from clinic_app.ui.case.decision_box import DecisionBox
from clinic_app.ui.case.known_list import KnownList
from clinic_app.ui.case.ranking import Ranking
from clinic_app.ui.case.reason_list import ReasonList
from clinic_app.ui.case.recall_line import Origin, RecallLine
from clinic_app.ui.case.turn_line import TurnLine
from clinic_app.ui.case.type_row import TypeRow
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.fold import Fold

_TYPES = 3


class MatchPanel(QScrollArea):
    """Shows answers and decisions; ``area_chosen`` and ``type_chosen`` say what she wants.

    Ranking and decision stand first; reasons and what is known of the enterprise can be folded away.
    """

    area_chosen = Signal(object, str)  # Area, reason
    type_chosen = Signal(str)
    case_wanted = Signal(object)  # the id of an earlier case
    place_wanted = Signal(object, str)  # SectionKey, field
    pointed = Signal(object)  # the quotes she points at, none when she points elsewhere

    def __init__(
        self,
        catalog: Catalog,
        parent: QWidget | None = None,
        *,
        origin_of: Callable[[UUID], Origin | None] = lambda _correction: None,
    ) -> None:
        """``origin_of`` tells in which case a correction was made, None when that case is gone."""
        super().__init__(parent)
        self._catalog, self._origin_of = catalog, origin_of
        self._suggestion: Suggestion | None = None
        self._decided: tuple[Match, ...] = ()
        self._type_code = self._text = ""
        self._column = QVBoxLayout()
        self.decision = DecisionBox(catalog)
        self.head = AnswerHead(catalog)
        self.recall = RecallLine(catalog)
        self.ranking = Ranking(catalog)
        self.types = [TypeRow(catalog) for _ in range(_TYPES)]
        self._types_caption = label(catalog.text("Likeliest problem types"), role="caption")
        self.reasons = ReasonList(catalog)
        self.turn = TurnLine(catalog)
        self.why = Fold(catalog.text("Why"), key="why", is_open=True)
        self.known = KnownList(catalog)
        self.known_fold = Fold(catalog.text("What is known of the enterprise"), key="known", is_open=True)
        self._lay_out(catalog)
        self._connect()
        self.show_answer("", None)

    @property
    def band(self) -> Band:
        """The band of the answer shown."""
        return band(self._suggestion)

    @property
    def is_blank(self) -> bool:
        """True while no answer is shown."""
        return self._suggestion is None

    def add_below(self, part: QWidget) -> None:
        """Give a part of the section its place at the end of the panel."""
        self._column.insertWidget(self._column.count() - 1, part)

    def show_top(self) -> None:
        """Scroll back to decision and ranking."""
        self.verticalScrollBar().setValue(0)

    @Slot()
    def focus_ranking(self) -> None:
        """Bring the keyboard to the likeliest area."""
        self.ranking.focus_first()

    def headline(self) -> str:
        """The answer in words, as shown."""
        return self.head.text()

    def show_matches(self, matches: Sequence[Match], type_code: str) -> None:
        """Show what was decided on the problem, and mark its type. ``matches`` oldest first."""
        decided = tuple(match for match in matches if match.is_decided)
        if (decided, type_code) == (self._decided, self._type_code):
            return
        if decided != self._decided:
            self.ranking.override.hide()
            self.show_top()
        self._decided, self._type_code = decided, type_code
        self._show()

    def show_type(self, type_code: str) -> None:
        """Mark the type chosen in the form."""
        if type_code != self._type_code:
            self._type_code = type_code
            self._show()

    def show_answer(self, text: str, suggestion: Suggestion | None, *, is_reading: bool = False) -> None:
        """Show the answer for ``text``; None with ``is_reading`` while the first one is being worked out."""
        self._text, self._suggestion = text, suggestion
        override = self.ranking.override
        if override.isVisible() and override.suggested is not self._clear_area():
            override.hide()  # the question names a suggestion that does not stand any more
        self._show()
        if is_reading:
            self.head.show_reading()

    @Slot()
    def accept(self) -> None:
        """Take the suggestion over, when there is a clear one."""
        area = self._clear_area()
        if area is not None:
            self.choose(area)

    @Slot(object)
    def choose(self, area: Area) -> None:
        """Decide for ``area``; against a clear suggestion the reason is asked first."""
        newest = self._decided[-1] if self._decided else None
        if newest is not None and newest.area is area and newest.text == self._text:
            return
        suggested = self._clear_area()
        if suggested is not None and area is not suggested:
            self.ask_reason(area)
        else:
            self.ranking.override.hide()
            self.area_chosen.emit(area, "")

    def ask_reason(self, area: Area) -> None:
        """Open the line that asks why ``area`` and not the suggested one, right below it."""
        self.ranking.ask_reason(area, self._suggestion.area if self._suggestion else None)
        self.ensureWidgetVisible(self.ranking.override)

    def _clear_area(self) -> Area | None:
        """The area suggested, when the answer is clear."""
        return self._suggestion.area if self._suggestion is not None and self.band is Band.SUGGESTED else None

    def _show(self) -> None:
        found = self._suggestion
        self.decision.show_decisions(self._decided, text=self._text, type_code=self._type_code)
        self.head.show_answer(found, is_decided=bool(self._decided))
        recall = found.recall if found is not None else None
        self.recall.show_recall(recall, self._origin_of(recall.correction_id) if recall is not None else None)
        self._show_ranking()
        self._show_types()
        reasons = found.reasons if found is not None else ()
        self.reasons.show_reasons(reasons, found.area if found is not None else None)
        self.turn.show_turn(found.turn if found is not None else None)
        self.why.setVisible(found is not None and self.band is not Band.OUT_OF_SCOPE)
        self.known.show_evidence(found)
        count = len(self.known.rows)
        self.known_fold.head.say(formats.number(count, self._catalog.language) if count else "")
        self.known_fold.setVisible(found is not None and bool(found.contributions))

    def _show_ranking(self) -> None:
        ranking = self._suggestion.ranking if self._suggestion is not None else ()
        is_outside = self.band is Band.OUT_OF_SCOPE  # figures would speak for what was just denied
        self.ranking.show_scores(
            {} if is_outside else {score.area: score.probability for score in ranking},
            suggested=named_areas(self._suggestion),
            decided=self._decided[-1].area if self._decided else None,
            order=list(Area) if is_outside or not ranking else [score.area for score in ranking],
        )

    def _show_types(self) -> None:
        types = self._suggestion.types[:_TYPES] if self._suggestion is not None else ()
        for row, score in zip(self.types, types, strict=False):
            row.show_type(score.type, score.probability, is_chosen=score.type == self._type_code)
        for position, row in enumerate(self.types):
            row.setVisible(position < len(types))
        self._types_caption.setVisible(bool(types))

    def _connect(self) -> None:
        self.decision.change_wanted.connect(self.focus_ranking)
        self.head.accepted.connect(self.accept)
        self.ranking.pressed.connect(self.choose)
        self.ranking.override.confirmed.connect(self.area_chosen)
        for kind in self.types:
            kind.clicked.connect(lambda _checked=False, kind=kind: self.type_chosen.emit(kind.code))
        self.recall.case_wanted.connect(self.case_wanted)
        self.known.place_wanted.connect(self.place_wanted)
        self.turn.pointed.connect(self._on_turn_pointed)

    def _lay_out(self, catalog: Catalog) -> None:
        body = QFrame()
        body.setProperty("role", "card")
        body.setLayout(self._column)
        self._column.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        self._column.setSpacing(theme.TIGHT)
        title = label(catalog.text("Cooperation area"), role="section")
        for reason in (self.reasons, self.turn):
            self.why.add(reason)
        self.known_fold.add(self.known)
        parts: list[QWidget] = [title, self.decision, self.head, self.recall, self.ranking]
        parts += [self._types_caption, *self.types, self.why, self.known_fold]
        for part in parts:
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @Slot(bool)
    def _on_turn_pointed(self, is_on: bool) -> None:
        turn = self._suggestion.turn if self._suggestion is not None else None
        self.pointed.emit(turn.quotes if is_on and turn is not None else ())
