"""Documents of many cases in one go: into a folder, or bound into one file."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from clinic_app.domain.summary import CaseQuery
from clinic_app.errors import Cancelled
from clinic_app.i18n import formats
from clinic_app.services import cases
from clinic_app.ui import failures, theme
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.jobs import Relay
from clinic_app.ui.plain_text import label
from clinic_app.ui.reports import choices, jobs
from clinic_app.ui.reports.batch_result import BatchResults
from clinic_app.ui.reports.memory import Memory
from clinic_app.ui.reports.options import Options
from clinic_app.ui.widgets.busy_bar import BusyBar
from clinic_app.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from clinic_app.services.batch import BatchResult

_CHOSEN, _LISTED = 0, 1
_DRAFTS, _ISSUE = 0, 1
_FOLDER, _MERGED = 0, 1


class BatchDialog(QDialog):
    """Offers the chosen cases first when there are any, else the list as it is filtered."""

    def __init__(
        self, context: Context, query: CaseQuery, keys: Sequence[UUID], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self._keys = {_CHOSEN: list(keys), _LISTED: context.database.read(cases.ids, query)}
        self._relay: Relay | None = None
        self._memory = Memory(context.catalog)
        self.setWindowTitle(self._("Reports of several cases"))
        self.options = Options(context.catalog, choices.OF_MANY, context.settings.paper, self, is_of_many=True)
        self.options.recall(self._memory, "batch")
        self.options.reviewer.setPlaceholderText(self._("As each case names"))
        self.scope, self.standing, self.form = QButtonGroup(self), QButtonGroup(self), QButtonGroup(self)
        self.bar = MessageBar(context.catalog, self)
        self.busy = BusyBar(context.catalog, self)
        self.results = BatchResults(context, self)
        self.close_button = QPushButton(self._("Close"), self)
        self.start_button = QPushButton(self._("Make the reports…"), self)
        self.start_button.setProperty("role", "primary")
        self._lay_out()
        self.options.changed.connect(self._follow)
        self.start_button.clicked.connect(self.ask_and_start)
        self.close_button.clicked.connect(self.reject)
        self._follow()

    def chosen_ids(self) -> list[UUID]:
        """The cases whose documents are wanted."""
        return self._keys[self.scope.checkedId()]

    def done(self, result: int) -> None:
        """Stop what is running, and close: Esc, the button and the window's frame all come here."""
        if self._relay is not None:
            self._relay.cancel()
        self.options.remember(self._memory, "batch")
        super().done(result)

    @Slot()
    def ask_and_start(self) -> None:
        """Ask where the documents shall lie, and before they are entered in the ledger; then make them."""
        keys, terms = self.chosen_ids(), self.options.terms()
        is_one = terms.kind.is_of_many
        is_merged = is_one or self.form.checkedId() == _MERGED
        is_issue = terms.kind.can_be_issued and self.standing.checkedId() == _ISSUE
        if is_issue and not self._may_issue(len(keys)):
            return
        target = self._ask_file() if is_merged else self._ask_folder()
        if target is None:
            return
        self._relay = Relay(self)
        self.busy.begin(self._("Making the reports…"), self._relay)
        self.start_button.setEnabled(False)
        self.bar.hide()
        self.results.clear()
        work = partial(
            jobs.batch,
            self._context.database,
            keys,
            terms,
            self._context.settings,
            target=target,
            merged=is_merged and not is_one,
            issue=is_issue,
            progress=self._relay.progress,
        )
        self._context.jobs.start(work, done=self._on_done, failed=self._on_failed)

    def _may_issue(self, count: int) -> bool:
        words = self._context.catalog.plural(
            "%(n)s report will get its number and be entered in the ledger for good.",
            "%(n)s reports will get their numbers and be entered in the ledger for good.",
            count,
        )
        question = words % {"n": formats.number(count, self._context.language)}
        detail = self._("They can never be changed; a later one becomes the next version.")
        return self._context.dialogs.ask(self, question, yes=self._("Issue"), detail=detail)

    def _ask_file(self) -> Path | None:
        filters = self._("PDF documents") + " (*.pdf)"
        terms = self.options.terms()
        name = f"{terms.kind.value.replace('_', '-')}-{terms.language}-{today().isoformat()}.pdf"
        path = self._context.dialogs.save_file(self, self._("Save the report"), suggested=name, filters=filters)
        return path if path is None or path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")

    def _ask_folder(self) -> Path | None:
        return self._context.dialogs.pick_folder(self, self._("Folder for the reports"))

    def _on_done(self, result: "BatchResult") -> None:
        self._end()
        self.results.show_result(result)
        made, refused = len(result.files), len(result.refused)
        language = self._context.language
        words = self._context.catalog.plural("%(n)s file was written.", "%(n)s files were written.", made)
        told = words % {"n": formats.number(made, language)}
        if refused:
            more = self._context.catalog.plural("%(n)s case was refused.", "%(n)s cases were refused.", refused)
            told = f"{told} {more % {'n': formats.number(refused, language)}}"
        self.bar.show_message(told, kind="warning" if refused else "success", actions=self._ways(result.files))
        self.close_button.setFocus()

    def _ways(self, files: Sequence[Path]) -> list[tuple[str, Callable[[], object]]]:
        if not files:
            return []
        outside = self._context.dialogs.open_outside
        ways: list[tuple[str, Callable[[], object]]] = [(self._("Open folder"), partial(outside, files[0].parent))]
        return [(self._("Open"), partial(outside, files[0])), *ways] if len(files) == 1 else ways

    def _on_failed(self, error: Exception) -> None:
        self._end()
        kind = "info" if isinstance(error, Cancelled) else "error"
        self.bar.show_message(failures.worded(self._context.catalog, error), kind=kind)

    def _end(self) -> None:
        self._relay = None
        self.busy.end()
        self.start_button.setEnabled(True)

    @Slot()
    def _follow(self) -> None:
        """A document of many is one file, and a form is never issued."""
        kind = self.options.terms().kind
        for button in self.form.buttons():
            button.setEnabled(not kind.is_of_many)
        self.standing.button(_ISSUE).setEnabled(kind.can_be_issued)
        if not kind.can_be_issued:
            self.standing.button(_DRAFTS).setChecked(True)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self.bar)
        layout.addWidget(self.options)
        layout.addLayout(self._groups())
        layout.addStretch(1)
        layout.addWidget(self.results, 8)
        layout.addWidget(self.busy)
        layout.addLayout(self._foot())
        self.setMinimumWidth(720)
        buttons = [button for group in (self.scope, self.standing, self.form) for button in group.buttons()]
        after = (self.results.list, self.close_button, self.start_button)
        for first, second in pairwise((self.options.annexes, *buttons, *after)):
            self.setTabOrder(first, second)
        self.resize(QSize(760, 560).boundedTo(self.screen().availableGeometry().size() * 0.95))

    def _groups(self) -> QHBoxLayout:
        """Which cases, how they stand, how many files: side by side."""
        groups = QHBoxLayout()
        groups.setSpacing(theme.WIDE)
        for title, group, words in (
            (self._("Cases"), self.scope, self._scopes()),
            (self._("Draft or issued"), self.standing, (self._("Drafts"), self._("Issue each report"))),
            (
                self._("Files"),
                self.form,
                (self._("A file for each case, in a folder"), self._("One file with all of them")),
            ),
        ):
            column = QVBoxLayout()
            column.setSpacing(theme.TIGHT)
            column.addWidget(label(title, self, role="section"))
            for number, each in enumerate(words):
                button = QRadioButton(each, self)
                group.addButton(button, number)
                column.addWidget(button)
            column.addStretch(1)
            group.button(0).setChecked(True)
            groups.addLayout(column)
        groups.addStretch(1)
        chosen = bool(self._keys[_CHOSEN])
        self.scope.button(_CHOSEN).setVisible(chosen)
        self.scope.button(_CHOSEN if chosen else _LISTED).setChecked(True)
        return groups

    def _scopes(self) -> tuple[str, str]:
        catalog = self._context.catalog
        counts = {key: {"n": formats.number(len(keys), catalog.language)} for key, keys in self._keys.items()}
        chosen = catalog.plural("The %(n)s chosen case", "The %(n)s chosen cases", len(self._keys[_CHOSEN]))
        listed = catalog.plural("The %(n)s case of the list", "All %(n)s cases of the list", len(self._keys[_LISTED]))
        return chosen % counts[_CHOSEN], listed % counts[_LISTED]

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.close_button, self.start_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        return foot
