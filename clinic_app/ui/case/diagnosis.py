"""The diagnosis: the scorecard, side by side of the firm, its result, and the strengths and weaknesses in words."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.assessment import (
    AnswerData,
    Assessment,
    AssessmentData,
    Dimension,
    DimensionScore,
    Instrument,
    Occasion,
    dimension_scores,
    instrument,
    overall,
)
from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.errors import ClinicError
from clinic_app.i18n import formats, labels
from clinic_app.services import assessments, casefile
from clinic_app.ui import icons, theme
from clinic_app.ui.case.analysis_page import FIELDS, AnalysisPage
from clinic_app.ui.case.answer_keeper import AnswerKeeper
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.calm_combo import CalmCombo
from clinic_app.ui.case.diagnosis_list import DiagnosisList, Entry
from clinic_app.ui.case.dimension_page import DimensionPage
from clinic_app.ui.case.keeper import Saver
from clinic_app.ui.case.scorecard_head import ScorecardHead
from clinic_app.ui.case.scorecard_result import Filled, ResultPage, pair
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Form
from clinic_app.ui.widgets.empty_state import EmptyState

HEAD, RESULT, ANALYSIS = "head", "result", "analysis"
_SIDE = 250


class DiagnosisSection(QWidget):
    """A list at the leading side turns to the pages: the scorecard, its dimensions, result and analysis."""

    def __init__(self, context: Context, undo: Bin, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._undo = undo
        self._form = form
        self._file: CaseFile | None = None
        self._wanted: UUID | None = None
        self._offered: list[tuple[str, UUID]] = []
        text = context.catalog.text
        self.answers = AnswerKeeper(self._keep, self)
        self.chooser = CalmCombo()
        self.chooser.setAccessibleName(text("Scorecard"))
        self.chooser.activated.connect(self._on_card_chosen)
        self.add_button = QPushButton(icons.icon("add", "accent"), text("New scorecard"))
        self.add_button.setProperty("role", "quiet")
        self.add_button.clicked.connect(self.begin)
        self.list = DiagnosisList(text("Parts of the diagnosis"))
        self.list.entry_chosen.connect(self._on_entry_chosen)
        self.list.entry_wanted.connect(self._on_entry_wanted)
        self.head = ScorecardHead(context)
        self.head.remove_wanted.connect(self.remove)
        self.head.start_wanted.connect(self.start)
        self._empty = EmptyState(
            "check",
            text("No scorecard yet"),
            text("Statements about each side of the firm, judged from 0 to 4. What is weak brings its advice."),
            [(text("Begin the scorecard"), self.begin)],
        )
        self._pages: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        for page in (self._empty, self.head):
            self._stack.addWidget(page)
        self._lay_out()
        self.answers.changed.connect(self._on_answered)

    @property
    def keepers(self) -> tuple[Saver, ...]:
        """Who saves what is typed and chosen here."""
        return (self.head.keeper, self.answers)

    @property
    def place(self) -> tuple[UUID | None, str]:
        """The scorecard and the part shown, for ``turn_to``."""
        return self.answers.card, self.list.chosen()

    def turn_to(self, place: tuple[UUID | None, str]) -> None:
        """Show a scorecard and a part again; what is gone is passed over."""
        card_id, key = place
        if card_id is not None and card_id != self.answers.card and self._card(card_id) is not None:
            self._open(card_id)
        if any(entry.key == key for entry in self.list.entries()):
            self._turn(key)

    def show_case(self, file: CaseFile) -> None:
        """Show a case, or newer values of the one shown."""
        is_other = self._file is None or self._file.case.id != file.case.id
        self._file = file
        if is_other or self._card(self.answers.card) is None:  # one that is gone cannot be saved any more
            self._close()
        wanted = self._wanted if self._card(self._wanted) is not None else self.answers.card
        if self._card(wanted) is None:
            wanted = file.assessments[-1].id if file.assessments else None
        elif wanted == self._wanted:
            self._wanted = None
        self._offer_cards()
        self._open(wanted)
        self.head.keeper.refresh(file.assessments)

    def go_to(self, field: str) -> None:
        """Bring the keyboard to what the scorecard still lacks, to an item of it, or to a field of the analysis."""
        if field in FIELDS:
            self._turn(ANALYSIS)
            self._form.focus(field)
        elif self.answers.card is None:
            self._turn(HEAD)
            self._button_of(self._empty).setFocus()
        elif field in self._questions().items:
            self._on_item_wanted(self.answers.card, field)
        else:
            self.start()

    @Slot()
    def begin(self) -> None:
        """A new scorecard: the baseline, or after one the follow-up."""
        if self._file is None or not (self.head.keeper.leave() and self.answers.leave()):
            return
        has_baseline = any(each.occasion is Occasion.BASELINE for each in self._file.assessments)
        data = AssessmentData(
            assessed_on=today(),
            occasion=Occasion.FOLLOW_UP if has_baseline else Occasion.BASELINE,
            assessor=self._file.case.advisor,
        )
        try:
            made = self._context.database.do(assessments.add, self._file.case.id, data)
        except ClinicError as error:
            self._undo.tell(error)
            return
        self._file = self._context.database.read(casefile.load, self._file.case.id)
        self._offer_cards()
        self._open(made.id)
        self._turn(HEAD)
        self.head.keeper.form.focus("respondent")

    @Slot()
    def start(self) -> None:
        """Turn to the first item without an answer."""
        for dimension, score in zip(self._questions().dimensions, self._scores(), strict=True):
            if score.answered < score.asked or dimension is self._questions().dimensions[-1]:
                self._turn(dimension.code)
                self._dimension_page().focus_item()
                return

    @Slot()
    def remove(self) -> None:
        """Move the scorecard shown to the bin, with its answers."""
        card_id = self.answers.card
        words = self._context.catalog.text("The scorecard was moved to the bin.")
        if card_id is None or not (self.head.keeper.leave() and self.answers.leave()):
            return
        if self._undo.remove("assessments", card_id, words, restored=self._on_restored):
            self._close()
            self.list.setFocus()

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 0, 1, 0)  # from right to left a QSplitter is one pixel off
        column.setSpacing(theme.TIGHT)
        column.addWidget(self.chooser)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(theme.MEDIUM)
        split.setChildrenCollapsible(False)
        for part, stretch, least in ((side, 0, 190), (self._stack, 1, 360)):
            part.setMinimumWidth(least)
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setSizes([_SIDE, 4 * _SIDE])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _keep(self, card_id: UUID, answer: AnswerData) -> object:
        return self._context.database.do(assessments.answer, card_id, answer)

    def _card(self, card_id: UUID | None) -> Assessment | None:
        cards = self._file.assessments if self._file is not None else ()
        return next((each for each in cards if each.id == card_id), None)

    def _questions(self) -> Instrument:
        """The questionnaire of the scorecard shown; the newest one while none is shown."""
        card = self._card(self.answers.card)
        return instrument(card.instrument, card.version) if card is not None else instrument()

    def _scores(self) -> tuple[DimensionScore, ...]:
        return dimension_scores(self.answers.given, self._questions())

    def _close(self) -> None:
        """Show no scorecard any more, without saving."""
        self.head.keeper.close()
        self.answers.show(None, {})

    def _open(self, card_id: UUID | None) -> None:
        """Show a scorecard of the case, or newer answers of the one shown."""
        assert self._file is not None
        card = self._card(card_id)
        is_other = card_id != self.answers.card
        if is_other and not (self.head.keeper.leave() and self.answers.leave()):
            self._offer_cards()
            return
        if card is None:
            self._close()
        else:
            self.answers.show(card.id, self._file.answers_of(card.id))
            if is_other or not self.head.keeper.is_shown:
                self.head.keeper.open(card)
        self.chooser.setCurrentIndex(self._row_of(card_id))
        self._show_list()
        self._turn(self.list.chosen() or HEAD)

    def _offer_cards(self) -> None:
        cards = self._file.assessments if self._file is not None else ()
        catalog = self._context.catalog
        offered = [
            (f"{labels.label(catalog, card.occasion)} {formats.day(card.assessed_on, catalog.language)}", card.id)
            for card in cards
        ]
        if offered != self._offered:
            self._offered = offered
            self.chooser.clear()
            for words, card_id in offered:
                self.chooser.addItem(words, card_id)
        self.chooser.setVisible(bool(cards))
        self.add_button.setVisible(bool(cards))
        self.chooser.setCurrentIndex(self._row_of(self.answers.card))

    def _row_of(self, card_id: UUID | None) -> int:
        """Compared by value, which QComboBox.findData does not do for an object of Python."""
        return next((row for row, (_words, each) in enumerate(self._offered) if each == card_id), -1)

    def _show_list(self) -> None:
        text, entries = self._context.catalog.text, [Entry(key=HEAD, title=self._context.catalog.text("Scorecard"))]
        if self.answers.card is not None:
            scores = self._scores()
            titles = self._titles()
            entries += [self._entry(titles[score.dimension], score) for score in scores]
            whole = overall(scores)
            entries.append(Entry(key=RESULT, title=text("Result"), figure=self._percent(whole), percent=whole))
        entries.append(Entry(key=ANALYSIS, title=text("Strengths and weaknesses")))
        self.list.show_entries(entries)

    def _titles(self) -> Mapping[str, str]:
        return {each.code: each.label[self._context.language] for each in self._questions().dimensions}

    def _entry(self, title: str, score: DimensionScore) -> Entry:
        language = self._context.language
        done = self._context.catalog.text("%(done)s of %(all)s") % {
            "done": formats.number(score.answered, language),
            "all": formats.number(score.asked, language),
        }
        figure = f"{self._percent(score.percent)} · {done}"
        return Entry(key=score.dimension, title=title, figure=figure, percent=score.percent)

    def _percent(self, value: float | None) -> str:
        return "–" if value is None else formats.percent(round(value), self._context.language)

    def _turn(self, key: str) -> None:
        """Mark a part in the list and show it."""
        self.list.choose(key)
        self._show_page(self.list.chosen() or HEAD)

    def _show_page(self, key: str) -> None:
        if key == HEAD:
            self._stack.setCurrentWidget(self.head if self.answers.card is not None else self._empty)
        elif key == ANALYSIS:
            self._stack.setCurrentWidget(self._page(ANALYSIS))
        elif key == RESULT:
            self._show_result()
        else:
            dimension = next((each for each in self._questions().dimensions if each.code == key), None)
            if dimension is not None:
                self._show_dimension(dimension)

    def _page(self, key: str) -> QWidget:
        """A page, made when it is first wanted."""
        if key not in self._pages:
            self._pages[key] = self._made(key)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def _made(self, key: str) -> QWidget:
        catalog = self._context.catalog
        if key == ANALYSIS:
            return AnalysisPage(catalog, self._form)
        if key == RESULT:
            result = ResultPage(catalog)
            result.item_wanted.connect(self._on_item_wanted)
            return result
        page = DimensionPage(catalog, self.answers)
        page.next_wanted.connect(self._on_next_wanted)
        return page

    def _dimension_page(self) -> DimensionPage:
        page = self._page("dimension")
        assert isinstance(page, DimensionPage)
        return page

    def _show_dimension(self, dimension: Dimension) -> None:
        page, titles = self._dimension_page(), list(self._titles().values())
        place = self._questions().dimensions.index(dimension) + 1
        after = titles[place] if place < len(titles) else self._context.catalog.text("Result")
        page.show_dimension(dimension, after)
        self._stack.setCurrentWidget(page)

    def _show_result(self) -> None:
        chosen = self._card(self.answers.card)
        if self._file is None or chosen is None:
            return
        page = self._page(RESULT)
        assert isinstance(page, ResultPage)
        before, now = pair(self._file.assessments, chosen)
        page.show_result(self._questions(), self._filled(before) if before is not None else None, self._filled(now))
        self._stack.setCurrentWidget(page)

    def _filled(self, card: Assessment) -> Filled:
        assert self._file is not None
        if card.id == self.answers.card:
            return Filled(card=card, answers=self.answers.given)
        return Filled(card=card, answers=tuple(self._file.answers_of(card.id).values()))

    def _button_of(self, state: EmptyState) -> QPushButton:
        found = state.findChild(QPushButton)
        assert isinstance(found, QPushButton)
        return found

    @Slot(str)
    def _on_entry_chosen(self, key: str) -> None:
        if self.answers.leave() and self.head.keeper.save():
            self._show_page(key)

    @Slot(str)
    def _on_entry_wanted(self, key: str) -> None:
        if key in self._titles() and self.answers.card is not None:
            self._dimension_page().focus_item()
        elif key == ANALYSIS:
            self._form.focus(FIELDS[0])
        elif key == HEAD and self.answers.card is not None:
            self.head.keeper.form.focus("respondent")

    @Slot(int)
    def _on_card_chosen(self, place: int) -> None:
        self._open(self.chooser.itemData(place))

    @Slot()
    def _on_next_wanted(self) -> None:
        self.list.setCurrentRow(self.list.currentRow() + 1)
        if self.list.chosen() in self._titles():
            self._dimension_page().focus_item()
        else:
            self.list.setFocus()

    @Slot(object, str)
    def _on_item_wanted(self, card_id: UUID, code: str) -> None:
        if card_id != self.answers.card:
            self._open(card_id)
        self._turn(self._questions().items[code].dimension)
        self._dimension_page().focus_item(code)

    @Slot(str)
    def _on_answered(self, _item: str) -> None:
        self._show_list()

    def _on_restored(self, card_id: UUID) -> None:
        self._wanted = card_id
        self.list.setFocus()
