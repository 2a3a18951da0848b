"""What is wanted of a document: kind, language, reader, paper, copies, reviewer."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from clinic_app.domain.casefile import Audience, ReportKind
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.reports.document import Paper
from clinic_app.services.terms import Terms
from clinic_app.ui import forms, theme
from clinic_app.ui.case.calm_combo import CalmCombo
from clinic_app.ui.reports import choices
from clinic_app.ui.reports.memory import Memory
from clinic_app.ui.widgets.field import Field


class Options(QWidget):
    """``changed`` tells that another document is wanted; ``typed`` that it may be a moment before it is the last."""

    changed = Signal()
    typed = Signal()

    def __init__(
        self,
        catalog: Catalog,
        kinds: tuple[ReportKind, ...],
        paper: str,
        parent: QWidget | None = None,
        *,
        is_of_many: bool = False,
    ) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.kind, self.language, self.audience = CalmCombo(self), CalmCombo(self), CalmCombo(self)
        self.paper, self.copies = CalmCombo(self), CalmCombo(self)
        self.reviewer = QLineEdit(self)
        self.annexes = QCheckBox(catalog.text("With annexes"), self)
        self.annexes.setChecked(True)
        forms.offer(self.kind, kinds, lambda kind: choices.kind_words(catalog, kind))
        forms.offer(self.language, choices.LANGUAGES, choices.language_words)
        forms.offer(self.audience, Audience, lambda audience: choices.audience_words(catalog, audience))
        forms.offer(self.paper, Paper, lambda each: choices.paper_words(catalog, each))
        forms.offer(
            self.copies, range(1, choices.MOST_COPIES + 1), lambda number: formats.number(number, catalog.language)
        )
        _choose(self.language, (catalog.language,))
        _choose(self.paper, Paper(paper))
        self.fields = self._lay_out(2 if is_of_many else 1)
        if is_of_many:
            self._make_compact()
        self._connect()
        self._on_kind_changed()

    def terms(self) -> Terms:
        """What is chosen."""
        return Terms(
            kind=self.kind.currentData(),
            audience=self.audience.currentData() if self.audience.isEnabled() else Audience.FULL,
            languages=tuple(self.language.currentData()),
            paper=self.paper.currentData(),
            copies=self.copies.currentData() if self.copies.isEnabled() else 1,
            with_annexes=self.annexes.isChecked(),
            reviewer=" ".join(self.reviewer.text().split()),
        )

    def choose(self, *, kind: ReportKind | None = None, languages: tuple[str, ...] | None = None) -> None:
        """Choose a kind or a language, as the user would."""
        if kind is not None:
            _choose(self.kind, kind)
        if languages is not None:
            _choose(self.language, languages)

    def remember(self, memory: Memory, name: str) -> None:
        """Keep what was chosen for the next time."""
        chosen = {
            f"{name}-kind": self.kind.currentData().value,
            f"{name}-language": "+".join(self.language.currentData()),
            f"{name}-audience": self.audience.currentData().value,
        }
        memory.keep(**chosen)

    def recall(self, memory: Memory, name: str) -> None:
        """Choose what was chosen the last time, as far as it is still offered. Tells nobody."""
        blocker = QSignalBlocker(self)
        kinds = {kind.value: kind for kind in ReportKind}
        audiences = {audience.value: audience for audience in Audience}
        _choose(self.kind, kinds.get(memory.text(f"{name}-kind")))
        _choose(self.language, tuple(memory.text(f"{name}-language").split("+")))
        _choose(self.audience, audiences.get(memory.text(f"{name}-audience")))
        blocker.unblock()

    def _lay_out(self, columns: int) -> dict[str, Field]:
        text = self._catalog.text
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(theme.SMALL)
        layout.setHorizontalSpacing(theme.MEDIUM)
        made = {}
        for place, (name, words, box) in enumerate(
            (
                ("kind", text("Document"), self.kind),
                ("language", text("Language of the report"), self.language),
                ("audience", text("For whom"), self.audience),
                ("paper", text("Paper"), self.paper),
                ("reviewer", text("Reviewer"), self.reviewer),
                ("copies", text("Copies to sign"), self.copies),
            )
        ):
            made[name] = Field(words, box, self)
            layout.addWidget(made[name], place // columns, place % columns)
        layout.addWidget(self.annexes, len(made), 0, 1, columns)
        for column in range(columns):
            layout.setColumnStretch(column, 1)
        return made

    def _make_compact(self) -> None:
        """For a window that has more to show: two columns, and a copy each is enough."""
        self.fields["copies"].hide()
        layout = self.layout()
        assert isinstance(layout, QGridLayout)
        layout.removeWidget(self.fields["copies"])
        layout.addWidget(self.annexes, 2, 1, Qt.AlignmentFlag.AlignBottom)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_kind_changed)
        for box in (self.kind, self.language, self.audience, self.paper, self.copies):
            box.currentIndexChanged.connect(self.changed)
        self.annexes.toggled.connect(self.changed)
        self.reviewer.textEdited.connect(self.typed)

    @Slot()
    def _on_kind_changed(self) -> None:
        """What is not signed has one copy and no reviewer; blank forms are for nobody in particular."""
        kind: ReportKind = self.kind.currentData()
        for name in ("copies", "reviewer"):
            self.fields[name].setEnabled(kind.can_be_issued)
        self.audience.setEnabled(kind is not ReportKind.VISIT_KIT)


def _choose(box: QComboBox, wanted: object) -> None:
    found = next((row for row in range(box.count()) if box.itemData(row) == wanted), -1)
    if found >= 0:
        box.setCurrentIndex(found)
