"""The rebuild of the matcher's weights: made, looked at, then accepted or discarded."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.domain.match import SuggestionKind
from clinic_app.domain.rebuild import AreaChange, Rebuild, RebuildState
from clinic_app.errors import ClinicError
from clinic_app.i18n import formats
from clinic_app.i18n.labels import label as worded
from clinic_app.services import rebuild
from clinic_app.ui import theme
from clinic_app.ui.context import Context
from clinic_app.ui.plain_text import label
from clinic_app.ui.records_model import Column, RecordsModel
from clinic_app.ui.widgets.quiet_table import table_of


class RebuildPage(QWidget):
    """Nothing counts before it is accepted; ``failed`` is told what went wrong."""

    def __init__(self, context: Context, failed: Callable[[Exception], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._failed = failed
        self._ = _ = context.catalog.text
        self._found: Rebuild | None = None
        self._has_corrections = False
        self._is_busy = False
        self.state = label("", self, role="section", wraps=True)
        self.figures = label("", self, wraps=True)
        self.model = RecordsModel(self._columns(), self)
        self.table = table_of(self.model, _("What would change"), (130, 260, 260), 2, self)
        self.make = QPushButton(_("Rebuild"), self)
        self.accept_button = QPushButton(_("Accept"), self)
        self.discard_button = QPushButton(_("Discard"), self)
        self._busy = QProgressBar(self)
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(_("Rebuilding"))
        self._lay_out()
        self.make.clicked.connect(self.begin)
        self.accept_button.clicked.connect(partial(self._do, rebuild.accept))
        self.discard_button.clicked.connect(partial(self._do, rebuild.discard))

    def refresh(self, *, has_corrections: bool) -> None:
        """Show the rebuild that waits, else the accepted one."""
        self._has_corrections = has_corrections
        try:
            self._found = self._context.database.read(rebuild.latest)
        except ClinicError as error:
            self._failed(error)
        self._show()

    @Slot()
    def begin(self) -> None:
        """Learn from the corrections, beside the window."""
        self._is_busy = True
        self._show()
        work = partial(rebuild.prepare, self._context.database)
        self._context.jobs.start(work, done=self._on_done, failed=self._on_failed)

    def _on_done(self, _found: Rebuild) -> None:
        self._is_busy = False
        self.refresh(has_corrections=self._has_corrections)

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        self._failed(error)
        self._show()

    def _do(self, verb: Any, _checked: bool = False) -> None:
        try:
            self._context.database.do(verb)
        except ClinicError as error:
            self._failed(error)
        self.refresh(has_corrections=self._has_corrections)

    def _show(self) -> None:
        found, _ = self._found, self._
        state = found.state if found is not None else None
        self.make.setEnabled(self._has_corrections and not self._is_busy)
        self.accept_button.setEnabled(state is RebuildState.WAITING and not self._is_busy)
        self.discard_button.setEnabled(found is not None and not self._is_busy)
        self._busy.setVisible(self._is_busy)
        self.table.setVisible(found is not None and bool(found.changes))
        self.model.show(found.changes if found is not None else ())
        if found is not None:
            self.state.setText(worded(self._context.catalog, found.state))
            self.figures.setText(self._figures(found))
        else:
            self.state.setText(_("No rebuild"))
            self.figures.setText(
                _("Press Rebuild to try what the corrections make of the weights. Nothing changes until you accept.")
                if self._has_corrections
                else _("There is nothing to learn from yet: no suggestion was corrected.")
            )

    def _figures(self, found: Rebuild) -> str:
        def told(words: str, **numbers: int) -> str:
            return words % {name: formats.number(n, self._context.language) for name, n in numbers.items()}

        _ = self._
        learnt = _("%(before)s of %(of)s corrected texts right without the memory before, %(after)s after")
        kept = _("%(before)s of %(of)s of our own statements right before, %(after)s after")
        open_ = _("%(n)s of %(of)s open undecided problems would change")
        return "\n".join((
            told(learnt, before=found.alone_before, of=found.corrections, after=found.alone_after),
            told(kept, before=found.kept_before, of=found.statements, after=found.kept_after),
            told(open_, n=len(found.changes), of=found.undecided),
        ))  # fmt: skip

    def _columns(self) -> tuple[Column, ...]:
        _ = self._

        def area(one: Area | None) -> str:
            return worded(self._context.catalog, one if one is not None else SuggestionKind.OUT_OF_SCOPE)

        def case(one: AreaChange) -> str:
            return formats.digits(one.case_number, self._context.language)

        return (
            Column(_("Case"), case),
            Column(_("Suggested now"), lambda one: area(one.before)),
            Column(_("Suggested then"), lambda one: area(one.after)),
        )

    def _lay_out(self) -> None:
        text = self._(
            "The memory follows corrections at once and needs no rebuild. A rebuild also moves the weights a little; "
            "on our texts that helped no more than the memory does. Look at what would change before you accept."
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.MEDIUM)
        for part in (label(text, self, role="muted", wraps=True), self.state, self.figures, self._busy):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        buttons = QHBoxLayout()
        for button in (self.make, self.accept_button, self.discard_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
