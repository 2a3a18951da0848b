"""Problems and areas: the list, the problem chosen, and what the matcher says of it while she types."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.match import Match, Suggestion
from clinic_app.domain.problem import Problem, ProblemData
from clinic_app.errors import ClinicError, InvalidData, NotFound
from clinic_app.matching.memory import Memory
from clinic_app.services import corrections, evidence, learning, matches, problems
from clinic_app.ui import icons, theme
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.evidence import marks, text_of
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.lacks import problem_lacking
from clinic_app.ui.case.live_match import LiveMatch, Pieces
from clinic_app.ui.case.match_panel import MatchPanel
from clinic_app.ui.case.panel_foot import PanelFoot
from clinic_app.ui.case.problem_form import ProblemForm
from clinic_app.ui.case.problem_list import ProblemList
from clinic_app.ui.case.recall_line import Origin
from clinic_app.ui.case.underline import underline
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Form
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.empty_state import EmptyState

_log = logging.getLogger(__name__)
_RESHARE = 80
_ZEROS = (ord("0"), ord("۰"), ord("٠"))  # Latin, Persian, Arabic


class ProblemsSection(QWidget):
    """Ctrl+1 to Ctrl+5 decide for an area, Ctrl+Enter accepts, Ctrl+Shift+N begins a problem."""

    section_wanted = Signal(object, str)  # SectionKey, field
    case_wanted = Signal(object)  # the id of an earlier case

    def __init__(self, context: Context, undo: Bin, form: Form[CaseData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._undo = undo
        self._file: CaseFile | None = None
        self._wanted: UUID | None = None
        self._shared_width = 0
        self._answer: tuple[Pieces, Suggestion | None] = ((), None)
        self.list = ProblemList(context.catalog)
        self.form = ProblemForm(context.catalog)
        self.panel = MatchPanel(context.catalog, origin_of=self._origin_of)
        self.foot = PanelFoot(context)
        self.panel.add_below(self.foot)
        self.live = LiveMatch(context.jobs, self)
        self.live.learnt = self._learnt
        verbs = Verbs(data_class=ProblemData, add=self._add, edit=self._edit, blank=ProblemData)
        self.keeper = Keeper(self.form.form, verbs, self)
        self._stack = QStackedWidget(self)
        self._empty = self._make_empty()
        self._body = self._make_body()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._connect()
        self._add_shortcuts()

    @property
    def keepers(self) -> tuple[Keeper, ...]:
        """Who saves what is typed here."""
        return (self.keeper,)

    def show_case(self, file: CaseFile) -> None:
        """Show a case, or newer values of the one shown."""
        is_other = self._file is None or self._file.case.id != file.case.id
        self._file = file
        known = evidence.of_file(file)
        is_news, self.live.contributions = known != self.live.contributions, known
        if is_other:
            self.keeper.close()
        elif is_news and self.keeper.is_shown:
            self.live.read(self.form.pieces())
        self.list.show_entries(file.problems, {problem.id: file.match_of(problem.id) for problem in file.problems})
        self.keeper.refresh(file.problems)
        self.list.choose(self.keeper.record_id)
        if self._wanted is not None and self._find(self._wanted) is not None:
            wanted, self._wanted = self._wanted, None
            self._on_problem_chosen(wanted)
        elif not self.keeper.is_shown and file.problems:
            self._on_problem_chosen(file.problems[0].id)
        self._stack.setCurrentWidget(self._body if self.keeper.is_shown else self._empty)
        self._show_matches()

    @property
    def place(self) -> UUID | None:
        """The problem shown, for ``turn_to``."""
        return self.keeper.record_id

    def turn_to(self, problem_id: UUID) -> None:
        """Show one problem of the case, and bring the keyboard to its statement. One that is gone is passed over."""
        if self._find(problem_id) is not None:
            self._on_problem_chosen(problem_id)
            self.form.form.focus("statement")

    def focus_start(self) -> None:
        """Bring the keyboard to the list, or to the button that begins the first problem."""
        start = self.list if self.keeper.is_shown else self._empty.findChild(QPushButton)
        if start is not None:
            start.setFocus()

    def leave(self) -> bool:
        """Save, and let the matcher's answer be kept with the problem. False when the disk refused."""
        is_saved = self.keeper.save()
        if is_saved:
            self._keep_suggestion(self.keeper.record)
        return is_saved

    def go_to(self, field: str) -> None:
        """Bring the keyboard to a field, of the first problem that lacks it."""
        index = problem_lacking(self._file, field) if self._file is not None else None
        if self._file is not None and index is not None:
            self._on_problem_chosen(self._file.problems[index].id)
        if not self.keeper.is_shown:
            self.begin()
        elif field == "area":
            self.panel.focus_ranking()
        else:
            self.form.form.focus(field or "title")

    @Slot()
    def begin(self) -> None:
        """Start a new problem."""
        if self.leave() and self.keeper.begin():
            self._stack.setCurrentWidget(self._body)
            self.form.form.focus("title")

    @Slot()
    def remove(self) -> None:
        """Move the problem shown to the bin."""
        problem_id = self.keeper.record_id
        words = self._context.catalog.text("The problem was moved to the bin.")
        if problem_id is None:
            self.keeper.close()
            self._stack.setCurrentWidget(self._body if self.list.count() else self._empty)
            return
        if not self.keeper.leave():
            return
        if self._undo.remove("problems", problem_id, words, restored=self._on_restored):
            self.keeper.close()
            self.list.setFocus()

    def _make_empty(self) -> EmptyState:
        text = self._context.catalog.text
        return EmptyState(
            "problem",
            text("No problem written down yet"),
            text("Write what the owner says, in her or his own words. The five areas are ranked while you type."),
            [(text("Write the first problem"), self.begin)],
        )

    def _make_body(self) -> QSplitter:
        text = self._context.catalog.text
        add = QPushButton(icons.icon("add", "accent"), text("New problem"))
        add.setProperty("role", "quiet")
        add.setToolTip(text("New problem (Ctrl+Shift+N)"))
        add.clicked.connect(self.begin)
        remove = QPushButton(icons.icon("bin", "muted"), text("Remove"))
        remove.setProperty("role", "quiet")
        remove.clicked.connect(self.remove)
        foot = QHBoxLayout()
        foot.addWidget(add)
        foot.addStretch(1)
        foot.addWidget(remove)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 0, 1, 0)  # from right to left a QSplitter is one pixel off
        column.setSpacing(theme.TIGHT)
        column.addWidget(label(text("Problems"), role="section"))
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(theme.MEDIUM)
        split.setChildrenCollapsible(False)
        beside = max(170, foot.sizeHint().width() + 2)  # in English the words of the buttons are longest
        for part, stretch, least in ((side, 0, beside), (self.form, 1, 330), (self.panel, 0, 270)):
            part.setMinimumWidth(least)
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, stretch)
        return split

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out when it changes much: the list and the panel take less on a small screen."""
        super().resizeEvent(event)
        width = event.size().width()
        if abs(width - self._shared_width) > _RESHARE:
            self._shared_width = width
            side, panel = max(170, min(260, width // 5)), max(270, min(380, 3 * width // 10))
            self._body.setSizes([side, width - side - panel, panel])

    def _connect(self) -> None:
        self.list.problem_chosen.connect(self._on_problem_chosen)
        self.list.move_wanted.connect(self._on_move_wanted)
        self.list.remove_wanted.connect(self.remove)
        self.keeper.current_changed.connect(self._on_current_changed)
        self.live.answered.connect(self._on_answered)
        self.live.failed.connect(self._undo.tell)
        self.panel.area_chosen.connect(self._on_area_chosen)
        self.panel.type_chosen.connect(self._on_type_chosen)
        self.panel.case_wanted.connect(self.case_wanted)
        self.panel.place_wanted.connect(self.section_wanted)
        self.panel.pointed.connect(self._underline)
        self.foot.cause_wanted.connect(self.form.add_cause)
        self.foot.case_wanted.connect(self.case_wanted)
        for edit in self.form.text_edits().values():
            edit.textChanged.connect(self._on_text_changed)
        self.form.form.changed.connect(self._on_form_changed)

    def _add_shortcuts(self) -> None:
        """Digits of every script: a Persian keyboard has no others."""
        keys: list[tuple[list[str], Any]] = [
            ([f"Ctrl+{chr(zero + area.number)}" for zero in _ZEROS], partial(self._choose, area)) for area in Area
        ]
        keys += [(["Ctrl+Return", "Ctrl+Enter"], self.panel.accept), (["Ctrl+Shift+N"], self.begin)]
        for names, act in keys:
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(name) for name in names])
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _choose(self, area: Area) -> None:
        if self.keeper.is_shown:
            self.panel.choose(area)

    def _add(self, data: ProblemData) -> Problem:
        assert self._file is not None
        return self._context.database.do(problems.add, self._file.case.id, data)

    def _edit(self, problem_id: UUID, data: ProblemData) -> Problem:
        return self._context.database.do(problems.edit, problem_id, data)

    def _find(self, problem_id: UUID | None) -> Problem | None:
        found = self._file.problems if self._file is not None else ()
        return next((problem for problem in found if problem.id == problem_id), None)

    def _matches(self) -> tuple[Match, ...]:
        found = self._file.matches if self._file is not None else ()
        return tuple(match for match in found if match.problem_id == self.keeper.record_id)

    def _show_matches(self) -> None:
        found = self._matches()
        self.panel.show_matches(found, self.form.form.read().type_code if self.keeper.is_shown else "")
        self.foot.show_decided(next((match.area for match in reversed(found) if match.is_decided), None))

    def _origin_of(self, correction_id: UUID) -> Origin | None:
        """Where an earlier correction was made; None when its case lies in the bin."""
        try:
            found = self._context.database.read(corrections.find, correction_id)
        except NotFound:
            return None
        return Origin(found.case_id, found.case_number, found.made_by)

    def _learnt(self) -> Callable[[], Memory]:
        """Asks the file what was learnt elsewhere: her own decision must not come back to her as advice."""
        read = partial(learning.memory, apart_from=self.keeper.record_id)
        return partial(self._context.database.read, read)

    def _keep_suggestion(self, problem: Problem | None) -> None:
        """Have the answer stored, so that lists and reports know it: a job, once the problem is left."""
        newest = self._file.match_of(problem.id) if self._file is not None and problem is not None else None
        is_due = newest is None or (
            not newest.is_decided and problem is not None and newest.text != problem.matching_text
        )
        if problem is not None and problem.matching_text and is_due:
            work = partial(self._context.database.do, matches.suggest, problem.id)
            self._context.jobs.start(work, done=_ignore, failed=_note)

    @Slot(object)
    def _on_problem_chosen(self, problem_id: UUID) -> None:
        problem = self._find(problem_id)
        if problem is None or problem_id == self.keeper.record_id:
            return
        if not self.leave() or not self.keeper.open(problem):
            self.list.choose(self.keeper.record_id)

    @Slot(object)
    def _on_current_changed(self, problem_id: UUID | None) -> None:
        self.list.choose(problem_id)
        self.panel.show_top()
        self._show_matches()
        newest = self._matches()[-1] if self._matches() else None
        pieces = self.form.pieces() if self.keeper.is_shown else ()
        if newest is not None and newest.text == text_of(pieces):
            self._on_answered(pieces, newest.suggestion)
        else:
            self._on_answered((), None)
            self.panel.show_answer("", None, is_reading=bool(pieces))
        self.live.read(pieces, at_once=True)

    @Slot()
    def _on_text_changed(self) -> None:
        if self.keeper.is_shown:
            pieces = self.form.pieces()
            if pieces and self.panel.is_blank:
                self.panel.show_answer("", None, is_reading=True)
            self.live.read(pieces)

    @Slot()
    def _on_form_changed(self) -> None:
        self.panel.show_type(self.form.form.read().type_code)
        self._show_guide()

    def _show_guide(self) -> None:
        """What is typical of the type chosen, or of the likeliest while none is."""
        chosen, suggestion = self.form.form.read().type_code if self.keeper.is_shown else "", self._answer[1]
        likely = suggestion.types[0].type if suggestion is not None and suggestion.types else ""
        self.foot.show_type(chosen or likely)

    @Slot(object, object)
    def _on_answered(self, pieces: Pieces, suggestion: Suggestion | None) -> None:
        self._answer = (pieces, suggestion)
        self.panel.show_answer(text_of(pieces), suggestion)
        self.foot.show_text(text_of(pieces), self._file.case.id if self._file is not None else None)
        self._show_guide()
        self._underline()

    @Slot(object)
    def _underline(self, pointed: tuple[str, ...] = ()) -> None:
        """Mark the evidence in the text; ``pointed`` are the quotes she points at in the panel."""
        pieces, suggestion = self._answer
        found = marks(pieces, suggestion.reasons) if suggestion is not None else ()
        for name, edit in self.form.text_edits().items():
            underline(edit, (mark for mark in found if mark.field == name), self.palette(), pointed=pointed)

    @Slot(object, str)
    def _on_area_chosen(self, area: Area, reason: str) -> None:
        if not self.keeper.save() or self.keeper.record_id is None:
            return
        try:
            self._context.database.do(matches.decide, self.keeper.record_id, area, reason=reason)
        except InvalidData:
            self.panel.ask_reason(area)
        except ClinicError as error:
            self._undo.tell(error)

    @Slot(str)
    def _on_type_chosen(self, code: str) -> None:
        self.form.choose_type(code)

    @Slot(int)
    def _on_move_wanted(self, step: int) -> None:
        if self._file is None or self.keeper.record_id is None or not self.keeper.save():
            return
        order = [problem.id for problem in self._file.problems]
        place = order.index(self.keeper.record_id) + 1 + step
        if 1 <= place <= len(order):
            self._context.database.do(problems.move, self.keeper.record_id, position=place)

    def _on_restored(self, problem_id: UUID) -> None:
        self._wanted = problem_id
        self.list.setFocus()


def _ignore(_match: Match) -> None:
    """The commit has announced itself already."""


def _note(error: Exception) -> None:
    _log.info("a suggestion was not kept: %s", type(error).__name__)
