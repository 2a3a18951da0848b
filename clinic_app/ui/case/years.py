"""Figures of an enterprise by fiscal year: a table with inline add and edit."""

from collections.abc import Mapping
from uuid import UUID

from clinic_app.domain.calendar import fiscal_year
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import EvidenceGrade, YearFigures, YearFiguresData
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.services import enterprises
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.records_editor import RecordsEditor, Words
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.records_model import Column

MONEY = (
    "turnover", "export_value", "profit", "research_spend", "investment", "energy_cost", "overdue_bank_debt",
    "tax_insurance_debt",
)  # fmt: skip
COUNTS = (
    "full_time", "part_time", "women", "training_hours", "inventory_days", "receivable_days", "machinery_age",
)  # fmt: skip
SHARES = ("import_share", "scrap_share", "equipment_effectiveness")
KINDS: Mapping[str, editors.Make] = {
    "year": editors.year,
    "currency": editors.line,
    **dict.fromkeys((*MONEY, *COUNTS), editors.whole),
    **dict.fromkeys(SHARES, editors.number),
    "source": editors.line,
    "evidence": editors.one_of(EvidenceGrade),
}
_SHOWN = ("turnover", "export_value", "profit", "full_time")
_CURRENCIES = {"IR": "IRR", "KR": "KRW", "TR": "TRY", "DE": "EUR", "AT": "EUR"}


class YearsEditor(RecordsEditor):
    """Yearly figures of the enterprise of the case shown."""

    def __init__(self, context: Context, undo: Bin) -> None:
        self._context = context
        self._file: CaseFile | None = None
        catalog, text = context.catalog, context.catalog.text
        form = editors.make_form(YearFiguresData, catalog, KINDS)
        body = editors.grid(form, catalog, *KINDS)
        verbs = Verbs(data_class=YearFiguresData, add=self._add, edit=self._edit, blank=self._blank)
        words = Words(
            add=text("Add year"), new=text("New fiscal year"), empty=text("No figures yet."),
            removed=text("The year was moved to the bin."),
        )  # fmt: skip
        super().__init__(
            catalog, Keeper(form, verbs, body), undo, table="years", columns=columns(catalog), words=words,
            body=body, first_field="turnover", shares=(2, 2, 3, 3, 3, 2, 3),
        )  # fmt: skip

    def show_case(self, file: CaseFile) -> None:
        """Show the figures of the case's enterprise."""
        self._file = file
        self.show_records(file.years)

    def _blank(self) -> YearFiguresData:
        """The year after the last one, in its currency; the first one is the last full year."""
        assert self._file is not None
        if self._file.years:
            last = self._file.years[-1]
            return YearFiguresData(year=last.year + 1, currency=last.currency)
        year = fiscal_year(today(), self._context.settings.calendar) - 1
        return YearFiguresData(year=year, currency=_CURRENCIES.get(self._file.enterprise.country, ""))

    def _add(self, data: YearFiguresData) -> YearFigures:
        assert self._file is not None
        return self._context.database.do(enterprises.add_year, self._file.enterprise.id, data)

    def _edit(self, year_id: UUID, data: YearFiguresData) -> YearFigures:
        return self._context.database.do(enterprises.edit_year, year_id, data)


def columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the table of figures."""
    language = catalog.language

    def figure(name: str) -> Column:
        title = labels.field(catalog, name)
        return Column(title, lambda year: formats.number(getattr(year, name), language), is_number=True)

    return (
        Column(labels.field(catalog, "year"), lambda year: formats.digits(str(year.year), language)),
        Column(labels.field(catalog, "currency"), lambda year: year.currency),
        *(figure(name) for name in _SHOWN),
        Column(labels.field(catalog, "evidence"), lambda year: labels.label(catalog, year.evidence)),
    )
