"""Records that hang on a case: each kind is a table of fields, cells and columns, and one editor serves them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.links import LinkBox, link
from clinic_app.ui.case.problem_list import heading
from clinic_app.ui.case.records_editor import RecordsEditor, Words
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Bind
from clinic_app.ui.records_model import Column


class Service(Protocol):
    """The verbs of one kind of record, as the modules of the use cases offer them, on a session of the database."""

    def add(self, session: Any, case_id: UUID, data: Any, /) -> Any: ...

    def edit(self, session: Any, key: UUID, data: Any, /) -> Any: ...

    def of_case(self, session: Any, case_id: UUID, /) -> tuple[Any, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What tells one kind of record from another. ``words`` are message ids: add, new, empty, removed.

    ``table`` is where it is kept, ``cells`` and ``captions`` are those of ``editors.grid``, ``shares`` the widths
    of the columns in proportion to each other, ``blank`` makes the record that a new one starts from.
    """

    table: str
    data_class: type[Any]
    service: Service
    fields: Mapping[str, editors.Make]
    cells: tuple[str | tuple[str, int], ...]
    columns: Callable[[Catalog], tuple[Column, ...]]
    shares: tuple[int, ...]
    words: tuple[str, str, str, str]
    first_field: str
    blank: Callable[[CaseFile], Any]
    captions: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)


class CaseRecords(RecordsEditor):
    """The records of one kind of the case shown."""

    def __init__(self, context: Context, undo: Bin, kind: Kind) -> None:
        self._context = context
        self._kind = kind
        self._file: CaseFile | None = None
        catalog = context.catalog
        form = editors.make_form(kind.data_class, catalog, kind.fields)
        body = editors.grid(form, catalog, *kind.cells, captions=kind.captions, hints=kind.hints)
        verbs = Verbs(data_class=kind.data_class, add=self._add, edit=self._edit, blank=self._blank)
        add, new, empty, removed = (catalog.text(words) for words in kind.words)
        super().__init__(
            catalog, Keeper(form, verbs, body), undo, table=kind.table, columns=kind.columns(catalog),
            words=Words(add=add, new=new, empty=empty, removed=removed), body=body, first_field=kind.first_field,
            shares=kind.shares,
        )  # fmt: skip

    def show_case(self, file: CaseFile) -> None:
        """Show the records of a case, and offer its problems to those that may be about one."""
        before, self._file = self._file, file
        if before is not None and before.case.id == file.case.id and self._is_as_before(before, file):
            return
        if "problem_id" in self._kind.fields:
            box = self.keeper.form.widget("problem_id")
            assert isinstance(box, LinkBox)
            box.offer([(problem.id, heading(problem)) for problem in file.problems])
        # not those of the case file: it leaves out links to what lies in the bin, and saving would cut them
        self.show_records(self._context.database.read(self._kind.service.of_case, file.case.id))

    def _is_as_before(self, before: CaseFile, file: CaseFile) -> bool:
        table = self._kind.table
        return getattr(before, table) == getattr(file, table) and before.problems == file.problems

    def _blank(self) -> Any:
        assert self._file is not None
        return self._kind.blank(self._file)

    def _add(self, data: Any) -> Any:
        assert self._file is not None
        return self._context.database.do(self._kind.service.add, self._file.case.id, data)

    def _edit(self, key: UUID, data: Any) -> Any:
        return self._context.database.do(self._kind.service.edit, key, data)


def problem(catalog: Catalog) -> Bind:
    """The problem of the case that a record is about, or none."""
    return link(LinkBox(catalog.text("Not linked"), catalog.text("A problem that was removed")))
