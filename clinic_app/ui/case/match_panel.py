"""The areas of a problem, ranked while she types, with the reasons; and the decision in one press."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Match, Suggestion
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.case.area_row import AreaRow
from clinic_app.ui.case.bands import ADVICE, TITLES, Band, band
from clinic_app.ui.case.decision_box import DecisionBox
from clinic_app.ui.case.override import OverrideStrip
from clinic_app.ui.case.reason_list import ReasonList
from clinic_app.ui.case.type_row import TypeRow
from clinic_app.ui.plain_text import label, without_mnemonic

_TYPES = 3


class MatchPanel(QScrollArea):
    """Shows answers and decisions; ``area_chosen`` and ``type_chosen`` say what she wants."""

    area_chosen = Signal(object, str)  # Area, reason
    type_chosen = Signal(str)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._suggestion: Suggestion | None = None
        self._decided: tuple[Match, ...] = ()
        self._type_code = self._text = ""
        self._order: list[Area] = list(Area)
        self._column = QVBoxLayout()
        self._decision = DecisionBox(catalog)
        self._decision.change_wanted.connect(self.focus_ranking)
        self._band = label("", role="band", wraps=True)
        self._headline = label("", role="section", wraps=True)
        self._advice = label("", role="hint", wraps=True)
        self.accept_button = QPushButton()
        self.accept_button.setProperty("role", "primary")
        self.accept_button.setIcon(icons.icon("check", "on-accent"))
        self.accept_button.clicked.connect(self.accept)
        self.rows = {area: AreaRow(area, catalog) for area in Area}
        for area, row in self.rows.items():
            row.clicked.connect(lambda _checked=False, area=area: self.choose(area))
        self.override = OverrideStrip(catalog)
        self.override.confirmed.connect(self.area_chosen)
        self.types = [TypeRow(catalog) for _ in range(_TYPES)]
        for kind in self.types:
            kind.clicked.connect(lambda _checked=False, kind=kind: self.type_chosen.emit(kind.code))
        self.reasons = ReasonList(catalog)
        self._types_caption = label(catalog.text("Likeliest problem types"), role="caption")
        self._reasons_caption = label(catalog.text("Why"), role="caption")
        self._lay_out()
        self.show_answer("", None)

    @property
    def band(self) -> Band:
        """The band of the answer shown."""
        return band(self._suggestion)

    @property
    def is_blank(self) -> bool:
        """True while no answer is shown."""
        return self._suggestion is None

    def add_below_decision(self, part: QWidget) -> None:
        """Give a part of the section that speaks of the decided area its place."""
        self._column.insertWidget(self._column.indexOf(self._decision) + 1, part)

    def focus_ranking(self) -> None:
        """Bring the keyboard to the likeliest area."""
        self.rows[self._order[0]].setFocus()

    def headline(self) -> str:
        """The answer in words, as shown."""
        return " ".join(part for part in (self._band.text(), self._headline.text()) if part)

    def show_matches(self, matches: Sequence[Match], type_code: str) -> None:
        """Show what was decided on the problem, and mark its type. ``matches`` oldest first."""
        decided = tuple(match for match in matches if match.is_decided)
        if (decided, type_code) == (self._decided, self._type_code):
            return
        if decided != self._decided:
            self.override.hide()
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
        self._show()
        if is_reading:
            self._band.setText(self._catalog.text("Reading the text…"))
            self._advice.setText("")

    @Slot()
    def accept(self) -> None:
        """Take the suggestion over, when there is a clear one."""
        if self._suggestion is not None and self._suggestion.area is not None and self.band is Band.SUGGESTED:
            self.choose(self._suggestion.area)

    def choose(self, area: Area) -> None:
        """Decide for ``area``; against a clear suggestion the reason is asked first."""
        newest = self._decided[-1] if self._decided else None
        if newest is not None and newest.area is area and newest.text == self._text:
            return
        if self._suggestion is not None and self.band is Band.SUGGESTED and area is not self._suggestion.area:
            self.ask_reason(area)
        else:
            self.override.hide()
            self.area_chosen.emit(area, "")

    def ask_reason(self, area: Area) -> None:
        """Open the line that asks why ``area`` and not the suggested one, right below it."""
        self._column.removeWidget(self.override)
        self._column.insertWidget(self._column.indexOf(self.rows[area]) + 1, self.override)
        self.override.ask(area, self._suggestion.area if self._suggestion else None)
        self.ensureWidgetVisible(self.override)

    def _show(self) -> None:
        found = self._suggestion
        self._decision.show_decisions(self._decided, text=self._text, type_code=self._type_code)
        self._show_band()
        self._show_ranking()
        types = found.types[:_TYPES] if found is not None else ()
        for row, score in zip(self.types, types, strict=False):
            row.show_type(score.type, score.probability, is_chosen=score.type == self._type_code)
        for position, row in enumerate(self.types):
            row.setVisible(position < len(types))
        self._types_caption.setVisible(bool(types))
        reasons = found.reasons if found is not None else ()
        self.reasons.show_reasons(reasons, found.area if found is not None else None)
        self._reasons_caption.setVisible(bool(reasons))

    def _show_band(self) -> None:
        text, kind = self._catalog.text, self.band
        self._band.setText(self._band_words())
        self._band.setProperty("band", kind.value)
        self._band.style().unpolish(self._band)
        self._band.style().polish(self._band)
        self._advice.setText(text(ADVICE[kind]))
        names = self._named_areas()
        self._headline.setText("  /  ".join(labels.label(self._catalog, area) for area in names))
        can_accept = kind is Band.SUGGESTED and not self._decided
        self._headline.setVisible(bool(names) and not can_accept and not self._decided)
        self._advice.setVisible(not self._decided)
        self.accept_button.setVisible(can_accept)
        if can_accept and names:
            words = text("Accept: %(area)s") % {"area": labels.label(self._catalog, names[0])}
            self.accept_button.setText(without_mnemonic(words))
            self.accept_button.setToolTip(text("Accept the suggestion (Ctrl+Enter)"))

    def _band_words(self) -> str:
        """The band; once decided, the answer steps back into this one line."""
        text, names = self._catalog.text, self._named_areas()
        if self._decided and self.band is Band.SUGGESTED:
            return text("Suggested: %(area)s") % {"area": labels.label(self._catalog, names[0])}
        return text(TITLES[self.band])

    def _named_areas(self) -> tuple[Area, ...]:
        if self._suggestion is None or self._suggestion.area is None:
            return ()
        if self.band is Band.SUGGESTED:
            return (self._suggestion.area,)
        return tuple(score.area for score in self._suggestion.ranking[:2]) if self.band is Band.TWO_CLOSE else ()

    def _show_ranking(self) -> None:
        ranking = self._suggestion.ranking if self._suggestion is not None else ()
        is_outside = self.band is Band.OUT_OF_SCOPE  # figures would speak for what was just denied
        chances = {} if is_outside else {score.area: score.probability for score in ranking}
        decided = self._decided[-1].area if self._decided else None
        named = self._named_areas()
        for area, row in self.rows.items():
            row.show_score(chances.get(area), is_suggested=area in named, is_decided=area is decided)
        order = list(Area) if is_outside or not ranking else [score.area for score in ranking]
        if order != self._order:
            self._order = order
            first = min(self._column.indexOf(row) for row in self.rows.values())
            for row in self.rows.values():
                self._column.removeWidget(row)
            for place, area in enumerate(order):
                self._column.insertWidget(first + place, self.rows[area])
            for before, after in pairwise(order):
                QWidget.setTabOrder(self.rows[before], self.rows[after])

    def _lay_out(self) -> None:
        body = QFrame()
        body.setProperty("role", "card")
        body.setLayout(self._column)
        self._column.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        self._column.setSpacing(theme.TIGHT)
        title = label(self._catalog.text("Cooperation area"), role="section")
        parts: list[QWidget] = [title, self._decision, self._band, self._headline, self._advice, self.accept_button]
        parts += [*self.rows.values(), self.override, self._types_caption, *self.types]
        parts += [self._reasons_caption, self.reasons]
        for part in parts:
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
