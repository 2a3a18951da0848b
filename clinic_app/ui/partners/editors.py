"""The three tables of the register, each with its form below it: partners, and the papers of the one chosen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.partner import (
    MemorandumData,
    MemorandumStatus,
    Partner,
    PartnerData,
    PartnerRole,
    ProgrammeData,
)
from clinic_app.i18n import formats, labels, names
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.services import partners
from clinic_app.services.partners import Register
from clinic_app.ui import theme
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.links import LinkBox, link
from clinic_app.ui.case.records_editor import RecordsEditor, Words
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Bind
from clinic_app.ui.partners.area_ticks import areas
from clinic_app.ui.records_model import Column
from clinic_app.ui.widgets.card import Card


def country(catalog: Catalog) -> Bind:
    """A country by its ISO 3166 code, or none."""
    made = editors.country(catalog)
    made.widget.insertItem(0, catalog.text("Not answered"), "")  # type: ignore[attr-defined]  # it is a combo box
    return made


def memorandum(catalog: Catalog) -> Bind:
    """The memorandum that a programme belongs to, or none."""
    return link(LinkBox(catalog.text("No memorandum needed"), catalog.text("A memorandum that was removed")))


_PARTNER: Mapping[str, editors.Make] = {
    "name": editors.line,
    "country": country,
    "role": editors.one_of(PartnerRole),
    "contact_name": editors.line,
    "contact_phone": editors.line,
    "contact_email": editors.line,
    "website": editors.line,
    "notes": editors.text,
}
_MEMORANDUM: Mapping[str, editors.Make] = {
    "title": editors.line,
    "status": editors.one_of(MemorandumStatus, optional=False),
    "dated_on": editors.day,
    "valid_until": editors.day,
    "areas": areas,
    "notes": editors.text,
}
_PROGRAMME: Mapping[str, editors.Make] = {
    "name": editors.line,
    "memorandum_id": memorandum,
    "areas": areas,
    "eligibility": editors.text,
    "contact": editors.text,
    "notes": editors.text,
}


class Papers(RecordsEditor):
    """The records of one kind of the partner shown. ``add`` and ``edit`` are the use cases that keep them."""

    def __init__(
        self,
        context: Context,
        undo: Bin,
        *,
        table: str,
        data_class: type[Any],
        add: Callable[..., Any],
        edit: Callable[..., Any],
        blank: Callable[[], Any],
        fields: Mapping[str, editors.Make],
        cells: Sequence[str | tuple[str, int]],
        columns: Sequence[Column],
        shares: Sequence[int],
        words: tuple[str, str, str, str],
        hints: Mapping[str, str],
    ) -> None:
        """``words`` are message ids: add, new, empty, removed."""
        self._context = context
        self._partner_id: UUID | None = None
        self._use_cases = (add, edit)
        catalog = context.catalog
        form = editors.make_form(data_class, catalog, fields)
        body = editors.grid(form, catalog, *cells, hints=hints)
        verbs = Verbs(data_class=data_class, add=self._add, edit=self._edit, blank=blank)
        add_, new, empty, removed = (catalog.text(each) for each in words)
        super().__init__(
            catalog, Keeper(form, verbs, body), undo, table=table, columns=columns,
            words=Words(add=add_, new=new, empty=empty, removed=removed), body=body, first_field=next(iter(fields)),
            shares=shares,
        )  # fmt: skip

    def show_partner(self, partner_id: UUID | None, records: Sequence[Any]) -> None:
        """Show the records of a partner; what was typed for another one is saved before."""
        if partner_id != self._partner_id:
            self.keeper.leave()
            self.keeper.close()
        self._partner_id = partner_id
        self.show_records(records)

    def _add(self, data: Any) -> Any:
        assert self._partner_id is not None
        return self._context.database.do(self._use_cases[0], self._partner_id, data)

    def _edit(self, key: UUID, data: Any) -> Any:
        return self._context.database.do(self._use_cases[1], key, data)


def memoranda_editor(context: Context, undo: Bin) -> Papers:
    """The memoranda with a partner."""
    return Papers(
        context, undo, table="memoranda", data_class=MemorandumData, add=partners.add_memorandum,
        edit=partners.edit_memorandum, blank=lambda: MemorandumData(title=""), fields=_MEMORANDUM,
        cells=(("title", FULL), "status", "dated_on", "valid_until", ("areas", FULL), ("notes", FULL)),
        columns=_memorandum_columns(context.catalog), shares=(5, 3, 3, 3, 6),
        words=(N_("Add memorandum"), N_("New memorandum"), N_("No memorandum yet."),
               N_("The memorandum was moved to the bin.")),
        hints={"areas": N_("Without a tick it covers no area.")},
    )  # fmt: skip


def programmes_editor(context: Context, undo: Bin, titles: Mapping[UUID, str]) -> Papers:
    """The programmes of a partner; ``titles`` are those of its memoranda at the moment."""

    def blank() -> ProgrammeData:
        return ProgrammeData(name="", memorandum_id=next(iter(titles)) if len(titles) == 1 else None)

    return Papers(
        context, undo, table="programmes", data_class=ProgrammeData, add=partners.add_programme,
        edit=partners.edit_programme, blank=blank, fields=_PROGRAMME,
        cells=(("name", 2), ("memorandum_id", 2), ("areas", FULL), ("eligibility", 2), ("contact", 2),
               ("notes", FULL)),
        columns=_programme_columns(context.catalog, titles), shares=(5, 5, 5, 5),
        words=(N_("Add programme"), N_("New programme"), N_("No programme yet."),
               N_("The programme was moved to the bin.")),
        hints={"areas": N_("Without a tick it is for the areas of its memorandum.")},
    )  # fmt: skip


class PartnersEditor(RecordsEditor):
    """All partners; below the form of the one chosen stand its memoranda and programmes."""

    def __init__(self, context: Context, undo: Bin) -> None:
        self._context = context
        self._register = Register((), (), ())
        self._titles: dict[UUID, str] = {}
        self.memoranda = memoranda_editor(context, undo)
        self.programmes = programmes_editor(context, undo, self._titles)
        catalog, text = context.catalog, context.catalog.text
        form = editors.make_form(PartnerData, catalog, _PARTNER)
        grid = editors.grid(
            form, catalog, ("name", 2), "country", "role", "contact_name", "contact_phone", "contact_email",
            "website", ("notes", FULL),
        )  # fmt: skip
        verbs = Verbs(data_class=PartnerData, add=self._add, edit=self._edit, blank=PartnerData)
        words = Words(
            add=text("Add partner"), new=text("New partner"), empty="",
            removed=text("The partner was moved to the bin, with its memoranda and programmes."),
        )  # fmt: skip
        super().__init__(
            catalog, Keeper(form, verbs, grid), undo, table="partners", columns=self._columns(catalog), words=words,
            body=self._make_body(grid), first_field="name", shares=(3, 6, 7, 5),
        )  # fmt: skip

    @property
    def keepers(self) -> tuple[Keeper, ...]:
        """Who saves what is typed here."""
        return (self.keeper, self.memoranda.keeper, self.programmes.keeper)

    @property
    def has_records(self) -> bool:
        """True when there is a partner."""
        return bool(self._register.partners)

    def show_register(self, found: Register) -> None:
        """Show the register as it stands; what is being typed stays."""
        self._register = found
        self.show_records(found.partners)
        self._show_papers()

    def _make_body(self, grid: QWidget) -> QWidget:
        text = self._context.catalog.text
        body, self._papers = QWidget(), QWidget()
        inner = QVBoxLayout(self._papers)
        inner.setContentsMargins(0, theme.SMALL, 0, 0)
        inner.setSpacing(theme.MEDIUM)
        for title, editor in ((text("Memoranda"), self.memoranda), (text("Programmes"), self.programmes)):
            card = Card(title)
            card.head.addWidget(editor.add_button)
            card.body.addWidget(editor)
            inner.addWidget(card)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(grid)
        layout.addWidget(self._papers)
        return body

    def _columns(self, catalog: Catalog) -> tuple[Column, ...]:
        return (
            Column(labels.field(catalog, "country"), lambda each: names.country(catalog, each.country)),
            Column(labels.field(catalog, "organisation"), lambda each: each.name or catalog.text("Not named yet")),
            Column(catalog.text("Memoranda"), self._statuses),
            Column(catalog.text("Programmes"), self._offers),
        )

    def _statuses(self, partner: Partner) -> str:
        """What stands with a partner, such as "Signed", each word once."""
        own = [each.status_on(today()) for each in self._register.memoranda if each.partner_id == partner.id]
        return " · ".join(labels.label(self._context.catalog, each) for each in MemorandumStatus if each in own)

    def _offers(self, partner: Partner) -> str:
        return " · ".join(each.name for each in self._register.programmes if each.partner_id == partner.id)

    def _show_papers(self) -> None:
        key = self.keeper.record_id
        self._papers.setVisible(key is not None)
        papers = [each for each in self._register.memoranda if each.partner_id == key]
        self._titles.clear()
        self._titles.update((each.id, each.title) for each in papers)
        box = self.programmes.keeper.form.widget("memorandum_id")
        assert isinstance(box, LinkBox)
        box.offer(tuple(self._titles.items()))
        self.memoranda.show_partner(key, papers)
        self.programmes.show_partner(key, [each for each in self._register.programmes if each.partner_id == key])

    @Slot(object)
    def _on_current_changed(self, record_id: UUID | None) -> None:
        super()._on_current_changed(record_id)
        self._show_papers()

    @Slot(object)
    def _on_saved(self, record: object) -> None:
        super()._on_saved(record)
        self._show_papers()

    def _add(self, data: PartnerData) -> Partner:
        return self._context.database.do(partners.add, data)

    def _edit(self, key: UUID, data: PartnerData) -> Partner:
        return self._context.database.do(partners.edit, key, data)


def _memorandum_columns(catalog: Catalog) -> tuple[Column, ...]:
    language = catalog.language
    return (
        Column(labels.field(catalog, "memorandum"), lambda each: each.title),
        Column(labels.field(catalog, "status"), lambda each: labels.label(catalog, each.status_on(today()))),
        Column(labels.field(catalog, "dated_on"), lambda each: formats.day(each.dated_on, language)),
        Column(labels.field(catalog, "valid_until"), lambda each: formats.day(each.valid_until, language)),
        _areas_column(catalog),
    )


def _programme_columns(catalog: Catalog, titles: Mapping[UUID, str]) -> tuple[Column, ...]:
    return (
        Column(labels.field(catalog, "programme_name"), lambda each: each.name),
        Column(labels.field(catalog, "memorandum"), lambda each: titles.get(each.memorandum_id, "")),
        _areas_column(catalog),
        Column(labels.field(catalog, "eligibility"), lambda each: " ".join(each.eligibility.split())),
    )


def _areas_column(catalog: Catalog) -> Column:
    def listed(record: Any, between: str = " · ") -> str:
        return between.join(labels.label(catalog, each) for each in record.areas)

    return Column(labels.field(catalog, "areas"), listed, tooltip=lambda record: listed(record, "\n"))
