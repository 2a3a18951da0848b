"""What a decision was taken from: the suggestion, the text and the ranking as they stood."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clinic_app.domain.match import Match, Suggestion
from clinic_app.i18n import evidence as wording
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.ui import theme
from clinic_app.ui.case.answer_head import hit_rate, named_areas
from clinic_app.ui.case.bands import Band, band
from clinic_app.ui.case.direction import left_to_right
from clinic_app.ui.case.evidence import Part, marks
from clinic_app.ui.case.underline import underline
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.text_edit import GrowingTextEdit

_MOST_LINES = 8
_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignTrailing
_THEN = {
    Band.SUGGESTED: N_("Suggested: %(area)s"),
    Band.TWO_CLOSE: N_("Two areas were close: %(area)s"),
    Band.UNSURE: N_("The suggestion was unsure."),
    Band.OUT_OF_SCOPE: N_("Out of scope"),
}


class Snapshot(QWidget):
    """Shows one match for good: it never changes once it is decided."""

    def __init__(self, match: Match, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        found = match.suggestion
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(label(suggestion_then(catalog, found), self, wraps=True))
        rules = catalog.text("rules %(version)s") % {"version": left_to_right(found.rules)}
        layout.addWidget(label(rules, self, role="small", wraps=True))
        self.edit = GrowingTextEdit(self, least=1, most=_MOST_LINES)
        self.edit.setReadOnly(True)
        self.edit.setPlainText(match.text)
        self.edit.setAccessibleName(catalog.text("The text as it stood"))
        self.edit.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        underline(self.edit, marks((Part("statement", match.text),), found.reasons), self.palette())
        layout.addWidget(self.edit)
        if band(found) is not Band.OUT_OF_SCOPE:  # figures would speak for what was denied
            layout.addLayout(self._ranking(catalog, found))
        for words in _beside(catalog, found):
            layout.addWidget(label(words, self, role="small", wraps=True))

    def _ranking(self, catalog: Catalog, found: Suggestion) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        lines = [(labels.label(catalog, score.area), score.probability) for score in found.ranking]
        lines += [(labels.type_label(catalog, score.type), score.probability) for score in found.types[:1]]
        for row, (name, probability) in enumerate(lines):
            grid.addWidget(label(name, self, role="small", wraps=True), row, 0)
            share = formats.percent(min(round(100 * probability), 99), catalog.language)
            grid.addWidget(label(share, self, role="small"), row, 1, _TOP)
        return grid


def _beside(catalog: Catalog, found: Suggestion) -> Iterator[str]:
    """How sure the suggestion was, and what it rested on apart from the words."""
    if band(found) is Band.SUGGESTED:
        yield hit_rate(catalog, found)
    if found.recall is not None:
        yield catalog.text("A text like this was decided so before.")
    if known := wording.lines(catalog, found).speaking:
        yield f"{catalog.text('Beside the words')}: {catalog.text('; ').join(line.text for line in known)}"


def suggestion_then(catalog: Catalog, found: Suggestion) -> str:
    """The suggestion in one sentence, as something past."""
    kind = band(found)
    named = " / ".join(labels.label(catalog, area) for area in named_areas(found))
    return catalog.text(_THEN[kind]) % {"area": named}
