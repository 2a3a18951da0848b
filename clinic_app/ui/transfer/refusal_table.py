"""What was refused, cell by cell: where, what stands there, why, and what to do."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from clinic_app.exchange import columns
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.records_model import Column, RecordsModel
from clinic_app.ui.widgets.quiet_table import quiet
from clinic_app.ui.widgets.text_delegate import TextDelegate

_KIND, _FILE = 0, 1
_WIDTHS = (110, 130, 60, 150, 140, 280)
Refused: TypeAlias = Mapping[str, Any]


class RefusalTable(QTableView):
    """Shows refusals in the published form of ``transfer.told``."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RecordsModel(_columns(catalog), self)
        self.setModel(self._model)
        self.setItemDelegate(TextDelegate(self))
        quiet(self, catalog.text("Refused rows"), theme.ROW_HEIGHT - 4)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().setStretchLastSection(True)
        for place, width in enumerate(_WIDTHS):
            self.setColumnWidth(place, width)

    def show_refusals(self, refusals: Sequence[Refused], doubts: Sequence[Refused] = ()) -> None:
        """Replace the rows. ``doubts`` came in all the same, but deserve a look."""
        told = [{**refusal, "is_doubt": False} for refusal in refusals]
        told += [{**doubt, "is_doubt": True} for doubt in doubts]
        self._model.show(told)
        self.setColumnHidden(_KIND, not doubts)
        self.setColumnHidden(_FILE, len({refusal["file"] for refusal in told}) < 2)


def _columns(catalog: Catalog) -> tuple[Column, ...]:
    _ = catalog.text

    def plain(title: str, name: str) -> Column:
        return Column(title, lambda refusal: str(refusal[name]), tooltip=lambda refusal: str(refusal[name]))

    def row(refusal: Refused) -> str:
        return formats.digits(str(refusal["row"]), catalog.language) if refusal["row"] else ""

    def heading(refusal: Refused) -> str:
        return columns.name(catalog, str(refusal["column"]))

    def kind(refusal: Refused) -> str:
        return _("To be checked") if refusal["is_doubt"] else _("Refused")

    return (
        Column(_("Kind"), kind),
        Column(_("File"), lambda refusal: Path(refusal["file"]).name, tooltip=lambda refusal: refusal["file"]),
        Column(_("Row"), row, is_number=True),
        Column(_("Column"), heading, tooltip=lambda refusal: str(refusal["column"])),
        plain(_("Value"), "value"),
        plain(_("What is wrong"), "reason"),
        plain(_("What to do"), "remedy"),
    )
