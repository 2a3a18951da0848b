"""A form is a table of (field, widget): filled from a data class, read back into one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QSignalBlocker, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTextEdit, QWidget

from clinic_app.domain.records import FieldError
from clinic_app.domain.text import clean
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui.widgets.date_field import DateField
from clinic_app.ui.widgets.field import Field
from clinic_app.ui.widgets.number_field import NumberField
from clinic_app.ui.widgets.scale_field import ScaleField

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

D = TypeVar("D", bound="DataclassInstance")


def _readable() -> str:
    return ""


class Bind(NamedTuple):
    """How one field meets its widget. ``unreadable`` gives the code of an entry that is no value, or ""."""

    widget: QWidget
    get: Callable[[], Any]
    set: Callable[[Any], None]
    changed: SignalInstance
    unreadable: Callable[[], str] = _readable


def line(edit: QLineEdit) -> Bind:
    """A text of one line: str."""
    return Bind(edit, lambda: clean(edit.text()), edit.setText, edit.textChanged)


def text(edit: QTextEdit) -> Bind:
    """A text of several lines: str."""
    return Bind(edit, lambda: clean(edit.toPlainText()), edit.setPlainText, edit.textChanged)


def lines(edit: QTextEdit) -> Bind:
    """One entry per line: tuple[str, ...], empty lines dropped."""

    def read() -> tuple[str, ...]:
        entries = (entry.strip() for entry in clean(edit.toPlainText()).split("\n"))
        return tuple(entry for entry in entries if entry)

    return Bind(edit, read, lambda value: edit.setPlainText("\n".join(value)), edit.textChanged)


def choice(combo: QComboBox) -> Bind:
    """The data of the chosen item (fill the box with ``offer``). A value that is not offered is added as it is."""

    def show(value: object) -> None:
        found = next((i for i in range(combo.count()) if combo.itemData(i) == value), -1)
        if found < 0:
            combo.addItem(str(value), value)
            found = combo.count() - 1
        combo.setCurrentIndex(found)

    return Bind(combo, combo.currentData, show, combo.currentIndexChanged)


def offer(
    combo: QComboBox, values: Iterable[Any], wording: Callable[[Any], str], *, empty: str | None = None
) -> None:
    """Fill a combo box: words shown, values kept. ``empty`` words the choice of None, when there is one."""
    combo.clear()
    if empty is not None:
        combo.addItem(empty, None)
    for value in values:
        combo.addItem(wording(value), value)


def day(field: DateField) -> Bind:
    """A date or None."""
    return Bind(field, field.value, field.set_value, field.changed, field.problem)


def number(field: NumberField) -> Bind:
    """A decimal number: float or None."""

    def read() -> float | None:
        value = field.value()
        return None if value is None else float(value)

    return Bind(field, read, lambda value: field.set_value(_decimal(value)), field.changed, field.problem)


def integer(field: NumberField) -> Bind:
    """A whole number: int or None."""

    def read() -> int | None:
        value = field.value()
        return None if value is None else int(value)

    return Bind(field, read, lambda value: field.set_value(_decimal(value)), field.changed, field.problem)


def check(box: QCheckBox) -> Bind:
    """Yes or no: bool."""
    return Bind(box, box.isChecked, box.setChecked, box.toggled)


def scale(field: ScaleField) -> Bind:
    """1 to 5, or None for "not answered"."""
    return Bind(field, field.value, field.set_value, field.changed)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


class Form(QObject, Generic[D]):
    """Some fields of a data class on the screen. The fields it does not show keep the value they were filled with.

    ``changed`` tells that the user (not ``fill``) changed something. An entry that cannot be read as a value
    stays in its field with the reason beside it, and ``read`` gives the last good value for it: what was typed
    is never thrown away, and the rest can be saved.
    """

    changed = Signal()

    def __init__(
        self, data_class: type[D], catalog: Catalog, parent: QObject | None = None, /, **binds: Bind
    ) -> None:
        super().__init__(parent)
        unknown = binds.keys() - {field.name for field in fields(data_class)}
        assert not unknown, f"{data_class.__name__} has no {unknown}"
        self._catalog = catalog
        self._binds = binds
        self._rows: dict[str, Field] = {}
        self._data: D | None = None
        for bind in binds.values():
            bind.changed.connect(self._on_changed)

    def row(self, name: str, caption: str = "", *, hint: str = "") -> Field:
        """The field with its caption above (default: its name in words) and its message below, for a layout."""
        made = Field(caption or labels.field(self._catalog, name), self._binds[name].widget, hint=hint)
        self._rows[name] = made
        return made

    def shows(self, name: str) -> bool:
        """True when the form has a widget for the field."""
        return name in self._binds

    def widget(self, name: str) -> QWidget:
        """The editor of a field."""
        return self._binds[name].widget

    def fill(self, data: D) -> None:
        """Show ``data``, dropping what the widgets held."""
        self._data = data
        for name, bind in self._binds.items():
            self._put(bind, getattr(data, name))
        self.show_errors(())

    def refresh(self, data: D) -> None:
        """Show newer ``data``, but leave alone the fields in which the user has typed since the last fill."""
        if self._data is None:
            self.fill(data)
            return
        before, self._data = self._data, data
        for name, bind in self._binds.items():
            is_untouched = not bind.unreadable() and bind.get() == getattr(before, name)
            if is_untouched and bind.get() != getattr(data, name):
                self._put(bind, getattr(data, name))

    def read(self) -> D:
        """The data as they stand on the screen."""
        assert self._data is not None, "fill the form first"
        readable = {name: bind.get() for name, bind in self._binds.items() if not bind.unreadable()}
        return replace(self._data, **readable)

    def unreadable(self) -> list[FieldError]:
        """The entries that are no value of their kind, such as the 31st of February."""
        found = ((name, bind.unreadable()) for name, bind in self._binds.items())
        return [FieldError(name, code) for name, code in found if code]

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Put each error, and each unreadable entry, beside its field; clear the others."""
        told = [*errors, *self.unreadable()]
        for name, row in self._rows.items():
            mine = [error for error in told if error.field == name]
            row.show_message(
                "\n".join(dict.fromkeys(labels.field_error(self._catalog, error) for error in mine)),
                is_warning=bool(mine) and all(error.warning for error in mine),
            )

    def focus(self, name: str) -> None:
        """Move the keyboard to a field."""
        self._binds[name].widget.setFocus()

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    def _put(self, bind: Bind, value: object) -> None:
        blocker = QSignalBlocker(self)
        bind.set(value)
        blocker.unblock()
