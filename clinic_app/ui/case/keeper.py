"""One form, many records of a kind: which one it shows, and how what is typed gets to the disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_app.domain.records import FieldError
from clinic_app.errors import InvalidData
from clinic_app.ui.autosave import Autosave
from clinic_app.ui.forms import Form

UNNAMED = "…"
"""What stands in a mandatory text until she writes it: the rest of the record is kept meanwhile."""


class Saver(Protocol):
    """What the page asks of whoever keeps what is typed in a section."""

    autosave: Autosave

    def save(self) -> bool:
        """Save now what can be saved. False when the disk refused."""
        ...

    def leave(self) -> bool:
        """``save`` before something else is shown."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """What can be done with records of one kind. ``add`` and ``edit`` write and return the saved record."""

    data_class: type[Any]
    edit: Callable[[UUID, Any], Any]
    add: Callable[[Any], Any] | None = None
    blank: Callable[[], Any] | None = None


class Keeper(QObject):
    """Shows one record in a form and saves it a second after the last key, before another is shown, and on leaving.

    What breaks a rule of the record, or cannot be read, stays in its field with the reason beside it; everything
    else is saved. A new record is written as soon as there is anything in it.
    """

    current_changed = Signal(object)  # another record is shown: UUID, or None for a new or no record
    saved = Signal(object)  # the record; a new one has its id from now on

    def __init__(self, form: Form[Any], verbs: Verbs, owner: QWidget) -> None:
        super().__init__(owner)
        self.form = form
        self._verbs = verbs
        self._record: Any = None
        self._start: Any = None
        self._held: dict[UUID, dict[str, str]] = {}
        self._saved: dict[UUID, Any] = {}
        self._failure: Exception | None = None
        self.autosave = Autosave(self._save, self)
        self.autosave.watch(owner)
        self.autosave.failed.connect(self._on_failed)
        form.changed.connect(self.autosave.touch)

    @property
    def record(self) -> Any:
        """The saved record shown; None while a new one has nothing in it yet."""
        return self._record

    @property
    def record_id(self) -> UUID | None:
        """The id of the record shown, if it has one yet."""
        return self._record.id if self._record is not None else None

    @property
    def is_shown(self) -> bool:
        """True while the form holds a record or a new one."""
        return self._start is not None

    def open(self, record: Any) -> bool:
        """Show a record. False when what was typed before could not be saved: then nothing changes."""
        if not self.leave():
            return False
        record = self._newest(record)
        self._show(record, _bare(record, self._verbs.data_class))
        return True

    def begin(self) -> bool:
        """Show an empty form for a new record."""
        if self._verbs.blank is None or not self.leave():
            return False
        self._show(None, self._verbs.blank())
        return True

    def close(self) -> None:
        """Show no record any more, without saving: it was removed, or another case is shown."""
        self.autosave.discard()
        self._record = self._start = None
        self.current_changed.emit(None)

    def refresh(self, records: Sequence[Any]) -> None:
        """Show newer values of the record, but leave alone what she is typing."""
        if self._record is None:
            return
        newer = next((record for record in records if record.id == self._record.id), None)
        if newer is None:
            self.close()
        elif newer != self._record and newer is self._newest(newer):
            self._record, self._start = newer, _bare(newer, self._verbs.data_class)
            self.form.refresh(self._start)

    def save(self) -> bool:
        """Save now what can be saved. False when the disk refused; what breaks a rule does not count."""
        return self._start is None or self.autosave.flush() or isinstance(self._failure, InvalidData)

    def leave(self) -> bool:
        """``save`` before something else is shown; what breaks a rule is remembered until the record is back."""
        if not self.save():
            return False
        if self.autosave.is_dirty:
            self._hold()
            self.autosave.discard()
        return True

    def broken(self) -> list[FieldError]:
        """What cannot be saved as it stands on the screen."""
        if self._start is None:
            return []
        return [error for error in (*self.form.read().errors(), *self.form.unreadable()) if not error.warning]

    def _show(self, record: Any, start: Any) -> None:
        self._record, self._start = record, start
        self.form.fill(start)
        held = self._held.pop(record.id, {}) if record is not None else {}
        for name, typed in held.items():
            edit = self.form.widget(name)
            assert isinstance(edit, QLineEdit)
            edit.setText(typed)
            edit.textEdited.emit(typed)
        self.form.show_errors(self.form.read().errors() if record is not None else ())
        self.current_changed.emit(self.record_id)

    def _hold(self) -> None:
        if self._record is None:
            return
        edits = (
            (error.field, self.form.widget(error.field)) for error in self.broken() if self.form.shows(error.field)
        )
        self._held[self._record.id] = {name: edit.text() for name, edit in edits if isinstance(edit, QLineEdit)}

    def _save(self) -> None:
        data = self.form.read()
        errors = data.errors()
        self.form.show_errors(errors)
        sound = _sound(data, errors, self._start)
        if self._record is not None:
            self._settle(self._verbs.edit(self._record.id, sound))
        elif sound != self._start and self._verbs.add is not None:
            self._settle(self._verbs.add(_named(sound)))
        if broken := self.broken():
            raise InvalidData(errors=broken)

    def _newest(self, record: Any) -> Any:
        """``record``, or what was saved here since it was read: lists are a moment behind."""
        saved = self._saved.get(record.id)
        return saved if saved is not None and saved.revision > record.revision else record

    def _settle(self, record: Any) -> None:
        self._held.pop(record.id, None)
        self._saved[record.id] = record
        self._record, self._start = record, _bare(record, self._verbs.data_class)
        self.form.refresh(self._start)
        self.saved.emit(record)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._failure = error


def _bare(record: Any, data_class: type[Any]) -> Any:
    """The editable part of a saved record: without id, revision and place."""
    return data_class(**{field.name: getattr(record, field.name) for field in fields(data_class)})


def _sound(data: Any, errors: Sequence[FieldError], last: Any) -> Any:
    """``data`` with the fields that break a rule as they last were."""
    broken = {error.field for error in errors if not error.warning}
    return replace(data, **{name: getattr(last, name) for name in broken})


def _named(data: Any) -> Any:
    """``data`` that can be kept: what is mandatory and still empty is marked as unnamed."""
    empty = {error.field for error in data.errors() if error.code == "empty"}
    return replace(data, **dict.fromkeys(empty, UNNAMED))
