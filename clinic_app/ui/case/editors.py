"""The editor that fits each kind of field, so that a form is a table of names and kinds."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, TypeAlias, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit

from clinic_app.domain.areas import problem_types
from clinic_app.domain.text import fold
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.i18n.names import countries, languages
from clinic_app.ui import forms
from clinic_app.ui.case.calm_combo import CalmCombo
from clinic_app.ui.case.field_grid import FieldGrid
from clinic_app.ui.forms import Bind, Form
from clinic_app.ui.widgets.date_field import DateField
from clinic_app.ui.widgets.number_field import NumberField
from clinic_app.ui.widgets.scale_field import ScaleField
from clinic_app.ui.widgets.text_edit import GrowingTextEdit

Make: TypeAlias = Callable[[Catalog], Bind]
"""Makes the editor of one field, in the language of a catalogue."""

E = TypeVar("E", bound=QLineEdit)

_COUNTRIES_FIRST = ("IR", "KR", "TR", "DE", "AT")
_LANGUAGES = ("fa", "ko", "en", "tr", "de", "ar", "az", "ku")


def _from_the_start(edit: E, catalog: Catalog) -> E:
    """Figures begin where the line begins: Qt would set them flush left in Persian, for digits have no direction."""
    if catalog.is_rtl:
        edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    return edit


def line(catalog: Catalog) -> Bind:
    """One line of text."""
    return forms.line(QLineEdit())


def text(catalog: Catalog) -> Bind:
    """A few lines of text; the field grows with it."""
    return forms.text(GrowingTextEdit(least=2))


def long_text(catalog: Catalog) -> Bind:
    """A text one reads and works in: taller from the start."""
    return forms.text(GrowingTextEdit(least=4, most=24))


def lines(catalog: Catalog) -> Bind:
    """One entry per line."""
    return forms.lines(GrowingTextEdit(least=2))


def day(catalog: Catalog) -> Bind:
    """A date in the reader's calendar."""
    return forms.day(_from_the_start(DateField(catalog), catalog))


def number(catalog: Catalog) -> Bind:
    """A number with decimals."""
    return forms.number(_from_the_start(NumberField(catalog.language), catalog))


def whole(catalog: Catalog) -> Bind:
    """A whole number."""
    return forms.integer(_from_the_start(NumberField(catalog.language, whole=True), catalog))


class _YearField(NumberField):
    def __init__(self, language: str) -> None:
        super().__init__(language, whole=True)
        self._digits_of = language

    def _worded(self) -> str:
        value = self.value()
        return "" if value is None else formats.digits(str(int(value)), self._digits_of)


def year(catalog: Catalog) -> Bind:
    """A year, Jalali or Gregorian: a whole number without group marks."""
    return forms.integer(_from_the_start(_YearField(catalog.language), catalog))


def scale(catalog: Catalog) -> Bind:
    """1 (low) to 5 (high), or not answered."""
    return forms.scale(ScaleField(catalog.language, low=catalog.text("1: low"), high=catalog.text("5: high")))


def yes_no_unknown(catalog: Catalog) -> Bind:
    """Yes, no, or not answered: bool | None."""
    words = {True: catalog.text("Yes"), False: catalog.text("No")}
    combo = CalmCombo()
    forms.offer(combo, words, words.__getitem__, empty=catalog.text("Not answered"))
    return forms.choice(combo)


def check(caption: str) -> Make:
    """A box to tick, worded by a message id."""
    return lambda catalog: forms.check(QCheckBox(catalog.text(caption)))


def one_of(members: Iterable[Enum], *, optional: bool = True) -> Make:
    """A choice among the members of an enum; ``optional`` offers "not answered" too."""

    def make(catalog: Catalog) -> Bind:
        combo = CalmCombo()
        empty = catalog.text("Not answered") if optional else None
        forms.offer(combo, members, lambda member: labels.label(catalog, member), empty=empty)
        return forms.choice(combo)

    return make


def country(catalog: Catalog) -> Bind:
    """A country by its ISO 3166 code, the partner countries first; a code that is no country stays as it is."""
    names = countries(catalog.language)
    others = sorted(names.keys() - {*_COUNTRIES_FIRST, "ZZ"}, key=lambda code: fold(names[code]))
    combo = CalmCombo()
    forms.offer(combo, (*_COUNTRIES_FIRST, *others), names.__getitem__)
    return forms.choice(combo)


def language(catalog: Catalog) -> Bind:
    """A language by its ISO 639 code; empty for "not answered"."""
    combo = CalmCombo()
    combo.addItem(catalog.text("Not answered"), "")
    for code in _LANGUAGES:
        combo.addItem(languages(catalog.language)[code], code)
    return forms.choice(combo)


def problem_type(catalog: Catalog) -> Bind:
    """A choice among the 60 problem types; the empty code for none. Typing "2.0" jumps to that type."""
    combo = CalmCombo()
    combo.setMaxVisibleItems(20)
    combo.addItem(catalog.text("Not chosen yet"), "")
    for code in problem_types():
        combo.addItem(labels.type_label(catalog, code), code)
    return forms.choice(combo)


def make_form(data_class: type[Any], catalog: Catalog, kinds: Mapping[str, Make]) -> Form[Any]:
    """The form of a data class whose shown fields are ``kinds``."""
    return Form(data_class, catalog, **{name: make(catalog) for name, make in kinds.items()})


def grid(
    form: Form[Any],
    catalog: Catalog,
    *cells: str | tuple[str, int],
    hints: Mapping[str, str] | None = None,
    captions: Mapping[str, str] | None = None,
    fills: bool = False,
) -> FieldGrid:
    """Fields of a form side by side, as many as fit; a cell is a field's name, or a name and the columns it takes.

    ``captions`` gives the known name of a field that is called otherwise here than elsewhere.
    """
    made = FieldGrid(fills=fills)
    for cell in cells:
        name, span = cell if isinstance(cell, tuple) else (cell, 1)
        row = form.row(
            name,
            labels.field(catalog, (captions or {}).get(name, name)),
            hint=catalog.text((hints or {}).get(name, "")),
        )
        made.add(row, span)
    return made
